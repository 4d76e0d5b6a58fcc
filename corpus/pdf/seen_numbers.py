"""Numbers as the picture shows them, held against what the text of the file claims.

The text of a glyph is what its font says of it, and fonts lie: one may call the glyph of 3 an 8.
What is drawn is what a reader sees. Three witnesses, of which none leans on the text: the shapes of
digits, whether glyphs of one font are alike, and an OCR engine where one is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from missiemonitor.corpus.document import Box, PictureBand, PictureSource, PlacedCharacter
from missiemonitor.corpus.pdf.digit_shapes import DigitShape, Glyph, glyph_in, shapes_of
from missiemonitor.corpus.thresholds import SEEN


class Verdict(StrEnum):
    """What the picture says of a claimed number."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NumberClaim:
    """A number that the text of a page claims: its characters and the box around them, in points.

    `page` counts from 1; the box is on the page as it is shown; `turn` counts the quarter turns
    clockwise that set it upright. Characters that are no digits are not looked at.
    """

    text: str
    page: int
    box: Box
    turn: int = 0


@dataclass(frozen=True, slots=True)
class SeenNumber:
    """What is seen where a number is claimed.

    `seen` has a digit for each that is claimed, "?" where none can be told; `witness` is `shapes`,
    `alike`, or the name of an engine, empty where none could say anything.
    """

    claim: NumberClaim
    verdict: Verdict
    seen: str = ""
    witness: str = ""


def seen_numbers(pictures: PictureSource, claims: Sequence[NumberClaim]) -> tuple[SeenNumber, ...]:
    """Each claimed number as the picture shows it, in the order of the claims."""
    told: dict[int, SeenNumber] = {}
    pages = sorted({claim.page for claim in claims})
    for page in pages:
        mine = [at for at, claim in enumerate(claims) if claim.page == page]
        found = _on_page(pictures, page, [claims[at] for at in mine])
        told.update(zip(mine, found, strict=True))
    return tuple(told[at] for at in range(len(claims)))


def _on_page(pictures: PictureSource, page: int, claims: Sequence[NumberClaim]) -> list[SeenNumber]:
    placed = pictures.digits(page, [claim.box for claim in claims])
    around = Box.around(claim.box for claim in claims)
    room = SEEN.room
    around = Box(around.x0 - room, around.top - room, around.x1 + room, around.bottom + room)
    band = pictures.band(page, around, SEEN.resolution / 72)
    if band is None:
        return [SeenNumber(claim, Verdict.UNKNOWN) for claim in claims]
    drawn = [_glyphs(band, claim, each) for claim, each in zip(claims, placed, strict=True)]
    shapes = iter(shapes_of([glyph for each in drawn for glyph in each]))
    return [
        _by_shapes(claim, [next(shapes) for _ in each])
        for claim, each in zip(claims, drawn, strict=True)
    ]


def _glyphs(
    band: PictureBand, claim: NumberClaim, placed: Sequence[PlacedCharacter]
) -> list[Glyph | None]:
    """The picture of each digit of a claim; nothing where they cannot be told apart."""
    said = [char for char in claim.text if char.isdigit()]
    mine, marks = placed[: len(said)], placed[len(said) :]
    if not said or [each.text for each in mine] != said or not _smaller(marks, mine, claim.turn):
        return []
    return [_glyph(band, each.box, claim.turn) for each in mine]


def _smaller(
    marks: Sequence[PlacedCharacter], digits: Sequence[PlacedCharacter], turn: int
) -> bool:
    """Whether what stands behind a number are marks: figures of footnotes, lower than it is."""

    def high(each: PlacedCharacter) -> float:
        return each.box.width if turn % 2 else each.box.height

    return max(map(high, marks), default=0.0) < SEEN.mark_high * min(map(high, digits))


def _glyph(band: PictureBand, box: Box, turn: int) -> Glyph | None:
    """The picture of what is drawn in a box of the page, set upright."""
    part, at = _part(band, box)
    if not part.size:
        return None
    if turn:
        high, wide = part.shape
        part = np.ascontiguousarray(np.rot90(part, -turn))
        at = at.turned(turn, wide, high)
    return glyph_in(part, at)


def _part(band: PictureBand, box: Box) -> tuple[np.ndarray[Any, np.dtype[np.uint8]], Box]:
    """The pixels around a box of the page, and the box in them."""
    inside = band.pixels_of(box)
    high, wide = band.pixels.shape
    x0, y0 = max(0, int(inside.x0) - 1), max(0, int(inside.top) - 1)
    x1, y1 = min(wide, int(inside.x1) + 2), min(high, int(inside.bottom) + 2)
    part = band.pixels[y0:y1, x0:x1]
    return part, Box(0.0, 0.0, float(x1 - x0), float(y1 - y0))


def _by_shapes(claim: NumberClaim, shapes: Sequence[DigitShape]) -> SeenNumber:
    said = [int(char) for char in claim.text if char.isdigit()]
    if not said or len(shapes) != len(said):
        return SeenNumber(claim, Verdict.UNKNOWN)
    others = [shape.instead_of(digit) for shape, digit in zip(shapes, said, strict=True)]
    seen = "".join("?" if shape.digit is None else str(shape.digit) for shape in shapes)
    if any(other is not None for other in others):
        return SeenNumber(claim, Verdict.DIFFERS, seen, "shapes")
    if all(shape.speaks_for(digit) for shape, digit in zip(shapes, said, strict=True)):
        return SeenNumber(claim, Verdict.AGREES, "".join(map(str, said)), "shapes")
    return SeenNumber(claim, Verdict.UNKNOWN, seen)
