"""A damaged file that keeps part of its pages: lost pages are named, empty ones are not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.limits import Limits
from missiemonitor.corpus.pdf.fast import fast_texts

from tests.conftest import pdf_of, rows_page
from tests.raw_pdf import HELVETICA, raw_pdf, said, stream

Read = Callable[..., Document]
WHOLE = pdf_of(
    rows_page([("EULEX Kosovo", "Kosovo", "3")]),
    rows_page([("EUMM Georgië", "Georgië", "4")]),
    rows_page([("UNMISS", "Zuid-Soedan", "2")]),
)
SECOND = list(re.finditer(rb"(\d+) 0 obj\s*<<[^>]*?/Contents (\d+) 0 R", WHOLE, re.DOTALL))[1]


def without(number: bytes) -> bytes:
    """The file where this object is called another."""
    return WHOLE.replace(b"\n%b 0 obj" % number, b"\n%b 0 obj" % (b"9" * len(number)))


def of_noise() -> bytes:
    """The file with noise in place of what the second page shows."""
    at = WHOLE.index(b"stream", WHOLE.index(b"\n%b 0 obj" % SECOND[2])) + 8
    end = WHOLE.index(b"endstream", at)
    return WHOLE[:at] + bytes((3 + 7 * n) % 256 for n in range(end - at)) + WHOLE[end:]


@pytest.mark.parametrize("damaged", [without(SECOND[1]), without(SECOND[2]), of_noise()])
def test_a_page_whose_content_is_lost_is_named(read: Read, damaged: bytes) -> None:
    document = read(damaged)
    assert document.page_count == 3
    told = [issue.values["page"] for issue in document.issues if issue.code == "page-unread"]
    assert told == [2]
    assert [page.number for page in document.pages if page.words] == [1, 3]


@pytest.mark.parametrize(
    "content",
    [b"", b"q Q", b"/Artifact BMC EMC q 1 0 0 1 0 0 cm Q", b"BT /F1 9 Tf ( ) Tj ET", b"9 9 m n"],
)
def test_an_empty_page_is_not_told(content: bytes) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
    page += b"/Resources<</Font<</F1 5 0 R>>>>>>"
    data = raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
            page % 4,
            stream(said("Alle cijfers zijn verzonnen")),
            HELVETICA,
            page % 7,
            stream(content),
        ]
    )
    assert fast_texts(data, "verzonnen.pdf", Limits()).lost == ()
