"""Which lines of a table without drawn cells make one row: told by rules, steps, and full cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from missiemonitor.corpus.document import Box, Line, Page, Word, text_of
from missiemonitor.extractors.tables.aligned_columns import cells_of_line, runs_over
from missiemonitor.extractors.tables.cell_kinds import is_figure
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.table import GridCell, grid_cell

TWO_STEPS = 0.08  # line heights by which the steps inside rows and between them differ
FEWEST = 0.12  # share of the steps that are of one kind, at least
WRAPPED = 0.6  # line heights between the lines of a cell, at most, where rows are no further apart
WOVEN = -0.3  # line heights; lines that overlap by more are of one row
FEW_ROWS = 3  # that tell where names begin
SET_OUT = 2.0  # points between the left edges of names of groups and of rows, at least
ROOM = 0.25  # ems of the space before a word that would have fitted
ENDS = ("-", "\u2010", ",", "/", "&", "(")


def grouped(body: Sequence[Line], columns: Columns, rules: LevelRules) -> list[list[Line]]:
    """The lines of a table's body, row by row."""
    if not body:
        return []
    return _by_rules(body, columns, rules) or _by_steps(body, columns)


def row_cells(page: Page, row: int, lines: Sequence[Line], columns: Columns) -> Iterator[GridCell]:
    """The cells of a row that these lines make."""
    inside: list[list[list[Word]]] = [[] for _ in range(len(columns.edges) + 1)]
    for line in lines:
        for at, words in enumerate(columns.split(line)):
            if words:
                inside[at].append(words)
    for column, parts in enumerate(inside):
        if parts:
            yield grid_cell(page, row, column, parts)


def _by_rules(body: Sequence[Line], columns: Columns, rules: LevelRules) -> list[list[Line]]:
    """Rows between rules; none where these part but groups of rows."""
    steps = rules.steps(Box.around(line.box for line in body))
    if len(steps) < 0.3 * len(body):
        return []
    bands: dict[int, list[Line]] = {}
    for line in body:
        bands.setdefault(bisect_left(steps, line.box.middle), []).append(line)
    sizes = [sum(len(cells_of_line(line)) > 1 for line in band) for band in bands.values()]
    if median(sizes) > 1.5 or max(sizes) > 3:
        return []
    return [row for band in bands.values() for row in _without_merged(band, columns)]


def _without_merged(band: Sequence[Line], columns: Columns) -> list[list[Line]]:
    """The lines between two rules as one row, or as several where a figure stands under another: a
    rule may be left out, and figures do not go on in a next line."""
    figures = [_Step(line, columns.split(line), 0.0).figures for line in band]
    merged = any(one & other for one, other in pairwise(figures))
    return _by_steps(band, columns) if merged else [list(band)]


def woven(line: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines of one cell that stand at half the height of another: they are of its row, in which
    cells of more lines stand around the middle of the others."""
    return [
        other
        for other in lines
        if other is not line
        and other.box.overlap_y(line.box) > -WOVEN * other.box.height
        and len(cells_of_line(other)) == 1
    ]


@dataclass(frozen=True, slots=True)
class _Step:
    """A line with its cells, and what lies between it and the line above, in line heights."""

    line: Line
    cells: list[list[Word]]
    gap: float

    @property
    def filled(self) -> set[int]:
        return {column for column, words in enumerate(self.cells) if words}

    @property
    def figures(self) -> set[int]:
        return {at for at, words in enumerate(self.cells) if words and is_figure(text_of(words))}


def _by_steps(body: Sequence[Line], columns: Columns) -> list[list[Line]]:
    gaps = [0.0] + [(b.box.top - a.box.bottom) / b.box.height for a, b in pairwise(body)]
    lines = [_Step(b, columns.split(b), gap) for b, gap in zip(body, gaps, strict=True)]
    close = _close(lines)
    right = _right_edges(lines, columns)
    lefts = [step.cells[0][0].box.x0 for step in lines if step.figures and step.cells[0]]
    rows: list[list[_Step]] = [[lines[0]]]
    for at, line in enumerate(lines[1:], start=1):
        below = lines[at + 1] if at + 1 < len(lines) else None
        if not _is_set_out(rows[-1], lefts) and _goes_on(rows[-1], line, below, close, right):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [[step.line for step in row] for row in rows]


@dataclass(frozen=True, slots=True)
class _Close:
    """How near lines of one row are, in line heights; `told` where rows stand further apart."""

    most: float
    told: bool


def _close(lines: Sequence[_Step]) -> _Close:
    ordered = sorted(line.gap for line in lines[1:] if line.gap > WOVEN)
    if not ordered:
        return _Close(0.0, told=False)
    fewest = max(1, round(FEWEST * len(ordered)))
    jumps = [
        (b - a, (a + b) / 2)
        for at, (a, b) in enumerate(pairwise(ordered), start=1)
        if fewest <= at <= len(ordered) - fewest
    ]
    widest, between = max(jumps, default=(0.0, 0.0))
    if widest >= TWO_STEPS:
        # Two steps. The lower one is that inside rows where few lines after it are as full as rows.
        near = [(a, b) for a, b in pairwise(lines) if WOVEN < b.gap < between]
        rows = sum(
            bool(a.figures & b.figures) or (len(a.filled) > 1 and a.filled <= b.filled)
            for a, b in near
        )
        if rows < 0.4 * len(near):
            return _Close(between, told=True)
    return _Close(min(median(ordered) + 0.05, WRAPPED), told=False)


def _right_edges(lines: Sequence[_Step], columns: Columns) -> list[float]:
    """How far to the right the words of each column reach."""
    found = [0.0] * (len(columns.edges) + 1)
    for step in lines:
        for column, words in enumerate(step.cells):
            if words and not runs_over(step.line, columns):
                found[column] = max(found[column], words[-1].box.x1)
    return found


def _goes_on(
    row: Sequence[_Step], line: _Step, below: _Step | None, close: _Close, right: Sequence[float]
) -> bool:
    """Whether a line goes on with the row above it."""
    filled = set().union(*(step.filled for step in row))
    figures = set().union(*(step.figures for step in row))
    if figures & line.figures:
        return False
    if line.gap < WOVEN:
        return True
    if figures and len(line.filled) == 1 and below and below.gap < WOVEN:
        return False  # it begins the row below, around the middle of which its cell stands
    if line.gap > close.most:
        return False
    if line.figures and not figures and len(filled) == 1 and filled < line.filled:
        # The name begins above its figures.
        return close.told or (
            _is_wrapped(row, line, right, filled) and _same_style(row[-1].cells[0], line.cells[0])
        )
    if line.figures and figures:
        return False
    if len(line.filled) > len(filled) or not line.filled <= filled | line.filled:
        return False
    if close.told:
        return not _is_label(row, line, below)
    if len(line.filled) > max(1, len(filled) - 1):
        return False
    return _is_wrapped(row, line, right, line.filled) and not _is_label(row, line, below)


def _is_set_out(row: Sequence[_Step], lefts: Sequence[float]) -> bool:
    """Whether what is above a line is a name that begins elsewhere than the names of all rows with
    figures, whose left edges are given: it names a group of these."""
    name = row[0].cells[0]
    if len(row) > 1 or row[0].filled != {0} or len(lefts) < FEW_ROWS:
        return False
    return all(abs(left - name[0].box.x0) > SET_OUT for left in lefts)


def _is_wrapped(
    row: Sequence[_Step], line: _Step, right: Sequence[float], columns: set[int]
) -> bool:
    """Whether the first word of each of these cells would not have fitted in the line above."""
    for column in columns:
        above = next((step.cells[column] for step in reversed(row) if step.cells[column]), None)
        if above is None or not goes_on_below(above, line.cells[column], right[column]):
            return False
    return True


def goes_on_below(above: Sequence[Word], below: Sequence[Word], right: float) -> bool:
    """Whether words go on with a line of a cell: they begin so, or their first one would not have
    fitted in the line, where its column reaches to `right`."""
    first = below[0]
    if first.text[:1].islower() or first.text[:1] in "(&/" or text_of(above).endswith(ENDS):
        return True
    return above[-1].box.x1 + ROOM * first.size + first.box.width > right + 0.5


def _is_label(row: Sequence[_Step], line: _Step, below: _Step | None) -> bool:
    """Whether a line names the rows below it: set otherwise than the row above, or those are set
    in under it."""
    if 0 not in line.filled or line.cells[0][0].text[:1].islower():
        return False
    if not _same_style(row[0].cells[0] or line.cells[0], line.cells[0]):
        return True
    under = below.cells[0] if below else []
    return bool(under) and under[0].box.x0 > line.cells[0][0].box.x0 + 0.5 * line.line.size


def _same_style(one: Sequence[Word], other: Sequence[Word]) -> bool:
    return not one or not other or one[0].style == other[0].style
