"""Draws, typesets, saves or scores reports of the wide grammar, one at a time."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import click
from tabulate import tabulate

from tests.laboratory import producers
from tests.laboratory.report import Invented
from tests.laboratory.scanner import scan
from tests.laboratory.wide.draw import draw_wide
from tests.laboratory.wide.figures import HEADERS, Figures, by_kind, failing, figures
from tests.laboratory.wide.truth import truth


def drawn(
    numbers: range, half: str, producer: str | None = None, longest: int = 600
) -> list[Invented]:
    """The reports of these numbers that can be typeset here."""
    there = producers.available()
    reports = [draw_wide(number, half, producer, longest) for number in numbers]
    return [report for report in reports if report.producer in there]


def save(reports: Sequence[Invented], folder: Path) -> None:
    """Write the PDFs and what is owed of each."""
    folder.mkdir(parents=True, exist_ok=True)
    owed = {}
    for report, pdf in producers.typeset(reports):
        name = f"{report.number}-{report.producer}-verzonnen-cijfers.pdf"
        (folder / name).write_bytes(pdf)
        owed[name] = truth(report, pdf)
    text = json.dumps(dict(sorted(owed.items())), indent=1, ensure_ascii=False)
    (folder / "truth.json").write_text(text + "\n", "utf-8")
    click.echo(f"{len(owed)} documents and truth.json in {folder}")


def run(
    reports: Sequence[Invented], half: str, keep: Path | None, dpi: int | None, failures: int
) -> bool:
    """Score the reports and print the figures; whether nothing wrong went unsaid."""
    begun = time.monotonic()
    found: list[Figures] = []
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    for report, pdf in producers.typeset(reports):
        found.append(figures(report, scan(pdf, report.number, dpi) if dpi else pdf, keep))
    for each in failing(found)[:failures]:
        _tell(each)
    first = min((report.number for report in reports), default=0)
    seconds = time.monotonic() - begun
    click.echo(f"\n{len(found)} reports from seed {first}, words {half}, {seconds:.0f} s\n")
    click.echo(tabulate(by_kind(found), headers=HEADERS, disable_numparse=True))
    return not any(each.silent for each in found)


def _tell(each: Figures) -> None:
    """What is wrong in one document."""
    report = each.report
    click.echo(f"\n=== {report.number} {report.producer}: {sorted(report.features)}")
    click.echo(f"  findings: {', '.join(each.codes)}")
    for line in each.silent[:6]:
        click.echo(f"  SILENT {line}")
    for line in [line for line in each.wrong if line not in each.silent][:6]:
        click.echo(f"  {line}")
