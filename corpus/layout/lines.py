"""Segments at one height become lines, from top to bottom."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort_right
from collections import Counter
from collections.abc import Iterable

from missiemonitor.corpus.document import Line, Page, Word
from missiemonitor.corpus.layout.segments import Segment, segments
from missiemonitor.corpus.thresholds import LAYOUT


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words as lines from top to bottom, whatever region they stand in."""
    return joined_lines(segments(words))


def joined_lines(rest: list[Segment]) -> list[Line]:
    """Segments at one height as lines, from top to bottom."""
    rows: list[_Row] = []
    for segment in sorted(rest, key=lambda s: (s.box.bottom, s.box.x0)):
        for row in reversed(rows[-LAYOUT.lines_back :]):
            if row.takes(segment):
                row.add(segment)
                break
        else:
            rows.append(_Row(segment))
    lines = [Line(tuple(word for s in row.segments for word in s.words)) for row in rows]
    return sorted(lines, key=lambda line: (line.box.bottom, line.box.x0))


class _Row:
    """Segments beside each other on one foot, from left to right; one at least."""

    def __init__(self, first: Segment) -> None:
        self.segments = [first]
        self._widest, self._largest = first.box.width, first.size
        self._lowest = first.box.bottom

    def takes(self, segment: Segment) -> bool:
        """Whether there is room for a segment whose foot is as low as theirs, or lower."""
        # Most are too far below all of them, which is told at once.
        most = LAYOUT.same_foot * max(segment.size, self._largest)
        if segment.box.bottom - self._lowest > most + 1.0:
            return False
        first = bisect_left(self.segments, segment.box.x0 - self._widest - 1.0, key=_left)
        last = bisect_right(self.segments, segment.box.x1 + 1.0, key=_left)
        return all(_beside_each_other(segment, each) for each in self.segments[first:last]) and any(
            abs(segment.box.bottom - other.box.bottom)
            <= LAYOUT.same_foot * max(segment.size, other.size)
            for other in self.segments
        )

    def add(self, segment: Segment) -> None:
        insort_right(self.segments, segment, key=_left)
        self._widest = max(self._widest, segment.box.width)
        self._largest = max(self._largest, segment.size)
        self._lowest = max(self._lowest, segment.box.bottom)


def _left(segment: Segment) -> float:
    return segment.box.x0


def _beside_each_other(a: Segment, b: Segment) -> bool:
    return a.box.overlap_x(b.box) <= LAYOUT.cells_overlap * min(a.size, b.size)


def usual_size(lines: Iterable[Line]) -> float:
    """The font size in points that most characters of these lines have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for word in line.words:
            sizes[word.size] += len(word.text)
    return sizes.most_common(1)[0][0]


def reading_size(page: Page) -> tuple[float, float]:
    return (page.height, page.width) if page.turn % 2 else (page.width, page.height)


def is_scanned(line: Line) -> bool:
    """Whether a line was read from a picture, on which sizes are measured and vary."""
    return line.words[0].confidence != 1.0


def with_numbers_out(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())
