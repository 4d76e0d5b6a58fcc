"""A count that is drawn and no text is read by an engine, or said to be there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.ocr import engines
from missiemonitor.corpus.thresholds import OCR
from missiemonitor.extractors.extraction import Finding
from PIL import Image, ImageDraw

from tests.conftest import pdf_of, read_deployments, rows_page
from tests.unread_pages import font, in_outlines, put

Read = Callable[..., Document]
needs_engine = pytest.mark.skipif(not engines.engines(), reason="no OCR engine is installed")
# In the first row the count is not typed.
ROWS = [
    ("EULEX Kosovo", "Kosovo", ""),
    ("EUMM Georgië", "Georgië", "3"),
    ("EUAM Irak", "Irak", "4"),
    ("UNMISS", "Zuid-Soedan", "5"),
]


def small_picture(canvas: Any) -> None:
    picture = Image.new("L", (80, 64), 255)
    ImageDraw.Draw(picture).text((8, 4), "7", 0, font(50))
    put(canvas, picture, 438, 127, 14, 11.2)


def outlines(canvas: Any) -> None:
    in_outlines(canvas, "7", 440, 120 + 18)


def black_box(canvas: Any) -> None:
    canvas.rect(432, 842 - 141, 40, 13, stroke=0, fill=1)


def ruled(canvas: Any) -> None:
    for at in range(6):
        canvas.line(55, 842 - 126 - 18 * at, 490, 842 - 126 - 18 * at)
    for x in (55, 255, 435, 490):
        canvas.line(x, 842 - 108, x, 842 - 216)


def shaded(canvas: Any) -> None:
    canvas.setFillGray(0.85, alpha=0.5)  # it is drawn over the text
    canvas.rect(55, 842 - 144, 435, 18, stroke=0, fill=1)


def first(read: Read, draw: Callable[[Any], None]) -> tuple[Any, list[Finding]]:
    """The row whose count is not typed, and what is doubted of it."""
    found = read_deployments(read(pdf_of(rows_page(ROWS), draw=draw)))
    row = next(each for each in found.deployments if each.mission == "eulex-kosovo")
    return row, [f for f in found.findings if f.about.get("deployment") == row.key]


@pytest.mark.slow
@needs_engine
@pytest.mark.parametrize("draw", [small_picture, outlines])
def test_a_drawn_count_is_read_by_an_engine_and_never_sure(
    read: Read, draw: Callable[[Any], None]
) -> None:
    row, doubts = first(read, draw)
    assert row.officers == 7 and row.confidence <= OCR.lone
    assert "ocr-unsure" in {each.code for each in doubts}
    x0, top, x1, bottom = row.count_evidence.box.sides()
    assert 436 < x0 < x1 < 454 and 126 < top < bottom < 140


@pytest.mark.parametrize("draw", [small_picture, outlines, black_box])
def test_without_an_engine_a_drawn_count_is_said_to_be_there(
    read: Read, draw: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("missiemonitor.corpus.ocr.cells.engines", dict)
    row, doubts = first(read, draw)
    assert row.officers is None
    (told,) = (each for each in doubts if each.code == "count-unreadable")
    assert "something is drawn" in told.message


@pytest.mark.parametrize("draw", [ruled, shaded, lambda canvas: None])
def test_a_bare_cell_has_no_count(read: Read, draw: Callable[[Any], None]) -> None:
    row, doubts = first(read, draw)
    assert row.officers is None
    (told,) = (each for each in doubts if each.code == "count-unreadable")
    assert "there is no count" in told.message
