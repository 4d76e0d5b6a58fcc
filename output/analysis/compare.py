"""Period against period, by mission, organisation, region or country.

A mission that is not listed is not a mission with none; what is shared between countries is counted
once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from missiemonitor.corpus.errors import PeriodError
from missiemonitor.corpus.period import Period
from missiemonitor.output.analysis import differences, notation
from missiemonitor.output.analysis.absent import absent_here
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
    "difference_least",
    "difference_most",
]
SIDES = ("before", "after")
DIFFERENCES = ("difference", "difference_least", "difference_most")
Rows = Mapping[
    tuple[str, str], Mapping[str, Any]
]  # by key and period: figures, or why there are none


def compare(
    db: Database, before: str | None = None, after: str | None = None, by: str = "mission"
) -> pd.DataFrame:
    """What changed from one period to another, by default between the last two.

    Columns: `by` and its name, before and after (officers, missing where not listed) with
    before_max and after_max where ranges were stated, difference (of the least numbers) and
    what it can be, `difference_least` to `difference_most`, change (see the view `comparison`),
    `unsure` (rows with open findings), and for missions `continues_as` and
    `continued_from`; for countries and regions the officers shared with others, which are in
    neither number; and of either period what is shown of it with its marks (`before_shown`) and
    these in words (`before_marks`). `attrs` has the two periods, those missing between them, those
    since the earlier one whose tables wait to be agreed to (`waiting`), why (`without`),
    `totals` of both (as `totals` gives them), and `perhaps`: pairs of missions of which one may go
    on as the other. The earlier period comes first. Raises PeriodError, SeriesError, and
    ValueError for what is no way to add up.
    """
    if by not in BY:
        raise ValueError(f"{by!r} is no way to add up; take {', '.join(BY)}")
    before, after = _both(db, before, after)
    there = periods(db)
    all_ = over_time(db, by)
    known: Rows = {
        **absent_here(db, by),
        **{(_key(row[by]), row["period"]): row for row in records(all_)},
    }
    if by == "mission":
        result = _missions(db, before, after)
    else:
        result = _groups(all_, known, (before, after), by)
    _mark(result, known, (before, after), by)
    missing = missing_between(before, after, there)
    result.attrs.update(
        before=before,
        after=after,
        by=by,
        missing=missing,
        waiting=[p for p in all_.attrs["waiting"] if in_order(p) > in_order(before)],
        without={
            p: why for p, why in all_.attrs["without"].items() if in_order(p) > in_order(before)
        },
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
            "difference, change, unsure, continues_as, continued_from, difference_least, "
            "difference_most FROM comparison "
            "WHERE previous_period = ? AND period = ? ORDER BY organisation, mission_name",
            [before, after],
        )
    )
    numbers = ("before", "before_max", "after", "after_max", *DIFFERENCES)
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(numbers, "Int64"))


def _mark(result: pd.DataFrame, known: Rows, pair: tuple[str, str], by: str) -> None:
    """What is shown of either period behind the rest: the same as where all periods stand."""
    for side, period in zip(SIDES, pair, strict=True):
        rows = [known.get((_key(name), period)) for name in result[by]]
        result[f"{side}_shown"] = [notation.shown({**(r or {}), "origin": None}) for r in rows]
        result[f"{side}_marks"] = ["; ".join(notation.words(row)) for row in rows]


def _key(name: Any) -> str:
    """A name to look up; missions of which nobody knows who runs them have an empty one."""
    return "" if pd.isna(name) else str(name)


def _groups(both: pd.DataFrame, known: Rows, pair: tuple[str, str], by: str) -> pd.DataFrame:
    """Two periods side by side, added up by organisation, region or country."""
    key = [by, f"{by}_name"]
    sides = [
        both[both["period"] == period].set_index(key).drop(columns=["period", "reference_date"])
        for period in pair
    ]
    joined = sides[0].add_suffix("_before").join(sides[1].add_suffix("_after"), how="outer")
    found = pd.DataFrame(index=joined.index)
    for side in SIDES:
        found[side] = joined[f"officers_{side}"]
        found[f"{side}_max"] = joined[f"officers_max_{side}"]
        found[f"{side}_shared"] = joined[f"officers_shared_{side}"]
    found["difference"] = found["after"] - found["before"]
    rows = [
        [known.get((_key(name), period), {"absent": notation.NOT_LISTED}) for period in pair]
        for name, _ in joined.index
    ]
    found["change"] = [_change(*each) for each in rows]
    found["unsure"] = joined[["unsure_before", "unsure_after"]].fillna(0).sum(axis=1).astype(int)
    between = [None if any(map(_absent, each)) else differences.of_totals(*each) for each in rows]
    for end in ("least", "most"):
        ends = [getattr(each, end, None) for each in between]
        found[f"difference_{end}"] = pd.array(ends, dtype="Int64")
    return found.reset_index().sort_values(f"{by}_name", ignore_index=True)


def _absent(row: Mapping[str, Any]) -> str | None:
    """Why a period has no figures of what a row is of; None where it has."""
    return row.get("absent")


def _change(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if any(notation.number(row, "unread") for row in (before, after)):
        return "unread"
    if _absent(after):
        return str(_absent(after))
    if _absent(before):
        return notation.WAITING if _absent(before) == notation.WAITING else "new"
    return differences.of_totals(before, after).change


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
