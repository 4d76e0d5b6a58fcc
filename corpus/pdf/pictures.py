"""The pages of a file as they are drawn, looked at where a figure is to be held against them.

The file is opened when first asked, one page at a time is kept, with notes and fields as drawn.
"""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box, Letter, PictureBand, PlacedCharacter
from missiemonitor.corpus.page_images import PDFIUM
from missiemonitor.corpus.pdf.characters import shown_part
from missiemonitor.corpus.pdf.file import from_header
from missiemonitor.corpus.pdf.notes import with_notes
from missiemonitor.corpus.pdf.rendering import image_boxes
from missiemonitor.corpus.thresholds import SEEN


class PagePictures:
    """The pages of these bytes as pictures and as characters with the boxes of their glyphs.

    Boxes are points from the top left of the page as it is shown. A page that PDFium cannot open
    or draw gives nothing. May be used by several threads; is pickled as its bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._data = from_header(data)
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

    def letters(self, number: int) -> tuple[Letter, ...]:
        """All characters of a page but blanks, as PDFium alone has them: nothing of how this
        package reads a page has part in them."""
        with self._page(number) as opened:
            return tuple(_letters(*opened)) if opened else ()

    def images(self, number: int) -> tuple[Box, ...]:
        """Where the pictures of a page stand, those inside forms too."""
        with self._page(number) as opened:
            return image_boxes(opened[0]) if opened else ()

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
                if pdfium_c.FPDFPage_GetAnnotCount(page) > 0:
                    page.close()
                    page = with_notes(self._pdf, number)
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
    place = shown_part(page)
    for index in range(text.count_chars()):
        char = chr(pdfium_c.FPDFText_GetUnicode(text, index))
        if not char.isdecimal() or not pdfium_c.FPDFText_GetCharBox(text, index, *sides):
            continue
        box = Box(*map(float, place.boxes(left.value, bottom.value, right.value, top.value)))
        if within.holds(box):
            yield PlacedCharacter(char, box, _font(text, index))


def _letters(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    """The characters of a page that are no blanks."""
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    x, y = ctypes.c_double(), ctypes.c_double()
    loose = pdfium_c.FS_RECTF()
    place = shown_part(page)
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, index)
        char = chr(code) if 0x20 < code < 0xD800 else ""
        if not char.strip() or not pdfium_c.FPDFText_GetCharBox(text, index, *sides):
            continue
        ink = Box(*map(float, place.boxes(left.value, bottom.value, right.value, top.value)))
        pdfium_c.FPDFText_GetLooseCharBox(text, index, loose)
        box = Box(*map(float, place.boxes(loose.left, loose.bottom, loose.right, loose.top)))
        pdfium_c.FPDFText_GetCharOrigin(text, index, x, y)
        at = place.points(x.value, y.value)
        yield Letter(char, box, ink, (float(at[0]), float(at[1])))


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The name of the font of a character."""
    flags: Any = ctypes.c_int()
    size = pdfium_c.FPDFText_GetFontInfo(text, index, None, 0, flags)
    name = ctypes.create_string_buffer(max(1, size))
    pdfium_c.FPDFText_GetFontInfo(text, index, name, size, flags)
    return name.value.decode("utf-8", "replace")
