"""Officers with periods across, one line a mission, organisation, region or country.

A number in a cell has lost the columns that mark it, so they go along: the marks of each cell in
words, the most of a range, and what is shared with others. An empty cell is not listed, rejected,
ended, waiting to be agreed to, not readable or shared, and the marks say which; behind all that,
periods without figures are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from missiemonitor.corpus.period import Period
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.absent import absent
from missiemonitor.output.analysis.notation import NO_REPORT
from missiemonitor.output.analysis.over_time import (
    BY,
    COUNTS,
    NOTATION,
    in_order,
    missing_between,
    waiting,
    without,
)
from sqlite_utils import Database

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wide:
    """Officers with periods across, and behind each cell the row of the view that it is of.

    `lines` has a mapping from period to row for each line of `table`.
    """

    table: pd.DataFrame
    periods: list[str]
    lines: list[dict[str, Row]]
    missing: dict[str, list[str]]  # periods without figures, with why for each line

    def marks(self, at: int, period: str) -> tuple[str, ...]:
        """The marks of a cell in words; the first tells what an empty one is."""
        return tuple(notation.words(self.lines[at].get(period)))

    def with_marks(self) -> pd.DataFrame:
        """The table, and behind it three columns a period, max, shared and marks, and one of marks
        for each period without figures."""
        behind: dict[str, Any] = {}
        for period in self.periods:
            rows = [line.get(period, {}) for line in self.lines]
            for called, column in (("max", "officers_max"), ("shared", "officers_shared")):
                counts = [notation.number(row, column) for row in rows]
                behind[f"{period} {called}"] = pd.array(counts, dtype="Int64")
            behind[f"{period} marks"] = [
                "; ".join(self.marks(at, period)) for at in range(len(self.lines))
            ]
        behind |= {f"{period} marks": why for period, why in self.missing.items()}
        return pd.concat([self.table, pd.DataFrame(behind, index=self.table.index)], axis=1)


def wide(db: Database, by: str) -> Wide:
    """Officers with periods across, oldest first: a line for each `by` of each series.

    Empty where it is not listed or has no figure otherwise, could not be read, or is shared alone:
    `Wide.marks` tells. The
    series stands in the last column.
    """
    view, key, name = BY[by]
    there = {column.name for column in db.view(view).columns}
    asked = [c for c in (*COUNTS, *NOTATION, "sums", "unchecked", "origin") if c in there]
    cells = list(db.query(f"SELECT {key}, {name}, series, period, {', '.join(asked)} FROM {view}"))
    long = pd.DataFrame(cells, columns=[key, name, "series", "period", *asked])
    long = long.fillna({key: "", name: "(unknown)"}).astype({"officers": "Int64"})
    table = long.pivot(index=[key, name, "series"], columns="period", values="officers")
    table = table.reset_index().rename_axis(columns=None)
    days = db.query("SELECT period FROM period ORDER BY first_day, period")
    across = [row["period"] for row in days if row["period"] in table.columns]
    table = table[[key, name, *across, "series"]].sort_values([name, "series"], ignore_index=True)
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row in cells:
        found.setdefault((row[key] or "", row["series"]), {})[row["period"]] = row
    gone, listed = absent(db, by), _listed(db)
    for (line, series), of in found.items():
        for period in {*across} - {*of}:
            if period not in listed[series]:
                of[period] = {"absent": NO_REPORT}
            elif why := gone.get((line, series, period)):
                of[period] = why
    lines = [found[each] for each in zip(table[key], table["series"], strict=True)]
    missing = _missing(db, listed, list(table["series"]), across)
    return Wide(table, across, lines, missing)


def _listed(db: Database) -> dict[str, list[str]]:
    """The periods of each series that have figures, oldest first."""
    found: dict[str, list[str]] = {}
    for row in db.query("SELECT series, period FROM listed_period ORDER BY series, place"):
        found.setdefault(row["series"], []).append(row["period"])
    return found


def _missing(
    db: Database, listed: Mapping[str, list[str]], series: list[str], across: list[str]
) -> dict[str, list[str]]:
    """Periods that no series has figures of, between its first and its last or waiting, with why
    for lines of these series: empty for a series of other periods."""
    waits = waiting(db)
    lacking = {
        name: {*missing_between(of[0], of[-1], of), *(p for p in waits if _like(p, of[0]))} - {*of}
        for name, of in listed.items()
    }
    every = sorted({period for of in lacking.values() for period in of} - {*across}, key=in_order)
    return {
        period: [why if period in lacking[each] else "" for each in series]
        for period, why in without(db, every).items()
    }


def _like(period: str, other: str) -> bool:
    """Whether two periods have the same length."""
    return Period.parse(period).parts == Period.parse(other).parts


def is_count(column: str) -> bool:
    """Whether a column of a wide table holds numbers: those of periods do, but for their marks."""
    return column[:1].isdigit() and not column.endswith(" marks")
