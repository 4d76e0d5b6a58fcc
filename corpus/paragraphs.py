"""Running text made whole: arranged pages go in; paragraphs and headings come out.

A paragraph goes on beside the colophon, from one column of a page into the next, and over a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from missiemonitor.corpus.document import Line, Page, Paragraph, Region
from missiemonitor.corpus.layout import is_scanned, segments, usual_size
from missiemonitor.corpus.text import join_lines
from missiemonitor.corpus.thresholds import PARAGRAPHS


def paragraphs(pages: Sequence[Page]) -> tuple[Paragraph, ...]:
    """The body's running text as paragraphs, put together again where a page parts them."""
    found: list[list[tuple[int, Line]]] = []
    last = 0
    for page in pages:
        for column in page.columns(Region.BODY):
            blocks = list(_blocks(column))
            follows = found and page.number - last <= 1
            if follows and blocks and _goes_on([line for _, line in found[-1]], blocks[0]):
                found[-1] += [(page.number, line) for line in blocks.pop(0)]
            found += [[(page.number, line) for line in block] for block in blocks]
            last = page.number
    sizes = [line for block in found for _, line in block]
    usual = usual_size(sizes) if sizes else 0.0
    return tuple(
        Paragraph(
            tuple(block),
            join_lines([line.text for _, line in block]),
            heading=_is_heading([line for _, line in block], usual),
        )
        for block in found
    )


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines put together into blocks of one paragraph each."""
    steps = [
        b.box.bottom - a.box.bottom
        for a, b in pairwise(lines)
        if b.box.bottom - a.box.bottom < PARAGRAPHS.widest_step * a.box.height
    ]
    pitch = median(steps) if steps else 0.0
    right = max((line.box.x1 for line in lines), default=0.0)
    left = min((line.box.x0 for line in lines), default=0.0)
    block: list[Line] = []
    for line in lines:
        if block and _starts_new(block[-1], line, pitch, left, right):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


SENTENCE_ENDS = re.compile(r"[^\W\d_]{3,}[.!?] [^\W\d_]")  # inside a text: it is no heading
ITEM = re.compile(r"^(\d{1,2}[.)]|[a-z][.)]|[-–—•▪◦‣·o*])$")


def _starts_new(above: Line, line: Line, pitch: float, left: float, right: float) -> bool:
    step = line.box.bottom - above.box.bottom
    own_pitch = max(pitch, PARAGRAPHS.least_step * line.box.height)
    if step > PARAGRAPHS.new_step * own_pitch or step < 0:
        return True
    if _is_resized(above, line):
        return True
    if _common_style(above) != _common_style(line):
        return True
    if len(line.words) > 1 and ITEM.match(line.words[0].text):
        return True
    ended = above.words[-1].text[-1] in ".!?:"
    return ended and above.box.x1 < right - PARAGRAPHS.short_line * (right - left)


def _is_resized(one: Line, other: Line) -> bool:
    """Whether two lines are of sizes that no paragraph has together."""
    scanned = is_scanned(one) or is_scanned(other)
    most = PARAGRAPHS.size_change_scanned if scanned else PARAGRAPHS.size_change
    return abs(one.size - other.size) > most * other.size


def _goes_on(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether the first block of a page goes on with the last one of the page before."""
    last, first = above[-1], below[0]
    if last.words[-1].text[-1] in ".!?:" or _is_resized(first, last):
        return False
    if first.words[0].style != last.words[-1].style or ITEM.match(first.words[0].text):
        return False
    return len(last.words) >= PARAGRAPHS.carried_words and len(segments(last.words)) == 1


def _is_heading(lines: Sequence[Line], usual: float) -> bool:
    text = lines[-1].text
    if len(lines) > PARAGRAPHS.heading_lines or text[-1] in ".!?;,:":
        return False
    if SENTENCE_ENDS.search(" ".join(line.text for line in lines)):
        return False
    scanned = is_scanned(lines[0])
    larger = PARAGRAPHS.heading_size_scanned if scanned else PARAGRAPHS.heading_size
    large = lines[0].size > larger * usual
    marked = all(_common_style(line) for line in lines)
    short = len(lines) == 1 and len(lines[0].words) <= PARAGRAPHS.heading_words
    return large or marked or short


def _common_style(line: Line) -> str:
    """The style that all words of a line share, or nothing."""
    styles = {word.style for word in line.words}
    return styles.pop() if len(styles) == 1 else ""
