"""The texts of a report's pages, and where on them counts and totals that are stored stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.against_page.page_text import PageText, page_text
from missiemonitor.extractors.extraction import Deployment, Extraction


class PageTexts:
    """The texts of pages, each made once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._made: dict[int, PageText | None] = {}

    def __getitem__(self, number: int) -> PageText | None:
        if number not in self._made:
            there = 1 <= number <= self.document.page_count
            self._made[number] = page_text(self.document, number) if there else None
        return self._made[number]


def has_own_count(row: Deployment) -> bool:
    """Whether a count is in a place of its own; that of a row without one is that of the row."""
    return row.count_evidence.box != row.evidence.box


def counts_on(page: PageText, rows: Sequence[Deployment]) -> list[Box]:
    """The boxes of the counts of rows that stand on a page, as it is read."""
    return [
        page.read(row.count_evidence.box)
        for row in rows
        if row.count_evidence.page == page.number and has_own_count(row)
    ]


def claimed_on(page: PageText, found: Extraction) -> list[Box]:
    """Where the counts of all rows and the totals of all tables stand on a page."""
    stated = [table.stated_evidence for table in found.tables if table.stated_total is not None]
    # A row without a count has its line, whatever stands there.
    whole = [
        replace(page.read(row.evidence.box), x0=0.0, x1=page.width + page.height)
        for row in found.deployments
        if row.evidence.page == page.number and not has_own_count(row)
    ]
    return [
        *counts_on(page, found.deployments),
        *whole,
        *(page.read(each.box) for each in stated if each and each.page == page.number),
    ]
