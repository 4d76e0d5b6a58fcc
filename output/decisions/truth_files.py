"""Truth files from what people decided: for each report of which every row was decided on.

The form is that of `extract --json`, with only what was judged: the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from missiemonitor.extractors.findings import codes
from sqlite_utils import Database


def truths(db: Database) -> Iterator[dict[str, Any]]:
    """The reports that count and were checked to the last row, as truth files; by file name."""
    for report in db.query("SELECT * FROM current_report ORDER BY file, report"):
        rows = list(
            db.query(
                "SELECT * FROM officers WHERE report = ? ORDER BY page, top, x0",
                [report["report"]],
            )
        )
        if not rows or not all(row["decided"] in DECIDED for row in rows):
            continue
        blocking = codes(lambda described: described.blocks_truth)
        open_ = db.execute(
            f"SELECT 1 FROM finding WHERE report = ? AND code IN ({','.join('?' * len(blocking))}) "
            # What was said of a table settles that it is to be agreed.
            "AND (extracted_table IS NULL OR finding IN (SELECT finding FROM to_review))",
            [report["report"], *blocking],
        ).fetchone()
        if not open_:
            yield {
                "file": report["file"],
                "sha256": report["sha256"],
                "origin": report["origin"],
                "reviewers": _reviewers(db, report["report"]),
                "deployments": [_row(row) for row in rows],
            }


DECIDED = ("approved", "corrected", "added")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "mission_as_written": row["mission_as_written"],
        "mission": row["mission"],
        "country_as_written": row["country_as_written"],
        "countries": row["country"].split("+") if row["country"] else [],
        "officers": row["officers"],
        "officers_max": row["officers_max"],
        "qualifier": row["qualifier"],
        "page": row["page"],
    }


def _reviewers(db: Database, report: str) -> list[str]:
    found = db.query(
        "SELECT DISTINCT trim(c.reviewer) AS reviewer FROM decision AS c "
        "JOIN deployment AS d ON d.subject = c.subject WHERE d.report = ? ORDER BY reviewer",
        [report],
    )
    return [row["reviewer"] for row in found]
