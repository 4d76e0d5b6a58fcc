"""Lines of a page that read like rows of a table that is stored, and that no stored row claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.against_page.counts import is_called_a_total, numbers_in, says_none
from missiemonitor.extractors.against_page.names import countries_in, missions_in
from missiemonitor.extractors.against_page.page_text import Chunk, PageText
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.thresholds import AGAINST_PAGE

ACRONYM = re.compile(r"\b[A-Z]{4,}")


@dataclass(frozen=True, slots=True)
class Left:
    """A line with a number in the column of counts: its texts, its number, and where that is, on
    the page as it is read and on the paper.

    `total` says that it is called a total, `named` that it names a mission or country that is
    known, `mission` that it names a mission; `words` is what its text is without the numbers of
    other columns, which have no word close by.
    """

    page: int
    text: str
    number: int
    box: Box
    on_paper: Box
    total: bool
    named: bool
    mission: bool
    words: str = ""


def lines_left(
    page: PageText, counts: Sequence[Box], claimed: Sequence[Box], within: Box
) -> Iterator[Left]:
    """The lines among, above and below the rows of a table with these counts on a page, whose
    number no row has `claimed`; boxes are as the page is read. What stands beside the rows
    (`within` is as wide as they are) is of no line: text may run beside a table."""
    for some in columns_of(counts):
        yield from _of_column(page, some, claimed, within)


def columns_of(counts: Sequence[Box]) -> list[list[Box]]:
    """Counts that stand over each other; a table may go on beside itself."""
    found: list[list[Box]] = []
    for box in sorted(counts, key=lambda one: one.x0):
        if found and box.overlap_x(Box.around(found[-1])) > -box.height:
            found[-1].append(box)
        else:
            found.append([box])
    return found


def is_sideways(counts: Sequence[Box]) -> bool:
    """Whether rows stand beside each other, so that no line is one."""
    return len(counts) > 1 and len(columns_of(counts)) == len(counts)


def _of_column(
    page: PageText, counts: Sequence[Box], claimed: Sequence[Box], within: Box
) -> Iterator[Left]:
    ordered = sorted(counts, key=lambda box: box.middle)
    steps = [low.middle - high.middle for high, low in pairwise(ordered)]
    steps = [step for step in steps if step > 0]
    pitch = median(steps) if steps else AGAINST_PAGE.above * ordered[0].height
    column = Box.around(counts)
    wide = replace(column, x0=column.x0 - column.width, x1=column.x1 + column.width)
    begins = words_begin(page, counts)
    sides = bare_sides(page, counts)
    # Where its line stands as rows do, a word of a name may end close by.
    close = [
        piece
        for piece in numbers_within(page, column, ())
        if len(begins) > 1
        and begins <= begun(page, piece.box, begins)
        and any(abs(piece.box.x0 - one.x0) <= AGAINST_PAGE.room for one in counts)
    ]
    # A number of more digits than others ends where they do, or begins there.
    wider = [
        piece
        for piece in numbers_within(page, Box.around([*counts, wide]), sides)
        if any(in_line(piece.box, one) for one in counts)
    ]
    numbers = [
        piece
        for piece in dict.fromkeys([*numbers_within(page, column, sides), *wider, *close])
        if not is_taken(piece, claimed)
    ]
    inside = [p for p in numbers if column.top <= p.box.middle <= column.bottom]
    below = _following([p for p in numbers if p.box.middle > column.bottom], column.bottom, pitch)
    above = _following([p for p in numbers if p.box.middle < column.top], column.top, pitch)
    for piece in (*inside, *below, *above):
        line = left_line(page, piece, within)
        # What stands as rows do is one, be its name unknown.
        alike = bool(begins) and begins <= begun(page, piece.box, begins)
        named = line.named or (alike and piece in inside)
        yield replace(line, named=named and not is_a_sentence(line.text))
    taken = [*claimed, *(piece.box for piece in (*inside, *below, *above))]
    yield from _worded(page, counts, taken, AGAINST_PAGE.pitch * pitch)


def _worded(
    page: PageText, counts: Sequence[Box], claimed: Sequence[Box], pitch: float
) -> Iterator[Left]:
    """The lines that name a mission and stand as the rows of counts do, where a count is more than
    a number, or a word for none: "8 (waarvan 1 in deeltijd)"."""
    column, begins = Box.around(counts), words_begin(page, counts)
    for line in page.lines if begins else ():
        here = Box.around(piece.box for piece in line)
        if not column.top - pitch <= here.middle <= column.bottom + pitch:
            continue
        if any(box.overlap_y(here) > 0 for box in claimed):
            continue
        phrase = _phrase_at(line, column)
        text = " ".join(piece.text for piece in phrase)
        numbers = numbers_in(text)
        if not (numbers or says_none(text)) or is_a_number(text):
            continue
        rest = " ".join(piece.text for piece in line if piece not in phrase)
        if next(missions_in(rest), None) is None or is_a_sentence(rest):
            continue
        if _in_columns(begins, begun(page, here, begins)):
            box = Box.around(piece.box for piece in phrase)
            value = numbers[0] if numbers else 0
            yield Left(page.number, rest, value, box, page.on_paper(box), False, True, True)


def _in_columns(begins: frozenset[float], here: frozenset[float]) -> bool:
    """Whether words begin where the names of rows do, and where the next column does; second words
    of names begin together by chance."""
    first = min(begins)
    return first in here and any(x - first > AGAINST_PAGE.begins for x in here)


def _phrase_at(line: Sequence[Chunk], column: Box) -> list[Chunk]:
    """The pieces of a line that stand together as words of one text do, in a column."""
    return next(
        (
            phrase
            for phrase in phrases_of(line)
            if any(piece.box.overlap_x(column) > 0 for piece in phrase)
        ),
        [],
    )


def phrases_of(line: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    """The pieces of a line, those together that stand as words of one text do."""
    phrase: list[Chunk] = []
    for piece in sorted(line, key=lambda one: one.box.x0):
        if phrase and piece.box.x0 - phrase[-1].box.x1 > AGAINST_PAGE.apart * piece.high:
            yield phrase
            phrase = []
        phrase.append(piece)
    if phrase:
        yield phrase


def in_line(box: Box, other: Box) -> bool:
    """Whether a box begins, ends or is centred as another one is."""
    apart = (box.x0 - other.x0, box.x1 - other.x1, box.centre - other.centre)
    return min(map(abs, apart)) <= AGAINST_PAGE.begins


def bare_sides(page: PageText, counts: Sequence[Box]) -> list[int]:
    """The sides of counts, left (-1) and right, on which most have no word close by."""
    return [side for side in (-1, 1) if not _mostly_close(page, counts, side)]


def is_taken(piece: Chunk, claimed: Sequence[Box]) -> bool:
    """Whether a number is one that something else has claimed."""
    return any(box.holds(piece.box) or piece.box.holds(box) for box in claimed)


def numbers_within(page: PageText, column: Box, sides: Sequence[int]) -> Iterator[Chunk]:
    """The numbers of a page that stand as wide as a column of counts does, and in no sentence: no
    word is close on the sides on which counts have none."""
    for piece in page.pieces:
        if (
            column.x0 - AGAINST_PAGE.room <= piece.box.centre <= column.x1 + AGAINST_PAGE.room
            and not piece.small
            and is_a_number(piece.text)
            and not any(word_close(page, piece.box, side) for side in sides)
        ):
            yield piece


def _mostly_close(page: PageText, counts: Sequence[Box], side: int) -> bool:
    return sum(word_close(page, box, side) for box in counts) > len(counts) / 2


def word_close(page: PageText, number: Box, side: int) -> bool:
    """Whether a word stands to the left (-1) or right of a number, as words stand together."""
    near = AGAINST_PAGE.apart * number.height
    return any(
        any(map(str.isalpha, piece.text))
        and not piece.small
        and piece.box.overlap_y(number) > 0
        and -near < piece.box.overlap_x(number) <= 0
        and (piece.box.centre - number.centre) * side > 0
        for piece in page.pieces
    )


def words_begin(page: PageText, counts: Sequence[Box]) -> frozenset[float]:
    """Where words begin on most lines of these counts, in points from the left."""
    lines = [_words(page, count) for count in counts]
    starts = {round(x) for line in lines for x in line}
    return frozenset(
        start
        for start in starts
        if sum(any(abs(x - start) <= AGAINST_PAGE.begins for x in line) for line in lines)
        > len(lines) / 2
    )


def begun(page: PageText, count: Box, begins: frozenset[float]) -> frozenset[float]:
    """Those of these places at which a word begins on the line of a count."""
    here = _words(page, count)
    return frozenset(x for x in begins if any(abs(x - at) <= AGAINST_PAGE.begins for at in here))


def _words(page: PageText, count: Box) -> list[float]:
    return [
        piece.box.x0
        for piece in page.pieces
        if any(map(str.isalpha, piece.text))
        and piece.box.overlap_y(count) >= AGAINST_PAGE.level * count.height
    ]


def is_a_number(text: str) -> bool:
    """Whether a piece is a number and nothing else, in digits or in words."""
    return bool(numbers_in(text)) and (text.isalpha() or not any(map(str.isalpha, text)))


def _following(numbers: Sequence[Chunk], edge: float, pitch: float) -> list[Chunk]:
    """Those that follow each other as rows do, beginning at the edge of a table."""
    found: list[Chunk] = []
    for piece in sorted(numbers, key=lambda one: abs(one.box.middle - edge)):
        at = found[-1].box.middle if found else edge
        if abs(piece.box.middle - at) > AGAINST_PAGE.pitch * pitch:
            break
        found.append(piece)
    return found


def is_a_sentence(text: str) -> bool:
    """Whether a line has as many small words as running text has, and no row."""
    small = [word for word in text.split() if word.isalpha() and word.islower()]
    return len(small) >= AGAINST_PAGE.sentence


def _says_sum(text: str) -> bool:
    return any(each.name == "sum" for each in concepts_in(text, head=True))


def left_line(page: PageText, number: Chunk, within: Box | None = None) -> Left:
    """The line of a number, or what of it stands `within` a box's width."""
    beside = [
        piece
        for piece in page.pieces
        if piece.box.overlap_y(number.box) >= AGAINST_PAGE.level * number.box.height
        and (within is None or piece.box.overlap_x(within) > 0)
    ]
    # Running text may stand beside a table.
    beside = [
        piece
        for phrase in phrases_of(beside)
        if number in phrase or not is_a_sentence(" ".join(piece.text for piece in phrase))
        for piece in phrase
    ]
    text = " ".join(piece.text for piece in beside if piece is not number)
    mission = next(missions_in(text), None) is not None
    named = mission or bool(countries_in(text))
    (value, *_) = numbers_in(number.text)
    there = page.on_paper(number.box)
    total = is_called_a_total(text) or (not named and _says_sum(text))
    # A name that no list has is told by its capitals.
    mission = mission or (named and ACRONYM.search(text) is not None)
    words = " ".join(
        piece.text
        for piece in beside
        if not is_a_number(piece.text) or any(word_close(page, piece.box, side) for side in (-1, 1))
    )
    return Left(page.number, text, value, number.box, there, total, named, mission, words)
