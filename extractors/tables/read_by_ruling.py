"""Second reading of a table: rows by the lines that are drawn around its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.extractors.tables.header import is_header, role_of, without_earlier_counts
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre
from missiemonitor.extractors.tables.ruled_grid import Cell, Grid

HEADER_ROWS = 4


def header_of(grid: Grid) -> tuple[list[str], int] | None:
    """The roles of a grid's columns and the first row under its header, if it has one."""
    for row in range(min(HEADER_ROWS, grid.rows)):
        cells = _across(grid, row)
        texts = [cell.text if cell and cell.words else "" for cell in cells]
        roles = without_earlier_counts([(role_of(text) if text else "", text) for text in texts])
        if is_header(roles):
            tall = max((cell.row + cell.row_span for cell in cells if cell), default=row + 1)
            return roles, max(row + 1, tall)
    return None


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
        if not own:
            continue
        at = next((cell.column for cell in own if cell.column in counts), own[0].column)
        first = grid.at(row, at)
        assert first is not None  # a cell that was just read there
        key = first.words
        yield RowReading("ruled", grid.page, centre(key), tuple(cells))


def _across(grid: Grid, row: int) -> list[Cell | None]:
    """The cell over each column of a row; the first where two cover it."""
    across: list[Cell | None] = [None] * grid.columns
    for cell in grid.cells:
        if cell.row <= row < cell.row + cell.row_span:
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                across[column] = across[column] or cell
    return across
