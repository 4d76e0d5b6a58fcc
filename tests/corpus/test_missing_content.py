"""A part of a page that no reader reaches is told; a page that is whole is not."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.pdf.content_scan import is_sound
from missiemonitor.corpus.pdf.missing_content import missing_contents
from missiemonitor.extractors.extract import extract

from tests.raw_pdf import raw_page, raw_pdf, said, stream

Read = Callable[..., Document]
FIRST = said("Bijlage 5 bij het eerste halfjaarbericht 2024", "EULEX Kosovo Kosovo 4")
REST = said("EUAM Irak Irak 3", "EUPOL COPPS Israel 2", top=600)
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>"
PICTURE = b" BI /W %d /H 9 /BPC 8 /CS /RGB ID "


def parted(contents: bytes, *others: bytes) -> bytes:
    """A page with several streams: the first object of `others` is number 6."""
    return raw_page(FIRST, others=others).replace(b"/Contents 4 0 R", b"/Contents" + contents)


def drawn(resources: bytes, *others: bytes, name: bytes = b"/Fm") -> bytes:
    return raw_page(FIRST + name + b" Do", resources=resources, others=others)


BROKEN = {
    "content that is not there": parted(b"[4 0 R 9 0 R]"),
    "form that is not there": drawn(b"/XObject<</Fm 77 0 R>>"),
    "form that is named nowhere": drawn(b""),
    "form within a form": drawn(b"/XObject<</Fm 6 0 R>>", stream(b"/Other Do", FORM)),
    "hexadecimal ends early": raw_page(FIRST).replace(
        stream(FIRST), stream(FIRST.hex().encode() + b">" + REST.hex().encode(), b"/Filter/AHx")
    ),
    "hexadecimal not closed": raw_page(FIRST).replace(
        stream(FIRST), stream(FIRST.hex().encode(), b"/Filter[/ASCIIHexDecode]")
    ),
    "picture that is longer than its data": raw_page(FIRST + PICTURE % 99_999 + b"xx " + REST),
    "picture that eats a row": raw_page(FIRST + PICTURE % 3 + b"xx " + REST + b" EI " + REST),
    "string not closed": raw_page(FIRST + b"( " + REST),
    "hexadecimal string not closed": raw_page(FIRST + b"<41 " + REST),
    "matrix of zeros": raw_page(FIRST + b"q 0 0 0 0 0 0 cm " + REST + b"Q"),
}


@pytest.mark.parametrize("damaged", BROKEN.values(), ids=BROKEN)
def test_a_part_that_no_reader_reaches_is_told(read: Read, damaged: bytes) -> None:
    found = extract(read(damaged))
    told = [each for each in found.findings if each.code == "page-unread"]
    assert [(each.severity, each.about["page"]) for each in told] == [("warning", 1)]
    assert "is damaged in the file" in told[0].message


def test_pages_that_the_file_does_not_count_are_told(read: Read) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
    page += b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    data = raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 1>>",
            page % 5,
            page % 6,
            stream(FIRST),
            stream(REST),
        ]
    )
    told = [each for each in extract(read(data)).findings if each.code == "page-unread"]
    assert [each.message for each in told] == [
        "the file counts 1 of its 2 pages: what comes behind page 1 was not read"
    ]


WHOLE = {
    "form": drawn(b"/XObject<</Fm 6 0 R>>", stream(REST, FORM)),
    "form of a name with a space": drawn(
        b"/XObject<</Een#20vorm 6 0 R>>", stream(REST, FORM), name=b"/Een#20vorm"
    ),
    "form with what the page has": drawn(
        b"/XObject<</Fm 6 0 R>>", stream(b"q Q", FORM.split(b"/Resources")[0])
    ),
    "form that draws itself": drawn(
        b"/XObject<</Fm 6 0 R>>", stream(b"/Fm Do", FORM.split(b"/Resources")[0])
    ),
    "no content": raw_page(b"").replace(b"/Contents 4 0 R", b"/Contents null"),
}


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_a_whole_page_is_not_told(data: bytes) -> None:
    assert missing_contents(data, 1).pages == frozenset()
    assert missing_contents(data, 1).uncounted == 0


@pytest.mark.parametrize(
    "content",
    [
        rb"BT (een (twee \( (drie)) \\) Tj ET",
        b"BT (" + b"(" * 9 + b"x" + b")" * 9 + b") Tj ET",
        b"% een haakje ( en een < in wat voor mensen is\nBT (x) Tj ET",
        b"BT <41 4\n2> Tj ET /Span <</MCID 0>> BDC EMC",
        b"q 0 0 0 0 9 9 cm Q BT (x) Tj ET",
        b"q 0 1 -1 0 9 9 cm BT (x) Tj ET Q",
        PICTURE % 1 + b"(" * 27 + b" EI BT (x) Tj ET",
        b"BI /W 8 /H 1 /IM true ID ( EI BT (x) Tj ET",
        b"BI /W 8 /H 1 /F /DCT ID ((( EI (((",  # nobody can tell where it ends
    ],
)
def test_sound_content_is_followed_to_its_end(content: bytes) -> None:
    assert is_sound(content)


def test_content_of_megabytes_is_looked_at_in_no_time() -> None:
    began = time.process_time()
    for piece in (b"(", b"1", b"(a) ", b"<", b"BI ", b"0 0 0 0 0 0 cm ", b"\\"):
        is_sound(b"( " + piece * (300_000 // len(piece)))
    assert time.process_time() - began < 5  # seconds; each takes a tenth of one
