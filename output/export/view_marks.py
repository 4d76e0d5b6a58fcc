"""The marks of the numbers of officers in the rows of views, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from missiemonitor.output.analysis import notation
from missiemonitor.output.database.catalogue import Relation
from sqlite_utils import Database

# Columns of a view that hold a number of officers, and what the columns of its marks begin with.
COUNTS = {"officers": "", "previous_officers": "previous_"}
DIFFERENCE = "difference"
OF_ROWS = ("officers", "officers_with_others")  # their marks are those of marked_officers
MARKS = (
    "officers",
    "officers_max",
    "officers_shared",
    "officers_shared_max",
    "unread",
    "at_least",
    "approximate",
    "unsure",
    "sums",
    "total_unsure",
    "origin",
    "unchecked",
)

Marks = dict[str, tuple[str, ...]]


class ViewMarks:
    """The marks of a view's rows: by column, those of the numbers of officers that it has."""

    def __init__(self, db: Database, relation: Relation, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.counts = [name for name in COUNTS if name in columns and "origin" in columns]
        self.rows: dict[str, Mapping[str, Any]] = {}
        if relation.name in OF_ROWS:
            self.counts = ["officers"]
            self.rows = {
                row["deployment"]: row for row in db.query("SELECT * FROM marked_officers")
            }

    def of(self, values: Sequence[Any]) -> Marks:
        """The marks of a row of the view."""
        row: Mapping[str, Any] = dict(zip(self.columns, values, strict=True))
        if self.rows:
            row = self.rows[row["deployment"]]
        marks = {name: tuple(notation.words(_as_sum(row, COUNTS[name]))) for name in self.counts}
        if DIFFERENCE in self.columns:
            marks[DIFFERENCE] = _of_difference(row)
        return marks


def _of_difference(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What is to be known of a difference in words, none where it is one number for sure."""
    if row[DIFFERENCE] is None:
        return (notation.NOT_LISTED,)
    least, most = row[f"{DIFFERENCE}_least"], row[f"{DIFFERENCE}_most"]
    found = []
    if least is None and most is None:
        found.append("at least: the difference is not known")
    elif least is None or most is None:
        found.append(f"at most {most:+d}" if least is None else f"at least {least:+d}")
    elif least != most:
        found.append(f"range {least:+d} to {most:+d}")
    for name, text in (("approximate", "about"), ("unsure", "unsure")):
        if row[f"previous_{name}"] or row["now_unsure" if name == "unsure" else name]:
            found.append(text)
    return tuple(found)


def _as_sum(row: Mapping[str, Any], side: str) -> Mapping[str, Any] | None:
    """What a row has of one number, as `notation.words` reads it; None where it is not listed."""
    if "previous_officers" not in row:
        return row
    if row[f"{side}origin"] is None:
        return None
    found = {name: row.get(f"{side}{name}") for name in MARKS}
    if not side:
        found["unsure"] = row["now_unsure"]
    return found
