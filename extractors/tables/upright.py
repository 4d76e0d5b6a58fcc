"""Lines set upright beside or above a level table: put into it as cells that span its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Line, Page
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.table import GridCell, Table, grid_cell

NEAR = 30.0  # points between a table and a line set upright beside it
OVER = 15.0  # points between a table's first row and heads set upright above it
LARGEST = 1.5  # times the size of a table's words that a line set upright has; watermarks have more
LEVEL = 0.6  # share of the height of a line beside a table that is level with its rows


def with_upright(page: Page, table: Table) -> Table:
    """A table of one page with the upright lines that belong to it."""
    held = {word.box for cell in table.cells for word in cell.words}
    largest = LARGEST * max(cell.words[0].size for cell in table.cells)
    lines = [
        line
        for line in page.upright
        if line.words[0].box not in held and line.words[0].size <= largest
    ]
    heads = [line for line in lines if _is_above(line.box, table.box)]
    beside = [line for line in lines if _is_left(line.box, table.box)]
    if heads and _one_a_column(heads, table):
        table = _with_heads(page, table, heads)
    return _with_first_column(page, table, beside) if beside else table


def _is_above(line: Box, table: Box) -> bool:
    inside = table.x0 - line.width <= line.centre <= table.x1 + line.width
    return inside and line.top < table.top and -OVER < table.top - line.bottom < OVER


def _is_left(line: Box, table: Box) -> bool:
    gap = table.x0 - line.x1
    return -2.0 <= gap < NEAR and line.overlap_y(table) >= LEVEL * line.height


def _one_a_column(heads: Sequence[Line], table: Table) -> bool:
    """Whether most columns have a head that is set upright."""
    columns = Columns(table.edges)
    return len({columns.column(line.box) for line in heads}) >= table.columns / 2


def _with_heads(page: Page, table: Table, heads: Sequence[Line]) -> Table:
    columns = Columns(table.edges)
    over: dict[int, list[Line]] = {}
    for line in sorted(heads, key=lambda each: each.box.x0):
        over.setdefault(columns.column(line.box), []).append(line)
    first = [
        grid_cell(page, 0, column, [line.words for line in lines])
        for column, lines in sorted(over.items())
    ]
    rest = [replace(cell, row=cell.row + 1) for cell in table.cells]
    return _changed(page, table, [*first, *rest], heads, rows=table.rows + 1, head=table.head + 1)


def _with_first_column(page: Page, table: Table, beside: Sequence[Line]) -> Table:
    """The table with names of groups of rows before it: each row belongs to the nearest."""
    levels = {
        row: Box.around(cell.box for cell in table.cells if cell.row == row).middle
        for row in range(table.head, table.rows)
    }
    groups: dict[int, list[int]] = {}
    for row, middle in levels.items():
        off = [max(li.box.top - middle, middle - li.box.bottom, 0.0) for li in beside]
        groups.setdefault(off.index(min(off)), []).append(row)
    first = [
        grid_cell(page, rows[0], 0, [beside[at].words], row_span=rows[-1] - rows[0] + 1)
        for at, rows in sorted(groups.items())
    ]
    rest = [replace(cell, column=cell.column + 1) for cell in table.cells]
    edges = (table.box.x0, *table.edges)
    return _changed(page, table, [*first, *rest], beside, columns=table.columns + 1, edges=edges)


def _changed(
    page: Page,
    table: Table,
    cells: Sequence[GridCell],
    lines: Sequence[Line],
    rows: int | None = None,
    columns: int | None = None,
    head: int | None = None,
    edges: Sequence[float] | None = None,
) -> Table:
    part = table.parts[0]
    box = Box.around([part.box, *(line.box for line in lines)])
    part = replace(
        part,
        box=box,
        on_paper=page.on_paper(box),
        lines=(*part.lines, *lines),
        edges=tuple(edges) if edges is not None else part.edges,
    )
    return replace(
        table,
        parts=(part,),
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        rows=rows or table.rows,
        columns=columns or table.columns,
        head=table.head if head is None else head,
    )
