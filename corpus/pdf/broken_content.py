"""Pages whose content breaks off, or is another than was written: found in the bytes of the file.

PDFium shows what comes before the damage, and says nothing: rows behind it were lost without a
word. Packed content ends with a mark and a sum of what it holds, which tell whether it is whole.
Most files are whole, so a quick look at all packed streams comes first; only where one is not is
pdfminer asked which page shows it. Encrypted files are passed over, and content that is not packed.
"""

from __future__ import annotations

import base64
import binascii
import io
import logging
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

BEGINS = re.compile(rb"(?<!end)stream\r?\n")
FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
HEX = {"ASCIIHexDecode", "AHx"}
FLATE, A85 = {"FlateDecode", "Fl"}, {"ASCII85Decode", "A85"}
HEAD = 4_000  # bytes before a stream in which its entries are looked for
PIECE = 1 << 20  # bytes unpacked at a time
ENOUGH = 64 << 20  # bytes of a stream that are looked at; what is longer has limits of its own


def broken_contents(data: bytes) -> set[int]:
    """The pages, from 1, of which what they show is damaged in the file."""
    if b"/Encrypt" in data or all(is_whole(raw, filters) for raw, filters in _streams(data)):
        return set()
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return {page.page_number for page in pdf.pages if _is_broken(page.page_obj)}
    except MemoryError:
        raise
    except Exception:  # pdfminer lets errors of any kind out of a damaged file
        return set()


def _streams(data: bytes) -> Iterator[tuple[bytes, list[str]]]:
    """The streams that may be shown by a page, and how they are packed."""
    for begins in BEGINS.finditer(data):
        head = data[max(0, begins.start() - HEAD) : begins.start()]
        head = head[head.rfind(b" obj") :]
        packed = FILTERS.search(head)
        is_other = b"/Length1" in head or (b"/Subtype" in head and b"/Form" not in head)
        if packed is None or is_other:
            continue  # a font, a picture, or not packed
        ends = data.find(b"endstream", begins.end())
        raw = data[begins.end() : ends if ends >= 0 else len(data)]
        yield raw, re.findall(r"/(\w+)", packed[1].decode("latin-1"))


def is_whole(raw: bytes, filters: Sequence[str]) -> bool:
    """Whether what is packed so ends as it should; what is packed otherwise is taken to."""
    if filters and filters[0] in A85:
        try:
            raw = base64.a85decode(raw.split(b"~>")[0].strip().removeprefix(b"<~"))
        except (ValueError, binascii.Error):
            return False
        filters = filters[1:]
    if filters and filters[0] in HEX:
        letters, closed, behind = raw.partition(b">")
        if not closed or behind.strip(b"\0\t\n\f\r "):
            return False
        try:
            raw = bytes.fromhex(letters.decode("ascii"))
        except ValueError:
            return False
        filters = filters[1:]
    if not filters or filters[0] not in FLATE:
        return True
    return _unpacks(raw)


def _unpacks(raw: bytes) -> bool:
    """Whether packed bytes come to their end, and hold what their sum says."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    left, size, total = raw[2:], 0, zlib.adler32(b"")
    while not unpacker.eof and size < ENOUGH:
        try:
            piece = unpacker.decompress(left, PIECE)
        except zlib.error:
            return False
        if not piece and not unpacker.eof:
            return False
        left, size, total = unpacker.unconsumed_tail, size + len(piece), zlib.adler32(piece, total)
    told = unpacker.unused_data[:4]
    # Some programs leave out the sum at the end, and nothing else.
    return not unpacker.eof or len(told) < 4 or int.from_bytes(told, "big") == total


def _is_broken(page: Any) -> bool:
    """Whether something that a page shows, be it by a form, is not whole."""
    from pdfminer.pdftypes import PDFStream, resolve1

    resources = resolve1(page.resources) or {}
    drawn = resolve1(resources.get("XObject")) or {}
    forms = [
        each
        for each in map(resolve1, drawn.values())
        if isinstance(each, PDFStream) and getattr(each.get("Subtype"), "name", "") == "Form"
    ]
    for stream in (*map(resolve1, page.contents), *forms):
        if isinstance(stream, PDFStream):
            filters = [str(getattr(each, "name", each)) for each, _ in stream.get_filters()]
            if not is_whole(stream.get_rawdata() or b"", filters):
                return True
    return False
