"""The columns of a table that was read, told anew: what each holds is known once its rows are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.tables.from_above import with_missions_from_above
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.table_reading import TableReading

Bands = dict[tuple[int, int], Box]
RIVAL = "rival"  # the role of a column that may be the count besides the one that is


def columns_of(table: TableReading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Head and cells of each column, from top to bottom; "" where a row has nothing there.

    The rows are those of the reading that saw most of them and knows columns.
    """
    ways: dict[str, list[RowReading]] = {}
    for row in table.rows:
        if row.way != "names":
            ways.setdefault(row.way, []).append(row)
    rows = max(ways.values(), key=len, default=[])
    texts = [
        {cell.column: cell.text for cell in row.cells if not cell.inherited}
        for row in sorted(rows, key=lambda row: (row.page, row.at[1]))
    ]
    return tuple(
        (head.text, tuple(row.get(head.column, "") for row in texts)) for head in table.header
    )


def with_roles(table: TableReading, roles: Sequence[str]) -> TableReading:
    """The table with these roles of its columns in all readings.

    A reading by names knows no columns: its row stays where its number stands among the counts.
    What readings with columns of their own took for the count may speak against these roles.
    """
    header = tuple(replace(head, role=roles[head.column]) for head in table.header)
    bands = _bands(table)
    return replace(table, header=header, rows=tuple(_rows(table.rows, roles, bands)))


def _bands(table: TableReading) -> Bands:
    """Where the cells of each column stand on each page."""
    boxes: dict[tuple[int, int], list[Box]] = {}
    for row in table.rows:
        if row.way != "names":
            for cell in row.cells:
                if not cell.inherited:
                    boxes.setdefault((row.page, cell.column), []).append(cell.box)
    return {at: Box.around(some) for at, some in boxes.items()}


def _rows(rows: Sequence[RowReading], roles: Sequence[str], bands: Bands) -> Iterator[RowReading]:
    for way, found in groupby(sorted(rows, key=lambda row: row.way), key=lambda row: row.way):
        if way == "names":
            yield from (row for row in found if _stands_under(row, roles, bands))
            continue
        # What was taken from above stood under another role.
        anew = (_with_roles(row, roles) for row in found)
        yield from with_missions_from_above(sorted(anew, key=lambda row: (row.page, row.at[1])))


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


def _stands_under(row: RowReading, roles: Sequence[str], bands: Bands) -> bool:
    count = row.cell("count")
    over = [
        column
        for (page, column), band in bands.items()
        if count and page == row.page and band.overlap_x(count.box) > 0
    ]
    return not over or any(roles[column] == "count" for column in over)
