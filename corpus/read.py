"""A path becomes a Document: the whole of this package in the order in which it works."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from missiemonitor.corpus.document import Document, Issue, Page
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.layout import arrange
from missiemonitor.corpus.limits import Limits, Progress
from missiemonitor.corpus.metadata import read_report
from missiemonitor.corpus.ocr import engines, recognition
from missiemonitor.corpus.page_images import page_images
from missiemonitor.corpus.paragraphs import paragraphs
from missiemonitor.corpus.pdf import careful_pages, fast_texts, read_bytes, sound

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
    read. The first page is always read with it, for the report's particulars.

    Raises ReportError.
    """
    limits = limits or Limits()
    return read_data(read_bytes(path, limits), str(path), wanted, origin, limits, progress)


def read_data(
    data: bytes,
    name: str,
    wanted: Wanted | None = None,
    origin: str | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Document:
    """The report of these bytes, as `read_document` reads it; `name` is its path or address."""
    limits = limits or Limits()
    data = sound(data, name, limits)
    file = PurePath(name).name
    fast = fast_texts(data, name, limits)
    scanned = sorted({*fast.pictures, *(n for n, t in enumerate(fast.texts, 1) if is_rubbish(t))})
    readable = bool(scanned) and bool(engines.engines())
    if not readable and not any(text.strip() for text in fast.texts):
        raise ReportError(
            name,
            "has no text on any page: it is a scan or a picture",
            "install an OCR engine ('missiemonitor doctor' tells how), or give a copy with text",
        )
    numbers = _and_first(wanted(fast.texts) if wanted else None, len(fast.texts))
    numbers = [n for n in numbers if not (readable and n in scanned)]
    read = list(careful_pages(data, numbers, name, limits, progress))
    read = [replace(page, text=fast.texts[page.number - 1]) for page in read]
    if readable:
        read += _pictures(data, scanned, progress)
    pages = arrange(sorted(read, key=lambda page: page.number))
    texts = paragraphs(pages)
    report, issues = read_report(file, pages, texts, origin)
    words = {page.number: page.text for page in pages}
    return Document(
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        page_count=len(fast.texts),
        pages=pages,
        texts=tuple(words.get(n, text) for n, text in enumerate(fast.texts, 1)),
        paragraphs=texts,
        report=report,
        issues=(*_about_pictures(scanned, fast.pictures, readable), *issues),
        source="embedded" if not readable else "ocr" if not numbers else "mixed",
    )


def _pictures(data: bytes, numbers: Sequence[int], progress: Progress | None) -> Iterator[Page]:
    drawn = page_images(data, numbers, engines.DPI / 72, grayscale=True)
    for done, scan in enumerate(drawn, start=1):
        page = recognition.read_picture(scan.image, scan.number, scan.width, scan.height)
        lines = arrange([page])[0].lines
        yield replace(page, text="\n".join(line.text for line in lines))
        if progress:
            progress(done, len(numbers))


def _about_pictures(
    scanned: Sequence[int], pictures: Sequence[int], readable: bool
) -> Iterator[Issue]:
    for number in scanned:
        what = "picture" if number in pictures else "no-text"
        if readable:
            yield Issue("page-from-picture", what, {"page": number}, number)
        else:
            yield Issue("page-unread", what, {"page": number}, number)


def is_rubbish(text: str) -> bool:
    """Whether a text layer is no text: a wrong encoding, or words that hardly have a vowel."""
    letters = Counter(text)
    size = sum(number for char, number in letters.items() if not char.isspace())
    if size < 40:
        return False
    strange = sum(
        number
        for char, number in letters.items()
        if not char.isspace()
        and (unicodedata.category(char) in ("Co", "Cn", "Cc") or char == "\ufffd")
    )
    if strange > 0.1 * size:
        return True
    vowels = sum(number for char, number in letters.items() if char.casefold() in VOWELS)
    if vowels > MANY_VOWELS * size:
        return False
    words = [word for word in text.split() if len(word) > 2 and word.isalpha()]
    spoken = sum(any(char in VOWELS for char in word.casefold()) for word in words)
    named = sum(word.isupper() for word in words)
    return len(words) > 15 and spoken < 0.6 * (len(words) - named)


VOWELS = frozenset("aeiouyàáâäæèéêëìíîïòóôöùúûü")
# Of all characters; Dutch prose has some 0.38, letters drawn at random some 0.2.
MANY_VOWELS = 0.3


def _and_first(picked: set[int] | None, count: int) -> list[int]:
    if picked is None:
        return list(range(1, count + 1))
    return sorted(number for number in picked | {1} if 1 <= number <= count)
