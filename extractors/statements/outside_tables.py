"""Running text without the rows of tables: cells that stand beside each other are no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.document import Document, Line, Paragraph
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.tables.table import GridCell, Table

SENTENCE = re.compile(r"[.!?:;]['\"”’)]*(?:\s|$)")


def outside_tables(document: Document, tables: Sequence[Table]) -> Document:
    """The document with paragraphs that have no lines of rows: those over several cells, and those
    of a cell beside others that holds no sentence. Plain lines of words may be a note."""
    rows = _Rows(tables)
    return replace(document, paragraphs=tuple(_without(document.paragraphs, rows)))


def _without(paragraphs: Sequence[Paragraph], rows: _Rows) -> Iterator[Paragraph]:
    for paragraph in paragraphs:
        kept = tuple(each for each in paragraph.lines if not rows.hold(*each))
        if len(kept) == len(paragraph.lines):
            yield paragraph
        elif kept:
            text = join_lines([line.text for _, line in kept])
            yield replace(paragraph, lines=kept, text=text)


@dataclass(frozen=True, slots=True)
class _Rows:
    tables: Sequence[Table]

    def hold(self, page: int, line: Line) -> bool:
        """Whether a line is one of a row."""
        parts = segments(line.words)
        if len(parts) == 1 and parts[0].prose:
            return False
        at = (line.box.centre, line.box.middle)
        return any(_is_of_row(table, page, line) for table in self.tables if table.holds(page, at))


def _is_of_row(table: Table, page: int, line: Line) -> bool:
    cells = [cell for cell in table.cells if cell.page == page and _has_part(cell, line)]
    if len(cells) != 1:
        return len(cells) > 1
    (cell,) = cells
    beside = any(other.row == cell.row and other is not cell for other in table.cells)
    return beside and not SENTENCE.search(cell.text)


def _has_part(cell: GridCell, line: Line) -> bool:
    """Whether words of a line stand in a cell."""
    return any(cell.box.holds(word.box) for word in line.words)
