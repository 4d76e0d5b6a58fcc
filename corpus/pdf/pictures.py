"""The pages of a file as they are drawn, looked at where a figure is to be held against them.

The file is opened when first asked, one page at a time is kept, with notes and fields as drawn.
"""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box, PictureBand, PlacedCharacter
from missiemonitor.corpus.page_images import PDFIUM
from missiemonitor.corpus.thresholds import SEEN

MILLI = 1000  # PDFium tells places on a page in whole pixels: of a thousandth of a point


class PagePictures:
    """The pages of these bytes as pictures and as characters with the boxes of their glyphs.

    Boxes are points from the top left of the page as it is shown. A page that PDFium cannot open
    or draw gives nothing. May be used by several threads; is pickled as its bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: pypdfium2.PdfDocument | None = None
        self._open: tuple[int, pypdfium2.PdfPage, pypdfium2.PdfTextPage] | None = None

    def __getstate__(self) -> bytes:
        return self._data

    def __setstate__(self, data: bytes) -> None:
        self.__init__(data)  # type: ignore[misc]

    def band(self, number: int, box: Box, scale: float) -> PictureBand | None:
        """What is drawn in a box of page `number` (from 1), in grey, at `scale` pixels a point.

        Fewer where the box would take more than are allowed. None where nothing can be drawn.
        """
        if box.width <= 0 or box.height <= 0:
            return None
        scale = min(scale, (SEEN.most_pixels / (box.width * box.height)) ** 0.5)
        wide, high = max(1, round(box.width * scale)), max(1, round(box.height * scale))
        with self._page(number) as opened:
            if opened is None:
                return None
            page, _ = opened
            width, height = page.get_size()
            bitmap = pypdfium2.PdfBitmap.new_native(wide, high, pdfium_c.FPDFBitmap_Gray)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, wide, high)
            left, top = round(-box.x0 * scale), round(-box.top * scale)
            pdfium_c.FPDF_RenderPageBitmap(
                bitmap, page, left, top, round(width * scale), round(height * scale), 0, 0
            )
            drawn = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(high, wide)
            bitmap.close()
        return PictureBand(drawn, -left / scale, -top / scale, scale)

    def area(self, number: int) -> Box:
        """The whole of page `number`; a box without area where it cannot be shown."""
        with self._page(number) as opened:
            width, height = opened[0].get_size() if opened else (0.0, 0.0)
        return Box(0.0, 0.0, float(width), float(height))

    def digits(self, number: int, boxes: Sequence[Box]) -> list[list[PlacedCharacter]]:
        """The digits whose middle lies in each of the boxes, in the order of the file."""
        with self._page(number) as opened:
            if opened is None:
                return [[] for _ in boxes]
            page, text = opened
            placed = list(_digits(page, text, Box.around(boxes)))
        return [[each for each in placed if box.holds(each.box)] for box in boxes]

    def other_reader(self, number: int, boxes: Sequence[Box]) -> list[str] | None:
        """What pdfplumber reads in each of the boxes, without blanks; None where it reads nothing.

        It finds and decodes characters by code of its own, and takes long: for cells in doubt.
        """
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        try:
            with pdfplumber.open(io.BytesIO(self._data), pages=[number]) as pdf:
                page = pdf.pages[0]
                left, top = page.cropbox[0], page.cropbox[1]
                chars = [
                    (Box(c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top), c)
                    for c in page.chars
                ]
        except Exception:  # pdfminer lets errors of any kind out of a damaged file
            return None
        return [
            "".join(c["text"] for at, c in chars if box.holds(at) and not c["text"].isspace())
            for box in boxes
        ]

    def close(self) -> None:
        """Lets go of what PDFium holds; whoever asks again has it opened again."""
        with PDFIUM:
            self._leave()
            if self._pdf is not None:
                self._pdf.close()
                self._pdf = None

    @contextmanager
    def _page(
        self, number: int
    ) -> Iterator[tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage] | None]:
        with PDFIUM:
            yield self._opened(number)

    def _opened(self, number: int) -> tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage] | None:
        try:
            if self._open is None or self._open[0] != number:
                self._leave()
                self._pdf = self._pdf or pypdfium2.PdfDocument(self._data)
                if not 1 <= number <= len(self._pdf):
                    return None
                page = self._pdf[number - 1]
                if pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == (
                    pdfium_c.FLATTEN_SUCCESS
                ):
                    page.close()
                    page = self._pdf[number - 1]
                self._open = number, page, page.get_textpage()
            return self._open[1:]
        except pypdfium2.PdfiumError:
            return None

    def _leave(self) -> None:
        if self._open is not None:
            self._open[2].close()
            self._open[1].close()
            self._open = None


def _digits(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, within: Box
) -> Iterator[PlacedCharacter]:
    """The digits of a page in a box, with their fonts."""
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    shown = _Shown.of(page)
    for index in range(text.count_chars()):
        char = chr(pdfium_c.FPDFText_GetUnicode(text, index))
        if not char.isdecimal() or not pdfium_c.FPDFText_GetCharBox(text, index, *sides):
            continue
        box = shown.box(left.value, bottom.value, right.value, top.value)
        if within.holds(box):
            yield PlacedCharacter(char, box, _font(text, index))


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a place in the file's own space becomes one on the page as it is shown."""

    start: tuple[float, float]
    across: tuple[float, float]
    up: tuple[float, float]

    @staticmethod
    def of(page: pypdfium2.PdfPage) -> _Shown:
        """From where three places of the page are shown."""
        width, height = page.get_size()
        wide, high = round(width * MILLI), round(height * MILLI)
        places = []
        for x, y in ((0, 0), (MILLI, 0), (0, MILLI)):
            right, down = ctypes.c_int(), ctypes.c_int()
            pdfium_c.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, right, down)
            places.append((right.value / MILLI, down.value / MILLI))
        (a, b), (c, d), (e, f) = places
        return _Shown(
            (a, b), ((c - a) / MILLI, (d - b) / MILLI), ((e - a) / MILLI, (f - b) / MILLI)
        )

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        xs, ys = [], []
        for x, y in ((x0, y0), (x1, y1)):
            xs.append(self.start[0] + x * self.across[0] + y * self.up[0])
            ys.append(self.start[1] + x * self.across[1] + y * self.up[1])
        return Box(min(xs), min(ys), max(xs), max(ys))


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The name of the font of a character."""
    flags: Any = ctypes.c_int()
    size = pdfium_c.FPDFText_GetFontInfo(text, index, None, 0, flags)
    name = ctypes.create_string_buffer(max(1, size))
    pdfium_c.FPDFText_GetFontInfo(text, index, name, size, flags)
    return name.value.decode("utf-8", "replace")
