"""Speed of the site under use: `python benchmarks/site.py [--json] [--seconds N] [--half-years N]`.

Makes an invented database of 200 half-years, opens it as `missiemonitor open` does, and has ten
people read pages of the site and Datasette's own table page in turns while one person decides.
Prints the 95th percentile of each, and how many times Datasette's table page the site takes. Asked
is at most five times.
"""

from __future__ import annotations

import json
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path

import click
import httpx
from tabulate import tabulate

sys.path.insert(0, str(Path(__file__).parent.parent))

from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.views import addresses

from tests.invented import invented_database

READERS = 10
PAUSE = 5.0  # seconds between two decisions
THINKING = 0.3  # seconds between two pages of a reader
TABLE = "table page of Datasette"


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def read(address: str, pages: dict[str, list[str]], until: float, seed: int, told: dict) -> None:
    """One person: a page of some kind of the site, then a table page, and so on."""
    dice = random.Random(seed)
    with httpx.Client(base_url=address, timeout=120) as client:
        while time.monotonic() < until:
            for kind in (dice.choice([kind for kind in pages if kind != TABLE]), TABLE):
                begun = time.perf_counter()
                answer = client.get(dice.choice(pages[kind]))
                answer.raise_for_status()
                told[kind].append(1000 * (time.perf_counter() - begun))
                time.sleep(THINKING * dice.random())


def decide_on(path: Path, rows: list[str], until: float, told: dict) -> None:
    """One person who approves a row every five seconds."""
    for row in rows:
        if time.monotonic() > until:
            return
        with closing(open_database(path)) as db:
            decide(db, row, "approve", Person("Benchmark"))
        told["decisions"].append(1.0)
        time.sleep(PAUSE)


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print JSON for programs.")
@click.option("--seconds", default=60, show_default=True, help="How long they read.")
@click.option("--half-years", default=200, show_default=True, help="Invented half-years.")
def main(json_: bool, seconds: int, half_years: int) -> None:
    """Time pages of the site beside Datasette's own table page."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "verzonnen.db"
        invented_database(path, half_years).close()
        with closing(open_reading(path)) as db:
            world = read_world(db)
        pages: dict[str, list[str]] = defaultdict(list)
        for at in addresses(world, "nl"):
            pages[at.kind].append(f"/{at.path}")
        pages[TABLE] = ["/verzonnen/deployment"]
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "missiemonitor", "open", "--db", str(path)]
        server = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL)
        try:
            told = used(address, pages, path, list(world.figures), seconds)
        finally:
            server.terminate()
            server.wait()
    rows = [
        {
            "page": kind,
            "asked": len(times),
            "median, ms": statistics.median(times),
            "p95, ms": p95(times),
        }
        for kind, times in sorted(told.items())
        if kind != "decisions"
    ]
    own = p95(
        [ms for kind, times in told.items() if kind not in (TABLE, "decisions") for ms in times]
    )
    summary = {
        "p95 of all pages of the site, ms": round(own, 1),
        "p95 of Datasette's table page, ms": round(p95(told[TABLE]), 1),
        "times": round(own / p95(told[TABLE]), 2),
        "decisions": len(told["decisions"]),
    }
    if json_:
        click.echo(json.dumps({"pages": rows, **summary}, indent=2))
        return
    click.echo(tabulate(rows, headers="keys", floatfmt=".1f"))
    for what, value in summary.items():
        click.echo(f"{what}: {value}")


def used(
    address: str, pages: dict[str, list[str]], path: Path, rows: list[str], seconds: int
) -> dict[str, list[float]]:
    """Milliseconds of each page by kind, while ten read and one decides."""
    for _ in range(300):
        try:
            httpx.get(address, timeout=60)
            httpx.get(address + pages[TABLE][0], timeout=60)
            break
        except httpx.TransportError:
            time.sleep(0.2)
    told: dict[str, list[float]] = defaultdict(list)
    until = time.monotonic() + seconds
    people = [
        threading.Thread(target=read, args=(address, pages, until, seed, told))
        for seed in range(READERS)
    ]
    people.append(threading.Thread(target=decide_on, args=(path, rows, until, told)))
    for person in people:
        person.start()
    for person in people:
        person.join()
    return told


if __name__ == "__main__":
    main()
