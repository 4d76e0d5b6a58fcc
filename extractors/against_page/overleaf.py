"""Lines at the head or foot of a page beside one with rows, that read as if its table went on, a
total that stands there alone, and lines elsewhere on a page that stand as rows do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.against_page.columns import ELSE, OURS, head_over
from missiemonitor.extractors.against_page.lines_left import (
    Left,
    bare_sides,
    begun,
    columns_of,
    in_line,
    is_taken,
    left_line,
    numbers_within,
    words_begin,
)
from missiemonitor.extractors.against_page.page_text import Chunk, PageText
from missiemonitor.extractors.against_page.whose import titles_over
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
            if (
                not is_taken(piece, claimed)
                and piece.box.middle <= lowest
                and (line := left_line(page, piece)).total
            ):
                yield line


def lines_overleaf(
    near: PageText,
    page: PageText,
    counts: Sequence[Box],
    claimed: Sequence[Box],
    *,
    below: bool,
    whole: bool = True,
) -> Iterator[Left]:
    """The lines at the edge of a page beside one with these counts (`near`) that name a mission or
    country and stand as the rows there do: their number below the counts, their names in columns
    that begin where those of the rows do; all of them or, of names that run over several lines
    (not `whole`), one."""
    edge = (page.lines if below else page.lines[::-1])[: AGAINST_PAGE.overleaf]
    if not edge:
        return
    lowest = max(line[0].box.bottom for line in edge)
    highest = min(line[0].box.top for line in edge)
    for some in columns_of(counts):
        numbers = (
            piece
            for piece in numbers_within(page, Box.around(some), bare_sides(near, some))
            if (piece.box.middle <= lowest if below else piece.box.middle >= highest)
            and not is_taken(piece, claimed)
        )
        yield from _as_rows(page, numbers, some, words_begin(near, some), whole)


def lines_of_another_place(
    near: PageText, page: PageText, counts: Sequence[Box], claimed: Sequence[Box], *, headed: bool
) -> Iterator[Left]:
    """The lines anywhere on a page beside one with these counts (`near`) that name a mission and
    have a number, free of words as the counts are, over or under others: rows that go on in
    another column of text, away from where the counts stand; those alone that stand under the
    same head and no title of their own, where what is `headed` is asked."""
    for column, rows in _rows_anywhere(page, claimed, bare_sides(near, counts)):
        if not headed or _goes_on(near, page, counts, column):
            yield from rows


def rows_of_police(page: PageText, claimed: Sequence[Box]) -> Iterator[Left]:
    """The lines anywhere on a page that name a mission and have a number under or over others,
    under a head that says that police are counted."""
    for _, rows in _rows_anywhere(page, claimed, ()):
        said = head_over(page, [row.box for row in rows]).said
        if said & OURS and not said & ELSE:
            yield from rows
            return


def _rows_anywhere(
    page: PageText, claimed: Sequence[Box], sides: Sequence[int]
) -> Iterator[tuple[list[Box], list[Left]]]:
    """The columns of numbers of a page that nothing claimed, free of words on these sides, with
    their lines that name a mission and are no total; those that have several."""
    anywhere = Box(0.0, 0.0, page.width, page.height)
    free = [
        piece for piece in numbers_within(page, anywhere, sides) if not is_taken(piece, claimed)
    ]
    for column in columns_of([piece.box for piece in free]):
        lines = [left_line(page, piece) for piece in free if piece.box in column]
        rows = [line for line in lines if line.mission and not line.total]
        if len(rows) >= AGAINST_PAGE.alike:
            yield column, rows


def _goes_on(near: PageText, page: PageText, counts: Sequence[Box], column: Sequence[Box]) -> bool:
    """Whether numbers of a page stand under the head that stands over the counts of another, and
    under no title; or under nothing at all, at the top of their column of text."""
    own, theirs = head_over(near, columns_of(counts)[0]), head_over(page, column)
    box = Box.around(column)
    if theirs.text:
        begins = min(words_begin(page, column), default=box.x0)
        whole = replace(box, x0=min(begins, box.x0))
        return theirs.text == own.text and next(titles_over(page, theirs, whole), None) is None
    return not any(
        piece.box.bottom <= box.top and piece.box.overlap_x(box) > 0 for piece in page.pieces
    )


def lines_alike(page: PageText, counts: Sequence[Box], claimed: Sequence[Box]) -> Iterator[Left]:
    """The lines anywhere on a page with these counts that name a mission or country and stand as
    the rows of the counts do."""
    for some in columns_of(counts):
        if begins := words_begin(page, some):
            within = numbers_within(page, Box.around(some), bare_sides(page, some))
            numbers = (piece for piece in within if not is_taken(piece, claimed))
            yield from _as_rows(page, numbers, some, begins)


def _as_rows(
    page: PageText,
    numbers: Iterable[Chunk],
    counts: Sequence[Box],
    begins: frozenset[float],
    whole: bool = True,
) -> Iterator[Left]:
    """The lines of these numbers that name something and stand as the rows of counts do, whose
    words begin there: in the `whole` of their columns, or in one."""
    for piece in numbers:
        here = begun(page, piece.box, begins)
        if begins <= here or (here and not whole):
            line = left_line(page, piece)
            if line.named and not line.total and any(in_line(piece.box, one) for one in counts):
                yield line
