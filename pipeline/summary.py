"""Summaries that `ingest` and `compare` print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from sqlite_utils import Database

from pipeline import show
from pipeline.run import Outcome


def of_ingest(db: Database, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What became of each path, with rows, officers and findings of its report."""
    reports = []
    for outcome in outcomes:
        row = {
            "file": str(outcome.path),
            "outcome": outcome.outcome,
            "error": str(outcome.error) if outcome.error else None,
            "errors": 0,
            "warnings": 0,
        }
        if outcome.report:
            row |= next(
                db.query(
                    """
                    SELECT r.period, r.origin, r.deployments, r.report,
                        (SELECT sum(officers) FROM deployment WHERE report = r.report) AS officers,
                        (SELECT count(*) FROM finding
                         WHERE report = r.report AND severity = 'error') AS errors,
                        (SELECT count(*) FROM finding
                         WHERE report = r.report AND severity = 'warning') AS warnings,
                        EXISTS (SELECT 1 FROM current_report WHERE report = r.report) AS counted
                    FROM report AS r WHERE r.report = ?
                    """,
                    [outcome.report],
                )
            )
        reports.append(row)
    return {"reports": reports, "outcomes": dict(Counter(o.outcome for o in outcomes))}


def as_text(told: dict[str, Any], target: Path) -> str:
    """The summary of an ingest for people."""
    rows = [
        (
            r.get("period") or "?",
            Path(r["file"]).name,
            r.get("origin"),
            r.get("deployments"),
            r.get("officers"),
            r["errors"],
            r["warnings"],
            r["outcome"] + ("" if r.get("counted", 1) else ", not counted"),
        )
        for r in sorted(told["reports"], key=lambda r: (r.get("period") or "", r["file"]))
    ]
    headers = ("period", "report", "origin", "rows", "officers", "errors", "warnings", "outcome")
    text = show.table(rows, headers)
    invented = sum(r.get("origin") == "invented" for r in told["reports"])
    if invented:
        text += f"\n\nNote: the figures of {invented} of these reports are invented."
    return f"{text}\n\n{target} holds the result."


def of_comparison(db: Database, table: pd.DataFrame, style: str) -> str:
    """A comparison for people, with what must be known to read it."""
    before, after = table.attrs["before"], table.attrs["after"]
    rows = [
        (
            row["mission_name"],
            row["organisation"],
            "-" if pd.isna(row["before"]) else row["before"],
            "-" if pd.isna(row["after"]) else row["after"],
            "" if pd.isna(row["difference"]) else f"{row['difference']:+d}",
            row["change"] + (" (?)" if row["unsure"] else ""),
        )
        for _, row in table.iterrows()
    ]
    totals = {name: int(table[name].sum()) for name in ("before", "after")}
    rows.append(
        (
            "Total",
            "",
            totals["before"],
            totals["after"],
            f"{totals['after'] - totals['before']:+d}",
            "",
        )
    )
    text = show.table(rows, ("mission", "org", before, after, "difference", "change"), style)
    notes = ["- means not listed, which is not zero."]
    if table["unsure"].any():
        notes.append("(?) has open findings; see 'check'.")
    if table.attrs["missing"]:
        notes.append(f"Missing from the database in between: {', '.join(table.attrs['missing'])}.")
    origins = {
        row["period"]: row["origin"]
        for row in db.query(
            "SELECT period, max(origin) AS origin FROM officers WHERE period IN (?, ?) "
            "GROUP BY period",
            [before, after],
        )
    }
    notes += [
        f"The figures of {period} are {origin}."
        if origin == "invented"
        else f"The report of {period} is a {origin}."
        for period, origin in sorted(origins.items())
        if origin != "official"
    ]
    return text + "\n\n" + "\n".join(notes)
