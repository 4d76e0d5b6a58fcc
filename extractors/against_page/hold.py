"""All that is about to be stored of a report, held against its pages; findings tell what differs.

It comes after the last step of reading, and shares with it the file, the reference data, what words
mean and the thresholds: not the words of the page, its tables, or how names are linked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.against_page.heads import column_doubted, whose_doubted
from missiemonitor.extractors.against_page.lines_left import is_sideways
from missiemonitor.extractors.against_page.page_text import read_from_picture
from missiemonitor.extractors.against_page.pages import PageTexts, counts_on, has_own_count
from missiemonitor.extractors.against_page.pasted import pasted
from missiemonitor.extractors.against_page.rows import Lines, doubt_of
from missiemonitor.extractors.against_page.totals import totals_told
from missiemonitor.extractors.against_page.unclaimed import left_in, lost_tables, unclaimed
from missiemonitor.extractors.against_page.wholes import (
    COUNTED,
    day_doubted,
    nations_doubted,
    nothing_told,
    period_doubted,
)
from missiemonitor.extractors.extraction import Deployment, Extraction, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.hidden_text import is_hidden_at

# What else may tell the same of a row: one finding for one cause.
SAME = {"readings-differ", "single-reading", "several-counts"}
SAME_COUNT = {*SAME, "seen-otherwise", "count-unreadable", "readers-differ", "overprinted"}
SAME_NAME = {*SAME, "similar-name", "country-unexpected", "unknown-country", "unknown-mission"}
SAME_PLACE = {*SAME, "row-twice"}
ALSO = {
    "mission-elsewhere": SAME_PLACE,
    "country-elsewhere": SAME_PLACE,
    "twice": SAME_PLACE,
    "count": SAME_COUNT,
    "range": SAME_COUNT,
    "limit": SAME_COUNT,
    "mission": SAME_NAME,
    "country": SAME_NAME,
}


def hold_against_pages(found: Extraction) -> Extraction:
    """The same extraction, with findings on what its pages tell otherwise than it does."""
    more = tuple(_held(found))
    return replace(found, findings=(*found.findings, *more)) if more else found


def _held(found: Extraction) -> Iterator[Finding]:
    if found.document.pictures is None:
        return
    pages = PageTexts(found.document)
    tables = [table for table in found.tables if table.standing == COUNTED]
    keys = {table.key for table in tables}
    rows = [row for row in found.deployments if row.table in keys and row.counted]
    yield from _of_rows(pages, rows, found)
    for table in tables:
        own = [row for row in rows if row.table == table.key]
        left = list(left_in(pages, own, found))
        yield from unclaimed(pages, table, own, left, found)
        yield from pasted(pages, table, own, found)
        yield from totals_told(pages.__getitem__, table, own, left, found)
        yield from column_doubted(pages, table, own, found)
        yield from whose_doubted(pages, table, own, found)
        yield from nations_doubted(table, own)
        yield from day_doubted(table, found)
    yield from period_doubted(found)
    nothing = [*nothing_told(found)]
    yield from nothing
    if not tables and not nothing:
        yield from lost_tables(pages, found)


def _of_rows(pages: PageTexts, rows: Sequence[Deployment], found: Extraction) -> Iterator[Finding]:
    told: dict[str, set[str]] = {}
    for each in found.findings:
        # Whose name the row has says nothing of its number.
        if each.severity != "info" and each.message_key != "name-from-above":
            told.setdefault(str(each.about.get("deployment")), set()).add(each.code)
    for row, message, values in _doubted(pages, rows):
        hidden = ALSO[message] is SAME_COUNT and is_hidden_at(row.count_evidence, found.findings)
        if not hidden and not told.get(row.key, set()) & ALSO[message]:
            yield finding(
                "row-against-page",
                {
                    "deployment": row.key,
                    "mission": row.mission,
                    "country": "+".join(row.countries),
                },
                message=message,
                evidence=row.count_evidence,
                name=row.mission_as_written or "(no mission)",
                **values,
            )


def _doubted(
    pages: PageTexts, rows: Sequence[Deployment]
) -> Iterator[tuple[Deployment, str, Mapping[str, Any]]]:
    seen: list[tuple[int, Box]] = []
    for row in rows:
        at = row.count_evidence
        page = pages[at.page]
        if page is None or read_from_picture(pages.document.page(at.page), at.box):
            continue
        counts = counts_on(page, rows)
        beside = [each for each in rows if each.table == row.table]
        lines = Lines(page, tuple(counts), is_sideways(counts_on(page, beside)))
        if (at.page, at.box) in seen and has_own_count(row):
            yield row, "twice", {}
        elif doubt := doubt_of(row, lines):
            yield row, doubt.message, doubt.values
        seen.append((at.page, at.box))
