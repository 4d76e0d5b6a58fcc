"""Ink that no character accounts for: writing is told, all other drawings are not."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.limits import Limits
from missiemonitor.corpus.pdf.fast import fast_texts
from missiemonitor.corpus.pdf.unread import Look, look_at

from tests.conftest import pdf_of
from tests.unread_pages import (
    NO_WRITING,
    ROWS,
    SCANS,
    WRITING,
    page_of,
    put,
    scanned,
    table_picture,
)


def look(data: bytes) -> Look:
    page = pypdfium2.PdfDocument(data)[0]
    text = page.get_textpage().get_text_range()
    return look_at(page, 1, len("".join(text.split())))


@pytest.mark.parametrize("kind", WRITING)
def test_writing_that_is_no_text_is_told_with_its_place(kind: str) -> None:
    found = look(page_of(WRITING[kind]))
    (area,) = found.areas
    assert area.kind == ("outlines" if "outlines" in kind else "image")
    assert 79 < area.box.x0 < 90 and 440 < area.box.x1 < 505
    assert 399 < area.box.top < 425 and 405 < area.box.bottom < 505
    assert area.letters > 12
    assert not found.is_picture and not found.is_layer


@pytest.mark.parametrize("kind", SCANS)
def test_a_scan_is_a_picture_whatever_is_typed_over_it(kind: str) -> None:
    found = look(page_of(SCANS[kind], text=False))
    assert found.is_picture and not found.is_layer
    assert found.areas and sum(area.letters for area in found.areas) > 40


def test_invisible_text_over_a_scan_is_a_layer() -> None:
    def layered(canvas: Any) -> None:
        scanned(canvas)
        line = canvas.beginText(80, 690)
        line.setTextRenderMode(3)
        for row in ROWS:
            line.textLine(" ".join(row))
        canvas.drawText(line)

    found = look(page_of(layered, text=False))
    assert found.is_layer and not found.is_picture


def test_invisible_text_is_a_layer_beside_shapes_that_may_be_letters() -> None:
    def stamped(canvas: Any) -> None:
        scanned(canvas)
        for at in range(8):
            canvas.setFillGray(0.2)
            canvas.circle(300 + 20 * at, 300, 8, stroke=1, fill=1)
            canvas.circle(300 + 20 * at, 300, 4, stroke=1, fill=1)
        line = canvas.beginText(80, 690)
        line.setTextRenderMode(3)
        for row in ROWS:
            line.textLine(" ".join(row))
        canvas.drawText(line)

    assert look(page_of(stamped, text=False)).is_layer


def test_text_that_lies_under_the_picture_of_a_scan_is_a_layer() -> None:
    def under(canvas: Any) -> None:
        for at, row in enumerate(ROWS):
            canvas.drawString(80, 690 - 14 * at, " ".join(row))
        scanned(canvas)

    assert look(page_of(under, text=False)).is_layer


@pytest.mark.parametrize("kind", NO_WRITING)
def test_what_is_drawn_and_no_writing_is_not_told(kind: str) -> None:
    found = look(page_of(NO_WRITING[kind]))
    assert found == Look()


def test_a_page_of_text_and_rules_is_not_drawn_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def ruled(canvas: Any) -> None:
        for at in range(60):
            canvas.line(80, 300 + 6 * at, 500, 300 + 6 * at)
            canvas.rect(80, 300 + 6 * at, 60, 6)

    monkeypatch.setattr("missiemonitor.corpus.pdf.unread.grey_pixels", None)
    assert look(page_of(ruled)) == Look()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_places_are_those_of_the_page_as_it_is_shown(quarters: int) -> None:
    pdf = pypdfium2.PdfDocument(page_of(WRITING["a pasted table"]))
    page = pdf[0]
    page.set_cropbox(40, 30, 560, 800)
    page.set_rotation(90 * quarters)
    (area,) = look_at(pdf[0], 1, 500).areas
    # The picture is at 80, 400 and 420 by 100 points on a page of which 40 and 42 are cut off.
    expected = Box(40, 358, 460, 458).turned(quarters, 520, 770)
    assert area.box.sides() == pytest.approx(expected.sides(), abs=1.0)


def test_a_note_is_no_ink_that_nobody_accounts_for() -> None:
    pdf = pypdfium2.PdfDocument(page_of(NO_WRITING["an ornament"]))
    page = pdf[0]
    note = pdfium_c.FPDFPage_CreateAnnot(page, pdfium_c.FPDF_ANNOT_STAMP)
    pdfium_c.FPDFAnnot_SetRect(note, pdfium_c.FS_RECTF(80, 330, 480, 280))
    for at, text in enumerate(("EULEX Kosovo, alle cijfers zijn verzonnen", "EUTM Mali, 7 en 5")):
        words = pdfium_c.FPDFPageObj_NewTextObj(pdf, b"Helvetica", 10)
        wide = (text + "\0").encode("utf-16-le")
        pdfium_c.FPDFText_SetText(words, ctypes.cast(wide, pdfium_c.FPDF_WIDESTRING))
        pdfium_c.FPDFPageObj_Transform(words, 1, 0, 0, 1, 90, 310 - 14 * at)
        pdfium_c.FPDFAnnot_AppendObject(note, words)
    pdfium_c.FPDFPage_CloseAnnot(note)
    assert look_at(page, 1, 500) == Look()


def test_a_letterhead_in_a_picture_is_not_told_page_after_page() -> None:
    def headed(canvas: Any) -> None:
        WRITING["a pasted table"](canvas)
        if canvas.getPageNumber() == 2:
            put(canvas, table_picture(ROWS[1:4]), 80, 600, 420, 100)

    lines = [(60, 80 + 14 * at, "Alle cijfers zijn verzonnen.") for at in range(9)]
    fast = fast_texts(pdf_of(*[lines] * 4, draw=headed), "report.pdf", Limits())
    assert [(area.page, round(area.box.top)) for area in fast.unread] == [(2, 600)]
