"""Why a period has no figure of a mission, organisation, region or country: it waits to be agreed
to, people rejected all its rows, or it has ended; else it is not listed, which is not zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

# What waits, by what officers are added up by: of missions the view tells what has ended as well.
_WAITING = """
    SELECT {key} AS key, w.series, w.period, 'waiting' AS absent, count(*) AS waiting,
        sum(w.officers) AS waiting_officers, sum(w.officers_max) AS waiting_officers_max
    FROM {rows} GROUP BY 1, w.series, w.period
"""
_REJECTED = """
    UNION ALL SELECT {key} AS key, w.series, w.period, 'rejected', NULL, NULL, NULL
    FROM {rows} GROUP BY 1, w.series, w.period
"""
# Rows of the reports that count which people rejected, as waiting_deployment has what waits.
_GONE = (
    "(SELECT r.series, r.period, d.deployment, d.mission FROM standing_decision AS s "
    "JOIN deployment AS d ON d.subject = s.subject JOIN current_report AS r ON r.report = d.report "
    "WHERE s.action = 'reject')"
)
_PLACED = (
    "(SELECT DISTINCT w.*, {of} FROM waiting_deployment AS w JOIN deployment_place AS p "
    "USING (deployment) JOIN country AS c USING (country) WHERE w.mission <> 'unknown-unnamed') "
    "AS w"
)
_LED = (
    "waiting_deployment AS w JOIN mission AS m ON m.mission = w.mission "
    "WHERE w.mission <> 'unknown-unnamed'"
)
_ASKED = {
    "mission": (
        "SELECT mission AS key, series, period, standing AS absent, waiting, waiting_officers, "
        "waiting_officers_max FROM absent_mission WHERE standing <> 'not listed'"
    ),
    **{
        by: _WAITING.format(key=key, rows=rows)
        + _REJECTED.format(key=key, rows=rows.replace("waiting_deployment", _GONE))
        for by, key, rows in (
            ("organisation", "m.organisation", _LED),
            ("region", "w.region", _PLACED.format(of="c.region")),
            ("country", "w.country", _PLACED.format(of="c.country")),
        )
    },
}

Absent = dict[tuple[str, str, str], Mapping[str, Any]]


def absent(db: Database, by: str) -> Absent:
    """What waits, was rejected and has ended, by key, series and period; the key of an unknown
    organisation is empty. A row has `absent` (waiting, rejected or ended), and what waits how many
    rows (`waiting`) and officers at the least and at the most.

    A key that a period has figures of may be there as well: it waits in another table.
    """
    if by not in _ASKED:
        return {}
    # What waits goes before what was rejected.
    rows = sorted(db.query(_ASKED[by]), key=lambda row: row["absent"] == "waiting")
    return {(row["key"] or "", row["series"], row["period"]): row for row in rows}


def absent_here(db: Database, by: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The same by key and period, of a database that has, or is seen to have, one series."""
    return {(key, period): row for (key, _, period), row in absent(db, by).items()}
