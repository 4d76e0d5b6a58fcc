"""Stated totals held against what the rows make after decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding
from sqlite_utils import Database


def totals_not_made(
    db: Database, reports: Iterable[dict[str, Any]]
) -> Iterator[tuple[str, str | None, Finding]]:
    """Totals that the rows do not make after decisions: those that they made as they were read, and
    those of which a decision changed what they make."""
    for report in reports:
        name = report["report"]
        stated = db.execute(
            "SELECT stated_total FROM settled_total WHERE report = ?", [name]
        ).fetchone()[0]
        least, most = db.execute(
            "SELECT sum(officers), sum(coalesce(officers_max, officers)) FROM officers "
            "WHERE report = ?",
            [name],
        ).fetchone()
        if stated is None or least is None or least <= stated <= most:
            continue
        mismatch = db.execute(
            "SELECT 1 FROM finding WHERE report = ? AND code = 'total-mismatch'", [name]
        ).fetchone()
        if mismatch and (least, most) == _as_read(db, name):
            continue
        yield (
            name,
            None,
            finding(
                "decided-total-mismatch",
                {"stated": stated, "counted": least},
                message="still" if mismatch else "default",
                file=report["file"],
                stated=stated,
                counted=least if least == most else f"{least}\N{EN DASH}{most}",
            ),
        )


def _as_read(db: Database, report: str) -> tuple[int | None, int | None]:
    """What the rows of the tables that count make, at least and at most, without decisions on any
    of them."""
    least, most = db.execute(
        "SELECT sum(d.officers), sum(coalesce(d.officers_max, d.officers)) FROM deployment AS d "
        "JOIN table_standing AS t USING (extracted_table) WHERE d.report = ? "
        "AND d.added IS NULL AND t.counts AND (d.counted OR t.standing <> 'counted')",
        [report],
    ).fetchone()
    return least, most
