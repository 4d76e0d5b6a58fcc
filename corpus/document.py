"""What a PDF becomes: pages of words and rules with their boxes, and the regions they lie in.

Everything is a frozen dataclass with no behaviour but geometry. Lengths are PDF points, origin at
the top left of the page as a reader sees it (as pdfplumber has it); page numbers count from 1.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

import numpy as np


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle on a page, in points: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Height of the horizontal centre line, in points from the top of the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Distance of the vertical centre line from the left of the page, in points."""
        return (self.x0 + self.x1) / 2

    def overlap_x(self, other: Box) -> float:
        """Points of width shared with `other`; negative is the gap between them."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    def overlap_y(self, other: Box) -> float:
        """Points of height shared with `other`; negative is the gap between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def holds(self, other: Box) -> bool:
        """Whether the centre of `other` lies inside this box."""
        return self.x0 <= other.centre <= self.x1 and self.top <= other.middle <= self.bottom

    def sides(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x0, self.top, self.x1, self.bottom

    def rounded(self) -> tuple[float, float, float, float]:
        """The four sides to a hundredth of a point, as they are stored."""
        return round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2)

    def turned(self, quarters: int, width: float, height: float) -> Box:
        """This box on a page of `width` by `height` points after `quarters` clockwise turns."""
        if quarters % 4 == 0:
            return self
        return Box(*turned_sides(self.sides(), quarters, width, height))

    def skewed(self, degrees: float, width: float, height: float) -> Box:
        """The box around this one after the page was turned back by `degrees` clockwise."""
        angle = math.radians(degrees)
        cos, sin, cx, cy = math.cos(angle), math.sin(angle), width / 2, height / 2
        corners = [(x - cx, y - cy) for x in (self.x0, self.x1) for y in (self.top, self.bottom)]
        xs = [cx + x * cos - y * sin for x, y in corners]
        ys = [cy + x * sin + y * cos for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all `boxes`, of which there is at least one."""
        # Asked of every line and cell again and again: one pass, and no function a box.
        all_boxes = list(boxes)
        first = all_boxes[0]
        x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
        for box in all_boxes[1:]:
            x0 = box.x0 if box.x0 < x0 else x0
            top = box.top if box.top < top else top
            x1 = box.x1 if box.x1 > x1 else x1
            bottom = box.bottom if box.bottom > bottom else bottom
        return Box(x0, top, x1, bottom)


def turned_sides(
    sides: tuple[Any, Any, Any, Any], quarters: int, width: float, height: float
) -> tuple[Any, Any, Any, Any]:
    """Left, top, right and bottom on a page of `width` by `height` points after `quarters`
    clockwise turns; each side may be a number or an array of them."""
    x0, top, x1, bottom = sides
    match quarters % 4:
        case 1:
            return height - bottom, x0, height - top, x1
        case 2:
            return width - x1, height - bottom, width - x0, height - top
        case 3:
            return top, width - x1, bottom, width - x0
        case _:
            return sides


class Region(StrEnum):
    """The part of a page that a word belongs to."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    MARGIN = "margin"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them.

    `size` is the font size in points; `raised` says that it is a mark and no part of the text, as
    a footnote mark is: raised, lowered, or a smaller figure on the line; `joined` that no space
    parts it from the word before it; `style` is `bold`, `italic`, both, or nothing. `confidence`,
    from 0 to 1, is 1 for text of the file itself and less for what was read from a picture;
    `other` is what another engine read there. `doubt` is the code of a finding where text of the
    file itself is not sure.
    """

    text: str
    box: Box
    size: float
    raised: bool = False
    joined: bool = False
    style: str = ""
    confidence: float = 1.0
    other: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, or the edge of a filled area (`drawn` is false), along one of the two axes."""

    box: Box
    horizontal: bool
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other at one height, from left to right.

    `column` counts the columns of text on a page in reading order; most pages have only 0.
    """

    words: tuple[Word, ...]
    region: Region = Region.BODY
    column: int = 0
    _box: list[Box] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def box(self) -> Box:
        """Around its words; a raised mark makes a line no higher."""
        # Asked of every line again and again: reckoned once.
        if not self._box:
            plain = [word for word in self.words if not word.raised] or self.words
            self._box.append(Box.around(word.box for word in plain))
        return self._box[0]

    @property
    def text(self) -> str:
        return text_of(self.words)

    @property
    def size(self) -> float:
        """The font size in points that most of its characters have."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))


@dataclass(frozen=True, slots=True)
class Unread:
    """An area of a page that shows writing which is no text of the file: an `image` or `outlines`.

    Or a page that is `damaged`, whose box has no size.

    `page` counts from 1; `box` is in points on the page as it is shown; `letters` and `lines` are
    about how many it has, 0 where nobody counted.
    """

    page: int
    box: Box
    kind: str
    letters: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is read: its words in reading position, its rules, its lines by region.

    `turn` counts the quarter turns clockwise that bring the paper to reading position; all boxes
    here are in reading position, and `on_paper` brings one back to the page as the PDF has it.
    `width` and `height` are those of the paper. `skew` is by how many degrees a scanned page was
    turned to set it upright. `upright` are lines that stand a quarter turn to what is read, each
    with its words in the order in which they read; they are no part of `words` and `lines`.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    lines: tuple[Line, ...] = ()
    turn: int = 0
    text: str = ""
    skew: float = 0.0
    upright: tuple[Line, ...] = ()

    def on_paper(self, box: Box) -> Box:
        """Where `box` stands on the page as the PDF has it."""
        wide, high = (self.height, self.width) if self.turn % 2 else (self.width, self.height)
        if self.skew:
            box = box.skewed(self.skew, wide, high)
        return box.turned(-self.turn, wide, high)

    def of(self, region: Region) -> tuple[Line, ...]:
        """The lines of one region in reading order."""
        return tuple(line for line in self.lines if line.region is region)

    def columns(self, *regions: Region) -> tuple[tuple[Line, ...], ...]:
        """The lines of these regions, column by column in reading order."""
        numbers = sorted({line.column for line in self.lines if line.region in regions})
        return tuple(
            tuple(line for line in self.lines if line.region in regions and line.column == number)
            for number in numbers
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot on a page: its number and a box on the paper."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, whole even where it goes on beside the colophon or over a page.

    `lines` are (page number, line) pairs in reading order.
    """

    lines: tuple[tuple[int, Line], ...]
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about a document that a person should look at; extractors make findings of it.

    `code` and `message` name a finding and one of its messages, `values` fill the slots of that, as
    extractors/reference/findings.toml describes them.
    """

    code: str
    message: str = "default"
    values: dict[str, Any] = field(default_factory=dict)
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PlacedCharacter:
    """A character as the file draws it: what it says, the box of its glyph in points, its font."""

    text: str
    box: Box
    font: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A character as PDFium places it: the box from its pen to the next, that of its drawn glyph,
    and where the pen stands (`at`), in points on the page as it is shown."""

    text: str
    box: Box
    ink: Box
    at: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class PictureBand:
    """A part of a page as it is drawn: greys from 0 (black), rows by columns.

    `left` and `top` are where its corner lies on the page, in points; `scale` is pixels a point.
    """

    pixels: np.ndarray[Any, np.dtype[np.uint8]]
    left: float
    top: float
    scale: float

    def pixels_of(self, box: Box) -> Box:
        """Where a box of the page, in points, lies among the pixels."""
        return Box(
            (box.x0 - self.left) * self.scale,
            (box.top - self.top) * self.scale,
            (box.x1 - self.left) * self.scale,
            (box.bottom - self.top) * self.scale,
        )


class PictureSource(Protocol):
    """Pages as they are drawn; corpus.pdf.pictures has the one of a file. Boxes as `Page` has."""

    def band(self, number: int, box: Box, scale: float) -> PictureBand | None:
        """What is drawn in a box of a page, at `scale` pixels a point or less; None without."""
        ...

    def area(self, number: int) -> Box:
        """The whole of a page; a box without area where it cannot be shown."""
        ...

    def digits(self, number: int, boxes: Sequence[Box]) -> list[list[PlacedCharacter]]:
        """The digits whose middle lies in each of the boxes."""
        ...

    def letters(self, number: int) -> tuple[Letter, ...]:
        """All characters of a page but blanks, in the order of the file; none where it has none."""
        ...

    def images(self, number: int) -> tuple[Box, ...]:
        """Where the pictures of a page stand, those inside forms too."""
        ...

    def other_reader(self, number: int, boxes: Sequence[Box]) -> list[str] | None:
        """What a second reader of the file reads in each of the boxes, without blanks."""
        ...


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a document says of itself. Dates are days; a field that it does not state is None."""

    period: str | None = None
    annex: str | None = None
    title: str | None = None
    document_date: dt.date | None = None
    reference_date: dt.date | None = None
    reference: str | None = None
    origin: str = "unknown"
    spots: tuple[tuple[str, Spot], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read: its pages (those that were read with care), metadata and issues.

    `page_count` is that of the file; `texts` holds the plain text of every page by number;
    `source` says where the text came from, `embedded` in the file or by `ocr`; `series` is the id
    of the series it is of, None where it is told to be of none. `unread` are the areas of all its
    pages that show writing which was not read; `pictures` shows its pages as they are drawn, where
    the file is at hand; `attached` counts the files that are attached to it, which are not read.
    """

    file: str
    sha256: str
    page_count: int
    pages: tuple[Page, ...]
    texts: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    particulars: Particulars = field(default_factory=Particulars)
    issues: tuple[Issue, ...] = ()
    source: str = "embedded"
    series: str | None = None
    unread: tuple[Unread, ...] = ()
    pictures: PictureSource | None = field(default=None, compare=False, repr=False)
    attached: int = 0

    def page(self, number: int) -> Page | None:
        """The page of that number, or None where it was not read with care."""
        return next((page for page in self.pages if page.number == number), None)

    def lines(self, *regions: Region) -> Iterator[tuple[Page, Line]]:
        """All lines of these regions with their pages, in page order."""
        for page in self.pages:
            for line in page.lines:
                if line.region in regions:
                    yield page, line


def text_of(words: Iterable[Word]) -> str:
    """The words as text: one space between them, none before a joined one, no raised marks."""
    parts: list[str] = []
    for word in words:
        if word.raised:
            continue
        if parts and not word.joined:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)
