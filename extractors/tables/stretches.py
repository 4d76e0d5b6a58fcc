"""A told table piece by piece: what of it stands in one column of text, with lines and columns.

Head, extent and columns are those of the table that the finder gives; readings that know the table
go by them, each in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from missiemonitor.corpus.document import Box, Document, Line, Page, Region, text_of
from missiemonitor.corpus.text import join_lines, normal
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.columns import Columns, has_prose
from missiemonitor.extractors.tables.table import GridCell, Table
from missiemonitor.extractors.tables.told import ToldTable

MOST_CUT = 2  # lines at the foot of a page with which a row of the next may begin


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of a table in one column of text.

    `lines` are those under the head, `heads` where each column stands: its cells, else its head.
    `cut` are lines at the foot of the page that are no row, `top` is one so at its head: the row
    before or after the page break may have them.
    """

    page: Page
    roles: tuple[str, ...]
    lines: tuple[Line, ...]
    edges: tuple[float, ...]
    heads: tuple[Box, ...]
    cut: tuple[Line, ...]
    top: tuple[Line, ...]

    @property
    def area(self) -> Box:
        return Box.around(line.box for line in self.lines)


def stretches_of(document: Document, told: ToldTable) -> Iterator[Stretch]:
    """The stretches of a table, those without a row under the head left out."""
    table = told.table
    head: Sequence[Line] = ()
    ends = [part.first_row for part in table.parts[1:]] + [table.rows]
    for part, end in zip(table.parts, ends, strict=True):
        page = document.page(part.page)
        first = max(part.first_row, table.head)
        cells = [c for c in table.cells if first <= c.row < end]
        if page is None or not cells:
            continue
        # Words that stand upright beside the rows are in none of the lines.
        level = [cell for cell in cells if not _is_upright(page, cell)]
        top = min((cell.box.top for cell in level), default=part.box.bottom)
        again = _head_again(head, part.lines)
        lines = part.lines[again:]
        if not again:
            lines = tuple(line for line in part.lines if line.box.middle >= top)
        if part is table.parts[0]:
            head = part.lines[: len(part.lines) - len(lines)]
        if lines:
            lines, stray = _without_stray(lines, told.roles, Columns(part.edges))
            cut, over = _beside(page, lines, stray)
            heads = tuple(_heads(table, level))
            yield Stretch(page, told.roles, lines, part.edges, heads, cut, over)


def _head_again(head: Sequence[Line], lines: Sequence[Line]) -> int:
    """How many lines a head has that comes back; 0 where it does not."""
    if not head or not lines:
        return 0
    said, here = (sorted(normal(line.text).split()) for line in (head[0], lines[0]))
    return len(head) if said == here else 0


def _is_upright(page: Page, cell: GridCell) -> bool:
    return any(line.box.holds(word.box) for line in page.upright for word in cell.words)


def _heads(table: Table, cells: Sequence[GridCell]) -> Iterator[Box]:
    """Where each column stands."""
    for column in range(table.columns):
        single = [c.box for c in cells if c.column == column and c.column_span == 1]
        head = table.at(max(0, table.head - 1), column)
        yield Box.around(single) if single else head.box if head else table.box


def _without_stray(
    lines: tuple[Line, ...], roles: Sequence[str], columns: Columns
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines, and those at their end that are neither rows nor the rest of one."""
    end = len(lines)
    while end > 1 and _is_stray(columns, roles, lines[:end]):
        end -= 1
    return lines[:end], lines[end:]


def _is_stray(columns: Columns, roles: Sequence[str], kept: Sequence[Line]) -> bool:
    """Whether the last line is neither a row nor the second line of one."""
    line = kept[-1]
    parts = columns.split(line)
    if parts[roles.index("count")]:
        return False
    gaps = [b.box.top - a.box.bottom for a, b in pairwise(kept)]
    several = sum(bool(part) for part in parts) > 1
    if line.size < 0.93 * max(other.size for other in kept):
        return True
    if several:
        return gaps[-1] > 1.3 * max([0.3 * line.box.height, *gaps[:-1]])
    if gaps[-1] > 0.6 * line.box.height or columns.crossed_by(line):
        return True
    # The second line of a name does not make a known name unknown.
    at = next(column for column, part in enumerate(parts) if part)
    above = text_of(columns.split(kept[-2])[at])
    if roles[at] != "mission" or known_mission(above) is None:
        return False
    return known_mission(join_lines([above, text_of(parts[at])])) is None


def _beside(
    page: Page, lines: Sequence[Line], stray: Sequence[Line]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The few lines below and the one line above these in their column of text, where no more
    stand there."""
    area = Box.around(line.box for line in lines)
    column = lines[0].column
    body = [line for line in page.of(Region.BODY) if line.column == column]
    below = [line for line in body if line.box.middle > area.bottom]
    above = [line for line in body if line.box.middle < area.top]
    few = len(below) <= max(MOST_CUT, len(stray)) and not any(map(has_prose, below))
    return tuple(below) if few else (), tuple(above) if len(above) == 1 else ()
