"""Where columns part, by white space: header cells and lines go in, Columns come out.

The words of a table stand in upright bands with white space between them. Each band belongs to the
header cell above it; which one is settled for all bands together, so that a column of numbers set
right under a header set left is not given to its neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from missiemonitor.corpus.document import Box, Line, Word
from missiemonitor.corpus.layout import segments

PROSE = 8  # words that cells which read like a sentence have, at most
STEP = 0.5  # points; the grain in which white space is measured
SPACE = 0.42  # ems; words further apart than this are in different runs
TIGHT = 0.2  # ems; the same for tables whose columns nearly touch
CROSSING = 0.2  # share of lines that may run across a gap: titles, and cells that are too long


@dataclass(frozen=True, slots=True)
class Columns:
    """The x between each two columns, in points; `space` in ems parts the runs of a line."""

    edges: tuple[float, ...]
    space: float = SPACE

    def split(self, line: Line) -> list[list[Word]]:
        """The words of a line by column; a run goes whole to the column that holds most of it."""
        parts: list[list[Word]] = [[] for _ in range(len(self.edges) + 1)]
        for run in runs(line, self.space):
            if self.crosses(run):
                for word in run:
                    parts[self.column(word.box)].append(word)
            else:
                parts[self.column(Box.around(word.box for word in run))] += run
        return parts

    def crossed_by(self, line: Line) -> bool:
        """Whether a run lies well across a gap, as a sentence or a title does."""
        return any(self.crosses(run) for run in runs(line, self.space))

    def column(self, box: Box) -> int:
        """The column that holds most of a box."""
        limits = [-inf, *self.edges, inf]
        shares = [min(box.x1, r) - max(box.x0, left) for left, r in pairwise(limits)]
        return max(range(len(shares)), key=lambda index: shares[index])

    def crosses(self, run: Sequence[Word]) -> bool:
        """Whether a run lies well across a gap."""
        left, right, em = run[0].box.x0, run[-1].box.x1, run[0].size
        return any(left + 0.6 * em < edge < right - 0.6 * em for edge in self.edges)


def has_prose(line: Line) -> bool:
    """Whether a sentence runs over a line or a part of it."""
    return any(part.prose and len(part.words) > PROSE for part in segments(line.words))


def runs(line: Line, space: float = SPACE) -> list[list[Word]]:
    """The words of a line in runs with no more than a space between them.

    A raised mark belongs to the word before it, whatever stands behind it.
    """
    found: list[list[Word]] = []
    last: Word | None = None  # the last word that is no mark
    for word in line.words:
        near = last and word.box.x0 - last.box.x1 < space * max(word.size, last.size)
        if found and (word.raised or near):
            found[-1].append(word)
        else:
            found.append([word])
        last = last if word.raised else word
    return found


Band = tuple[float, float]


@dataclass(frozen=True, slots=True)
class WhiteSpace:
    """The upright bands of the words of lines, in each way that they can be told apart."""

    lines: tuple[Line, ...]
    ways: tuple[tuple[float, tuple[Band, ...]], ...]

    @staticmethod
    def of(lines: Sequence[Line]) -> WhiteSpace:
        """The bands of these lines: for wide and narrow spaces, with no line across a gap, or a
        few: titles between rows, and cells that are too long."""
        most = int(CROSSING * len(lines))
        ways: dict[tuple[float, tuple[Band, ...]], None] = {}
        for space in (SPACE, TIGHT):
            left, covered = _covered(lines, space)
            for crossing in range(most + 1):
                ways[space, tuple(_bands(left, covered, crossing))] = None
        return WhiteSpace(tuple(lines), tuple(ways))

    def columns(self, header: Sequence[Box]) -> list[Columns]:
        """Columns under these header cells: one for each way in which every cell has a band."""
        found: dict[Columns, None] = {}
        for space, bands in self.ways:
            owners = _owners(header, bands)
            if len(header) > 1 and len(set(owners)) == len(header):
                found[_between(header, self.lines, bands, owners, space)] = None
        return list(found)


def _covered(lines: Sequence[Line], space: float) -> tuple[float, list[int]]:
    """The leftmost x, and how many lines have a run over each step to the right of it."""
    if not lines:
        return 0.0, []
    left = min(line.words[0].box.x0 for line in lines)
    right = max(word.box.x1 for line in lines for word in line.words)
    covered = [0] * (int((right - left) / STEP) + 2)
    for line in lines:
        for run in runs(line, space):
            # A hair less wide: boxes of neighbouring cells may touch.
            plain = [word for word in run if not word.raised] or run
            first = int((plain[0].box.x0 + 0.3 - left) / STEP)
            last = int((plain[-1].box.x1 - 0.3 - left) / STEP)
            for index in range(max(0, first), last + 1):
                covered[index] += 1
    return left, covered


def _bands(left: float, covered: Sequence[int], crossing: int) -> list[Band]:
    """Stretches of x that more than `crossing` lines have a run over."""
    bands: list[Band] = []
    start: int | None = None
    for index, number in enumerate([*covered, 0]):
        if number > crossing and start is None:
            start = index
        elif number <= crossing and start is not None:
            bands.append((left + start * STEP, left + index * STEP))
            start = None
    return bands


def _owners(header: Sequence[Box], bands: Sequence[Band]) -> list[int]:
    """The header cell of each band, from left to right, so that all fit best together."""
    if not bands:
        return []
    count = len(header)
    best: list[list[tuple[float, int]]] = []
    for at, band in enumerate(bands):
        scores: list[tuple[float, int]] = []
        for cell in range(count):
            fit = _fit(header[cell], band)
            if at == 0:
                scores.append((fit - 1000.0 * cell, -1))
                continue
            # Going on from the same cell, or from one before; each cell left out costs dear.
            # A band close behind another one of the cell is its second word, wherever the header
            # stands.
            near = bands[at - 1][1] - band[0] - 5.0
            options = [
                (
                    best[at - 1][before][0]
                    - 1000.0 * max(0, cell - before - 1)
                    + (max(fit, near) if before == cell else fit),
                    before,
                )
                for before in range(cell + 1)
            ]
            scores.append(max(options))
        best.append(scores)
    final = [
        (score - 1000.0 * (count - 1 - cell), cell) for cell, (score, _) in enumerate(best[-1])
    ]
    cell = max(final)[1]
    owners = [cell]
    for scores in reversed(best[1:]):
        cell = scores[cell][1]
        owners.append(cell)
    return owners[::-1]


def _fit(cell: Box, band: Band) -> float:
    """How well a band stands under a header cell: points shared, or less than 0 the gap."""
    shared = min(cell.x1, band[1]) - max(cell.x0, band[0])
    if shared <= 0:
        return shared - 5.0
    # Edges in line weigh more than how much is shared.
    aligned = min(
        abs(cell.x0 - band[0]), abs(cell.x1 - band[1]), abs(cell.x0 + cell.x1 - sum(band)) / 2
    )
    return min(shared, 20.0) - min(aligned, 15.0)


def _between(
    header: Sequence[Box],
    lines: Sequence[Line],
    bands: Sequence[Band],
    owners: Sequence[int],
    space: float,
) -> Columns:
    edges = []
    em = lines[0].words[0].size
    for cell in range(len(header) - 1):
        end = max(b for (_, b), owner in zip(bands, owners, strict=True) if owner == cell)
        start = min(a for (a, _), owner in zip(bands, owners, strict=True) if owner == cell + 1)
        starts = [
            run[0].box.x0
            for line in lines
            for run in runs(line, space)
            if start - 1 <= run[0].box.x0 <= start + 3 * em
        ]
        level = sum(abs(x - start) <= 1.0 for x in starts)
        # A column set left keeps its left edge on later pages, where longer cells may stand
        # before it; otherwise the middle is as good as any.
        if len(starts) > 1 and level >= 0.7 * len(starts):
            edges.append(max((start + end) / 2, start - 0.4 * em))
        else:
            edges.append((start + end) / 2)
    return Columns(tuple(edges), space)
