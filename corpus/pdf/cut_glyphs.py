"""Single glyphs cut out of the picture of a page, where the file says that they are, or by ink."""

from __future__ import annotations

from typing import Any

import numpy as np
from missiemonitor.corpus.document import Box, PictureBand
from missiemonitor.corpus.pdf.digit_shapes import GROUND, Glyph, glyph_in, ink_of
from missiemonitor.corpus.thresholds import SEEN

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


def glyph_at(band: PictureBand, box: Box, turn: int) -> Glyph | None:
    """The glyph that is drawn in a box of the page, set upright; None without ink."""
    part, at = _upright(band, box, turn)
    return glyph_in(part, at) if part.size else None


def upright(band: PictureBand, box: Box, turn: int) -> Pixels:
    """The pixels of a box of the page and a little around it, after `turn` clockwise quarters."""
    return _upright(band, box, turn)[0]


def _upright(band: PictureBand, box: Box, turn: int) -> tuple[Pixels, Box]:
    """These pixels, and where the box lies among them."""
    inside = band.pixels_of(box)
    high, wide = band.pixels.shape
    x0, y0 = max(0, int(inside.x0) - GROUND), max(0, int(inside.top) - GROUND)
    x1, y1 = min(wide, int(inside.x1) + 1 + GROUND), min(high, int(inside.bottom) + 1 + GROUND)
    part = band.pixels[y0:y1, x0:x1]
    room = SEEN.glyph_room  # boxes are not exact, and the next glyph is not far
    at = Box(
        inside.x0 - x0 - room,
        inside.top - y0 - room,
        inside.x1 - x0 + room,
        inside.bottom - y0 + room,
    )
    at = at.turned(turn, float(part.shape[1]), float(part.shape[0]))
    return np.ascontiguousarray(np.rot90(part, -turn)), at


def framed(glyph: Glyph, band: PictureBand, box: Box) -> bool:
    """Whether a glyph of `glyph_at` is as wide and as high as the box that the file gives it."""
    own, given = sorted((glyph.box.width, glyph.box.height)), sorted((box.width, box.height))
    slack = max(SEEN.frame_least, SEEN.frame * band.scale * max(box.width, box.height))
    return all(abs(a - band.scale * b) <= slack for a, b in zip(own, given, strict=True))


def digits_apart(picture: Pixels, number: int) -> list[Glyph | None]:
    """The glyphs in the picture of a number, parted by white; none where they are not as many."""
    ink = ink_of(picture.astype(np.float32)) if picture.size else None
    if ink is None:
        return []
    columns = np.concatenate(([0], (ink > SEEN.apart_ink).any(axis=0).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(columns))
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        left, right = max(0, int(start) - 1), min(picture.shape[1], int(end) + 1)
        glyph = glyph_in(picture, Box(float(left), 0.0, float(right), float(len(picture))))
        if glyph is not None:
            found.append(glyph)
    highest = max((glyph.pixels for glyph in found), default=0.0)
    digits = [glyph for glyph in found if glyph.pixels >= SEEN.apart_high * highest]
    return list(digits) if len(digits) == number else []
