"""What a person decided: only added to, chained, and laid over what was extracted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.document import Document
from extractors.extract import extract
from output.checks import damage, open_findings
from output.database import migrations, open_database
from output.decisions import _hash, decide
from output.store import store
from output.suggestions import Suggestion, suggestions
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


def test_what_makes_no_correction_is_refused(db: Database, deployment: str) -> None:
    for wrong in (
        {"officers": 1, "mission": "eulex-kosovo"},
        {"mission": "no-such-mission"},
        {"countries": []},
        {"countries": ["XX"]},
        {"officers": -1},
        {},
    ):
        with pytest.raises(ValueError):
            decide(db, deployment, "correct", "Ada", **wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        decide(db, deployment, "approve", "Ada", countries=["UA"])
    assert db.table("decision").count == 0


def test_fields_are_corrected_one_by_one_and_an_approval_takes_them_back(
    db: Database, deployment: str
) -> None:
    def row() -> tuple[object, ...]:
        found = next(db.query("SELECT * FROM officers WHERE deployment = ?", [deployment]))
        return found["mission"], found["country"], found["officers"], found["decided"]

    decide(db, deployment, "correct", "Ada", officers=2)
    decide(db, deployment, "correct", "Ada", mission="eumm-georgia")
    decide(db, deployment, "correct", "Ada", countries=["GE", "AM"])
    assert row() == ("eumm-georgia", "GE+AM", 2, "corrected")
    assert list(damage(db)) == []
    decide(db, deployment, "approve", "Ada")
    assert row() == ("eulex-kosovo", "XK", 3, "approved")


def test_a_corrected_mission_that_is_gone_takes_no_row_with_it(
    db: Database, deployment: str
) -> None:
    db.table("mission").insert({"mission": "unknown-x", "name": "X", "known": 0})
    db.conn.commit()
    decide(db, deployment, "correct", "Ada", mission="unknown-x")
    db.execute("DELETE FROM mission WHERE mission = 'unknown-x'")
    db.conn.commit()
    found = next(db.query("SELECT * FROM officers WHERE deployment = ?", [deployment]))
    assert (found["mission"], found["decided"]) == ("eulex-kosovo", "conflict")


def test_decisions_of_an_older_schema_keep_their_hashes(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = Database(path)
    migrations(4).apply(old)
    decision = {
        "subject": "2024-1/5/eulex kosovo/kosovo/1",
        "action": "correct",
        "field": "officers",
        "value": "4",
        "count_as_written": "3",
        "reviewer": "Ada",
        "reason": None,
        "decided_at": "2026-01-01T00:00:00+00:00",
        "previous": "0" * 64,
    }
    old.table("decision").insert({"number": 1, **decision, "hash": _hash(decision)})
    old.close()
    db = open_database(path)
    assert list(damage(db)) == []
    assert next(db.query("SELECT * FROM standing_decision"))["corrected_officers"] == 4
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        db.execute("DELETE FROM decision")


def test_a_name_corrected_twice_is_suggested_as_an_alias(db: Database, read: Read) -> None:
    def corrected(period: str, mission: str) -> None:
        text = f"Bijlage 5 bij het {period}"
        page = rows_page([("Balkanmissie X", "Kosovo", "3"), ROWS[1]])
        page[0] = (60, 60, text)
        store(db, extract(read(pdf_of(page), f"{period}.pdf".replace(" ", "-"))), "test")
        row = next(db.query(
            "SELECT deployment FROM officers WHERE mission_as_written = 'Balkanmissie X' "
            "ORDER BY period DESC"))  # fmt: skip
        decide(db, row["deployment"], "correct", "Ada", mission=mission)

    corrected("eerste halfjaarbericht 2024", "eulex-kosovo")
    assert list(suggestions(db)) == []
    corrected("tweede halfjaarbericht 2024", "eulex-kosovo")
    assert list(suggestions(db)) == [Suggestion("eulex-kosovo", "Balkanmissie X", 2)]
    corrected("eerste halfjaarbericht 2025", "osce-kosovo")
    assert list(suggestions(db)) == []  # people do not agree
