"""Reports of the producers that pip cannot install: typeset once, committed with what they owe.

What a report owes is kept beside it and not drawn anew: the grammar draws from the reference data,
and with a mission more in them the same number draws another report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.laboratory import producers
from tests.laboratory.grammar import draw
from tests.laboratory.report import Invented, Row

FOLDER = Path(__file__).parent / "fixed"
OWED = FOLDER / "owed.json"
NUMBERS = range(8)
PRODUCERS = ("browser", "office")


def keep() -> None:
    """Typeset the kept reports anew, and write down what they owe."""
    FOLDER.mkdir(exist_ok=True)
    reports = {}
    for producer in PRODUCERS:
        for report, pdf in producers.typeset(draw(n, producer) for n in NUMBERS):
            name = f"{report.number}-{producer}-verzonnen-cijfers.pdf"
            (FOLDER / name).write_bytes(pdf)
            reports[name] = report
    write(reports)


def write(reports: dict[str, Invented]) -> None:
    """Write down what reports owe, by the name of their file."""
    owed = {
        name: {
            "number": report.number,
            "producer": report.producer,
            "period": report.period,
            "features": sorted(report.features),
            "rows": [asdict(row) for row in report.rows],
        }
        for name, report in sorted(reports.items())
    }
    OWED.write_text(json.dumps(owed, ensure_ascii=False, indent=1) + "\n", "utf-8")


def kept() -> Iterator[tuple[Path, Invented]]:
    """Each kept file with what it owes; how it looked is not kept, so `blocks` is empty."""
    for name, owed in json.loads(OWED.read_text("utf-8")).items():
        rows = tuple(
            Row(**{**row, "countries": tuple(row["countries"])}) for row in owed.pop("rows")
        )
        features = frozenset(owed.pop("features"))
        yield FOLDER / name, Invented(**owed, blocks=(), rows=rows, features=features)
