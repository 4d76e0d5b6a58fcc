"""Time to find and understand tables: `python benchmarks/find_tables.py PDF_OR_FOLDER...`.

Both find the tables of the same pages, in turns, and the ratio is printed. pdfplumber reads a page
when it is first asked for its tables, so its time is given with that, as it is called, and without.
Ours is that of tables with captions, heads and what stands around them, then of rows with missions,
countries and counts, read in several ways; pages were read with care before, which is timed too.
What an OCR engine reads of counts in doubt, to hold them against the page's picture, is left out.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import click
import pdfplumber
from missiemonitor.corpus.read import read_document
from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.deployments.extract import DeploymentExtractor
from missiemonitor.extractors.extractor import DocumentReading
from tabulate import tabulate

Times = tuple[float, float, float, int]  # seconds to read, to find, to understand; tables


def ours(path: Path) -> tuple[Times, Collection[int]]:
    """Our times, and the pages that were read."""
    begun = time.perf_counter()
    document = read_document(path)
    read = time.perf_counter()
    reading = DocumentReading(replace(document, pictures=None))
    with using(series_named(document.series) if document.series else None):
        found = reading.tables
        seen = time.perf_counter()
        DeploymentExtractor()(reading)
    times = read - begun, seen - read, time.perf_counter() - seen, len(found)
    return times, {page.number for page in document.pages}


def theirs(path: Path, pages: Collection[int]) -> Times:
    """The times of pdfplumber on these pages; it understands none."""
    reading = finding = 0.0
    found = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            if page.page_number in pages:
                begun = time.perf_counter()
                _ = page.objects
                read = time.perf_counter()
                found += len(page.find_tables())
                finding += time.perf_counter() - read
                reading += read - begun
            page.close()
    return reading, finding, 0.0, found


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--times", default=3, help="How often each is timed; the fastest counts.")
def main(paths: Sequence[Path], times: int) -> None:
    """Hold our finder of tables against pdfplumber's."""
    files = [f for p in paths for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    sums = ([0.0] * 3, [0.0] * 3)
    tables = [0, 0]
    count = 0
    for path in files:
        runs: list[tuple[Times, Times]] = []
        pages: Collection[int] = ()
        for _ in range(times):
            own, pages = ours(path)
            runs.append((own, theirs(path, pages)))
        for which in range(2):
            for at in range(3):
                sums[which][at] += min(run[which][at] for run in runs)
            tables[which] += runs[0][which][3]
        count += len(pages)
    own_ms, their_ms = ([1000 * total / count for total in each] for each in sums)
    rows = [
        ("missiemonitor", *(f"{each:.2f}" for each in own_ms), tables[0]),
        ("pdfplumber find_tables", *(f"{each:.2f}" for each in their_ms[:2]), "", tables[1]),
    ]
    headers = ("ms a page", "to read it", "to find tables", "to understand them", "tables")
    click.echo(f"{len(files)} documents, {count} pages\n")
    click.echo(tabulate(rows, headers=headers, tablefmt="github", disable_numparse=True))
    told, called = own_ms[1] + own_ms[2], sum(their_ms)
    click.echo(f"\nfinding and understanding beside a call of find_tables: {told / called:.2f}")
    click.echo(f"finding alone beside a call of find_tables: {own_ms[1] / called:.2f}")
    click.echo(
        f"finding alone beside theirs on pages that were read: {own_ms[1] / their_ms[1]:.2f}"
    )


if __name__ == "__main__":
    main()
