"""A reading of tables by pdfplumber's own finder, on the page's words and drawn rules.

How it looks for a table is set by what is drawn there: drawn cells by their lines; else columns by
where words align (or by the upright lines, where there are some) and rows by the levels of words.
Where a table is, what its head is and what its columns hold is told here alone: areas are levels
of several short pieces, a head the first rows whose cells are of another kind than those below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from missiemonitor.corpus.document import Box, Page, Rule, Word, text_of
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.reference import acronyms_of_missions
from missiemonitor.extractors.tables.own_words import (
    Piece,
    in_order,
    levels,
    pieces,
    small_number,
)
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre
from missiemonitor.extractors.thresholds import READINGS

WAY = "pdfplumber"

Cell = tuple[Word, ...]
Grid = list[list[Cell]]


def read_page(page: Page) -> Iterator[tuple[RowReading, ...]]:
    """The rows of each table of a page that names missions or countries beside numbers.

    A row has a cell of the role `count` for each column that may be the count.
    """
    words = list(page.words)
    for grid in _drawn(page, words):
        rows = _all_rows(page, grid)
        if rows:
            held = {id(word) for row in grid for cell in row for word in cell}
            words = [word for word in words if id(word) not in held]
            yield rows
    for area in _areas(words):
        for parts in (area, [[_alone(w) for p in level for w in p.words] for level in area]):
            rows = _all_rows(page, _aligned(page, parts))
            if rows:
                yield rows
                break


# --- where tables are, and their cells --------------------------------------------------------


@dataclass(frozen=True)
class _Canvas:
    """What pdfplumber's finder asks of a page."""

    bbox: tuple[float, float, float, float]
    edges: list[dict[str, Any]]
    words: list[dict[str, Any]]

    def extract_words(self, **_settings: Any) -> list[dict[str, Any]]:
        return self.words


def _found(canvas: _Canvas, settings: dict[str, Any]) -> list[list[list[Box | None]]]:
    """The tables that the finder gives, as boxes of cells row by row."""
    # A tenth of a second, which a document without deployments need not wait for.
    from pdfplumber.table import TableFinder

    found = TableFinder(canvas, settings).tables
    return [[[Box(*c) if c else None for c in row.cells] for row in t.rows] for t in found]


def _drawn(page: Page, words: Sequence[Word]) -> Iterator[Grid]:
    """The tables whose cells are drawn."""
    drawn = [rule for rule in page.rules if rule.drawn]
    if len({rule.horizontal for rule in drawn}) < 2:
        return
    canvas = _Canvas((0, 0, page.width, page.height), [_edge(rule) for rule in drawn], [])
    for boxes in _found(canvas, {"vertical_strategy": "lines", "horizontal_strategy": "lines"}):
        grid = _filled(boxes, words)
        if len(grid) > 1 and max(map(len, grid)) > 1:
            yield grid


def _edge(rule: Rule) -> dict[str, Any]:
    box = rule.box
    sides = {"x0": box.x0, "x1": box.x1, "top": box.top, "bottom": box.bottom}
    kind = "h" if rule.horizontal else "v"
    return {**sides, "width": box.width, "height": box.height, "orientation": kind}


def _areas(words: Sequence[Word]) -> Iterator[list[list[Piece]]]:
    """Levels of several short pieces that stand under each other, without sentences beside them."""
    area: list[list[Piece]] = []
    for level in levels(words):
        parts = pieces(level)
        short = [part for part in parts if not part.prose]
        foot = max((part.box.bottom for part in area[-1]), default=0.0) if area else 0.0
        gap = parts[0].box.top - foot
        if area and (not short or gap > READINGS.apart * parts[0].box.height):
            yield from _if_several(area)
            area = []
        if short:
            area.append(short)
    yield from _if_several(area)


def _if_several(area: list[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """An area from its first to its last level of several pieces, where there are two."""
    several = [at for at, level in enumerate(area) if len(level) > 1]
    if len(several) > 1:
        yield area[several[0] : several[-1] + 2]


def _alone(word: Word) -> Piece:
    return Piece((word,), word.box)


def _aligned(page: Page, area: Sequence[Sequence[Piece]]) -> Grid:
    """The cells of an area: columns where pieces align, a row for each level of words."""
    boxes = [part.box for level in area for part in level]
    around = Box.around(boxes)
    tops = [min(part.box.top for part in level) for level in area]
    feet = [max(part.box.bottom for part in level) for level in area]
    across = [tops[0] - 1, *((a + b) / 2 for a, b in zip(feet, tops[1:], strict=False))]
    across.append(feet[-1] + 1)
    upright = sorted(
        {
            round(rule.box.x0, 1)
            for rule in page.rules
            if not rule.horizontal and rule.drawn and rule.box.overlap_y(around) > 0
        }
    )
    sides = [around.x0 - 1, around.x1 + 1]
    several = sum(len(level) > 1 for level in area)
    columns: dict[str, Any] = {
        "vertical_strategy": "text",
        "explicit_vertical_lines": sides,
        "min_words_vertical": max(2, round(READINGS.aligned * several)),
    }
    if len(upright) > 1:
        columns = {
            "vertical_strategy": "explicit",
            "explicit_vertical_lines": sorted({*upright, *sides}),
        }
    rows = {"horizontal_strategy": "explicit", "explicit_horizontal_lines": across}
    words = [{"text": "", "x0": b.x0, "x1": b.x1, "top": b.top, "bottom": b.bottom} for b in boxes]
    canvas = _Canvas((around.x0 - 1, tops[0] - 1, around.x1 + 1, feet[-1] + 1), [], words)
    found = _found(canvas, {**columns, **rows, "snap_tolerance": 1, "join_tolerance": 1})
    held = [word for level in area for part in level for word in part.words]
    largest = max(found, key=len, default=[])
    return _filled(largest, held)


def _filled(boxes: Sequence[Sequence[Box | None]], words: Sequence[Word]) -> Grid:
    """The words whose centre lies in each of these cells."""
    grid: Grid = []
    for row in boxes:
        area = [box for box in row if box]
        top, bottom = min(box.top for box in area), max(box.bottom for box in area)
        level = [word for word in words if top <= word.box.middle <= bottom]
        grid.append([tuple(w for w in level if box and box.holds(w.box)) for box in row])
    return grid


# --- what the cells are -----------------------------------------------------------------------


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
    link = link_countries(text)
    return bool(link.codes) and not link.rest


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
