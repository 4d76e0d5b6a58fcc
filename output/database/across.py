"""Findings that several reports give rise to, found anew and stored."""

from __future__ import annotations

from missiemonitor.extractors.findings import codes
from missiemonitor.output.analysis.cross_report_findings import findings_across, rows_of
from missiemonitor.output.analysis.period_before import changes_of
from missiemonitor.output.database.records import write_finding
from missiemonitor.output.database.report_digests import note_laid
from sqlite_utils import Database


def find_across(db: Database, series: str, period: str) -> None:
    """Find anew what depends on several reports, for a period and the next one of its series."""
    following = db.execute(
        "SELECT p.period FROM period AS p JOIN report AS r USING (period) WHERE r.series = ? "
        "AND p.first_day > (SELECT first_day FROM period WHERE period = ?) "
        "ORDER BY p.first_day LIMIT 1",
        [series, period],
    ).fetchall()
    of_decisions = codes(lambda described: described.group == "decision")
    # A period of which no report is left has no findings; the next one may have others now.
    periods = [period, *(row[0] for row in following)]
    changes = changes_of(db, series, periods)
    for each in periods:
        # Those of decisions are laid anew by their own key, which the next period has not.
        db.execute(
            "DELETE FROM finding WHERE across AND report IN "
            "(SELECT report FROM report WHERE period = ? AND series = ?) "
            f"AND code NOT IN ({','.join('?' * len(of_decisions))})",
            [each, series, *of_decisions],
        )
        for report, finding in findings_across(db, series, each, changes):
            listed = rows_of(db, series, each, finding)
            write_finding(db, report, finding, across=True, rows=listed)
        rows = db.execute(
            "SELECT report FROM report WHERE period = ? AND series = ?", [each, series]
        ).fetchall()
        note_laid(db, [report for (report,) in rows])
