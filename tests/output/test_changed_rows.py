"""`check` tells every change that was made past the program, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_digests import note_old
from missiemonitor.output.decisions.anchor import anchor, held_against
from missiemonitor.output.decisions.apply import lay_decisions
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.decide_report import settle_finding
from missiemonitor.output.decisions.missed_rows import Missed, add_row
from missiemonitor.output.export import bag, files, package
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.ingest import ingest
from missiemonitor.pipeline.readers.sources import find_sources
from missiemonitor.pipeline.settings import Settings

from tests.conftest import pdf_of, rows_page

ADA = Person("Ada", "looked at it")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of one half-year that differ, one of the next, and decisions of each kind."""
    folder = tmp_path_factory.mktemp("changed")
    for name, half, count in (
        ("one", "eerste", "3"),
        ("two", "eerste", "4"),
        ("next", "tweede", "5"),
    ):
        rows = [("EULEX Kosovo", "Kosovo", count), ("Missie Onbekend", "Georgië", "ca. 4")]
        page = rows_page(rows)
        page[0] = (60, 60, f"Bijlage 5 bij het {half} halfjaarbericht 2024")
        (folder / f"{name}.pdf").write_bytes(pdf_of(page))
    path = folder / "a.db"
    db = open_database(path, create=True)
    list(ingest(db, find_sources([str(folder)]), Settings(origin="official", workers=0)))
    ids = [row[0] for row in db.execute("SELECT deployment FROM deployment ORDER BY deployment")]
    decide(db, ids[0], "approve", ADA)
    decide(db, ids[1], "reject", ADA)
    (report,) = db.execute("SELECT report FROM report LIMIT 1").fetchone()
    add_row(db, report, Missed(1, (9, 9, 99, 20), "EUAM Irak", "EUAM Irak", ("IQ",), 2), ADA)
    (finding,) = db.execute("SELECT finding FROM finding LIMIT 1").fetchone()
    settle_finding(db, finding, "agree", ADA)
    db.close()
    return path


@pytest.fixture
def path(stored: Path, tmp_path: Path) -> Iterator[Path]:
    target = tmp_path / "a.db"
    with closing(sqlite3.connect(stored)) as source:
        source.execute("VACUUM INTO ?", [str(target)])
    return target


def test_reading_anew_and_deciding_leave_nothing_to_tell(path: Path, stored: Path) -> None:
    assert list(damage(open_reading(path))) == []
    db = open_database(path)
    again = Settings(origin="official", workers=0, series="halfjaarbericht-politie")
    list(ingest(db, find_sources([str(stored.parent)]), again))
    assert list(damage(db)) == []
    for (deployment,) in db.execute("SELECT deployment FROM deployment").fetchall():
        decide(db, deployment, "reject", ADA)
        assert list(damage(db)) == []
        decide(db, deployment, "undo", ADA)
        assert list(damage(db)) == []


CHANGES = [
    "UPDATE deployment SET officers = 30 WHERE added IS NULL",
    "UPDATE deployment SET officers = 30 WHERE added IS NOT NULL",
    "UPDATE deployment SET mission_as_written = replace(mission_as_written, 'U', 'V')",
    "UPDATE deployment SET counted = 0",
    "UPDATE deployment SET confidence = 1",
    "UPDATE deployment_country SET country = 'BE' WHERE country = 'XK'",
    "DELETE FROM deployment WHERE row = 1",
    "DELETE FROM finding WHERE NOT across",
    "DELETE FROM finding WHERE across",
    "UPDATE finding SET severity = 'info'",
    "UPDATE page SET text = replace(text, 'Kosovo', 'Irak')",
    "UPDATE evidence SET x0 = 0",
    "UPDATE evidence SET text = 'x'",
    "UPDATE table_cell SET text = 'x'",
    "UPDATE extracted_table SET standing = 'other'",
    "UPDATE extracted_table SET subject = 'x'",
    "UPDATE report SET origin = 'transcript'",
    "UPDATE report SET period = '2024-2', stated_total = 9",
    "UPDATE run SET reader = 'x'",
    "UPDATE period SET last_day = '2030-01-01'",
    "UPDATE mission SET name = 'EULEX Kosovq' WHERE known",
    "UPDATE mission SET name = 'Missie Bekend' WHERE NOT known",
    "UPDATE country SET name_nl = 'Kosowo' WHERE country = 'XK'",
    "INSERT INTO mission_alias (mission, alias) SELECT mission, 'x' FROM mission LIMIT 1",
    "DELETE FROM report_digest",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_past_the_program_is_told(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute(change).rowcount > 0
        db.commit()
    assert list(damage(open_reading(path)))


def test_an_anchor_tells_of_a_past_that_was_made_another_one(path: Path) -> None:
    kept = anchor(open_reading(path))
    assert list(held_against(open_reading(path), kept)) == []
    db = open_database(path)
    decide(db, db.execute("SELECT min(deployment) FROM deployment").fetchone()[0], "undo", ADA)
    assert list(held_against(db, kept)) == [], "what goes on from it is told"
    guards = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'decision_no_%'"
    ).fetchall()
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("DELETE FROM decision WHERE number > 3")
    for _, sql in guards:
        db.execute(sql)
    lay_decisions(db, [key for (key,) in db.execute("SELECT decision_key FROM report").fetchall()])
    db.conn.commit()
    assert list(damage(db)) == [], "which it does not notice by itself"
    assert "the chain was cut" in " ".join(held_against(db, kept))
    decide(db, db.execute("SELECT min(deployment) FROM deployment").fetchone()[0], "undo", ADA)
    assert "the chain was made anew" in " ".join(held_against(db, kept))


def test_an_anchor_tells_of_rows_whose_digests_were_worked_out_anew(path: Path) -> None:
    kept = anchor(open_reading(path))
    db = open_database(path)
    db.execute("UPDATE deployment SET officers = 30 WHERE added IS NULL")
    note_old(db, [report for (report,) in db.execute("SELECT report FROM report").fetchall()])
    db.execute("DELETE FROM report WHERE file LIKE '%next.pdf'")
    db.conn.commit()
    told = " ".join(held_against(db, kept))
    assert told.count("rows are not those of the anchor") == 2
    assert told.count("is not there any more") == 1


def test_check_holds_a_database_against_an_anchor_of_a_file(path: Path, tmp_path: Path) -> None:
    run = CliRunner()
    where = ["--db", str(path)]
    file = str(tmp_path / "anchor.json")
    assert run.invoke(main, ["check", *where, "--write-anchor", file]).exit_code == 1
    shown = run.invoke(main, ["check", *where, "--anchor", file])
    assert "anchor" not in shown.output
    Path(file).write_text(Path(file).read_text().replace('"hash": "', '"hash": "0'))
    shown = run.invoke(main, ["check", *where, "--anchor", file])
    assert "the chain was made anew" in " ".join(shown.output.split())
    for wrong in ("{}", "[" * 9000, "\0", '{"missiemonitor-anchor": 1}'):
        Path(file).write_text(wrong)
        assert run.invoke(main, ["check", *where, "--anchor", file]).exit_code == 2
    assert run.invoke(main, ["check", *where, "--anchor", str(tmp_path)]).exit_code == 2


def test_archives_and_exports_have_an_anchor(path: Path, tmp_path: Path) -> None:
    db = open_reading(path)
    now = anchor(db)
    bag.archive(db, tmp_path / "bag", [path.parent])
    assert (tmp_path / "bag" / "data" / "anchor.json").read_text() == now
    for made in (package.package_files, files.csv_files):
        assert dict(made(db))["anchor.json"].decode() == now
