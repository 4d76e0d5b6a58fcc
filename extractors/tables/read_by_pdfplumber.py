"""A reading of tables by pdfplumber's own finder, on the page's words and drawn rules.

Where a table is, what its head is and what its columns hold is told here and in the grids alone: a
head is the first rows whose cells are of another kind than those below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from missiemonitor.corpus.document import Box, Page, text_of
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.reference import acronyms_of_missions
from missiemonitor.extractors.tables.own_words import (
    in_order,
    levels,
    small_number,
)
from missiemonitor.extractors.tables.pdfplumber_grids import (
    Cell,
    Grid,
    aligned_grid,
    areas,
    drawn_grids,
    piece_alone,
)
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre
from missiemonitor.extractors.thresholds import READINGS

WAY = "pdfplumber"


def read_page(page: Page) -> Iterator[tuple[RowReading, ...]]:
    """The rows of each table of a page that names missions or countries beside numbers.

    A row has a cell of the role `count` for each column that may be the count.
    """
    words = list(page.words)
    for grid in drawn_grids(page, words):
        rows = _all_rows(page, grid)
        if rows:
            held = {id(word) for row in grid for cell in row for word in cell}
            words = [word for word in words if id(word) not in held]
            yield rows
    for area in areas(words):
        for parts in (area, [[piece_alone(w) for p in level for w in p.words] for level in area]):
            rows = _all_rows(page, aligned_grid(page, parts))
            if rows:
                yield rows
                break


def _text(cell: Cell) -> str:
    return join_lines(text for text in map(text_of, levels(cell)) if text)


def _all_rows(page: Page, grid: Grid) -> tuple[RowReading, ...]:
    """The rows of a grid, and of each of those that stand beside each other in it."""
    cuts = _cuts(grid)
    width = max(map(len, grid), default=0)
    parts = [[row[a:b] for row in grid] for a, b in pairwise([0, *cuts, width])]
    return tuple(row for part in parts for row in _rows(page, part))


def _cuts(grid: Grid) -> list[int]:
    """Before which columns another table begins: one of missions behind one of numbers."""
    cuts = []
    named = counted = False
    for at in range(max(map(len, grid), default=0)):
        column = [_text(row[at]) if at < len(row) else "" for row in grid]
        if _of_numbers(column):
            counted = True
        elif sum(map(_names_a_mission, column)) > 1:
            if named and counted:
                cuts.append(at)
                counted = False
            named = True
    return cuts


def _rows(page: Page, grid: Grid) -> tuple[RowReading, ...]:
    """A grid as readings of its rows; nothing where no column names anything beside numbers."""
    width = max(map(len, grid), default=0)
    texts = [[_text(cell) for cell in row] + [""] * (width - len(row)) for row in grid]
    columns = [[row[at] for row in texts] for at in range(width)]
    counts = [at for at, column in enumerate(columns) if _of_numbers(column)]
    # The head is what stands over the first number.
    first = next(
        (
            r
            for r, row in enumerate(texts)
            if any(small_number(row[at]) is not None for at in counts)
        ),
        None,
    )
    if first is None:
        return ()
    body = [column[first:] for column in columns]
    counts = [at for at in counts if not in_order([n for t in body[at] if (n := small_number(t))])]
    others = [at for at in range(width) if at not in counts]
    mission = max(others, key=lambda at: _share(body[at], _names_a_mission), default=None)
    if mission is not None and _share(body[mission], _names_a_mission) < READINGS.names:
        mission = None
    rest = [at for at in others if at != mission]
    places = [at for at in rest if _share(body[at], _is_country) >= READINGS.names]
    country = min(places, key=lambda at: abs(at - (mission or 0)), default=None)
    if not counts or (mission is None and country is None):
        return ()
    roles = dict.fromkeys(counts, "count")
    roles |= {
        at: role for at, role in ((mission, "mission"), (country, "country")) if at is not None
    }
    return tuple(_read(page, grid, texts, first, roles))


def _of_numbers(column: Sequence[str]) -> bool:
    numbers = sum(small_number(text) is not None for text in column)
    filled = sum(any(char.isdigit() for char in text) for text in column)
    words = sum(bool(text) for text in column)
    return numbers > 1 and numbers >= READINGS.numbers * max(filled, words / 2)


def _share(cells: Sequence[str], holds: Any) -> float:
    filled = [text for text in cells if text]
    return sum(map(holds, filled)) / len(filled) if filled else 0.0


def _names_a_mission(text: str) -> bool:
    if known_mission(text) is not None:
        return True
    return any(word in acronyms_of_missions() for word in text.split())


def _is_country(text: str) -> bool:
    return link_countries(text).whole


def _read(
    page: Page,
    grid: Grid,
    texts: Sequence[Sequence[str]],
    first: int,
    roles: dict[int, str],
) -> Iterator[RowReading]:
    """A reading for each row with a number; a level without one goes to the nearer row."""
    at_row: dict[int, list[int]] = {
        row: [row]
        for row in range(first, len(grid))
        if any(
            small_number(texts[row][c]) is not None
            for c, r in roles.items()
            if r == "count" and c < len(texts[row])
        )
    }
    for row in range(first, len(grid)):
        if row not in at_row and any(texts[row]):
            nearer = _nearer(grid, row, list(at_row))
            if nearer is not None:
                at_row[nearer].append(row)
    for row, own in at_row.items():
        cells = []
        for column, role in sorted(roles.items()):
            some = [grid[each][column] for each in sorted(own) if column < len(grid[each])]
            words = [word for cell in some for word in cell]
            if words:
                text = join_lines(text for text in map(_text, some) if text)
                cells.append(cell_of(role, text, words, column))
        counted = next(cell for cell in cells if cell.role == "count")
        words = list(grid[row][counted.column]) or [w for cell in grid[row] for w in cell]
        yield RowReading(WAY, page.number, centre(words), tuple(cells))


def _nearer(grid: Grid, row: int, counted: Sequence[int]) -> int | None:
    """Of the rows with a number above and below a level the nearer one, if it is clearly nearer."""
    above = max((at for at in counted if at < row), default=None)
    below = min((at for at in counted if at > row), default=None)
    own = _span(grid[row])
    gaps = {}
    if above is not None:
        # The levels between are all of one row, or none is told.
        gaps[above] = own.top - _span(grid[row - 1]).bottom if any(grid[row - 1]) else 0.0
    if below is not None and row + 1 < len(grid):
        gaps[below] = _span(grid[row + 1]).top - own.bottom if any(grid[row + 1]) else 0.0
    if not gaps:
        return None
    if len(gaps) == 2 and abs(gaps[above] - gaps[below]) < 1.0:  # type: ignore[index]
        return None
    nearest = min(gaps, key=lambda at: gaps[at])
    return nearest if gaps[nearest] < own.height else None


def _span(row: Sequence[Cell]) -> Box:
    return Box.around(word.box for cell in row for word in cell)
