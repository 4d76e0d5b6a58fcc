"""Time to find tables: `python benchmarks/find_tables.py PDF_OR_FOLDER...`.

Both find the tables of the same pages, in turns, and the ratio is printed. pdfplumber reads a page
when it is first asked for its tables, so its time is given with that, as it is called, and without.
Ours is that of tables with captions, heads and what stands around them, on pages that were read
with care, which is timed beside it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import click
import pdfplumber
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.tables.finder import find_tables
from tabulate import tabulate


def ours(path: Path) -> tuple[float, float, int, int]:
    """Seconds to read and to find, tables, pages."""
    begun = time.perf_counter()
    document = read_document(path)
    read = time.perf_counter()
    found = find_tables(document)
    return read - begun, time.perf_counter() - read, len(found), len(document.pages)


def theirs(path: Path) -> tuple[float, float, int]:
    """Seconds of pdfplumber to read and to find on the same pages, and tables."""
    reading = finding = 0.0
    found = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            begun = time.perf_counter()
            _ = page.objects
            read = time.perf_counter()
            found += len(page.find_tables())
            finding += time.perf_counter() - read
            reading += read - begun
            page.close()
    return reading, finding, found


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--times", default=3, help="How often each is timed; the fastest counts.")
def main(paths: Sequence[Path], times: int) -> None:
    """Hold our finder of tables against pdfplumber's."""
    files = [f for p in paths for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    sums = [0.0] * 4
    tables = [0, 0]
    pages = 0
    for path in files:
        runs = [(ours(path), theirs(path)) for _ in range(times)]
        for at in range(2):
            sums[at] += min(run[0][at] for run in runs)
            sums[2 + at] += min(run[1][at] for run in runs)
        tables[0] += runs[0][0][2]
        tables[1] += runs[0][1][2]
        pages += runs[0][0][3]
    each = [1000 * total / pages for total in sums]
    rows = [
        ("missiemonitor", f"{each[0]:.1f}", f"{each[1]:.2f}", tables[0]),
        ("pdfplumber find_tables", f"{each[2]:.1f}", f"{each[3]:.2f}", tables[1]),
    ]
    headers = ("finder", "ms to read a page", "ms to find its tables", "tables")
    click.echo(f"{len(files)} documents, {pages} pages\n")
    click.echo(tabulate(rows, headers=headers, disable_numparse=True))
    click.echo(f"\nfinding beside a call of find_tables: {each[1] / (each[2] + each[3]):.2f}")
    click.echo(f"finding beside finding alone: {each[1] / each[3]:.2f}")


if __name__ == "__main__":
    main()
