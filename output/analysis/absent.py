"""Why a period has no figure of a mission, organisation, region or country: it waits to be agreed
to, or has ended; what is in neither is not listed, which is not zero."""

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
    "organisation": _WAITING.format(key="m.organisation", rows=_LED),
    "region": _WAITING.format(key="w.region", rows=_PLACED.format(of="c.region")),
    "country": _WAITING.format(key="w.country", rows=_PLACED.format(of="c.country")),
}

Absent = dict[tuple[str, str, str], Mapping[str, Any]]


def absent(db: Database, by: str) -> Absent:
    """What waits and what has ended, by key, series and period; the key of an unknown organisation
    is empty. A row has `absent` (waiting or ended), and what waits how many rows (`waiting`) and
    officers at the least and at the most.

    A key that a period has figures of may be there as well: it waits in another table.
    """
    if by not in _ASKED:
        return {}
    return {(row["key"] or "", row["series"], row["period"]): row for row in db.query(_ASKED[by])}


def absent_here(db: Database, by: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The same by key and period, of a database that has, or is seen to have, one series."""
    return {(key, period): row for (key, _, period), row in absent(db, by).items()}
