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
from missiemonitor.extractors.tables.aligned_columns import cells_of_line, column_edges
from missiemonitor.extractors.tables.beside_grid import INNER, with_lines_near, with_words_beside
from missiemonitor.extractors.tables.cell_kinds import is_figure
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.ruled_grid import Cell, Grid
from missiemonitor.extractors.tables.table import GridCell, Table, grid_cell, part_of, table_of

FILLED = 0.35  # share of drawn cells that hold words, or it is no table
SLIT = 7.0  # points; what is narrower between two rules is no row or column
LEVEL = 0.8  # share of the lines in a drawn row that stand level in several cells


def drawn_table(
    page: Page, grid: Grid, lines: Sequence[Line], free: Sequence[Line], rules: LevelRules
) -> Table | None:
    """The table of a grid; None where it is mostly empty, as charts and frames are.

    `lines` are those of the page, `free` what of them stands in no grid.
    """
    filled = [cell for cell in grid.cells if cell.words]
    if len(filled) < max(4, FILLED * len(grid.cells)):
        return None
    cells, edges, tops = _without_slits(page, grid)
    between = part_of(free, lambda word: grid.box.holds(word.box))
    cells = _with_words_between(page, tops, _split_at(cells, edges), edges, between)
    cells, edges = _with_inner_columns(cells, edges)
    cells = _with_inner_rows(cells, part_of(lines, lambda word: grid.box.holds(word.box)))
    cells, edges, around = with_words_beside(page, grid, cells, edges, free)
    cells, more = with_lines_near(page, grid, cells, edges, free, rules)
    held = {word.box for cell in cells for word in cell.words}
    made = part_of(lines, lambda word: word.box in held)
    box = Box.around([grid.box, *around, *more])
    return table_of(page, box, cells, made, edges, drawn=True)


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
    level = [tuple(words) for words in cell.lines] if len(cell.words) > 1 else [cell.words]
    return [words for words in level if words] + [
        line.words for line in page.upright if _fits(line.box, cell.box)
    ]


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
    lines: Sequence[Line],
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
    for line in lines:
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


def _with_inner_rows(cells: Sequence[GridCell], lines: Sequence[Line]) -> list[GridCell]:
    """The cells, drawn rows parted where their lines are rows: level in several cells."""
    by_row: dict[int, list[GridCell]] = defaultdict(list)
    cells = _with_blocks(cells, lines)
    for cell in cells:
        by_row[cell.row].append(cell)
    steps: dict[int, list[Line]] = {}
    for row, across in by_row.items():
        if all(cell.row_span == 1 for cell in across) and len(across) > 1:
            steps[row] = _inner_rows(across, lines, first=row == min(by_row))
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


def _with_blocks(cells: Sequence[GridCell], lines: Sequence[Line]) -> list[GridCell]:
    """The cells, drawn rows that a cell of many lines spans made one where all their lines are
    rows: a rule above a sum is often drawn over the figures alone."""
    found = list(cells)
    spanning = sorted({(c.row, c.row_span) for c in cells if c.row_span > 1}, reverse=True)
    for row, span in spanning:
        block = [c for c in found if row <= c.row < row + span]
        across: dict[tuple[int, int], list[GridCell]] = defaultdict(list)
        for cell in block:
            across[cell.column, cell.column_span].append(cell)
        columns = [at for first, width in across for at in range(first, first + width)]
        reaching = any(c.row < end < c.row + c.row_span for c in found for end in (row, row + span))
        if reaching or len(columns) != len({*columns}):
            continue
        merged = [
            replace(
                inside[0],
                row=row,
                row_span=1,
                lines=tuple(words for cell in sorted(inside, key=_top) for words in cell.lines),
                box=Box.around(cell.box for cell in inside),
            )
            for inside in across.values()
        ]
        if len(merged) > 1 and _inner_rows(merged, lines, first=row == 0):
            others = [c for c in found if c not in block]
            found = merged + [
                replace(c, row=c.row - span + 1) if c.row >= row + span else c for c in others
            ]
    return found


def _top(cell: GridCell) -> float:
    return cell.box.top


def _inner_rows(across: Sequence[GridCell], inside: Sequence[Line], first: bool) -> list[Line]:
    """The lines of a drawn row, where each is a row of its own; none where they are not.

    Figures do not go on in a next line; names do, so of those more is asked.
    """
    if min(len(cell.lines) for cell in across) < 2:
        return []
    boxes = {word.box for cell in across for word in cell.words}
    lines = part_of(inside, lambda word: word.box in boxes)
    held = [[_inside(line, cell) for cell in across] for line in lines]
    several = sum(sum(bool(words) for words in parts) > 1 for parts in held)
    named = sum(bool(parts[0]) for parts in held)
    if min(several, named) < LEVEL * len(lines):
        return []
    counted = any(all(is_figure(text_of(words)) for words in cell.lines) for cell in across)
    return lines if counted or (len(lines) > 4 and not first) else []


def _inside(line: Line, cell: GridCell) -> list[Word]:
    return [word for word in line.words if word in cell.words]
