"""What a person decided: only added to, chained, and laid over what was extracted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from sqlite_utils import Database

from corpus.document import Document
from extractors.extract import extract
from output.checks import damage, open_findings
from output.decisions import decide
from output.store import store
from tests.conftest import pdf_of, rows_page

Read = Callable[..., Document]
ROWS = [("EULEX Kosovo", "Kosovo", "3*"), ("EUMM Georgië", "Georgië", "4")]


@pytest.fixture
def deployment(db: Database, read: Read) -> str:
    store(db, extract(read(pdf_of(rows_page(ROWS)))), "test")
    row = next(db.query("SELECT deployment FROM officers WHERE mission = 'eulex-kosovo'"))
    return str(row["deployment"])


def officers(db: Database) -> dict[str, tuple[int, str | None]]:
    return {r["mission"]: (r["officers"], r["decided"]) for r in db.query("SELECT * FROM officers")}


def test_a_correction_stays_when_the_report_is_read_again(
    db: Database, read: Read, deployment: str
) -> None:
    decide(db, deployment, "correct", "Ada", officers=2, reason="voetnoot")
    store(db, extract(read(pdf_of(rows_page(ROWS)))), "newer")
    assert officers(db)["eulex-kosovo"] == (2, "corrected")
    # The same row lower on another page of a revised report is the same subject.
    store(db, extract(read(pdf_of([(60.0, 80.0, "Voorblad")], rows_page(ROWS, top=300)))), "newer")
    assert officers(db)["eulex-kosovo"] == (2, "corrected")


def test_where_the_page_reads_otherwise_the_decision_is_a_conflict(
    db: Database, read: Read, deployment: str
) -> None:
    decide(db, deployment, "approve", "Ada")
    changed = [("EULEX Kosovo", "Kosovo", "5"), ROWS[1]]
    page = [*rows_page(changed), (60.0, 75.0, "Datum: 19 juni 2024")]
    store(db, extract(read(pdf_of(page), "revised.pdf")), "test")
    assert officers(db)["eulex-kosovo"] == (5, "conflict")


def test_rejecting_and_undoing(db: Database, deployment: str) -> None:
    decide(db, deployment, "reject", "Ada")
    assert "eulex-kosovo" not in officers(db)
    decide(db, deployment, "undo", "Ada")
    assert officers(db)["eulex-kosovo"] == (3, None)


def test_an_approval_settles_the_findings_of_its_row(db: Database, deployment: str) -> None:
    assert any(f["code"] == "footnote-on-count" for f in open_findings(db))
    decide(db, deployment, "approve", "Ada")
    assert not any(f["code"] == "footnote-on-count" for f in open_findings(db))


def test_decisions_can_not_be_changed_or_deleted(db: Database, deployment: str) -> None:
    decide(db, deployment, "approve", "Ada")
    for statement in ("UPDATE decision SET reviewer = 'Bob'", "DELETE FROM decision"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            db.execute(statement)


def test_a_tampered_chain_is_noticed(db: Database, deployment: str) -> None:
    decide(db, deployment, "approve", "Ada")
    decide(db, deployment, "correct", "Ada", officers=2)
    assert list(damage(db)) == []
    db.execute("DROP TRIGGER decision_no_update")
    db.execute("UPDATE decision SET value = '9' WHERE number = 2")
    assert list(damage(db)) == ["decision 2 was changed after it was taken"]


def test_decisions_that_make_no_sense_are_refused(db: Database, deployment: str) -> None:
    with pytest.raises(LookupError):
        decide(db, "nowhere", "approve", "Ada")
    for action, reviewer, number in (
        ("like", "Ada", None),
        ("approve", "  ", None),
        ("approve", "Ada", 3),
        ("correct", "Ada", None),
        ("correct", "Ada", -1),
    ):
        with pytest.raises(ValueError, match=r"action|name|correction"):
            decide(db, deployment, action, reviewer, officers=number)
    assert db.table("decision").count == 0
