"""What a person is to settle, or did: tables to be agreed to, with why each waits; findings."""

from __future__ import annotations

import json
from typing import Any

from missiemonitor.extractors.findings import advice, retold
from missiemonitor.extractors.reasons import reason_text
from missiemonitor.extractors.scopes import scope_text
from missiemonitor.output.database.records import parts_of
from missiemonitor.output.names import names_in
from sqlite_utils import Database

SHORT = 4  # digits of an id that name a finding, at least

# Of each report that counts, or that is of no period or series yet.
TABLES = """
SELECT t.*, r.file, r.period, r.sha256, e.page, e.x0, e.top, e.x1, e.bottom,
       s.decided, s.decision, s.counts,
       coalesce((SELECT max(number) FROM decision WHERE subject = t.subject), 0) AS seen
FROM extracted_table AS t
JOIN table_standing AS s ON s.extracted_table = t.extracted_table
JOIN report AS r ON r.report = t.report
LEFT JOIN period AS p ON p.period = r.period
JOIN evidence AS e ON e.evidence = t.evidence
WHERE ({which})
  AND (r.period IS NULL OR r.series IS NULL OR r.report IN (SELECT report FROM current_report))
ORDER BY p.first_day, r.file, r.report, e.page, e.top, e.x0, t.extracted_table
"""
TO_SETTLE = "t.standing = 'to-agree' OR t.counted_before OR s.decided IN ('agreed', 'rejected')"
# A table that counts as it was read can be taken in or rejected whole too, where it has rows.
OF_REPORT = f"""({TO_SETTLE} OR t.standing = 'counted' AND EXISTS (SELECT 1 FROM deployment AS d
    WHERE d.extracted_table = t.extracted_table AND d.added IS NULL)) AND t.report = ?"""


def tables_of(db: Database, report: str, language: str = "en") -> list[dict[str, Any]]:
    """The tables of a report on which a person can decide, those that count as they were read
    among them; as `tables_to_settle` has them, but numbered in the report."""
    rows = list(db.query(TABLES.format(which=OF_REPORT), [report]))
    return [_told(db, number, row, language) for number, row in enumerate(rows, start=1)]


def tables_to_settle(db: Database, language: str = "en") -> list[dict[str, Any]]:
    """Tables that wait for a person and those that were settled, by period, file and page.

    `number` counts them from 1, settled ones too, so that it stays while others are settled;
    `open` is true where nobody said anything yet, `decided` is as in the view table_standing and
    `waiting` are numbers of decisions that need a second person. `seen` is the number of the last
    decision, 0 without one. Boxes are points, counts officers.
    """
    return [
        _told(db, number, row, language)
        for number, row in enumerate(list(db.query(TABLES.format(which=TO_SETTLE))), start=1)
    ]


def _told(db: Database, number: int, row: dict[str, Any], language: str) -> dict[str, Any]:
    rows = list(
        db.query(
            "SELECT d.deployment, d.mission_as_written, d.country_as_written, d.count_as_written, "
            "d.officers, d.note, d.scope, e.page FROM deployment AS d "
            "JOIN evidence AS e ON e.evidence = d.count_evidence "
            "WHERE d.extracted_table = ? AND d.added IS NULL ORDER BY e.page, e.top, d.deployment",
            [row["extracted_table"]],
        )
    )
    for each in rows:
        each["who"] = scope_text(each["scope"], parts_of(db, each["deployment"]), language)
    history = list(
        db.query(
            "SELECT number, action, reviewer, reason, decided_at FROM decision "
            "WHERE subject = ? ORDER BY number DESC",
            [row["subject"]],
        )
    )
    waiting = db.execute(
        "SELECT number FROM waiting_decision WHERE subject = ? ORDER BY number", [row["subject"]]
    ).fetchall()
    head = db.execute(
        "SELECT text FROM table_cell WHERE extracted_table = ? AND role = 'header' "
        'ORDER BY row, "column"',
        [row["extracted_table"]],
    ).fetchall()
    return {
        "number": number,
        "table": row["extracted_table"],
        "subject": row["subject"],
        "report": row["report"],
        "file": row["file"],
        "period": row["period"],
        "page": row["page"],
        "box": [row["x0"], row["top"], row["x1"], row["bottom"]],
        "caption": row["caption"],
        "head": [text for (text,) in head],
        "reference_date": row["reference_date"],
        "standing": row["standing"],
        "counted_before": bool(row["counted_before"]),
        "reasons": [
            {"code": code, "values": values, "text": reason_text(code, values, language)}
            for code, values in json.loads(row["reasons"])
        ],
        "decided": row["decided"],
        "decision": row["decision"],
        "counts": bool(row["counts"]),
        "open": row["decided"] is None,
        "waiting": [each for (each,) in waiting],
        "officers": sum(each["officers"] or 0 for each in rows),
        "stated_total": row["stated_total"],
        "rows": rows,
        "seen": row["seen"],
        "history": history,
    }


def finding_to_settle(db: Database, name: str, language: str = "en") -> dict[str, Any] | None:
    """A finding by its id, the beginning of that, or its subject; None where none or several fit.

    `settled` is whether a person closed it, `waiting` are numbers of decisions that need a second
    person, `seen` is the number of the last decision on it, 0 without one.
    """
    found = list(
        db.query(
            "SELECT f.*, r.file FROM finding AS f JOIN report AS r USING (report) "
            "WHERE f.subject = ? OR substr(f.finding, 1, length(?)) = ? LIMIT 2",
            [name, name, name],
        )
    )
    if len(name) < SHORT or len(found) != 1:
        return None
    (row,) = found
    subject = row["subject"]
    standing = db.execute(
        "SELECT action FROM standing_decision WHERE subject = ?", [subject]
    ).fetchone()
    waiting = db.execute(
        "SELECT number FROM waiting_decision WHERE subject = ? ORDER BY number", [subject]
    ).fetchall()
    newest = db.execute("SELECT max(number) FROM decision WHERE subject = ?", [subject]).fetchone()
    return {
        "finding": row["finding"],
        "subject": subject,
        "report": row["report"],
        "file": row["file"],
        "code": row["code"],
        "severity": row["severity"],
        "message": names_in(db, language).told(
            retold(row["code"], row["message"], row["message_values"], language)
        ),
        **advice(row["code"], language),
        "settled": bool(standing and standing[0] == "agree"),
        "waiting": [number for (number,) in waiting],
        "seen": newest[0] or 0,
    }
