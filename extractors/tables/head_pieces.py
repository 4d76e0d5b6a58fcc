"""A line of a head in pieces: words that stand together over one column, or over several.

Words of two heads may stand as near to each other as those of one; where the cells below begin and
end parts them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from missiemonitor.corpus.document import Box, Line, Word
from missiemonitor.extractors.tables.cell_kinds import is_figure
from missiemonitor.extractors.tables.columns import SPACE, Columns, runs

WIDER = 1.25  # times the narrowest space of a run, that parts it at an edge
LEAST = 0.3  # ems of such a space
SAME = 1.5  # points between the edges of a head and of the cells under it
Extent = tuple[float, float]  # left and right of what stands in a column


@dataclass(slots=True)
class HeadPiece:
    """Words of a head over the columns from `first` to `last`."""

    first: int
    last: int
    lines: list[list[Word]] = field(default_factory=list)
    row: int = 0

    @property
    def box(self) -> Box:
        return Box.around(word.box for words in self.lines for word in words)

    def shares(self, other: HeadPiece) -> bool:
        return self.first <= other.last and other.first <= self.last


def pieces_of(
    line: Line, columns: Columns, under: Sequence[Extent], below: Sequence[Line]
) -> list[HeadPiece]:
    """The runs of a line with the columns that they stand over; `under` is where the cells of the
    columns begin and end, `below` the lines of the head under it."""
    pieces: list[HeadPiece] = []
    headed = {columns.column(Box.around(w.box for w in r)) for li in below for r in runs(li, SPACE)}
    for run in runs(line, SPACE):
        for part in (
            p for some in _parted(run, columns) for p in _begun(some, columns, under, headed)
        ):
            box, em = Box.around(word.box for word in part), part[0].size
            inner = [
                at
                for at, edge in enumerate(columns.edges)
                if box.x0 + 0.6 * em < edge < box.x1 - 0.6 * em
            ]
            first, last = (inner[0], inner[-1] + 1) if inner else (columns.column(box),) * 2
            before = pieces[-1] if pieces else None
            if before and before.last < last and box.x0 > under[before.last][1]:
                # Wider than the cells under it, and over none of the column that has a head.
                first = max(first, before.last + 1)
            if before and before.last >= first:
                before.lines[0] += part
                before.last = max(before.last, last)
            else:
                pieces.append(HeadPiece(first, last, [list(part)]))
    return pieces


def _parted(run: Sequence[Word], columns: Columns) -> list[list[Word]]:
    """A run parted at edges where its words stand further apart than its others."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(run)]
    parts = [[run[0]]]
    for word, gap in zip(run[1:], gaps, strict=True):
        last = parts[-1][-1]
        at_edge = any(last.box.x1 - 2 <= edge <= word.box.x0 + 2 for edge in columns.edges)
        if at_edge and gap > max(WIDER * min(gaps), LEAST * word.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def moved(columns: Columns, head: Sequence[Line], under: Sequence[Extent]) -> Columns:
    """The columns with edges behind or before words of the head that are wider than the cells under
    them: they begin or end where these do, and leave the next column free."""
    words = [word.box for line in head for word in line.words]
    edges = []
    for edge, (before, after) in zip(columns.edges, pairwise(under), strict=True):
        crossing = [box for box in words if box.x0 < edge < box.x1]
        behind = [
            box.x1 for box in crossing if abs(box.x0 - before[0]) < SAME and box.x1 < after[0]
        ]
        ahead = [box.x0 for box in crossing if abs(box.x1 - after[1]) < SAME and box.x0 > before[1]]
        ahead += [
            two.x0
            for line in head
            for at, (one, two) in enumerate(pairwise(word.box for word in line.words), start=1)
            if two in crossing
            and abs(one.x1 - before[1]) < SAME
            # Several words whose last one ends there.
            and any(abs(word.box.x1 - after[1]) < SAME for word in line.words[at:])
        ]
        edges.append(max(behind, default=min(ahead, default=edge)))
    return replace(columns, edges=tuple(edges))


def _begun(
    run: Sequence[Word], columns: Columns, under: Sequence[Extent], headed: Collection[int]
) -> list[list[Word]]:
    """A run parted where its words begin right over the cells of two columns next to each other,
    which have no heads of their own below it; or where one ends and the next begins as these do, or
    both end so."""
    parts = [[run[0]]]
    end = run[-1].box.x1
    for word in run[1:]:
        last, column = parts[-1][-1], columns.column(word.box)
        before = columns.column(parts[-1][0].box)
        begins = (
            column == before + 1
            and not {column, before} <= {*headed}
            and any(last.box.x1 - 2 <= edge <= word.box.x0 + 2 for edge in columns.edges)
            and abs(word.box.x0 - under[column][0]) < SAME
            and abs(parts[-1][0].box.x0 - under[before][0]) < SAME
        )
        between = (
            column == before + 1
            and abs(last.box.x1 - under[before][1]) < SAME
            and abs(word.box.x0 - under[column][0]) < SAME
        )
        ends = (
            column == before + 1
            and abs(last.box.x1 - under[before][1]) < SAME
            and abs(end - under[column][1]) < SAME
        )
        if begins or between or ends:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def extents_of(lines: Sequence[Line], columns: Columns) -> list[Extent]:
    """Left and right of what stands in each column."""
    found: dict[int, tuple[float, float]] = {}
    for line in lines:
        whole = (
            [[word] for word in run] if all(is_figure(word.text) for word in run) else [run]
            for run in runs(line, SPACE)
        )
        for run in (run for some in whole for run in some):
            if columns.crosses(run):
                continue
            box = Box.around(word.box for word in run)
            column = columns.column(box)
            left, right = found.get(column, (box.x0, box.x1))
            found[column] = (min(left, box.x0), max(right, box.x1))
    limits = [*columns.edges]
    return [
        found.get(c, (limits[max(0, c - 1)], limits[min(len(limits) - 1, c)]))
        for c in range(len(limits) + 1)
    ]
