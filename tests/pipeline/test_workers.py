"""Reports read by many workers: the same database, and a worker that dies or hangs costs one."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.pipeline import ingest
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.readers import processes
from missiemonitor.pipeline.readers.errors import FatalReportError
from missiemonitor.pipeline.readers.sources import Source, SourceError, find_sources
from missiemonitor.pipeline.readers.watch import CALM, GIVEN_UP, arriving
from missiemonitor.pipeline.settings import Settings

from tests import killers
from tests.conftest import pdf_of, rows_page

ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4")]


def report(half: int, year: int = 2024, rows: int = 2) -> bytes:
    page = rows_page([*ROWS[:rows]])
    page[0] = (60, 60, f"Bijlage 5 bij het {('eerste', 'tweede')[half - 1]} halfjaarbericht {year}")
    return pdf_of(page)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six reports of as many half-years, and a file that is no report."""
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(6):
        name = f"{2020 + number // 2}-{number % 2 + 1}.pdf"
        (made / name).write_bytes(report(number % 2 + 1, 2020 + number // 2))
    (made / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return made


def ingested(db: Path, folder: Path, **settings: object) -> list[ingest.Outcome]:
    database = open_database(db, create=True)
    given = Settings(origin="invented", **settings)  # type: ignore[arg-type]
    outcomes = list(ingest.ingest(database, find_sources([str(folder)]), given))
    database.close()
    return outcomes


@pytest.mark.slow
def test_the_database_is_the_same_whatever_the_number_of_workers(
    folder: Path, tmp_path: Path
) -> None:
    dumps = set()
    for number in (0, 1, 3):
        path = tmp_path / f"{number}.db"
        outcomes = ingested(path, folder, workers=number)
        assert sorted(o.outcome for o in outcomes) == ["stored"] * 6 + ["unread"]
        dumps.add("\n".join(canonical(open_reading(path))))
    assert len(dumps) == 1
    again = ingested(tmp_path / "3.db", folder, workers=2)
    assert sorted(o.outcome for o in again) == ["known"] * 6 + ["unread"]


@pytest.mark.slow
def test_a_worker_that_dies_or_hangs_costs_its_report(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_work", killers.local)
    for name in ("dies", "hangs"):
        (folder / f"{name}.pdf").write_bytes(report(1, 2030 if name == "dies" else 2031))
    path = tmp_path / "x.db"
    outcomes = {Path(o.name).stem: o for o in ingested(path, folder, workers=2, timeout=15)}
    assert sum(o.outcome == "stored" for o in outcomes.values()) == 6
    died, hung = outcomes["dies"].error, outcomes["hangs"].error
    assert isinstance(died, FatalReportError) and "SIGKILL" in str(died)
    assert isinstance(hung, FatalReportError) and "within 15 seconds" in str(hung)
    db = open_database(path)
    assert list(damage(db)) == []
    assert [f["code"] for f in open_findings(db)].count("set-aside") == 2
    # They are not tried again, until that is asked for.
    again = {Path(o.name).stem: o for o in ingested(path, folder, workers=2, timeout=15)}
    assert "was set aside" in str(again["hangs"].error)
    ingest.forget_set_aside(db)
    monkeypatch.undo()
    last = {Path(o.name).stem: o for o in ingested(path, folder, workers=2)}
    assert last["dies"].outcome == last["hangs"].outcome == "stored"
    assert not any(f["code"] == "set-aside" for f in open_findings(db))


@pytest.mark.slow
def test_a_report_that_needs_too_much_memory_is_told(folder: Path, tmp_path: Path) -> None:
    outcomes = ingested(tmp_path / "x.db", folder, workers=1, max_memory=60_000_000)
    assert {o.outcome for o in outcomes} == {"unread"}
    assert any("memory" in str(o.error) for o in outcomes)


def test_two_files_with_the_same_bytes_are_read_once(folder: Path, tmp_path: Path) -> None:
    (folder / "twin.pdf").write_bytes((folder / "2020-1.pdf").read_bytes())
    (folder / "twin-broken.pdf").write_bytes((folder / "broken.pdf").read_bytes())
    outcomes = {Path(o.name).stem: o for o in ingested(tmp_path / "x.db", folder, workers=0)}
    assert outcomes["twin"].outcome == "known"
    assert "is the same as" in str(outcomes["twin-broken"].error)


@pytest.mark.slow
def test_stopping_leaves_what_is_done_and_the_rest_can_follow(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(40):
        content = report(number % 2 + 1, 1980 + number // 2)
        (folder / f"{number:02}.pdf").write_bytes(content)
    path = tmp_path / "stopped.db"
    command = [sys.executable, "-m", "missiemonitor", "ingest", str(folder), "--db", str(path)]
    with subprocess.Popen(
        [*command, "--workers", "2"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as ran:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not stored(path):
            time.sleep(0.05)
        ran.send_signal(signal.SIGINT)
        _, told = ran.communicate(timeout=60)
    assert ran.returncode == 130 and "Traceback" not in told
    assert "of 40 reports are done" in told
    assert 0 < stored(path) < 40
    assert list(damage(open_reading(path))) == []
    ingested(path, folder, workers=0)
    whole = tmp_path / "whole.db"
    ingested(whole, folder, workers=0)
    assert list(canonical(open_reading(path))) == list(canonical(open_reading(whole)))


def stored(path: Path) -> int:
    """Reports in a database that another process may just be making; looks and touches nothing."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            number: int = connection.execute("SELECT count(*) FROM report").fetchone()[0]
            return number
    except sqlite3.OperationalError:
        return 0


def test_a_folder_is_watched(tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    whole = report(1)
    steps: Iterator[Callable[[], object]] = iter(
        [
            lambda: (folder / "slow.pdf").write_bytes(whole[:500]),
            lambda: None,
            lambda: (folder / "slow.pdf").write_bytes(whole),
            *[lambda: None] * (CALM + 1),
            lambda: (folder / "slow.pdf").touch(),  # the same again: read, and known by its bytes
            *[lambda: None] * (CALM + 1),
            lambda: (folder / "half.pdf").write_bytes(whole[:300]),
            *[lambda: None] * (GIVEN_UP + 2),
        ]
    )

    def sleep(seconds: float) -> None:
        next(steps, lambda: None)()

    given = [[Path(s.name).name for s in batch] for batch in arriving([folder], sleep, looks=90)]
    assert given == [["slow.pdf"], ["slow.pdf"], ["half.pdf"]]


@pytest.mark.slow
def test_watching_stores_what_arrives(tmp_path: Path) -> None:
    folder, path = tmp_path / "incoming", tmp_path / "watched.db"
    folder.mkdir()
    command = [sys.executable, "-m", "missiemonitor", "ingest", "--watch", str(folder)]
    with subprocess.Popen(
        [*command, "--db", str(path), "--workers", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as ran:
        assert ran.stderr and "watching" in ran.stderr.readline()
        (folder / "new.pdf").write_bytes(report(1))
        assert ran.stdout
        line = ran.stdout.readline()
        ran.send_signal(signal.SIGINT)
        _, told = ran.communicate(timeout=30)
    assert "new.pdf: stored, 2024-1, 2 rows" in line
    assert ran.returncode == 130 and "stopped" in told
    missing = CliRunner().invoke(main, ["ingest", "--watch", str(tmp_path / "none")])
    assert missing.exit_code == 2 and "no such folder to watch" in missing.output


def test_addresses_are_found_and_read(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/reports/a.pdf", report(1))
    memory.pipe("/reports/deeper/b.PDF", report(2))
    memory.pipe("/reports/note.txt", b"no")
    found = find_sources(["memory://reports"])
    assert [source.file for source in found] == ["a.pdf", "b.PDF"]
    assert find_sources(["memory://reports/*.pdf"]) == [found[0]]
    db = open_database(tmp_path / "x.db", create=True)
    lost = Source("memory://reports/lost.pdf")
    settings = Settings(workers=0, origin="invented")
    outcomes = list(ingest.ingest(db, [*found, lost], settings))
    assert [o.outcome for o in outcomes] == ["stored", "stored", "unread"]
    assert "cannot be opened" in str(outcomes[2].error)
    again = list(ingest.ingest(db, found, settings))
    assert [o.outcome for o in again] == ["known", "known"]
    with pytest.raises(SourceError, match="cannot be looked through"):
        find_sources(["nosuch://x/"])
    told = CliRunner().invoke(main, ["ingest", "nosuch://x/", "--db", str(tmp_path / "y.db")])
    assert told.exit_code == 2 and told.output.count("\n") == 1
