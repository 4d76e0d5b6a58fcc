"""Numbers as the picture shows them, held against what the text of the file claims.

The text of a glyph is what its font says of it, and fonts lie: one may call the glyph of 3 an 8.
What is drawn is what a reader sees. Three witnesses, of which none leans on the text: the shapes of
digits; where these do not tell, an OCR engine that is there, or else whether glyphs of one font
that claim one digit are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from missiemonitor.corpus.document import Box, PictureBand, PictureSource, PlacedCharacter
from missiemonitor.corpus.ocr.numbers import read_numbers
from missiemonitor.corpus.pdf.alike import ClaimedGlyph, contradicting
from missiemonitor.corpus.pdf.cut_glyphs import digits_apart, framed, glyph_at, upright
from missiemonitor.corpus.pdf.digit_shapes import DigitShape, Glyph, ink_of, shapes_of
from missiemonitor.corpus.thresholds import SEEN

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


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

    @property
    def digits(self) -> list[int]:
        return [int(char) for char in self.text if char.isdecimal()]


@dataclass(frozen=True, slots=True)
class SeenNumber:
    """What is seen where a number is claimed.

    `seen` has a digit for each that is claimed, "?" where none can be told, and is empty where
    nothing could be looked at; `witness` is `shapes`, `alike`, or the name of an engine.
    """

    claim: NumberClaim
    verdict: Verdict
    seen: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """The digits of a claim as they are drawn, and what they look like.

    `picture` has them all, upright; `framed` says that each fills the box that the file gives it,
    which it does not where it is partly covered or where the text lies over a picture.
    """

    claim: NumberClaim
    placed: Sequence[PlacedCharacter] = ()
    picture: Pixels | None = None
    glyphs: Sequence[Glyph | None] = ()
    framed: bool = False
    shapes: Sequence[DigitShape] = ()


def seen_numbers(pictures: PictureSource, claims: Sequence[NumberClaim]) -> tuple[SeenNumber, ...]:
    """Each claimed number as the picture shows it, in the order of the claims."""
    told: dict[int, SeenNumber] = {}
    for page in sorted({claim.page for claim in claims}):
        mine = [at for at, claim in enumerate(claims) if claim.page == page]
        found = _on_page(pictures, page, [claims[at] for at in mine])
        told.update(zip(mine, found, strict=True))
    return tuple(told[at] for at in range(len(claims)))


def _on_page(pictures: PictureSource, page: int, claims: Sequence[NumberClaim]) -> list[SeenNumber]:
    placed = pictures.digits(page, [claim.box for claim in claims])
    band = pictures.band(page, _roomy(claim.box for claim in claims), SEEN.resolution / 72)
    if band is None:
        return [SeenNumber(claim, Verdict.UNKNOWN) for claim in claims]
    looks = [_look(band, claim, each) for claim, each in zip(claims, placed, strict=True)]
    shapes = iter(shapes_of([glyph for look in looks for glyph in look.glyphs]))
    looks = [replace(look, shapes=[next(shapes) for _ in look.glyphs]) for look in looks]
    told = [_by_shapes(look) for look in looks]
    for ask in (_by_engines, _by_likeness):
        # What the shapes leave open; what was not there to look at stays so.
        left = [at for at, each in enumerate(told) if each.seen and not each.witness]
        if left:
            answers = ask(pictures, [looks[at] for at in left], band)
            for at, answer in zip(left, answers, strict=True):
                told[at] = answer or told[at]
    return told


def _roomy(boxes: Iterable[Box]) -> Box:
    around, room = Box.around(boxes), SEEN.room
    return Box(around.x0 - room, around.top - room, around.x1 + room, around.bottom + room)


def _look(band: PictureBand, claim: NumberClaim, placed: Sequence[PlacedCharacter]) -> _Look:
    """A claim with its digits; without any where the file shows others there."""
    mine, others = _claimed(claim, placed)
    if not mine or not all(_beside(each, mine, band, claim.turn) for each in others):
        return _Look(claim)
    glyphs = [glyph_at(band, each.box, claim.turn) for each in mine]
    pairs = zip(glyphs, mine, strict=True)
    if all(glyph is None or framed(glyph, band, each.box) for glyph, each in pairs):
        picture = upright(band, Box.around(each.box for each in mine), claim.turn)
        return _Look(claim, mine, picture, glyphs, framed=True)
    picture = upright(band, claim.box, claim.turn)
    return _Look(claim, mine, picture, digits_apart(picture, len(mine)))


def _claimed(
    claim: NumberClaim, placed: Sequence[PlacedCharacter]
) -> tuple[list[PlacedCharacter], list[PlacedCharacter]]:
    """The characters of a claim among those in its box, in its order, and the others there.

    None of them where one is not there. Marks are the last to be taken for digits of a number, and
    of two that are the same the later one lies on top.
    """
    placed = sorted(placed, key=lambda each: round(_along(each, claim.turn)))
    highest = max((_high(each, claim.turn) for each in placed), default=0.0)
    large = [each for each in placed if _high(each, claim.turn) >= SEEN.mark_high * highest]
    for among in (large, placed):
        mine: list[PlacedCharacter] = []
        left = claim.digits
        for each in reversed(among):
            if left and int(each.text) == left[-1]:
                mine.insert(0, each)
                left.pop()
        if not left:
            taken = {id(each) for each in mine}
            return mine, [each for each in placed if id(each) not in taken]
    return [], list(placed)


def _along(each: PlacedCharacter, turn: int) -> float:
    """Where a character stands along its line, in points; files draw them in any order."""
    return (each.box.centre, -each.box.middle, -each.box.centre, each.box.middle)[turn % 4]


def _high(each: PlacedCharacter, turn: int) -> float:
    """How high a character stands, in points, on a page that is set upright."""
    return each.box.width if turn % 2 else each.box.height


def _beside(
    other: PlacedCharacter, digits: Sequence[PlacedCharacter], band: PictureBand, turn: int
) -> bool:
    """Whether a digit that a number does not claim is none of it to a reader's eye either.

    It is the mark of a footnote, lower than the number is; or covered by it, or not drawn.
    """
    mark = _high(other, turn) < SEEN.mark_high * min(_high(each, turn) for each in digits)
    covered = any(each.box.holds(other.box) for each in digits)
    return mark or covered or glyph_at(band, other.box, turn) is None


def _by_shapes(look: _Look) -> SeenNumber:
    claim, said = look.claim, look.claim.digits
    if not look.shapes:
        return SeenNumber(claim, Verdict.UNKNOWN)
    pairs = list(zip(look.shapes, said, strict=True))
    seen = "".join("?" if shape.digit is None else str(shape.digit) for shape in look.shapes)
    if any(shape.instead_of(digit) is not None for shape, digit in pairs):
        return SeenNumber(claim, Verdict.DIFFERS, seen, "shapes")
    if all(shape.speaks_for(digit) for shape, digit in pairs):
        return SeenNumber(claim, Verdict.AGREES, "".join(map(str, said)), "shapes")
    return SeenNumber(claim, Verdict.UNKNOWN, seen)


def _by_engines(
    pictures: PictureSource, looks: Sequence[_Look], band: PictureBand
) -> list[SeenNumber | None]:
    """What the engines read, where it is the claim or fits what the shapes tell of it."""
    asked = looks[: SEEN.most_asked]
    read = read_numbers([_dark_on_white(look.picture) for look in asked])
    answers: list[SeenNumber | None] = []
    for look, told in zip(asked, read, strict=True):
        claimed = "".join(map(str, look.claim.digits))
        said = {each.text: each.engine for each in reversed(told) if each.text}
        if claimed in said and len(said) == 1:
            answers.append(SeenNumber(look.claim, Verdict.AGREES, claimed, said[claimed]))
        elif len(said) == 1 and _fits(look, next(iter(said))):
            ((seen, engine),) = said.items()
            answers.append(SeenNumber(look.claim, Verdict.DIFFERS, seen, engine))
        else:
            answers.append(None)
    return answers + [None] * (len(looks) - len(asked))


def _fits(look: _Look, text: str) -> bool:
    """Whether another number is no other where the shapes speak for the claim."""
    return len(text) == len(look.shapes) and all(
        str(digit) == char or not shape.speaks_for(digit)
        for char, digit, shape in zip(text, look.claim.digits, look.shapes, strict=True)
    )


def _dark_on_white(picture: Pixels | None) -> Pixels:
    ink = ink_of(picture.astype(np.float32)) if picture is not None and picture.size else None
    if ink is None:
        return np.full((1, 1), 255, dtype=np.uint8)
    return np.asarray(255 * (1 - ink), dtype=np.uint8)


def _by_likeness(
    pictures: PictureSource, looks: Sequence[_Look], band: PictureBand
) -> list[SeenNumber | None]:
    """Whether the glyphs of a number contradict others of their font on the same page."""
    page, turn = looks[0].claim.page, looks[0].claim.turn
    whole = pictures.band(page, pictures.area(page), SEEN.resolution / 72)
    if whole is None:
        return [None] * len(looks)
    # What does not fill its box is covered, or no glyph of the font that the text names.
    mine = [each for look in looks if look.framed for each in look.placed]
    if not mine:
        return [None] * len(looks)
    fonts, own = {each.font for each in mine}, {each.box for each in mine}
    (all_digits,) = pictures.digits(page, [pictures.area(page)])
    others = [each for each in all_digits if each.font in fonts and each.box not in own]
    others = others[: SEEN.most_compared]
    drawn = [(each, glyph_at(whole, each.box, turn)) for each in [*mine, *others]]
    filled = [(each, glyph) for each, glyph in drawn if glyph and framed(glyph, whole, each.box)]
    claims = [ClaimedGlyph(each.font, int(each.text), glyph) for each, glyph in filled]
    places = [each.box for each, _ in filled]
    told = {places[at] for at in contradicting(claims)}
    return [
        SeenNumber(look.claim, Verdict.DIFFERS, _marked(look, told), "alike")
        if any(each.box in told for each in look.placed)
        else None
        for look in looks
    ]


def _marked(look: _Look, contradicted: set[Box]) -> str:
    return "".join("?" if each.box in contradicted else each.text for each in look.placed)
