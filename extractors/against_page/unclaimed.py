"""Lines beside the rows of a table that no stored row claims: a row that was lost, on its pages or
overleaf.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.against_page.lines_left import Left, is_sideways, lines_left
from missiemonitor.extractors.against_page.overleaf import (
    lines_alike,
    lines_of_another_place,
    lines_overleaf,
    pages_around,
    rows_of_police,
    totals_overleaf,
)
from missiemonitor.extractors.against_page.pages import (
    PageTexts,
    claimed_on,
    counts_on,
    has_own_count,
)
from missiemonitor.extractors.extraction import (
    Deployment,
    Evidence,
    ExtractedTable,
    Extraction,
    Finding,
)
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.thresholds import AGAINST_PAGE


def left_in(pages: PageTexts, rows: Sequence[Deployment], found: Extraction) -> Iterator[Left]:
    """The lines with a number below the counts of a table that nothing stored claims."""
    having = {row.count_evidence.page for row in rows}
    for number in sorted(having):
        page, behind = pages[number], pages[number + 1]
        here = counts_on(page, rows) if page else []
        if page is None or not here or is_sideways(here):
            continue
        own = [row.evidence.box for row in rows if row.evidence.page == number]
        within = page.read(Box.around(own)) if own else Box.around(here)
        yield from lines_left(page, here, claimed_on(page, found), within)
        if behind is not None and number == max(having):
            yield from totals_overleaf(behind, here, claimed_on(behind, found))


def unclaimed(
    pages: PageTexts,
    table: ExtractedTable,
    rows: Sequence[Deployment],
    left: Sequence[Left],
    found: Extraction,
) -> Iterator[Finding]:
    """That lines name a mission or country and are no row: among those that are `left`, else
    elsewhere on the pages, else overleaf."""
    message = "unclaimed"
    lines = _untold(_named(left, found), found) or [*_alike(pages, rows, found)]
    if not lines:
        message, lines = "overleaf", [*_overleaf(pages, table, rows, found)]
    if lines := _untold(lines, found):
        first = lines[0]
        on: dict[str, Any] = {"page": first.page} if message == "overleaf" else {}
        yield finding(
            "row-outside",
            {"table": table.key, "page": first.page},
            message=message,
            evidence=Evidence(first.page, first.on_paper, first.text),
            lines=[f"{one.text} {one.number}" for one in lines],
            **on,
        )


def lost_tables(pages: PageTexts, found: Extraction) -> Iterator[Finding]:
    """That lines under a head of police name missions, in no table that is stored, where none of
    those counts and nobody is asked to look for one: one finding a page."""
    if any(each.code == "no-table" for each in found.findings):
        return
    for number in range(1, found.document.page_count + 1):
        page = pages[number]
        if page is None:
            continue
        stored = [page.read(t.evidence.box) for t in found.tables if number in t.pages]
        rows = _untold(rows_of_police(page, [*claimed_on(page, found), *stored]), found)
        if rows:
            yield finding(
                "row-outside",
                {"page": number},
                message="no-table",
                evidence=Evidence(number, rows[0].on_paper, rows[0].text),
                lines=len(rows),
                page=number,
                missions=[row.text for row in rows],
            )


def _named(left: Sequence[Left], found: Extraction) -> Iterator[Left]:
    # What is not to be seen is told as such.
    hidden = [
        "".join(str(each.values["text"]).split())
        for each in found.findings
        if each.code == "text-hidden" and each.values.get("text")
    ]
    for one in left:
        if one.named and not one.total and "".join(f"{one.text}{one.number}".split()) not in hidden:
            yield one


def _overleaf(
    pages: PageTexts, table: ExtractedTable, rows: Sequence[Deployment], found: Extraction
) -> Iterator[Left]:
    known = sum(row.known for row in rows) > len(rows) / 2
    for number, by in pages_around({r.count_evidence.page for r in rows if has_own_count(r)}):
        page, near = pages[number], pages[by]
        if page is None or near is None:
            continue
        here, claimed = counts_on(near, rows), claimed_on(page, found)
        unread = found.document.page(number) is None
        more = [*lines_overleaf(near, page, here, claimed, below=number > by, whole=not unread)]
        # Where rows name missions that we know, so does one that goes on; of a page that was not
        # read with care nobody knows what its other lines are.
        more = [one for one in more if one.mission or not known or unread]
        others = any(number in each.pages for each in found.tables if each is not table)
        if more or others:
            yield from more
        else:
            yield from lines_of_another_place(near, page, here, claimed, headed=not unread)


def _alike(pages: PageTexts, rows: Sequence[Deployment], found: Extraction) -> Iterator[Left]:
    """Lines elsewhere on the pages of a table that stand as its rows do, in no table that was read:
    of another one like it, that was lost."""
    for number in sorted({row.count_evidence.page for row in rows if has_own_count(row)}):
        page = pages[number]
        here = counts_on(page, rows) if page else []
        if page is None or is_sideways(here):
            continue
        read = [page.read(each.evidence.box) for each in found.tables if number in each.pages]
        lines = lines_alike(page, here, [*claimed_on(page, found), *read])
        more = [one for one in lines if one.mission]
        yield from more if len(more) >= AGAINST_PAGE.alike else ()


def _untold(lines: Iterable[Left], found: Extraction) -> list[Left]:
    """The lines that no finding of the reader tells of."""
    told = [each for each in found.findings if _is_of_lines(each)]
    return [one for one in lines if not any(_tells_of(each, one) for each in told)]


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
