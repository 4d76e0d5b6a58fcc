"""Speed, memory and size, beside other tools: `python benchmarks/scale.py [--json] [--only NAME]`.

Makes invented reports on the spot (benchmarks/material.py) and prints a table for each question.
Ratios are of one run on one machine: what is compared is run in turns, and of each the quickest
turn counts. Some ten minutes; `--only` asks one question.
"""

from __future__ import annotations

import json
import math
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database
from tabulate import tabulate

sys.path.insert(0, str(Path(__file__).parent.parent))

from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_rows import store
from missiemonitor.pipeline import ingest
from missiemonitor.pipeline.readers.one_report import lean, read
from missiemonitor.pipeline.readers.sources import find_sources
from missiemonitor.pipeline.settings import Settings

from benchmarks import material
from tests.conftest import pdf_of, rows_page
from tests.invented import invented_database

COMMAND = (sys.executable, "-m", "missiemonitor")
Rows = list[dict[str, Any]]


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turns(turns: int, **works: Callable[[], object]) -> dict[str, float]:
    """The quickest of some turns of each, one after the other, in seconds."""
    best = dict.fromkeys(works, math.inf)
    for _ in range(turns):
        for name, work in works.items():
            best[name] = min(best[name], seconds(work))
    return best


def bare_text(path: Path) -> None:
    """pypdfium2's text of every page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def plumber_text(path: Path) -> None:
    """pdfplumber's text of every page."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def ingested(path: Path, folder: Path, **settings: Any) -> Path:
    """A new database with one report, read in this process."""
    target = folder / f"{time.monotonic_ns()}.db"
    db = open_database(target, create=True)
    given = Settings(workers=0, origin="invented", **settings)
    for outcome in ingest.ingest(db, find_sources([str(path)]), given):
        if outcome.error:
            raise click.ClickException(str(outcome.error))
    db.close()
    return target


def whole(folder: Path) -> Iterator[dict[str, Any]]:
    """A report of 600 pages against the bare text of all of them; the database is made besides."""
    from missiemonitor.extractors.statements.pipeline import dutch

    loading = seconds(lambda: dutch(None))
    for mentions in (0.0, 0.01, 0.03):
        path, _ = material.write(folder, 7, 600, mentions)
        ingested(path, folder)
        made = in_turns(
            3,
            pdfium=lambda path=path: bare_text(path),
            ours=lambda path=path: ingested(path, folder),
            empty=lambda: open_database(folder / f"{time.monotonic_ns()}.db", create=True).close(),
        )
        row = {
            "pages that mention missions": f"{100 * mentions:g} %",
            "pdfium, s": made["pdfium"],
            "ours, s": made["ours"] - made["empty"],
            "times pdfium": (made["ours"] - made["empty"]) / made["pdfium"],
            "new database, s": made["empty"],
            "model, s": loading,
        }
        if mentions == 0.01:
            slow = seconds(lambda path=path: plumber_text(path))
            row |= {"pdfplumber, s": slow, "of pdfplumber": f"1/{slow / row['ours, s']:.0f}"}
            some = ingested(path, folder)
            all_ = ingested(path, folder, all_pages=True)
            row["same as --all-pages"] = str(_found(some) == _found(all_))
        yield row


def _found(path: Path) -> list[str]:
    tables = ("deployment ", "deployment_country ", "statement ", "statement_country ", "finding ")
    return [line for line in canonical(open_reading(path)) if line.startswith(tables)]


def memory(folder: Path) -> Iterator[dict[str, Any]]:
    """Most memory of `ingest` on one report, read in the process itself."""
    for pages in (4, 60, 600):
        path, _ = material.write(folder, 7, pages, 0.01)
        used = peak("ingest", path, "--db", folder / f"memory-{pages}.db", "--workers", 0)
        yield {"pages": pages, "most memory, MB": used}


def peak(*arguments: object) -> float:
    """The most memory of a command in MB.

    A small process starts it and tells: the figure of a child begins with that of its parent.
    """
    told = subprocess.run(
        [sys.executable, "-c", TELL_PEAK, *COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(told.stdout) / (1024 if sys.platform == "linux" else 1024 * 1024)


TELL_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def starting(folder: Path) -> Iterator[dict[str, Any]]:
    """The command's own help against Python doing nothing."""
    quiet = {"stdout": subprocess.DEVNULL, "check": True}
    made = in_turns(
        10,
        python=lambda: subprocess.run([sys.executable, "-c", "pass"], **quiet),
        help=lambda: subprocess.run([*COMMAND, "--help"], **quiet),
    )
    yield {
        "python, ms": 1000 * made["python"],
        "--help, ms": 1000 * made["help"],
        "times": made["help"] / made["python"],
    }


def one_page(number: int) -> bytes:
    """A report of one page, another one for each number."""
    page = rows_page([("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4")])
    half = ("eerste", "tweede")[number % 2]
    page[0] = (60, 60, f"Verzonnen bijlage 5 bij het {half} halfjaarbericht {1500 + number // 2}")
    return pdf_of(page)


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    """What a report of one page costs as there are more of them; then all of them again."""
    times = []
    for number in (1, 10, 100, 1000):
        reports = folder / f"reports-{number}"
        reports.mkdir()
        for each in range(number):
            (reports / f"{each}-verzonnen.pdf").write_bytes(one_page(each))
        arguments = ["ingest", str(reports), "--db", str(folder / f"many-{number}.db")]
        took, again = (seconds(lambda a=arguments: quiet(*a)) for _ in range(2))
        times.append((number, took))
        yield {
            "reports": number,
            "s": took,
            "ms a report": 1000 * took / number,
            "again, s": again,
            "slope": slope(times),
        }


def pages(folder: Path) -> Iterator[dict[str, Any]]:
    """What a page costs as a report has more of them; the database's size a page."""
    times = []
    for number in (4, 40, 600):
        path, _ = material.write(folder, 9, number, 0.01)
        target = folder / f"pages-{number}.db"
        took = seconds(lambda p=path, t=target: quiet("ingest", str(p), "--db", str(t)))
        empty = folder / "empty.db"
        open_database(empty, create=True).close()
        grown = (target.stat().st_size - empty.stat().st_size) / number
        times.append((number, took))
        yield {
            "pages": number,
            "s, with start and model": took,
            "ms a page": 1000 * took / number,
            "database, kB a page": grown / 1000,
            "slope": slope(times),
        }


def slope(times: list[tuple[int, float]]) -> float | None:
    """By which power of the number the time grows between the last two."""
    if len(times) < 2:
        return None
    (few, short), (many, long) = times[-2:]
    return math.log(long / short) / math.log(many / few)


def quiet(*arguments: str) -> None:
    subprocess.run([*COMMAND, *arguments], capture_output=True, check=False)


def kinds(folder: Path) -> Iterator[dict[str, Any]]:
    """Pages read with care a second, of tables and of prose, beside pdfplumber's text of them."""
    table, _ = material.write(folder, 7, 1)
    prose, _ = material.write(folder, 7, 30, 1.0)
    for kind, path in (("annex with a table", table), ("prose, each page with missions", prose)):
        count = len(read(path, Settings()).document.texts)
        made = in_turns(
            3,
            ours=lambda path=path: read(path, Settings(all_pages=True)),
            plumber=lambda path=path: plumber_text(path),
        )
        yield {
            "kind": kind,
            "pages": count,
            "pages a second": count / made["ours"],
            "pdfplumber's text": count / made["plumber"],
            "times its time": made["ours"] / made["plumber"],
        }


def speedups(folder: Path) -> Iterator[dict[str, Any]]:
    """What was changed after profiling, with and without, on a report of 200 pages."""
    path, _ = material.write(folder, 7, 200, 0.05)

    def told(name: str, with_: Callable[[], object], without: Callable[[], object]) -> Any:
        made = in_turns(3, with_=with_, without=without)
        return {
            "what": name,
            "with, s": made["with_"],
            "without, s": made["without"],
            "times quicker": made["without"] / made["with_"],
        }

    yield told(
        "pages screened (whole report)",
        lambda: read(path, Settings()),
        lambda: read(path, Settings(all_pages=True)),
    )


def workers(folder: Path) -> Iterator[dict[str, Any]]:
    """A batch of reports of four pages by more workers."""
    reports = folder / "batch"
    reports.mkdir()
    for number in range(60):
        source, _ = material.write(folder, 100 + number, 4)
        shutil.move(source, reports / source.name)
    alone = None
    for number in (0, 1, 2, 4):
        target = folder / f"workers-{number}.db"
        arguments = ["ingest", str(reports), "--db", str(target), "--workers", str(number)]
        took = seconds(lambda a=arguments: quiet(*a))
        alone = alone or took
        yield {"workers": number, "s": took, "times faster": alone / took}


def writer(folder: Path) -> Iterator[dict[str, Any]]:
    """The one writer alone, on reports that were read before, as the database grows."""
    found = []
    for number in range(30):
        path, _ = material.write(folder, 300 + number, 4)
        found.append(lean(read(path, Settings(origin="invented"))))
    for periods in (0, 50, 200):
        path = folder / f"writer-{periods}.db"
        db = invented_database(path, periods, first_year=1000)
        before = _rows(db)
        took = seconds(lambda db=db: [store(db, each, "benchmark") for each in found])
        yield {
            "half-years there": periods,
            "reports a second": len(found) / took,
            "rows a second": (_rows(db) - before) / took,
            "kB sent a report": sum(len(pickle.dumps(each)) for each in found) / len(found) / 1000,
        }


def _rows(db: Database) -> int:
    names = (name for name in db.table_names() if "_search" not in name)
    return sum(db.table(name).count for name in names)


def peers(folder: Path) -> Iterator[dict[str, Any]]:
    """Other tools on the same annexes: rows exactly right, and seconds."""
    from tests.laboratory import peers as others
    from tests.laboratory.grammar import draw
    from tests.laboratory.measure import compare
    from tests.laboratory.typesetter import typeset

    reports = [draw(880_000 + number, "typst") for number in range(40)]
    paths = []
    for report in reports:
        paths.append(folder / f"{report.number}-verzonnen-cijfers.pdf")
        paths[-1].write_bytes(typeset(report))
    total = sum(len(report.rows) for report in reports)
    read(paths[0], Settings())
    begun = time.perf_counter()
    scores = [compare(r, read(p, Settings())) for r, p in zip(reports, paths, strict=True)]
    took = time.perf_counter() - begun
    ours = took
    exact = sum(score.exact for score in scores)
    yield _peer("missiemonitor", exact, total, took, ours)
    for tool in others.available():
        begun = time.perf_counter()
        exact = sum(others.exact_rows(tool, r, p) for r, p in zip(reports, paths, strict=True))
        yield _peer(tool, exact, total, time.perf_counter() - begun, ours)


def _peer(tool: str, exact: int, total: int, took: float, ours: float) -> dict[str, Any]:
    return {
        "tool": tool,
        "rows exact": f"{exact} of {total}",
        "share": exact / total,
        "s": took,
        "times ours": took / ours,
    }


Questions = dict[str, Callable[[Path], Iterator[dict[str, Any]]]]


def ask(questions: Questions, only: Sequence[str], json_: bool) -> None:
    """Print what each question gives as a table under the first line of its docstring, or JSON."""
    told: dict[str, Rows] = {}
    for name in only or questions:
        with tempfile.TemporaryDirectory() as folder:
            click.echo(f"measuring {name}", err=True)
            told[name] = list(questions[name](Path(folder)))
        if not json_:
            about = (questions[name].__doc__ or "").splitlines()[0]
            click.echo(f"\n{name}: {about}\n")
            click.echo(tabulate(told[name], headers="keys", tablefmt="github", floatfmt=".3g"))
    if json_:
        click.echo(json.dumps(told, indent=1))


QUESTIONS: Questions = {
    "whole": whole,
    "memory": memory,
    "starting": starting,
    "documents": documents,
    "pages": pages,
    "kinds": kinds,
    "speedups": speedups,
    "workers": workers,
    "writer": writer,
    "peers": peers,
}


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print JSON for programs.")
@click.option("--only", type=click.Choice(list(QUESTIONS)), multiple=True, help="Ask only this.")
def main(json_: bool, only: tuple[str, ...]) -> None:
    """Measure speed, memory and size."""
    ask(QUESTIONS, only, json_)


if __name__ == "__main__":
    main()
