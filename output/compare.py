"""Period against period: two periods go in, a table of missions with what changed comes out.

A period that is missing from the database is said to be missing; a mission that is not listed is
not a mission with none.
"""

from __future__ import annotations

import pandas as pd
from sqlite_utils import Database

from corpus.report import half_year


class NoSuchPeriod(Exception):
    """A period without figures in the database; `str()` says which ones there are."""


COLUMNS = [
    "mission",
    "mission_name",
    "organisation",
    "before",
    "after",
    "difference",
    "change",
    "unsure",
]


def periods(db: Database) -> list[str]:
    """Periods with figures that count, oldest first."""
    rows = db.query("SELECT DISTINCT period FROM officers ORDER BY period")
    return [row["period"] for row in rows]


def compare(db: Database, before: str | None = None, after: str | None = None) -> pd.DataFrame:
    """What changed per mission from one period to another, by default between the last two.

    Columns: mission, mission_name, organisation, before and after (officers, missing where not
    listed), difference, change (see the view `comparison`) and `unsure`, the number of rows with
    open findings; `attrs` has the two periods and those missing between them. The earlier period
    comes first. Raises NoSuchPeriod, and ValueError for what is no period.
    """
    there = periods(db)
    for period in (before, after):
        if period is not None:
            half_year(period)  # its form
        if period is not None and period not in there:
            raise NoSuchPeriod(
                f"there are no figures for {period} in the database; "
                f"it has {', '.join(there) or 'none'}"
            )
    if after is None:
        after = there[-1] if there else None
    if before is None and after is not None:
        earlier = [period for period in there if period < after]
        before = earlier[-1] if earlier else None
    if before == after and before is not None:
        raise NoSuchPeriod(f"{before} is the same period twice; name two different ones")
    if before is None or after is None:
        raise NoSuchPeriod(
            f"two periods are needed to compare; the database has {', '.join(there) or 'none'}"
        )
    before, after = sorted((before, after))
    rows = list(
        db.query(
            "SELECT mission, mission_name, organisation, previous_officers AS before, "
            "officers AS after, difference, change, unsure FROM comparison "
            "WHERE previous_period = ? AND period = ? ORDER BY organisation, mission_name",
            [before, after],
        )
    )
    result = pd.DataFrame(rows, columns=COLUMNS).astype(
        {"before": "Int64", "after": "Int64", "difference": "Int64"}
    )
    result.attrs.update(before=before, after=after, missing=missing_between(before, after, there))
    return result


def missing_between(before: str, after: str, there: list[str]) -> list[str]:
    """Half-years between two periods that the database has no figures for."""
    year, half = int(before[:4]), int(before[-1])
    missing: list[str] = []
    while True:
        year, half = (year, 2) if half == 1 else (year + 1, 1)
        period = f"{year}-{half}"
        if period >= after:
            return missing
        if period not in there:
            missing.append(period)
