"""Where rules meet and which cells they bound: what pdfplumber's table finder gives, in good time.

pdfplumber holds every rule against every other one, and every corner against those below and beside
it. Here only those are looked at that can meet. A page of which more than MOST_TRIED would have to
be looked at is a drawing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.errors import MissieError

MOST_TRIED = 1_000_000  # corners, or pairs of them; a grid of 200 rows and 20 columns takes 8,000


class _DrawingError(MissieError):
    """More corners than a table has."""


def cells_of(
    across: Sequence[Box], down: Sequence[Box], slack: float, most: int = MOST_TRIED
) -> list[list[Box]]:
    """The smallest cells between level rules (`across`) and upright ones, table by table.

    Rules reach `slack` points beyond their ends. Tables of one cell are none; there are none at all
    on a page with too many corners.
    """
    try:
        corners = _Corners(across, down, slack, most)
        cells = [cell for at in corners.points if (cell := corners.smallest_cell(at)) is not None]
    except _DrawingError:
        return []
    return _tables(cells)


class _Line:
    """The rules along one line, none of which touch: where they begin and end."""

    def __init__(self, spans: Sequence[tuple[float, float]], slack: float) -> None:
        self.slack = slack
        self.starts = [start for start, _ in sorted(spans)]
        self.ends = [end for _, end in sorted(spans)]

    def at(self, place: float) -> range:
        """Those that reach a place."""
        first = bisect_left(self.ends, place - self.slack)
        return range(first, bisect_right(self.starts, place + self.slack))

    def join(self, one: float, other: float) -> bool:
        """Whether one of them reaches both places."""
        there, here = self.at(one), self.at(other)
        return max(there.start, here.start) < min(there.stop, here.stop)


class _Corners:
    """The points where rules meet, by their x and by their y."""

    def __init__(self, across: Sequence[Box], down: Sequence[Box], slack: float, most: int) -> None:
        self.left = most
        self.down = _by_line(((box.x0, (box.top, box.bottom)) for box in down), slack)
        self.across = _by_line(((box.top, (box.x0, box.x1)) for box in across), slack)
        self.places = self._met(across, down, slack)
        self.points = sorted(self.places)
        self.ys: dict[float, list[float]] = defaultdict(list)
        self.xs: dict[float, list[float]] = defaultdict(list)
        for x, y in self.points:
            self.ys[x].append(y)
            self.xs[y].append(x)

    def _met(
        self, across: Sequence[Box], down: Sequence[Box], slack: float
    ) -> set[tuple[float, float]]:
        across = sorted(across, key=lambda box: box.top)
        tops = np.array([box.top for box in across])
        x0s = np.array([box.x0 for box in across])
        x1s = np.array([box.x1 for box in across])
        points: set[tuple[float, float]] = set()
        for box in down:
            first = int(np.searchsorted(tops, box.top - slack))
            at = slice(first, int(np.searchsorted(tops, box.bottom + slack, side="right")))
            meet = (x0s[at] - slack <= box.x0) & (x1s[at] + slack >= box.x0)
            found = np.unique(tops[at][meet]).tolist()
            self._spend(len(found))
            points.update((box.x0, top) for top in found)
        return points

    def smallest_cell(self, point: tuple[float, float]) -> Box | None:
        """The cell to the right of a corner and below it, the lowest first."""
        x, y = point
        for bottom in self._joined(self.ys[x], y, self.down[x]):
            for right in self._joined(self.xs[y], x, self.across[y]):
                if (
                    (right, bottom) in self.places
                    and self.down[right].join(y, bottom)
                    and self.across[bottom].join(x, right)
                ):
                    return Box(x, y, right, bottom)
        return None

    def _spend(self, many: int) -> None:
        self.left -= many
        if self.left < 0:
            raise _DrawingError("the rules are those of a drawing", "look for tables elsewhere")

    def _joined(self, places: list[float], start: float, line: _Line) -> Iterator[float]:
        """Of the places on a line, those beyond `start` that a rule joins to it."""
        end = line.ends[line.at(start).stop - 1] + line.slack
        for place in islice(places, bisect_right(places, start), None):
            self._spend(1)
            if place > end:
                return
            if line.join(start, place):
                yield place


def _by_line(
    rules: Iterable[tuple[float, tuple[float, float]]], slack: float
) -> dict[float, _Line]:
    lines: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for at, span in rules:
        lines[at].append(span)
    return {at: _Line(spans, slack) for at, spans in lines.items()}


def _tables(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that share corners, together; from top to bottom, then from left to right."""
    holders: dict[tuple[float, float], list[int]] = defaultdict(list)
    for index, cell in enumerate(cells):
        for corner in _corners_of(cell):
            holders[corner].append(index)
    tables: list[list[Box]] = []
    seen: set[int] = set()
    for start in range(len(cells)):
        if start in seen:
            continue
        seen.add(start)
        table = [start]
        for index in table:
            for corner in _corners_of(cells[index]):
                # Whoever shares a corner is found once; it need not be looked at again.
                for other in holders.pop(corner, ()):
                    if other not in seen:
                        seen.add(other)
                        table.append(other)
        tables.append([cells[index] for index in sorted(table)])
    tables.sort(key=lambda table: min((cell.top, cell.x0) for cell in table))
    return [table for table in tables if len(table) > 1]


def _corners_of(cell: Box) -> tuple[tuple[float, float], ...]:
    x0, top, x1, bottom = cell.sides()
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)
