"""A database of any older schema comes to the newest with every row, or stays as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database import migrate
from missiemonitor.output.database.connect import (
    DatabaseError,
    open_database,
    open_reading,
    schema_version,
)
from missiemonitor.output.database.records import statement_number
from missiemonitor.output.database.report_digests import note_old
from missiemonitor.output.decisions.hash_chain import FIRST, hash_of
from sqlite_utils import Database

from tests.schemas import SCRIPTS, old_database

REPORTS = ("a" * 16, "b" * 16)
KINDS = ("deployment", "liaison", "visit", "assistance", "agreement", "priority")


def filled(path: Path, version: int) -> Database:
    """An old database with rows in every table that it has."""
    db = old_database(path, version)
    db.table("organisation").insert(
        {"organisation": "EU", "name_nl": "EU", "name_en": "EU", "source": "-"}
    )
    for code in ("NL", "XK", "GE"):
        db.table("country").insert({"country": code, "name_nl": code, "name_en": code})
        db.table("country_alias").insert({"country": code, "alias": code.lower(), "source": "-"})
    for mission, known in (("eulex-kosovo", 1), ("unknown-post", 0)):
        db.table("mission").insert({"mission": mission, "name": mission, "known": known})
    db.table("mission_alias").insert({"mission": "eulex-kosovo", "alias": "EULEX"})
    db.table("mission_country").insert({"mission": "eulex-kosovo", "country": "XK"})
    if version >= 4:
        db.table("region").insert(
            {"region": "039", "name_nl": "Z", "name_en": "S", "source": "-"}, ignore=True
        )
    if version >= 7:
        db.table("statement_kind").insert_all(
            {"kind": kind, "name_nl": kind, "name_en": kind, "position": 0} for kind in KINDS
        )
    for number, report in enumerate(REPORTS):
        _report(db, report, number, version)
    _decisions(db, version)
    if version >= 6:
        db.table("set_aside").insert(
            {
                "sha256": "c" * 64,
                "file": "c.pdf",
                "message": "hung",
                "reader": "r",
                "set_aside_at": "2026-01-01",
            }
        )
    if version >= 13:
        db.table("rule").insert(
            {"number": 1, "rule": "eyes", "value": 1, "set_by": "Ada", "set_at": "2026-01-01"}
        )
    if version >= 14:
        note_old(db)
    db.conn.commit()
    return db


def _report(db: Database, report: str, number: int, version: int) -> None:
    period = f"202{number}-2"
    db.table("period").insert(
        {
            "period": period,
            "year": 2020 + number,
            **({"part": 2, "parts": 2} if version >= 7 else {"half": 2}),
            "first_day": f"202{number}-07-01",
            "last_day": f"202{number}-12-31",
        }
    )
    of_series = {"decision_key": period, "series": "halfjaarbericht-politie"}
    db.table("report").insert(
        {
            "report": report,
            "sha256": report * 4,
            "file": f"{number}.pdf",
            "period": period,
            "annex": "5",
            "origin": "official",
            "pages": 1,
            "text": "embedded",
            "stated_total": 4,
            "deployments": 2,
            "text_hash": report,
            **(of_series if version >= 7 else {}),
        }
    )
    # The first nobody told the origin of, the second a person did.
    origin = ("read", "official")[number]
    db.table("run").insert(
        {"report": report, "reader": f"1+abc+origin={origin},x=1", "ingested_at": "2026-01-01"}
    )
    db.table("page").insert(
        {
            "page_id": number + 1,
            "report": report,
            "number": 1,
            "text": f"tekst Kosovo {number}",
            "source": "embedded",
        }
    )
    spot = f"e{number}"
    db.table("evidence").insert(
        {
            "evidence": spot,
            "report": report,
            "page": 1,
            "x0": 1.0,
            "top": 2.0,
            "x1": 3.0,
            "bottom": 4.0,
            "text": "EULEX",
        }
    )
    db.table("extracted_table").insert(
        {
            "extracted_table": f"t{number}",
            "report": report,
            "caption": "",
            "counted": 1,
            "evidence": spot,
        }
    )
    db.table("table_cell").insert(
        {
            "table_cell": f"c{number}",
            "extracted_table": f"t{number}",
            "row": 0,
            "column": 0,
            "role": "mission",
            "text": "EULEX",
            "evidence": spot,
        }
    )
    for at, mission in enumerate(("eulex-kosovo", "unknown-post")):
        key = f"d{number}{at}"
        db.table("deployment").insert(
            {
                "deployment": key,
                "report": report,
                "extracted_table": f"t{number}",
                "row": at,
                "subject": f"{period}/5/{mission}/kosovo/1",
                "mission": mission,
                "mission_as_written": mission,
                "country_as_written": "Kosovo",
                "officers": 2,
                "count_as_written": "2",
                "nationality": "NL",
                "confidence": 0.9,
                "readings": "[]",
                "evidence": spot,
                "count_evidence": spot,
            }
        )
        for position, code in enumerate(("XK", "GE")):
            db.table("deployment_country").insert(
                {"deployment": key, "country": code, "position": position}
            )
    if version >= 9:
        db.table("deployment_part").insert(
            {
                "deployment": f"d{number}0",
                "position": 0,
                "scope": "defence",
                "heading": "Defensie",
                "officers": 1,
                "as_written": "1",
            }
        )
    if version >= 7:
        db.table("item").insert(
            {
                "item": f"i{number}",
                "report": report,
                "extractor": "x",
                "kind": "budget",
                "subject": f"{period}/5/=x 1",
                "label": "l",
                "as_written": "EUR 1",
                "confidence": 0.5,
                "evidence": spot,
            }
        )
    for severity in ("warning", "info"):
        db.table("finding").insert(
            {
                "finding": f"f{number}{severity}",
                "report": report,
                "deployment": f"d{number}0",
                "code": "single-reading",
                "severity": severity,
                "message": "m",
                "about": "{}",
                "evidence": spot,
                "across": 0,
            }
        )
    for at, kind in enumerate(KINDS):
        statement = 10 * number + at
        more = {"officers_max": 3, "qualifier": "range"} if version >= 3 else {}
        db.table("statement").insert(
            {
                "statement_id": statement,
                "report": report,
                "kind": kind,
                "mission": "eulex-kosovo",
                "officers": 2,
                "nationality": "NL",
                "status": "current",
                "sentence": f"zin {kind}",
                "confidence": 0.9,
                "evidence": spot,
                **more,
            }
        )
        db.table("statement_country").insert(
            {"statement_id": statement, "country": "XK", "position": 0}
        )
        if version >= 3:
            db.table("statement_detail").insert(
                {"statement_id": statement, "role": "place", "value": "Pristina"}
            )


def _decisions(db: Database, version: int) -> None:
    """A chain with every action that the schema knows, on both rows of the first report."""
    subject = "2020-2/5/eulex-kosovo/kosovo/1"
    taken: list[tuple[str, str, str | None, str | None, int]] = [
        (subject, "approve", None, None, 1),
        (subject, "reject", None, None, 1),
        (subject, "undo", None, None, 1),
        (subject, "correct", "officers", "7", 1),
    ]
    if version >= 5:
        taken.append((subject, "correct", "countries", '["GE"]', 1))
        taken.append((subject, "correct", "mission", "unknown-post", 1))
    if version >= 6:
        row = {"mission": "eulex-kosovo", "name": "EULEX", "countries": ["XK"], "officers": 1}
        row |= {"text": "gemist", "report": REPORTS[0], "page": 1, "box": [1, 2, 3, 4]}
        taken.append(("2020-2/5/+gemist", "add", "row", json.dumps(row), 1))
        taken.append(("2020-2/5/#sterkte", "correct", "heading", "count", 1))
        taken.append(("2021-2/5/eulex-kosovo/kosovo/1", "correct", "officers", "9", 2))
        taken.append(("2021-2/5/eulex-kosovo/kosovo/1", "confirm", None, "9", 1))
    # A count that no report can mean, which only the view has to bear.
    taken.append(("2021-2/5/unknown-post/kosovo/1", "correct", "officers", "1" + 30 * "0", 1))
    previous = FIRST
    for number, (about, action, field, value, eyes) in enumerate(taken, start=1):
        decision: dict[str, Any] = {
            "subject": about,
            "action": action,
            "field": field,
            "value": value,
            "count_as_written": "2",
            "reviewer": "Bob" if action == "confirm" else "Ada",
            "reason": None,
            "decided_at": "2026-01-01T00:00:00+00:00",
            "previous": previous,
        }
        if version >= 6:
            decision["eyes"] = eyes
        previous = hash_of(decision)
        db.table("decision").insert({"number": number, **decision, "hash": previous})


def rows_of(db: Database) -> dict[str, int]:
    """How many rows each table has that reports and people filled."""
    skipped = ("_", "sqlite_", "page_search", "statement_search")
    return {name: db.table(name).count for name in db.table_names() if not name.startswith(skipped)}


@pytest.mark.slow
@pytest.mark.parametrize("version", range(1, len(SCRIPTS) + 1))
def test_a_database_of_an_older_schema_keeps_every_row(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    old = filled(path, version)
    before = rows_of(old)
    assert all(before.values())
    hashes = [row["hash"] for row in old.query("SELECT hash FROM decision ORDER BY number")]
    old.close()
    db = open_database(path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == schema_version()
    after = rows_of(db)
    assert {name: count for name, count in before.items() if after[name] < count} == {}
    for name in ("report", "deployment", "statement", "finding", "decision", "run"):
        assert after[name] == before[name]
    assert [r["hash"] for r in db.query("SELECT hash FROM decision ORDER BY number")] == hashes
    assert list(damage(db)) == []
    for view in db.view_names():
        list(db.query(f"SELECT * FROM {view}"))
    (found,) = db.query("SELECT * FROM officers WHERE deployment = 'd00'")
    assert (found["officers"], found["decided"]) == (7, "corrected")
    (kept,) = db.query("SELECT * FROM officers WHERE deployment = 'd11'")
    assert (kept["officers"], kept["decided"]) == (2, "conflict")
    assert (
        db.execute("SELECT count(*) FROM page_search WHERE page_search MATCH 'kosovo'").fetchone()[
            0
        ]
        == 2
    )


@pytest.mark.slow
@pytest.mark.parametrize("version", range(1, 7))
def test_an_origin_that_nobody_told_becomes_unknown(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    filled(path, version).close()
    found = open_reading(path).query("SELECT origin, series FROM report ORDER BY file")
    series = "halfjaarbericht-politie"
    assert list(found) == [
        {"origin": "unknown", "series": series},
        {"origin": "official", "series": series},
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("DELETE FROM statement_detail;", "rows of statement_detail"),
        ("DROP TRIGGER decision_no_update;UPDATE decision SET reason = 'x';", "chain of decisions"),
        ("UPDATE deployment SET mission = 'nowhere';", "refer to no row of mission"),
        ("ALTER TABLE finding RENAME COLUMN severity TO graveness;", "would not answer"),
    ],
)
def test_a_migration_that_would_lose_something_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, told: str
) -> None:
    path = tmp_path / "old.db"
    old = filled(path, 6)
    before = list(old.conn.iterdump())
    old.close()
    scripts = migrate._scripts("tables")
    bad = {**scripts, "0007_series": scripts["0007_series"] + script.replace(";", ";\n")}
    views = migrate._scripts("views")
    monkeypatch.setattr(migrate, "_scripts", {"tables": bad, "views": views}.__getitem__)
    with pytest.raises(DatabaseError, match=told):
        open_database(path)
    assert list(Database(path).conn.iterdump()) == before


def test_opening_a_database_writes_nothing_that_is_not_new(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_database(path, create=True).close()
    before = path.read_bytes()
    db = open_database(path)
    assert db.conn.total_changes == 0
    db.execute("DELETE FROM _digest WHERE name = 'views'")
    db.execute("DROP VIEW officers")
    db.close()
    again = open_database(path)
    assert "officers" in again.view_names()
    again.close()
    assert len(path.read_bytes()) >= len(before)


def test_what_was_changed_before_a_migration_is_told_after_it_too(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    filled(path, 13).close()
    db = open_database(path)
    db.execute("UPDATE deployment SET officers = officers + 1 WHERE report = ?", [REPORTS[0]])
    whole = migrate.sound(db)
    assert whole == {REPORTS[1]}
    db.execute("ALTER TABLE deployment ADD COLUMN later TEXT")
    migrate.note_old(db, whole)
    assert migrate.sound(db) == whole


def test_a_database_is_kept_as_it_was_before_it_gets_a_newer_schema(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = filled(path, 8)
    before = list(old.conn.iterdump())
    old.close()
    open_database(path).close()
    assert list(Database(tmp_path / "old.db.schema-8").conn.iterdump()) == before
    assert not [each for each in tmp_path.iterdir() if each.suffix == ".part"]


def test_what_a_kill_left_beside_a_copy_that_was_just_there_goes(tmp_path: Path) -> None:
    filled(tmp_path / "old.db", 8).close()
    (tmp_path / "old.db.schema-8").touch()
    left = tmp_path / ".old.db.schema-8-j497xxey.part"
    left.mkdir()
    open_database(tmp_path / "old.db").close()
    assert not left.exists()


def test_a_number_that_the_list_of_migrations_does_not_bear_out_is_refused(tmp_path: Path) -> None:
    open_database(tmp_path / "a.db", create=True).close()
    db = Database(tmp_path / "a.db")
    db.execute("PRAGMA user_version = 7")
    db.close()
    with pytest.raises(DatabaseError, match="its list of migrations says otherwise"):
        open_database(tmp_path / "a.db")


def test_findings_of_before_are_tied_to_their_statements(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = filled(path, 14)
    number = statement_number(REPORTS[0], "p1y2deployment")
    (copied,) = old.query("SELECT * FROM statement WHERE statement_id = 0")
    old.table("statement").insert({**copied, "statement_id": number})
    told = {"f0info": {"statement": "p1y2deployment"}, "f1info": {"statement": "p1y2deployment"}}
    for finding, about in told.items():
        old.execute("UPDATE finding SET about = ? WHERE finding = ?", [json.dumps(about), finding])
    note_old(old, REPORTS)
    old.conn.commit()
    old.close()
    db = open_database(path)
    tied = db.execute("SELECT finding, statement_id FROM finding WHERE statement_id IS NOT NULL")
    # The key is of one report: another that has it too has no such statement.
    assert tied.fetchall() == [("f0info", number)]
    sure = db.execute("SELECT sure FROM statements WHERE statement_id = ?", [number]).fetchone()
    assert sure == (0,)
    assert list(damage(db)) == []


def test_findings_of_before_are_tied_to_the_rows_that_they_list(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = filled(path, 16)
    said = {
        "f0warning": ("ocr-unsure", {"number": 2, "rows": ["EULEX"]}),
        "f1warning": ("single-reading", {"number": 1, "names": ["unknown-post"]}),
        "f1info": ("several-tables", {"names": "unknown-post"}),
    }
    for name, (code, values) in said.items():
        told = json.dumps({"message": "table", "values": values})
        old.execute(
            "UPDATE finding SET code = ?, deployment = NULL, extracted_table = ?, "
            "message_values = ? WHERE finding = ?",
            [code, f"t{name[1]}", told, name],
        )
    note_old(old, REPORTS)
    old.conn.commit()
    old.close()
    db = open_database(path)
    tied = db.execute("SELECT finding, deployment FROM finding_deployment ORDER BY 1, 2").fetchall()
    # Both rows of the first have that text on their line; what has a row of its own keeps that.
    assert tied == [
        ("f0info", "d00"),
        ("f0warning", "d00"),
        ("f0warning", "d01"),
        ("f1warning", "d11"),
    ]
    unsure = db.execute("SELECT deployment FROM marked_officers WHERE unsure ORDER BY 1").fetchall()
    assert ("d01",) in unsure
    assert list(damage(db)) == []
