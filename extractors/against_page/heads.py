"""What stands over the counts of a table: findings where they may be other numbers, of others, or
of no people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.period import Period
from missiemonitor.extractors.against_page.columns import better_column, number_rows
from missiemonitor.extractors.against_page.lines_left import columns_of, is_sideways
from missiemonitor.extractors.against_page.pages import PageTexts, counts_on, has_own_count
from missiemonitor.extractors.against_page.told import of_table
from missiemonitor.extractors.against_page.whose import others_said, things_said
from missiemonitor.extractors.extraction import Deployment, ExtractedTable, Extraction, Finding


def column_doubted(
    pages: PageTexts, table: ExtractedTable, rows: Sequence[Deployment], found: Extraction
) -> Iterator[Finding]:
    """That the counts may be numbers of the rows, or another column may be nearer what is asked."""
    doubts = {"several-counts", "header-unsure", "count-is-a-sum"}
    keys = {row.key for row in rows}
    for each in found.findings:
        if each.code in doubts and (
            each.about.get("table") == table.key or each.about.get("deployment") in keys
        ):
            return
    # A table may begin with one row on a page.
    on = [row.count_evidence.page for row in rows if has_own_count(row)]
    page = next((pages[number] for number in table.pages if on.count(number) > 1), None)
    counts = counts_on(page, rows) if page else []
    if page is None or is_sideways(counts):
        return
    if number_rows(page, columns_of(counts)[0]):
        first, last = rows[0].count_as_written, rows[-1].count_as_written
        yield of_table("header-unsure", table, message="row-numbers", first=first, last=last)
        return
    told = found.document.particulars.period
    pair = better_column(page, columns_of(counts)[0], Period.parse(told) if told else None)
    if pair:
        ours, other = pair
        yield of_table(
            "header-unsure", table, message="other-column", text=ours.text, other=other.text
        )


def whose_doubted(
    pages: PageTexts, table: ExtractedTable, rows: Sequence[Deployment], found: Extraction
) -> Iterator[Finding]:
    """That what stands over the counts names others than ours, or no people."""
    asked = {"nationality-unsure", "header-unsure", "several-counts"}
    told = any(
        each.code in asked and each.severity != "info" and each.about.get("table") == table.key
        for each in found.findings
    )
    page = pages[table.pages[0]]
    counts = counts_on(page, rows) if page else []
    if told or page is None or not counts or is_sideways(counts):
        return
    box = page.read(table.evidence.box)
    if things := things_said(page, columns_of(counts)[0]):
        yield of_table("header-unsure", table, message="things", text=things)
    elif said := others_said(page, columns_of(counts)[0], box):
        yield of_table("nationality-unsure", table, message="over-counts", text=said)
