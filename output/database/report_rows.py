"""The single writer: an Extraction goes in, one transaction a report.

Ids are digests of content, so the same reports give the same rows whatever their order. What
depends on other reports (revisions, missions that left) is found anew whenever one comes in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from missiemonitor.extractors.extraction import Extraction
from missiemonitor.output.database.across import find_across
from missiemonitor.output.database.records import (
    report_id,
)
from missiemonitor.output.database.report_digests import note_read
from missiemonitor.output.database.table_rows import counted_tables, keep_counted, name_tables
from missiemonitor.output.database.write_report import ReportWriter
from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions.added_rows import lay_rows
from missiemonitor.output.decisions.apply import lay_findings, settle_unknown
from missiemonitor.output.decisions.facts import lay_facts
from missiemonitor.output.decisions.statements import name_statements
from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing one report did: `stored`, `known` (nothing to do) or `replaced`."""

    report: str
    outcome: str


def is_known(db: Database, sha256: str, reader: str) -> bool:
    """Whether this report was stored by this reader (version, reference data and options)."""
    row = db.execute(
        "SELECT 1 FROM run WHERE report = ? AND reader = ?", [report_id(sha256), reader]
    ).fetchone()
    return row is not None


def store(db: Database, extraction: Extraction, reader: str) -> Stored:
    """Store a report whole, or not at all; one that is there already is read anew."""
    document = extraction.document
    report = report_id(document.sha256)
    with writing(db):
        before = _keys_of(db, report)
        counted = counted_tables(db, report)
        replaced = bool(db.execute("DELETE FROM report WHERE report = ?", [report]).rowcount)
        about = ReportWriter(db, extraction, report).write()
        name_tables(db, about)
        name_statements(db, report)
        lay_facts(db, about["decision_key"])
        db.execute("DELETE FROM set_aside WHERE sha256 = ?", [document.sha256])
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        db.table("run").insert({"report": report, "reader": reader, "ingested_at": now})
        changed = before | _keys_of(db, report)
        keys = sorted({key for key, _, _ in changed} | {report})
        for key in keys:
            lay_rows(db, key)
        keep_counted(db, about, counted)
        settle_unknown(db)
        for series, period in sorted({(s, p) for _, s, p in changed if s and p}):
            find_across(db, series, period)
        for key in keys:
            lay_findings(db, key)
        note_read(db, report)
        db.execute(
            "DELETE FROM period WHERE period NOT IN "
            "(SELECT period FROM report WHERE period IS NOT NULL)"
        )
    return Stored(report, "replaced" if replaced else "stored")


def set_aside(db: Database, sha256: str, file: str, message: str, reader: str) -> None:
    """Note a report that ended or hung the worker of a reader, so that it is not tried again."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with writing(db):
        db.table("set_aside").upsert(
            {
                "sha256": sha256,
                "file": file,
                "message": message,
                "reader": reader,
                "set_aside_at": now,
            },
            pk="sha256",
        )


def forget_set_aside(db: Database) -> None:
    """Have every report that was set aside tried again."""
    with writing(db):
        db.execute("DELETE FROM set_aside")


def _keys_of(db: Database, report: str) -> set[tuple[str, str | None, str | None]]:
    """Decision key, series and period of a report; none where it is not there."""
    rows = db.execute(
        "SELECT decision_key, series, period FROM report WHERE report = ?", [report]
    ).fetchall()
    return {(row[0], row[1], row[2]) for row in rows}
