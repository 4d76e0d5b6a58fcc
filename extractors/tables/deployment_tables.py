"""Deployment tables: a Document goes in; each table with its rows as three readings saw them.

No reading leans on another: `aligned` goes by white space under the header, `ruled` by drawn
lines, `names` by which words are missions, countries and numbers; what they share is told in
README.md of this folder. A row is known by the place of its count, so that what was made of one row
can be held against each other (reconcile.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Document, Line
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables import (
    own_readings,
    read_by_gazetteer,
    read_by_ruling,
    read_by_structure,
    read_by_whitespace,
)
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.from_above import with_missions_from_above
from missiemonitor.extractors.tables.joined import joined
from missiemonitor.extractors.tables.page_breaks import Part, over_pages, without_moved
from missiemonitor.extractors.tables.reading import (
    RowReading,
)
from missiemonitor.extractors.tables.rows import TableLines
from missiemonitor.extractors.tables.ruled_grid import Grid, ruled_grids
from missiemonitor.extractors.tables.stretches import Stretch, stretches_of
from missiemonitor.extractors.tables.table import INSIDE, Table
from missiemonitor.extractors.tables.table_reading import FoundTables, TableReading
from missiemonitor.extractors.tables.told import ToldTable, heads_of
from missiemonitor.extractors.trace import trace


def read_tables(document: Document, told: Sequence[ToldTable]) -> FoundTables:
    """The tables of a document whose columns are `told` by what stands in them, with their rows."""
    tables: list[TableReading] = []
    grids: dict[int, list[Grid]] = {}
    level = joined(document, [each for each in told if not each.sideways])
    for each in level:
        stretches = list(stretches_of(document, each))
        for stretch in stretches:
            grids.setdefault(stretch.page.number, ruled_grids(stretch.page))
        _note_head(each)
        if table := _table(each, stretches, grids):
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


def _note_stretch(stretch: Stretch, columns: Columns) -> None:
    """Note the lines of a table on a page and what parts its columns."""
    if seen := trace():
        area, page, count = stretch.area, stretch.page.number, len(stretch.lines)
        boxes = [line.box for line in stretch.lines]
        seen.note("extent", page, f"{count} lines", boxes, lines=count)
        edges = [Box(x, area.top, x, area.bottom) for x in columns.edges]
        seen.note("columns", page, f"{len(edges) + 1} columns", edges, space=columns.space)


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


def _table(
    told: ToldTable, stretches: Sequence[Stretch], grids: dict[int, list[Grid]]
) -> TableReading | None:
    table = told.table
    aligned: list[Part] = []
    ruled: list[Part] = []
    rows: list[RowReading] = []
    above: Sequence[Line] = ()
    for stretch in stretches:
        columns = read_by_whitespace.columns_of(stretches, stretch)
        _note_stretch(stretch, columns)
        foot, top = (
            read_by_whitespace.beside(stretch, columns, some) for some in (stretch.cut, stretch.top)
        )
        lines = TableLines(stretch.lines, stretch.roles, columns, stretch.page.rules)
        found = tuple(read_by_whitespace.read_rows(lines, stretch.page.number))
        aligned.append(Part(found, foot, top))
        drawn = tuple(read_by_ruling.read_stretch(stretch, grids[stretch.page.number]))
        ruled.append(Part(drawn, foot, top))
        rows += read_by_gazetteer.read_stretch(stretch, above)
        above = _at_foot(stretch, found)
    wholes = [over_pages(parts) for parts in (aligned, ruled)]
    moved = [foot for whole in wholes for foot in whole.moved]
    for whole in wholes:
        rows += with_missions_from_above(without_moved(whole.rows, moved))
    rows += _by_structure(told, rows)
    broken = next((whole.broken for whole in wholes if whole.broken), [])
    for row in rows:
        _note_row(row)
    if not any(row.way != "names" for row in rows):
        _note_table(table, "no table: neither white space nor rules give rows", taken=False)
        return None
    _note_table(table, f"a table with {len(rows)} readings of its rows")
    heads = tuple(heads_of(told))
    first = [line.box for stretch in stretches[:1] for line in stretch.lines]
    return TableReading(
        found=table,
        header=heads,
        box=Box.around([*(cell.box for cell in heads), *first]),
        rows=tuple(rows),
        broken=tuple(broken),
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


def _by_structure(told: ToldTable, others: Sequence[RowReading]) -> Iterator[RowReading]:
    """What the shape of a table gives: rows that others saw too, or that name a mission."""
    known = [row for row in others if row.way != "names"]
    for row in read_by_structure.read_rows(told.table, told.roles):
        if (
            not known
            or any(row.is_at(other) for other in others)
            or known_mission(row.text("mission")) is not None
        ):
            yield row


def _note_table(table: Table, text: str, taken: bool = True) -> None:
    if seen := trace():
        seen.note("table", table.page, text, [table.box], taken)


def _at_foot(stretch: Stretch, rows: Sequence[RowReading]) -> Sequence[Line]:
    """The lines at the foot of a page without a count, with which a row of the next may begin."""
    if stretch.cut or not rows or rows[-1].cell("count"):
        return stretch.cut
    area = Box.around(cell.box for cell in rows[-1].cells)
    return [line for line in stretch.lines if area.top <= line.box.middle <= area.bottom]
