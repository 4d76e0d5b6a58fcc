"""What changed from the half-year before, mission by mission, for findings about it.

The same as the view `changes` tells, without the difference and what else it has for readers: that
view takes long to prepare, and who stores a report or decides has others wait for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

Rows = list[dict[str, Any]]


def changes_of(db: Database, series: str, periods: Collection[str]) -> Rows:
    """The missions that these periods of a series or the ones before them list, in their order.

    Each row has `period` and `previous_period`, how many are `missing` between them, `series`,
    `mission` and `mission_name`, `officers` and `previous_officers` (none where it is not listed),
    `previous_unread` and `previous_sums`, and `absent`: why the period does not list it, nothing
    where it does.
    """
    listed = db.query("SELECT * FROM listed_period WHERE series = ? ORDER BY place", [series])
    pairs = [pair for pair in pairwise(listed) if pair[1]["period"] in periods]
    figures = _figures(db, series, {each["period"] for pair in pairs for each in pair})
    found = [row for pair in pairs for row in _between(db, *pair, figures)]
    return sorted(found, key=lambda row: str(row["mission"]))


Figures = dict[str, dict[str, dict[str, Any]]]  # by period and mission


def _figures(db: Database, series: str, periods: Collection[str]) -> Figures:
    found: Figures = defaultdict(dict)
    asked = ",".join("?" * len(periods))
    for row in db.query(
        "SELECT period, mission, mission_name, officers, unread, sums FROM officers_by_mission "
        f"WHERE series = ? AND period IN ({asked})",
        [series, *periods],
    ):
        found[row["period"]][row["mission"]] = row
    return found


def _between(
    db: Database, before: dict[str, Any], now: dict[str, Any], figures: Figures
) -> Iterator[dict[str, Any]]:
    then, there = figures[before["period"]], figures[now["period"]]
    gone = then.keys() - there.keys()
    standing = _standing(db, now["series"], now["period"]) if gone else {}
    for mission in then.keys() | there.keys():
        old, new = then.get(mission), there.get(mission)
        yield {
            "series": now["series"],
            "period": now["period"],
            "previous_period": before["period"],
            "missing": now["step"] - before["step"] - (now["place"] - before["place"]),
            "mission": mission,
            "mission_name": (new or old or {})["mission_name"],
            "officers": new and new["officers"],
            "previous_officers": old and old["officers"],
            "previous_unread": old and old["unread"],
            "previous_sums": old and old["sums"],
            "absent": standing.get(mission) if new is None else None,
        }


def _standing(db: Database, series: str, period: str) -> dict[str, str]:
    """Why a period does not list missions, by their ids."""
    rows = db.execute(
        "SELECT mission, standing FROM absent_mission WHERE series = ? AND period = ?",
        [series, period],
    )
    return dict(rows.fetchall())
