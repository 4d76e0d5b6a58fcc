"""One cell of a table as it is drawn: whether anything stands in it, and which number engines see.

For cells of which the text of the file says nothing: pictures, outlines, what is painted over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
from missiemonitor.corpus.document import Box, PictureBand
from missiemonitor.corpus.ocr.engines import Bitmap, engines
from missiemonitor.corpus.ocr.image import cut_out
from missiemonitor.corpus.pdf.components import spots, without_long_runs
from missiemonitor.corpus.thresholds import CELLS, IMAGE, OCR

NUMBER = re.compile(r"\d{1,4}")
WHITE = 255


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """What is drawn in a cell: the box of its ink, in points of the page, and the number in it.

    `text` is empty where no engine sees a number; `other` is what another engine sees, where they
    differ, and `sure` how far the number is to be believed, from 0 to 1.
    """

    box: Box
    text: str = ""
    other: str = ""
    sure: float = 0.0


def drawn_in(band: PictureBand) -> DrawnCell | None:
    """What stands in a part of a page that should be a cell; None where it is bare."""
    ground = int(np.median(band.pixels))
    apart = np.abs(band.pixels.astype(np.int16) - ground) > CELLS.contrast
    # Rules of the table run on over what is looked at; figures do not.
    ink = without_long_runs(apart, round(CELLS.rule * band.scale))
    every = spots(ink, ink.size)
    high, wide = every.height / band.scale, every.width / band.scale
    figures = every.where((high >= CELLS.figure_low) & (wide >= CELLS.figure_narrow))
    if len(figures):
        box = Box(
            float(figures.x0.min()),
            float(figures.top.min()),
            float(figures.x1.max()),
            float(figures.bottom.max()),
        )
        return replace(_read(_dark_on_white(band.pixels, ground), box), box=_points(box, band))
    if ground < IMAGE.dark:  # a box over the whole of it
        rows, columns = band.pixels.shape
        return DrawnCell(_points(Box(0.0, 0.0, float(columns), float(rows)), band))
    if apart.mean() > CELLS.filled:  # one over a part
        down, across = np.flatnonzero(apart.any(axis=1)), np.flatnonzero(apart.any(axis=0))
        sides = (across[0], down[0], across[-1] + 1, down[-1] + 1)
        return DrawnCell(_points(Box(*(float(side) for side in sides)), band))
    return None


def _points(box: Box, band: PictureBand) -> Box:
    return Box(
        box.x0 / band.scale + band.left,
        box.top / band.scale + band.top,
        box.x1 / band.scale + band.left,
        box.bottom / band.scale + band.top,
    )


def _dark_on_white(pixels: Bitmap, ground: int) -> Bitmap:
    """The pixels as engines like them: the ground white, whatever stands on it darker."""
    apart = np.abs(pixels.astype(np.int16) - ground)
    most = max(1, int(apart.max()))
    return np.asarray(WHITE - WHITE * apart // most, dtype=np.uint8)


def _read(picture: Bitmap, box: Box) -> DrawnCell:
    """What the engines read in a box of a picture."""
    white = np.pad(picture, IMAGE.cut_border, constant_values=WHITE)
    moved = Box(*(side + IMAGE.cut_border for side in box.sides()))
    part = cut_out(white, moved)
    texts = [engine.text(part)[0].strip().rstrip(".,") for engine in engines().values()]
    numbers = [text for text in texts if NUMBER.fullmatch(text)]
    if not numbers:
        return DrawnCell(box)
    # Never sure, even where engines agree: of one figure they see no more than its shape.
    others = [text for text in numbers if text != numbers[0]]
    if others:
        return DrawnCell(box, numbers[0], others[0], OCR.different)
    return DrawnCell(box, numbers[0], "", OCR.lone)
