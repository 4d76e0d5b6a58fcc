"""Tables of whatever kind: a Document goes in; each table with its box and rows of texts comes out.

A table is where line after line has its words in the same few upright bands. Drawn cells tell
where there are any; else white space does, with rules and the lines' steps parting the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.document import Box, Document, Line, Page, Region, Word, text_of
from corpus.layout import segments
from corpus.paragraphs import join_lines
from extractors.columns import Columns, runs
from extractors.grids import Grid, ruled_grids

APART = 0.75  # ems of white space that part the cells of a line
NEAR = 2.2  # line heights; a higher gap ends a table, unless a rule spans it
LONE = 4  # lines with one cell that may follow each other within a table
FILLED = 0.35  # share of drawn cells that hold words, or it is no table


@dataclass(frozen=True, slots=True)
class AnyTable:
    """A table as rows of cell texts; `box` is on the paper, in points."""

    page: int
    box: Box
    rows: tuple[tuple[str, ...], ...]


def any_tables(document: Document) -> tuple[AnyTable, ...]:
    """All tables of the pages that were read with care, page by page from top to bottom."""
    return tuple(table for page in document.pages for table in _on(page))


def _on(page: Page) -> list[AnyTable]:
    found: list[tuple[Box, tuple[tuple[str, ...], ...]]] = []
    taken: list[Box] = []
    for grid in ruled_grids(page):
        rows = _drawn_rows(grid)
        if rows:
            found.append((grid.box, rows))
            taken.append(grid.box)
    for lines in page.columns(Region.BODY, Region.FOOTNOTE, Region.MARGIN):
        free = [line for line in lines if not any(box.holds(line.box) for box in taken)]
        for block in _blocks(sorted(free, key=lambda li: (li.box.top, li.box.x0)), page):
            rows = _rows(block, page)
            if len(rows) > 1 and len(rows[0]) > 1:
                found.append((Box.around(line.box for line in block), rows))
    found.sort(key=lambda item: (item[0].top, item[0].x0))
    return [AnyTable(page.number, page.on_paper(box), rows) for box, rows in found]


def _drawn_rows(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The rows of a drawn grid; none where it is mostly empty, or its cells hold several rows."""
    filled = [cell for cell in grid.cells if cell.words]
    if len(filled) < max(4, FILLED * len(grid.cells)):
        return ()
    tall = sum(cell.box.height > 3.5 * 1.2 * cell.words[0].size for cell in filled)
    if tall > 0.5 * len(filled):
        return ()
    rows = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for cell in filled:
        rows[cell.row][cell.column] = cell.text
    return _without_empty(rows)


def _without_empty(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    kept = [row for row in rows if any(row)]
    columns = [i for i in range(len(kept[0])) if any(row[i] for row in kept)] if kept else []
    return tuple(tuple(row[i] for i in columns) for row in kept)


def _cells(line: Line) -> list[list[Word]]:
    return runs(line, APART)


def _blocks(lines: Sequence[Line], page: Page) -> Iterator[list[Line]]:
    """Lines that may be one table: near each other, most with several cells, no running text."""
    flat = [rule.box for rule in page.rules if rule.horizontal and rule.drawn]
    block: list[Line] = []
    lone = 0
    for line in lines:
        several = len(_cells(line)) > 1
        if block:
            gap = line.box.top - max(other.box.bottom for other in block[-3:])
            ruled = any(
                block[-1].box.bottom - 2 <= rule.top <= line.box.top + 2
                and rule.overlap_x(line.box) > 0
                for rule in flat
            )
            high = gap > (2 * NEAR if ruled else NEAR) * line.box.height
            if high or lone >= LONE or _is_text(line, block):
                yield from _trimmed(block)
                block, lone = [], 0
        if block or several:
            block.append(line)
            lone = 0 if several else lone + 1
    yield from _trimmed(block)


def _is_text(line: Line, block: Sequence[Line]) -> bool:
    """Whether a line is running text, as wide as the table and without a gap."""
    pieces = segments(line.words)
    width = Box.around(other.box for other in block).width
    return len(_cells(line)) == 1 and pieces[0].prose and line.box.width > 0.75 * width


def _trimmed(block: Sequence[Line]) -> Iterator[list[Line]]:
    """The block without lone lines at its end; nothing where too few lines have several cells."""
    kept = list(block)
    while kept and len(_cells(kept[-1])) == 1:
        kept.pop()
    several = sum(len(_cells(line)) > 1 for line in kept)
    if several >= 2 and several >= 0.4 * len(kept):
        yield kept


def _rows(block: Sequence[Line], page: Page) -> tuple[tuple[str, ...], ...]:
    columns = _columns(block)
    if columns is None:
        return ()
    rows = []
    for lines in _grouped(block, columns, page):
        parts: list[list[str]] = [[] for _ in range(len(columns.edges) + 1)]
        for line in lines:
            for at, words in enumerate(columns.split(line)):
                if words:
                    parts[at].append(text_of(words))
        rows.append([join_lines(part) for part in parts])
    return _without_empty(rows)


def _columns(block: Sequence[Line]) -> Columns | None:
    """The bands that most lines with several cells keep to."""
    several = [line for line in block if len(_cells(line)) > 1]
    spans = [(cell[0].box.x0, cell[-1].box.x1) for line in several for cell in _cells(line)]
    left, right = min(a for a, _ in spans), max(b for _, b in spans)
    covered = [0] * (int(2 * (right - left)) + 2)
    for a, b in spans:
        for index in range(int(2 * (a - left) + 0.6), int(2 * (b - left) - 0.6) + 1):
            covered[index] += 1
    most = max(1, round(0.06 * len(several))) if len(several) > 5 else 0
    edges = []
    start: int | None = None
    for index, number in enumerate(covered):
        if number <= most and start is None:
            start = index
        elif number > most and start is not None:
            if start > 0:
                edges.append(left + (start + index) / 4)
            start = None
    return Columns(tuple(edges), APART) if edges else None


def _grouped(block: Sequence[Line], columns: Columns, page: Page) -> list[list[Line]]:
    """Lines that make one row: between two rules, or close to the line that they go on from."""
    box = Box.around(line.box for line in block)
    flat = sorted(
        {
            round(rule.box.top)
            for rule in page.rules
            if rule.horizontal and rule.box.overlap_x(box) > 0.6 * box.width
        }
    )
    inside = [y for y in flat if box.top < y < box.bottom]
    if len(inside) >= 0.6 * len(block) / 2:
        bands: dict[int, list[Line]] = {}
        for line in block:
            bands.setdefault(sum(y < line.box.middle for y in inside), []).append(line)
        sizes = [sum(len(_cells(line)) > 1 for line in band) for band in bands.values()]
        if median(sizes) <= 1.5:
            return list(bands.values())
    gaps = [b.box.top - a.box.bottom for a, b in pairwise(block)]
    usual = median(gaps) if gaps else 0.0
    grouped: list[list[Line]] = [[block[0]]]
    for line, gap in zip(block[1:], gaps, strict=True):
        filled = [bool(part) for part in columns.split(line)]
        above = [bool(part) for part in columns.split(grouped[-1][-1])]
        fewer = sum(filled) < len(filled) / 2 and not filled[0] and sum(filled) < sum(above)
        if fewer and gap <= usual + 0.5:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return grouped
