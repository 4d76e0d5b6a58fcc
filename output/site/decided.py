"""Decisions of people in words: names for ids, titles for codes, and which of them still hold.

In: rows of `decision`. Out: texts in the language of a page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from missiemonitor.extractors.findings import advice
from missiemonitor.output.site.words import Wording

Decision = Mapping[str, Any]
Name = Callable[[str], str]  # of a mission or country, by its id


def did(decision: Decision, words: Wording) -> str:
    """What somebody did: a finding is settled, and not agreed to."""
    settled = decision["kind"] == "finding" and decision["action"] == "agree"
    return words("did.settle" if settled else f"did.{decision['action']}")


def in_words(decision: Decision, words: Wording, mission: Name, country: Name) -> str:
    """What a decision says is right; empty where it names nothing."""
    value = decision["value"]
    if value is None:
        return ""
    if decision["action"] in ("confirm", "undo"):
        return words("audit.confirms", n=value)
    if decision["field"] == "mission":
        return mission(value)
    if decision["field"] in ("countries", "row"):
        try:
            told = json.loads(value)
            if decision["field"] == "row":
                return f"{told['name']}: {told['officers']}"
            return words.listed([country(code) for code in told])
        except (ValueError, KeyError, TypeError):
            return str(value)
    return str(value)


def about(decision: Decision, words: Wording) -> str:
    """What a decision is about, where no row, table or sentence of its subject is there."""
    named = decision["subject"].split("/")[2].lstrip("+#=@!*")
    if decision["kind"] == "report":
        return words(f"desk.{named}")
    if decision["kind"] == "finding":
        named = str(advice(named, words.language)["title"])
    kind = words(f"kind.{decision['kind'].replace(' ', '_')}")
    return f"{kind}: {named}"


def holding(decisions: Iterable[Decision], in_force: Collection[int]) -> set[int]:
    """The numbers of the decisions that still hold, as `standing_decision` has them by subject: the
    last one, and what was corrected since the last one that was no correction, field by field.

    `decisions` are all of some subjects, in order; `in_force` those that need no second person any
    more. Who confirmed one that holds is held to as well, and so is what took one back alone.
    """
    last: dict[str, dict[tuple[str, str | None], int]] = {}
    confirms: dict[int, str] = {}
    alone: dict[int, int] = {}
    for each in decisions:
        if each["action"] == "confirm":
            confirms[each["number"]] = each["value"]
        elif each["action"] == "undo" and each["value"] is not None:
            alone[each["number"]] = each["eyes"]
        elif each["number"] in in_force:
            key = each["action"], each["field"]
            before = last.get(each["subject"], {}) if key[0] == "correct" else {}
            kept = {of: number for of, number in before.items() if of[0] == "correct"}
            last[each["subject"]] = {**kept, key: each["number"]}
    held = {number for of in last.values() for number in of.values()}
    held |= {n for n, eyes in alone.items() if eyes == 1 or str(n) in confirms.values()}
    return held | {n for n, of in confirms.items() if of.isdecimal() and int(of) in held}
