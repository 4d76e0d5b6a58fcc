"""A column of text beside a table, as a colophon is, on pages where no running text tells of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from missiemonitor.corpus.document import Box, Line
from missiemonitor.extractors.tables.aligned_columns import APART, is_sentence
from missiemonitor.extractors.tables.columns import runs
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.table import part_of

FEWEST = 4  # lines that such a column has, at least
ROWS = 3  # lines of several cells beside it, at least
GAP = 1.2  # ems between the two
SAME = 1.0  # points between lines at one height, and between the left edges of a column
LEVEL = 0.5  # share of the lines that are level with one of the other side, as those of rows are
EDGED = 0.8  # share of the lines of such a column that begin at its left edge
BEYOND = 1.0  # line heights by which it goes on above or below the rows beside it
OTHER_SIZE = 0.4  # points by which its type is larger or smaller


def without_side_column(lines: Sequence[Line], rules: LevelRules) -> list[list[Line]]:
    """The lines of a page; those of a column to the right of a table apart, where there is one."""
    cells = [run for line in lines for run in runs(line, APART)]
    if sum(len(runs(line, APART)) > 1 for line in lines) < ROWS:
        return [list(lines)]
    for edge in sorted({round(run[0].box.x0, 1) for run in cells}, reverse=True):
        boxes = {word.box for run in cells if run[0].box.x0 >= edge - SAME for word in run}
        side = _part(lines, boxes, inside=True)
        if len(side) < FEWEST:
            continue
        inner = _part(lines, boxes, inside=False)
        if _is_apart(side, inner, rules):
            return [inner, side]
    return [list(lines)]


def _part(lines: Sequence[Line], boxes: set[Box], inside: bool) -> list[Line]:
    return part_of(lines, lambda word: (word.box in boxes) is inside)


def _is_apart(side: Sequence[Line], inner: Sequence[Line], rules: LevelRules) -> bool:
    """Whether lines are a column of text, and no cells of the rows to the left of them."""
    box, em = Box.around(line.box for line in side), side[0].size
    beside = [line for line in inner if line.box.overlap_y(box) > 0]
    rows = [line for line in inner if len(runs(line, APART)) > 1]
    if len(rows) < ROWS or len(beside) < ROWS:
        return False
    left = Box.around(line.box for line in beside)
    edged = sum(abs(line.box.x0 - box.x0) <= SAME for line in side)
    cells = [line for line in _without_text(inner) if line.box.overlap_y(box) > 0]
    across = (r for r in rules.drawn if box.top < r.top < box.bottom)
    if (
        box.x0 - left.x1 < GAP * em
        or edged < EDGED * len(side)
        or any(rule.x0 < left.x1 and rule.x1 > box.x0 + em for rule in across)
        or max(_level(side, cells), _level(cells, side)) >= LEVEL
    ):
        return False
    table = Box.around(line.box for line in rows)
    beyond = max(table.top - box.top, box.bottom - table.bottom) > BEYOND * em
    return beyond or abs(em - rows[0].size) > OTHER_SIZE


def _without_text(lines: Sequence[Line]) -> list[Line]:
    """The lines that may be rows: without those of paragraphs, which cells are not level with."""
    found: list[Line] = []
    text: Line | None = None  # the last line of a paragraph
    for line in sorted(lines, key=lambda each: each.box.top):
        ends = text and (
            line.box.top - text.box.bottom < line.box.height
            and abs(line.box.x0 - text.box.x0) <= SAME
            and len(runs(line, APART)) == 1
        )
        if ends or is_sentence(line.words):
            text = line
        else:
            found.append(line)
            text = None
    return found


def _level(lines: Sequence[Line], others: Sequence[Line]) -> float:
    """The share of lines that stand at the height of one of the others, or midway between two."""
    heights = sorted(line.box.middle for line in others)
    found = 0
    for line in lines:
        middle = line.box.middle
        at = bisect_left(heights, middle)
        near = heights[max(0, at - 1) : at + 1]
        midway = len(near) == 2 and abs(sum(near) / 2 - middle) <= SAME
        found += midway or any(abs(height - middle) <= SAME for height in near)
    return found / max(1, len(lines))
