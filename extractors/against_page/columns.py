"""The head over the counts that are stored, beside those over other columns of numbers.

What words say is asked of the reader's concepts (deployments/meaning): that much is shared with it;
which words stand over which numbers is found here anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from missiemonitor.corpus.document import Box
from missiemonitor.corpus.period import Period
from missiemonitor.extractors.against_page.lines_left import (
    in_line,
    is_a_number,
    phrases_of,
    words_begin,
)
from missiemonitor.extractors.against_page.page_text import Chunk, PageText
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in
from missiemonitor.extractors.deployments.meaning.times import apart, time_of
from missiemonitor.extractors.thresholds import AGAINST_PAGE

OURS = {"police"}
ELSE = (
    {*ASPECTS["corps"], "foreign", "sum", "money", "cases", "goods", "days", "share", "age"}
    | {"difference", "ordinal", "liaison"}
    | ({*ASPECTS["time"]} - {"present"})
) - OURS
BEFORE = {"previous", "former"}
# What is no number of people who are there now, whatever else its head says.
NEVER_NOW = {*ASPECTS["time"], "ordinal", "money", "days", "share", "age", "difference"} - {
    "present"
}
PEOPLE_NOW = {"persons", "officers", "number", "sent", "own", *OURS}


@dataclass(frozen=True, slots=True)
class Head:
    """The words over a column of numbers."""

    text: str
    box: Box

    @property
    def said(self) -> frozenset[str]:
        return frozenset(each.name for each in concepts_in(self.text, head=True))


def better_column(
    page: PageText, counts: Sequence[Box], period: Period | None
) -> tuple[Head, Head] | None:
    """The head over these counts, which says that others are counted or another time, and one over
    other numbers of the same rows that does not; None where there is no such pair."""
    ordered = sorted(counts, key=lambda box: box.middle)
    first, column = ordered[0], Box.around(counts)
    others = list(_other_columns(page, ordered))
    edges = sorted([column, *others], key=lambda box: box.centre)
    ours = _head(page, column, edges, first.top)
    heads = [_head(page, box, edges, first.top) for box in others]
    if not ours.text:
        return None
    for other, box in zip(heads, others, strict=True):
        if not other.text:
            continue
        # Where both stand, a part may be more than its whole by a slip of who wrote it.
        said_ours = bool(other.said & OURS)
        of_part = _is_of_a_part(ours, other) and (said_ours or _holds(page, box, column))
        if of_part or _is_better(other, ours, period):
            return ours, other
    return None


def number_rows(page: PageText, counts: Sequence[Box]) -> bool:
    """Whether counts number their rows, each one more than the one above, beside other numbers."""
    ordered = sorted(counts, key=lambda box: box.middle)
    texts = [page.joined(count).strip() for count in ordered]
    if len(texts) < AGAINST_PAGE.numbered or not all(map(str.isdecimal, texts)):
        return False
    steps = {int(low) - int(high) for high, low in pairwise(texts)}
    return steps == {1} and any(_other_columns(page, ordered))


def head_over(page: PageText, counts: Sequence[Box]) -> Head:
    """The head over counts that stand over each other."""
    ordered = sorted(counts, key=lambda box: box.middle)
    column = Box.around(ordered)
    edges = sorted([column, *_other_columns(page, ordered)], key=lambda box: box.centre)
    return _head(page, column, edges, ordered[0].top)


def _is_of_a_part(ours: Head, other: Head) -> bool:
    """Whether our head says that men or women are counted, and the other nothing against it."""
    said, theirs = ours.said, other.said
    return "gender" in said and not said & OURS and not theirs & {"gender", *ELSE}


def _holds(page: PageText, whole: Box, part: Box) -> bool:
    """Whether no number of one column is less than that on its line in another."""
    pairs = [
        (int(one.text), int(other.text))
        for one in _numbers(page, whole)
        for other in _numbers(page, part)
        if one.box.overlap_y(other.box) >= AGAINST_PAGE.level * other.box.height
    ]
    return len(pairs) > 1 and all(one >= other for one, other in pairs)


def _numbers(page: PageText, column: Box) -> list[Chunk]:
    return [one for one in page.inside(column) if one.text.isdecimal() and not one.small]


def _is_better(other: Head, ours: Head, period: Period | None) -> bool:
    said, theirs = ours.said, other.said
    if said & ELSE and not said & OURS and theirs & OURS and not theirs & ELSE:
        return True
    if said & BEFORE and not theirs & ELSE:
        return True
    if said & NEVER_NOW and not said & OURS and theirs & PEOPLE_NOW:
        return not theirs & {*ELSE, "gender"}
    if said & OURS == theirs & OURS and said & ELSE == theirs & ELSE:
        now, then = time_of(ours.text), time_of(other.text)
        if now is not None and then is not None and period is not None:
            return apart(then, period) == 0 and then > now
    return False


def _other_columns(page: PageText, counts: Sequence[Box]) -> Iterator[Box]:
    """Where else numbers stand on most of the lines of these counts."""
    found: list[list[Box]] = []
    for count in counts:
        for piece in page.pieces:
            if (
                is_a_number(piece.text)
                and not piece.small
                and piece.box.overlap_x(count) <= 0
                and piece.box.overlap_y(count) >= AGAINST_PAGE.level * count.height
            ):
                held = next((some for some in found if some[0].overlap_x(piece.box) > 0), None)
                if held is None:
                    found.append([piece.box])
                else:
                    held.append(piece.box)
    for boxes in found:
        if len(boxes) > len(counts) / 2:
            yield Box.around(boxes)


def _head(page: PageText, column: Box, edges: Sequence[Box], top: float) -> Head:
    """The words between a column's first number and what is far above it, as wide as it may be."""
    before = [box.x1 for box in edges if box.x1 <= column.x0]
    after = [box.x0 for box in edges if box.x0 >= column.x1]
    counts = [piece.box for piece in _numbers(page, column)]
    after += [begin for begin in words_begin(page, counts) if begin > column.x1]
    left = max(before, default=column.x0 - AGAINST_PAGE.above * column.height / len(edges))
    right = min(after, default=column.x1 + AGAINST_PAGE.above * column.height / len(edges))
    low, room = top, AGAINST_PAGE.above
    held: list[Chunk] = []
    over: set[Chunk] = set()
    beside: set[Chunk] = set()
    for phrase in _phrases(page, top):
        if _is_of_another(phrase, column, edges):
            beside.update(phrase)
            continue
        here = [piece for piece in phrase if left <= piece.box.centre <= right]
        near = [p for p in here if p.box.overlap_x(column) > 0 or _near(p, column)]
        # A head may be longer than its column is wide, and begins, ends or is centred as it is;
        # what stands mostly over other columns is a title of them all.
        if near and len(here) == len(phrase) and in_line(_around(phrase), column):
            over.update(here)
        elif near and len(near) >= len(phrase) / 2:
            over.update(near)
    for piece in sorted(over | beside, key=lambda one: (-one.box.bottom, one.box.x0)):
        if low - piece.box.bottom > room * piece.high:
            break
        # A head of one line may stand as high as one of many beside it.
        room = AGAINST_PAGE.head_gap
        low = min(low, piece.box.top)
        if piece in over:
            held.append(piece)
    held.sort(key=lambda one: (round(one.base), one.box.x0))
    text = " ".join(piece.text for piece in held)
    return Head(text, Box.around(piece.box for piece in held) if held else column)


def _phrases(page: PageText, top: float) -> Iterator[list[Chunk]]:
    """The pieces above a height, those together that stand on a line as words of one text do."""
    for line in page.lines:
        yield from phrases_of(piece for piece in line if piece.box.bottom <= top)


def _is_of_another(phrase: Sequence[Chunk], column: Box, edges: Sequence[Box]) -> bool:
    """Whether words stand over another column of numbers, and not over this one."""
    box = _around(phrase)
    return box.overlap_x(column) <= 0 and any(box.overlap_x(edge) > 0 for edge in edges)


def _around(phrase: Sequence[Chunk]) -> Box:
    return Box.around(piece.box for piece in phrase)


def _near(piece: Chunk, column: Box) -> bool:
    return -piece.box.overlap_x(column) < AGAINST_PAGE.above * piece.high
