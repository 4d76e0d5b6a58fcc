"""Findings are made here and nowhere else: what each code means is data, reference/findings.toml.

A code has a severity, a title, what it means, what to do, and messages with slots, all in Dutch and
English. The English message is what is stored, and it takes part in the id of a finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from missiemonitor.corpus.series import all_series
from missiemonitor.extractors.extraction import Evidence, Finding
from missiemonitor.extractors.reasons import reason_text
from missiemonitor.extractors.reference import finding_descriptions

Texts = Mapping[str, str]  # a text by language


@dataclass(frozen=True, slots=True)
class Description:
    """What a code of finding means, as findings.toml has it.

    `severities` are those it may have, the usual one first. `decision` is `unplaced` or `waits` for
    a decision that does not hold, else empty; with `blocks_truth` a report gives no truth file.
    """

    code: str
    group: str
    severities: tuple[str, ...]
    title: Texts
    means: Texts
    do: Texts
    messages: Mapping[str, Texts]
    words: Mapping[str, Texts]
    joined: Mapping[str, Texts]
    parts: Mapping[str, Texts]
    blocks_truth: bool = False
    decision: str = ""
    usual: Mapping[str, str] = field(default_factory=dict)
    """The usual severity of a message, where it is not that of the code."""
    changes: str = ""
    """What it may change: `total`, `row`, or nothing."""

    def say(self, message: str, values: Mapping[str, Any], language: str = "en") -> str:
        """A message of this code with its slots filled. Raises KeyError for one that is not there.

        A list of values is joined; a mapping in it fills the piece that `parts` has for the slot,
        or is a reason of a table: its `code` and what fills that.
        """
        shown = {slot: self._shown(slot, value, language) for slot, value in values.items()}
        return self.messages[message][language].format(**shown)

    def _shown(self, slot: str, value: Any, language: str) -> Any:
        if not isinstance(value, list | tuple):
            return self._word(slot, value, language)
        pieces = [self._piece(slot, piece, language) for piece in value]
        if slot == "doubts":  # two may be told by the same words
            pieces = list(dict.fromkeys(pieces))
        return self.joined[slot][language].join(pieces)

    def _piece(self, slot: str, piece: Any, language: str) -> str:
        if not isinstance(piece, Mapping):
            return str(self._word(slot, piece, language))
        if slot not in self.parts:
            told = {name: value for name, value in piece.items() if name != "code"}
            return reason_text(piece["code"], told, language)
        words = {name: self._word(name, each, language) for name, each in piece.items()}
        return self.parts[slot][language].format(**words)

    def _word(self, slot: str, value: Any, language: str) -> Any:
        # Values are the English words themselves.
        return value if language == "en" else self.words.get(slot, {}).get(str(value), value)


@lru_cache(maxsize=1)
def descriptions() -> dict[str, Description]:
    """Every code with its description, in the order of the file."""
    return {
        code: Description(
            code=code,
            group=told["group"],
            severities=tuple(
                dict.fromkeys(
                    [
                        told["severity"],
                        *told.get("severities", []),
                        *told.get("usual", {}).values(),
                    ]
                )
            ),
            title=told["title"],
            means=told["means"],
            do=told["do"],
            messages=told["messages"],
            words=told.get("words", {}),
            joined=told.get("joined", {}),
            parts=told.get("parts", {}),
            blocks_truth=told.get("blocks_truth", False),
            decision=told.get("decision", ""),
            usual=told.get("usual", {}),
            changes=told.get("changes", ""),
        )
        for code, told in finding_descriptions().items()
        if code != "groups"
    }


def groups() -> dict[str, Texts]:
    """The groups that codes are told in, in order, with their titles."""
    return dict(finding_descriptions()["groups"])


def codes(which: Callable[[Description], object]) -> tuple[str, ...]:
    """The codes of which something holds, in the order of the file."""
    return tuple(code for code, described in descriptions().items() if which(described))


def advice(code: str, language: str = "en") -> dict[str, str]:
    """The `title` of a code and what to `do`, in a language; the bare code where it is unknown.

    A database may hold findings of another version, with codes that this one does not describe.
    """
    described = descriptions().get(code)
    if described is None:
        return {"title": code, "do": ""}
    do = described.do[language].replace("{series}", ", ".join(all_series()))
    return {"title": described.title[language], "do": do}


SEVERITIES = ("error", "warning", "info")
CHANGES = ("total", "row", "")


def weight(severity: str, code: str) -> tuple[int, int]:
    """Sorts findings: the most serious first, of those what changes a total, then what a row."""
    described = descriptions().get(code)
    return SEVERITIES.index(severity), CHANGES.index(described.changes if described else "row")


def stored_values(made: Finding) -> str:
    """What a finding says, in no language: JSON of its message's name and what fills the slots."""
    told = {"message": made.message_key, "values": made.values}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def retold(code: str, message: str, values: str | None, language: str) -> str:
    """A stored finding's message in a language, of what `stored_values` gave.

    As it was stored where there is none of that, or where another version told it otherwise.
    """
    described = descriptions().get(code)
    if described is None or values is None:
        return message
    told = json.loads(values)
    try:
        return described.say(told["message"], told["values"], language)
    except (KeyError, ValueError, TypeError):
        return message


def doubt_text(code: str, values: str | None, language: str) -> str:
    """What is doubted, without the sentence that it is doubted of: the message `doubt` of its code,
    else the title of that."""
    described = descriptions().get(code)
    if described is None or values is None or "doubt" not in described.messages:
        return advice(code, language)["title"]
    try:
        return described.say("doubt", json.loads(values)["values"], language)
    except (KeyError, ValueError, TypeError):  # as another version told it
        return advice(code, language)["title"]


def english_message(code: str, message: str = "default", /, **values: Any) -> str:
    """The English message of a code, for what is kept otherwise than as a Finding.

    That is a report that is set aside: of it the database has no report to which one could belong.
    """
    return descriptions()[code].say(message, values)


def finding(
    code: str,
    about: Mapping[str, Any],
    /,
    *,
    message: str = "default",
    severity: str | None = None,
    evidence: Evidence | None = None,
    **values: Any,
) -> Finding:
    """A finding of this code: `about` names what it concerns, `values` fill the slots of `message`.

    Values are plain (text, numbers, None, lists of them), so that they can be stored and said in
    another language later. `severity` is the usual one of the message or code unless given. Raises
    ValueError for a code, message or severity that is not described, or a slot that is not filled.
    """
    described = descriptions().get(code)
    if described is None or message not in described.messages:
        raise ValueError(f"findings.toml describes no finding {code!r} with a message {message!r}")
    severity = severity or described.usual.get(message, described.severities[0])
    if severity not in described.severities:
        raise ValueError(f"a finding {code!r} is never {severity!r}; see findings.toml")
    try:
        text = described.say(message, values)
    except KeyError as error:
        raise ValueError(f"a finding {code!r} ({message}) needs a value for {error}") from error
    return Finding(code, severity, text, dict(about), evidence, message, values)
