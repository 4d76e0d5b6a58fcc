"""Whose officers a table lists: what the head of its counts, a note or a text over it names.

Where they name another nation or corps, that goes before the series: the rows are kept and not
counted. The nearest that names anybody decides. Where none does, the officers are those of the
series, in a document that is told to be of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from missiemonitor.corpus.document import Box, Line
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import join_lines, normal
from missiemonitor.extractors.deployments.meaning.nations import nation_in
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.tables.deployment_tables import REGIONS, TableReading
from missiemonitor.extractors.tables.reading import RowCell
from missiemonitor.extractors.thresholds import DEPLOYMENTS

SENTENCE_END = re.compile(r"(?<=[^\W\d][.!?:])\s+")


@dataclass(frozen=True, slots=True)
class Named:
    """A nation (ISO 3166-1) or corps that a text at a table names.

    `place` is `head` (of the column of counts), `note` (below the table), `caption`, `sentence` or
    `heading`; `ours` says that the series is about it.
    """

    place: str
    text: str
    nation: str | None
    corps: str | None
    ours: bool

    @property
    def other(self) -> str:
        """The corps as it is called, or the code of the nation."""
        return self.corps or self.nation or ""


def named_at(state: TableState) -> Named | None:
    """Who is named nearest at a table; None where nobody is."""
    for place, text in _texts(state):
        named = _named(state, place, text)
        if named:
            return named
    return None


def _texts(state: TableState) -> Iterator[tuple[str, str]]:
    """The texts that say what a table is, the nearest first.

    What is counted the head of the counts says, or a note below them. Above the caption the
    paragraphs are gone up: headings that are larger than those passed, and the last sentence of the
    first running text, where it speaks of the table. Rows of another table are no sentence.
    """
    pointing = current_series().words["officers"]["pointing"]
    yield from (("head", cell.text) for cell in _count_heads(state.table))
    yield from (("note", text) for text in _notes(state))
    caption = state.table.caption.strip()
    whole = len(SENTENCE_END.split(caption)) == 1
    if caption and whole:
        yield "caption", caption
    largest, running = 0.0, False
    for heading, lines in reversed(list(_above(state))):
        text = join_lines(line.text for line in lines)
        if heading and not _is_row(lines[0]):
            if lines[0].size > largest:
                yield "heading", text
                largest = lines[0].size
        elif not running and not (whole and text in caption):
            running = True
            last = SENTENCE_END.split(_behind_rows(lines))[-1]
            if any(normal(word) in normal(last) for word in pointing):
                yield "sentence", last


def _count_heads(table: TableReading) -> list[RowCell]:
    """The heads of columns of counts, the one first in which most readings have theirs."""
    used = Counter(
        cell.column for row in table.rows if row.way != "names" and (cell := row.cell("count"))
    )
    heads = [cell for cell in table.header if cell.role == "count"]
    return sorted(heads, key=lambda cell: -used[cell.column])


def _notes(state: TableState) -> Iterator[str]:
    """Sentences of the text directly below a table that begin by saying what it is about.

    One with a mark is about the rows that have it, unless the head or the caption has it.
    """
    cells = [
        (row.page, cell.box) for row in state.table.rows for cell in row.cells if not cell.inherited
    ]
    number = max(page for page, _ in cells)
    last = max((box for page, box in cells if page == number), key=lambda box: box.bottom)
    page = state.document.page(number)
    marked = [state.table.caption, *(cell.text for cell in _count_heads(state.table))]
    below: list[Line] = []
    for lines in page.columns(*REGIONS) if page else ():
        at = next((i for i, line in enumerate(lines) if line.box.holds(last)), len(lines))
        foot = last.bottom
        for line in lines[at + 1 :]:
            mark = _mark(line)
            if mark and not any(text.endswith(mark) for text in marked):
                break
            if _is_row(line) or not 0 <= line.box.middle - foot <= DEPLOYMENTS.note_gap * line.size:
                break
            below.append(line)
            foot = line.box.bottom
    begins = tuple(f"{normal(each)} " for each in current_series().words["officers"]["notes"])
    for sentence in SENTENCE_END.split(join_lines(line.text for line in below)):
        if f"{normal(sentence)} ".startswith(begins):
            yield sentence


def _mark(line: Line) -> str:
    """What a line begins with that is no letter, or stands raised; nothing for plain text."""
    first = line.words[0]
    if first.raised:
        return first.text
    return first.text.rstrip(".):") if not first.text[0].isalpha() else ""


def _above(state: TableState) -> Iterator[tuple[bool, list[Line]]]:
    """The paragraphs above a table in reading order: whether a heading, and their lines."""
    first, area = state.table.page, Box.around(cell.box for cell in state.table.header)
    for paragraph in state.document.paragraphs:
        lines: list[Line] = []
        for page, line in paragraph.lines:
            level = line.box.overlap_x(area) > 0 and line.box.overlap_y(area) > line.box.height / 2
            if page > first or (page == first and level):
                break
            lines.append(line)
        if lines:
            yield paragraph.heading, lines
        if len(lines) < len(paragraph.lines):
            return


def _behind_rows(lines: Sequence[Line]) -> str:
    """The text of lines from behind the last one that is a row of a table."""
    rows = [at for at, line in enumerate(lines) if _is_row(line)]
    return join_lines(line.text for line in lines[rows[-1] + 1 if rows else 0 :])


def _is_row(line: Line) -> bool:
    parts = segments(line.words)
    return len(parts) > 1 and not any(part.prose for part in parts)


def _named(state: TableState, place: str, text: str) -> Named | None:
    series = current_series()
    form = f" {normal(text)} "
    officers = series.words["officers"]
    police = _first(officers["other_police"], form)
    if police:
        return Named(place, text, None, police, ours=False)
    corps = _first(officers["other_corps"], form)
    if corps and not _first(words()["look_alikes"]["own"], form):
        return Named(place, text, None, corps, ours=False)
    hosts = {code for row in state.deployments for code in row.countries}
    nation = nation_in(form.split(), hosts - {series.nationality})
    return Named(place, text, nation, None, nation == series.nationality) if nation else None


def _first(phrases: Sequence[str], form: str) -> str | None:
    """The first of these phrases that a text in normal form has as whole words."""
    return next((each for each in phrases if f" {normal(each)} " in form), None)
