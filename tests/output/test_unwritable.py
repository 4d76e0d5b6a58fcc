"""Reading commands work where nothing can be written, and leave every byte as it was."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import PATIENCE, file_of, open_database, open_reading
from missiemonitor.output.database.one_series import one_series
from missiemonitor.output.explore import datasette_of
from missiemonitor.pipeline.cli import main

from tests.conftest import SAMPLES
from tests.output.test_migration import filled

NOBODY, OWNER = 65534, 65533


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that whoever has no rights can reach."""
    yield from made_folder()


@pytest.fixture
def other_folder() -> Iterator[Path]:
    """One more."""
    yield from made_folder()


def made_folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """Nothing in this folder can be written; where the tests run as root, by nobody either."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(NOBODY)
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def run(*words: str) -> str:
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return result.stdout  # (what is under way goes elsewhere, and depends on the hour)


READING = (
    ("compare",),
    ("compare", "--all", "--by", "country"),
    ("check",),
    ("why", "EUMM Georgië", "2024-1"),
    ("why", "EUMM Georgië", "2024-1", "--language", "nl"),
    ("settle",),
    ("suggestions",),
)


def test_reading_commands_work_in_a_folder_that_cannot_be_written(
    folder: Path, samples_path: Path
) -> None:
    shutil.copy(samples_path, folder / "x.db")
    before, out = contents(folder), Path(tempfile.mkdtemp())
    out.chmod(0o777)
    reading = (
        *READING,
        ("export", str(out / "x.xlsx")),
        ("export", str(out / "package")),
        ("decisions", str(out / "decided.jsonl")),
        ("report", "2024-1", str(out / "x.html")),
    )
    # (as ourselves first, so that whoever has no rights need not load anything)
    expected = [run(*words, "--db", str(samples_path)) for words in reading]
    shutil.rmtree(out)
    out.mkdir(mode=0o777)
    out.chmod(0o777)
    with without_rights(folder):
        told = [run(*words, "--db", str(folder / "x.db")) for words in reading]
    assert [each.replace(str(folder / "x.db"), str(samples_path)) for each in told] == expected
    assert contents(folder) == before
    assert (out / "x.xlsx").stat().st_size and (out / "x.html").stat().st_size
    shutil.rmtree(out)


@contextmanager
def as_a_guest(folder: Path) -> Iterator[None]:
    """Everybody may make files in this folder, and a database of somebody else lies there."""
    folder.chmod(0o777)
    (folder / "x.db").chmod(0o444)
    root = os.geteuid() == 0
    try:
        if root:
            os.chown(folder / "x.db", OWNER, OWNER)
            os.seteuid(NOBODY)
        yield
    finally:
        if root:
            os.seteuid(0)
        (folder / "x.db").chmod(0o644)


WRITING = (
    ("ingest", str(SAMPLES / "2024-1-bijlage-5.pdf")),
    ("settle", "1", "--agree", "--reviewer", "Ada", "--reason", "looked"),
    ("four-eyes", "--on", "--reviewer", "Ada"),
)


def test_a_guest_shuts_the_owner_of_a_database_not_out(folder: Path, samples_path: Path) -> None:
    """SQLite makes files beside what is read that the owner may not write to: nobody could write
    to the database any more, for somebody had looked at it."""
    with closing(sqlite3.connect(samples_path)) as source:
        source.execute("VACUUM INTO ?", [str(folder / "x.db")])
    open_database(folder / "x.db").close()  # which has it write ahead
    at = ("--db", str(folder / "x.db"))
    for words in READING:  # (as ourselves first, so that whoever has no rights need load nothing)
        run(*words, "--db", str(samples_path))
    before = contents(folder)
    assert [*before] == ["x.db"]
    with as_a_guest(folder):
        for words in READING:
            run(*words, *at)
        for words in WRITING:
            told = CliRunner().invoke(main, [*words, *at])
            assert told.exit_code == 2 and "may only be read" in told.stderr
            assert told.stderr.count("\n") == 1
    assert contents(folder) == before
    if os.geteuid() == 0:
        os.seteuid(OWNER)
    try:
        assert CliRunner().invoke(main, [*WRITING[-1], *at]).exit_code == 0
    finally:
        os.seteuid(os.getuid())


def test_what_others_wrote_and_not_yet_put_into_the_file_is_read(folder: Path) -> None:
    """A database that its writer left in the middle: its newest rows stand beside it."""
    written = filled(folder / "old.db", 9)
    written.close()
    writer = open_database(folder / "old.db")
    writer.execute("UPDATE report SET title = 'newest'")
    writer.conn.commit()
    copy = folder / "copy"
    copy.mkdir()
    for end in ("", "-wal"):
        shutil.copy(folder / f"old.db{end}", copy / f"old.db{end}")
    writer.close()
    with without_rights(copy):
        db = open_reading(copy / "old.db")
        titles = {row["title"] for row in db.query("SELECT title FROM report")}
        assert titles == {"newest"}


@pytest.mark.parametrize("version", [1, 6, 10])
def test_an_older_database_that_cannot_be_written_is_read_through_a_copy(
    folder: Path, tmp_path: Path, version: int
) -> None:
    filled(folder / "old.db", version).close()
    for name in ("here.db", "old.db"):
        shutil.copy(folder / "old.db", tmp_path / name)
    asked = (("compare", "--all"), ("check",), ("settle",), ("suggestions",))
    # (as ourselves first, so that whoever has no rights need not load anything)
    expected = [run(*words, "--db", str(tmp_path / "old.db")) for words in asked]
    before = contents(folder)
    with without_rights(folder):
        begun = time.monotonic()
        db = open_reading(folder / "old.db")
        assert time.monotonic() - begun < PATIENCE  # nobody waits for what cannot be written
        assert file_of(db).parent != folder and file_of(db).name == "old.db"
        found = list(canonical(db))
        assert list(one_series(db).query("SELECT * FROM officers")) == list(
            db.query("SELECT * FROM officers")
        )
        told = [run(*words, "--db", str(folder / "old.db")) for words in asked]
    assert [each.replace(str(folder), str(tmp_path)) for each in told] == expected
    assert contents(folder) == before
    assert found == list(canonical(open_database(tmp_path / "here.db")))


PERIOD = "2021-2"  # of the older database
WRITTEN = (  # what reading commands write elsewhere
    ("export", "OUT/x.xlsx"),
    ("export", "OUT/package"),
    ("export", "OUT/csv", "--format", "csv"),
    ("trends", "OUT/trends"),
    ("report", PERIOD, "OUT/x.html"),
    ("publish", "OUT/site"),
    ("explore", "--publish", "OUT/datasette"),
    ("decisions", "OUT/decided.jsonl"),
    ("archive", "OUT/bag", "--reports", "OUT"),
)
ANSWERED = (
    ("compare", "2020-2", PERIOD),
    ("compare", "--all", "--by", "country"),
    ("check",),
    ("why", "EULEX Kosovo", PERIOD),
    ("settle",),
    ("suggestions",),
    ("four-eyes",),
)
PAGES = ("/", "/en", "/missies/eulex-kosovo", "/old/officers.json?_shape=array", "/vragen/1")


def asked_pages(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """What a server that a command would start answers."""
    found: list[tuple[int, str]] = []

    def serve(app: object, *_: object) -> None:
        async def ask() -> None:
            transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
            async with httpx.AsyncClient(
                transport=transport, base_url="http://localhost:8000"
            ) as c:
                for page in PAGES:
                    answer = await c.get(page)
                    found.append((answer.status_code, answer.text))

        asyncio.run(ask())

    monkeypatch.setattr("missiemonitor.pipeline.commands.servers.serve", serve)
    run(*words, "--port", "8000")
    return found


def files_of(out: Path) -> dict[str, bytes]:
    """What was written, but for what differs from one time to the next."""
    return {
        str(path.relative_to(out)): re.sub(rb"clip\d+", b"clip", path.read_bytes())
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.suffix in (".html", ".csv", ".jsonl", ".svg", ".js")
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("version", "place"), [(1, "a folder that cannot be written"), (9, "a bag")]
)
def test_every_reading_command_reads_an_older_database_and_leaves_each_byte(
    folder: Path, other_folder: Path, version: int, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answers, files and pages as from a database that was brought up where it stands."""
    there = folder
    if place == "a bag":
        (folder / "bagit.txt").write_text("BagIt-Version: 1.0")
        there = folder / "data"
        there.mkdir()
    filled(there / "old.db", version).close()
    shutil.copy(there / "old.db", other_folder / "old.db")
    before = contents(there)
    # (as ourselves first, so that whoever has no rights need not load anything)
    expected = told_of(other_folder / "old.db", other_folder / "expected", monkeypatch)
    out = other_folder / "out"
    out.mkdir(mode=0o777)
    out.chmod(0o777)
    with without_rights(folder) if place != "a bag" else nullcontext():
        found = told_of(there / "old.db", out, monkeypatch)
    assert contents(there) == before
    assert found[0] == expected[0]
    assert found[1].keys() == expected[1].keys() and len(found[1]) > 100
    assert {name for name in found[1] if found[1][name] != expected[1][name]} == set()


def told_of(db: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, dict[str, bytes]]:
    """All that reading commands print, write and serve of a database."""
    told: list[object] = [run(*words, "--db", str(db)) for words in ANSWERED]
    for words in WRITTEN:
        run(*(word.replace("OUT", str(out)) for word in words), "--db", str(db))
    told += [asked_pages((name, "--db", str(db)), monkeypatch) for name in ("open", "explore")]
    return str(told).replace(str(db), "DB"), files_of(out)


def test_a_database_in_a_bag_stays_as_the_manifest_has_it(folder: Path) -> None:
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0")
    data = folder / "data"
    data.mkdir()
    filled(data / "old.db", 9).close()
    before = contents(data)
    assert open_reading(data / "old.db").table("report").count == 2
    assert contents(data) == before


def test_views_of_another_version_are_made_anew_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    db = open_database(path, create=True)
    db.execute("UPDATE _digest SET digest = 'of before' WHERE name = 'views'")
    db.execute("DROP VIEW officers")
    db.conn.commit()
    db.close()
    assert "officers" in open_reading(path).view_names()


def test_a_view_that_another_program_dropped_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    db = open_database(path, create=True)
    db.execute("DROP VIEW officers_by_period")
    db.conn.commit()
    db.close()
    assert "officers_by_period" in open_reading(path).view_names()


def test_explore_shows_the_copy(folder: Path, samples_path: Path) -> None:
    shutil.copy(samples_path, folder / "samples.db")
    with without_rights(folder):
        db = open_reading(folder / "samples.db")
    server = datasette_of(db, file_of(db))
    asked = server.client.get("/samples/officers.json?_shape=array")
    response = asyncio.run(asked)
    assert response.status_code == 200 and response.json()
