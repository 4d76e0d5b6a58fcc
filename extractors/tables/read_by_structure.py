"""A reading of a table by its shape alone: the cells that the finder of tables gives.

It shares neither head, extent nor names with the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.extractors.tables.reading import RowReading, cell_of
from missiemonitor.extractors.tables.table import Table


def read_rows(table: Table, roles: Sequence[str]) -> Iterator[RowReading]:
    """One reading for each row with a count; `roles` are those of the columns."""
    for row in range(table.head, table.rows):
        found = [cell for at in range(table.columns) if (cell := table.at(row, at)) is not None]
        cells = [
            cell_of(
                roles[cell.column], cell.text, cell.words, cell.column, inherited=cell.row < row
            )
            for cell in dict.fromkeys(found)
            if cell.words
        ]
        counts = [cell for cell in cells if cell.role == "count" and not cell.inherited]
        if counts:
            page = next(cell.page for cell in found if cell.row == row)
            yield RowReading("structure", page, counts[0].at, tuple(cells))
