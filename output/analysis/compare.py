"""Period against period, by mission, organisation, region or country.

A mission that is not listed is not a mission with none; what is shared between countries is counted
once.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from missiemonitor.corpus.errors import PeriodError
from missiemonitor.corpus.period import Period
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.over_time import (
    BY,
    in_order,
    missing_between,
    no_figures_for,
    over_time,
    periods,
    records,
    totals,
)
from sqlite_utils import Database

COLUMNS = [
    "mission",
    "mission_name",
    "organisation",
    "before",
    "before_max",
    "after",
    "after_max",
    "difference",
    "change",
    "unsure",
    "continues_as",
    "continued_from",
]
SIDES = ("before", "after")


def compare(
    db: Database, before: str | None = None, after: str | None = None, by: str = "mission"
) -> pd.DataFrame:
    """What changed from one period to another, by default between the last two.

    Columns: `by` and its name, before and after (officers, missing where not listed) with
    before_max and after_max where ranges were stated, difference, change (see the view
    `comparison`), `unsure` (rows with open findings), and for missions `continues_as` and
    `continued_from`; for countries and regions the officers shared with others, which are in
    neither number; and of either period what is shown of it with its marks (`before_shown`) and
    these in words (`before_marks`). `attrs` has the two periods, those missing between them,
    `totals` of both (as `totals` gives them), and `perhaps`: pairs of missions of which one may go
    on as the other. The earlier period comes first. Raises PeriodError, SeriesError, and
    ValueError for what is no way to add up.
    """
    if by not in BY:
        raise ValueError(f"{by!r} is no way to add up; take {', '.join(BY)}")
    before, after = _both(db, before, after)
    there = periods(db)
    all_ = over_time(db, by)
    result = _missions(db, before, after) if by == "mission" else _groups(all_, before, after, by)
    _mark(result, all_, (before, after), by)
    missing = missing_between(before, after, there)
    result.attrs.update(
        before=before,
        after=after,
        by=by,
        missing=missing,
        waiting=[period for period in missing if period in all_.attrs["waiting"]],
        totals=totals(db, (before, after)),
        perhaps=_perhaps(db, result) if by == "mission" else [],
    )
    return result


def _both(db: Database, before: str | None, after: str | None) -> tuple[str, str]:
    """The two periods that are meant, the earlier first. Raises PeriodError."""
    there = periods(db)
    for period in (before, after):
        if period is not None:
            Period.parse(period)  # its form
        if period is not None and period not in there:
            raise no_figures_for(db, period)
    if after is None:
        after = there[-1] if there else None
    if before is None and after is not None:
        earlier = [period for period in there if in_order(period) < in_order(after)]
        before = earlier[-1] if earlier else None
    if before == after and before is not None:
        raise PeriodError(f"{before} is the same period twice", "name two different ones")
    if before is None or after is None:
        raise PeriodError(
            "two periods are needed to compare",
            f"the database has {', '.join(there) or 'none'}",
        )
    first, last = sorted((before, after), key=in_order)
    return first, last


def _missions(db: Database, before: str, after: str) -> pd.DataFrame:
    rows = list(
        db.query(
            "SELECT mission, mission_name, organisation, previous_officers AS before, "
            "previous_officers_max AS before_max, officers AS after, officers_max AS after_max, "
            "difference, change, unsure, continues_as, continued_from FROM comparison "
            "WHERE previous_period = ? AND period = ? ORDER BY organisation, mission_name",
            [before, after],
        )
    )
    numbers = ("before", "before_max", "after", "after_max", "difference")
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(numbers, "Int64"))


def _mark(result: pd.DataFrame, all_: pd.DataFrame, pair: tuple[str, str], by: str) -> None:
    """What is shown of either period behind the rest: the same as where all periods stand."""
    known = {(_key(row[by]), row["period"]): row for row in records(all_)}
    for side, period in zip(SIDES, pair, strict=True):
        rows = [known.get((_key(name), period)) for name in result[by]]
        result[f"{side}_shown"] = [notation.shown({**(r or {}), "origin": None}) for r in rows]
        result[f"{side}_marks"] = ["; ".join(notation.words(row)) for row in rows]


def _key(name: Any) -> Any:
    """A name to look up; missions of which nobody knows who runs them have none."""
    return None if pd.isna(name) else name


def _groups(both: pd.DataFrame, first: str, last: str, by: str) -> pd.DataFrame:
    """Two periods side by side, added up by organisation, region or country."""
    key = [by, f"{by}_name"]
    sides = [
        both[both["period"] == period].set_index(key).drop(columns=["period", "reference_date"])
        for period in (first, last)
    ]
    joined = sides[0].add_suffix("_before").join(sides[1].add_suffix("_after"), how="outer")
    found = pd.DataFrame(index=joined.index)
    for side in ("before", "after"):
        found[side] = joined[f"officers_{side}"]
        found[f"{side}_max"] = joined[f"officers_max_{side}"]
        found[f"{side}_shared"] = joined[f"officers_shared_{side}"]
    found["difference"] = found["after"] - found["before"]
    listed = [joined[f"missions_{side}"].notna() for side in ("before", "after")]
    unread = joined[["unread_before", "unread_after"]].fillna(0).sum(axis=1) > 0
    found["change"] = [
        _change(row, bool(before), bool(after), bool(cannot))
        for row, before, after, cannot in zip(records(found), *listed, unread, strict=True)
    ]
    found["unsure"] = joined[["unsure_before", "unsure_after"]].fillna(0).sum(axis=1).astype(int)
    return found.reset_index().sort_values(f"{by}_name", ignore_index=True)


def _change(row: dict[Any, Any], before: bool, after: bool, unread: bool) -> str:
    if unread:
        return "unread"
    if not after:
        return "not listed"
    if not before:
        return "new"
    one, two = (0 if pd.isna(row[side]) else int(row[side]) for side in ("before", "after"))
    return "more" if two > one else "fewer" if two < one else "same"


def _perhaps(db: Database, table: pd.DataFrame) -> list[tuple[str, str]]:
    """Missions that left, and new ones of the same organisation in one of their countries.

    Their years do not say that the second goes on from the first, so this is for a person to tell.
    """
    gone = table[table["change"].isin(["not listed", "ended"]) & table["continues_as"].isna()]
    fresh = table[(table["change"] == "new") & table["continued_from"].isna()]
    countries: dict[str, set[str]] = {}
    for row in db.query("SELECT mission, country FROM mission_country"):
        countries.setdefault(row["mission"], set()).add(row["country"])
    return [
        (one["mission_name"], two["mission_name"])
        for one in records(gone)
        for two in records(fresh)
        if one["organisation"] == two["organisation"]
        and one["organisation"]
        and countries.get(one["mission"], set()) & countries.get(two["mission"], set())
    ]
