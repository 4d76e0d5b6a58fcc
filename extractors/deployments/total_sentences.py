"""Totals that stand in sentences around a table, or alone at the head of the page behind it.

A sentence with a word for a total ("in totaal 32 agenten") is held against the rows. One without is
taken where its number is what the rows make, and left where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from missiemonitor.corpus.dates import dates
from missiemonitor.corpus.document import Line, Page, Region
from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.deployments.around import SENTENCE_END
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in
from missiemonitor.extractors.deployments.meaning.stated import people_stated
from missiemonitor.extractors.deployments.table_state import StatedTotal, TableState, evidence_of
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.tables.rows import is_total
from missiemonitor.extractors.thresholds import DEPLOYMENTS

OTHER_TIMES = {*ASPECTS["time"]} - {"present"}


def stated_in(sentence: str) -> int | None:
    """The officers that a sentence states as a total of now: "In totaal zijn 32 agenten ..."."""
    match = _said().search(sentence)
    if match is None or of_another_time(sentence):
        return None
    behind = _undated(sentence[match.end() :])
    alone = re.fullmatch(r"\s*[:=]?\s*(\d{1,4})\s*\.?\s*", behind)
    if alone:
        return int(alone.group(1))
    return next(people_stated(behind), None)


def _undated(text: str) -> str:
    """A text without the days that it names: a year beside officers is no number of them."""
    for found in reversed([*dates(text)]):
        text = f"{text[: found.start]}{text[found.end :]}"
    return text


def states(text: str, officers: int) -> bool:
    """Whether a sentence of a text says that there are so many officers now."""
    return any(
        officers in people_stated(sentence) and not of_another_time(sentence)
        for sentence in SENTENCE_END.split(text)
    )


def of_another_time(sentence: str) -> bool:
    """Whether a sentence speaks of officers of another time than now."""
    return bool({concept.name for concept in concepts_in(sentence, head=True)} & OTHER_TIMES)


@per_series()
def _said() -> re.Pattern[str]:
    names = sorted(words()["totals"]["said"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


# --- what follows a table -----------------------------------------------------------------------


def text_behind(state: TableState) -> str:
    """The text that follows a table, as far as it may speak of it."""
    lines = [line.text for _, line in _lines_behind(state)]
    return join_lines(lines[: DEPLOYMENTS.lines_behind])


def _lines_behind(state: TableState) -> list[tuple[Page, Line]]:
    """The lines of running text below a table and on the page behind it."""
    last, foot = _end(state)
    return [
        (page, line)
        for page, line in state.document.lines(Region.BODY, Region.FOOTNOTE)
        if (page.number == last and line.box.top > foot) or page.number == last + 1
    ]


def _end(state: TableState) -> tuple[int, float]:
    """The page of a table's last row, and the middle of that row."""
    return max(
        ((row.page, row.at[1]) for row in state.table.rows),
        default=(state.table.page, state.table.box.bottom),
    )


def total_below(state: TableState, counted: int) -> StatedTotal | None:
    """A total near the end of a table: a line below it or at the head of the page behind, below
    its repeated head, that is called so and is what the rows make; or one that is called a total,
    alone at the head of the page behind a table which ends its page, and may differ."""
    last, _ = _end(state)
    behind = _lines_behind(state)
    overleaf = state.document.lines(Region.HEADER, Region.BODY, Region.FOOTNOTE)
    near = [each for each in behind if each[0].number == last][: DEPLOYMENTS.lines_behind]
    near += [each for each in overleaf if each[0].number == last + 1][: DEPLOYMENTS.lines_behind]
    for page, line in near:
        label, numbers = _parted(line)
        fitting = [text for text in numbers if whole_number(text) == counted]
        called = is_total(label) or "sum" in {each.name for each in concepts_in(label, head=True)}
        if called and fitting and len(line.words) <= DEPLOYMENTS.title_words:
            return _stated(state, page, line, label, fitting[0])
    if behind and behind[0][0].number > last:
        page, line = behind[0]
        label, numbers = _parted(line)
        if is_total(label) and len(numbers) == 1:
            return _stated(state, page, line, label, numbers[0])
    return None


def _parted(line: Line) -> tuple[str, list[str]]:
    """The words of a line, and its numbers as written."""
    numbers = [word.text for word in line.words if whole_number(word.text) is not None]
    return " ".join(word.text for word in line.words if word.text not in numbers), numbers


def _stated(state: TableState, page: Page, line: Line, label: str, text: str) -> StatedTotal:
    evidence = evidence_of(page, [line.box], line.text)
    return StatedTotal(len(state.deployments), label, text, evidence)


def total_of_all(states_: Sequence[TableState], officers: int) -> bool:
    """Whether a sentence behind one of several tables states what all of them make together."""
    texts: Iterable[str] = map(text_behind, states_)
    return any(states(text, officers) for text in texts)
