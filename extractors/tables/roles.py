"""The columns of a table that was read, told anew: what each holds is known once its rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missiemonitor.extractors.tables.from_above import with_missions_from_above
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.table_reading import TableReading

RIVAL = "rival"  # the role of a column that may be the count besides the one that is


def columns_of(table: TableReading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Head and cells of each column, from top to bottom; "" where a row has nothing there."""
    texts = [
        {cell.column: cell.text for cell in row.cells if not cell.inherited}
        for row in sorted(table.rows, key=lambda row: (row.page, row.at[1]))
    ]
    return tuple(
        (head.text, tuple(row.get(head.column, "") for row in texts)) for head in table.header
    )


def with_roles(table: TableReading, roles: Sequence[str]) -> TableReading:
    """The table with these roles of its columns.

    What readings with columns of their own took for the count may speak against these roles.
    """
    header = tuple(replace(head, role=roles[head.column]) for head in table.header)
    # What was taken from above stood under another role.
    anew = sorted(
        (_with_roles(row, roles) for row in table.rows), key=lambda row: (row.page, row.at[1])
    )
    return replace(table, header=header, rows=tuple(with_missions_from_above(anew)))


def _with_roles(row: RowReading, roles: Sequence[str]) -> RowReading:
    cells = tuple(
        replace(cell, role=roles[cell.column])
        for cell in row.cells
        if not cell.inherited or roles[cell.column] == cell.role
    )
    counts = [cell for cell in cells if cell.role == "count" and not cell.inherited]
    if not counts:
        # A row that has nothing there is counted where a rival has something.
        counts = [replace(cell, role="count") for cell in cells if cell.role == RIVAL][:1]
        cells = tuple(
            counts[0] if counts and cell.column == counts[0].column else cell for cell in cells
        )
    return replace(row, cells=cells, at=counts[0].at if counts else row.at)
