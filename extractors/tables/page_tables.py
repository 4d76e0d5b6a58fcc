"""Tables of a page, of whatever kind: lines and rules go in; each table with its cells comes out.

A table is where line after line has its words in the same few upright bands. Drawn cells tell
where there are any; else white space does, with rules and the lines' steps parting the rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from statistics import median

from missiemonitor.corpus.document import Box, Document, Line, Page, Region, Word
from missiemonitor.corpus.layout import lines_of, segments
from missiemonitor.extractors.tables.columns import Columns, runs
from missiemonitor.extractors.tables.ruled_grid import Cell, Grid, ruled_grids
from missiemonitor.extractors.tables.table import GridCell, Table, TablePart
from missiemonitor.extractors.tables.table_head import head_rows

APART = 0.75  # ems of white space that part the cells of a line
SENTENCE = 25  # ems; a cell that is wider and all words is a line of running text
NEAR = 2.2  # line heights; a higher gap ends a table, unless a rule spans it
LONE = 4  # lines with one cell that may follow each other within a table
FILLED = 0.35  # share of drawn cells that hold words, or it is no table


def running_margins(document: Document) -> frozenset[str]:
    """The lines beside the text that come back on other pages: the colophon."""
    seen = Counter(line.text for _, line in document.lines(Region.MARGIN))
    return frozenset(text for text, number in seen.items() if number > 1)


def page_tables(page: Page, again: frozenset[str]) -> list[Table]:
    """The tables of a page from top to bottom, without what `again` has in its margins."""
    found: list[Table] = []
    taken: list[Box] = []
    level: list[Line] | None = None
    for grid in ruled_grids(page):
        rows = _drawn_rows(grid)
        if not rows:
            continue
        if level is None:
            words = [w for li in page.lines if li.region is not Region.MARGIN for w in li.words]
            level = lines_of(words)
        if not _goes_beyond(grid, level):
            inside = [line for line in level if grid.box.holds(line.box)]
            found.append(_table(page, grid.box, rows, inside, _drawn_edges(grid), drawn=True))
            taken.append(grid.box)
    flat = _Flat(page)
    for lines in _columns_of_text(page, again):
        free = [line for line in lines if not _is_held(line.box, taken)]
        for block in _blocks(sorted(free, key=lambda li: (li.box.top, li.box.x0)), flat):
            columns = _columns(block)
            rows = _rows(block, columns, flat) if columns else []
            if columns and len(rows) > 1 and len(rows[0]) > 1:
                box = Box.around(line.box for line in block)
                found.append(_table(page, box, rows, block, columns.edges))
    return sorted(found, key=lambda table: (table.box.top, table.box.x0))


CellLines = list[tuple[Word, ...]]  # the words of a cell, line by line; none where it is empty


def _table(
    page: Page,
    box: Box,
    rows: Sequence[Sequence[CellLines]],
    lines: Sequence[Line],
    edges: Sequence[float],
    drawn: bool = False,
) -> Table:
    cells = tuple(
        GridCell(
            row=row,
            column=column,
            page=page.number,
            box=Box.around(word.box for words in inside for word in words),
            lines=tuple(inside),
        )
        for row, across in enumerate(rows)
        for column, inside in enumerate(across)
        if inside
    )
    part = TablePart(page.number, box, page.on_paper(box), tuple(lines), tuple(edges))
    table = Table((part,), cells, len(rows), len(rows[0]), head=1, drawn=drawn)
    return replace(table, head=head_rows(table, page.rules))


def _drawn_edges(grid: Grid) -> list[float]:
    """The x between each two columns of a drawn grid."""
    starts = {cell.column: cell.box.x0 for cell in grid.cells}
    return [starts[column] for column in sorted(starts) if column]


class _Flat:
    """The level rules of a page, that can be asked for by their height."""

    def __init__(self, page: Page) -> None:
        every = sorted((r for r in page.rules if r.horizontal), key=lambda rule: rule.box.top)
        self.all = [rule.box for rule in every]
        self.drawn = [rule.box for rule in every if rule.drawn]
        self.tops = [box.top for box in self.all]
        self.drawn_tops = [box.top for box in self.drawn]

    def between(self, top: float, bottom: float) -> list[Box]:
        """The boxes of those from one height to another."""
        return self.all[bisect_left(self.tops, top) : bisect_right(self.tops, bottom)]

    def parts(self, above: Box, line: Box) -> bool:
        """Whether a drawn one lies between what is above a line and the line."""
        first = bisect_left(self.drawn_tops, above.bottom - 2)
        last = bisect_right(self.drawn_tops, line.top + 2)
        return any(box.overlap_x(line) > 0 for box in self.drawn[first:last])


def _is_held(box: Box, holders: Sequence[Box]) -> bool:
    return any(holder.holds(box) for holder in holders)


def _goes_beyond(grid: Grid, lines: Sequence[Line]) -> bool:
    """Whether row after row goes on beside a drawn grid, which then frames but some columns."""
    level = [
        line
        for line in lines
        if grid.box.top < line.box.middle < grid.box.bottom and line.box.overlap_x(grid.box) > 0
    ]
    beyond = [
        line for line in level if line.box.x0 < grid.box.x0 - 8 or line.box.x1 > grid.box.x1 + 8
    ]
    return len(beyond) > 0.5 * len(level)


def _columns_of_text(page: Page, again: frozenset[str]) -> Iterator[list[Line]]:
    """The lines of each column of text.

    A table may be wider than the text, so margins count too, but for what comes back in those of
    other pages (`again`): the colophon.
    """
    columns = page.columns(Region.BODY, Region.FOOTNOTE)
    if len(columns) > 1:
        yield from map(list, columns)
    else:
        inside = (Region.BODY, Region.FOOTNOTE, Region.MARGIN)
        lines = [li for li in page.lines if li.region in inside and li.text not in again]
        yield lines_of(word for line in lines for word in line.words)


def _drawn_rows(grid: Grid) -> list[list[CellLines]]:
    """The rows of a drawn grid; none where it is mostly empty, or its cells hold several rows."""
    filled = [cell for cell in grid.cells if cell.words]
    if len(filled) < max(4, FILLED * len(grid.cells)):
        return []
    tall = sum(cell.box.height > 3.5 * 1.2 * cell.words[0].size for cell in filled)
    if tall > 0.5 * len(filled):
        return []
    rows: list[list[CellLines]] = []
    by_row: dict[int, list[Cell]] = defaultdict(list)
    for cell in filled:
        by_row[cell.row].append(cell)
    for number in range(grid.rows):
        across = by_row.get(number, [])
        rows += _parted(across, grid.columns) or [_placed(across, grid.columns)]
    return _without_empty(rows)


def _placed(cells: Sequence[Cell], columns: int) -> list[CellLines]:
    row: list[CellLines] = [[] for _ in range(columns)]
    for cell in cells:
        row[cell.column] = [tuple(line) for line in cell.lines]
    return row


def _parted(cells: Sequence[Cell], columns: int) -> list[list[CellLines]]:
    """The rows inside a drawn row, where its cells hold as many lines each, level with another."""
    if len(cells) < 2:
        return []
    lines = lines_of(word for cell in cells for word in cell.words)
    if len(lines) < 5:
        return []
    parts = [[_inside(line, cell) for cell in cells] for line in lines]
    several = sum(sum(bool(part) for part in row) > 1 for row in parts)
    if several < 0.8 * len(lines):
        return []
    rows = []
    for row in parts:
        placed: list[CellLines] = [[] for _ in range(columns)]
        for cell, words in zip(cells, row, strict=True):
            placed[cell.column] = [tuple(words)] if words else []
        rows.append(placed)
    return rows


def _inside(line: Line, cell: Cell) -> list[Word]:
    return [word for word in line.words if cell.box.holds(word.box)]


def _without_empty(rows: Sequence[Sequence[CellLines]]) -> list[list[CellLines]]:
    kept = [row for row in rows if any(row)]
    columns = [i for i in range(len(kept[0])) if any(row[i] for row in kept)] if kept else []
    return [[row[i] for i in columns] for row in kept]


def _cells(line: Line) -> list[list[Word]]:
    """The cells of a line; one where most of it is running text, its spaces stretched or not."""
    cells = runs(line, APART)
    if _is_stretched(line.words) or any(_is_sentence(cell) for cell in cells):
        return [list(line.words)]
    return cells


def _is_sentence(words: Sequence[Word]) -> bool:
    """Whether words beside each other are long enough for a line of running text."""
    letters = sum(word.text[0].isalpha() for word in words)
    wide = words[-1].box.x1 - words[0].box.x0 > SENTENCE * words[0].size
    return len(words) > 6 and letters > 0.7 * len(words) and wide


def _is_stretched(words: Sequence[Word]) -> bool:
    """Whether a line reads like a sentence and has no gap that is much wider than its others."""
    gaps = [(b.box.x0 - a.box.x1) / b.size for a, b in pairwise(words)]
    letters = sum(word.text[0].isalpha() for word in words)
    return (
        len(gaps) > 4
        and letters > 0.7 * len(words)
        and (max(gaps) < 2.2 and max(gaps) < 2.5 * max(0.3, median(gaps)))
    )


def _blocks(lines: Sequence[Line], flat: _Flat) -> Iterator[list[Line]]:
    """Lines that may be one table: near each other, most with several cells, no running text."""
    block: list[Line] = []
    boxes: list[Box] = []  # of the last lines of the block
    around: Box | None = None  # the block
    lone = 0
    for line in lines:
        several = len(_cells(line)) > 1
        box = line.box
        if around is not None:
            gap = box.top - max(other.bottom for other in boxes)
            high = gap > NEAR * box.height and (
                gap > 2 * NEAR * box.height or not flat.parts(boxes[-1], box)
            )
            if high or lone >= LONE or (not several and _is_text(line, around.width)):
                yield from _trimmed(block)
                block, boxes, around, lone = [], [], None, 0
        if block or several:
            block.append(line)
            boxes = [*boxes[-2:], box]
            around = Box.around([around, box]) if around else box
            lone = 0 if several else lone + 1
    yield from _trimmed(block)


def _is_text(line: Line, width: float) -> bool:
    """Whether a line of one cell is running text, as wide as a table of that width."""
    prose = segments(line.words)[0].prose or _is_sentence(line.words)
    return prose and line.box.width > 0.75 * width


def _trimmed(block: Sequence[Line]) -> Iterator[list[Line]]:
    """The block without lone lines at its end; nothing where too few lines have several cells."""
    kept = list(block)
    while kept and len(_cells(kept[-1])) == 1:
        kept.pop()
    several = sum(len(_cells(line)) > 1 for line in kept)
    if several >= 2 and several >= 0.4 * len(kept):
        yield kept


def _rows(block: Sequence[Line], columns: Columns, flat: _Flat) -> list[list[CellLines]]:
    rows = []
    for lines in _grouped(block, columns, flat):
        row: list[CellLines] = [[] for _ in range(len(columns.edges) + 1)]
        for line in lines:
            for at, words in enumerate(columns.split(line)):
                if words:
                    row[at].append(tuple(words))
        rows.append(row)
    return _without_empty(rows)


def _columns(block: Sequence[Line]) -> Columns | None:
    """The bands that most lines with several cells keep to."""
    edges = _edges([line for line in block if len(_cells(line)) > 1], APART)
    return Columns(tuple(edges), APART) if edges else None


def _edges(lines: Sequence[Line], space: float) -> list[float]:
    spans = [(cell[0].box.x0, cell[-1].box.x1) for line in lines for cell in runs(line, space)]
    left, right = min(a for a, _ in spans), max(b for _, b in spans)
    steps = [0] * (int(2 * (right - left)) + 4)
    for a, b in spans:
        first, last = int(2 * (a - left) + 0.6), int(2 * (b - left) - 0.6) + 1
        if first < last:
            steps[first] += 1
            steps[last] -= 1
    covered = list(accumulate(steps))[:-2]
    most = max(1, round(0.06 * len(lines))) if len(lines) > 5 else 0
    edges = []
    start: int | None = None
    for index, number in enumerate(covered):
        if number <= most and start is None:
            start = index
        elif number > most and start is not None:
            if start > 0:
                edges.append(left + (start + index) / 4)
            start = None
    return edges


def _grouped(block: Sequence[Line], columns: Columns, flat: _Flat) -> list[list[Line]]:
    """Lines that make one row: between two rules, or close to the line that they go on from."""
    box = Box.around(line.box for line in block)
    # What is a little outside may be inside once it is rounded.
    level = flat.between(box.top - 1, box.bottom + 1)
    ys = sorted({round(each.top) for each in level if each.overlap_x(box) > 0.6 * box.width})
    inside = [y for y in ys if box.top < y < box.bottom]
    if len(inside) >= 0.6 * len(block) / 2:
        bands: dict[int, list[Line]] = {}
        for line in block:
            bands.setdefault(bisect_left(inside, line.box.middle), []).append(line)
        sizes = [sum(len(_cells(line)) > 1 for line in band) for band in bands.values()]
        if median(sizes) <= 1.5:
            return list(bands.values())
    gaps = [b.box.top - a.box.bottom for a, b in pairwise(block)]
    usual = median(gaps) if gaps else 0.0
    grouped: list[list[Line]] = [[block[0]]]
    for line, gap in zip(block[1:], gaps, strict=True):
        filled = [bool(part) for part in columns.split(line)]
        above = [bool(part) for part in columns.split(grouped[-1][-1])]
        # Lines of a header stand close, with nothing over the first column.
        heads = len(grouped) == 1 and not filled[0] and not above[0] and len(filled) > 2
        if heads and gap < 0.45 * line.box.height and gap <= usual + 0.5:
            grouped[-1].append(line)
            continue
        fewer = sum(filled) < len(filled) / 2 and not filled[0] and sum(filled) < sum(above)
        if fewer and gap <= usual + 0.5:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return grouped
