"""Tables whose cells are drawn: a grid of rules and words go in; cells, finer than drawn, come out.

Often not all rules are drawn: upright ones in the head alone, or a frame around many lines, or
around the figures without their names. What stands apart in row after row is a cell too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Line, Page, Word, text_of
from missiemonitor.corpus.layout import lines_of
from missiemonitor.extractors.tables.aligned_columns import cells_of_line, column_edges, is_sentence
from missiemonitor.extractors.tables.cell_kinds import is_figure
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.head_cells import head_cells
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.ruled_grid import Cell, Grid
from missiemonitor.extractors.tables.table import GridCell, Table, grid_cell, table_of

FILLED = 0.35  # share of drawn cells that hold words, or it is no table
BESIDE = 0.5  # share of a grid's rows that go on beside it, for those words to be its cells
FAR = 8.0  # ems between a grid and words beside it that belong to its rows
SLIT = 7.0  # points; what is narrower between two rules is no row or column
LEVEL_STEP = 0.4  # line heights between words beside a grid and those of a row, at most
LEVEL = 0.8  # share of the lines in a drawn row that stand level in several cells
INNER = 0.6  # share of the lines in a drawn column that have several cells, to part it
NEAR = 1.2  # line heights between a grid and its rows that are not drawn


def drawn_table(page: Page, grid: Grid, free: Sequence[Word], rules: LevelRules) -> Table | None:
    """The table of a grid; None where it is mostly empty, as charts and frames are.

    `free` are the words of the page that stand in no grid.
    """
    filled = [cell for cell in grid.cells if cell.words]
    if len(filled) < max(4, FILLED * len(grid.cells)):
        return None
    cells, edges, tops = _without_slits(page, grid)
    inside = [word for word in free if grid.box.holds(word.box)]
    cells = _with_words_between(page, tops, _split_at(cells, edges), edges, inside)
    cells, edges = _with_inner_columns(cells, edges)
    cells = _with_inner_rows(cells)
    cells, edges, around = _with_words_beside(page, grid, cells, edges, free)
    cells, more = _with_lines_near(page, grid, cells, edges, free, rules)
    words = [word for cell in cells for word in cell.words]
    box = Box.around([grid.box, *around, *more])
    return table_of(page, box, cells, lines_of(words), edges, drawn=True)


def _without_slits(page: Page, grid: Grid) -> tuple[list[GridCell], list[float], list[float]]:
    """The cells, the x between each two columns and the top of each row, where two rules close
    together are one."""
    columns = _steps([(c.column, c.box.x0) for c in grid.cells], grid.columns, grid.box.x1)
    rows = _steps([(c.row, c.box.top) for c in grid.cells], grid.rows, grid.box.bottom)
    edges: dict[int, float] = {}
    for cell in grid.cells:
        edges.setdefault(columns[cell.column], cell.box.x0)
    cells = [
        grid_cell(
            page,
            rows[cell.row],
            columns[cell.column],
            inside,
            max(1, rows[cell.row + cell.row_span] - rows[cell.row]),
            max(1, columns[cell.column + cell.column_span] - columns[cell.column]),
        )
        for cell in grid.cells
        if (inside := _lines_in(page, cell))
    ]
    tops: dict[int, float] = {}
    for cell in grid.cells:
        tops.setdefault(rows[cell.row], cell.box.top)
    return (
        cells,
        [edges[column] for column in sorted(edges) if column],
        [tops[row] for row in sorted(tops)],
    )


def _lines_in(page: Page, cell: Cell) -> list[tuple[Word, ...]]:
    """What stands in a cell line by line, level and upright."""
    level = [line.words for line in lines_of(cell.words)]
    return level + [line.words for line in page.upright if _fits(line.box, cell.box)]


def _fits(line: Box, cell: Box) -> bool:
    """Whether an upright line stands in a cell and is no longer than that, as a watermark is."""
    return (
        cell.holds(line) and line.height <= cell.height + SLIT and line.width <= cell.width + SLIT
    )


def _steps(starts: Iterable[tuple[int, float]], number: int, end: float) -> list[int]:
    """A new number for each row or column, and one for the end, the same for a slit and what is
    next to it."""
    places = dict(sorted(starts, reverse=True))
    new, last = [0], places.get(0, 0.0)
    for at in range(1, number + 1):
        place = places.get(at, end)
        new.append(new[-1] + (place - last >= SLIT))
        last = place
    return new


def _with_words_between(
    page: Page,
    tops: Sequence[float],
    cells: list[GridCell],
    edges: Sequence[float],
    words: Sequence[Word],
) -> list[GridCell]:
    """The cells, with words that stand inside a grid where no cell is drawn around them."""
    columns = Columns(tuple(edges))
    covered = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    by_place: dict[tuple[int, int], list[list[Word]]] = defaultdict(list)
    for line in lines_of(words):
        row = max(0, bisect_right(tops, line.box.middle) - 1)
        for column, part in enumerate(columns.split(line)):
            if part and (row, column) not in covered:
                by_place[row, column].append(part)
    return cells + [grid_cell(page, *place, inside) for place, inside in by_place.items()]


def _split_at(cells: Sequence[GridCell], edges: Sequence[float]) -> list[GridCell]:
    """The cells, those that were drawn over several columns parted where their words are apart."""
    found = []
    for cell in cells:
        inner = tuple(edges[cell.column : cell.column + cell.column_span - 1])
        found += _parts(cell, Columns(inner)) if inner else [cell]
    return found


def _parts(cell: GridCell, columns: Columns) -> list[GridCell]:
    """A cell parted into columns; whole where its words run over their edges or fill but one."""
    lines = [Line(words) for words in cell.lines]
    if any(columns.crossed_by(line) for line in lines):
        return [cell]
    split = [columns.split(line) for line in lines]
    if max(sum(bool(words) for words in parts) for parts in split) < 2:
        return [cell]
    return [
        replace(
            cell,
            column=cell.column + at,
            column_span=1,
            lines=inside,
            box=Box.around(word.box for words in inside for word in words),
        )
        for at in range(len(columns.edges) + 1)
        if (inside := tuple(tuple(parts[at]) for parts in split if parts[at]))
    ]


def _with_inner_columns(
    cells: Sequence[GridCell], edges: Sequence[float]
) -> tuple[list[GridCell], list[float]]:
    """The cells, where white space parts a drawn column in nearly all of its lines."""
    found = list(cells)
    kept: list[float] = []
    for column in range(len(edges), -1, -1):
        inside = [c for c in found if c.column == column and c.column_span == 1]
        lines = [Line(words) for cell in inside for words in cell.lines]
        several = [line for line in lines if len(cells_of_line(line)) > 1]
        new: list[float] = []
        if len(several) > 2 and len(several) >= INNER * len(lines):
            new = column_edges(several)
        if new:
            columns = Columns(tuple(new))
            parted: list[GridCell] = []
            for cell in found:
                if cell in inside:
                    parted += _parts(cell, columns)
                elif cell.column > column:
                    parted.append(replace(cell, column=cell.column + len(new)))
                elif cell.column + cell.column_span > column:
                    parted.append(replace(cell, column_span=cell.column_span + len(new)))
                else:
                    parted.append(cell)
            found = parted
        kept = [*([edges[column - 1]] if column else []), *new, *kept]
    return found, kept


def _with_inner_rows(cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells, drawn rows parted where their lines are rows: level in several cells."""
    by_row: dict[int, list[GridCell]] = defaultdict(list)
    for cell in cells:
        by_row[cell.row].append(cell)
    steps: dict[int, list[Line]] = {}
    for row, across in by_row.items():
        if all(cell.row_span == 1 for cell in across) and len(across) > 1:
            steps[row] = _inner_rows(across, first=row == min(by_row))
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    starts = [0]
    for row in range(rows):
        starts.append(starts[-1] + max(1, len(steps.get(row, ()))))
    found = []
    for cell in cells:
        start, end = starts[cell.row], starts[cell.row + cell.row_span]
        inner = steps.get(cell.row)
        if not inner:
            found.append(replace(cell, row=start, row_span=end - start))
            continue
        for number, line in enumerate(inner):
            words = tuple(word for word in line.words if word in cell.words)
            if words:
                box = Box.around(word.box for word in words)
                found.append(replace(cell, row=start + number, lines=(words,), box=box))
    return found


def _inner_rows(across: Sequence[GridCell], first: bool) -> list[Line]:
    """The lines of a drawn row, where each is a row of its own; none where they are not.

    Figures do not go on in a next line; names do, so of those more is asked.
    """
    lines = lines_of(word for cell in across for word in cell.words)
    if len(lines) < 2 or min(len(cell.lines) for cell in across) < 2:
        return []
    held = [[_inside(line, cell) for cell in across] for line in lines]
    several = sum(sum(bool(words) for words in parts) > 1 for parts in held)
    named = sum(bool(parts[0]) for parts in held)
    if min(several, named) < LEVEL * len(lines):
        return []
    counted = any(all(is_figure(text_of(words)) for words in cell.lines) for cell in across)
    return lines if counted or (len(lines) > 4 and not first) else []


def _inside(line: Line, cell: GridCell) -> list[Word]:
    return [word for word in line.words if word in cell.words]


def _with_words_beside(
    page: Page,
    grid: Grid,
    cells: list[GridCell],
    edges: Sequence[float],
    free: Sequence[Word],
) -> tuple[list[GridCell], list[float], list[Box]]:
    """The cells, with those of rows that go on to the left or right of what is drawn."""
    bands = _bands(cells)
    tops = [top for top, _ in bands]
    found, kept, boxes = cells, list(edges), []
    for left in (True, False):
        side = lines_of(
            word
            for word in free
            if (word.box.x1 <= grid.box.x0 + 2 if left else word.box.x0 >= grid.box.x1 - 2)
        )
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


def _with_lines_near(
    page: Page,
    grid: Grid,
    cells: list[GridCell],
    edges: Sequence[float],
    free: Sequence[Word],
    rules: LevelRules,
) -> tuple[list[GridCell], list[Box]]:
    """The cells, with a head close above what is drawn, or a sum close below it."""
    columns = Columns(tuple(edges))
    left, right = grid.box.x0 - 4.0, grid.box.x1 + 4.0
    level = [word for word in free if left <= word.box.x0 and word.box.x1 <= right]
    above = _near(grid.box.top, level, columns, upwards=True)
    below = _near(grid.box.bottom, level, columns, upwards=False)
    body = lines_of(word for cell in cells for word in cell.words)
    head = head_cells(page, above, body, columns, rules)
    down = max((cell.row + cell.row_span for cell in head), default=0)
    found = head + [replace(cell, row=cell.row + down) for cell in cells]
    start = max(cell.row + cell.row_span for cell in found)
    found += [
        grid_cell(page, start + row, column, [words])
        for row, line in enumerate(below)
        for column, words in enumerate(columns.split(line))
        if words
    ]
    return found, [line.box for line in (*above, *below)]


def _near(reach: float, words: Sequence[Word], columns: Columns, upwards: bool) -> list[Line]:
    """The lines of several cells close above or below a height, from the top."""
    found: list[Line] = []
    lines = lines_of(word for word in words if (word.box.middle < reach) is upwards)
    for line in sorted(lines, key=lambda li: li.box.middle, reverse=upwards):
        gap = reach - line.box.bottom if upwards else line.box.top - reach
        several = sum(map(bool, columns.split(line))) > 1 and len(cells_of_line(line)) > 1
        over = columns.crossed_by(line) and not (upwards and found)
        if gap > NEAR * line.box.height or not several or over:
            break
        found.append(line)
        reach = line.box.top if upwards else line.box.bottom
    return found[::-1] if upwards else found
