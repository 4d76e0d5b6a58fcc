"""Many at one database at once: nobody sees a failure, no decision is lost, nobody waits long.

Two programs ingest, a third watches a folder, two desks take decisions over HTTP, ten people read:
pages of the desks' sites, and commands. Then the same desk with nobody else there, to compare.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_reading

from tests.keeping.scenes import DB, report, with_reports

COMMAND = (sys.executable, "-m", "missiemonitor")
THINKING = 1.0  # seconds that a person looks at a page before the next one
BATCH = 4  # reports that a program ingests at once
READERS = (8, 2)  # of pages, and with commands
PAGES = (
    "/",
    "/missies",
    "/landen",
    "/perioden",
    "/rapporten",
    "/vragen",
    "/nakijken",
    "/zoeken?q=e",
)
COMMANDS = (
    ("check",),
    ("compare", "--all"),
    ("why", "EULEX Kosovo", "2020-1"),
    ("settle", "--all"),
)


@dataclass
class Seen:
    """What came of it: how often what was done, seconds of pages and decisions, and failures."""

    done: Counter[str] = field(default_factory=Counter)
    pages: list[float] = field(default_factory=list)
    decisions: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def fail(self, who: str, what: object) -> None:
        self.failures.append(f"{who}: {what}")


def p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else max(seconds, default=0.0)


def prepared(folder: Path) -> None:
    """A database of eight invented half-years, and folders to ingest from."""
    with_reports(folder, 8)
    (folder / "incoming").mkdir()
    command = [*COMMAND, "ingest", "reports", "--db", DB, "--workers", "0"]
    subprocess.run(command, cwd=folder, capture_output=True)


@contextmanager
def desk(folder: Path, name: str) -> Iterator[str]:
    """A desk of which this person decides; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [*COMMAND, "review", "--db", DB, "--reports", "reports", "--port", str(port)]
    with (
        (folder / f"{name}.errors").open("w") as errors,
        subprocess.Popen([*words, "--reviewer", name], cwd=folder, stderr=errors) as server,
    ):
        try:
            end = time.monotonic() + 120
            while time.monotonic() < end:
                try:
                    _get(f"127.0.0.1:{port}", "/")
                    break
                except OSError:
                    time.sleep(0.3)
            yield f"127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)


def _get(host: str, path: str) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def decides(host: str, name: str, folder: Path, end: float, seen: Seen) -> None:
    """A person at a desk: looks at rows, and says yes or no, or takes it back."""
    dice = random.Random(name)
    with closing(open_reading(folder / DB)) as db:
        reports = [row[0] for row in db.execute("SELECT report FROM report ORDER BY 1 LIMIT 4")]
    token = re.search(rb'"([\w-]{43})"', _get(host, f"/nakijken/{reports[0]}")[1])
    if token is None:
        seen.fail(name, "no token on the page of the desk")
        return
    while time.monotonic() < end:
        one = dice.choice(reports)
        status, told = _get(host, f"/-/review/{one}/rows.json")
        if status != 200:
            seen.fail(name, f"rows: {status}")
            continue
        row = dice.choice(json.loads(told)["rows"])
        action = (
            dice.choice(("approve", "reject")) if row["state"] in (None, "", "open") else "undo"
        )
        body = {"deployment": row["deployment"], "seen": row["seen"], "action": action,
                "reviewer": name}  # fmt: skip
        begun = time.monotonic()
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            where = f"/-/review/{one}/decide"
            headers = {"X-Missie-Token": token[1].decode()}
            connection.request("POST", where, json.dumps(body), headers)
            answer = connection.getresponse()
            said = answer.read()
        if answer.status == 200:
            seen.decisions.append(time.monotonic() - begun)
            seen.done["decisions"] += 1
        elif answer.status == 409 or (answer.status == 400 and action == "undo"):
            seen.done["decisions that another one overtook"] += 1
        else:
            seen.fail(name, f"decision: {answer.status} {said[:200]!r}")
        time.sleep(THINKING)


def reads_pages(hosts: list[str], name: str, end: float, seen: Seen) -> None:
    dice = random.Random(name)
    while time.monotonic() < end:
        page = dice.choice(PAGES)
        begun = time.monotonic()
        status, told = _get(dice.choice(hosts), page)
        seen.pages.append(time.monotonic() - begun)
        seen.done["pages"] += 1
        if status != 200 or b"</html>" not in told:
            seen.fail(name, f"{page}: {status}")
        time.sleep(THINKING)


def _command(folder: Path, words: tuple[str, ...], who: str, seen: Seen) -> None:
    ended = subprocess.run(
        [*COMMAND, *words, "--db", DB], cwd=folder, capture_output=True, text=True
    )
    seen.done[f"{words[0]} (command)"] += 1
    if ended.returncode not in (0, 1):
        seen.fail(who, f"{' '.join(words)}: {ended.returncode} {ended.stderr[-300:]}")


def reads_by_commands(folder: Path, name: str, end: float, seen: Seen) -> None:
    dice = random.Random(name)
    while time.monotonic() < end:
        _command(folder, dice.choice(COMMANDS), name, seen)
        time.sleep(THINKING)


def ingests(folder: Path, year: int, end: float, seen: Seen) -> None:
    """A program that ingests one batch of new reports after another."""
    at = 0
    while time.monotonic() < end:
        batch = folder / f"batch-{year}-{at}"
        batch.mkdir()
        for _ in range(BATCH):
            _new_report(batch, year, at)
            at += 1
        _command(folder, ("ingest", batch.name, "--workers", "0"), f"ingest {year}", seen)


def _new_report(folder: Path, year: int, at: int) -> None:
    # (whole at once, and never the same bytes twice)
    made = folder / f".{at}"
    made.write_bytes(report(year + at % 20 // 2, at % 2 + 1, at // 20 * 7 + year % 100))
    made.rename(folder / f"{year}-{at}-verzonnen-cijfers.pdf")


INTERRUPTED = 130  # what a program that waits ends with when it is interrupted


@contextmanager
def watched(folder: Path, seen: Seen) -> Iterator[None]:
    """A program that takes what arrives in the folder `incoming`."""
    words = [*COMMAND, "ingest", "--watch", "incoming", "--db", DB, "--workers", "0"]
    with (
        (folder / "watch.errors").open("w") as errors,
        subprocess.Popen(
            words, cwd=folder, stderr=errors, stdout=subprocess.PIPE, preexec_fn=_interruptible
        ) as watch,
    ):
        try:
            yield
        finally:
            waited = time.monotonic() + 60
            while time.monotonic() < waited and _missing(folder):
                time.sleep(0.5)
            watch.send_signal(signal.SIGINT)
            try:
                watch.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                watch.kill()
                watch.communicate()
            if watch.returncode not in (0, INTERRUPTED):
                seen.fail("watch", watch.returncode)


def _interruptible() -> None:
    """Let Ctrl-C end a program, also where tests run behind a shell that ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _missing(folder: Path) -> list[str]:
    """Reports that were given and are not in the database."""
    given = {path.name for path in folder.rglob("*-verzonnen-cijfers.pdf")}
    with closing(open_reading(folder / DB)) as db:
        return sorted(given - {Path(row[0]).name for row in db.execute("SELECT file FROM report")})


def arrives(folder: Path, end: float, seen: Seen) -> None:
    at = 0
    while time.monotonic() < end:
        _new_report(folder / "incoming", 2060, at)
        seen.done["reports that arrived"] += 1
        at += 1
        time.sleep(5)


def _all(work: list[Callable[[], None]], seen: Seen) -> None:
    def safely(each: Callable[[], None]) -> None:
        try:
            each()
        except Exception as error:  # whatever a person would see
            seen.fail("somebody", repr(error))

    threads = [threading.Thread(target=safely, args=(each,)) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def alone(folder: Path, seconds: float) -> Seen:
    """One desk with one person who decides and one who reads, and nobody else there."""
    seen = Seen()
    with desk(folder, "Ada") as host:
        end = time.monotonic() + seconds
        _all(
            [
                lambda: decides(host, "Ada", folder, end, seen),
                lambda: reads_pages([host], "reader", end, seen),
            ],
            seen,
        )
    return seen


def together(folder: Path, seconds: float) -> Seen:
    """All of them at once."""
    seen = Seen()
    with ExitStack() as stack:
        hosts = [stack.enter_context(desk(folder, name)) for name in ("Ada", "Bo")]
        stack.enter_context(watched(folder, seen))
        end = time.monotonic() + seconds
        work: list[Callable[[], None]] = [
            lambda: ingests(folder, 2030, end, seen),
            lambda: ingests(folder, 1990, end, seen),
            lambda: arrives(folder, end, seen),
            lambda: decides(hosts[0], "Ada", folder, end, seen),
            lambda: decides(hosts[1], "Bo", folder, end, seen),
        ]
        pages, commands = READERS
        for at in range(pages):
            work.append(lambda at=at: reads_pages(hosts, f"reader {at}", end, seen))  # type: ignore[misc]
        for at in range(commands):
            work.append(lambda at=at: reads_by_commands(folder, f"user {at}", end, seen))  # type: ignore[misc]
        _all(work, seen)
    for line in _missing(folder):
        seen.fail("ingest", f"{line} is not in the database")
    for name in ("Ada", "Bo"):
        errors = (folder / f"{name}.errors").read_text("utf-8")
        if "Traceback" in errors or "Error:" in errors:
            seen.fail(f"desk of {name}", errors[-400:])
    return seen


def lost(folder: Path, *seen: Seen) -> list[str]:
    """What is damaged or lost in the database, after all that was seen."""
    with closing(open_reading(folder / DB)) as db:
        there = db.table("decision").count
        wrong = list(damage(db))
    taken = sum(each.done["decisions"] for each in seen)
    if there != taken:
        wrong.append(f"{taken} decisions were taken, {there} are there")
    return wrong
