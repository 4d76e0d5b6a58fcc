"""Deployment tables: a Document goes in; each table with its rows as three readings saw them.

The cells that the finder gives are stored; two readings of their own bear their rows out or speak
against them (reconcile.py). What the three share is told in README.md of this folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Document
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.tables import (
    own_readings,
    read_by_gazetteer,
    read_by_structure,
)
from missiemonitor.extractors.tables.from_above import with_missions_from_above
from missiemonitor.extractors.tables.joined import joined
from missiemonitor.extractors.tables.page_breaks import over_pages, without_moved
from missiemonitor.extractors.tables.reading import (
    RowReading,
)
from missiemonitor.extractors.tables.table import INSIDE, Table
from missiemonitor.extractors.tables.table_reading import FoundTables, TableReading
from missiemonitor.extractors.tables.told import ToldTable, heads_of
from missiemonitor.extractors.trace import trace


def read_tables(document: Document, told: Sequence[ToldTable]) -> FoundTables:
    """The tables of a document whose columns are `told` by what stands in them, with their rows."""
    tables: list[TableReading] = []
    level = joined(document, [each for each in told if not each.sideways])
    for each in level:
        _note_head(each)
        if table := _table(document, each):
            tables.append(table)
    aside = [each for each in told if each.sideways]
    outside = _outside(document, [*level, *aside]) if tables else []
    tables, left = _with_own_readings(document, tables)
    tables += map(_of_sideways, aside)
    tables.sort(key=lambda table: (table.page, table.box.top))
    outside += left
    for row in outside:
        _note_row(row, "outside the tables: ", taken=False)
    return FoundTables(tuple(tables), tuple(outside))


def _with_own_readings(
    document: Document, tables: Sequence[TableReading]
) -> tuple[list[TableReading], list[RowReading]]:
    """The tables with what readings of their own saw of their rows, and rows only those saw."""
    found, left = own_readings.beside(document, [table.rows for table in tables])
    for row in (row for rows in found for row in rows):
        _note_row(row)
    both = zip(tables, found, strict=True)
    return [replace(table, own=tuple(own)) for table, own in both], left


def _note_head(told: ToldTable) -> None:
    if seen := trace():
        heads = list(heads_of(told))
        found = " | ".join(f"{cell.text} ({cell.role or 'unknown'})" for cell in heads)
        seen.note("header", told.table.page, found, [cell.box for cell in heads])


def _note_row(row: RowReading, why: str = "", taken: bool = True) -> None:
    if seen := trace():
        text = why + " | ".join(f"{cell.text} ({cell.role or 'unknown'})" for cell in row.cells)
        boxes = [cell.box for cell in row.cells if not cell.inherited]
        seen.note(f"row {row.way}", row.page, text, boxes, taken)


def _outside(document: Document, told: Sequence[ToldTable]) -> list[RowReading]:
    """Lines that read like rows and stand in no table."""
    found: list[RowReading] = []
    for page in document.pages:
        for lines in page.columns(*INSIDE):
            free = [
                line
                for line in lines
                if not any(
                    each.table.holds(page.number, (line.box.centre, line.box.middle))
                    for each in told
                )
                and not any(piece.prose for piece in segments(line.words))
            ]
            found += read_by_gazetteer.read_rows(free, page.number, with_country=True)
    return found


def _table(document: Document, told: ToldTable) -> TableReading | None:
    table = told.table
    whole = over_pages(list(read_by_structure.read_parts(document, table, told.roles)))
    rows = list(with_missions_from_above(without_moved(whole.rows, whole.moved)))
    for row in rows:
        _note_row(row)
    if not any(row.cell("count") for row in rows):
        _note_table(table, "no table: no row has a count", taken=False)
        return None
    _note_table(table, f"a table with {len(rows)} rows")
    heads = tuple(heads_of(told))
    first = [cell.box for row in rows if row.page == table.page for cell in row.cells]
    return TableReading(
        found=table,
        header=heads,
        box=Box.around([*(cell.box for cell in heads), *first]),
        rows=tuple(rows),
        broken=tuple(whole.broken),
    )


def _of_sideways(told: ToldTable) -> TableReading:
    """A table whose rows stand beside each other: only its shape tells them."""
    _note_head(told)
    rows: list[RowReading] = []
    for row in read_by_structure.read_rows(told.table, told.roles):
        rows.append(_level_with(rows[-1], row) if rows else row)
    for row in rows:
        _note_row(row)
    _note_table(told.table, f"a table set sideways with {len(rows)} rows")
    return TableReading(told.table, tuple(heads_of(told)), told.table.box, tuple(rows))


def _level_with(before: RowReading, row: RowReading) -> RowReading:
    """A row, its cells as high as those of the row to its left, where they stand on its line: rows
    are put in order by their height."""
    heights = {cell.column: cell.at[1] for cell in before.cells}
    cells = []
    for cell in row.cells:
        height = heights.get(cell.column, cell.at[1])
        near = abs(height - cell.at[1]) < cell.box.height / 2
        cells.append(replace(cell, at=(cell.at[0], height if near else cell.at[1])))
    count = next(cell for cell in cells if cell.role == "count")
    return replace(row, cells=tuple(cells), at=count.at)


def _note_table(table: Table, text: str, taken: bool = True) -> None:
    if seen := trace():
        seen.note("table", table.page, text, [table.box], taken)
