"""Digits told by their shape alone: what a glyph of a picture looks like, whatever its text says.

No engine and no model: the templates are the digits of the twelve text fonts that PDFium has built
in, drawn once. A glyph is cut to its ink, brought to one size and held against each of them. It is
made to be right where it speaks, and to say nothing where two digits are about as like.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.page_images import PDFIUM
from missiemonitor.corpus.thresholds import SHAPES
from PIL import Image

Bitmap = np.ndarray[Any, np.dtype[np.uint8]]
Floats = np.ndarray[Any, np.dtype[np.float32]]

WIDE, HIGH = 20, 28  # pixels of a glyph when it is compared
DIGITS = 10
GROUND = 2  # pixels around a glyph that tell what its ground is
BLURRED = 2  # times, so that a thin stroke a pixel further on is still much the same
# The text fonts that every reader of PDF has; PDFium has shapes of its own for them.
FONTS = (
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Helvetica-BoldOblique",
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
    "Courier",
    "Courier-Bold",
    "Courier-Oblique",
    "Courier-BoldOblique",
)
SLANTS = (0.0, 0.15, 0.3)  # pixels to the right for each one up; italics lean by 0.1 to 0.35
CELL = 48  # pixels between two template digits


@dataclass(frozen=True, slots=True)
class DigitShape:
    """How like a glyph is to each digit from 0 to 9, from 0 to 1; all 0 where it has no ink.

    `pixels` is the height of its ink in the picture: of few pixels little can be told.
    """

    likeness: tuple[float, ...]
    pixels: float

    @property
    def digit(self) -> int | None:
        """The digit that it is like and no other nearly as much, or None."""
        best = max(range(DIGITS), key=lambda digit: self.likeness[digit])
        rest = max(like for digit, like in enumerate(self.likeness) if digit != best)
        clear = self.likeness[best] >= SHAPES.alike and self.likeness[best] - rest >= SHAPES.clear
        return best if clear and self.pixels >= SHAPES.pixels else None

    def speaks_for(self, digit: int) -> bool:
        """Whether it looks like that digit more than like any other."""
        own = self.likeness[digit]
        rest = max(like for other, like in enumerate(self.likeness) if other != digit)
        return own >= SHAPES.near and own - rest >= SHAPES.clear

    def instead_of(self, digit: int) -> int | None:
        """The other digit that it clearly is, where `digit` was claimed; else None."""
        seen = self.digit
        if seen is None or seen == digit:
            return None
        fits_badly = self.likeness[digit] <= SHAPES.unlike
        fits_well = self.likeness[seen] >= SHAPES.sure
        apart = self.likeness[seen] - self.likeness[digit] >= SHAPES.apart
        return seen if apart and (fits_badly or fits_well) else None


def digit_shapes(picture: Bitmap, boxes: Sequence[Box]) -> list[DigitShape]:
    """What stands in each of the boxes (pixels of a grey picture, one glyph each) looks like.

    The ink may be darker or lighter than its ground.
    """
    return shapes_of([glyph_in(picture, box) for box in boxes])


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """The ink of one glyph: at one size (HIGH x WIDE, 0 to 1), and its width by its height.

    `pixels` is its height in the picture that it was found in, `box` where it lies there (pixels).
    """

    ink: Floats
    aspect: float
    pixels: float
    box: Box


def shapes_of(glyphs: Sequence[Glyph | None]) -> list[DigitShape]:
    """What glyphs look like; one without ink like nothing."""
    there = [glyph for glyph in glyphs if glyph is not None]
    nothing = DigitShape((0.0,) * DIGITS, 0.0)
    if not there:
        return [nothing] * len(glyphs)
    known, digits, aspects = _templates()
    seen = vectors(np.stack([glyph.ink for glyph in there]))
    # einsum and not @: for so little, threads of BLAS cost more than they spare.
    like = np.maximum(np.einsum("ni,mi->nm", seen, known), 0.0)
    own = np.array([glyph.aspect for glyph in there], dtype=np.float32)
    like -= SHAPES.proportion * np.abs(np.log(own[:, None] / aspects[None, :]))
    best = np.stack([like[:, digits == digit].max(axis=1) for digit in range(DIGITS)], axis=1)
    best = np.clip(best, 0.0, 1.0)
    told = iter(
        DigitShape(tuple(float(value) for value in row), glyph.pixels)
        for row, glyph in zip(best, there, strict=True)
    )
    return [nothing if glyph is None else next(told) for glyph in glyphs]


def glyph_in(picture: Bitmap, box: Box) -> Glyph | None:
    """The ink in a box, in pixels; None where it is empty or of one tone."""
    x0, y0 = max(0, int(box.x0)), max(0, int(box.top))
    x1, y1 = int(np.ceil(box.x1)), int(np.ceil(box.bottom))
    # What is ground is told by what lies around; the ink there may be of the next glyph.
    above, before = min(y0, GROUND), min(x0, GROUND)
    part = picture[y0 - above : y1 + GROUND, x0 - before : x1 + GROUND].astype(np.float32)
    ink = ink_of(part) if part.size else None
    if ink is None:
        return None
    ink = ink[above : above + y1 - y0, before : before + x1 - x0]
    if ink.size == 0 or float(ink.max()) <= SHAPES.edge:
        return None
    left, right = _ends(ink.max(axis=0))
    top, bottom = _ends(ink.max(axis=1))
    found = _glyph(ink, left, top, right, bottom)
    return replace(found, box=Box(left + x0, top + y0, right + x0, bottom + y0))


def ink_of(part: Floats) -> Floats | None:
    """How much ink each pixel has, 0 to 1, whether it is darker or lighter than its ground."""
    low, high = float(part.min()), float(part.max())
    if high - low < SHAPES.contrast:
        return None
    edge = np.concatenate((part[0], part[-1], part[:, 0], part[:, -1]))
    # A tight box has more ground than ink on its edge, and ink is nearer to one end of the tones.
    dark = float(np.median(edge)) > (low + high) / 2
    scaled = (part - low) / (high - low)
    return np.asarray(1.0 - scaled if dark else scaled, dtype=np.float32)


def _ends(profile: Floats) -> tuple[float, float]:
    """Where ink begins and ends along a profile, to a part of a pixel."""
    full = np.flatnonzero(profile > SHAPES.edge)
    first, last = int(full[0]), int(full[-1])
    return first + 1.0 - float(profile[first]), last + float(profile[last])


def _glyph(ink: Floats, left: float, top: float, right: float, bottom: float) -> Glyph:
    box, high, wide = Box(left, top, right, bottom), max(bottom - top, 1.0), max(right - left, 0.5)
    aspect = wide / high
    if aspect < SHAPES.narrow:
        # A 1 that is made as wide as an 8 is a block.
        room = (SHAPES.narrow * high - wide) / 2
        left, right = left - room, right + room
    margin = int(np.ceil(max(0.0, -left, right - ink.shape[1]))) + 1
    padded = np.pad(ink, ((1, 1), (margin, margin)))
    scaled = Image.fromarray(padded).resize(
        (WIDE, HIGH),
        Image.Resampling.BICUBIC if high < HIGH else Image.Resampling.BOX,
        box=(left + margin, top + 1, right + margin, bottom + 1),
    )
    return Glyph(np.clip(np.asarray(scaled, dtype=np.float32), 0.0, 1.0), aspect, high, box)


def vectors(inks: Floats) -> Floats:
    """Glyphs blurred a little, without their mean, of length 1: their product is the likeness."""
    soft = inks
    for _ in range(BLURRED):
        padded = np.pad(soft, ((0, 0), (1, 1), (1, 1)))
        down = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
        soft = (down[:, :, :-2] + 2 * down[:, :, 1:-1] + down[:, :, 2:]) / 16
    flat = soft.reshape(len(soft), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.asarray(flat / np.maximum(length, 1e-6), dtype=np.float32)


@lru_cache(maxsize=1)
def _templates() -> tuple[Floats, np.ndarray[Any, np.dtype[np.intp]], Floats]:
    """The known digits as vectors, which digit each is, and their widths by their heights."""
    drawn = _drawn_templates()
    glyphs, digits = [], []
    for row in range(len(FONTS)):
        for digit in range(DIGITS):
            cell = drawn[row * CELL : (row + 1) * CELL, digit * CELL : (digit + 1) * CELL]
            ink = np.asarray(1.0 - cell.astype(np.float32) / 255, dtype=np.float32)
            slants = (
                SLANTS if "Italic" not in FONTS[row] and "Oblique" not in FONTS[row] else (0.0,)
            )
            for variant in (_slanted(ink, slant) for slant in slants):
                left, right = _ends(variant.max(axis=0))
                top, bottom = _ends(variant.max(axis=1))
                glyphs.append(_glyph(variant, left, top, right, bottom))
                digits.append(digit)
    aspects = np.array([glyph.aspect for glyph in glyphs], dtype=np.float32)
    return vectors(np.stack([glyph.ink for glyph in glyphs])), np.array(digits), aspects


def _slanted(ink: Floats, slant: float) -> Floats:
    """Ink sheared so that what is one pixel higher stands `slant` pixels further to the right."""
    if not slant:
        return ink
    tall, wide = ink.shape
    turned = Image.fromarray(ink).transform(
        (wide, tall),
        Image.Transform.AFFINE,
        (1.0, slant, -slant * tall / 2, 0.0, 1.0, 0.0),
        Image.Resampling.BILINEAR,
    )
    return np.asarray(turned, dtype=np.float32)


def _drawn_templates() -> Bitmap:
    """The ten digits of each font beside each other, a font a row, CELL pixels each; on white."""
    wide, high = DIGITS * CELL, len(FONTS) * CELL
    with PDFIUM:
        pdf = pdfium_c.FPDF_CreateNewDocument()
        page = pdfium_c.FPDFPage_New(pdf, 0, wide, high)
        for row, font in enumerate(FONTS):
            for digit in range(DIGITS):
                text = pdfium_c.FPDFPageObj_NewTextObj(pdf, font.encode("ascii"), 0.8 * CELL)
                said = (ctypes.c_ushort * 2)(ord(str(digit)), 0)
                pdfium_c.FPDFText_SetText(text, said)
                x, y = (digit + 0.2) * CELL, high - (row + 0.8) * CELL
                pdfium_c.FPDFPageObj_Transform(text, 1, 0, 0, 1, x, y)
                pdfium_c.FPDFPage_InsertObject(page, text)
        pdfium_c.FPDFPage_GenerateContent(page)
        bitmap = pdfium_c.FPDFBitmap_CreateEx(wide, high, pdfium_c.FPDFBitmap_Gray, None, 0)
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
        stride = pdfium_c.FPDFBitmap_GetStride(bitmap)
        start = pdfium_c.FPDFBitmap_GetBuffer(bitmap)
        held = ctypes.cast(start, ctypes.POINTER(ctypes.c_ubyte * (stride * high))).contents
        drawn = np.frombuffer(held, dtype=np.uint8).reshape(high, stride)[:, :wide].copy()
        pdfium_c.FPDFBitmap_Destroy(bitmap)
        pdfium_c.FPDF_ClosePage(page)
        pdfium_c.FPDF_CloseDocument(pdf)
    return drawn
