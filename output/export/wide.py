"""Officers with periods across, one line a mission, organisation, region or country.

A number in a cell has lost the columns that mark it, so they go along: the marks of each cell in
words, the most of a range, and what is shared with others. An empty cell is not listed, not
readable or shared, and the marks say which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.over_time import BY, COUNTS, NOTATION
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

    def marks(self, at: int, period: str) -> tuple[str, ...]:
        """The marks of a cell in words; the first tells what an empty one is."""
        return tuple(notation.words(self.lines[at].get(period)))

    def with_marks(self) -> pd.DataFrame:
        """The table, and behind it three columns a period: max, shared and marks."""
        behind: dict[str, Any] = {}
        for period in self.periods:
            rows = [line.get(period, {}) for line in self.lines]
            for called, column in (("max", "officers_max"), ("shared", "officers_shared")):
                counts = [notation.number(row, column) for row in rows]
                behind[f"{period} {called}"] = pd.array(counts, dtype="Int64")
            behind[f"{period} marks"] = [
                "; ".join(self.marks(at, period)) for at in range(len(self.lines))
            ]
        return pd.concat([self.table, pd.DataFrame(behind, index=self.table.index)], axis=1)


def wide(db: Database, by: str) -> Wide:
    """Officers with periods across, oldest first: a line for each `by` of each series.

    Empty where it is not listed, could not be read, or is shared alone: `Wide.marks` tells. The
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
    lines = [found[each] for each in zip(table[key], table["series"], strict=True)]
    return Wide(table, across, lines)


def is_count(column: str) -> bool:
    """Whether a column of a wide table holds numbers: those of periods do, but for their marks."""
    return column[:1].isdigit() and not column.endswith(" marks")
