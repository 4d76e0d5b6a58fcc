"""`check` tells of views, triggers, tables and indexes that another program changed in the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_reading
from missiemonitor.pipeline.cli import main

from tests.conftest import pdf_of, rows_page

SUM = "SELECT officers FROM officers_by_period"


@pytest.fixture
def path(one_report_copy: Path) -> Path:
    return one_report_copy


def _changed(path: Path, *script: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in script:
            db.execute(statement)
        db.commit()


def _check(path: Path, *more: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", "--db", str(path), "--severity", "error", *more])
    return done.exit_code, done.output


def test_a_changed_view_is_told_and_read_as_it_was_made(path: Path) -> None:
    before = open_reading(path).execute(SUM).fetchall()
    _changed(
        path,
        "DROP VIEW officers_by_period",
        "CREATE VIEW officers_by_period AS SELECT 'x' AS series, 103 AS officers",
    )
    code, told = _check(path)
    assert code == 1 and "the view officers_by_period was changed" in told
    assert open_reading(path).execute(SUM).fetchall() == before
    code, told = _check(path)
    assert code == 0 and "the database is whole" in told


def test_a_changed_view_is_read_as_it_was_made_where_nothing_can_be_written(path: Path) -> None:
    _changed(path, "DROP VIEW to_review", "CREATE VIEW to_review AS SELECT 1 AS x WHERE 0")
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        mended: list[str] = []
        open_reading(path, mended).execute("SELECT severity FROM to_review")
        assert mended == ["to_review"]
    finally:
        path.parent.chmod(0o755)


CHANGES = [
    (
        "CREATE TRIGGER more AFTER INSERT ON deployment BEGIN "
        "UPDATE deployment SET officers = officers + 1 WHERE deployment = new.deployment; END",
        "the trigger more on deployment is not of this program",
    ),
    ("CREATE UNIQUE INDEX one ON report (origin)", "the index one on report is not"),
    ("DROP TRIGGER decision_no_delete", "the trigger decision_no_delete is not there"),
    ("DROP INDEX decision_by_subject", "the index decision_by_subject is not there"),
    ("ALTER TABLE mission ADD COLUMN x TEXT", "the table mission was changed"),
    ("INSERT INTO page_search (page_search) VALUES ('delete-all')", "searching in page_search"),
    (
        "INSERT INTO page_search (page_search, rowid, text) "
        "SELECT 'delete', page_id, 'Kosovo' FROM page",
        "searching in page_search",
    ),
    ("INSERT INTO statement_search (rowid, sentence) VALUES (9, 'x')", "in statement_search"),
]


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_what_was_changed_beside_the_rows_is_told(path: Path, change: str, told: str) -> None:
    assert list(damage(open_reading(path))) == []
    _changed(path, change)
    assert [line for line in damage(open_reading(path)) if told in line]


def test_an_index_of_words_is_made_anew_by_what_is_told(path: Path) -> None:
    _changed(path, "INSERT INTO page_search (page_search) VALUES ('delete-all')")
    (told,) = damage(open_reading(path))
    _changed(path, told.partition("with the SQL ")[2])
    assert list(damage(open_reading(path))) == []


def test_tables_of_a_person_are_told_for_the_record(path: Path) -> None:
    _changed(
        path,
        "CREATE TABLE mine (x UNIQUE)",
        "CREATE VIRTUAL TABLE mine_words USING fts5 (x)",
        "CREATE TRIGGER mine_too AFTER INSERT ON mine BEGIN DELETE FROM mine; END",
        "CREATE INDEX quicker ON deployment (officers)",
    )
    code, told = _check(path)
    assert code == 0 and "the database is whole" in told
    assert "info: the database also holds mine, mine_words, which" in told


def test_an_archive_of_a_damaged_database_is_told(path: Path, tmp_path: Path) -> None:
    asked = ["archive", str(tmp_path / "bag"), "--db", str(path), "--reports"]
    (folder := tmp_path / "pdf").mkdir()
    (folder / "a.pdf").write_bytes(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", "3")])))
    assert CliRunner().invoke(main, [*asked, str(folder)]).exit_code == 0
    _changed(path, "DROP INDEX decision_by_subject")
    asked[1] = str(tmp_path / "other")
    done = CliRunner().invoke(main, [*asked, str(folder)])
    assert done.exit_code == 1 and "decision_by_subject is not there" in done.output
