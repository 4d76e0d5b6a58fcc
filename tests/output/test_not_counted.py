"""Rows of others are kept and in no total, until a person says that they are ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.analysis.provenance import why
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.review.desk import rows
from missiemonitor.pipeline.presentation.as_json import extraction_as_json
from missiemonitor.pipeline.presentation.as_text import extraction as as_text
from sqlite_utils import Database

WHOSE = Path(__file__).parents[1] / "deployments" / "whose"
BELGIAN = WHOSE / "01-bijschrift-belgisch-verzonnen-cijfers.pdf"
BOTH = WHOSE / "11-nederlands-en-belgisch-verzonnen-cijfers.pdf"


def total(db: Database) -> int | None:
    found: tuple[int | None] = db.execute("SELECT sum(officers) FROM officers").fetchone()
    return found[0]


def test_rows_of_others_are_stored_and_in_no_view_of_officers(db: Database) -> None:
    store(db, extract(read_document(BELGIAN)), "test")
    assert db.table("deployment").count == 5
    assert total(db) is None
    assert list(db.query("SELECT deployments FROM report")) == [{"deployments": 0}]
    # A total that others state is not held against our rows.
    assert list(damage(db)) == []


def test_a_table_of_others_beside_our_own_adds_nothing(db: Database) -> None:
    store(db, extract(read_document(BOTH)), "test")
    assert total(db) == 14
    assert list(damage(db)) == []


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_row_of_others_counts_once_a_person_approves_it(db: Database, action: str) -> None:
    report = store(db, extract(read_document(BELGIAN)), "test").report
    row = rows(db, report)[0]
    assert not row["counted"]
    decide(db, row["deployment"], action, Person("Ada", "nagevraagd"))
    assert total(db) == (row["officers"] if action == "approve" else None)
    after = next(each for each in rows(db, report) if each["deployment"] == row["deployment"])
    assert after["counted"] == (action == "approve")


def test_why_and_extract_say_that_a_row_does_not_count(db: Database) -> None:
    found = extract(read_document(BELGIAN))
    store(db, found, "test")
    (figure,) = why(db, "eulex-kosovo", "2024-1")
    assert (figure["counted"], figure["superseded"]) == (False, False)
    text = as_text(extraction_as_json(found))
    assert text.count("(not counted)") == 5 and "\n0 rows\n" in text
