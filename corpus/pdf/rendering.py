"""An open PDFium page as grey pixels, as it is shown and without its text.

What is drawn with and without text tells which characters can be seen, and what ink on a page is no
text at all. Pages are pypdfium2's; whoever wants notes and fields drawn flattens them first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

Grey = np.ndarray[Any, np.dtype[np.uint8]]
# A form in a form in a form: deeper than this nobody nests them, and a file may go in circles.
DEEPEST = 16


def page_objects(page: pypdfium2.PdfPage, most: int | None = None) -> Iterator[tuple[Any, int]]:
    """All objects of a page with their types (FPDF_PAGEOBJ_...), those inside forms too.

    `most` bounds how many are given. Handles are PDFium's own, good until the page is closed.
    """
    left = [most if most is not None else -1]
    count = pdfium_c.FPDFPage_CountObjects(page)
    yield from _objects(page, count, pdfium_c.FPDFPage_GetObject, DEEPEST, left)


def _objects(
    holder: Any, count: int, get: Any, depth: int, left: list[int]
) -> Iterator[tuple[Any, int]]:
    for index in range(count):
        if left[0] == 0:
            return
        left[0] -= 1
        each = get(holder, index)
        kind = pdfium_c.FPDFPageObj_GetType(each)
        yield each, kind
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth:
            inside = pdfium_c.FPDFFormObj_CountObjects(each)
            yield from _objects(each, inside, pdfium_c.FPDFFormObj_GetObject, depth - 1, left)


@contextmanager
def without_text(page: pypdfium2.PdfPage) -> Iterator[None]:
    """While it holds, the page is drawn without its text, that inside forms too."""
    hidden = [each for each, kind in page_objects(page) if kind == pdfium_c.FPDF_PAGEOBJ_TEXT]
    try:
        for each in hidden:
            pdfium_c.FPDFPageObj_SetIsActive(each, False)
        yield
    finally:
        for each in hidden:
            pdfium_c.FPDFPageObj_SetIsActive(each, True)


def grey_pixels(page: pypdfium2.PdfPage, scale: float, most_pixels: int) -> tuple[Grey, float]:
    """The page as it is shown, in grey from 0 (black), and the pixels of a point.

    These are `scale`, or fewer where the page would take more than `most_pixels`.
    """
    width, height = page.get_size()
    scale = min(scale, (most_pixels / max(1.0, width * height)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    pixels: Grey = drawn.to_numpy()
    return pixels.reshape(pixels.shape[0], pixels.shape[1]).copy(), scale
