"""Pages of known PDFs as pictures. Only what the database knows by its SHA-256 can be asked for."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2
from missiemonitor.corpus.errors import UnreadableReport
from missiemonitor.corpus.files import by_digest
from missiemonitor.corpus.layout import lines_of
from missiemonitor.corpus.limits import Limits
from missiemonitor.corpus.pdf import careful_pages

SCALES = (1.0, 1.5, 2.0, 3.0, 4.0)  # pixels a point
MOST_PIXELS = 24_000_000
KEPT = 24  # pictures

_pdfium = threading.Lock()  # PDFium is not made for several threads


class NoPicture(Exception):
    """A page that cannot be shown; `str()` says why."""


class Pages:
    """Pictures of pages of the PDFs found under some paths, by SHA-256 of the file."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._files = by_digest(paths)
        self._pictures: OrderedDict[tuple[str, int, float], bytes] = OrderedDict()

    def has(self, sha256: str) -> bool:
        """Whether the PDF with this digest was found."""
        return sha256 in self._files

    def size(self, sha256: str, page: int) -> tuple[float, float]:
        """Width and height of a page in points. Raises NoPicture."""
        with _pdfium, self._open(sha256) as document:
            width, height = self._page(document, page).get_size()
        return float(width), float(height)

    def picture(self, sha256: str, page: int, scale: float) -> bytes:
        """A page as PNG at one of SCALES, the nearest above. Raises NoPicture."""
        at = next((each for each in SCALES if each >= scale), SCALES[-1])
        key = (sha256, page, at)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        with _pdfium, self._open(sha256) as document:
            sheet = self._page(document, page)
            width, height = sheet.get_size()
            at = min(at, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            image = sheet.render(scale=at).to_pil().convert("RGB")
        written = io.BytesIO()
        image.save(written, "PNG", compress_level=1)
        self._pictures[key] = written.getvalue()
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        return written.getvalue()

    def lines(self, sha256: str, page: int) -> list[dict[str, Any]]:
        """The lines of a page with the boxes (points) and texts of their words. Raises NoPicture.

        Empty for a page that is a picture; nothing is read from pictures here.
        """
        content = self._content(sha256)
        try:
            (read,) = careful_pages(content, [page], "page", Limits())
        except UnreadableReport as error:
            raise NoPicture(f"page {page} {error.what}") from error
        return [
            {
                "text": line.text,
                "box": read.on_paper(line.box).rounded(),
                "words": [
                    {"text": word.text, "box": read.on_paper(word.box).rounded()}
                    for word in line.words
                ],
            }
            for line in lines_of(read.words)
        ]

    def _open(self, sha256: str) -> pypdfium2.PdfDocument:
        return pypdfium2.PdfDocument(self._content(sha256))

    def _content(self, sha256: str) -> bytes:
        file = self._files.get(sha256)
        if file is None:
            raise NoPicture("the PDF of this report was not found; name its folder with --reports")
        try:
            content = file.read_bytes()
        except OSError as error:
            raise NoPicture(f"{file.name} cannot be read ({error.strerror})") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise NoPicture(f"{file.name} was changed since it was read")
        return content

    @staticmethod
    def _page(document: pypdfium2.PdfDocument, page: int) -> pypdfium2.PdfPage:
        if not 1 <= page <= len(document):
            raise NoPicture(f"there is no page {page}")
        return document[page - 1]
