"""Where a table or a row of it may go on: over a page break, or where something was not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from missiemonitor.corpus.document import Box, Page, Region, Unread
from missiemonitor.extractors.deployments.table_state import TableState, evidence_of
from missiemonitor.extractors.extraction import Evidence, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.thresholds import DEPLOYMENTS


def may_go_on(state: TableState) -> Iterator[Finding]:
    """Pages on which rows of a table may stand in what was not read: a picture, outlines, a scan.

    Not where its stated total is that of its rows: then none is missing.
    """
    counted = sum(row.officers or 0 for row in state.deployments)
    if state.stated_total is not None and state.stated_total == counted:
        return
    told: set[int] = set()
    for area in state.document.unread:
        if area.page not in told and _adjoins(state, area):
            told.add(area.page)
            yield finding(
                "table-may-go-on",
                {"table": state.key, "page": area.page},
                message="same-page" if area.page in state.table.pages else "next-page",
                evidence=Evidence(area.page, area.box, "") if area.box.width else None,
                page=area.page,
            )


def _adjoins(state: TableState, area: Unread) -> bool:
    last = max(state.table.pages, default=state.table.page)
    if area.page in state.table.pages:
        page = state.document.page(area.page)
        table = _box_on(state, area.page)
        return page is not None and table is not None and _beside_or_below(page, table, area.box)
    if area.page != last + 1:
        return False
    # On the page after: nothing but a few lines may stand between, as a heading does.
    page, table = state.document.page(last), _box_on(state, last)
    after = _lines_within(page, table.bottom, page.height) if page and table else 0
    following = state.document.page(area.page)
    before = _lines_within(following, 0.0, area.box.top) if following else 0
    return max(after, before) <= DEPLOYMENTS.lines_between


def _beside_or_below(page: Page, table: Box, area: Box) -> bool:
    if area.middle < table.top:
        return False
    if area.top < table.bottom:
        return True
    # As wide as a column of text: what stands beside the table's columns is not part of it.
    level = area.overlap_x(table) > 0
    return level and _lines_within(page, table.bottom, area.top) <= DEPLOYMENTS.lines_between


def _lines_within(page: Page, top: float, bottom: float) -> int:
    """Lines of running text whose middle lies between two heights of the paper."""
    boxes = (page.on_paper(line.box) for line in page.of(Region.BODY))
    return sum(top < box.middle < bottom for box in boxes)


def _box_on(state: TableState, page: int) -> Box | None:
    """The box around a table's cells on one of its pages, on the paper."""
    boxes = [cell.evidence.box for cell in state.cells if cell.evidence.page == page]
    return Box.around(boxes) if boxes else None


def split_rows(state: TableState) -> Iterator[Finding]:
    """Lines at the foot of a page that may begin the row at the head of the next."""
    for foot, head in ((broken.foot, broken.head) for broken in state.table.broken):
        at = head or foot
        page = state.document.page(at.page)
        assert page is not None  # tables come from pages of the document
        told: dict[str, Any] = {"above": _cells(foot)}
        if head:
            told["below"] = _cells(head)
        evidence = evidence_of(page, [c.box for c in at.cells if not c.inherited], _cells(at))
        yield finding(
            "row-over-pages",
            {
                "table": state.key,
                "page": at.page,
                "deployments": [
                    row.key
                    for row in state.deployments
                    if row.count_evidence.page == at.page
                    and evidence.box.holds(row.count_evidence.box)
                ],
            },
            message="default" if head else "no-count",
            evidence=evidence,
            **told,
        )


def _cells(row: RowReading) -> str:
    return " | ".join(cell.text for cell in row.cells if not cell.inherited)
