"""A table may go on in what was not read beside it, never in a logo or a chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.ocr import engines
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Finding

from tests.conftest import pdf_of, rows_page
from tests.unread_pages import NO_WRITING, SCANS, WRITING, page_of

Read = Callable[..., Document]
ROWS = [
    ("EUMM Georgië", "Georgië", "3"),
    ("EUAM Irak", "Irak", "4"),
    ("UNMISS", "Zuid-Soedan", "5"),
]


@pytest.fixture(autouse=True)
def without_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "engines", dict)


def together(*parts: bytes) -> bytes:
    """One file of the pages of these."""
    import io

    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


def told(document: Document) -> list[Finding]:
    return [f for f in extract(document).findings if f.code == "table-may-go-on"]


@pytest.mark.parametrize("kind", SCANS)
def test_a_scan_on_the_next_page_may_be_the_rest(read: Read, kind: str) -> None:
    (found,) = told(read(together(pdf_of(rows_page(ROWS)), page_of(SCANS[kind], text=False))))
    assert found.about["page"] == 2 and "page 2" in found.message
    assert found.evidence is not None and found.evidence.page == 2


@pytest.mark.parametrize("kind", WRITING)
def test_a_picture_or_outlines_below_a_table_may_be_the_rest(read: Read, kind: str) -> None:
    document = read(pdf_of(rows_page(ROWS), draw=WRITING[kind]))
    (found,) = told(document)
    assert found.message.startswith("the table may go on in a part of page 1")
    assert [issue.code for issue in document.issues if issue.page == 1].count("page-unread") == 1


@pytest.mark.parametrize("kind", sorted(set(NO_WRITING) - {"a watermark", "a pale ground"}))
def test_what_is_no_writing_gives_no_doubt(read: Read, kind: str) -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        NO_WRITING[kind](canvas)
        canvas.restoreState()

    document = read(pdf_of(rows_page(ROWS), draw=draw))
    assert not told(document)
    assert "page-unread" not in {issue.code for issue in document.issues}


def test_a_table_whose_total_is_that_of_its_rows_does_not_go_on(read: Read) -> None:
    rows = [*ROWS, ("Totaal", "", "12")]
    assert not told(read(together(pdf_of(rows_page(rows)), page_of(SCANS["plain"], text=False))))


def test_a_picture_beyond_a_page_of_text_is_not_the_rest(read: Read) -> None:
    text = pdf_of(
        [(60, 80 + 14 * at, "Dit is lopende tekst over iets anders.") for at in range(20)]
    )
    scan = page_of(SCANS["plain"], text=False)
    assert not told(read(together(pdf_of(rows_page(ROWS)), text, scan)))
