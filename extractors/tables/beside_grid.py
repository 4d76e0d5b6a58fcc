"""What belongs to a drawn grid around it, that no rule bounds: names, heads and sums."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

from missiemonitor.corpus.document import Box, Line, Page, Word
from missiemonitor.extractors.tables.aligned_columns import (
    cells_of_line,
    column_edges,
    is_sentence,
)
from missiemonitor.extractors.tables.aligned_rows import grouped, row_cells
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.head_cells import head_cells
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.ruled_grid import Grid
from missiemonitor.extractors.tables.table import GridCell, grid_cell, part_of

BESIDE = 0.5  # share of a grid's rows that go on beside it, for those words to be its cells
FAR = 14.0  # ems between a grid and words beside it that belong to its rows
LEVEL_STEP = 0.4  # line heights between words beside a grid and those of a row, at most
NEAR = 1.2  # line heights between a grid and its rows that are not drawn
INNER = 0.6  # share of the lines in a drawn column that have several cells, to part it


def with_words_beside(
    page: Page,
    grid: Grid,
    cells: list[GridCell],
    edges: Sequence[float],
    free: Sequence[Line],
) -> tuple[list[GridCell], list[float], list[Box]]:
    """The cells, with those of rows that go on to the left or right of what is drawn."""
    bands = _bands(cells)
    tops = [top for top, _ in bands]
    found, kept, boxes = cells, list(edges), []
    for left in (True, False):
        side = part_of(free, partial(_is_beside, grid.box, left))
        lines = [line for line in side if _is_level(line, cells) and not is_sentence(line.words)]
        rows = {bisect_right(tops, line.box.middle) - 1 for line in lines}
        if len(rows) <= BESIDE * len(bands) or _gap(lines, grid.box, left) > FAR:
            continue
        several = [line for line in lines if len(cells_of_line(line)) > 1]
        inner = column_edges(several) if len(several) > INNER * len(lines) else []
        columns = Columns(tuple(inner))
        by_place: dict[tuple[int, int], list[tuple[Word, ...]]] = defaultdict(list)
        for line in lines:
            row = bisect_right(tops, line.box.middle) - 1
            for at, part in enumerate(columns.split(line)):
                if part:
                    by_place[row, at].append(tuple(part))
        step = len(inner) + 1
        first = 0 if left else len(kept) + 1
        if left:
            found = [replace(cell, column=cell.column + step) for cell in found]
            kept = [*inner, grid.box.x0, *kept]
        else:
            kept = [*kept, grid.box.x1, *inner]
        found = found + [
            grid_cell(page, row, first + at, inside) for (row, at), inside in by_place.items()
        ]
        boxes += [line.box for line in lines]
    return found, kept, boxes


def _is_beside(grid: Box, left: bool, word: Word) -> bool:
    box = word.box
    level = grid.top <= box.middle <= grid.bottom
    return level and (box.x1 <= grid.x0 + 2 if left else box.x0 >= grid.x1 - 2)


def _bands(cells: Iterable[GridCell]) -> list[tuple[float, float]]:
    """Top and bottom of what stands in each row."""
    spans: dict[int, tuple[float, float]] = {}
    for cell in cells:
        if cell.row_span == 1:
            top, bottom = spans.get(cell.row, (cell.box.top, cell.box.bottom))
            spans[cell.row] = (min(top, cell.box.top), max(bottom, cell.box.bottom))
    last = max(spans, default=-1)
    return [spans.get(row, (0.0, -1.0)) for row in range(last + 1)]


def _is_level(line: Line, cells: Sequence[GridCell]) -> bool:
    """Whether a line of a cell stands at the height of a line beside the grid."""
    near = LEVEL_STEP * line.box.height
    return any(
        abs(words[0].box.middle - line.box.middle) < near for cell in cells for words in cell.lines
    )


def _gap(lines: Sequence[Line], grid: Box, left: bool) -> float:
    """Ems between a grid and lines beside it."""
    gaps = (grid.x0 - line.box.x1 if left else line.box.x0 - grid.x1 for line in lines)
    return min(gaps) / lines[0].words[0].size


def with_lines_near(
    page: Page,
    grid: Grid,
    cells: list[GridCell],
    edges: Sequence[float],
    free: Sequence[Line],
    rules: LevelRules,
) -> tuple[list[GridCell], list[Box]]:
    """The cells, with a head close above what is drawn, or a sum close below it."""
    columns = Columns(tuple(edges))
    left, right = grid.box.x0 - 4.0, grid.box.x1 + 4.0
    level = part_of(free, lambda word: left <= word.box.x0 and word.box.x1 <= right)
    above = _above(grid.box.top, level, columns)
    rows = _rows_below(grid.box.bottom, level, columns, rules)
    below = [line for inside in rows for line in inside]
    if not above and not below:
        return cells, []
    body = [Line(words) for cell in cells for words in cell.lines]
    head = head_cells(page, above, body, columns, rules)
    down = max((cell.row + cell.row_span for cell in head), default=0)
    found = head + [replace(cell, row=cell.row + down) for cell in cells]
    start = max(cell.row + cell.row_span for cell in found)
    for row, inside in enumerate(rows):
        found += row_cells(page, start + row, inside, columns)
    return found, [line.box for line in (*above, *below)]


def _above(top: float, lines: Sequence[Line], columns: Columns) -> list[Line]:
    """The lines of several cells close above a height, from the top."""
    found: list[Line] = []
    there = [line for line in lines if line.box.middle < top]
    for line in sorted(there, key=lambda li: li.box.middle, reverse=True):
        over = columns.crossed_by(line) and not found
        if top - line.box.bottom > NEAR * line.box.height or not _is_several(line, columns) or over:
            break
        found.append(line)
        top = line.box.top
    return found[::-1]


def _rows_below(
    bottom: float, lines: Sequence[Line], columns: Columns, rules: LevelRules
) -> list[list[Line]]:
    """The rows of several cells close below a height, each with its lines."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda li: li.box.middle):
        if line.box.middle < bottom:
            continue
        gap = line.box.top - bottom
        prose = len(cells_of_line(line)) == 1 and is_sentence(line.words)
        if gap > NEAR * line.box.height or columns.crossed_by(line) or prose:
            break
        found.append(line)
        bottom = line.box.bottom
    rows = grouped(found, columns, rules)
    return list(takewhile(lambda inside: any(_is_several(li, columns) for li in inside), rows))


def _is_several(line: Line, columns: Columns) -> bool:
    return sum(map(bool, columns.split(line))) > 1 and len(cells_of_line(line)) > 1
