"""Pages with their lines, each in its region, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Line, Page, Region
from missiemonitor.corpus.layout.columns import in_columns
from missiemonitor.corpus.layout.footnotes import with_footnotes
from missiemonitor.corpus.layout.lines import joined_lines, reading_size
from missiemonitor.corpus.layout.margins import (
    is_text_column,
    margins_of,
    stands_beside,
    text_frames,
)
from missiemonitor.corpus.layout.running import running_along
from missiemonitor.corpus.layout.segments import segments


def arrange(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with their lines, each line in its region, in reading order.

    All pages of a document go in together, because repetition tells what runs along.
    """
    segmented = {page.number: segments(page.words) for page in pages}
    frames = text_frames(pages, segmented)
    outside = {
        page.number: stands_beside(segmented[page.number], frames.get(page.number), page)
        for page in pages
    }
    for page in pages:
        if is_text_column(outside[page.number], frames.get(page.number), page):
            outside[page.number] = []
    margin = margins_of(pages, segmented, outside)
    arranged = []
    inner: dict[int, list[Line]] = {}
    for page in pages:
        rest = [s for s in segmented[page.number] if s not in margin[page.number]]
        inner[page.number] = joined_lines(rest)
    running = running_along(pages, inner)
    for page in pages:
        marks = running[page.number]
        lines = [
            replace(line, region=marks[index])
            for index, line in enumerate(inner[page.number])
            if index in marks
        ]
        body = [line for index, line in enumerate(inner[page.number]) if index not in marks]
        lines += with_footnotes(in_columns(body, reading_size(page)[0]))
        lines += [
            replace(line, region=Region.MARGIN) for line in joined_lines(list(margin[page.number]))
        ]
        arranged.append(replace(page, lines=tuple(lines)))
    return tuple(arranged)
