"""The fast pass: plain text of every page."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
from missiemonitor.corpus.document import Unread
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.limits import Limits, Progress
from missiemonitor.corpus.pdf.broken_content import broken_contents
from missiemonitor.corpus.pdf.file import is_cut_short, opened
from missiemonitor.corpus.pdf.lost_content import lost_contents
from missiemonitor.corpus.pdf.missing_content import missing_contents
from missiemonitor.corpus.pdf.unread import Look, look_at, without_running
from missiemonitor.corpus.pdf.wordless import shown_instead
from missiemonitor.corpus.text import clean

HYPHEN_AT_END = "\ufffe"


@dataclass(frozen=True, slots=True)
class FastPass:
    """The text of every page, and what stands on pages beside it.

    `pictures` are the numbers of the pages that are pictures, whatever text is typed over them;
    `layered` of those whose text lies invisible over a picture; `unread` are areas of writing that
    is no text, on these pages and on others. `lost` are the errors of pages that cannot be read,
    whose text is empty; `broken` are pages of which a part may be lost; `wordless` says by page
    number what pages without text show: a `picture`, `notes`, a `drawing`, or they are `blank`
    (`nothing` where there is no object). `cut_short` says that the end of the file is missing;
    `attached` counts the files that are attached to it, `uncounted` the pages that it holds and
    does not count, which nobody reads.
    """

    texts: tuple[str, ...]
    pictures: tuple[int, ...]
    layered: tuple[int, ...] = ()
    unread: tuple[Unread, ...] = ()
    lost: tuple[ReportError, ...] = ()
    broken: tuple[int, ...] = ()
    wordless: tuple[tuple[int, str], ...] = ()
    cut_short: bool = False
    attached: int = 0
    uncounted: int = 0


def fast_texts(
    data: bytes, name: str, limits: Limits, progress: Progress | None = None
) -> FastPass:
    """The plain text of every page in the order of the file.

    Raises ReportError for a password, damage, too many pages, or where no page can be read.
    """
    pdf = opened(data, name)
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
        lost: list[ReportError] = []
        wordless: list[tuple[int, str]] = []
        for index in range(count):
            text, look = "", Look()
            try:
                text, look = _fast_page(pdf, index, name, limits)
                if not text.strip():
                    wordless.append((index + 1, shown_instead(pdf, index, look.is_picture)))
            except ReportError as error:
                lost.append(error)
            except pypdfium2.PdfiumError:  # a page may load once, and not a second time
                lost.append(_damaged(name, index))
            texts.append(text)
            looks.append(look)
            if progress:
                progress(index + 1, count)
        bare = {number for number, kind in wordless if kind == "nothing"}
        lost += [_damaged(name, number - 1) for number in sorted(lost_contents(data, bare))]
        if len(lost) == count:
            raise lost[0]
        missing = missing_contents(data, count)
        broken = broken_contents(data) | missing.pages
        return FastPass(
            texts=tuple(texts),
            pictures=tuple(n for n, look in enumerate(looks, 1) if look.is_picture),
            layered=tuple(n for n, look in enumerate(looks, 1) if look.is_layer),
            unread=without_running([area for look in looks for area in look.areas]),
            lost=tuple(lost),
            broken=tuple(sorted(broken - {each.page for each in lost})),
            wordless=tuple(wordless),
            cut_short=is_cut_short(data),
            attached=max(0, pdf.count_attachments()),
            uncounted=missing.uncounted,
        )
    finally:
        pdf.close()


def _damaged(name: str, index: int) -> ReportError:
    return ReportError(name, "is damaged", "fetch the file again or repair it", index + 1)


def _fast_page(
    pdf: pypdfium2.PdfDocument, index: int, name: str, limits: Limits
) -> tuple[str, Look]:
    try:
        page = pdf[index]
        width, height = page.get_size()
        # Not a number is neither.
        if not (max(width, height) <= limits.max_side and min(width, height) >= limits.least_side):
            raise ReportError(
                name,
                f"is {width:,.0f} by {height:,.0f} points, where a side may be "
                f"{limits.least_side:,.0f} to {limits.max_side:,.0f}",
                "give the report in its usual page size",
                index + 1,
                "size",
            )
        textpage = page.get_textpage()
        characters = textpage.count_chars()
        if characters > limits.max_characters:
            raise ReportError(
                name,
                f"holds {characters:,} characters, more than the limit of "
                f"{limits.max_characters:,}",
                "check that it is a report",
                index + 1,
                "crowded",
            )
        text = textpage.get_text_range().replace("\r\n", "\n")
        # What PDFium makes of a hyphen and the end of its line is what stands there again: without
        # it "Latijns-" and "Amerika" were one word.
        text = clean(text.replace(HYPHEN_AT_END, "-\n"))
        textpage.close()
        look = look_at(page, index + 1, len("".join(text.split())))
        page.close()
    except pypdfium2.PdfiumError as error:
        raise _damaged(name, index) from error
    return text, look
