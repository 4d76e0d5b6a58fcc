"""Lines at the head or foot of a page beside one with rows, that read as if its table went on, a
total that stands there alone, and lines elsewhere on a page that stand as rows do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.against_page.lines_left import (
    Left,
    bare_sides,
    begun,
    columns_of,
    left_line,
    numbers_within,
    words_begin,
)
from missiemonitor.extractors.against_page.page_text import PageText
from missiemonitor.extractors.thresholds import AGAINST_PAGE


def pages_around(having: Collection[int]) -> Iterator[tuple[int, int]]:
    """Pages before and behind these, each with the one of these that it is beside."""
    for number in sorted(having):
        for other in (number - 1, number + 1):
            if other not in having:
                yield other, number


def totals_overleaf(
    page: PageText, counts: Sequence[Box], claimed: Sequence[Box]
) -> Iterator[Left]:
    """The lines at the head of a page, behind one with these counts, that are called a total and
    have their number below the counts."""
    edge = page.lines[: AGAINST_PAGE.overleaf]
    lowest = max((line[0].box.bottom for line in edge), default=0.0)
    for some in columns_of(counts):
        for piece in numbers_within(page, Box.around(some), ()):
            taken = any(box.holds(piece.box) or piece.box.holds(box) for box in claimed)
            if not taken and piece.box.middle <= lowest and (line := left_line(page, piece)).total:
                yield line


def lines_overleaf(
    near: PageText,
    page: PageText,
    counts: Sequence[Box],
    claimed: Sequence[Box],
    *,
    below: bool,
) -> Iterator[Left]:
    """The lines at the edge of a page beside one with these counts (`near`) that name a mission or
    country and stand as the rows there do: their number below the counts, their names in columns
    that begin where those of the rows do."""
    edge = (page.lines if below else page.lines[::-1])[: AGAINST_PAGE.overleaf]
    if not edge:
        return
    lowest = max(line[0].box.bottom for line in edge)
    highest = min(line[0].box.top for line in edge)
    for some in columns_of(counts):
        begins = words_begin(near, some)
        for piece in numbers_within(page, Box.around(some), bare_sides(near, some)):
            at_edge = piece.box.middle <= lowest if below else piece.box.middle >= highest
            taken = any(box.holds(piece.box) or piece.box.holds(box) for box in claimed)
            if not at_edge or taken or not begins <= begun(page, piece.box, begins):
                continue
            line = left_line(page, piece)
            if line.named and not line.total and _in_line(piece.box, some):
                yield line


def lines_alike(page: PageText, counts: Sequence[Box], claimed: Sequence[Box]) -> Iterator[Left]:
    """The lines anywhere on a page with these counts that name a mission or country and stand as
    the rows of the counts do."""
    for some in columns_of(counts):
        begins = words_begin(page, some)
        for piece in numbers_within(page, Box.around(some), bare_sides(page, some)):
            taken = any(box.holds(piece.box) or piece.box.holds(box) for box in claimed)
            if taken or not begins or not begins <= begun(page, piece.box, begins):
                continue
            line = left_line(page, piece)
            if line.named and not line.total and _in_line(piece.box, some):
                yield line


def _in_line(box: Box, counts: Sequence[Box]) -> bool:
    """Whether a number begins, ends or is centred as one of these counts is."""
    return any(
        min(abs(box.x0 - one.x0), abs(box.x1 - one.x1), abs(box.centre - one.centre))
        <= AGAINST_PAGE.begins
        for one in counts
    )
