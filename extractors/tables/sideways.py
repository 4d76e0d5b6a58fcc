"""Tables set sideways, upright again: labels stand in the first column, each other column is a row.

A card for each mission is such a table with one row; cards with the same labels are one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.tables.table import GridCell, Table


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of a table whose labels are all different: `labels` in normal form, by `rows`."""

    table: Table
    rows: tuple[int, ...]
    labels: tuple[str, ...]


def upright(tables: Sequence[Table]) -> Iterator[Table]:
    """Each table with its rows as columns; those that follow each other with the same labels are
    one table. One that goes on over pages is left out."""
    groups: list[list[_Block]] = []
    for table in tables:
        for block in _blocks(table) if len(table.parts) == 1 else ():
            if groups and groups[-1][0].labels == block.labels:
                groups[-1].append(block)
            else:
                groups.append([block])
    for group in groups:
        yield _together(group)


def _blocks(table: Table) -> Iterator[_Block]:
    """The rows of a table, parted where its first label comes back."""
    rows: list[int] = []
    labels: list[str] = []
    for row in range(table.rows):
        cell = table.at(row, 0)
        label = normal(cell.text) if cell else ""
        if labels and label == labels[0] and cell and cell.row == row:
            yield _Block(table, tuple(rows), tuple(labels))
            rows, labels = [], []
        rows.append(row)
        labels.append(label)
    if rows:
        yield _Block(table, tuple(rows), tuple(labels))


def _together(group: Sequence[_Block]) -> Table:
    first, last = group[0], group[-1]
    cells = list(_cells(first, 0, 0))
    rows = 1
    for block in group:
        for column in range(1, block.table.columns):
            cells += _cells(block, column, rows)
            rows += 1
    tables = list({id(block.table): block.table for block in group}.values())
    parts = tuple(replace(part, edges=()) for table in tables for part in table.parts)
    return replace(
        first.table,
        parts=parts,
        cells=tuple(cells),
        rows=rows,
        columns=len(first.labels),
        head=1,
        after=last.table.after,
    )


def _cells(block: _Block, column: int, row: int) -> Iterator[GridCell]:
    """What begins in a column of a block, as a row."""
    for at, number in enumerate(block.rows):
        cell = block.table.at(number, column)
        if cell is not None and (cell.row, cell.column) == (number, column):
            down = 1 if column == 0 else cell.column_span
            yield replace(cell, row=row, column=at, row_span=down, column_span=cell.row_span)
