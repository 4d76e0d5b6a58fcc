"""`python -m tests.laboratory --reports 1000`: draw, typeset, read, score, and print."""

from __future__ import annotations

import secrets
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click
from tabulate import tabulate

from tests.laboratory import kept, producers
from tests.laboratory.grammar import draw
from tests.laboratory.measure import Score, by_feature, reliability, score
from tests.laboratory.peers import available, exact_rows
from tests.laboratory.report import Invented
from tests.laboratory.scanner import scan
from tests.laboratory.wide import run as wide
from tests.laboratory.words import HALVES


def job(
    report: Invented, pdf: bytes, keep: Path | None, dpi: int | None, peers: bool
) -> tuple[Score, dict[str, int]]:
    """Score one report, scanned where `dpi` is given; and what others make of the same file."""
    if dpi:
        pdf = scan(pdf, report.number, dpi)
    theirs = {}
    if peers:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "verzonnen-cijfers.pdf"
            path.write_bytes(pdf)
            theirs = {name: exact_rows(name, report, path) for name in available()}
    return score(report, pdf, keep), theirs


@click.command()
@click.option("--reports", default=100, help="How many to draw.")
@click.option("--seed", type=int, help="The first number to draw; by default never drawn before.")
@click.option("--producer", type=click.Choice(["library", "typesetter", "browser", "office"]))
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the PDFs of failures here.")
@click.option("--fix", "fix_", is_flag=True, help="Typeset the kept reports anew, then stop.")
@click.option("--scan", "dpi", type=int, help="Print and scan the reports at this resolution.")
@click.option("--peers", is_flag=True, help="Score other tools on the same reports too.")
@click.option("--failures", default=20, help="How many failing reports to list.")
@click.option("--grammar", type=click.Choice(["old", "wide"]), default="old", show_default=True)
@click.option("--words", type=click.Choice(HALVES), default="scoring", show_default=True)
@click.option("--save", type=click.Path(path_type=Path), help="Write PDFs and truth, then stop.")
@click.option("--longest", default=600, show_default=True, help="Most pages of a whole report.")
def main(
    reports: int,
    seed: int | None,
    producer: str | None,
    keep: Path | None,
    fix_: bool,
    dpi: int | None,
    peers: bool,
    failures: int,
    grammar: str,
    words: str,
    save: Path | None,
    longest: int,
) -> None:
    """Score the reading of tables on invented reports in layouts drawn at random."""
    if fix_:
        kept.keep()
        return
    first = secrets.randbelow(10**9) if seed is None else seed
    if grammar == "wide":
        drawn_wide = wide.drawn(range(first, first + reports), words, producer, longest)
        if save:
            wide.save(drawn_wide, save)
            return
        sys.exit(0 if wide.run(drawn_wide, words, keep, dpi, failures) else 1)
    there = producers.available()
    missing = {"library", "typesetter", "browser", "office"} - set(there)
    if missing:
        click.echo(f"not installed, so left out: {', '.join(sorted(missing))}", err=True)
    drawn = [draw(number, producer) for number in range(first, first + reports)]
    drawn = [report for report in drawn if report.producer in there]
    begun = time.monotonic()
    scores: list[Score] = []
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    others: Counter[str] = Counter()
    with ProcessPoolExecutor() as pool:
        jobs = [pool.submit(job, r, pdf, keep, dpi, peers) for r, pdf in producers.typeset(drawn)]
        for done in jobs:
            ours, theirs = done.result()
            scores.append(ours)
            others.update(theirs)
    click.echo(f"{len(scores)} reports from seed {first}, {time.monotonic() - begun:.0f} s\n")
    lines = [
        (feature, n, rows, exact, f"{100 * exact / max(1, rows):.2f}", silent)
        for feature, n, rows, exact, silent in by_feature(scores)
    ]
    headers = ("feature", "reports", "rows", "exact", "%", "silent wrong")
    click.echo(tabulate(lines, headers=headers))
    click.echo()
    curve = [
        (b, n, right, f"{100 * right / n:.2f}" if n else "") for b, n, right in reliability(scores)
    ]
    click.echo(tabulate(curve, headers=("confidence", "rows", "right", "%")))
    if peers:
        rows = sum(each.rows for each in scores)
        click.echo(
            "\nrows as cells of one row, by others: "
            + ", ".join(f"{name} {100 * number / rows:.1f} %" for name, number in others.items())
        )
    found = sum(each.found for each in scores)
    taken = sum(each.taken_for_it for each in scores)
    click.echo(f"\ntable found in {found} of {len(scores)}; rows of look-alikes taken: {taken}\n")
    failing = sorted((s for s in scores if s.wrong), key=lambda s: -len(s.wrong))
    click.echo(f"{len(failing)} reports with anything wrong", err=True)
    for each in failing[:failures]:
        click.echo(
            f"\n=== {each.report.number} {each.report.producer}: {sorted(each.report.features)}"
        )
        click.echo(f"  findings: {', '.join(each.codes)}")
        for line in each.silent[:6]:
            click.echo(f"  SILENT {line}")
        for line in each.wrong[:6]:
            click.echo(f"  {line}")
    sys.exit(0 if found == len(scores) and not any(each.silent for each in scores) else 1)


if __name__ == "__main__":
    main()
