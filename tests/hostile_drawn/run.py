"""Has drawn files read by `ingest`, `extract` and `tables`, within limits, and tells what is wrong.

The processes that read may open no socket, start no program and write nowhere but beside the
database (guard/sitecustomize.py); they have a home, a working folder and a folder for temporary
files of their own, in which nothing may stand afterwards.
"""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from missiemonitor.corpus.errors import ExitStatus, MissieError, ReportError
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_database
from missiemonitor.pipeline.ingest import ingest
from missiemonitor.pipeline.readers.bounded import all_tables, asking, look
from missiemonitor.pipeline.readers.sources import Source, find_sources
from missiemonitor.pipeline.settings import Settings

from tests.hostile_drawn import READ, drawn
from tests.hostile_drawn.damaged import a_report

SECONDS = 20  # that one may take here
SLACK = 10.0  # seconds that ending a worker and beginning another may take on top of it
STARTING = 30.0  # seconds that a command as a whole may take on top of it, on a busy machine
MEMORY = 900_000_000  # bytes of data that a worker may have
PROGRAM = 600_000_000  # bytes that the program and its libraries take beside data
WAYS = ("ingest", "extract", "tables")
GUARD = Path(__file__).parent / "guard"
BOUNDS = Settings(workers=1, timeout=SECONDS, max_memory=MEMORY)


@dataclass(frozen=True, slots=True)
class File:
    number: int
    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Tried:
    """One file by one way: what became of it, in how many seconds; `wrong` is empty if all is well.

    What is wrong with a batch as a whole has number -1.
    """

    number: int
    kind: str
    way: str
    became: str
    seconds: float
    told: str = ""
    wrong: str = ""


def tried(folder: Path, files: int, seed: int, first: int = 0, whole: int = 0) -> list[Tried]:
    """What became of these files; so many of them go through the commands as a whole as well.

    `folder` is to be there and empty.
    """
    made = []
    (folder / "reports").mkdir()
    for number, kind, data in drawn(files, seed, first):
        name = f"{number:05}-{kind.replace(' ', '-')}-verzonnen-cijfers.pdf"
        path = folder / "reports" / name
        path.write_bytes(data)
        made.append(File(number, kind, path))
    with guarded(folder):
        told = [*_ingested(folder / "kept", made), *_looked_at(made)]
        for each in random.Random(seed).sample(made, min(whole, len(made))):
            told += _by_commands(folder / "kept", each)
    denied = (folder / "denied").read_text("utf-8", "replace").splitlines()
    wrong = [*(f"denied: {line}" for line in denied), *(f"left behind: {p}" for p in _left(folder))]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    # A process that is forked begins with what this one has, which in a long run of tests is much.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if most > MEMORY + PROGRAM + own:
        wrong.append(f"a process took {most / 1e6:.0f} MB")
    return [*told, *(Tried(-1, "all", "all", "wrong", 0.0, "", line) for line in wrong)]


@contextmanager
def guarded(folder: Path) -> Iterator[None]:
    """Processes that begin in this context may write only beside the database, and reach nobody."""
    for name in ("kept", "home", "work", "temporary"):
        (folder / name).mkdir()
    (folder / "denied").touch()
    before, where = dict(os.environ), Path.cwd()
    os.environ |= {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(GUARD), before.get("PYTHONPATH")))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MISSIE_MAY_WRITE": os.pathsep.join((str(folder / "kept"), str(folder / "temporary"))),
        "MISSIE_DENIED": str(folder / "denied"),
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "temporary"),
    }
    os.chdir(folder / "work")
    try:
        yield
    finally:
        os.chdir(where)
        os.environ.clear()
        os.environ.update(before)


def _left(folder: Path) -> Iterator[Path]:
    """What stands where nothing may stand."""
    for name in ("home", "work", "temporary"):
        yield from (folder / name).rglob("*")
    known = {"hostile.db", "hostile.db-shm", "hostile.db-wal"}
    yield from (path for path in (folder / "kept").iterdir() if path.name not in known)


def _ingested(kept: Path, made: Sequence[File]) -> Iterator[Tried]:
    """What `ingest` makes of the files, beside a report that is stored already."""
    sound = kept.parent / "sound-verzonnen-cijfers.pdf"
    sound.write_bytes(a_report(random.Random(0)))
    db = open_database(kept / "hostile.db", create=True)
    # Here and without bounds, which a busy machine may pass with the first report of a worker.
    list(ingest(db, find_sources([str(sound)]), Settings(workers=0)))
    (before,) = db.execute("SELECT read FROM report_digest").fetchone()
    by_name = {str(each.path): each for each in made}
    began = time.monotonic()
    for outcome in ingest(db, [Source(name) for name in by_name], BOUNDS):
        each, seconds = by_name.pop(outcome.name), time.monotonic() - began
        found = "SELECT 1 FROM finding WHERE report = ?"
        bare = outcome.report and not db.execute(found, [outcome.report]).fetchone()
        wrong = _wrong_about(each, outcome.error, seconds, outcome.outcome)
        yield Tried(
            each.number,
            each.kind,
            "ingest",
            outcome.outcome,
            seconds,
            str(outcome.error or ("without findings" if bare else "")),
            wrong,
        )
        began = time.monotonic()
    wrong = [f"damage: {line}" for line in damage(db)]
    wrong += [f"no outcome: {name}" for name in by_name]
    if db.execute("SELECT 1 FROM report_digest WHERE read = ?", [before]).fetchone() is None:
        wrong.append("what was stored before was changed")
    db.close()
    yield from (Tried(-1, "all", "ingest", "wrong", 0.0, "", line) for line in wrong)


def _looked_at(made: Sequence[File]) -> Iterator[Tried]:
    """What `extract` and `tables` make of the files, in the process that both commands ask."""
    for way, question in (("extract", look), ("tables", all_tables)):
        with asking(BOUNDS, lambda name, page, pages: None) as ask:
            for each in made:
                began, error = time.monotonic(), None
                try:
                    ask(question, Source(str(each.path)))
                except ReportError as told:
                    error = told
                except (MissieError, Exception) as other:
                    error = ReportError(
                        str(each.path), f"raises {other!r}", "fault of Missiemonitor"
                    )
                seconds = time.monotonic() - began
                became = "unread" if error else "read"
                yield Tried(
                    each.number,
                    each.kind,
                    way,
                    became,
                    seconds,
                    str(error or ""),
                    _wrong_about(each, error, seconds, became),
                )


def _wrong_about(each: File, error: Exception | None, seconds: float, became: str) -> str:
    told = str(error or "")
    # SIGABRT is how PDFium says that it is given no more memory: the bound at work.
    if "fault of Missiemonitor" in told or "\n" in told or re.search("SIG(?!ABRT|KILL)", told):
        return told
    if seconds > SECONDS + SLACK:
        return f"took {seconds:.0f} s"
    if error and each.kind in READ:
        return f"viewers open it: {told}"
    return ""


def _by_commands(kept: Path, each: File) -> Iterator[Tried]:
    """The commands themselves: exit status as `--help` says, one line where nothing was read."""
    db = kept / "hostile.db"
    bounds = {"MISSIEMONITOR_WORKERS": "1", "MISSIEMONITOR_MAX_MEMORY": str(MEMORY)}
    for way, more in (("extract", ()), ("tables", ()), ("ingest", ("--db", str(db), "--retry"))):
        asked = [sys.executable, "-m", "missiemonitor", way, str(each.path), *more]
        began = time.monotonic()
        done = subprocess.run(
            [*asked, "--timeout", str(SECONDS)],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env=os.environ | bounds,
        )
        seconds = time.monotonic() - began
        lines = [line for line in done.stderr.splitlines() if line.startswith("missiemonitor: ")]
        unread = done.returncode == ExitStatus.UNREAD
        wrong = ""
        if done.returncode not in (ExitStatus.FINE, ExitStatus.LOOK, ExitStatus.UNREAD):
            wrong = f"status {done.returncode}: {done.stderr[-300:]}"
        elif "Traceback" in done.stderr or unread != (len(lines) == 1):
            wrong = f"{len(lines)} lines with status {done.returncode}: {done.stderr[-300:]}"
        elif seconds > SECONDS + STARTING:
            wrong = f"took {seconds:.0f} s"
        became = f"status {done.returncode}"
        yield Tried(each.number, each.kind, f"{way} as a command", became, seconds, "", wrong)
