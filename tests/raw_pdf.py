"""PDFs written by hand, for what no library writes: broken, hostile, or of another kind."""

from __future__ import annotations

from collections.abc import Sequence

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    written = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, each in enumerate(objects, 1):
        starts.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return bytes(
        written
    ) + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size %d>>\n%b" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        b"startxref\n%d\n%%%%EOF\n" % len(written),
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def said(*texts: str, top: int = 700) -> bytes:
    """Page content: these texts in lines of their own, font F1."""
    return b"".join(
        b"BT /F1 10 Tf 60 %d Td (%b) Tj ET\n" % (top - 14 * at, text.encode("latin-1"))
        for at, text in enumerate(texts)
    )


def raw_page(
    content: bytes,
    *,
    box: bytes = b"[0 0 595 842]",
    entries: bytes = b"",
    resources: bytes = b"",
    others: Sequence[bytes] = (),
) -> bytes:
    """A PDF of one page with this content; `others` are objects from number 6 on."""
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox %b/Contents 4 0 R/Resources"
            b"<</Font<</F1 5 0 R>>%b>>%b>>" % (box, resources, entries),
            stream(content),
            HELVETICA,
            *others,
        ]
    )
