"""What `ingest` tells of what it did."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from missiemonitor.pipeline.ingest import Outcome
from missiemonitor.pipeline.presentation import as_text, terminal
from sqlite_utils import Database


def of_ingest(db: Database, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What became of each path, with rows, officers and findings of its report.

    `no_longer_counted` tells of tables that a version before counted and this one does not.
    """
    reports = []
    for outcome in outcomes:
        row: dict[str, Any] = {
            "file": outcome.name,
            "outcome": outcome.outcome,
            "error": str(outcome.error) if outcome.error else None,
            "errors": 0,
            "warnings": 0,
        }
        if outcome.report:
            row |= next(
                db.query(
                    """
                    -- The same that 'check' tells of it.
                    WITH told AS (SELECT severity FROM to_review WHERE report = :report)
                    SELECT r.period, r.origin, r.series,
                        EXISTS (SELECT 1 FROM current_report
                                WHERE period = r.period AND series = r.series) AS superseded,
                        CASE WHEN c.report IS NULL THEN r.deployments
                            ELSE (SELECT count(*) FROM officers WHERE report = r.report)
                        END AS deployments,
                        r.report,
                        (SELECT count(*) FROM statement WHERE report = r.report) AS statements,
                        CASE WHEN c.report IS NULL
                            THEN (SELECT sum(officers) FROM deployment
                                  WHERE report = r.report AND counted)
                            ELSE (SELECT sum(officers) FROM marked_officers
                                  WHERE report = r.report AND named)
                        END AS officers,
                        (SELECT count(*) FROM told WHERE severity = 'error') AS errors,
                        (SELECT count(*) FROM told WHERE severity = 'warning') AS warnings,
                        c.report IS NOT NULL AS counted
                    FROM report AS r LEFT JOIN current_report AS c ON c.report = r.report
                    WHERE r.report = :report
                    """,
                    {"report": outcome.report},
                )
            )
            row["no_longer_counted"] = [
                each["message"]
                for each in db.query(
                    "SELECT message FROM finding WHERE report = ? "
                    "AND code = 'table-no-longer-counted' ORDER BY message",
                    [outcome.report],
                )
            ]
        reports.append(row)
    return {"reports": reports, "outcomes": dict(Counter(o.outcome for o in outcomes))}


WIDE = 100  # characters of a terminal that has room for all that is told of a report
NOT_NEEDED = ("origin", "errors", "warnings")
OUTCOMES = {
    "stored": "stored",
    "replaced": "read anew",
    "known": "known already",
    "unread": "could not be read",
}


def ingest_as_text(result: dict[str, Any], target: Path) -> str:
    """The summary of an ingest for people: reports by period, then what could not be read."""
    reports = sorted(result["reports"], key=lambda r: (r.get("period") or "", r["file"]))
    reports.sort(key=lambda r: r["outcome"] == "unread")
    rows = [
        (
            r.get("period") or "?",
            Path(r["file"]).name,
            r.get("origin"),
            r.get("deployments"),
            r.get("officers"),
            r["errors"],
            r["warnings"],
            r["outcome"] + (", not counted" if _not_counted(r) else ""),
        )
        for r in reports
    ]
    headers = ("period", "report", "origin", "rows", "officers", "errors", "warnings", "outcome")
    shown = [*range(len(headers))]
    if (terminal.width() or WIDE) < WIDE:
        # Origins that matter are told below, and findings by 'check'.
        shown = [at for at, head in enumerate(headers) if head not in NOT_NEEDED]
    parts = [
        as_text.table([[row[at] for at in shown] for row in rows], [headers[at] for at in shown])
    ]
    whys: dict[str, list[str]] = {}
    for r in reports:
        if why := _not_counted(r):
            whys.setdefault(why, []).append(Path(r["file"]).name)
    parts += [f"Not counted, {why}: {', '.join(names)}" for why, names in whys.items()]
    if alone := [each for each in map(_sentences_alone, reports) if each]:
        parts.append("\n".join(alone))
    sums = [f"{n} {OUTCOMES[name]}" for name in OUTCOMES if (n := result["outcomes"].get(name))]
    parts.append(f"{', '.join(sums)}; {target} holds the result.")
    invented = sum(r.get("origin") == "invented" for r in reports)
    if invented:
        parts.append(f"Note: the figures of {invented} of these reports are invented.")
    if gone := [told for r in reports for told in r.get("no_longer_counted", ())]:
        text = "No longer counted, which changes totals; 'settle' lists these tables:"
        parts.append(text + "".join(f"\n  {told}" for told in gone))
    errors, warnings = (sum(r[kind] for r in reports) for kind in ("errors", "warnings"))
    if errors or warnings:
        told = " and ".join(
            f"{n} {kind}{'' if n == 1 else 's'}"
            for n, kind in ((errors, "error"), (warnings, "warning"))
            if n
        )
        parts.append(f"{told} to look at: missiemonitor check --db {target}")
    return "\n\n".join(parts)


def _sentences_alone(report: dict[str, Any]) -> str:
    """What sentences gave of a report without rows; empty where it has rows, or no statements."""
    number = report.get("statements")
    if not number or report.get("deployments"):
        return ""
    told = f"{number} statement{'' if number == 1 else 's'} of its sentences"
    return f"{Path(report['file']).name}: no rows; {told} stored, in no total"


def _not_counted(report: dict[str, Any]) -> str:
    """Why a report is in no total; empty where it is in one, or was not read."""
    if report.get("counted", 1) or report["outcome"] == "unread":
        return ""
    if report.get("series") is None:
        return "of no series that it tells ('check' tells what to do)"
    if report.get("period") is None:
        return "of no period that it states ('check' tells what to do)"
    return "another report of its period is" if report["superseded"] else "without rows of ours"


def as_line(row: dict[str, Any]) -> str:
    """One report of an ingest on a line, with the time."""
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    if row["error"]:
        return f"{now} {row['error']}"
    return (
        f"{now} {row['file']}: {row['outcome']}, {row['period'] or 'no period'}, "
        f"{row['deployments']} rows, {row['errors']} errors, {row['warnings']} warnings"
        + "".join(f"; {told}" for told in row["no_longer_counted"])
    )
