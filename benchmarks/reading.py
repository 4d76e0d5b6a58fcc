"""How long reading takes beside other tools: `python benchmarks/reading.py [--json] [--only NAME]`.

Police reports as they are are made on the spot (benchmarks/police_report.py). What is compared is
run in turns in one run; of each the quickest turn counts, and where it says so the median too.
Some ten minutes; `--only` asks one question.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parent.parent))

from missiemonitor.corpus.ocr import engines
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.pipeline.readers.one_report import read
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings

from benchmarks import police_report
from benchmarks.scale import (
    COMMAND,
    Questions,
    ask,
    bare_text,
    in_turns,
    peak,
    plumber_text,
    seconds,
)

SAMPLE = Path(__file__).parent.parent / "corpus/samples/2024-1-bijlage-5.pdf"
PAGES = 44  # of a report as it is sent to parliament


def careful(folder: Path) -> Iterator[dict[str, Any]]:
    """All pages of whole reports read with care, by the corpus alone, beside pdfplumber's text.

    With an OCR engine the time is printed and not promised.
    """
    for number in (7, 8, 9):
        path, _ = police_report.write(folder, number, PAGES)
        pages = read_document(path).page_count
        with no_engine():
            made = in_turns(
                2,
                pdfium=lambda path=path: bare_text(path),
                plumber=lambda path=path: plumber_text(path),
                ours=lambda path=path: read_document(path),
            )
        yield {
            "report": number,
            "pages": pages,
            "pdfium's text, s": made["pdfium"],
            "pdfplumber's text, s": made["plumber"],
            "with care, s": made["ours"],
            "of pdfplumber": made["ours"] / made["plumber"],
            "times pdfium": made["ours"] / made["pdfium"],
            "with an OCR engine, s": _with_engine(path),
        }


@contextmanager
def no_engine() -> Iterator[None]:
    """As on a machine where no OCR engine is installed."""
    found = engines.engines
    modules = [m for m in [*sys.modules.values()] if getattr(m, "engines", None) is found]
    for module in modules:
        setattr(module, "engines", dict)  # noqa: B010
    try:
        yield
    finally:
        for module in modules:
            setattr(module, "engines", found)  # noqa: B010


def _with_engine(path: Path) -> float | None:
    """Seconds to read a report where an OCR engine is there; None where there is none."""
    return seconds(lambda: read_document(path)) if engines.engines() else None


def annexes(folder: Path) -> Iterator[dict[str, Any]]:
    """40 annexes whole, sentences too, beside the tables alone of Camelot's stream."""
    from tests.laboratory import peers
    from tests.laboratory.grammar import draw
    from tests.laboratory.typesetter import typeset

    reports = [draw(880_000 + number, "typst") for number in range(40)]
    paths = [folder / f"{report.number}-verzonnen-cijfers.pdf" for report in reports]
    for path, report in zip(paths, reports, strict=True):
        path.write_bytes(typeset(report))
    read(Source(str(paths[0])), Settings())  # the model is loaded once
    works: dict[str, Callable[[], object]] = {
        "ours": lambda: [read(Source(str(path)), Settings()) for path in paths]
    }
    if find_spec("camelot"):
        stream = peers.TOOLS["camelot stream"][1]
        works["stream"] = lambda: [list(stream(path)) for path in paths]
    with no_engine(), warnings.catch_warnings(action="ignore"):  # Camelot tells of empty pages
        made = in_turns(3, **works)
        corpus = seconds(lambda: [read_document(path) for path in paths])
    engine = seconds(works["ours"]) if engines.engines() else None
    other = made.get("stream")
    yield {
        "annexes": len(paths),
        "ours, s": made["ours"],
        "of it the corpus, s": corpus,
        "camelot stream, s": other,
        "times camelot": made["ours"] / other if other else None,
        "with an OCR engine, s": engine,
    }


def long(folder: Path) -> Iterator[dict[str, Any]]:
    """A police report of 600 pages with the annex near its end, beside the bare text of all."""
    from missiemonitor.extractors.statements.pipeline import dutch

    dutch(None)
    for pages in (PAGES, 600):
        path, _ = police_report.write(folder, 11, pages)
        found: dict[str, Extraction] = {}

        def ours(path: Path = path, found: dict[str, Extraction] = found) -> None:
            found["some"] = read(Source(str(path)), Settings())

        def whole(path: Path = path, found: dict[str, Extraction] = found) -> None:
            found["all"] = read(Source(str(path)), Settings(all_pages=True))

        made = in_turns(2, pdfium=lambda path=path: bare_text(path), ours=ours)
        all_pages, plumber = seconds(whole), seconds(lambda path=path: plumber_text(path))
        some, every = found["some"], found["all"]
        yield {
            "pages": len(some.document.texts),
            "pdfium's text, s": made["pdfium"],
            "ours, s": made["ours"],
            "times pdfium": made["ours"] / made["pdfium"],
            "pdfplumber's text, s": plumber,
            "of pdfplumber": made["ours"] / plumber,
            "pages read with care": len(some.document.pages),
            "--all-pages, s": all_pages,
            "same as --all-pages": str(
                (some.deployments, some.statements, some.findings, some.stated_total)
                == (every.deployments, every.statements, every.findings, every.stated_total)
            ),
        }


def memory(folder: Path) -> Iterator[dict[str, Any]]:
    """Most memory of `extract` on a police report, the larger of its processes."""
    for pages in (PAGES, 600):
        path, _ = police_report.write(folder, 11, pages)
        used = peak("extract", path, "--json")
        yield {"pages of": pages, "most memory, MB": used}


def starting(folder: Path) -> Iterator[dict[str, Any]]:
    """`extract` on the sample of one annex beside importing spaCy and pandas alone."""
    del folder
    works = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--help": [*COMMAND, "--help"],
        "import spacy, pandas": [sys.executable, "-c", "import spacy, pandas"],
        "extract": [*COMMAND, "extract", "--json", str(SAMPLE)],
    }
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(7):
        for name, command in works.items():
            took[name].append(seconds(lambda c=command: subprocess.run(c, capture_output=True)))
    beside = took["import spacy, pandas"]
    for name, times in took.items():
        yield {
            "command": name,
            "best, s": min(times),
            "median, s": statistics.median(times),
            "times spacy, pandas": min(times) / min(beside),
            "medians": statistics.median(times) / statistics.median(beside),
        }


QUESTIONS: Questions = {
    "careful": careful,
    "annexes": annexes,
    "long": long,
    "memory": memory,
    "starting": starting,
}


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print JSON for programs.")
@click.option("--only", type=click.Choice(list(QUESTIONS)), multiple=True, help="Ask only this.")
def main(json_: bool, only: tuple[str, ...]) -> None:
    """Measure how long reading takes."""
    ask(QUESTIONS, only, json_)


if __name__ == "__main__":
    main()
