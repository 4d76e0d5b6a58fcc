"""Periods in a row with their figures, by mission, organisation, region or country, and in all.

A period that is missing from the database is said to be missing; ranges and unsure counts keep
their marks in every sum.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd
from missiemonitor.corpus.errors import PeriodError, SeriesError
from missiemonitor.corpus.period import Period
from missiemonitor.output.analysis.notation import NO_FIGURES, NO_REPORT, WAITING
from missiemonitor.output.analysis.said import HOLDS
from sqlite_utils import Database

# What officers are added up by: the view, the column that tells which, and the one with its name.
BY = {
    "mission": ("officers_by_mission", "mission", "mission_name"),
    "organisation": ("officers_by_organisation", "organisation", "organisation_name"),
    "region": ("officers_by_region", "region", "region_name"),
    "country": ("officers_by_country", "country", "country_name"),
    "total": ("officers_by_period", "'total'", "'Total'"),
}
COUNTS = ("officers", "officers_max", "officers_shared", "officers_shared_max")
NOTATION = ("unread", "at_least", "approximate", "unsure")
# Where a total is stated, which is no whole number as all else is.
OF_SPOTS = (
    "stated_words",
    "stated_report",
    "stated_x0",
    "stated_top",
    "stated_x1",
    "stated_bottom",
)
# What the totals of periods have besides.
OF_TOTALS = (
    "deployments",
    "total_unsure",
    "stated_total",
    "stated_page",
    *OF_SPOTS,
    "waiting",
    "waiting_officers",
    "nameless",
    "nameless_officers",
    "rejected",
)


def periods(db: Database) -> list[str]:
    """Periods with figures that count, oldest first."""
    _one(db)
    return [row["period"] for row in db.query("SELECT period FROM listed_period ORDER BY place")]


def _one(db: Database) -> None:
    """Figures of several series are never put side by side. Raises SeriesError."""
    there = [row["series"] for row in db.query("SELECT DISTINCT series FROM listed_period")]
    if len(there) > 1:
        names = ", ".join(there)
        raise SeriesError("the database has several series", f"name one with --series: {names}")


def in_order(period: str) -> dt.date:
    """What periods are ordered by: their first day."""
    return Period.parse(period).first_day


def no_figures_for(db: Database, period: str) -> PeriodError:
    """What is said of a period without figures: that its tables wait, that it has sentences alone,
    or that it is not there."""
    if period in waiting(db):
        return PeriodError(
            f"the tables of {period} wait for a person to agree to them, and are in no figure yet",
            "list them with 'settle'",
        )
    (told,) = db.execute(
        f"SELECT count(*) FROM {HOLDS} AS s JOIN current_report AS r USING (report) "
        "WHERE r.period = ?",
        [period],
    ).fetchone()
    if told:
        return PeriodError(
            f"no table of {period} was read, so there are no figures of it in the database; its "
            f"sentences gave {told} statement{'' if told == 1 else 's'}, which are in no total",
            f"ask the view 'statements' for them, or 'check --period {period}'",
        )
    there = ", ".join(periods(db)) or "none"
    return PeriodError(f"there are no figures for {period} in the database", f"it has {there}")


def waiting(db: Database) -> frozenset[str]:
    """Periods with tables that a person has yet to agree to, which are in no figure."""
    rows = db.query(
        "SELECT DISTINCT period FROM table_standing WHERE standing = 'to-agree' "
        "AND decided IS NULL AND period IS NOT NULL"
    )
    return frozenset(row["period"] for row in rows)


def without(db: Database, missing: Iterable[str]) -> dict[str, str]:
    """Why each of these periods has no figures: its tables wait, none of its report counts, or
    there is no report of it."""
    waits = waiting(db)
    read = {row[0] for row in db.execute("SELECT DISTINCT period FROM current_report").fetchall()}
    return {
        period: WAITING if period in waits else NO_FIGURES if period in read else NO_REPORT
        for period in missing
    }


def days_besides(db: Database) -> dict[str, list[str]]:
    """By report the days of its figures that are others than the reference date that it states:
    those of its tables."""
    found: dict[str, list[str]] = {}
    for report, day in db.execute(
        "SELECT DISTINCT o.report, o.reference_date FROM officers AS o "
        "JOIN report AS r ON r.report = o.report WHERE o.reference_date IS NOT r.reference_date "
        "AND o.reference_date IS NOT NULL ORDER BY o.reference_date"
    ).fetchall():
        found.setdefault(report, []).append(day)
    return found


def missing_between(before: str, after: str, present: list[str]) -> list[str]:
    """Periods of their length between two that the database has no figures for."""
    between = map(str, Period.parse(before).between(Period.parse(after)))
    return [period for period in between if period not in present]


def over_time(db: Database, by: str = "mission") -> pd.DataFrame:
    """All periods in a row, one line for each period and mission, organisation, region or country.

    Columns: period, reference_date, `by` and its name, officers, officers_max, officers_shared,
    officers_shared_max, missions, unread, at_least, approximate, unsure, origin, sums and
    unchecked, as in the views of docs/database.md, and for the total OF_TOTALS; `attrs["missing"]`
    lists periods without figures between the first and the last, `attrs["waiting"]` those without,
    there or behind, whose tables a person has yet to agree to, and `attrs["without"]` why for
    each of both. Raises ValueError.
    """
    if by not in BY:
        raise ValueError(f"{by!r} is no way to add up; take {', '.join(BY)}")
    _one(db)
    extra = OF_TOTALS if by == "total" else ()
    view, key, name = BY[by]
    there = {column.name for column in db.view(view).columns}
    counts = [c if c in there else f"NULL AS {c}" for c in COUNTS]
    missions = "missions" if "missions" in there else "1 AS missions"
    marks = (*NOTATION, "origin", "sums", "unchecked", *extra)
    rows = list(
        db.query(
            f"SELECT period, reference_date, {key} AS {by}, "
            f"coalesce({name}, '(unknown)') AS {by}_name, "
            f"{', '.join(counts)}, {missions}, {', '.join(marks)} FROM {view} "
            f"JOIN period USING (period) ORDER BY first_day, 4"
        )
    )
    columns = [
        "period",
        "reference_date",
        by,
        f"{by}_name",
        *COUNTS,
        "missions",
        *marks,
    ]
    table = pd.DataFrame(rows, columns=columns)
    whole = [
        *COUNTS,
        "missions",
        *NOTATION,
        "sums",
        "unchecked",
        *(c for c in extra if c not in OF_SPOTS),
    ]
    table = table.astype(dict.fromkeys(whole, "Int64"))
    listed = periods(db)
    missing = missing_between(listed[0], listed[-1], listed) if listed else []
    waits = waiting(db)
    waiting_ = sorted(waits - {*listed}, key=in_order)
    table.attrs.update(
        missing=missing, waiting=waiting_, without=without(db, [*missing, *waiting_])
    )
    return table


def totals(db: Database, only: tuple[str, ...] | None = None) -> dict[str, dict[str, Any]]:
    """The totals of periods (of all that have figures, or only these), by period: officers with
    what marks them, the total that the report states and where, and what stands beside them in no
    figure: `waiting` to be agreed to, and `nameless` rows, which name no mission."""
    return {
        row["period"]: {
            name: value.item() if hasattr(value, "item") else None if pd.isna(value) else value
            for name, value in row.items()
            if name not in ("total", "total_name")
        }
        for row in records(over_time(db, "total"))
        if only is None or row["period"] in only
    }


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries by column name."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
