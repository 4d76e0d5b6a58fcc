"""What a command is given and what it should leave: the stages on which kills and faults are tried.

All reports are invented.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.export.bag import verify

from tests.conftest import pdf_of, rows_page
from tests.keeping.forked import Ended, run

DB = "my.db"
ROWS = [("EULEX Kosovo", "Kosovo", 3), ("EUMM Georgië", "Georgië", 4), ("UNMISS", "Soedan", 2)]
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite has beside a database while it is open


@dataclass(frozen=True, slots=True)
class Scene:
    """A command, what stands in its folder before, and the database that it writes (if any)."""

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    once: bool = False  # done again it does more: what is done is not asked for again
    long: bool = False  # takes seconds

    def play(self, folder: Path, **how: object) -> Ended:
        temporary = folder / "tmp"
        temporary.mkdir(exist_ok=True)
        more = how.pop("before", None)

        def before() -> None:
            import tempfile

            os.environ["TMPDIR"] = str(temporary)
            tempfile.tempdir = None
            if more:
                more()  # type: ignore[operator]

        words = [word.format(finding=_finding(folder)) for word in self.words]
        return run(words, folder, before, **how)  # type: ignore[arg-type]


def _finding(folder: Path) -> str:
    """The first finding of a database that is open, if there is one."""
    if not (folder / DB).exists():
        return ""
    with closing(sqlite3.connect(folder / DB)) as db:
        try:
            row = db.execute("SELECT min(finding) FROM to_review").fetchone()
        except sqlite3.Error:
            return ""
        return str(row[0] or "")


def report(year: int, half: int, officers: int) -> bytes:
    """An invented report of a half-year."""
    rows = [(mission, country, str(count + officers)) for mission, country, count in ROWS]
    page = rows_page(rows)
    name = ("eerste", "tweede")[half - 1]
    page[0] = (60, 60, f"Bijlage 5 bij het {name} halfjaarbericht {year}")
    page[1] = (60, 90, f"Uitgezonden politiefunctionarissen (peildatum 17 april {year})")
    return pdf_of(page)


def with_reports(folder: Path, number: int = 3) -> None:
    made = folder / "reports"
    made.mkdir()
    for at in range(number):
        name = f"{2020 + at // 2}-{at % 2 + 1}-verzonnen-cijfers.pdf"
        (made / name).write_bytes(report(2020 + at // 2, at % 2 + 1, at))


def with_database(folder: Path) -> None:
    """Reports, a database of them with decisions, and what its decisions are as a file."""
    with_reports(folder)
    ended = run(("ingest", "reports", "--db", DB, "--workers", "0"), folder)
    if not ended.plain:
        raise RuntimeError(ended.told)
    with closing(open_database(folder / DB)) as db:
        rows = [row[0] for row in db.execute("SELECT deployment FROM deployment ORDER BY 1")]
        for at, row in enumerate(rows):
            decide(db, row, ("approve", "reject", "approve")[at % 3], Person("Ada"))


def with_decisions(folder: Path) -> None:
    """A database without decisions, and a file of decisions to bring in."""
    with_database(folder)
    run(("decisions", "decided.jsonl", "--db", DB), folder)
    (folder / DB).unlink()
    run(("ingest", "reports", "--db", DB, "--workers", "0"), folder)


def with_package(folder: Path) -> None:
    with_database(folder)
    run(("export", "package", "--db", DB), folder)
    (folder / DB).unlink()


def with_reports_read(folder: Path) -> None:
    """A database without decisions."""
    with_reports(folder)
    run(("ingest", "reports", "--db", DB, "--workers", "0"), folder)


def scenes() -> Iterator[Scene]:
    """Every command that writes."""
    ingest = ("ingest", "reports", "--db", DB)
    yield Scene("ingest", (*ingest, "--workers", "0"), with_reports)
    yield Scene("ingest, again", (*ingest, "--workers", "0"), _with_some)
    yield Scene("ingest by workers", (*ingest, "--workers", "2"), with_reports, long=True)
    yield Scene("decisions", ("decisions", "decided.jsonl", "--bring-in", "--db", DB),
                with_decisions)  # fmt: skip
    yield Scene("decisions, written", ("decisions", "out.jsonl", "--db", DB), with_database)
    yield Scene("four-eyes", ("four-eyes", "--on", "--reviewer", "Ada", "--db", DB), with_database)
    yield Scene("settle", ("settle", "{finding}", "--agree", "--reviewer", "Ada", "--reason",
                "looked", "--db", DB), with_reports_read, once=True)  # fmt: skip
    yield Scene("import", ("import", "package", "--db", DB), with_package, once=True)
    yield Scene("export", ("export", "out", "--db", DB), with_database)
    yield Scene("export, Excel", ("export", "out.xlsx", "--db", DB), with_database, long=True)
    yield Scene("export, CSV", ("export", "csv", "--format", "csv", "--db", DB), with_database)
    yield Scene(
        "archive", ("archive", "bag", "--db", DB, "--reports", "reports"), with_database, once=True
    )
    yield Scene(
        "publish", ("publish", "site", "--db", DB, "--reports", "reports"), with_database, long=True
    )
    yield Scene("explore, published", ("explore", "--publish", "site", "--db", DB), with_database)
    yield Scene("report", ("report", "2020-1", "page.html", "--db", DB), with_database)


def _with_some(folder: Path) -> None:
    """A database of reports of which one is given anew, read otherwise, and one is new."""
    with_database(folder)
    first = folder / "reports" / "2020-1-verzonnen-cijfers.pdf"
    first.with_name("2020-1-herzien-verzonnen-cijfers.pdf").write_bytes(report(2020, 1, 8))


def left(folder: Path) -> dict[str, str]:
    """Names of all files of a folder, with digests of those that are the same at each writing."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_dir() or name.startswith(DB):
            # The database is held by its rows; an empty folder tells of nothing.
            if path.is_dir() and not any(path.iterdir()) and name != "tmp":
                found[name + "/"] = ""
            if name not in (DB, *(DB + end for end in BESIDE)) and path.is_file():
                found[name] = ""
            continue
        same = path.suffix in (".html", ".csv", ".json", ".jsonl", ".pdf") and "bag" not in name
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:12] if same else ""
    return found


def wrong_with(folder: Path, scene: Scene) -> list[str]:
    """What is damaged in what stands in a folder now."""
    wrong = []
    database = folder / DB
    if database.exists() and database.stat().st_size:
        copy = folder.with_name(f"{folder.name}.looked")
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for end in ("", *BESIDE):
            if (beside := folder / (DB + end)).exists():
                shutil.copy(beside, copy / beside.name)
        with closing(open_database(copy / DB, keep=False)) as db:
            wrong += [f"damage: {line}" for line in damage(db)]
        shutil.rmtree(copy)
    bag = folder / "bag"
    if scene.name == "archive" and bag.exists() and any(bag.iterdir()):
        wrong += [f"bag: {line}" for line in verify(bag)]
    return wrong


def rows_in(folder: Path) -> list[str]:
    """The rows of the database of a folder; none where there is none."""
    database = folder / DB
    if not database.exists():
        return []
    with closing(open_database(database)) as db:
        return [_without_clock(line) for line in canonical(db)]


def _without_clock(line: str) -> str:
    """A row without what tells when it was written, and what is worked out of that."""
    table, _, told = line.partition(" ")
    row = json.loads(told)
    if table in ("decision", "rule"):
        row = {
            k: v for k, v in row.items() if k not in ("decided_at", "set_at", "hash", "previous")
        }
    return f"{table} {json.dumps(row, sort_keys=True)}"
