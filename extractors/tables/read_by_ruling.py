"""Second reading of a table: rows by the lines that are drawn around its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, text_of
from missiemonitor.extractors.tables.cell_kinds import is_figure
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre
from missiemonitor.extractors.tables.ruled_grid import Cell, Grid
from missiemonitor.extractors.tables.stretches import Stretch
from missiemonitor.extractors.trace import trace


def read_stretch(stretch: Stretch, grids: Sequence[Grid]) -> Iterator[RowReading]:
    """Rows by drawn lines: of the grids that lie where the stretch is."""
    area = stretch.area
    for grid in grids:
        if grid.box.overlap_y(area) < 0.3 * area.height or grid.box.overlap_x(area) <= 0:
            _note_grid(grid, "not used: it lies beside the table", taken=False)
            continue
        own = _columns_of(grid, stretch)
        if own is None:
            _note_grid(grid, "not used: its columns are not those of the head", taken=False)
            continue
        roles = [stretch.roles[column] for column in own]
        _note_grid(grid, " | ".join(role or "unknown" for role in roles))
        over = [c.row + c.row_span for c in grid.cells if c.words and c.box.middle < area.top]
        for row in read_rows(grid, roles, max(over, default=0)):
            cells = (replace(cell, column=own[cell.column]) for cell in row.cells)
            yield replace(row, cells=tuple(cells))


def read_rows(grid: Grid, roles: Sequence[str], start: int) -> Iterator[RowReading]:
    """One reading for each row of the grid from `start` on."""
    counts = [column for column, role in enumerate(roles) if role == "count"]
    for row in range(start, grid.rows):
        cells = [
            cell_of(roles[column], cell.text, cell.words, column, inherited=cell.row < row)
            for column, cell in enumerate(_across(grid, row))
            if cell and cell.words and cell.column == column
        ]
        own = [cell for cell in cells if not cell.inherited]
        across = _across(grid, row)
        if not own or any(_has_several(across[column]) for column in counts):
            continue
        at = next((cell.column for cell in own if cell.column in counts), own[0].column)
        first = grid.at(row, at)
        assert first is not None  # a cell that was just read there
        key = first.words
        yield RowReading("ruled", grid.page, centre(key), tuple(cells))


def _has_several(cell: Cell | None) -> bool:
    """Whether numbers stand under each other in a cell: its lines are rows, and rules part but
    groups of them."""
    lines = cell.lines if cell else []
    return len(lines) > 1 and all(is_figure(text_of(words)) for words in lines)


def _across(grid: Grid, row: int) -> list[Cell | None]:
    """The cell over each column of a row; the first where two cover it."""
    across: list[Cell | None] = [None] * grid.columns
    for cell in grid.cells:
        if cell.row <= row < cell.row + cell.row_span:
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                across[column] = across[column] or cell
    return across


def _columns_of(grid: Grid, stretch: Stretch) -> list[int] | None:
    """The column of the table for each column of a grid; None where two are of one."""
    if grid.columns == len(stretch.roles):
        return list(range(grid.columns))
    single = (
        [c.box for c in grid.cells if c.column == at and c.column_span == 1]
        for at in range(grid.columns)
    )
    spans = [Box.around(boxes) for boxes in single if boxes]
    heads = stretch.heads
    own = [max(range(len(heads)), key=lambda at: heads[at].overlap_x(box)) for box in spans]
    return own if len(own) == grid.columns and len(set(own)) == len(own) else None


def _note_grid(grid: Grid, text: str, taken: bool = True) -> None:
    if seen := trace():
        text = f"{grid.rows} x {grid.columns} cells by drawn lines: {text}"
        seen.note("grid", grid.page, text, [grid.box], taken)
