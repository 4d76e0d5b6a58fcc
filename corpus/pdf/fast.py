"""The fast pass: plain text of every page."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
from missiemonitor.corpus.document import Unread
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.limits import Limits, Progress
from missiemonitor.corpus.pdf.unread import Look, look_at
from missiemonitor.corpus.text import clean


@dataclass(frozen=True, slots=True)
class FastPass:
    """The text of every page, and what stands on pages beside it.

    `pictures` are the numbers of the pages that are pictures, whatever text is typed over them;
    `layered` of those whose text lies invisible over a picture; `unread` are areas of writing that
    is no text, on these pages and on others.
    """

    texts: tuple[str, ...]
    pictures: tuple[int, ...]
    layered: tuple[int, ...] = ()
    unread: tuple[Unread, ...] = ()


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
        looks: list[Look] = []
        for index in range(count):
            text, look = _fast_page(pdf, index, name, limits)
            texts.append(text)
            looks.append(look)
            if progress:
                progress(index + 1, count)
        return FastPass(
            texts=tuple(texts),
            pictures=tuple(n for n, look in enumerate(looks, 1) if look.is_picture),
            layered=tuple(n for n, look in enumerate(looks, 1) if look.is_layer),
            unread=tuple(area for look in looks for area in look.areas),
        )
    finally:
        pdf.close()


def _fast_page(
    pdf: pypdfium2.PdfDocument, index: int, name: str, limits: Limits
) -> tuple[str, Look]:
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
        look = look_at(page, index + 1, len("".join(text.split())))
        page.close()
    except pypdfium2.PdfiumError as error:
        raise ReportError(
            name, "is damaged", "fetch the file again or repair it", index + 1
        ) from error
    return text, look
