"""What is written around a table: the heads of its counts, its caption, what stands over and under.

The nearest says most about whose officers it lists, and whether it lists officers at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from missiemonitor.corpus.document import Box, Line
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.tables.reading import RowCell
from missiemonitor.extractors.tables.table import INSIDE
from missiemonitor.extractors.tables.table_reading import TableReading
from missiemonitor.extractors.thresholds import DEPLOYMENTS

SENTENCE_END = re.compile(r"(?<=[^\W\d][.!?:])\s+")

# A sentence ends and another begins within a text.
SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s*[A-Z]")


def is_running(heading: str) -> bool:
    """Whether what is set like a heading is running text, as the lines of a scan may be."""
    return SENTENCES.search(heading) is not None


@dataclass(frozen=True, slots=True)
class Above:
    """A paragraph over a table, the nearest first: a heading larger than those passed, or the last
    sentence of the first running text (`text` is all of it behind the rows of other tables)."""

    heading: bool
    text: str
    last: str = ""


def whole_caption(table: TableReading) -> str:
    """The caption, where it is one sentence at most; else it is the end of running text."""
    caption = table.caption.strip()
    return caption if len(SENTENCE_END.split(caption)) == 1 else ""


def above(state: TableState) -> Iterator[Above]:
    """The paragraphs that are gone up over a table and its caption.

    Rows of another table are no sentence.
    """
    caption = whole_caption(state.table)
    largest, running = 0.0, False
    for heading, lines in reversed(list(_paragraphs(state))):
        text = join_lines(line.text for line in lines)
        if heading and not is_row(lines[0]):
            if lines[0].size > largest:
                yield Above(True, text)
                largest = lines[0].size
        elif not running and not (caption and text in caption):
            running = True
            behind = _behind_rows(lines)
            yield Above(False, behind, SENTENCE_END.split(behind)[-1])


def count_heads(table: TableReading) -> list[RowCell]:
    """The heads of columns of counts, the one first in which most rows have theirs."""
    used = Counter(cell.column for row in table.rows if (cell := row.cell("count")))
    heads = [cell for cell in table.header if cell.role == "count"]
    return sorted(heads, key=lambda cell: -used[cell.column])


def notes(state: TableState) -> list[str]:
    """Sentences of the text directly below a table.

    One with a mark is about the rows that have it, unless the head or the caption has it.
    """
    cells = [
        (row.page, cell.box) for row in state.table.rows for cell in row.cells if not cell.inherited
    ]
    number = max(page for page, _ in cells)
    last = max((box for page, box in cells if page == number), key=lambda box: box.bottom)
    page = state.document.page(number)
    marked = [state.table.caption, *(cell.text for cell in count_heads(state.table))]
    below: list[Line] = []
    for lines in page.columns(*INSIDE) if page else ():
        at = next((i for i, line in enumerate(lines) if line.box.holds(last)), len(lines))
        foot = last.bottom
        for line in lines[at + 1 :]:
            mark = _mark(line)
            if mark and not any(text.endswith(mark) for text in marked):
                break
            if is_row(line) or not 0 <= line.box.middle - foot <= DEPLOYMENTS.note_gap * line.size:
                break
            below.append(line)
            foot = line.box.bottom
    return SENTENCE_END.split(join_lines(line.text for line in below)) if below else []


def is_row(line: Line) -> bool:
    """Whether a line is parted as a row is."""
    parts = segments(line.words)
    return len(parts) > 1 and not any(part.prose for part in parts)


def _mark(line: Line) -> str:
    """What a line begins with that is no letter, or stands raised; nothing for plain text."""
    first = line.words[0]
    if first.raised:
        return first.text
    return first.text.rstrip(".):") if not first.text[0].isalpha() else ""


def _paragraphs(state: TableState) -> Iterator[tuple[bool, list[Line]]]:
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
    behind = list(takewhile(lambda line: not is_row(line), reversed(lines)))
    return join_lines(line.text for line in reversed(behind))
