"""Lines in reading order: where a page has two columns of running text, the left one first."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from missiemonitor.corpus.document import Box, Line, Word
from missiemonitor.corpus.layout.lines import joined_lines
from missiemonitor.corpus.layout.segments import Segment
from missiemonitor.corpus.thresholds import LAYOUT


def in_columns(lines: list[Line], width: float) -> list[Line]:
    """Body lines in reading order: where the page has two columns of text, the left one first.

    A line across both parts what is above it from what is below.
    """
    parts = [part for line in lines for part in _parts_of(line)]
    gutter = _gutter(parts, width)
    if gutter is None:
        return lines
    tops = sorted({s.box.top for s in parts if _crosses(s, gutter)})
    groups: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    for segment in parts:
        level = bisect_right(tops, segment.box.top)
        side = 0 if _crosses(segment, gutter) else 1 if segment.box.centre < gutter else 2
        groups[level, side].append(segment)
    return [
        replace(line, column=column)
        for column, key in enumerate(sorted(groups))
        for line in joined_lines(groups[key])
    ]


def _parts_of(line: Line) -> list[Segment]:
    """The segments that a line is made of: what wide gaps part, on one level already."""
    parts: list[list[Word]] = []
    for word in line.words:
        last = parts[-1][-1] if parts else None
        gap = word.box.x0 - last.box.x1 if last else 0.0
        size = max(word.size, last.size) if last else 0.0
        if last and -LAYOUT.word_overlap * size <= gap <= LAYOUT.segment_gap * size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Segment(tuple(part), Box.around([word.box for word in part])) for part in parts]


def _gutter(parts: Sequence[Segment], width: float) -> float | None:
    """The x between two columns of running text, or None.

    Lines of running text nearly all reach the edge of their column, one after another; the cells
    of a table do not.
    """
    prose = [s for s in parts if s.prose and s.box.width < LAYOUT.column_prose * width]
    over = LAYOUT.over_middle * width
    for side in (True, False):
        column = [s for s in prose if (s.box.centre < width / 2) is side]
        if len(column) < LAYOUT.column_lines:
            continue
        edge = Box.around(s.box for s in column)
        full = LAYOUT.full_line * edge.width
        if sum(s.box.width > full for s in column) < LAYOUT.full_lines * len(column):
            continue
        if edge.x1 > width / 2 + over and edge.x0 < width / 2 - over:
            continue
        if not _runs_on(column, full):
            continue
        beyond = [s.box for s in parts if (s.box.x0 >= edge.x1 if side else s.box.x1 <= edge.x0)]
        inner = edge.x1 if side else edge.x0
        crossing = sum(_crosses(s, inner) for s in parts)
        if len(beyond) < LAYOUT.beyond or crossing > LAYOUT.crossing * len(parts):
            continue
        other = min(b.x0 for b in beyond) if side else max(b.x1 for b in beyond)
        return (inner + other) / 2
    return None


def _crosses(segment: Segment, gutter: float) -> bool:
    slack = LAYOUT.across_gutter
    return segment.box.x0 < gutter - slack and segment.box.x1 > gutter + slack


def _runs_on(column: Sequence[Segment], full: float) -> bool:
    """Whether a few lines follow each other at one step, most of them more than `full` wide."""
    lines = sorted(column, key=lambda s: s.box.bottom)
    for at in range(len(lines) - LAYOUT.running_lines + 1):
        few = lines[at : at + LAYOUT.running_lines]
        steps = [b.box.bottom - a.box.bottom for a, b in pairwise(few)]
        even = max(steps) - min(steps) < LAYOUT.even_step
        close = max(steps) < LAYOUT.widest_step * few[0].size
        if even and close and sum(s.box.width > full for s in few) >= LAYOUT.running_full:
            return True
    return False
