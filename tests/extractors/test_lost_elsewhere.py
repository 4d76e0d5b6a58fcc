"""Rows that stand in another column of text on the next page, in no row that is stored; and a table
lost beside others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.against_page.hold import hold_against_pages
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction

from tests.conftest import Text, pdf_of, rows_page

Read = Callable[..., Document]
ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4"), ("UNMISS", "Mali", "2")]
MORE = [("EUBAM Libië", "Libië", "5"), ("MINUSMA", "Mali", "6")]
NARROW = (40.0, 130.0, 200.0)  # points from the left: a column of text beside that of the rows


def overleaf(head: str, *, title: str = "", count: str = "Aantal") -> list[Text]:
    """Rows at the left of a page; those before it stand further to the right."""
    texts = [(x, 70.0, word) for x, word in zip(NARROW, ("Missie", "Land", count), strict=True)]
    texts = [*texts, (NARROW[0], 52.0, title)] if head else []
    return texts + [
        (x, 88.0 + 18 * at, text)
        for at, row in enumerate(MORE)
        for x, text in zip(NARROW, row, strict=True)
    ]


def told(found: Extraction) -> list[str]:
    """The lines that the pages tell, beside what the reader told."""
    held = hold_against_pages(replace(found, findings=()))
    return [line for each in held.findings if each.code == "row-outside" for line in
            each.values["lines"]]  # fmt: skip


def without_overleaf(read: Read, page: Iterable[Text]) -> Extraction:
    """A report of two pages, as if nothing of the second had been read."""
    found = extract(read(pdf_of(rows_page(ROWS), page)))
    rows = tuple(each for each in found.deployments if each.count_evidence.page == 1)
    assert len(rows) == len(ROWS)
    first = {row.table for row in rows}
    return replace(
        found, deployments=rows, tables=tuple(each for each in found.tables if each.key in first)
    )


LINES = ["EUBAM Libië Libië 5", "MINUSMA Mali 6"]


def test_rows_that_go_on_in_another_column_of_text_are_told(read: Read) -> None:
    assert told(without_overleaf(read, overleaf("again"))) == LINES
    assert told(without_overleaf(read, overleaf(""))) == LINES


@pytest.mark.parametrize(
    ("title", "count"), [("Voertuigen in missies", "Aantal"), ("", "Voertuigen")]
)
def test_rows_under_a_title_or_head_of_their_own_are_not(
    read: Read, title: str, count: str
) -> None:
    assert told(without_overleaf(read, overleaf("own", title=title, count=count))) == []


def test_rows_of_a_page_that_was_not_read_are_told_whatever_stands_over_them(read: Read) -> None:
    found = without_overleaf(read, overleaf("own", title="Vervolg", count="Inzet"))
    unread = replace(found.document, pages=found.document.pages[:1])
    assert told(replace(found, document=unread)) == LINES


def test_that_nothing_counts_beside_tables_of_others_is_told(read: Read) -> None:
    found = replace(extract(read(pdf_of(rows_page(ROWS)))), findings=())
    assert [each.code for each in hold_against_pages(found).findings] == []
    others = tuple(replace(each, standing="other") for each in found.tables)
    nothing = replace(found, tables=others, deployments=())
    (finding,) = hold_against_pages(nothing).findings
    assert (finding.code, finding.message_key) == ("no-table", "of-others")


@pytest.mark.parametrize(("count", "told_"), [("Politiemensen", True), ("Aantal", False)])
def test_a_table_of_people_lost_where_none_counts_is_told(
    read: Read, count: str, told_: bool
) -> None:
    page = [(x, y, count if text == "Aantal" else text) for x, y, text in rows_page(ROWS)]
    found = extract(read(pdf_of(page)))
    assert len(found.tables) == 1
    (table,) = found.tables
    # (another table waits for a person, so that somebody looks at the report)
    elsewhere = replace(table, evidence=replace(table.evidence, box=Box(0, 700, 9, 709)))
    other = replace(elsewhere, key="other", standing="to-agree")
    lost = replace(found, tables=(other,), deployments=())
    assert told_of_pages(lost) == [("row-outside", "no-table")] * told_
    waiting = replace(table, standing="to-agree")
    assert told_of_pages(replace(found, tables=(waiting,))) == []


def told_of_pages(found: Extraction) -> list[tuple[str, str]]:
    held = hold_against_pages(replace(found, findings=()))
    return [(each.code, each.message_key) for each in held.findings]
