"""A database of invented periods, stored as if they had been read: for tests and benchmarks.

Every figure is invented, and so marked: the file names say "verzonnen", `report.origin` "invented".
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

from missiemonitor.corpus.document import Box, Document, Page, Particulars
from missiemonitor.corpus.period import Period
from missiemonitor.extractors.extraction import (
    Deployment,
    Evidence,
    ExtractedTable,
    Extraction,
    Reading,
    Statement,
    TableCell,
)
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.reference import Mission, missions
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from sqlite_utils import Database


def invented_database(path: Path, periods: int, first_year: int = 1925, seed: int = 1) -> Database:
    """A database with this many half-years, each with some fifteen missions."""
    db = open_database(path, create=True)
    db.execute("PRAGMA synchronous = OFF")  # nobody loses anything: half of the time was waiting
    dice = Random(seed)
    counts: dict[str, int] = {}
    for number in range(periods):
        period = f"{first_year + number // 2}-{number % 2 + 1}"
        store(db, invented_extraction(period, dice, counts), "invented")
    return db


def invented_extraction(period: str, dice: Random, counts: dict[str, int]) -> Extraction:
    """A half-year with some fifteen missions, that go on from `counts`, which is kept up."""
    first = Period.parse(period).first_day
    day = first + dt.timedelta(days=100)
    chosen = dice.sample([m for m in missions() if m.countries], 12)
    chosen += [m for m in missions() if m.mission in counts and dice.random() < 0.5][:8]
    rows = list(dict.fromkeys(chosen))
    text = "\n".join(f"{m.name} {m.mission}" for m in rows)
    document = Document(
        file=f"{period}-verzonnen-cijfers.pdf",
        sha256=hashlib.sha256(period.encode()).hexdigest(),
        page_count=1,
        pages=(Page(1, 595.0, 842.0, (), ()),),
        texts=(text,),
        paragraphs=(),
        particulars=Particulars(
            period=period,
            annex="5",
            reference_date=day,
            document_date=day + dt.timedelta(days=60),
            origin="invented",
        ),
        issues=(),
        series="halfjaarbericht-politie",
    )
    deployments = tuple(_deployments(rows, dice, counts))
    table = ExtractedTable(
        "t", (1,), "Missies", day, deployments[0].evidence, tuple(_cells(deployments))
    )
    findings = tuple(
        finding(
            "single-reading",
            {"deployment": d.key},
            evidence=d.evidence,
            name=d.mission_as_written,
        )
        for d in deployments
        if dice.random() < 0.1
    )
    statements = tuple(_statements(deployments, dice))
    return Extraction(document, (table,), deployments, statements, findings)


def _deployments(rows: list[Mission], dice: Random, counts: dict[str, int]) -> Iterator[Deployment]:
    for row, mission in enumerate(rows, start=1):
        officers = max(0, counts.get(mission.mission, dice.randint(1, 12)) + dice.randint(-2, 2))
        counts[mission.mission] = officers
        high = officers + 2 if dice.random() < 0.05 else None
        where = Evidence(1, Box(50.0, 100.0 + 14 * row, 500.0, 112.0 + 14 * row), mission.name)
        count = Evidence(1, Box(450.0, where.box.top, 480.0, where.box.bottom), str(officers))
        yield Deployment(
            key=f"r{row}",
            table="t",
            row=row,
            mission_as_written=mission.name,
            mission=mission.mission,
            known=True,
            organisation=mission.organisation,
            country_as_written=" en ".join(mission.countries[:2]),
            countries=mission.countries[:2],
            officers=officers,
            officers_max=high,
            qualifier="range" if high else None,
            count_as_written=f"{officers} à {high}" if high else str(officers),
            evidence=where,
            count_evidence=count,
            confidence=0.95,
            readings=(Reading("space", mission.name, "", str(officers)),),
        )


def _cells(deployments: tuple[Deployment, ...]) -> Iterator[TableCell]:
    for d in deployments:
        yield TableCell(d.row, 0, "mission", d.mission_as_written, d.evidence)
        yield TableCell(d.row, 1, "count", d.count_as_written, d.count_evidence)


def _statements(deployments: tuple[Deployment, ...], dice: Random) -> Iterator[Statement]:
    for d in deployments[: dice.randint(2, 6)]:
        yield Statement(
            key=f"s{d.key}",
            kind="deployment",
            mission=d.mission,
            countries=d.countries,
            officers=d.officers,
            officers_max=None,
            qualifier=None,
            nationality="NL",
            status="current",
            details=(),
            sentence=f"Nederland levert {d.officers} functionarissen aan {d.mission_as_written}.",
            evidence=(d.evidence,),
            confidence=0.9,
        )
