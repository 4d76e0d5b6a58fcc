"""The views are promised: their columns, their descriptions, and what they add up to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from missiemonitor.output.database.catalogue import relations
from missiemonitor.output.database.connect import open_database, open_reading, schema_version

from docs import generate
from tests.schemas import old_database

PROMISED = json.loads((Path(__file__).parent / "promised_columns.json").read_text("utf-8"))
CHANGES = (Path(__file__).parent.parent / "CHANGELOG.md").read_text("utf-8")


def test_columns_change_only_with_a_new_schema_and_a_line_in_the_change_log(
    tmp_path: Path,
) -> None:
    """Where this fails, add a migration, its columns to promised_columns.json, and the line."""
    assert list(PROMISED) == [str(number) for number in range(1, schema_version() + 1)]
    for number, promised in PROMISED.items():
        if int(number) == schema_version():
            db = open_database(tmp_path / "new.db", create=True)
        else:
            db = old_database(":memory:", int(number))
        found = {view: [c.name for c in db.view(view).columns] for view in db.view_names()}
        assert found == promised, f"schema {number}"
        assert int(number) < 3 or f"Schema {number}:" in CHANGES


def test_everything_in_the_database_is_described(tmp_path: Path) -> None:
    db = open_database(tmp_path / "empty.db", create=True)
    for relation in relations(db):
        assert relation.title and relation.description
        assert all(column.description for column in relation.columns)
        if relation.view:
            assert relation.not_said and relation.example


def test_the_examples_of_the_documentation_run(samples_path: Path) -> None:
    db = open_reading(samples_path)
    for relation in relations(db):
        if relation.example:
            db.execute(relation.example).fetchall()
    rows = db.execute("SELECT count(*) FROM comparison").fetchone()
    assert rows[0] > 0


def test_the_documentation_is_that_of_the_schema(tmp_path: Path) -> None:
    """Where this fails, run `python docs/generate.py`."""
    db = open_database(tmp_path / "empty.db", create=True)
    folder = Path(generate.__file__).parent
    assert (folder / "database.md").read_text("utf-8") == generate.database_md(db)
    assert (folder / "schema.dot").read_text("utf-8") == generate.schema_dot(db)
    picture = (folder / "schema.svg").read_text("utf-8")
    assert all(f">{r.name}<" in picture for r in relations(db) if not r.view)


@pytest.mark.slow
def test_views_of_many_periods_add_up(invented_path: Path) -> None:
    db = open_reading(invented_path)
    totals = {r["period"]: r["officers"] for r in db.query("SELECT * FROM officers_by_period")}
    assert len(totals) == 200
    for view in ("officers_by_mission", "officers_by_organisation", "officers"):
        for row in db.query(f"SELECT period, sum(officers) AS n FROM {view} GROUP BY period"):
            assert row["n"] == totals[row["period"]], view
    changes = list(db.query("SELECT * FROM changes"))
    pairs = {(row["previous_period"], row["period"]) for row in changes}
    assert len(pairs) == 199
    for row in changes:
        if row["change"] == "more":
            assert row["officers"] > row["previous_officers"]
        if row["change"] == "new":
            assert row["previous_officers"] in (None, 0)
    timeline = list(db.query("SELECT * FROM mission_timeline"))
    assert all(row["gaps"] >= 0 for row in timeline)
    assert sum(row["periods"] for row in timeline) == sum(
        1 for _ in db.query("SELECT 1 FROM officers_by_mission")
    )


def test_an_older_database_is_brought_up_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old_database(path, 2).close()
    db = open_reading(path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == schema_version()
    assert list(db.query("SELECT * FROM officers_by_region")) == []
