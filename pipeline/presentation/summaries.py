"""Summaries that `ingest` and `compare` print."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.compare import in_order, records, totals
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
                    -- What is unsure of a table's rows waits until a person agrees to it, but for
                    -- what is to be reviewed before.
                    WITH told AS (
                        SELECT f.severity FROM finding AS f
                        LEFT JOIN deployment AS d ON d.deployment = f.deployment
                        LEFT JOIN table_standing AS w ON w.extracted_table =
                            coalesce(f.extracted_table, d.extracted_table)
                        WHERE f.report = :report AND (w.standing IS NOT 'to-agree' OR w.counts
                            OR f.finding IN (SELECT finding FROM to_review))
                    )
                    SELECT r.period, r.origin, r.series,
                        EXISTS (SELECT 1 FROM current_report
                                WHERE period = r.period AND series = r.series) AS superseded,
                        CASE WHEN c.report IS NULL THEN r.deployments
                            ELSE (SELECT count(*) FROM officers WHERE report = r.report)
                        END AS deployments,
                        r.report,
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


def of_comparison(db: Database, table: pd.DataFrame, style: str) -> str:
    """A comparison of two periods for people, with what must be known to read it."""
    before, after, by = (table.attrs[name] for name in ("before", "after", "by"))
    rows = [
        (
            row[f"{by}_name"],
            *((row["organisation"],) if by == "mission" else ()),
            row["before_shown"],
            row["after_shown"],
            "" if pd.isna(row["difference"]) else f"{row['difference']:+d}",
            _change(row),
        )
        for row in records(table)
    ]
    one, two = (table.attrs["totals"][period] for period in (before, after))
    rows.append(
        (
            "Total",
            *(("",) if by == "mission" else ()),
            notation.shown({**one, "origin": None}),
            notation.shown({**two, "origin": None}),
            f"{_low(two) - _low(one):+d}",
            "",
        )
    )
    columns = (by, *(("org",) if by == "mission" else ()), before, after, "difference", "change")
    text = as_text.table(rows, columns, style)
    notes = ["- means not listed, which is not zero.", *notation.meanings(text)]
    if by in ("country", "region"):
        notes.append("The total counts what is shared once, so it is not the sum of the lines.")
    notes += [
        f"{gone} may go on as {fresh}; their years do not say."
        for gone, fresh in table.attrs["perhaps"]
    ]
    if table.attrs["missing"]:
        notes.append(f"Missing from the database in between: {', '.join(table.attrs['missing'])}.")
    notes += total_notes({before: one, after: two})
    return "\n".join([text, "", *notes, *_origins({before: one, after: two})])


def total_notes(totals: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What the reports state as totals, and what waits to be agreed to, by period."""
    notes = []
    for period, row in totals.items():
        if not notation.fits_stated(row):
            where = f" (page {row['stated_page']}: {row['stated_words']})"
            notes.append(
                f"{period}: the report states a total of {row['stated_total']}"
                + (where if row["stated_page"] else "")
                + f"; its rows make {_low(row)}."
            )
        if waiting := notation.number(row, "waiting"):
            notes.append(
                f"{period}: {waiting} {'row' if waiting == 1 else 'rows'} "
                f"({notation.number(row, 'waiting_officers') or 0} officers) in tables that nobody "
                "agreed to yet are not counted; 'settle' lists them."
            )
    for period, row in totals.items():
        if rows := row["nameless"]:
            notes.append(
                f"{period}: {rows} {'row' if rows == 1 else 'rows'} "
                f"({row['nameless_officers']} officers) name no mission; they are in no figure."
            )
        if row["unchecked"]:
            notes.append(
                f"{period}: nobody has checked {row['unchecked']} of {row['deployments']} rows."
            )
    return notes


def _low(row: Mapping[str, Any]) -> int:
    return notation.number(row, "officers") or 0


def _change(row: Mapping[str, Any]) -> str:
    text = str(row["change"])
    if isinstance(row.get("continues_as"), str):
        text += f", goes on as {row['continues_as']}"
    if isinstance(row.get("continued_from"), str):
        text += f", before it {row['continued_from']}"
    return text


# What is said of a period whose report is not official.
ORIGIN_NOTES = {
    "invented": "The figures of {period} are invented.",
    "transcript": "The report of {period} is a transcript.",
    "unknown": "The origin of the report of {period} is unknown: it is not told to be official.",
}


def _origins(periods: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [
        ORIGIN_NOTES[row["origin"]].format(period=period)
        for period, row in sorted(periods.items(), key=lambda item: in_order(item[0]))
        if row["origin"] != "official"
    ]


def of_periods(db: Database, table: pd.DataFrame, by: str, style: str) -> str:
    """All periods side by side with their totals; half-years that are missing have a column that
    says so."""
    of_all = totals(db)
    there = sorted(of_all, key=in_order)
    columns = sorted({*there, *table.attrs["missing"]})
    cells = {
        (row[f"{by}_name"], row["period"]): notation.shown({**row, "origin": None})
        for row in records(table)
    }
    names = list(dict.fromkeys(table[f"{by}_name"]))
    rows = [
        (name, *(cells.get((name, period), "-") if period in there else "" for period in columns))
        for name in sorted(names)
    ]
    rows.append(
        (
            "Total",
            *(
                notation.shown({**of_all[period], "origin": None}) if period in of_all else ""
                for period in columns
            ),
        )
    )
    headers = [by, *(period if period in there else f"{period} (no report)" for period in columns)]
    text = as_text.table(rows, headers, style)
    origins = {row["period"]: row for row in records(table)}
    notes = ["- means not listed, which is not zero.", *notation.meanings(text)]
    if by in ("country", "region"):
        notes.append("The total counts what is shared once, so it is not the sum of the lines.")
    return "\n".join([text, "", *notes, *total_notes(of_all), *_origins(origins)])
