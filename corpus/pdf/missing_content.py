"""What pages name and the file does not hold, and what of their content no reader reaches.

Every reader passes over it without a word: content and forms that are not in the file, forms that
are named nowhere, content that can be followed to no end, and pages that the file does not count.
pdfminer is asked what stands in the file; encrypted files, and content that is packed in other ways
than the usual ones, are passed over.
"""

from __future__ import annotations

import base64
import binascii
import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from missiemonitor.corpus.pdf.content_scan import drawn_names, is_sound

MOST_PAGES = 2_000  # pages of a file that are looked at; a report has far fewer
MOST_BYTES = 8 << 20  # bytes of content of a page that are looked at; a full page has a tenth
FORMS_DEEP = 8  # forms within forms that are looked at


@dataclass(frozen=True, slots=True)
class Missing:
    """Pages, from 1, of which a part is lost, and how many the file has and does not count."""

    pages: frozenset[int] = frozenset()
    uncounted: int = 0


def missing_contents(data: bytes, count: int) -> Missing:
    """What is lost of a file of which PDFium shows `count` pages."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    if b"/Encrypt" in data or count > MOST_PAGES:
        return Missing()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = list(islice(PDFPage.create_pages(document), MOST_PAGES))
        lost = {number for number, page in enumerate(pages, 1) if _lacks(page)}
    except MemoryError:
        raise
    except Exception:  # pdfminer lets errors of any kind out of a damaged file
        return Missing()
    if len(pages) < count:
        return Missing()  # it sees fewer pages: which is which nobody knows
    return Missing(frozenset(lost & set(range(1, count + 1))), len(pages) - count)


def _lacks(page: Any) -> bool:
    """Whether something that a page shows is not there, or is not reached."""
    from pdfminer.pdftypes import PDFStream, resolve1

    streams = [resolve1(each) for each in page.contents if each is not None]
    if any(not isinstance(each, PDFStream) for each in streams):
        return True
    parts = [_unpacked(each) for each in streams]
    if any(part is None for part in parts):
        return False
    content = b"\n".join(part for part in parts if part is not None)
    return _lacks_within(content, resolve1(page.resources) or {}, FORMS_DEEP)


def _lacks_within(content: bytes, resources: dict[str, Any], deep: int) -> bool:
    from pdfminer.pdftypes import PDFStream, resolve1

    if len(content) > MOST_BYTES:
        return False
    if not is_sound(content):
        return True
    there = resolve1(resources.get("XObject")) or {}
    for name in drawn_names(content):
        drawn = resolve1(there.get(_written(name)))
        if not isinstance(drawn, PDFStream):
            return True
        if getattr(drawn.get("Subtype"), "name", "") != "Form" or not deep:
            continue
        inner = _unpacked(drawn)
        own = resolve1(drawn.get("Resources")) or resources
        if inner is not None and _lacks_within(inner, own, deep - 1):
            return True
    return False


def _written(name: bytes) -> str:
    """A name as pdfminer gives it: `#20` stands for a space."""
    from pdfminer.psparser import PSLiteral, PSStackParser

    parsed = next(_objects(PSStackParser(io.BytesIO(b"/" + name + b" "))), None)
    return str(parsed.name) if isinstance(parsed, PSLiteral) else name.decode("latin-1")


def _objects(parser: Any) -> Iterator[Any]:
    from pdfminer.psparser import PSEOF

    try:
        while True:
            yield parser.nexttoken()[1]
    except PSEOF:
        return


def _unpacked(stream: Any) -> bytes | None:
    """What a stream holds; None where it is packed in a way of its own, or is too large."""
    content = stream.get_rawdata() or b""
    for kind, parameters in stream.get_filters():
        name = str(getattr(kind, "name", kind))
        if parameters and parameters.get("Predictor", 1) != 1:
            return None
        try:
            if name in ("FlateDecode", "Fl"):
                content = zlib.decompressobj().decompress(content, MOST_BYTES + 1)
            elif name in ("ASCII85Decode", "A85"):
                content = base64.a85decode(content.split(b"~>")[0].strip().removeprefix(b"<~"))
            elif name in ("ASCIIHexDecode", "AHx"):
                content = bytes.fromhex(content.split(b">")[0].decode("ascii"))
            else:
                return None
        except (ValueError, binascii.Error, zlib.error):
            return None  # what cannot be unpacked is told elsewhere
    return content
