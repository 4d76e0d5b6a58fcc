"""Ink that no character accounts for: writing is told, all other drawings are not."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from missiemonitor.corpus.pdf.unread import Look, look_at

from tests.unread_pages import NO_WRITING, ROWS, SCANS, WRITING, page_of, scanned


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
