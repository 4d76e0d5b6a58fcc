"""Totals that a report states, in a table or in sentences around it, held against the rows.

One that differs and names others too is of another scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.around import SENTENCE_END
from missiemonitor.extractors.deployments.continued import of_first_parts, officers_over
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in
from missiemonitor.extractors.deployments.meaning.view import TableView
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.deployments.total_sentences import (
    stated_in,
    states,
    text_behind,
    total_below,
)
from missiemonitor.extractors.extraction import Deployment, Evidence, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.scopes import SUM

OTHERS = {*ASPECTS["corps"], "foreign", "liaison", "fte"} - {"police"}
ELSEWHERE = {*ASPECTS["topic"]} - {"sent", "liaison"}


@dataclass(frozen=True, slots=True)
class _Sum:
    """What rows make together, at least and at most; at most None where a row has no upper end."""

    least: int
    most: int | None

    def is_(self, stated: int) -> bool:
        return self.least <= stated and (self.most is None or stated <= self.most)


def _sum(rows: Sequence[Deployment]) -> _Sum:
    least = sum(row.officers or 0 for row in rows)
    if any(row.qualifier == "at_least" for row in rows):
        return _Sum(least, None)
    return _Sum(least, sum(row.officers_max or row.officers or 0 for row in rows))


def hold_totals(state: TableState, view: TableView) -> Iterator[Finding]:
    """Hold what a table and the text around it state as totals against its rows.

    Sets the stated total of `state`: the last of the table that is of its rows, else that of a
    sentence, which is kept where the rows do not make it, too.
    """
    since, fitting = 0, -1
    for each in state.totals:
        stated = read_count(each.text).officers
        if stated is None:
            yield finding(
                "count-unreadable",
                {"table": state.key},
                message="total",
                severity="warning",
                evidence=each.evidence,
                text=each.text,
            )
            continue
        # A total that leads a table is of the rows under it.
        upto = each.rows or len(state.deployments)
        follow = upto < len(state.deployments)
        whole, part = _sum(state.deployments[:upto]), _sum(state.deployments[since:upto])
        partial, bare = _says_part(each.label), _is_bare(each.label)
        if partial or (not bare and not whole.is_(stated) and since < upto and part.is_(stated)):
            if not part.is_(stated):
                yield _mismatch(state, each.evidence, stated, part.least, "part", label=each.label)
            since = upto
        elif whole.is_(stated):
            if not follow or bare:
                state.stated_total, state.stated_evidence = stated, each.evidence
                if whole.most is None and stated != whole.least:
                    # "At least 4" has a number after all: the total tells how many they are.
                    yield _mismatch(state, each.evidence, stated, whole.least, "at-least")
            since, fitting = upto if follow else since, upto
        elif not follow and stated == whole.least + (officers_over(state) or 0):
            state.stated_with_over = stated
            since, fitting = upto, upto
        elif _names_others(each.label) or fitting == upto or stated == _with_others(state, upto):
            yield _of_another_scope(state, each.evidence, stated, whole.least, each.label)
        else:
            yield _mismatch(state, each.evidence, stated, whole.least + of_first_parts(state))
            state.stated_total, state.stated_evidence = stated, each.evidence
    if state.stated_total is state.stated_with_over is None and state.deployments:
        below = total_below(state, _sum(state.deployments).least) if not state.totals else None
        if below:
            state.totals.append(below)
            yield from hold_totals(state, view)
            return
        yield from _hold_sentences(state, view)


def _with_others(state: TableState, upto: int) -> int | None:
    """What rows make with the others whom they tell of; None where they tell of none."""
    others = [
        part.officers or 0
        for row in state.deployments[:upto]
        for part in row.of_which
        if part.scope != SUM
    ]
    return sum(others) + _sum(state.deployments[:upto]).least if others else None


def _says_part(label: str) -> bool:
    return any(normal(label).startswith(normal(word)) for word in words()["totals"]["partial"])


def _is_bare(label: str) -> bool:
    """Whether a label is a word for a total and nothing else."""
    return normal(label) in {"", *map(normal, words()["totals"]["words"])}


def _is_of_elsewhere(text: str) -> bool:
    """Whether a text speaks of people for something else than missions, such as a course."""
    return bool({concept.name for concept in concepts_in(text)} & ELSEWHERE)


@per_series()
def _wider() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(words()['totals']['wider'])})\b")


def _either(names: Sequence[str]) -> str:
    return "|".join(re.escape(normal(name)) for name in sorted(names, key=len, reverse=True))


def _names_others(text: str) -> bool:
    """Whether a text names others than police, or says that more is in a number."""
    named = {concept.name for concept in concepts_in(text, head=True)}
    return bool(named & OTHERS) or bool(_wider().search(normal(text)))


def _mismatch(
    state: TableState,
    evidence: Evidence,
    stated: int,
    counted: int,
    message: str = "default",
    **more: str,
) -> Finding:
    return finding(
        "total-mismatch",
        {"table": state.key, "stated": stated, "counted": counted},
        message=message,
        evidence=evidence,
        stated=stated,
        counted=counted,
        **more,
    )


def _of_another_scope(
    state: TableState, evidence: Evidence, stated: int, counted: int, names: str
) -> Finding:
    return finding(
        "total-mismatch",
        {"table": state.key, "stated": stated, "counted": counted},
        message="other-scope",
        severity="info",
        evidence=evidence,
        stated=stated,
        counted=counted,
        names=names,
    )


# --- totals in sentences ------------------------------------------------------------------------


def _hold_sentences(state: TableState, view: TableView) -> Iterator[Finding]:
    """The first sentence around a table that states what its rows make; else what the nearest says
    that differs."""
    counted = _sum(state.deployments)
    before = view.before.split("\n")[-1]
    told = [
        (text, stated)
        for part in (view.after, view.caption, before)
        for text in SENTENCE_END.split(part)
        if (stated := stated_in(text)) is not None and not _is_of_elsewhere(text)
    ]
    for text, stated in told:
        if counted.is_(stated):
            _state(state, stated, text)
            return
    if _is_a_sum(state, counted):
        around = (view.after, view.caption, before, text_behind(state))
        for text in (sentence for part in around for sentence in SENTENCE_END.split(part)):
            if states(text, counted.least):
                _state(state, counted.least, text)
                return
    for text, stated in told[:1]:
        evidence = _in_sentence(state, text)
        about = {"table": state.key, "stated": stated, "counted": counted.least}
        if _names_others(text):
            yield _of_another_scope(state, evidence, stated, counted.least, text)
        else:
            _state(state, stated, text)
            yield finding(
                "total-mismatch",
                about,
                message="sentence",
                severity="warning",
                evidence=evidence,
                stated=stated,
                counted=counted.least,
                sentence=text,
            )


def _state(state: TableState, stated: int, sentence: str) -> None:
    state.stated_total, state.stated_evidence = stated, _in_sentence(state, sentence)


def _in_sentence(state: TableState, sentence: str) -> Evidence:
    """A sentence around a table as evidence: its words, at the last row of the table."""
    return replace(state.deployments[-1].evidence, text=sentence)


def _is_a_sum(state: TableState, counted: _Sum) -> bool:
    """Whether what rows make is theirs together, and not the number of one of them."""
    least = max((row.officers or 0 for row in state.deployments), default=0)
    return counted.least == counted.most and counted.least > least
