"""The counts of the period before, to be seen beside those of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from missiemonitor.output.analysis import notation
from sqlite_utils import Database

BEFORE = """
SELECT l.period
FROM report AS r
JOIN period AS p ON p.period = r.period
JOIN listed_period AS l ON l.series = r.series AND l.first_day < p.first_day
WHERE r.report = ?
ORDER BY l.first_day DESC
LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Previous:
    """Officers of the period before, by mission and by mission with its countries."""

    period: str | None = None
    by_mission: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    total: dict[str, Any] | None = None

    def of(self, mission: str, countries: Iterable[str]) -> dict[str, Any] | None:
        """What it has of a row: `officers`, `most` and `text`. None without a period before or
        where the mission was not listed; that of the same countries where it had several rows."""
        listed = self.by_mission.get(mission, [])
        same = "+".join(sorted(countries))
        alike = [r for r in listed if "+".join(sorted((r["country"] or "").split("+"))) == same]
        return _added(alike or listed) if listed else None


def counts(db: Database, report: str) -> Previous:
    """The period before that of a report."""
    found = db.execute(BEFORE, [report]).fetchone()
    if found is None:
        return Previous()
    rows = list(
        db.query(
            "SELECT o.* FROM officers AS o JOIN report AS r ON r.series = o.series "
            "WHERE r.report = ? AND o.period = ?",
            [report, found[0]],
        )
    )
    by_mission: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_mission.setdefault(row["mission"], []).append(row)
    return Previous(found[0], by_mission, _added(rows) if rows else None)


def _added(rows: list[dict[str, Any]]) -> dict[str, Any]:
    known = [row for row in rows if row["officers"] is not None]
    low = sum(row["officers"] for row in known) if known else None
    most = sum(row["officers_max"] or row["officers"] for row in known) if known else None
    unread = len(rows) - len(known)
    text = notation.shown({"officers": low, "officers_max": most, "unread": unread})
    return {"officers": low, "most": most, "text": text}
