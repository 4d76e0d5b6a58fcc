"""Tables told by what stands in their columns: no word of a head is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from missiemonitor.corpus.document import Box
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.tables.reading import RowCell
from missiemonitor.extractors.tables.table import Table


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table as its lines stand, with the role of each of its columns.

    `sideways` says that the page has its rows beside each other.
    """

    table: Table
    roles: tuple[str, ...]
    sideways: bool = False


def heads_of(told: ToldTable) -> Iterator[RowCell]:
    """The heads of the columns as cells of a row, one for each column.

    Where a column has no head of its own, its place is that over its first cells.
    """
    table = told.table
    for column, role in enumerate(told.roles):
        heads = [
            c
            for c in table.cells
            if c.row < table.head and c.column <= column < c.column + c.column_span
        ]
        own = [c.box for c in heads if c.column_span == 1] or [c.box for c in heads]
        body = [
            c.box
            for c in table.cells
            if c.row >= table.head and c.column == column and c.column_span == 1
        ]
        if not body:
            yield RowCell(role, "", table.box, column)
            continue
        band = Box.around(body)
        box = Box.around(own) if own else Box(band.x0, band.top, band.x1, band.top)
        yield RowCell(role, join_lines(c.text for c in heads if c.text), box, column)
