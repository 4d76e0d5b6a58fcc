"""The careful pass: what a reader sees on the pages that are asked for, as words and rules.

PDFium reads and draws the pages; it took a tenth of pdfminer's time for characters with boxes.
Notes and filled fields are drawn into a page first, as viewers show them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2
from missiemonitor.corpus.document import Box, Issue, Line, Page, Rule, Word
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.layout import lines_of, segments
from missiemonitor.corpus.limits import Limits, Progress
from missiemonitor.corpus.page_images import PDFIUM
from missiemonitor.corpus.pdf.actual_text import forget_other_numbers
from missiemonitor.corpus.pdf.characters import Characters, characters
from missiemonitor.corpus.pdf.doubles import without_doubles
from missiemonitor.corpus.pdf.drawing import rules
from missiemonitor.corpus.pdf.file import from_header
from missiemonitor.corpus.pdf.leaders import leaders
from missiemonitor.corpus.pdf.notes import LONGEST, flattened
from missiemonitor.corpus.pdf.strikes import struck
from missiemonitor.corpus.pdf.visible import Visible, everything, visible
from missiemonitor.corpus.pdf.words import DRAWN_OVER, OVERPRINTED, page_turn, upright, words


@dataclass(frozen=True, slots=True)
class CarefulPage:
    """A page as it is shown, and what a person should know of what it shows."""

    page: Page
    issues: tuple[Issue, ...] = ()


def careful_pages(
    data: bytes,
    numbers: Sequence[int],
    name: str,
    limits: Limits,
    progress: Progress | None = None,
    believed: Collection[int] = (),
) -> Iterator[CarefulPage]:
    """The pages of these numbers (from 1) with words and rules, one after another.

    Of `believed` pages hidden text is read too: it lies over a picture of what it says.
    Raises ReportError for a page that cannot be read.
    """
    with PDFIUM:
        pdf = pypdfium2.PdfDocument(from_header(data))
    number = 0
    try:
        for done, number in enumerate(numbers, start=1):
            # Who takes the pages may take long: the lock is not held meanwhile.
            with PDFIUM:
                read = _careful_page(pdf, number, name, limits, number in believed)
            yield read
            if progress:
                progress(done, len(numbers))
    except pypdfium2.PdfiumError as error:
        raise ReportError(
            name, "cannot be read", "fetch the file again or repair it", number or None
        ) from error
    finally:
        with PDFIUM:
            pdf.close()


def _careful_page(
    pdf: pypdfium2.PdfDocument, number: int, name: str, limits: Limits, believed: bool
) -> CarefulPage:
    with flattened(pdf, number) as (page, notes):
        forget_other_numbers(page)
        textpage = page.get_textpage()
        try:
            count = textpage.count_chars()
            if count > limits.max_characters:
                raise ReportError(
                    name,
                    f"holds {count:,} characters, more than the limit of {limits.max_characters:,}",
                    "check that it is a report",
                    number,
                )
            found = characters(page, textpage)
            shown = everything(found) if believed else visible(page, found)
            width, height = page.get_size()
            drawn = tuple(rules(page))
        finally:
            textpage.close()
    turn = page_turn(found.only(shown.seen))
    order = np.flatnonzero(shown.seen & (found.turn == turn) & ~found.slanted)
    read = upright(found.only(order), turn, width, height)
    text, sides = list(read.text), (read.x0, read.top, read.x1, read.bottom)
    led = np.zeros(len(found), dtype=bool)
    led[order] = leaders(text, *sides)
    kept = without_doubles(text, *sides) & ~led[order]
    # Dots that lead to a figure may be drawn over it.
    over = (shown.over[order] >= 0) & ~led[shown.over[order]]
    doubts = np.where(over, OVERPRINTED, np.where(shown.crossed[order], DRAWN_OVER, 0))
    lines = tuple(_turned(rule, turn, width, height) for rule in drawn)
    stand, gone = struck(list(words(read.only(kept), doubts[kept])), lines)
    seen = found.only(shown.seen)
    beside = tuple(_upright(seen, turn, width, height))
    made = Page(number, width, height, tuple(stand), lines, turn=turn, upright=beside)
    return CarefulPage(
        made,
        (
            *notes,
            *_hidden(found, shown, number),
            *_struck(made, gone),
            *_upside_down(seen, turn, number),
        ),
    )


def _turned(rule: Rule, turn: int, width: float, height: float) -> Rule:
    box = rule.box.turned(turn, width, height)
    return replace(rule, box=box, horizontal=rule.horizontal ^ bool(turn % 2))


def _upright(found: Characters, turn: int, width: float, height: float) -> Iterator[Line]:
    """The lines that stand a quarter turn to what is read, in its position."""
    for other in ((turn + 1) % 4, (turn + 3) % 4):
        read = upright(found, other, width, height)
        if not len(read):
            continue
        across, down = (height, width) if other % 2 else (width, height)
        there = np.zeros(len(read), dtype=np.int64)
        for segment in segments(words(read, there)):
            yield Line(
                tuple(
                    replace(word, box=word.box.turned(turn - other, across, down))
                    for word in segment.words
                )
            )


def _upside_down(found: Characters, turn: int, number: int) -> Iterator[Issue]:
    """Text that stands on its head beside what is read."""
    over = found.only((found.turn == (turn + 2) % 4) & ~found.slanted)
    text = "".join(over.text).strip()
    if text:
        box = Box(*map(float, (over.x0.min(), over.top.min(), over.x1.max(), over.bottom.max())))
        told = {"page": number, "text": text[:LONGEST]}
        yield Issue("text-upside-down", "default", told, number, box)


def _struck(page: Page, gone: Sequence[Word]) -> Iterator[Issue]:
    """What is struck through, as one issue a line."""
    for line in lines_of(gone):
        told = {"page": page.number, "text": line.text}
        yield Issue("struck-through", "default", told, page.number, page.on_paper(line.box))


def _hidden(found: Characters, shown: Visible, number: int) -> Iterator[Issue]:
    """Text of the file that no reader of the page sees, as one issue for what stands together."""
    hidden = found.only(~shown.seen)
    if not len(hidden):
        return
    order = np.argsort(hidden.top, kind="stable")
    foot = np.maximum.accumulate(hidden.bottom[order])
    apart = hidden.top[order][1:] - foot[:-1] > (hidden.bottom - hidden.top)[order][1:] / 2
    for part in np.split(order, np.flatnonzero(apart) + 1):
        one = hidden.only(np.sort(part))
        box = Box(*map(float, (one.x0.min(), one.top.min(), one.x1.max(), one.bottom.max())))
        told = {"page": number, "text": "".join(one.text)[:LONGEST]}
        yield Issue("text-hidden", "default", told, number, box)
