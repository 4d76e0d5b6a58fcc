"""What people say of a report as a whole: its dates, half-year, number, origin and stated total.

What was read stays in `report.as_read`; a word that is taken back gives way to it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import all_series
from missiemonitor.output.database.period_rows import write_period
from missiemonitor.output.database.subject_key import REPORT, subject_of
from missiemonitor.output.decisions.bounds import RefusedError, officers_of, plain
from sqlite_utils import Database

ORIGINS = ("official", "unknown", "transcript", "invented")
LONGEST = 100  # characters of a reference number


def fact_subject(report: dict[str, Any], field: str) -> str:
    """The subject of a particular of one file."""
    return subject_of(report, REPORT + field, report["report"])


def stored_fact(report: dict[str, Any], field: str, value: object) -> str:
    """A particular as decisions hold it. Raises ValueError for one that cannot be."""
    if field not in FACTS:
        raise ValueError(f"{field!r} is no particular; take one of {', '.join(FACTS)}")
    return FACTS[field](report, value)


def _day(report: dict[str, Any], value: object) -> str:
    try:
        day = dt.date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise RefusedError("no-day", f"{str(value)[:40]!r} is no day (YYYY-MM-DD)") from error
    if not 1990 <= day.year <= dt.date.today().year + 1:
        raise RefusedError("no-day", f"{day} is no day of these reports")
    return day.isoformat()


def _period(report: dict[str, Any], value: object) -> str:
    try:
        period = Period.parse(str(value).strip())
    except ValueError as error:
        raise RefusedError("no-period", f"{str(value)[:40]!r} is no period") from error
    series = all_series().get(report["series"] or "")
    if series and period.parts != series.parts:
        raise RefusedError("no-period", f"{period} is no period of {series.series}")
    return str(period)


def _text(report: dict[str, Any], value: object) -> str:
    return plain(value, "the reference number", LONGEST)


def _origin(report: dict[str, Any], value: object) -> str:
    if value not in ORIGINS:
        raise ValueError(f"an origin is one of {', '.join(ORIGINS)}")
    return str(value)


def _total(report: dict[str, Any], value: object) -> str:
    text = str(value).strip()
    if not text:
        return ""  # the report states none
    return str(officers_of(int(text) if text.isascii() and text.isdecimal() else text))


FACTS: dict[str, Callable[[dict[str, Any], object], str]] = {
    "reference_date": _day,
    "document_date": _day,
    "period": _period,
    "reference": _text,
    "origin": _origin,
    "stated_total": _total,
}


def lay_facts(db: Database, key: str) -> set[tuple[str, str]]:
    """What people say, laid over the reports of a `decision_key`; gives series and periods of
    which reports changed."""
    changed = set()
    for report in db.query("SELECT * FROM report WHERE decision_key = ? ORDER BY report", [key]):
        kept = json.loads(report["as_read"])
        read = {field: kept.get(field, report[field]) for field in FACTS}
        said = _said(db, report)
        now = {**read, **said}
        as_read = {field: read[field] for field in sorted(said)}
        if as_read == kept and all(report[field] == value for field, value in now.items()):
            continue
        if now["period"]:
            write_period(db, now["period"])
        if now["period"] != report["period"] and report["series"]:
            changed |= {(report["series"], p) for p in (report["period"], now["period"]) if p}
        columns = ", ".join(f"{field} = ?" for field in now)
        db.execute(
            f"UPDATE report SET {columns}, as_read = ? WHERE report = ?",
            [*now.values(), json.dumps(as_read, ensure_ascii=False), report["report"]],
        )
    return changed


def _said(db: Database, report: dict[str, Any]) -> dict[str, Any]:
    """What people say of a report that holds and can be, by column."""
    found: dict[str, Any] = {}
    for field in FACTS:
        row = db.execute(
            "SELECT value FROM standing_decision WHERE subject = ? AND action = 'correct'",
            [fact_subject(report, field)],
        ).fetchone()
        if row is None:
            continue
        try:
            value = stored_fact(report, field, row[0])
        except ValueError:
            continue  # of a foreign file
        found[field] = value
        if field == "stated_total":
            found[field] = int(value) if value else None
        elif field == "reference":
            found[field] = value or None
    return found
