"""Figures that are pictures beside those of the file: a reader sees one number."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.ocr import engines
from missiemonitor.extractors.extract import extract
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from tests.conftest import pdf_of, rows_page
from tests.unread_pages import WRITING, font

Read = Callable[..., Document]
ROWS = [("EULEX Kosovo", "Kosovo", "4"), ("EUMM Georgië", "Georgië", "3"), ("UNMISS", "Mali", "2")]
FOOT = 138.0  # points from the top, of the first row of rows_page
needs_engine = pytest.mark.skipif(not engines.engines(), reason="no OCR engine is installed")


def pasted(canvas: Any, text: str, x: float, foot: float, width: float) -> None:
    """Text as a picture with white around it, whose writing stands on this foot."""
    fine, high = 6, 12.0
    picture = Image.new("L", (round(width * fine), round(high * fine)), 255)
    ImageDraw.Draw(picture).text((0, 9.5 * fine), text, 0, font(10 * fine), anchor="ls")
    file = io.BytesIO()
    picture.save(file, "PNG")
    canvas.drawImage(ImageReader(file), x, 842 - foot - 2.5, width, high)


def told(read: Read, pdf: bytes, code: str) -> list[str]:
    found = extract(read(pdf))
    return [f.message_key for f in found.findings if f.code == code and f.severity != "info"]


@pytest.mark.parametrize("off", [-1.5, 0.0, 1.0])
def test_a_pasted_figure_beside_a_count_is_told(read: Read, off: float) -> None:
    pdf = pdf_of(rows_page(ROWS), draw=lambda c: pasted(c, "1", 434.0, FOOT + off, 5.5))
    assert [*told(read, pdf, "drawn-over"), *told(read, pdf, "row-outside")] in (
        ["count"],
        ["pasted"],
    )


def test_rules_beside_counts_are_none(read: Read) -> None:
    def ruled(canvas: Any) -> None:
        for at in range(5):
            canvas.line(436, 842 - 108 - 18 * at, 436, 842 - 124 - 18 * at)
        canvas.setDash(3, 2)
        canvas.line(450, 842 - 100, 450, 842 - 200)

    assert told(read, pdf_of(rows_page(ROWS), draw=ruled), "drawn-over") == []


def test_a_row_or_total_that_is_pasted_among_rows_of_text_is_told(read: Read) -> None:
    page = [(x, y + 18 if y > FOOT else y, text) for x, y, text in rows_page(ROWS)]
    gap = FOOT + 18
    for foot, texts in (
        (gap, ((60.0, "EUCAP Sahel Mali"), (260.0, "Mali"), (440.0, "6"))),
        (FOOT + 72, ((60.0, "Totaal"), (440.0, "27"))),
    ):
        pdf = pdf_of(
            page,
            draw=lambda c, f=foot, ts=texts: [pasted(c, t, x, f, 90.0) for x, t in ts],  # type: ignore[misc]
        )
        assert told(read, pdf, "row-outside") == ["pasted"]


@pytest.mark.parametrize(
    ("text", "x", "foot", "width"),
    [
        (" ", 440.0, FOOT + 18, 90.0),  # nothing is drawn
        ("NL", 240.0, FOOT + 18, 14.0),  # a flag before the country
        ("Logo", 440.0, 90.0, 60.0),  # above the table
        ("Logo", 440.0, 400.0, 60.0),  # far below it
    ],
)
def test_pictures_elsewhere_are_none(
    read: Read, text: str, x: float, foot: float, width: float
) -> None:
    page = [(x, y + 18 if y > FOOT else y, each) for x, y, each in rows_page(ROWS)]
    pdf = pdf_of(page, draw=lambda c: pasted(c, text, x, foot, width))
    assert told(read, pdf, "row-outside") == []


@pytest.mark.slow
@needs_engine
def test_rows_of_a_pasted_table_are_not_held_against_text_that_is_not_there(read: Read) -> None:
    text = [(60.0, 60.0, "Bijlage 5 bij het eerste halfjaarbericht 2024"),
            (60.0, 90.0, "Uitgezonden politiefunctionarissen (peildatum 17 april 2024)"),
            *((60.0, 600.0 + 14 * at, "Een zin die hier staat.") for at in range(12))]  # fmt: skip
    pdf = pdf_of(text, draw=WRITING["a pasted table"])
    assert told(read, pdf, "row-against-page") == []
