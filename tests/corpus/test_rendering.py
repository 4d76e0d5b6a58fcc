"""Pages drawn as they are and without their text."""

import io
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.pdf.rendering import grey_pixels, page_objects, without_text
from reportlab.pdfgen.canvas import Canvas

TEXT, PATH = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH


def drawn(depth: int) -> bytes:
    """A page of 200 by 100 points with a square and, `depth` forms deep, a line of text."""
    file = io.BytesIO()
    canvas: Any = Canvas(file, pagesize=(200, 100))
    canvas.rect(150, 40, 20, 20, fill=1)
    for level in range(depth, 0, -1):
        canvas.beginForm(f"form{level}")
        if level == depth:
            canvas.drawString(20, 45, "Alle cijfers zijn verzonnen")
        else:
            canvas.doForm(f"form{level + 1}")
        canvas.endForm()
    canvas.doForm("form1")
    canvas.save()
    return file.getvalue()


def test_text_inside_nested_forms_is_left_out_and_comes_back() -> None:
    page = pypdfium2.PdfDocument(drawn(depth=4))[0]
    with without_text(page):
        without, scale = grey_pixels(page, 2.0, 1_000_000)
    after, _ = grey_pixels(page, 2.0, 1_000_000)
    text = slice(80, 120), slice(30, 290)
    assert scale == 2.0 and without.shape == (200, 400)
    assert without[text].min() == 255 and without[100, 320] < 10
    assert after[text].min() < 100


def test_objects_of_every_form_are_given_once() -> None:
    page = pypdfium2.PdfDocument(drawn(depth=4))[0]
    kinds = [kind for _, kind in page_objects(page)]
    assert (kinds.count(TEXT), kinds.count(PATH)) == (1, 1)
    assert len(list(page_objects(page, most=2))) == 2


def test_a_page_takes_no_more_pixels_than_allowed() -> None:
    page = pypdfium2.PdfDocument(drawn(depth=1))[0]
    pixels, scale = grey_pixels(page, 20.0, 5_000)
    assert pixels.size <= 5_500 and scale < 0.6
