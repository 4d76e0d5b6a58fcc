"""A total that stands alone at the head of the next page is one, though the reader lost it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.against_page.hold import hold_against_pages
from missiemonitor.extractors.extract import extract

from tests.conftest import Text, pdf_of, rows_page

Read = Callable[..., Document]
ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4"), ("UNMISS", "Mali", "2")]
TABLE = 120  # points from the top; above it stand the titles


def told(read: Read, *overleaf: Text) -> list[str]:
    """What the page tells of totals of a table that is stored without one. Counts stand first, so
    that "Totaal" and its number follow each other in no text of the page."""
    page = [(500 - x if y >= TABLE else x, y, text) for x, y, text in rows_page(ROWS)]
    found = extract(read(pdf_of(page, overleaf)))
    assert len(found.deployments) == len(ROWS)
    tables = tuple(replace(each, stated_total=None, stated_evidence=None) for each in found.tables)
    rest = tuple(each for each in found.findings if each.code != "total-mismatch")
    held = hold_against_pages(replace(found, tables=tables, stated_total=None, findings=rest))
    return [str(each.about["stated"]) for each in held.findings if each.code == "total-mismatch"]


@pytest.mark.parametrize("name", ["Totaal", "Totaal aantal", "Eindtotaal"])
def test_it_is_told(read: Read, name: str) -> None:
    assert told(read, (60, 60, "9"), (440, 60, name)) == ["9"]


@pytest.mark.parametrize(
    "overleaf",
    [
        [(60, 60, "12"), (440, 60, "Totaal")],  # of another table
        [(240, 60, "9"), (440, 60, "Totaal")],  # not below the counts
        [(60, 60, "9"), (440, 60, "Subtotaal")],
        [(60, 60, "9"), (440, 60, "Vergaderingen")],
        [*[(60.0, 60.0 + 18 * at, "Een zin.") for at in range(30)], (60, 700, "9"),
         (440, 700, "Totaal")],
    ],
)  # fmt: skip
def test_what_may_be_of_something_else_is_not(read: Read, overleaf: list[Text]) -> None:
    assert told(read, *overleaf) == []


def held(read: Read, total: str, lost: str = "", kept: bool = True) -> list[tuple[str, str]]:
    """The totals that are told of a table whose rows do not make what it states, and of which a
    row, or the total, was lost behind that."""
    found = extract(read(pdf_of(rows_page([*ROWS, ("Totaal", "", total)]))))
    assert [str(each.about["stated"]) for each in found.findings if each.code == "total-mismatch"]
    rows = tuple(each for each in found.deployments if each.mission != lost)
    gone = {} if kept else {"stated_total": None, "stated_evidence": None}
    tables = tuple(replace(each, **gone) for each in found.tables)
    stated = found.stated_total if kept else None
    after = replace(found, deployments=rows, tables=tables, stated_total=stated)
    return [
        (each.message_key, str(each.about["counted"]))
        for each in hold_against_pages(after).findings
        if each.code == "total-mismatch" and each not in found.findings
    ]


def test_what_is_lost_behind_an_error_on_the_total_is_told(read: Read) -> None:
    assert held(read, "20") == []
    assert held(read, "20", lost="eumm-georgia") == [("default", "5")]
    assert held(read, "20", kept=False) == [("unread", "9")]


@pytest.mark.parametrize(("name", "told"), [("Totaal", ["9"]), ("MINUSMA", [])])
def test_a_total_that_was_taken_for_a_row_is_told(read: Read, name: str, told: list[str]) -> None:
    found = extract(read(pdf_of(rows_page([*ROWS, (name, "", "9")]))))
    rows = tuple(found.deployments)
    if len(rows) == len(ROWS):  # (it was read as a total)
        at = found.tables[0].stated_evidence
        assert at is not None
        rows += (replace(rows[0], officers=9, officers_max=9, evidence=at, count_evidence=at),)
    tables = tuple(replace(each, stated_total=None, stated_evidence=None) for each in found.tables)
    held = hold_against_pages(
        replace(found, deployments=rows, tables=tables, stated_total=None, findings=())
    )
    said = [each for each in held.findings if each.code == "total-mismatch"]
    assert [str(each.about["stated"]) for each in said] == told
