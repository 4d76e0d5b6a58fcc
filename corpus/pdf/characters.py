"""The characters of a page as PDFium places them: an open page goes in, arrays come out.

Heights come from the baseline and the size alone. Ascent and descent of a font's descriptor are
believed by many readers and are wrong in one file of twelve (35 of 425 public ones).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.thresholds import CHARACTER_BOXES

Floats = np.ndarray[Any, np.dtype[np.float64]]
Whole = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

# PDFium gives this for a hyphen at which it thinks that a line was broken.
BROKEN_HYPHEN = 2
HUNG = 0.001  # points between the right of a letter's ink and of its box, where these are one
UNKNOWN = 0xFFFD  # the character that stands for one that is not known
# Of all characters it makes up these alone.
BLANKS = (0x20, 0x0A, 0x0D)


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters in the order in which PDFium gives them, nearly that in which they are drawn.

    Each field but the last three is an array with an entry a character. `x0` to `bottom` are the
    em box and `ink` (n by 4: left, top, right, bottom) the box of the drawn glyph, in points from
    the top left of the page as it is shown; `text` is what it says, several letters for a ligature;
    `size` is in points; `turn` counts the quarter turns clockwise that set it upright, and
    `slanted` says that none does. `font` and `drawn_by` are indices of `fonts`, names of fonts, and
    `objects`, addresses of text objects; `mode` is the text rendering mode of ISO 32000-1, 9.3.6.
    `after_gap` says that PDFium takes the gap before a character for a blank.
    """

    text: np.ndarray[Any, np.dtype[np.object_]]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    ink: Floats
    size: Floats
    turn: Whole
    slanted: Flags
    font: Whole
    drawn_by: Whole
    mode: Whole
    after_gap: Flags
    fonts: tuple[str, ...]
    objects: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.x0)

    def only(self, kept: Flags | Whole) -> Characters:
        """Those of these flags or indices."""
        arrays = {
            field.name: getattr(self, field.name)[kept]
            for field in fields(self)
            if field.name not in ("fonts", "objects")
        }
        return replace(self, **arrays)


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a page is shown: its box in the file's own space (points), and its quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def points(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Points of the file's own space as points from the top left of the page as it is shown."""
        match self.turns:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def boxes(self, left: Any, bottom: Any, right: Any, top: Any) -> tuple[Any, Any, Any, Any]:
        """Boxes of the file's own space as left, top, right, bottom on the page as shown."""
        x, y = self.points(left, bottom)
        u, v = self.points(right, top)
        return np.minimum(x, u), np.minimum(y, v), np.maximum(x, u), np.maximum(y, v)


def shown_part(page: pypdfium2.PdfPage) -> Shown:
    """The part of a page that viewers show: its CropBox as far as the MediaBox reaches."""
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, rect)
    return Shown(rect.left, rect.bottom, rect.right, rect.top, page.get_rotation() // 90)


def characters(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> Characters:
    """All characters of a page that PDFium did not make up, hidden ones too."""
    asked, place = textpage.raw, shown_part(page)
    count = max(0, pdfium_c.FPDFText_CountChars(asked))
    page_text = ctypes.cast(asked, ctypes.c_void_p).value
    codes = np.array([_unicode(page_text, at) for at in range(count)], dtype=np.int64)
    real = codes != 0
    lost = _unmapped(page_text, codes)
    for at in np.flatnonzero(np.isin(codes, BLANKS)).tolist():
        real[at] = not _generated(page_text, at)
    made_up = ~real
    at_place = np.flatnonzero(real)
    after_gap = made_up[at_place - 1] & (at_place > 0)
    codes, lost, count = codes[at_place], lost[at_place], len(at_place)
    origin, ink, loose = np.zeros((count, 2)), np.zeros((count, 4)), np.zeros((count, 4), "f4")
    owners = _measured(asked, at_place, origin, ink, loose)
    drawn: dict[int, _TextObject] = {}
    for at, owner in zip(at_place.tolist(), owners, strict=True):
        if owner not in drawn:
            drawn[owner] = _text_object(asked, at, owner)
    order = {owner: index for index, owner in enumerate(drawn)}
    drawn_by = np.fromiter((order[owner] for owner in owners), np.int64, count)
    told = list(drawn.values())
    fonts = tuple(dict.fromkeys(each.font for each in told))
    numbers: list[tuple[float, ...]] = [
        (*each.matrix, each.size, fonts.index(each.font), each.mode) for each in told
    ]
    a, b, c, d, size, font, mode = np.array(numbers or [(0.0,) * 7])[drawn_by].T
    # A size below nothing turns letters round as a matrix does.
    a, b, size = np.where(size < 0, -a, a), np.where(size < 0, -b, b), np.abs(size)
    codes = _without_guesses(codes, lost, font)
    x, y = place.points(origin[:, 0], origin[:, 1])
    turn, slanted = _directions(a, b, place.turns)
    # Left, right, bottom, top is the order of FPDFText_GetCharBox; FS_RECTF has another one.
    sides = place.boxes(ink[:, 0], ink[:, 2], ink[:, 1], ink[:, 3])
    flat = np.abs(loose[:, 2] - loose[:, 0]).astype(np.float64)
    level = (np.abs(b) < CHARACTER_BOXES.level * np.abs(a)) & (flat > 0)
    # A box is as wide as the ink of a letter that hangs over the next one, as an f's may.
    hung = level & (np.abs(ink[:, 1] - loose[:, 2]) < HUNG) & (turn == 0)
    hung &= np.append(after_gap[1:], False)[:count]  # a blank that the box leaves no room for
    by_font = np.hypot(a, b) * size * _widths(told, drawn_by, codes, ~level | hung)
    narrower = np.where(hung & (by_font > 0), np.minimum(flat, by_font), flat)
    advance = _up_to_blanks(np.where(level, narrower, by_font), codes, x, y, turn)
    height = size * np.hypot(c, d)
    x0, top, x1, bottom = _em_boxes(x, y, advance, height, turn)
    return _with_ligatures(
        Characters(
            text=np.array([_letter(code) for code in codes.tolist()], dtype=object),
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            ink=np.stack(sides, axis=1),
            size=height,
            turn=turn,
            slanted=slanted,
            font=font.astype(np.int64),
            drawn_by=drawn_by,
            mode=mode.astype(np.int64),
            after_gap=after_gap,
            fonts=fonts,
            objects=tuple(drawn),
        )
    )


def _up_to_blanks(advance: Floats, codes: Whole, x: Floats, y: Floats, turn: Whole) -> Floats:
    """The advances, of a letter before a blank of the file no further than where that begins."""
    if len(codes) < 2:
        return advance
    ahead, level = np.diff(x, append=x[-1]), np.diff(y, append=y[-1]) == 0
    blank = np.append(np.isin(codes[1:], BLANKS), False)
    before = blank & level & (turn == 0) & (ahead > 0)
    return np.where(before, np.minimum(advance, ahead), advance)


def _without_guesses(codes: Whole, lost: Flags, font: Floats) -> Whole:
    """The codes, where those of fonts without a map are no text.

    PDFium then gives a character's number in the font. Fonts of old kinds number their characters
    as ASCII does; where one of a font's numbers is that of no character, all are numbers alone.
    """
    return np.where(lost & np.isin(font, font[lost & _controls(codes)]), UNKNOWN, codes)


def _controls(codes: Whole) -> Flags:
    return np.asarray((codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0)), dtype=bool)


def _unmapped(page_text: int | None, codes: Whole) -> Flags:
    """Which characters the file does not tell; none where no code is that of no character."""
    lost = np.zeros(len(codes), dtype=bool)
    odd = np.flatnonzero(_controls(codes) & ~np.isin(codes, BLANKS)).tolist()
    if any(_no_map(page_text, at) == 1 for at in odd):
        lost[:] = [_no_map(page_text, at) == 1 for at in range(len(codes))]
    return lost


def _directions(a: Floats, b: Floats, turns: int) -> tuple[Whole, Flags]:
    """Quarter turns that set text upright along (a, b), and whether none does."""
    right, up = [(a, b), (b, -a), (-a, -b), (-b, a)][turns]
    turn = np.where(np.abs(right) >= np.abs(up), np.where(right >= 0, 0, 2), np.where(up > 0, 1, 3))
    short, long_ = np.minimum(np.abs(right), np.abs(up)), np.maximum(np.abs(right), np.abs(up))
    return turn.astype(np.int64), short > CHARACTER_BOXES.slanted * long_


def _em_boxes(
    x: Floats, y: Floats, advance: Floats, size: Floats, turn: Whole
) -> tuple[Floats, Floats, Floats, Floats]:
    """Boxes that hold each character from its baseline to its head, however it is turned."""
    head, foot = (1 - CHARACTER_BOXES.foot) * size, CHARACTER_BOXES.foot * size
    quarters = [turn == 0, turn == 1, turn == 2, turn == 3]
    return (
        np.select(quarters, [x, x - head, x - advance, x - foot]),
        np.select(quarters, [y - head, y - advance, y - foot, y]),
        np.select(quarters, [x + advance, x + foot, x, x + head]),
        np.select(quarters, [y + foot, y, y + head, y + advance]),
    )


def _with_ligatures(found: Characters) -> Characters:
    """The characters with the letters that one glyph stands for as one."""
    if len(found) < 2:
        return found
    same = np.zeros(len(found), dtype=bool)
    one, two = found.ink[:-1], found.ink[1:]
    # PDFium gives each of them the ink of the glyph, or a part of it that the next one adjoins.
    parted = (two[:, 0] == one[:, 2]) & (two[:, [1, 3]] == one[:, [1, 3]]).all(axis=1)
    same[1:] = (
        (found.drawn_by[1:] == found.drawn_by[:-1])
        & (found.x0[1:] == found.x0[:-1])
        & (found.bottom[1:] == found.bottom[:-1])
        & ((one == two).all(axis=1) | parted)
    )
    text, x1, ink = found.text.copy(), found.x1.copy(), found.ink.copy()
    kept = np.ones(len(found), dtype=bool)
    first = 0
    for at in np.flatnonzero(same).tolist():
        if not same[at - 1]:
            first = at - 1
        if text[at].isalpha() and text[first].isalpha():
            text[first] += text[at]
            kept[at] = False
            ink[first, 2] = max(ink[first, 2], ink[at, 2])
            if found.turn[at] == 0 and parted[at - 1]:
                x1[first] = max(x1[first], ink[at, 2])
    return replace(found, text=text, x1=x1, ink=ink).only(kept)


def _letter(code: int) -> str:
    if code == BROKEN_HYPHEN:
        return "-"
    # A half of a surrogate pair is no character.
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


@dataclass(frozen=True, slots=True)
class _TextObject:
    """What all characters of a text object share; `matrix` is without what moves it."""

    address: int
    matrix: tuple[float, float, float, float]
    size: float
    font: str
    mode: int
    handle: Any


def _text_object(asked: Any, at: int, owner: int) -> _TextObject:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(asked, at, matrix)
    if not owner:
        return _TextObject(0, (1.0, 0.0, 0.0, 1.0), 1.0, "", 0, None)
    handle = pdfium_c.FPDFText_GetTextObject(asked, at)
    font = pdfium_c.FPDFTextObj_GetFont(handle)
    name = ctypes.create_string_buffer(256)
    if font:
        pdfium_c.FPDFFont_GetBaseFontName(font, name, len(name))
    return _TextObject(
        owner,
        (matrix.a, matrix.b, matrix.c, matrix.d),
        pdfium_c.FPDFText_GetFontSize(asked, at),
        name.value.decode("utf-8", "replace"),
        pdfium_c.FPDFTextObj_GetTextRenderMode(handle),
        font,
    )


def _widths(told: list[_TextObject], drawn_by: Whole, codes: Whole, wanted: Flags) -> Floats:
    """Widths of characters in ems by their fonts, of those that are wanted; else nothing."""
    widths = np.zeros(len(codes))
    known: dict[tuple[str, int], float] = {}
    width = ctypes.c_float()
    for at in np.flatnonzero(wanted).tolist():
        of, code = told[drawn_by[at]], int(codes[at])
        if (of.font, code) not in known:
            there = of.handle and pdfium_c.FPDFFont_GetGlyphWidth(of.handle, code, 1.0, width)
            known[of.font, code] = width.value if there else CHARACTER_BOXES.unknown_width
        widths[at] = known[of.font, code]
    return widths


# --- PDFium's own functions, told to write straight into arrays -------------------------------


def _quick(function: Any, result: Any, *kinds: Any) -> Callable[..., int]:
    """A function of PDFium without what ctypes does to check and convert each argument."""
    made = ctypes.PYFUNCTYPE(result, *kinds)
    return made(ctypes.cast(function, ctypes.c_void_p).value or 0)


_page, _at, _to = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_unicode = _quick(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, _page, _at)
_generated = _quick(pdfium_c.FPDFText_IsGenerated, ctypes.c_int, _page, _at)
_no_map = _quick(pdfium_c.FPDFText_HasUnicodeMapError, ctypes.c_int, _page, _at)
_owner = _quick(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p, _page, _at)
_origin = _quick(pdfium_c.FPDFText_GetCharOrigin, ctypes.c_int, _page, _at, _to, _to)
_ink = _quick(pdfium_c.FPDFText_GetCharBox, ctypes.c_int, _page, _at, _to, _to, _to, _to)
_loose = _quick(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, _page, _at, _to)


def _measured(asked: Any, at_place: Whole, origin: Floats, ink: Floats, loose: Any) -> list[int]:
    """Fills the arrays for the characters of these numbers; addresses of their text objects."""
    page = ctypes.cast(asked, ctypes.c_void_p).value
    at_origin, at_ink, at_loose = (each.ctypes.data for each in (origin, ink, loose))
    owners: list[int] = []
    for at in at_place.tolist():
        _origin(page, at, at_origin, at_origin + 8)
        _ink(page, at, at_ink, at_ink + 8, at_ink + 16, at_ink + 24)
        _loose(page, at, at_loose)
        owners.append(_owner(page, at) or 0)
        at_origin, at_ink, at_loose = at_origin + 16, at_ink + 32, at_loose + 16
    return owners
