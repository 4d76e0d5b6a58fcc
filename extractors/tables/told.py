"""Headers of tables told by what stands in their columns: no word of a head is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from missiemonitor.corpus.document import Box, Line
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.tables.header import Header, HeaderCell, is_header
from missiemonitor.extractors.tables.reading import RowCell
from missiemonitor.extractors.tables.table import GridCell, Table


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table as its lines stand, with the role of each of its columns."""

    table: Table
    roles: tuple[str, ...]


def header_of(
    told: ToldTable, lines: Sequence[Line], upright: Sequence[Line] = ()
) -> Header | None:
    """The header of a table among the lines of a frame on its first page; None where it has none
    of these lines, or its columns make no deployment table.

    Cells stand over what is under them, whatever the width of their words. `upright` are the lines
    of the page that stand a quarter turn to what is read.
    """
    table = told.table
    part = table.parts[0]
    body = [c for c in table.cells if c.row >= table.head and c.page == part.page]
    at = _lines_in(lines, part.box)
    if not is_header(told.roles) or not body or not at:
        return None
    top = min(cell.box.top for cell in body)
    under = [index for index in at if lines[index].box.middle >= top]
    if not under:
        return None
    # Words that stand upright beside the rows are a column of the table, and in none of its lines.
    cells = tuple(
        _cell(
            told,
            column,
            role,
            [c for c in body if c.column == column and not _holds(upright, c)],
        )
        for column, role in enumerate(told.roles)
    )
    kept = tuple(cell for cell in cells if cell is not None)
    return Header(kept, min(at), under[0], (kept,), (0.0,))


def heads_of(told: ToldTable) -> Iterator[RowCell]:
    """The heads of the columns as cells of a row, one for each column."""
    for column, role in enumerate(told.roles):
        body = [c for c in told.table.cells if c.row >= told.table.head and c.column == column]
        cell = _cell(told, column, role, body)
        yield (
            RowCell(role, cell.text, cell.box, column)
            if cell
            else RowCell(role, "", told.table.box, column)
        )


def _holds(upright: Sequence[Line], cell: GridCell) -> bool:
    return any(line.box.holds(word.box) for line in upright for word in cell.words)


def _lines_in(lines: Sequence[Line], box: Box) -> list[int]:
    return [
        index
        for index, line in enumerate(lines)
        if box.top - 1 <= line.box.middle <= box.bottom + 1 and line.box.overlap_x(box) > 0
    ]


def _cell(told: ToldTable, column: int, role: str, body: Sequence[GridCell]) -> HeaderCell | None:
    """The head of a column: its words, where they stand, and the band of what is under it."""
    table = told.table
    heads = [
        c
        for c in table.cells
        if c.row < table.head and c.column <= column < c.column + c.column_span
    ]
    single = [c.box for c in body if c.column_span == 1]
    if not single:
        return None
    band = Box.around(single)
    own = [c.box for c in heads if c.column_span == 1] or [c.box for c in heads]
    box = Box.around(own) if own else Box(band.x0, band.top, band.x1, band.top)
    return HeaderCell(join_lines(c.text for c in heads if c.text), box, role, band)
