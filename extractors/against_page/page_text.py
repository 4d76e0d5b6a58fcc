"""A page as lines of pieces of text, made of PDFium's characters by a way of its own.

Nothing of corpus/pdf/words, of the layout or of the tables has part in it: letters on one baseline
are a line, and a gap or a change of size parts its pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from missiemonitor.corpus.document import Box, Document, Letter, Page, Word
from missiemonitor.extractors.thresholds import AGAINST_PAGE


@dataclass(frozen=True, slots=True)
class Chunk:
    """Letters without a gap: what they say, the box around them as they are read, in points, how
    high the largest is drawn, and the height of the line they stand on.

    `small` says that it is the mark of a footnote beside others.
    """

    text: str
    box: Box
    high: float
    base: float
    small: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """The pieces of a page, line by line from top to bottom.

    `turn`, `width` and `height` bring boxes of the paper to the position in which it is read.
    """

    number: int
    lines: tuple[tuple[Chunk, ...], ...]
    turn: int
    width: float
    height: float

    @property
    def pieces(self) -> Iterator[Chunk]:
        return (piece for line in self.lines for piece in line)

    def read(self, box: Box) -> Box:
        """A box of the paper where it stands as the page is read."""
        return box.turned(self.turn, self.width, self.height)

    def beside(self, box: Box) -> str:
        """The text in a box with the words that stand beside it as words of one text do."""
        here = [chunk for chunk in self.inside(box) if not chunk.small]
        line = [
            chunk
            for chunk in self.pieces
            if not chunk.small
            and any(abs(chunk.base - one.base) <= AGAINST_PAGE.baseline for one in here)
        ]
        line.sort(key=lambda one: one.box.x0)
        grown = True
        while grown:
            near = [
                chunk
                for chunk in line
                if chunk not in here
                and any(
                    -chunk.box.overlap_x(one.box) <= AGAINST_PAGE.apart * one.high for one in here
                )
            ]
            here += near
            grown = bool(near)
        return " ".join(one.text for one in line if one in here)

    def joined(self, box: Box) -> str:
        """The text in a box, where what touches on one line is one: figures may differ in size."""
        parts: list[str] = []
        last: Chunk | None = None
        for piece in self.inside(box):
            level = last is not None and abs(piece.base - last.base) <= AGAINST_PAGE.baseline
            near = AGAINST_PAGE.gap * piece.high
            touches = level and last is not None and piece.box.x0 - last.box.x1 < near
            parts += [piece.text] if touches else [" ", piece.text]
            last = piece
        return "".join(parts)

    def on_paper(self, box: Box) -> Box:
        """A box as the page is read where it stands on the paper."""
        odd = self.turn % 2
        wide, high = (self.height, self.width) if odd else (self.width, self.height)
        return box.turned(-self.turn, wide, high)

    def inside(self, box: Box) -> list[Chunk]:
        """The pieces in a box, as they are read, by lines."""
        room = AGAINST_PAGE.room
        wide = Box(box.x0 - room, box.top - room, box.x1 + room, box.bottom + room)
        return [piece for piece in self.pieces if wide.holds(piece.box)]


def page_text(document: Document, number: int) -> PageText | None:
    """The text of a page; None where there is none but what was read from a picture."""
    page = document.page(number)
    if document.pictures is None or (page and page.skew):
        return None
    letters = document.pictures.letters(number)
    area = document.pictures.area(number)
    turn = page.turn if page else next((p.turn for p in document.pages), 0)
    turned = [_turned(letter, turn, area.width, area.height) for letter in letters]
    lines = tuple(tuple(_pieces(line)) for line in _baselines(turned))
    if not lines or (page and _from_picture(page)):
        return None
    ordered = sorted(lines, key=lambda line: (line[0].box.bottom, line[0].box.x0))
    return PageText(number, tuple(_marked(ordered)), turn, area.width, area.height)


def _from_picture(page: Page) -> bool:
    return sum(map(_is_read, page.words)) > len(page.words) / 2


def read_from_picture(page: Page | None, box: Box) -> bool:
    """Whether the words in a box of the paper were read from a picture, so that its letters are not
    in the file."""
    return page is not None and any(_is_read(word) and box.holds(word.box) for word in page.words)


def _is_read(word: Word) -> bool:
    return word.confidence < 1.0 and not word.doubt


def _turned(letter: Letter, turn: int, width: float, height: float) -> Letter:
    if not turn:
        return letter
    x, y = letter.at
    at = Box(x, y, x, y).turned(turn, width, height)
    box, ink = (each.turned(turn, width, height) for each in (letter.box, letter.ink))
    return Letter(letter.text, box, ink, (at.x0, at.top))


def _baselines(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters that stand on one line, from left to right; each but once where it is drawn twice."""
    line: list[Letter] = []
    for letter in sorted(letters, key=lambda one: one.at[1]):
        if line and letter.at[1] - line[-1].at[1] > AGAINST_PAGE.baseline:
            yield _once(line)
            line = []
        line.append(letter)
    if line:
        yield _once(line)


def _once(line: Iterable[Letter]) -> list[Letter]:
    found: list[Letter] = []
    for letter in sorted(line, key=lambda one: one.at[0]):
        again = (
            one
            for one in found[-AGAINST_PAGE.mark_lines :]
            if one.text == letter.text
            and abs(one.at[0] - letter.at[0]) < AGAINST_PAGE.drawn_twice * one.box.width
        )
        if not any(again):
            found.append(letter)
    return found


def _pieces(line: Sequence[Letter]) -> Iterator[Chunk]:
    piece: list[Letter] = []
    for before, letter in pairwise([None, *line]):
        assert letter is not None
        if before is not None and _parted(before, letter):
            yield _piece(piece)
            piece = []
        piece.append(letter)
    if piece:
        yield _piece(piece)


def _parted(before: Letter, letter: Letter) -> bool:
    size = max(before.box.height, letter.box.height)
    digits = before.text.isdigit() and letter.text.isdigit()
    heights = sorted((before.ink.height, letter.ink.height))
    other = digits and heights[0] < AGAINST_PAGE.mark * heights[1]
    return other or letter.box.x0 - before.box.x1 > AGAINST_PAGE.gap * size


def _piece(letters: Sequence[Letter]) -> Chunk:
    box = Box.around(Box(one.box.x0, one.ink.top, one.box.x1, one.ink.bottom) for one in letters)
    return Chunk(
        "".join(one.text for one in letters),
        box,
        max(one.ink.height for one in letters),
        letters[0].at[1],
    )


def _marked(lines: Sequence[tuple[Chunk, ...]]) -> Iterator[tuple[Chunk, ...]]:
    """The lines, where pieces much smaller than one they touch are marks."""
    reach = AGAINST_PAGE.mark_lines
    for at, line in enumerate(lines):
        near = [piece for some in lines[max(0, at - reach) : at + reach + 1] for piece in some]
        yield tuple(
            replace(piece, small=True)
            if any(_is_mark_of(piece, other) for other in near)
            else piece
            for piece in line
        )


def _is_mark_of(piece: Chunk, other: Chunk) -> bool:
    # Above its line: digits have nothing below it, and are not smaller for what words have there.
    smaller = piece.text.isdigit() and _rise(piece) < AGAINST_PAGE.mark * _rise(other)
    if not smaller or len(piece.text) > AGAINST_PAGE.mark_letters:
        return False
    gap = -AGAINST_PAGE.mark_gap * other.high
    return piece.box.overlap_y(other.box) > gap and piece.box.overlap_x(other.box) > gap


def _rise(piece: Chunk) -> float:
    return piece.base - piece.box.top
