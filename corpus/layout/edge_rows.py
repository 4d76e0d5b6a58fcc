"""Rows of tables that stand alone at the edge of a page: no headers and footers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from missiemonitor.corpus.document import Line, Page
from missiemonitor.corpus.layout.segments import Segment, segments
from missiemonitor.corpus.thresholds import LAYOUT

NUMBER = re.compile(r"[(±~<>]?\d[\d.,+–—-]*\)?")
YEAR = re.compile(r"(19|20)\d\d")


def is_row(line: Line, page: Page, others: Sequence[Line], numbered: bool) -> bool:
    """Whether a line alone at the edge of a page is a row: names and a number by itself, in drawn
    cells or in the columns of the lines before and after it.

    Where one name stands beside it, as in running heads, the number must be no year, and none of
    the page unless that is `numbered` elsewhere.
    """
    parts = segments(line.words)
    numbers = [part for part in parts if NUMBER.fullmatch(_text(part))]
    names = [part for part in parts if not NUMBER.fullmatch(_text(part))]
    if not numbers or not names:
        return False
    if _in_cells(parts, line, page):
        return True
    paged = {word.text for word in line.words if YEAR.fullmatch(word.text)}
    if not numbered:
        paged.add(str(page.number))
    if names == names[:1] and any(_text(number) in paged for number in numbers):
        return False
    return stands_in_columns(line, others)


def stands_in_columns(line: Line, others: Iterable[Line]) -> bool:
    """Whether each of a line's segments stands under or over one of these lines' segments."""
    known = [other for each in others for other in _columns_of(each)]
    parts = _columns_of(line)
    return bool(parts) and all(any(_in_line(part, other) for other in known) for part in parts)


def _in_cells(parts: Sequence[Segment], line: Line, page: Page) -> bool:
    """Whether drawn upright lines part each two segments of a line, and bound it on both sides."""
    upright = sorted(
        rule.box.x0
        for rule in page.rules
        if not rule.horizontal and rule.box.top < line.box.middle < rule.box.bottom
    )
    cells = [bisect_left(upright, part.box.centre) for part in parts]
    return min(cells) > 0 and max(cells) < len(upright) and len(set(cells)) == len(parts)


def _columns_of(line: Line) -> list[Segment]:
    """The segments of a line of several; one alone says nothing of columns."""
    parts = segments(line.words)
    return parts if len(parts) > 1 and not any(part.prose for part in parts) else []


def _in_line(one: Segment, other: Segment) -> bool:
    """Whether two segments are set under each other: left, right or in the middle."""
    a, b = one.box, other.box
    apart = min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.centre - b.centre))
    return a.overlap_x(b) > 0 and apart <= LAYOUT.column_edge


def _text(part: Segment) -> str:
    return "".join(word.text for word in part.words if not word.raised)
