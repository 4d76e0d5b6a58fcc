"""Tables of a page, of whatever kind: lines and rules go in; each table with its cells comes out.

Drawn cells tell where there are any; else white space does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Document, Line, Page, Region, Word
from missiemonitor.corpus.layout import lines_of
from missiemonitor.extractors.tables.abreast import side_by_side
from missiemonitor.extractors.tables.aligned_table import aligned_tables
from missiemonitor.extractors.tables.cell_kinds import is_line
from missiemonitor.extractors.tables.drawn_table import drawn_table
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.ruled_grid import Grid, ruled_grids
from missiemonitor.extractors.tables.side_column import without_side_column
from missiemonitor.extractors.tables.table import INSIDE, Table, part_of
from missiemonitor.extractors.tables.table_head import head_rows
from missiemonitor.extractors.tables.upright import with_upright

WHOLE = 0.9  # share of a shaded grid that drawn lines bound as well, to go by these alone


def running_margins(document: Document) -> frozenset[str]:
    """The lines beside the text that come back on other pages: the colophon."""
    pages: dict[str, set[int]] = defaultdict(set)
    for page, line in document.lines(Region.MARGIN):
        pages[line.text].add(page.number)
    return frozenset(text for text, numbers in pages.items() if len(numbers) > 1)


def page_tables(page: Page, again: frozenset[str]) -> list[Table]:
    """The tables of a page from top to bottom, without what `again` has in its margins."""
    rules = LevelRules(page)
    columns = list(_columns_of_text(page, again))
    if len(columns) == 1:
        columns = [*without_side_column(columns[0], rules)]
    found = _drawn(page, [line for lines in columns for line in lines], rules)
    columns = [part_of(lines, lambda word: not is_line(word.text)) for lines in columns]
    used = {word.box for table in found for cell in table.cells for word in cell.words}
    for lines in columns:
        free = part_of(lines, lambda word: word.box not in used) if used else lines
        found += aligned_tables(page, free, rules)
    if page.upright:
        found = [with_upright(page, table) for table in found]
    found = [each for table in found for each in side_by_side(page, table)]
    return sorted(found, key=lambda table: (table.box.top, table.box.x0))


def _drawn(page: Page, lines: Sequence[Line], rules: LevelRules) -> list[Table]:
    """The tables whose cells are drawn."""
    inside = (*INSIDE, Region.MARGIN)
    grids = _grids(page, [w for li in page.lines if li.region in inside for w in li.words])
    if not grids:
        return []
    held = {word.box for grid in grids for cell in grid.cells for word in cell.words}
    free = part_of(lines, lambda word: word.box not in held)
    tables = (drawn_table(page, grid, lines, free, rules) for grid in grids)
    return [replace(t, head=head_rows(t, page.rules)) for t in tables if t is not None]


def _grids(page: Page, words: Sequence[Word]) -> list[Grid]:
    """The drawn grids of a page; edges of shading bound cells only where no lines do.

    Lines are often shaded one by one, also those of one cell.
    """
    grids = ruled_grids(page, words=words)
    if all(rule.drawn for rule in page.rules):
        return grids
    grids = [grid for grid in grids if not _is_of_stripes(page, grid)]
    drawn = ruled_grids(page, drawn=True, words=words)
    found = list(drawn)
    for grid in grids:
        inside = [_area(d.box) for d in drawn if grid.box.holds(d.box)]
        if sum(inside) < WHOLE * _area(grid.box):
            found = [d for d in found if not grid.box.holds(d.box)]
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.box.top, grid.box.x0))


def _is_of_stripes(page: Page, grid: Grid) -> bool:
    """Whether a grid is but some rows of a table of which every second one is shaded: what is
    shaded below it has the sides of its cells."""
    edges = [rule for rule in page.rules if not rule.drawn and rule.horizontal]
    sides = {(round(cell.box.x0), round(cell.box.x1)) for cell in grid.cells}
    sides.add((round(grid.box.x0), round(grid.box.x1)))
    below = [
        rule
        for rule in edges
        if rule.box.top > grid.box.bottom + 1 and (round(rule.box.x0), round(rule.box.x1)) in sides
    ]
    upright = [rule for rule in page.rules if rule.drawn and not rule.horizontal]
    drawn = any(grid.box.holds(rule.box) for rule in upright)
    return bool(below) and not drawn


def _area(box: Box) -> float:
    return box.width * box.height


def _columns_of_text(page: Page, again: frozenset[str]) -> Iterator[Sequence[Line]]:
    """The lines of each column of text.

    A table may be wider than the text, so margins count too, but for what comes back in those of
    other pages (`again`): the colophon.
    """
    margin = [line for line in page.of(Region.MARGIN) if line.text not in again]
    columns = page.columns(*INSIDE)
    if len(columns) > 1:
        yield from (*columns, margin)
    elif margin:
        lines = [*(line for column in columns for line in column), *margin]
        yield lines_of(word for line in lines for word in line.words)
    else:
        yield from columns
