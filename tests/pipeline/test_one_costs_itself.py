"""Whatever is wrong with one report, its name or its folder costs only that one, and is told."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.files import find_reports, shown
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.pipeline import ingest
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.readers import one_report
from missiemonitor.pipeline.readers.sources import find_sources
from missiemonitor.pipeline.settings import Settings

from tests.conftest import pdf_of, rows_page

BAD = os.fsdecode(b"verslag-\xe9\xff.pdf")
BAD_SHOWN = "verslag-\\xe9\\xff.pdf"


def report(officers: int) -> bytes:
    return pdf_of(rows_page([("EULEX Kosovo", "Kosovo", str(officers))]))


def errors_in(told: str) -> list[str]:
    """The lines that tell of errors; a slow machine is told how far it is between them."""
    return [line for line in told.splitlines() if " reports done" not in line]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "reports"
    made.mkdir()
    for number in (1, 2, 3):
        (made / f"{number}.pdf").write_bytes(report(number))
    return made


def test_a_report_that_cannot_be_stored_costs_only_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(document: Document, model: str | None) -> Extraction:
        found = extract(document, model)
        if document.file != "2.pdf":
            return found
        return replace(found, deployments=(replace(found.deployments[0], confidence=2.0),))

    with monkeypatch.context() as patched:
        patched.setattr(one_report, "extract", spoiled)
        ended = CliRunner().invoke(main, ["ingest", "reports", "--db", "x.db"])
    assert ended.exit_code == 3
    (line,) = errors_in(ended.stderr)
    assert line.startswith("missiemonitor: reports/2.pdf: cannot be stored, by a fault of")
    assert "CHECK constraint failed" in line
    with open_reading(Path("x.db")) as db:
        files = [row["file"] for row in db.query("SELECT file FROM report ORDER BY file")]
        assert files == ["1.pdf", "3.pdf"]
    again = CliRunner().invoke(main, ["ingest", "reports", "--db", "x.db"])
    assert again.exit_code == 3 and "reports/2.pdf: was set aside" in again.stderr
    assert CliRunner().invoke(main, ["ingest", "reports", "--db", "x.db", "--retry"]).exit_code < 3


def test_a_full_disk_ends_the_run_and_sets_no_report_aside(folder: Path) -> None:
    rows = [("EULEX Kosovo", "Kosovo", str(number)) for number in range(1, 30)]
    (folder / "large.pdf").write_bytes(pdf_of(*[rows_page(rows)] * 3))
    db = open_database(Path("x.db"), create=True)
    db.execute("VACUUM")  # no free pages
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        list(ingest.ingest(db, find_sources(["reports/large.pdf"]), Settings(workers=0)))
    assert db.table("report").count == db.table("set_aside").count == 0


def test_a_report_for_which_the_database_stays_locked_costs_only_itself(folder: Path) -> None:
    db, other = open_database(Path("x.db"), create=True), open_database(Path("x.db"))
    db.execute("PRAGMA busy_timeout = 100")
    other.conn.execute("BEGIN IMMEDIATE")
    outcomes = []
    for outcome in ingest.ingest(db, find_sources(["reports"]), Settings(workers=0)):
        outcomes.append(outcome)
        other.conn.rollback()
    assert [each.outcome for each in outcomes] == ["unread", "stored", "stored"]
    assert "1.pdf: is not stored (" in str(outcomes[0].error)
    assert "another program is writing to it); give it again" in str(outcomes[0].error)
    assert db.table("set_aside").count == 0


def test_a_database_that_is_gone_ends_the_run_and_sets_no_report_aside(folder: Path) -> None:
    db = open_database(Path("x.db"), create=True)
    running = ingest.ingest(db, find_sources(["reports"]), Settings(workers=0))
    assert next(running).outcome == "stored"
    db.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        list(running)


@pytest.mark.slow
@pytest.mark.parametrize("named", [True, False])
def test_a_name_that_is_no_utf8_is_stored_with_its_bytes_shown(folder: Path, named: bool) -> None:
    (folder / BAD).write_bytes(report(9))
    (folder / os.fsdecode(b"\xfebroken.pdf")).write_bytes(b"nothing")
    paths = sorted(os.fsencode(p) for p in folder.iterdir()) if named else [b"reports"]
    command = [sys.executable, "-m", "missiemonitor", "ingest", *paths, b"--db", b"x.db"]
    ended = subprocess.run(command, capture_output=True, check=False)
    assert ended.returncode == 3
    out, err = ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8")
    assert BAD_SHOWN in out
    (line,) = errors_in(err)
    assert "\\xfebroken.pdf: is not a PDF" in line
    with open_reading(Path("x.db")) as db:
        files = {row["file"] for row in db.query("SELECT file FROM report")}
    assert files == {"1.pdf", "2.pdf", "3.pdf", BAD_SHOWN}


@pytest.mark.slow
@pytest.mark.parametrize("command", ["extract", "tables"])
@pytest.mark.parametrize("json_", [[], ["--json"]])
def test_a_name_that_is_no_utf8_is_read_and_printed(
    folder: Path, command: str, json_: list[str]
) -> None:
    (folder / BAD).write_bytes(report(9))
    arguments = [sys.executable, "-m", "missiemonitor", command, str(folder / BAD), *json_]
    ended = subprocess.run(arguments, capture_output=True, check=False)
    assert ended.returncode < 2 and "EULEX Kosovo" in ended.stdout.decode("utf-8")
    assert b"Traceback" not in ended.stderr


def test_a_name_is_shown_on_one_line_and_sends_nothing_to_the_terminal() -> None:
    assert shown("één\n\x1b[2J twee.pdf") == "één\\n\\x1b[2J twee.pdf"
    assert shown(Path(BAD)) == BAD_SHOWN


@contextmanager
def not_root() -> Iterator[None]:
    """Root may read everything, so tests that run as root look as nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_folder_that_is_closed_costs_only_itself(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir()
    (closed / "4.pdf").write_bytes(report(4))
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.getuid() and path.is_relative_to("/tmp"):
            path.chmod(path.stat().st_mode | 0o755)
    closed.chmod(0)
    try:
        with not_root():
            assert [p.name for p in find_reports([folder])] == ["1.pdf", "2.pdf", "3.pdf", "closed"]
            (there,) = [s for s in find_sources([str(folder)]) if s.file == "closed"]
            told = one_report.read_source(there, Settings())
            inside = find_sources([str(closed / "4.pdf")])
            assert "cannot be opened" in str(one_report.read_source(inside[0], Settings()))
    finally:
        closed.chmod(0o755)
    assert "closed: cannot be opened (Permission denied)" in str(told)


@pytest.mark.parametrize("command", ["extract", "tables", "ingest"])
def test_a_pipe_or_a_device_is_refused_at_once(folder: Path, command: str) -> None:
    os.mkfifo(folder / "pipe.pdf")
    for path in (str(folder / "pipe.pdf"), "/dev/zero"):
        ended = CliRunner().invoke(main, [command, path])
        assert ended.exit_code == 3
        assert "is a pipe or a device, not a file; name a PDF file" in ended.stderr
    for name in ("pipe.json", "pipe.txt"):
        os.mkfifo(folder / name)
        ended = CliRunner().invoke(main, ["evaluate", str(folder / name)])
        assert ended.exit_code == 2 and "it is a folder, a pipe or a device" in ended.stderr


@pytest.mark.parametrize("name", [":memory:", "./:memory:", "file:a.db?mode=memory"])
def test_what_sqlite_takes_for_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A log beside it was waited for without end."""
    (tmp_path / "here").mkdir()
    report = tmp_path / "report.pdf"
    report.write_bytes(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", "3")])))
    monkeypatch.chdir(tmp_path / "here")
    ended = CliRunner().invoke(main, ["ingest", str(report), "--db", name])
    assert ended.exit_code == 2 and "would be gone with the command" in ended.stderr
    assert list((tmp_path / "here").iterdir()) == []


def test_a_report_given_as_the_database_stays_as_it_is(tmp_path: Path) -> None:
    report, empty = tmp_path / "report.pdf", tmp_path / "empty.PDF"
    report.write_bytes(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", "3")])))
    empty.touch()
    for path in (report, empty, tmp_path / "new.pdf"):
        ended = CliRunner().invoke(main, ["ingest", str(report), "--db", str(path)])
        assert ended.exit_code == 2 and "is a report by its name" in ended.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.PDF", "report.pdf"]
    assert empty.read_bytes() == b""
