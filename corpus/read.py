"""A path becomes a Document: the whole of this package in the order in which it works."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from missiemonitor.corpus.document import Box, Document, Issue, Page, Particulars, Unread
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.files import shown
from missiemonitor.corpus.layout import arrange
from missiemonitor.corpus.limits import Limits, Progress
from missiemonitor.corpus.metadata import read_particulars
from missiemonitor.corpus.ocr import engines, recognition
from missiemonitor.corpus.ocr.parts import doubted, held_against, with_parts
from missiemonitor.corpus.page_by_page import each_that_can
from missiemonitor.corpus.page_images import page_images, page_size
from missiemonitor.corpus.paragraphs import paragraphs
from missiemonitor.corpus.pdf.careful import careful_pages
from missiemonitor.corpus.pdf.fast import FastPass, fast_texts
from missiemonitor.corpus.pdf.file import from_header, read_bytes, sound
from missiemonitor.corpus.pdf.pictures import PagePictures
from missiemonitor.corpus.pdf.wordless import no_text
from missiemonitor.corpus.replaced import replaced
from missiemonitor.corpus.series import Series, series_named, told_series, using
from missiemonitor.corpus.thresholds import ENGINES, OCR, TEXT_LAYER

Wanted = Callable[[Sequence[str]], set[int]]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a report is read.

    `wanted` gets the text of every page and gives page numbers from 1; without it all pages are
    read with care. `origin` and `series` are those of the report where a person knows them; else
    what stands on the pages tells them. `progress` is told of each page that was read.
    """

    wanted: Wanted | None = None
    origin: str | None = None
    series: str | None = None
    limits: Limits = field(default_factory=Limits)
    progress: Progress | None = None


def read_document(path: Path, options: ReadOptions | None = None, **named: Any) -> Document:
    """The report at `path`; options may also be given by their names.

    The first page is always read with care, for the report's particulars.

    Raises ReportError, SeriesError.
    """
    options = replace(options or ReadOptions(), **named)
    return read_data(read_bytes(path, options.limits), shown(path), options)


def read_data(data: bytes, name: str, options: ReadOptions | None = None) -> Document:
    """The report of these bytes, as `read_document` reads it; `name` is its path or address."""
    options = options or ReadOptions()
    sha256 = hashlib.sha256(sound(data, name, options.limits)).hexdigest()
    data = from_header(data)
    fast = fast_texts(data, name, options.limits)
    given = options.series
    told = (series_named(given),) if given else told_series(fast.texts)
    # A scan tells what it is of only once it is read; that is done with the words of the first.
    with using(told[0] if len(told) == 1 else None):
        found = _read_pages(data, name, fast, options)
        texts = paragraphs(found.pages)
    words = {page.number: page.text for page in found.pages}
    all_texts = tuple(words.get(n, text) for n, text in enumerate(fast.texts, 1))
    if not given and found.source != "embedded":
        told = told_series(all_texts)
    of = told[0] if len(told) == 1 else None
    file = PurePath(name).name
    with using(of):
        report, issues = read_particulars(file, found.pages, texts, options.origin)
        issues = (*issues, *replaced(report, found.pages, texts))
    if of is None:
        report, issues = _of_no_series(report, issues, told)
    issues = (*issues, *_other_series(given, fast.texts))
    return Document(
        file=file,
        sha256=sha256,
        page_count=len(fast.texts),
        pages=found.pages,
        texts=all_texts,
        paragraphs=texts,
        particulars=report,
        issues=(*found.issues, *issues),
        source=found.source,
        series=of.series if of else None,
        unread=found.unread,
        pictures=PagePictures(data),
        attached=fast.attached,
    )


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages that were read with care, where their text came from, and what was not read."""

    pages: tuple[Page, ...]
    source: str
    issues: tuple[Issue, ...]
    unread: tuple[Unread, ...]


def _read_pages(data: bytes, name: str, fast: FastPass, options: ReadOptions) -> _Pages:
    rubbish = {n for n, text in enumerate(fast.texts, 1) if is_rubbish(text)}
    pictures = {*fast.pictures, *rubbish}
    drawn = {*pictures, *fast.layered, *(area.page for area in fast.unread)}
    readable = bool(drawn) and bool(engines.engines())
    wordless = not readable and not any(text.strip() for text in fast.texts)
    # Notes and fields may hold text that the careful pass reads.
    if wordless and "notes" not in {kind for _, kind in fast.wordless}:
        raise _without_text(name, fast)
    scanned = sorted(pictures | set(fast.layered)) if readable else []
    parts: dict[int, list[Unread]] = {}
    for area in fast.unread:
        if area.page not in {*pictures, *fast.layered}:
            parts.setdefault(area.page, []).append(area)
    picked = options.wanted(fast.texts) if options.wanted else None
    numbers = _and_first(picked, len(fast.texts))
    if readable:
        # What stands in a picture was not there for `wanted` to see.
        numbers = sorted({*numbers, *parts} - set(scanned))
    gone = {error.page for error in fast.lost}
    careful, lost = each_that_can(
        [number for number in numbers if number not in gone],
        lambda left: careful_pages(
            data, left, name, options.limits, options.progress, believed=fast.layered
        ),
    )
    read = [replace(each.page, text=fast.texts[each.page.number - 1]) for each in careful]
    if readable:
        read = [with_parts(page, parts.get(page.number, ()), data) for page in read]
        read += _pictures(data, scanned, options.progress)
        read = [*_against_layers(read, fast.layered, data, name, options.limits)]
    else:
        read = [
            replace(page, words=doubted(page.words, OCR.lone))
            if page.number in fast.layered
            else page
            for page in read
        ]
    if not read and lost:
        raise lost[0]
    if wordless and not any(page.words for page in read):
        raise _without_text(name, fast)
    from_pictures = set(scanned) if readable else set(fast.layered)
    if not from_pictures and not (readable and parts):
        source = "embedded"
    else:
        source = "ocr" if from_pictures >= {page.number for page in read} else "mixed"
    return _Pages(
        arrange(sorted(read, key=lambda page: page.number)),
        source,
        (
            *_about_file(fast, lost),
            *_about_pictures(fast, rubbish, parts, readable),
            *(issue for each in careful for issue in each.issues),
        ),
        (*_damaged((*fast.lost, *lost)), *(() if readable else _unread(data, fast, pictures))),
    )


def _without_text(name: str, fast: FastPass) -> ReportError:
    """Why a file has nothing to read: a page of it that is damaged, or what its pages show."""
    if fast.lost:
        return fast.lost[0]
    what, do = no_text({kind for _, kind in fast.wordless}, bool(engines.engines()))
    return ReportError(name, what, do)


def _about_file(fast: FastPass, lost: Sequence[ReportError]) -> Iterator[Issue]:
    """What is missing of the file, and of its pages."""
    if fast.cut_short:
        yield Issue("file-cut-short")
    for error in sorted((*fast.lost, *lost), key=lambda error: error.page or 0):
        yield Issue("page-unread", error.why, {"page": error.page}, error.page)
    for number in fast.broken:
        yield Issue("page-unread", "broken", {"page": number}, number)
    if fast.uncounted:
        last = len(fast.texts)
        values = {"page": last, "counted": last, "held": last + fast.uncounted}
        yield Issue("page-unread", "uncounted", values, last)


def _damaged(lost: Sequence[ReportError]) -> Iterator[Unread]:
    """Pages that could not be read at all, of which nobody knows how large they are."""
    for error in lost:
        if error.page is not None:
            yield Unread(error.page, Box(0.0, 0.0, 0.0, 0.0), "damaged")


def _unread(data: bytes, fast: FastPass, pictures: Collection[int]) -> Iterator[Unread]:
    """The areas that nobody read; a picture of which no writing was made out is one as a whole."""
    told = [area for area in fast.unread if area.page not in fast.layered]
    yield from told
    for number in sorted(set(pictures) - {area.page for area in told}):
        width, height = page_size(data, number)
        yield Unread(number, Box(0.0, 0.0, width, height), "image")


def _against_layers(
    pages: Sequence[Page], layered: Collection[int], data: bytes, name: str, limits: Limits
) -> Iterator[Page]:
    """The pages, those with a text layer of somebody else's OCR held against that."""
    careful, _ = each_that_can(
        sorted(layered), lambda left: careful_pages(data, left, name, limits, believed=left)
    )
    layers = {each.page.number: each.page for each in careful}
    for page in pages:
        layer = layers.get(page.number)
        yield held_against(page, layer) if layer else page


def _other_series(given: str | None, texts: Sequence[str]) -> Iterator[Issue]:
    """A series that a person gave, where the pages say that they are of another one."""
    others = [each.series for each in told_series(texts)] if given else []
    if others and given not in others:
        yield Issue("series-unsure", "otherwise", {"given": given, "series": others})


def _of_no_series(
    report: Particulars, issues: Sequence[Issue], told: Sequence[Series]
) -> tuple[Particulars, tuple[Issue, ...]]:
    """Without a series there is no period: what looks like one may be anything."""
    spots = tuple((what, place) for what, place in report.spots if what != "period")
    rest = (issue for issue in issues if issue.code not in ("period-unsure", "date-unsure"))
    unsure = Issue("series-unsure")
    if told:
        unsure = Issue("series-unsure", "several", {"series": [each.series for each in told]})
    return replace(report, period=None, spots=spots), (*rest, unsure)


def _pictures(data: bytes, numbers: Sequence[int], progress: Progress | None) -> Iterator[Page]:
    drawn = page_images(data, numbers, ENGINES.resolution / 72, grayscale=True)
    for done, scan in enumerate(drawn, start=1):
        page = recognition.read_picture(scan.image, scan.number, scan.width, scan.height)
        lines = arrange([page])[0].lines
        yield replace(page, text="\n".join(line.text for line in lines))
        if progress:
            progress(done, len(numbers))


def _about_pictures(
    fast: FastPass,
    rubbish: Collection[int],
    parts: Mapping[int, Sequence[Unread]],
    readable: bool,
) -> Iterator[Issue]:
    def told(what: str, number: int, box: Box | None = None) -> Issue:
        if readable:
            return Issue("page-from-picture", what, {"page": number}, number, box)
        return Issue("page-unread", what, {"page": number}, number, box)

    for number in sorted({*fast.pictures, *rubbish, *fast.layered, *parts}):
        what = "picture" if number in fast.pictures else "no-text"
        if number in {*fast.pictures, *rubbish}:
            yield told(what, number)
        elif number in fast.layered:
            what = "read-again" if readable else "kept"
            yield Issue("text-layer-of-scan", what, {"page": number}, number)
        for kind in ("image", "outlines"):
            boxes = [area.box for area in parts.get(number, ()) if area.kind == kind]
            if boxes:
                yield told(f"part-{kind}", number, Box.around(boxes))


def is_rubbish(text: str) -> bool:
    """Whether a text layer is no text: a wrong encoding, or words that hardly have a vowel.

    Only Latin words are looked at for vowels; other scripts have letters of their own, or none.
    """
    letters = Counter(text)
    size = sum(number for char, number in letters.items() if not char.isspace())
    if size < TEXT_LAYER.least:
        return False
    strange = sum(number for char, number in letters.items() if _is_strange(char))
    if strange > TEXT_LAYER.strange * size:
        return True
    others = {char for char in letters if char.isalpha() and not _is_latin(char)}
    vowels = sum(number for char, number in letters.items() if _is_vowel(char))
    if vowels > TEXT_LAYER.vowels * (size - sum(letters[char] for char in others)):
        return False
    words = [w for w in text.split() if len(w) >= TEXT_LAYER.letters and w.isalpha()]
    words = [word for word in words if others.isdisjoint(word)]
    spoken = sum(any(_is_vowel(char) for char in word) for word in words)
    named = sum(word.isupper() for word in words)
    return len(words) > TEXT_LAYER.words and spoken < TEXT_LAYER.spoken * (len(words) - named)


@lru_cache(maxsize=4_096)
def _is_strange(char: str) -> bool:
    """Whether no writing uses a character. Line ends and tabs are spaces."""
    return char == "\ufffd" or (
        not char.isspace() and unicodedata.category(char) in ("Co", "Cn", "Cc")
    )


@lru_cache(maxsize=4_096)
def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("LATIN ", "FULLWIDTH LATIN "))


@lru_cache(maxsize=4_096)
def _is_vowel(char: str) -> bool:
    """Whether a letter is a Latin vowel, whatever stands on or under it."""
    return unicodedata.normalize("NFKD", char.casefold())[:1] in VOWELS


VOWELS = frozenset("aeiouyæœøı")


def _and_first(picked: set[int] | None, count: int) -> list[int]:
    if picked is None:
        return list(range(1, count + 1))
    return sorted(number for number in picked | {1} if 1 <= number <= count)
