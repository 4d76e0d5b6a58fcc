"""`python -m tests.laboratory.reliability`: how many rows are right, by how readings saw them.

Draws reports, reads them, notes of each row how its readings saw it (extractors/tables/
reliability.py) and whether mission, countries and count were right, and writes the shares to
extractors/reference/reliability.toml, from where they are the confidence of rows.

A share is (right + 1) / (n + 2), Laplace's rule: the chance that the next row of a pattern is
right. A lower bound would call rows unsure because few were drawn. A narrower pattern is listed
where at least --least rows have it and they are right more or less often than chance would have it;
else the wider one holds.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.tables.reliability import LEVELS, Pattern
from missiemonitor.extractors.trace import listen

from tests.laboratory import producers
from tests.laboratory.grammar import draw
from tests.laboratory.measure import key_owed, key_read
from tests.laboratory.report import Invented
from tests.laboratory.scanner import scan
from tests.laboratory.wide.run import drawn as drawn_wide

REFERENCE = Path(__file__).parent.parent.parent / "extractors" / "reference"
STEP = re.compile(r"(y-?\d+x-?\d+): (.+)")
Seen = tuple[Pattern, bool]
Key = tuple[tuple[str, object], ...]


def seen(report: Invented, pdf: bytes) -> Iterator[Seen]:
    """Each row that was read of a report: how its readings saw it, and whether it is right."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"{report.number}-verzonnen-cijfers.pdf"
        path.write_bytes(pdf)
        try:
            with listen() as trace:
                found = extract(read_document(path))
        except ReportError:
            return
    patterns: dict[str, Pattern] = {}
    for step in trace.steps:
        told = STEP.fullmatch(step.text) if step.part == "reliability" else None
        if told:
            patterns[f"p{step.page}{told.group(1)}"] = pattern_of(told.group(2))
    owed = Counter(key_owed(row) for row in report.rows)
    for row in found.deployments:
        if row.counted and row.key in patterns and row.officers is not None:
            right = owed[key_read(row)] > 0
            owed[key_read(row)] -= right
            yield patterns[row.key], right


def pattern_of(told: str) -> Pattern:
    """The pattern that a step tells of: "unsure=False, pdfplumber=agrees, ..."."""
    parts = dict(part.split("=") for part in told.split(", "))
    values: dict[str, Any] = {
        name: value == "True" if value in ("True", "False") else value
        for name, value in parts.items()
    }
    return Pattern(**values)


Counts = dict[Key, tuple[int, int]]


def counted(rows: Iterable[Seen]) -> Counts:
    """Rows and right ones of each pattern, at every level."""
    counts: Counts = {}
    for pattern, right in rows:
        for key in pattern.levels():
            n, so_far = counts.get(key, (0, 0))
            counts[key] = n + 1, so_far + right
    return counts


def table(counts: Counts, least: int) -> list[tuple[Key, int, int, float]]:
    """The patterns that are listed, the widest first: rows, right ones, and the share.

    How many readings agree, and whether one differs, is listed for any number of rows. More that
    agree are never less sure, nor one more that differs surer: where chance says otherwise,
    neighbours are counted together.
    """
    found: dict[Key, tuple[Key, int, int, float]] = {(): _line((), counts)}
    told = {
        differ: {k[0]: k for k in _rising([_line(_agreement(a, differ), counts) for a in AGREE])}
        for differ in (False, True)
    }
    for differ, group in told.items():
        for key, n, right, part in group.values():
            best = told[False][_agreement(dict(key)["agree"], False)][3]
            found[key] = key, n, right, min(part, best) if differ else part
    for level in LEVELS[2:]:
        for key in sorted((k for k in counts if [n for n, _ in k] == sorted(level)), key=str):
            line = _line(key, counts)
            wider = found[_wider(key, found)]
            if line[1] >= least and _tells(line, wider):
                found[key] = line
    return list(found.values())


AGREE = range(1, 4)  # how many readings may agree


def _agreement(agree: object, differ: bool) -> Key:
    return (("agree", agree), ("differ", differ))


def _line(key: Key, counts: Counts) -> tuple[Key, int, int, float]:
    n, right = counts.get(key, (0, 0))
    return key, n, right, share(n, right)


def _wider(key: Key, found: Mapping[Key, object]) -> Key:
    """The narrowest listed pattern that holds for all rows of this one."""
    pattern = Pattern(**dict(key))  # type: ignore[arg-type]
    levels = [wider for wider in pattern.levels() if len(wider) < len(key)]
    return next(wider for wider in reversed(levels) if wider in found)


def _tells(line: tuple[Key, int, int, float], wider: tuple[Key, int, int, float]) -> bool:
    """Whether rows are right more or less often than two standard errors of the wider share."""
    _, n, right, _ = line
    usual = wider[3]
    return abs(right / n - usual) > 2 * math.sqrt(usual * (1 - usual) / n)


def share(n: int, right: int) -> float:
    """The smoothed share of right rows."""
    return (right + 1) / (n + 2)


def _rising(
    group: Sequence[tuple[Key, int, int, float]],
) -> Iterator[tuple[Key, int, int, float]]:
    pools: list[list[tuple[Key, int, int, float]]] = []
    for each in group:
        pools.append([each])
        while len(pools) > 1 and _pooled(pools[-2]) > _pooled(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    for pool in pools:
        for key, n, right, _ in pool:
            yield key, n, right, _pooled(pool)


def _pooled(pool: Sequence[tuple[Key, int, int, float]]) -> float:
    return share(sum(n for _, n, _, _ in pool), sum(right for _, _, right, _ in pool))


def as_toml(found: Sequence[tuple[Key, int, int, float]], drawn: str) -> str:
    """The file: one table a pattern, the widest first."""
    lines = [
        "# How many drawn rows were right, by how the readings of a row saw it (what the names",
        "# mean: extractors/tables/reliability.py). `share` is the confidence: (right + 1) /",
        "# (n + 2), of neighbours together where more readings would be less sure. Written by",
        "# `make reliability`; not to be changed by hand.",
        f'drawn = "{drawn}"',
    ]
    for key, n, right, part in found:
        lines += ["", "[[pattern]]"]
        lines += [
            f"{name} = " + (str(value).lower() if not isinstance(value, str) else f'"{value}"')
            for name, value in key
        ]
        lines += [f"n = {n}", f"right = {right}", f"share = {part:.4f}"]
    return "\n".join(lines) + "\n"


@click.command()
@click.option("--reports", default=300, show_default=True, help="Reports of the first grammar.")
@click.option("--wide", default=100, show_default=True, help="Reports of the wide grammar.")
@click.option("--scans", default=10, show_default=True, help="Reports that are scanned as well.")
@click.option("--seed", default=160_000, show_default=True, help="The first number to draw.")
@click.option("--least", default=25, show_default=True, help="Rows of a pattern that is listed.")
@click.option("--longest", default=60, show_default=True, help="Most pages of a whole report.")
@click.option("--out", type=click.Path(path_type=Path), default=REFERENCE / "reliability.toml")
def main(
    reports: int, wide: int, scans: int, seed: int, least: int, longest: int, out: Path
) -> None:
    """Count right rows by how readings saw them, and write the table of confidences."""
    there = producers.available()
    numbers = range(seed, seed + reports)
    old = [report for report in map(draw, numbers) if report.producer in there]
    more = drawn_wide(range(seed, seed + wide), "fitting", None, longest)
    rows: list[Seen] = []
    for report, pdf in producers.typeset(old):
        rows += seen(report, pdf)
        if report.number < seed + scans:
            rows += seen(report, scan(pdf, report.number, 200))
    for report, pdf in producers.typeset(more):
        rows += seen(report, pdf)
    told = (
        f"{len(old)} reports of the first grammar, {len(more)} of the wide one, from {seed} on; "
        f"{min(scans, len(old))} scanned; {len(rows)} rows"
    )
    out.write_text(as_toml(table(counted(rows), least), told), "utf-8")
    click.echo(f"{told}; {sum(right for _, right in rows)} right: {out}")


if __name__ == "__main__":
    main()
