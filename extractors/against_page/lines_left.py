"""Lines of a page that read like rows of a table that is stored, and that no stored row claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.against_page.counts import is_called_a_total, numbers_in
from missiemonitor.extractors.against_page.names import countries_in, missions_in
from missiemonitor.extractors.against_page.page_text import Chunk, PageText
from missiemonitor.extractors.thresholds import AGAINST_PAGE


@dataclass(frozen=True, slots=True)
class Left:
    """A line with a number in the column of counts: its texts, its number, and where that is, on
    the page as it is read and on the paper.

    `total` says that it is called a total, `named` that it names a mission or country that is
    known, `mission` that it names a mission.
    """

    page: int
    text: str
    number: int
    box: Box
    on_paper: Box
    total: bool
    named: bool
    mission: bool


def lines_left(page: PageText, counts: Sequence[Box], claimed: Sequence[Box]) -> Iterator[Left]:
    """The lines among, above and below the rows of a table with these counts on a page, whose
    number no row has `claimed`; boxes are as the page is read."""
    for some in columns_of(counts):
        yield from _of_column(page, some, claimed)


def columns_of(counts: Sequence[Box]) -> list[list[Box]]:
    """Counts that stand over each other; a table may go on beside itself."""
    found: list[list[Box]] = []
    for box in sorted(counts, key=lambda one: one.x0):
        if found and box.overlap_x(Box.around(found[-1])) > -box.height:
            found[-1].append(box)
        else:
            found.append([box])
    return found


def _of_column(page: PageText, counts: Sequence[Box], claimed: Sequence[Box]) -> Iterator[Left]:
    ordered = sorted(counts, key=lambda box: box.middle)
    steps = [low.middle - high.middle for high, low in pairwise(ordered)]
    steps = [step for step in steps if step > 0]
    pitch = median(steps) if steps else AGAINST_PAGE.above * ordered[0].height
    column = Box.around(counts)
    numbers = [
        piece
        for piece in numbers_within(page, column)
        if not any(box.holds(piece.box) or piece.box.holds(box) for box in claimed)
    ]
    inside = [p for p in numbers if column.top <= p.box.middle <= column.bottom]
    below = _following([p for p in numbers if p.box.middle > column.bottom], column.bottom, pitch)
    above = _following([p for p in numbers if p.box.middle < column.top], column.top, pitch)
    for piece in (*inside, *below, *above):
        yield left_line(page, piece)


def numbers_within(page: PageText, column: Box) -> Iterator[Chunk]:
    """The numbers of a page that stand as wide as a column does, and in no sentence."""
    for piece in page.pieces:
        if (
            column.x0 - AGAINST_PAGE.room <= piece.box.centre <= column.x1 + AGAINST_PAGE.room
            and not piece.small
            and is_a_number(piece.text)
            and not _in_a_sentence(page, piece)
        ):
            yield piece


def is_a_number(text: str) -> bool:
    """Whether a piece is a number and nothing else, in digits or in words."""
    return bool(numbers_in(text)) and (text.isalpha() or not any(map(str.isalpha, text)))


def _in_a_sentence(page: PageText, number: Chunk) -> bool:
    """Whether a word stands beside a number as words stand beside each other."""
    near = AGAINST_PAGE.apart * number.high
    return any(
        piece is not number
        and not piece.small
        and any(map(str.isalpha, piece.text))
        and piece.box.overlap_y(number.box) > 0
        and -near < piece.box.overlap_x(number.box) <= 0
        for piece in page.pieces
    )


def _following(numbers: Sequence[Chunk], edge: float, pitch: float) -> list[Chunk]:
    """Those that follow each other as rows do, beginning at the edge of a table."""
    found: list[Chunk] = []
    for piece in sorted(numbers, key=lambda one: abs(one.box.middle - edge)):
        at = found[-1].box.middle if found else edge
        if abs(piece.box.middle - at) > AGAINST_PAGE.pitch * pitch:
            break
        found.append(piece)
    return found


def left_line(page: PageText, number: Chunk) -> Left:
    beside = [
        piece
        for piece in page.pieces
        if piece.box.overlap_y(number.box) >= AGAINST_PAGE.level * number.box.height
    ]
    text = " ".join(
        piece.text for piece in sorted(beside, key=lambda one: one.box.x0) if piece is not number
    )
    mission = next(missions_in(text), None) is not None
    named = mission or bool(countries_in(text))
    (value, *_) = numbers_in(number.text)
    there = page.on_paper(number.box)
    total = is_called_a_total(text)
    return Left(page.number, text, value, number.box, there, total, named, mission)
