"""Pages of known PDFs as images: whole, and cropped around a figure.

A PDF is known by the SHA-256 of its bytes, which is looked at each time before a page is drawn,
so that nobody sees a figure framed on a page of another file.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
from missiemonitor.corpus.errors import MissieError, ReportError
from missiemonitor.corpus.files import by_digest, need_file
from missiemonitor.corpus.layout import lines_of
from missiemonitor.corpus.limits import Limits
from missiemonitor.corpus.page_images import PageImage, page_images, page_size
from missiemonitor.corpus.pdf.careful import careful_pages
from missiemonitor.corpus.pdf.file import from_header
from PIL import ImageDraw

SCALES = (1.0, 1.5, 2.0, 3.0, 4.0)  # pixels a point
MOST_KEPT = 24  # images
CROP_SCALE = 1.7  # pixels a point
CROP_MARGIN = 22.0  # points of page above and below a figure
FRAME = "#D55E00"


class PageImageError(MissieError):
    """A page that cannot be shown; `str()` says why."""


def bytes_as_read(file: Path, sha256: str) -> bytes:
    """The bytes of a PDF that still has this digest. Raises PageImageError."""
    try:
        need_file(file)
        content = file.read_bytes()
    except OSError as error:
        raise PageImageError(
            f"{file.name} cannot be read ({error.strerror or error})", "check its permissions"
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise PageImageError(
            f"{file.name} was changed since it was read", "put back the file as it was"
        )
    return content


class Pages:
    """Images of pages of the PDFs found under some paths, by SHA-256 of the file."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._files = by_digest(paths)
        self._kept: OrderedDict[tuple[str, int, float], bytes] = OrderedDict()

    def has(self, sha256: str) -> bool:
        """Whether the PDF with this digest was found."""
        return sha256 in self._files

    def size(self, sha256: str, page: int) -> tuple[float, float]:
        """Width and height of a page in points. Raises PageImageError."""
        try:
            return page_size(self._content(sha256), page)
        except (IndexError, pypdfium2.PdfiumError) as error:
            raise PageImageError(str(error), "name a page of the report") from error

    def image(self, sha256: str, page: int, scale: float) -> PageImage:
        """A page at `scale` pixels a point, or what the limits allow. Raises PageImageError."""
        try:
            (drawn,) = page_images(self._content(sha256), [page], scale)
        except (IndexError, pypdfium2.PdfiumError) as error:
            raise PageImageError(str(error), "name a page of the report") from error
        return drawn

    def png(self, sha256: str, page: int, scale: float) -> bytes:
        """A page as PNG at one of SCALES, the nearest above. Raises PageImageError."""
        at = next((each for each in SCALES if each >= scale), SCALES[-1])
        key = (sha256, page, at)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        written = io.BytesIO()
        self.image(sha256, page, at).image.convert("RGB").save(written, "PNG", compress_level=1)
        self._kept[key] = written.getvalue()
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return written.getvalue()

    def lines(self, sha256: str, page: int) -> list[dict[str, Any]]:
        """The lines of a page with the boxes (points) and texts of their words.

        Raises PageImageError.
        Empty for a scanned page; nothing is read from scans here.
        """
        content = from_header(self._content(sha256))
        try:
            (careful,) = careful_pages(content, [page], "page", Limits())
            read = careful.page
        except ReportError as error:
            raise PageImageError(f"page {page} {error.what}", error.do) from error
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

    def _content(self, sha256: str) -> bytes:
        file = self._files.get(sha256)
        if file is None:
            raise PageImageError(
                "the PDF of this report was not found", "name its folder with --reports"
            )
        return bytes_as_read(file, sha256)


class Crops:
    """Crops of pages around figures, of the PDFs that are found under some paths."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = list(paths)
        self._drawn: OrderedDict[tuple[str, int], PageImage] = OrderedDict()

    @cached_property
    def _pages(self) -> Pages:
        return Pages(self._paths)

    def around(self, row: Mapping[str, Any]) -> str:
        """The strip of the page around a figure as PNG in base64, the figure framed; "" without.

        `row` has `sha256`, `page` and the box `x0`, `top`, `x1`, `bottom` in points.
        """
        try:
            page = self._page(row["sha256"], int(row["page"]))
        except PageImageError:
            return ""
        scale, image = page.scale, page.image
        top = max(0, round(scale * (row["top"] - CROP_MARGIN)))
        bottom = min(image.height, round(scale * (row["bottom"] + CROP_MARGIN)))
        strip = image.crop((0, top, image.width, max(bottom, top + 1))).convert("RGB")
        ImageDraw.Draw(strip).rectangle(
            (
                scale * row["x0"] - 3,
                scale * row["top"] - top - 3,
                scale * row["x1"] + 3,
                scale * row["bottom"] - top + 3,
            ),
            outline=FRAME,
            width=3,
        )
        written = io.BytesIO()
        strip.quantize(32).save(written, "PNG", optimize=True)
        return base64.b64encode(written.getvalue()).decode()

    def _page(self, sha256: str, page: int) -> PageImage:
        key = (sha256, page)
        if key not in self._drawn:
            self._drawn[key] = self._pages.image(sha256, page, CROP_SCALE)
            while len(self._drawn) > MOST_KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]
