"""A path becomes a Document: the whole of this package in the order in which it works."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.document import Document, Issue
from corpus.errors import UnreadableReport
from corpus.layout import arrange
from corpus.paragraphs import paragraphs
from corpus.pdf import Limits, Progress, careful_pages, fast_texts, read_bytes
from corpus.report import read_report

Wanted = Callable[[Sequence[str]], set[int]]


def read_document(
    path: Path,
    wanted: Wanted | None = None,
    origin: str | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Document:
    """The report at `path`, read with care on the pages that `wanted` picks from all texts.

    `wanted` gets the text of every page and gives page numbers from 1; without it all pages are
    read. The first page, and the neighbours of a picked page, are always read with it, for the
    report's particulars and for tables that go on. Raises UnreadableReport.
    """
    limits = limits or Limits()
    data = read_bytes(path, limits)
    name = str(path)
    fast = fast_texts(data, name, limits)
    if not any(text.strip() for text in fast.texts):
        raise UnreadableReport(
            name,
            "has no text on any page: it is a scan or a picture",
            "give a copy with text; reading scans is not in this version",
        )
    numbers = _with_neighbours(wanted(fast.texts) if wanted else None, len(fast.texts))
    pages = arrange(list(careful_pages(data, numbers, name, limits, progress)))
    pages = tuple(replace(page, text=fast.texts[page.number - 1]) for page in pages)
    texts = paragraphs(pages)
    report, issues = read_report(path.name, pages, texts, origin)
    unread = tuple(
        Issue(
            "page-unread",
            "warning",
            f"page {number} is a picture without text; what stands on it was not read",
            number,
        )
        for number in fast.pictures
    )
    return Document(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        page_count=len(fast.texts),
        pages=pages,
        texts=fast.texts,
        paragraphs=texts,
        report=report,
        issues=unread + issues,
    )


def _with_neighbours(picked: set[int] | None, count: int) -> list[int]:
    if picked is None:
        return list(range(1, count + 1))
    near = {number + step for number in picked for step in (-1, 0, 1)} | {1}
    return sorted(number for number in near if 1 <= number <= count)
