"""All that is about to be stored of a report, held against its pages; findings tell what differs.

It comes after the last step of reading, and shares with it the file, the reference data, what words
mean and the thresholds: not the words of the page, its tables, or how names are linked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from missiemonitor.corpus.document import Box, Document
from missiemonitor.corpus.period import Period
from missiemonitor.extractors.against_page.columns import better_column, number_rows
from missiemonitor.extractors.against_page.lines_left import (
    Left,
    columns_of,
    is_sideways,
    lines_left,
)
from missiemonitor.extractors.against_page.overleaf import (
    lines_alike,
    lines_overleaf,
    pages_around,
    totals_overleaf,
)
from missiemonitor.extractors.against_page.page_text import PageText, page_text
from missiemonitor.extractors.against_page.rows import Lines, doubt_of
from missiemonitor.extractors.against_page.totals import totals_told
from missiemonitor.extractors.against_page.wholes import (
    day_doubted,
    nations_doubted,
    nothing_told,
    period_doubted,
)
from missiemonitor.extractors.against_page.whose import others_said, things_said
from missiemonitor.extractors.extraction import (
    Deployment,
    Evidence,
    ExtractedTable,
    Extraction,
    Finding,
)
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.hidden_text import is_hidden_at
from missiemonitor.extractors.thresholds import AGAINST_PAGE

COUNTED = "counted"
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


class _Pages:
    """The texts of pages, each made once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._made: dict[int, PageText | None] = {}

    def __getitem__(self, number: int) -> PageText | None:
        if number not in self._made:
            there = 1 <= number <= self.document.page_count
            self._made[number] = page_text(self.document, number) if there else None
        return self._made[number]


def _held(found: Extraction) -> Iterator[Finding]:
    if found.document.pictures is None:
        return
    pages = _Pages(found.document)
    tables = [table for table in found.tables if table.standing == COUNTED]
    keys = {table.key for table in tables}
    rows = [row for row in found.deployments if row.table in keys and row.counted]
    yield from _of_rows(pages, rows, found)
    for table in tables:
        own = [row for row in rows if row.table == table.key]
        left = list(_left(pages, table, own, found))
        yield from _unclaimed(pages, table, own, left, found)
        yield from totals_told(pages.__getitem__, table, own, left, found)
        yield from _column(pages, table, own, found)
        yield from _whose(pages, table, own, found)
        yield from nations_doubted(table, own)
        yield from day_doubted(table, found)
    yield from period_doubted(found)
    yield from nothing_told(found)


# --- rows ---------------------------------------------------------------------------------------


def _of_rows(pages: _Pages, rows: Sequence[Deployment], found: Extraction) -> Iterator[Finding]:
    told: dict[str, set[str]] = {}
    for each in found.findings:
        if each.severity != "info":
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
    pages: _Pages, rows: Sequence[Deployment]
) -> Iterator[tuple[Deployment, str, Mapping[str, Any]]]:
    seen: list[tuple[int, Box]] = []
    for row in rows:
        at = row.count_evidence
        page = pages[at.page]
        if page is None:
            continue
        counts = _counts(page, rows)
        beside = [each for each in rows if each.table == row.table]
        lines = Lines(page, tuple(counts), is_sideways(_counts(page, beside)))
        if (at.page, at.box) in seen and _has_own_count(row):
            yield row, "twice", {}
        elif doubt := doubt_of(row, lines):
            yield row, doubt.message, doubt.values
        seen.append((at.page, at.box))


def _has_own_count(row: Deployment) -> bool:
    """Whether a count is in a place of its own; that of a row without one is that of the row."""
    return row.count_evidence.box != row.evidence.box


def _counts(page: PageText, rows: Sequence[Deployment]) -> list[Box]:
    return [
        page.read(row.count_evidence.box)
        for row in rows
        if row.count_evidence.page == page.number and _has_own_count(row)
    ]


# --- what no row has ----------------------------------------------------------------------------


def _left(
    pages: _Pages, table: ExtractedTable, rows: Sequence[Deployment], found: Extraction
) -> Iterator[Left]:
    having = {row.count_evidence.page for row in rows}
    for number in sorted(having):
        page, behind = pages[number], pages[number + 1]
        here = _counts(page, rows) if page else []
        if page is None or not here or is_sideways(here):
            continue
        own = [row.evidence.box for row in rows if row.evidence.page == number]
        within = page.read(Box.around(own)) if own else Box.around(here)
        yield from lines_left(page, here, _claimed(page, found), within)
        if behind is not None and number == max(having):
            yield from totals_overleaf(behind, here, _claimed(behind, found))


def _claimed(page: PageText, found: Extraction) -> list[Box]:
    """Where the counts of all rows and the totals of all tables stand on a page."""
    stated = [table.stated_evidence for table in found.tables if table.stated_total is not None]
    # A row without a count has its line, whatever stands there.
    whole = [
        replace(page.read(row.evidence.box), x0=0.0, x1=page.width + page.height)
        for row in found.deployments
        if row.evidence.page == page.number and not _has_own_count(row)
    ]
    return [
        *_counts(page, found.deployments),
        *whole,
        *(page.read(each.box) for each in stated if each and each.page == page.number),
    ]


def _unclaimed(
    pages: _Pages,
    table: ExtractedTable,
    rows: Sequence[Deployment],
    left: Sequence[Left],
    found: Extraction,
) -> Iterator[Finding]:
    hidden = [
        "".join(str(each.values["text"]).split())
        for each in found.findings
        if each.code == "text-hidden" and each.values.get("text")
    ]
    # What is not to be seen is told as such.
    lines = [
        one
        for one in left
        if one.named and not one.total and "".join(f"{one.text}{one.number}".split()) not in hidden
    ]
    message = "unclaimed"
    if not lines:
        lines = list(_alike(pages, rows, found))
    if not lines:
        message = "overleaf"
        known = sum(row.known for row in rows) > len(rows) / 2
        for number, by in pages_around({r.count_evidence.page for r in rows if _has_own_count(r)}):
            page, near = pages[number], pages[by]
            if page and near:
                here = _counts(near, rows)
                claimed = _claimed(page, found)
                unread = found.document.page(number) is None
                more = lines_overleaf(
                    near, page, here, claimed, below=number > by, whole=not unread
                )
                # Where rows name missions that we know, so does one that goes on; of a page that
                # was not read with care nobody knows what its other lines are.
                lines += [one for one in more if one.mission or not known or unread]
    told = [each for each in found.findings if _is_of_lines(each)]
    lines = [one for one in lines if not any(_tells_of(each, one) for each in told)]
    if lines:
        page_told: dict[str, Any] = {"page": lines[0].page} if message == "overleaf" else {}
        yield finding(
            "row-outside",
            {"table": table.key, "page": lines[0].page},
            message=message,
            evidence=Evidence(lines[0].page, lines[0].on_paper, lines[0].text),
            lines=[f"{one.text} {one.number}" for one in lines],
            **page_told,
        )


def _alike(pages: _Pages, rows: Sequence[Deployment], found: Extraction) -> Iterator[Left]:
    """Lines elsewhere on the pages of a table that stand as its rows do, in no table that was read:
    of another one like it, that was lost."""
    for number in sorted({row.count_evidence.page for row in rows if _has_own_count(row)}):
        page = pages[number]
        here = _counts(page, rows) if page else []
        if page is None or is_sideways(here):
            continue
        read = [page.read(each.evidence.box) for each in found.tables if number in each.pages]
        lines = lines_alike(page, here, [*_claimed(page, found), *read])
        more = [one for one in lines if one.mission]
        yield from more if len(more) >= AGAINST_PAGE.alike else ()


def _is_of_lines(finding_: Finding) -> bool:
    """Whether a finding tells of lines outside a table, and not of a sentence elsewhere."""
    outside = finding_.code == "row-outside" and finding_.severity != "info"
    return outside and not finding_.message_key.endswith("-told")


def _tells_of(finding_: Finding, line: Left) -> bool:
    """Whether a finding on lines outside a table tells of this one."""
    at = finding_.evidence
    if finding_.message_key == "sentence":
        said = {*str(finding_.values["sentence"]).split()}
        return {*line.text.split(), str(line.number)} <= said
    if at is None or at.page != line.page:
        return False
    # What tells of several lines of a page stands at the first of them.
    return finding_.message_key == "lines" or at.box.overlap_y(line.on_paper) > 0


# --- what stands over the counts ----------------------------------------------------------------


def _column(
    pages: _Pages, table: ExtractedTable, rows: Sequence[Deployment], found: Extraction
) -> Iterator[Finding]:
    doubts = {"several-counts", "header-unsure", "count-is-a-sum"}
    keys = {row.key for row in rows}
    for each in found.findings:
        if each.code in doubts and (
            each.about.get("table") == table.key or each.about.get("deployment") in keys
        ):
            return
    page = pages[table.pages[0]]
    counts = _counts(page, rows) if page else []
    if page is None or len(counts) < 2 or is_sideways(counts):
        return
    if number_rows(page, columns_of(counts)[0]):
        first, last = rows[0].count_as_written, rows[-1].count_as_written
        yield finding(
            "header-unsure",
            {"table": table.key},
            message="row-numbers",
            evidence=table.evidence,
            first=first,
            last=last,
        )
        return
    told = found.document.particulars.period
    pair = better_column(page, columns_of(counts)[0], Period.parse(told) if told else None)
    if pair:
        ours, other = pair
        yield finding(
            "header-unsure",
            {"table": table.key},
            message="other-column",
            evidence=table.evidence,
            text=ours.text,
            other=other.text,
        )


def _whose(
    pages: _Pages, table: ExtractedTable, rows: Sequence[Deployment], found: Extraction
) -> Iterator[Finding]:
    asked = {"nationality-unsure", "header-unsure", "several-counts"}
    told = any(
        each.code in asked and each.severity != "info" and each.about.get("table") == table.key
        for each in found.findings
    )
    page = pages[table.pages[0]]
    counts = _counts(page, rows) if page else []
    if told or page is None or not counts or is_sideways(counts):
        return
    box = page.read(table.evidence.box)
    if things := things_said(page, columns_of(counts)[0]):
        yield finding(
            "header-unsure",
            {"table": table.key},
            message="things",
            evidence=table.evidence,
            text=things,
        )
    elif said := others_said(page, columns_of(counts)[0], box):
        yield finding(
            "nationality-unsure",
            {"table": table.key},
            message="over-counts",
            evidence=table.evidence,
            text=said,
        )
