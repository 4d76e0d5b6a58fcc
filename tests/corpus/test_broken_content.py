"""A page whose content breaks off is told: PDFium shows its first rows, the others are lost."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.pdf.broken_content import broken_contents
from missiemonitor.extractors.extract import extract

from tests.raw_pdf import raw_page, raw_pdf, said, stream

Read = Callable[..., Document]
ROWS = [(f"Missie Verzonnen {n}", "Kosovo", str(n)) for n in range(1, 41)]
FLATE = b"/Filter/FlateDecode"


def content() -> bytes:
    """A table of forty rows."""
    lines = [
        (700, ("Bijlage 5 bij het eerste halfjaarbericht 2024",)),
        (680, ("Uitgezonden politiefunctionarissen",)),
        *((650 - 14 * at, row) for at, row in enumerate([("Missie", "Land", "Aantal"), *ROWS])),
    ]
    return b"".join(
        b"BT /F1 10 Tf %d %d Td (%b) Tj ET\n" % (x, y, text.encode("latin-1"))
        for y, texts in lines
        for x, text in zip((60, 260, 440), texts, strict=False)
    )


PACKED = zlib.compress(content())
HALF = PACKED[: len(PACKED) // 2]
CHANGED = zlib.compress(content(), 0).replace(b"(39)", b"(36)")  # the sum at the end stays


def page(packed: bytes, entries: bytes = FLATE) -> bytes:
    """A report of one page that shows this."""
    return raw_page(content()).replace(stream(content()), stream(packed, entries))


@pytest.mark.parametrize(
    "damaged",
    [
        page(HALF),
        page(HALF + b"\0" * (len(PACKED) - len(HALF))),
        page(base64.a85encode(HALF) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode]"),
        page(CHANGED),
        raw_page(b"/Fm Do", resources=b"/XObject<</Fm 6 0 R>>", others=[
            stream(HALF, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
                   b"/Resources<</Font<</F1 5 0 R>>>>" + FLATE)]),
    ],
    ids=["breaks off", "zeros from the middle on", "letters", "another digit", "in a form"],
)  # fmt: skip
def test_what_is_lost_of_a_page_or_changed_is_told_with_its_rows_read(
    read: Read, damaged: bytes
) -> None:
    found = extract(read(damaged))
    told = [each for each in found.findings if each.code == "page-unread"]
    assert [(each.severity, each.about["page"]) for each in told] == [("warning", 1)]
    assert "is damaged in the file" in told[0].message
    assert found.deployments  # what PDFium shows is read all the same


WHOLE = [
    page(PACKED),
    page(PACKED[:-4]),  # some programs leave out the sum
    page(PACKED + b"\r\n\0"),
    page(PACKED.hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]"),
    page(base64.a85encode(PACKED) + b"~>", b"/Filter [ /A85 /Fl ]"),
    page(content(), b""),
    page(HALF) + b"%/Encrypt",  # what is locked cannot be looked at so
]


@pytest.mark.parametrize("data", WHOLE)
def test_a_whole_file_is_not_told(data: bytes) -> None:
    assert broken_contents(data) == set()


def test_what_no_page_shows_may_be_damaged() -> None:
    """A font that is broken shows in its letters; a stream that nothing names shows nowhere."""
    data = raw_page(said("Alle cijfers zijn verzonnen"), others=[stream(HALF, FLATE)])
    assert broken_contents(data) == set()


def test_a_file_that_holds_gigabytes_is_not_unpacked_whole() -> None:
    packer = zlib.compressobj(9)
    large = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(400)), packer.flush()])
    assert broken_contents(raw_pdf([stream(large[: len(large) // 2], FLATE)])) == set()
