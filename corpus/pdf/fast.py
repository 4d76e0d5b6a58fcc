"""The fast pass: plain text of every page."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.limits import Limits, Progress
from missiemonitor.corpus.text import clean


@dataclass(frozen=True, slots=True)
class FastPass:
    """The text of every page, and the numbers of the pages that are pictures without text."""

    texts: tuple[str, ...]
    pictures: tuple[int, ...]


def fast_texts(
    data: bytes, name: str, limits: Limits, progress: Progress | None = None
) -> FastPass:
    """The plain text of every page in the order of the file.

    Raises ReportError for a password, damage, too many pages or too large a page.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium may report a password error for a file without pages; only /Encrypt asks for one.
        if b"/Encrypt" in data and "password" in str(error).casefold():
            raise ReportError(
                name, "is protected by a password", "save a copy without the password"
            ) from error
        raise ReportError(
            name, "is damaged and cannot be opened", "fetch it again or repair it"
        ) from error
    try:
        count = len(pdf)
        if count == 0:
            raise ReportError(name, "has no pages", "fetch the file again")
        if count > limits.max_pages:
            raise ReportError(
                name,
                f"has {count:,} pages, more than the limit of {limits.max_pages:,}",
                "give the annex alone, or raise max-pages in missiemonitor.toml",
            )
        texts: list[str] = []
        pictures: list[int] = []
        for index in range(count):
            text, picture = _fast_page(pdf, index, name, limits)
            texts.append(text)
            if picture:
                pictures.append(index + 1)
            if progress:
                progress(index + 1, count)
        return FastPass(tuple(texts), tuple(pictures))
    finally:
        pdf.close()


def _fast_page(
    pdf: pypdfium2.PdfDocument, index: int, name: str, limits: Limits
) -> tuple[str, bool]:
    try:
        page = pdf[index]
        width, height = page.get_size()
        if max(width, height) > limits.max_side or width * height > limits.max_area:
            raise ReportError(
                name,
                f"is {width:,.0f} by {height:,.0f} points, larger than the limit of "
                f"{limits.max_side:,.0f} a side and {limits.max_area:,.0f} square points",
                "give the report in its usual page size",
                index + 1,
            )
        textpage = page.get_textpage()
        text = clean(textpage.get_text_range().replace("\r\n", "\n"))
        textpage.close()
        picture = not text.strip() and any(
            page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        )
        page.close()
    except pypdfium2.PdfiumError as error:
        raise ReportError(
            name, "is damaged", "fetch the file again or repair it", index + 1
        ) from error
    return text, picture
