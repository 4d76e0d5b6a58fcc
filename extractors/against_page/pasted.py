"""Pictures in the column of counts of a table, as a figure or a row that was pasted stands there.

A reader sees a number there, and the file has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from missiemonitor.corpus.document import Box, PictureSource
from missiemonitor.extractors.against_page.lines_left import columns_of, is_sideways
from missiemonitor.extractors.against_page.page_text import PageText
from missiemonitor.extractors.against_page.pages import PageTexts, counts_on, has_own_count
from missiemonitor.extractors.extraction import (
    Deployment,
    Evidence,
    ExtractedTable,
    Extraction,
    Finding,
)
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.thresholds import AGAINST_PAGE

# Where these stand, what is drawn is told of, or was read from a picture.
TOLD = {"drawn-over", "count-unreadable", "page-from-picture", "table-may-go-on"}


def pasted(
    pages: PageTexts, table: ExtractedTable, rows: Sequence[Deployment], found: Extraction
) -> Iterator[Finding]:
    """That pictures stand in the column of counts of a table, a finding a page."""
    pictures = found.document.pictures
    told = [
        each.evidence
        for each in found.findings
        if each.evidence and each.severity != "info" and each.code in TOLD
    ]
    for number in sorted({row.count_evidence.page for row in rows if has_own_count(row)}):
        page = pages[number]
        here = counts_on(page, rows) if page else []
        if page is None or pictures is None or is_sideways(here):
            continue
        boxes = [
            box
            for box in pasted_at(page, here, pictures)
            if not any(at.page == number and at.box.overlap_y(box) > 0 for at in told)
        ]
        if boxes:
            yield finding(
                "row-outside",
                {"table": table.key, "page": number},
                message="pasted",
                evidence=Evidence(number, Box.around(boxes), ""),
                page=number,
            )


def pasted_at(page: PageText, counts: Sequence[Box], pictures: PictureSource) -> Iterator[Box]:
    """The pictures, in the boxes of the paper, that stand among these counts (boxes as the page is
    read), right below them, or close beside one; with ink and without text over it."""
    images = [(box, page.read(box)) for box in pictures.images(page.number)]
    for column in columns_of(counts) if images else ():
        whole = Box.around(column)
        high = median(box.height for box in column)
        steps = [low.middle - above.middle for above, low in pairwise(sorted(column, key=_middle))]
        pitch = median(steps) if steps else high
        near = replace(whole, x0=whole.x0 - high, x1=whole.x1 + high)
        for paper, box in images:
            if (
                high / 2 <= box.height <= AGAINST_PAGE.pasted * high
                and box.overlap_x(near) > 0
                and whole.top <= box.middle <= whole.bottom + AGAINST_PAGE.pitch * pitch
                and not page.inside(box)
                and _has_ink(pictures, page.number, paper)
            ):
                yield paper


def _middle(box: Box) -> float:
    return box.middle


def _has_ink(pictures: PictureSource, number: int, box: Box) -> bool:
    band = pictures.band(number, box, 1.0)
    return band is not None and bool(np.ptp(band.pixels) > AGAINST_PAGE.pasted_ink)
