"""Pages of a PDF as pixels: one way for OCR, the desk, pages about a period and debug images."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.limits import MOST_PIXELS
from missiemonitor.corpus.pdf.file import from_header
from missiemonitor.corpus.pdf.rendering import without_text
from PIL import Image

PDFIUM = threading.RLock()  # PDFium is not made for several threads


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page drawn: its number from 1, its size in points, and `scale`, the pixels of a point."""

    number: int
    image: Image.Image
    width: float
    height: float
    scale: float


def page_images(
    data: bytes,
    numbers: Sequence[int],
    scale: float,
    most_pixels: int = MOST_PIXELS,
    grayscale: bool = False,
) -> Iterator[PageImage]:
    """The pages of these numbers (from 1), at `scale` pixels a point or what `most_pixels` allows.

    Raises IndexError for a page that is not there, PdfiumError for one that cannot be drawn.
    """
    with PDFIUM:
        pdf = pypdfium2.PdfDocument(from_header(data))
    try:
        for number in numbers:
            # The lock is not held while a page is used: who takes the images may take long.
            with PDFIUM:
                drawn = _drawn(pdf, number, scale, most_pixels, grayscale)
            yield drawn
    finally:
        with PDFIUM:
            pdf.close()


def part_image(data: bytes, number: int, part: Box, scale: float, most_pixels: int) -> PageImage:
    """What a part of a page shows beside its text and notes, in grey; the sizes are the part's.

    Raises as `page_images` does.
    """
    with PDFIUM, pypdfium2.PdfDocument(from_header(data)) as pdf:
        page = _page(pdf, number)
        width, height = page.get_size()
        scale = min(scale, (most_pixels / max(1.0, part.width * part.height)) ** 0.5)
        cut = (part.x0, height - part.bottom, width - part.x1, part.top)
        with without_text(page):
            image = page.render(scale=scale, grayscale=True, crop=cut, draw_annots=False).to_pil()
    return PageImage(number, image, image.width / scale, image.height / scale, scale)


def page_size(data: bytes, number: int) -> tuple[float, float]:
    """Width and height of a page in points. Raises as `page_images` does."""
    with PDFIUM, pypdfium2.PdfDocument(from_header(data)) as pdf:
        width, height = _page(pdf, number).get_size()
    return float(width), float(height)


def _drawn(
    pdf: pypdfium2.PdfDocument,
    number: int,
    scale: float,
    most_pixels: int,
    grayscale: bool,
) -> PageImage:
    page = _page(pdf, number)
    width, height = page.get_size()
    scale = min(scale, (most_pixels / max(1.0, width * height)) ** 0.5)
    image = page.render(scale=scale, grayscale=grayscale).to_pil()
    page.close()
    return PageImage(number, image, float(width), float(height), scale)


def _page(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    if not 1 <= number <= len(pdf):
        raise IndexError(f"there is no page {number}")
    return pdf[number - 1]
