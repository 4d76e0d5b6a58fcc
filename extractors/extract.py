"""A Document becomes an Extraction: every extractor in turn, and the findings about the document.

A new extractor of this package is one file with a class and its name in EXTRACTORS; those of other
packages come by their entry points (extractor.py tells how one is written).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from types import MappingProxyType

from missiemonitor.corpus.document import Document, Issue
from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.against_page.hold import hold_against_pages
from missiemonitor.extractors.deployments.extract import DeploymentExtractor
from missiemonitor.extractors.deployments.table_state import COUNTED, OTHER
from missiemonitor.extractors.extraction import Evidence, Extraction, Finding
from missiemonitor.extractors.extractor import DocumentReading, Extractor, Found
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.hidden_text import told_as_hidden
from missiemonitor.extractors.installed import found_outside, installed
from missiemonitor.extractors.missing_parts import missing_parts
from missiemonitor.extractors.statements.extractor import StatementExtractor

# In the order in which they are asked: sentences are held against the rows of tables.
EXTRACTORS: tuple[Extractor, ...] = (DeploymentExtractor(), StatementExtractor())

# What sends a person to the picture of a page already.
OF_A_PICTURE = ("ocr-unsure", "count-unreadable", "total-mismatch")


def extract(document: Document, model: str | None = None) -> Extraction:
    """Everything that is found in a document, with what is unsure about it.

    `model` names a Dutch spaCy pipeline to read sentences with, instead of our small one. Raises
    missiemonitor.extractors.statements.errors.ModelError.
    """
    with using(series_named(document.series) if document.series else None):
        # The last word is the page's: nothing changes a row behind this.
        return hold_against_pages(_extract(document, model))


def _extract(document: Document, model: str | None) -> Extraction:
    found: dict[str, Found] = {}
    reading = DocumentReading(document, model, MappingProxyType(found))
    # A fault of our own extractors costs the report: half of it is not stored.
    for extractor in EXTRACTORS:
        found[extractor.name] = extractor(reading)
    for one in installed():
        outside = found_outside(one, reading)
        # One with a name that is taken is told of, and never stands in the other's place.
        found[one.name if one.name not in found else f"{one.name} again"] = outside
    each = found.values()
    deployments = tuple(chain.from_iterable(one.deployments for one in each))
    findings = (
        *(_finding(issue, each) for issue in document.issues if not _is_told(issue, each)),
        *missing_parts(document),
        *chain.from_iterable(one.findings for one in each),
    )
    totals = [one.stated_total for one in each if one.stated_total is not None]
    return Extraction(
        document=document,
        tables=tuple(chain.from_iterable(one.tables for one in each)),
        deployments=deployments,
        statements=tuple(chain.from_iterable(one.statements for one in each)),
        items=tuple(chain.from_iterable(one.items for one in each)),
        findings=tuple(told_as_hidden(deployments, findings)),
        stated_total=totals[0] if totals else None,
    )


def _day_of_tables(found: Iterable[Found]) -> str | None:
    """The one day that the tables that count are of."""
    days = {t.reference_date for one in found for t in one.tables if t.standing == COUNTED}
    return str(next(iter(days))) if len(days) == 1 and None not in days else None


def _is_told(issue: Issue, found: Iterable[Found]) -> bool:
    """Whether tables tell what is unsure of a document's reference date: each has its own."""
    if issue.code != "date-unsure":
        return False
    days = {str(each.reference_date) for one in found for each in one.tables if each.reference_date}
    if issue.message == "reference-date-not-stated":
        return bool(days)
    days |= {
        str(each.values["other"])
        for one in found
        for each in one.findings
        if each.code == "date-unsure" and each.message_key == "table-also-stated"
    }
    others = {*issue.values.get("others", ())}
    # What the tables state is told by them, but not that the report states another day than they.
    alone = len(days) == 1 and str(issue.values.get("value")) not in days
    also = issue.message == "reference-date-also-stated"
    return also and bool(days) and others <= days and not alone


def _finding(issue: Issue, found: Iterable[Found]) -> Finding:
    evidence = Evidence(issue.page, issue.box, "") if issue.page is not None and issue.box else None
    about = {"page": issue.page} if issue.page is not None else {}
    # What is covered in a table may be a row or a count of it.
    if issue.code == "text-hidden" and evidence and _is_in_a_table(evidence, found):
        return finding("text-hidden", about, message="in-table", evidence=evidence, **issue.values)
    stated = {"reference-date-also-stated": "value", "outside-period": "day"}.get(issue.message)
    if stated and (day := _day_of_tables(found)):
        value = str(issue.values.get(stated))
        if day != value:  # figures have the day of their table
            return finding("date-unsure", about, message="of-tables", day=day, value=value)
    whole = issue.code == "page-from-picture" and issue.message == "picture"
    if whole and issue.page is not None and _is_only_a_picture(issue.page, found):
        return finding("page-from-picture", about, message="table", **issue.values)
    return finding(issue.code, about, message=issue.message, evidence=evidence, **issue.values)


def _is_only_a_picture(page: int, found: Iterable[Found]) -> bool:
    """Whether a page that is a picture is the first one with a table of missions of which no row is
    told to be unsure as it was read: nobody may know that figures were taken from a picture."""
    tables = [table for one in found for table in one.tables if page in table.pages]
    keys = {table.key for table in tables}
    known = any(row.known for one in found for row in one.deployments if row.table in keys)
    told = any(
        each.code in OF_A_PICTURE
        and each.evidence is not None
        and each.evidence.page in table.pages
        for one in found
        for each in (*one.findings, *chain.from_iterable(table.doubts for table in one.tables))
        for table in tables
    )
    return known and not told and all(table.pages[0] == page for table in tables)


def _is_in_a_table(evidence: Evidence, found: Iterable[Found]) -> bool:
    """Whether something stands in a table of which rows count or may count."""
    boxes = (
        table.evidence.box
        for one in found
        for table in one.tables
        if table.standing != OTHER and evidence.page == table.evidence.page
    )
    box = evidence.box
    return any(box.overlap_x(each) > 0 and box.overlap_y(each) > 0 for each in boxes)
