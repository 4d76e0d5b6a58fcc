"""What stands above the rows of a report at the desk: its sum, what it states, its particulars."""

from __future__ import annotations

from typing import Any

from missiemonitor.output.analysis import notation
from missiemonitor.output.review import previous
from sqlite_utils import Database


def told(db: Database, report: dict[str, Any], language: str) -> dict[str, Any]:
    """Sum (officers), stated total with its page, the sum of the period before, particulars."""
    name = report["report"]
    sums = next(
        db.query(
            "SELECT sum(officers) AS officers, sum(coalesce(officers_max, officers)) AS most, "
            "sum(officers IS NULL) AS unread, count(*) AS rows FROM officers WHERE report = ?",
            [name],
        )
    )
    stated = next(db.query("SELECT * FROM settled_total WHERE report = ?", [name]))
    before = previous.counts(db, name)
    counts = db.execute("SELECT 1 FROM current_report WHERE report = ?", [name]).fetchone()
    low, most, said = sums["officers"], sums["most"], stated["stated_total"]
    return {
        "sum": notation.shown({"officers": low, "officers_max": most, "unread": sums["unread"]})
        if sums["rows"]
        else "0",
        "stated": said,
        "stated_page": stated["stated_page"],
        "agrees": said is None or (low or 0) <= said <= (most or 0),
        "before": before.period,
        "before_sum": before.total["text"] if before.total else None,
        "period": report["period"],
        "counts": bool(counts),
        "particulars": {
            key: report[key] for key in ("reference_date", "document_date", "reference", "origin")
        },
    }
