"""An open PDFium page as grey pixels, as it is shown and without its text.

What is drawn with and without text tells which characters can be seen, and what ink on a page is no
text at all. Pages are pypdfium2's; whoever wants notes and fields drawn flattens them first.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box

Grey = np.ndarray[Any, np.dtype[np.uint8]]
# A form in a form in a form: deeper than this nobody nests them, and a file may go in circles.
DEEPEST = 16
MOST_OBJECTS = 500_000  # forms in forms may make any number of a small file
MOST_IMAGES = 2000  # of a page; a scan may be cut in strips, a drawing in thousands of tiles
FINE = 16  # parts of a point: PDFium tells places on a page in whole numbers


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_objects(page: pypdfium2.PdfPage, most: int = MOST_OBJECTS) -> Iterator[tuple[Any, int]]:
    """All objects of a page with their types (FPDF_PAGEOBJ_...), those inside forms too.

    `most` bounds how many are given. Handles are PDFium's own, good until the page is closed.
    """
    return ((each, kind) for each, kind, _ in placed_objects(page, most))


def placed_objects(
    page: pypdfium2.PdfPage, most: int = MOST_OBJECTS, deepest: int = DEEPEST
) -> Iterator[tuple[Any, int, Matrix]]:
    """The same with the matrix of the forms around each; forms are followed `deepest` deep."""
    count = pdfium_c.FPDFPage_CountObjects(page)
    # The bare handle: a page of a browser has an object for each of its letters.
    found = _objects(page.raw, count, pdfium_c.FPDFPage_GetObject, deepest, IDENTITY)
    return islice(found, most)


def _objects(
    holder: Any, count: int, get: Any, depth: int, outer: Matrix
) -> Iterator[tuple[Any, int, Matrix]]:
    for index in range(count):
        each = get(holder, index)
        kind = pdfium_c.FPDFPageObj_GetType(each)
        yield each, kind, outer
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth:
            inside, within = pdfium_c.FPDFFormObj_CountObjects(each), pdfium_c.FPDFFormObj_GetObject
            yield from _objects(each, inside, within, depth - 1, combined(matrix_of(each), outer))


def matrix_of(raw: Any) -> Matrix:
    """How an object is placed in what holds it."""
    m = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(raw, m):
        return IDENTITY
    return m.a, m.b, m.c, m.d, m.e, m.f


def combined(one: Matrix, two: Matrix) -> Matrix:
    """What `one` does and then `two`."""
    a, b, c, d, e, f = one
    u, v, w, x, y, z = two
    return (
        a * u + b * w,
        a * v + b * x,
        c * u + d * w,
        c * v + d * x,
        e * u + f * w + y,
        e * v + f * x + z,
    )


def image_boxes(page: pypdfium2.PdfPage) -> tuple[Box, ...]:
    """The pictures on a page, those inside forms too: their boxes on the page as it is shown."""
    images = (
        _shown(page, combined(matrix_of(each), outer))
        for each, kind, outer in placed_objects(page)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE
    )
    return tuple(islice(images, MOST_IMAGES))


def _shown(page: pypdfium2.PdfPage, matrix: Matrix) -> Box:
    """Where the unit square lies that an image fills, in points from the top left."""
    width, height = page.get_size()
    a, b, c, d, e, f = matrix
    xs, ys = [], []
    for x, y in ((e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)):
        across, down = ctypes.c_int(), ctypes.c_int()
        size = round(width * FINE), round(height * FINE)
        pdfium_c.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
        xs.append(across.value / FINE)
        ys.append(down.value / FINE)
    return Box(max(0.0, min(xs)), max(0.0, min(ys)), min(width, max(xs)), min(height, max(ys)))


@contextmanager
def without_text(page: pypdfium2.PdfPage, strokes: bool = True) -> Iterator[None]:
    """While it holds, the page is drawn without its text, that inside forms too.

    Without `strokes` it is drawn without shapes that are not filled either.
    """
    hidden = [
        each
        for each, kind in page_objects(page)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT
        or (not strokes and kind == pdfium_c.FPDF_PAGEOBJ_PATH and not _is_filled(each))
    ]
    with without(hidden):
        yield


def _is_filled(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    told = pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    return not told or fill.value != pdfium_c.FPDF_FILLMODE_NONE


def grey_pixels(
    page: pypdfium2.PdfPage, scale: float, most_pixels: int, notes: bool = True
) -> tuple[Grey, float]:
    """The page as it is shown, in grey from 0 (black), and the pixels of a point.

    These are `scale`, or fewer where the page would take more than `most_pixels`. Without `notes`
    those that are no part of the page are left out.
    """
    width, height = page.get_size()
    scale = min(scale, (most_pixels / max(1.0, width * height)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False, draw_annots=notes)
    pixels: Grey = drawn.to_numpy()
    return pixels.reshape(pixels.shape[0], pixels.shape[1]).copy(), scale


@contextmanager
def without(objects: Iterable[Any]) -> Iterator[None]:
    """While it holds, these objects (raw) are not drawn."""
    hidden = list(objects)
    try:
        for each in hidden:
            pdfium_c.FPDFPageObj_SetIsActive(each, False)
        yield
    finally:
        for each in hidden:
            pdfium_c.FPDFPageObj_SetIsActive(each, True)
