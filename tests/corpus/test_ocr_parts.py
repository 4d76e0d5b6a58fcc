"""Parts of a page that are pictures are read among its text; others' OCR against ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.ocr import engines
from missiemonitor.corpus.thresholds import OCR
from missiemonitor.extractors.extract import extract

from tests.conftest import pdf_of, rows_page
from tests.unread_pages import ROWS, WRITING, page_of, scanned

Read = Callable[..., Document]
needs_engine = pytest.mark.skipif(not engines.engines(), reason="no OCR engine is installed")
TYPED = [("EUMM Georgië", "Georgië", "3"), ("EULEX Kosovo", "Kosovo", "4")]


def layered(count: str) -> bytes:
    """A scan of a table, with an invisible layer of its text that has this count for 7."""

    def draw(canvas: Any) -> None:
        scanned(canvas)
        for at, row in enumerate(ROWS):
            for left, text in zip((6, 190, 370), row, strict=True):
                line = canvas.beginText(77 + left, 842 - (72 + 12 + 18 * at))
                line.setTextRenderMode(3)
                line.textOut(text.replace("7", count))
                canvas.drawText(line)

    return page_of(draw, text=False)


@pytest.mark.slow
@needs_engine
@pytest.mark.parametrize("kind", ["a pasted table", "in outlines"])
def test_rows_in_a_picture_below_the_text_are_read_and_lie_where_they_are_drawn(
    read: Read, kind: str
) -> None:
    document = read(pdf_of(rows_page(TYPED), draw=WRITING[kind]))
    assert document.source == "mixed" and not document.unread
    assert [issue.code for issue in document.issues][:1] == ["page-from-picture"]
    words = {word.text: word for word in document.pages[0].words}
    assert words["Kosovo"].confidence == 1.0
    # One engine alone drops blanks ("Palestijnsegebieden"), and what it reads nobody bears out.
    place = next(word for text, word in words.items() if text.casefold().endswith("gebieden"))
    six = words["6"]
    assert 350 < place.box.x1 < 372 and 446 < six.box.x0 < 456 and 445 < six.box.top < 465
    sure = [OCR.lone < each.confidence < 1.0 for each in (place, six)]
    assert all(sure) == (len(engines.engines()) > 1)
    rows = extract(document)
    found = {(row.mission_as_written.replace(" ", ""), row.officers) for row in rows.deployments}
    assert {("EUMMGeorgië", 3), ("EULEXKosovo", 4)} <= found
    outside = " ".join(f.message for f in rows.findings if f.code == "row-outside")
    assert ("EUPOLCOPPS", 6) in found or "EUPOL COPPS" in outside


@pytest.mark.slow
@needs_engine
def test_a_layer_that_says_otherwise_than_the_picture_is_a_doubt(read: Read) -> None:
    document = read(layered("1"))
    assert document.source == "ocr"
    assert [issue.message for issue in document.issues if issue.code == "text-layer-of-scan"]
    seven = next(word for word in document.pages[0].words if word.text == "7")
    six = next(word for word in document.pages[0].words if word.text == "6")
    assert (seven.confidence, seven.other) == (OCR.different, "1")
    assert six.confidence > OCR.different and not six.other


def over_a_pasted_picture(canvas: Any) -> None:
    """A picture of a table with an invisible layer that says 8 where the picture shows 6."""
    WRITING["a pasted table"](canvas)
    line = canvas.beginText(450, 842 - 470)
    line.setTextRenderMode(3)
    line.textOut("8")
    canvas.drawText(line)


@pytest.mark.slow
@needs_engine
def test_hidden_text_over_a_pasted_picture_gives_no_second_word(read: Read) -> None:
    document = read(pdf_of(rows_page(TYPED), draw=over_a_pasted_picture))
    words = {word.text for word in document.pages[0].words}
    assert "6" in words and "8" not in words
    assert "text-hidden" in {issue.code for issue in document.issues}


def test_without_an_engine_a_layer_is_kept_and_never_sure(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "engines", dict)
    document = read(layered("7"))
    assert document.source == "ocr"
    assert {word.confidence for word in document.pages[0].words} == {OCR.lone}
    found = extract(document)
    assert {row.officers for row in found.deployments} == {2, 6, 7}
    assert all(row.confidence <= OCR.lone for row in found.deployments)
    assert "text-layer-of-scan" in {finding.code for finding in found.findings}
