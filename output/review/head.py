"""What stands above the rows of a report at the desk: its sum, what it states, its particulars."""

from __future__ import annotations

import json
from typing import Any

from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.over_time import days_besides
from missiemonitor.output.decisions.facts import FACTS, fact_subject
from missiemonitor.output.review import desk, previous
from missiemonitor.output.site.model import total_with_marks
from sqlite_utils import Database


def told(db: Database, report: dict[str, Any], language: str) -> dict[str, Any]:
    """Sum (officers) with its marks, stated total with its page, the sum of the period before,
    particulars."""
    name = report["report"]
    sums = next(
        db.query(
            "SELECT sum(officers) AS officers, sum(most) AS officers_max, "
            "sum(unread) AS unread, sum(at_least) AS at_least, sum(approximate) AS approximate, "
            "sum(unsure) AS unsure, sum(sums) AS sums, count(*) AS rows "
            "FROM marked_officers WHERE report = ? AND named",
            [name],
        )
    )
    # As officers_by_period has them for a whole period.
    (doubts,) = db.execute("SELECT count(*) FROM total_doubt WHERE report = ?", [name]).fetchone()
    (nameless,) = db.execute(
        "SELECT sum(officers) FROM marked_officers WHERE report = ? AND NOT named", [name]
    ).fetchone()
    stated = next(db.query("SELECT * FROM settled_total WHERE report = ?", [name]))
    before = previous.counts(db, name)
    counts = db.execute("SELECT 1 FROM current_report WHERE report = ?", [name]).fetchone()
    said = stated["stated_total"]
    held = {**sums, "stated_total": said, "nameless_officers": nameless}
    return {
        "sum": _sum(sums, bool(doubts)) if sums["rows"] else "0",
        "stated": said,
        "stated_page": stated["stated_page"],
        "agrees": notation.fits_stated(held),
        "before": before.period,
        "before_sum": before.total["text"] if before.total else None,
        "counts": bool(counts),
        "days": days_besides(db).get(name, []),
        "facts": [_fact(db, report, field) for field in FACTS],
    }


def _sum(sums: dict[str, Any], contradicted: bool) -> str:
    """The sum of rows with its marks, as every page of the site has a total."""
    plain = notation.shown({**sums, "unsure": 0})
    return total_with_marks(plain, bool(sums["unsure"]), contradicted)


def _fact(db: Database, report: dict[str, Any], field: str) -> dict[str, Any]:
    """A particular of a report: what holds, what was read where that is something else, and the
    decisions on it."""
    subject = fact_subject(report, field)
    waits = desk.waits_on(db, subject)
    newest = db.execute("SELECT max(number) FROM decision WHERE subject = ?", [subject]).fetchone()
    as_read = json.loads(report["as_read"])
    return {
        "fact": field,
        "value": report[field],
        "corrected": field in as_read,
        "read": as_read.get(field),
        "waiting": [each["number"] for each in waits],
        "waits": waits,
        "last": desk.last_on(db, subject),
        "seen": newest[0] or 0,
    }
