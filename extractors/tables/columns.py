"""Where columns part: the words of a line go in, those of each column come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from missiemonitor.corpus.document import Box, Line, Word
from missiemonitor.corpus.layout import segments

PROSE = 8  # words that cells which read like a sentence have, at most
SPACE = 0.42  # ems; words further apart than this are in different runs
TIGHT = 0.2  # ems; the same for tables whose columns nearly touch


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

    def cells(self, line: Line) -> dict[int, list[Word]]:
        """The words of a line by column; a name that is too long for its column is still one."""
        if self.crossed_by(line):
            return {self.column(line.words[0].box): list(line.words)}
        return {column: words for column, words in enumerate(self.split(line)) if words}

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
