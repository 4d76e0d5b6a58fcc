"""What the desk shows of a report: its rows in the order of the page, and what was decided."""

from __future__ import annotations

import json
from typing import Any

from missiemonitor.extractors.findings import retold
from missiemonitor.extractors.scopes import POLICE, scope_text
from missiemonitor.output.analysis import notation
from missiemonitor.output.database.records import parts_of
from missiemonitor.output.decisions.by_number import last_said
from missiemonitor.output.names import MissionNames, names_in
from missiemonitor.output.review import previous
from missiemonitor.output.site.words import Wording, catalogue
from sqlite_utils import Database

STATES = {"approve": "approved", "correct": "corrected", "reject": "rejected", "add": "added"}


def reports(db: Database) -> list[dict[str, Any]]:
    """Reports, newest period first: how many rows there are, in doubt and decided."""
    return list(
        db.query(
            """
            WITH unsure AS (
                SELECT l.deployment
                FROM finding_deployment AS l JOIN finding AS f ON f.finding = l.finding
                WHERE f.severity <> 'info' AND f.subject NOT IN (SELECT subject FROM agreed_finding)
            )
            SELECT r.report, r.file, r.period, r.origin, r.sha256, r.decision_key,
                   c.report IS NOT NULL AS counted,
                   count(d.deployment) AS rows,
                   coalesce(sum(
                       s.number IS NOT NULL AND s.count_as_written IS d.count_as_written), 0)
                       AS decided,
                   sum((s.number IS NULL OR s.count_as_written IS NOT d.count_as_written)
                       AND d.deployment IN (SELECT deployment FROM unsure))
                       AS doubtful,
                   (SELECT count(*) FROM table_standing AS t
                    JOIN extracted_table AS x ON x.extracted_table = t.extracted_table
                    WHERE t.report = r.report AND t.decided IS NULL
                    AND (t.standing = 'to-agree' OR x.counted_before)) AS to_agree
            FROM report AS r
            LEFT JOIN deployment AS d ON d.report = r.report
            LEFT JOIN current_report AS c ON c.report = r.report
            LEFT JOIN standing_decision AS s ON s.subject = d.subject
            GROUP BY r.report
            ORDER BY r.period DESC, r.file
            """
        )
    )


def rows(db: Database, report: str, language: str = "en") -> list[dict[str, Any]]:
    """The rows of a report with boxes (points), readings, findings and decisions.

    `state` is `open`, `approved`, `corrected`, `rejected`, `added`, `waiting` (for a second person)
    or `conflict`; `seen` is the number of
    the last decision on the row, 0 without one. `previous` is what the period before has of it.
    """
    before = previous.counts(db, report)
    called = names_in(db, language)
    found = [
        {**_row(db, row, called), "previous": before.of(row["taken_for"], _countries(db, row))}
        for row in db.query(
            """
            SELECT d.*, m.mission AS taken_for, m.name AS mission_name,
                   w.page AS row_page, w.x0 AS row_x0,
                   w.top AS row_top, w.x1 AS row_x1, w.bottom AS row_bottom,
                   e.page, e.x0, e.top, e.x1, e.bottom,
                   s.action, s.corrected_officers, s.corrected_mission, s.corrected_countries,
                   s.count_as_written AS decided_on,
                   coalesce((SELECT max(number) FROM decision WHERE subject = d.subject), 0)
                       AS seen,
                   -- as the view officers has it, but for rejected rows
                   d.added IS NOT NULL
                           AND (t.decided IS NOT 'rejected'
                               OR t.decision < coalesce(s.number, d.added)
                               OR d.deployment IN
                                   (SELECT deployment FROM officers WHERE report = d.report))
                       OR s.action IN ('approve', 'correct')
                           AND NOT (t.decided IS 'rejected' AND t.decision > s.number)
                       OR t.counts AND (d.counted OR t.standing <> 'counted') AS counts
            FROM deployment AS d
            JOIN table_standing AS t ON t.extracted_table = d.extracted_table
            JOIN evidence AS w ON w.evidence = d.evidence
            JOIN evidence AS e ON e.evidence = d.count_evidence
            LEFT JOIN standing_decision AS s ON s.subject = d.subject
            JOIN mission AS m ON m.mission = coalesce(
                (SELECT mission FROM mission WHERE mission = s.corrected_mission), d.mission)
            WHERE d.report = ?
            """,
            [report],
        )
    ]
    found.sort(key=lambda row: (row["row_page"], row["row_box"][1], row["box"][1], row["box"][0]))
    names, in_report = country_names(db, language), country_names(db, "nl")
    for row in found:
        # Neither is a mission, nor a country, another than is written because of the language.
        row["mission_otherwise"] = row["mission_as_written"] != row["mission_name"]
        row["mission_name"] = called.mission(row["mission_name"])
        row["country_names"] = [names.get(code, code) for code in row["countries"]]
        said = [in_report.get(code, code) for code in row["countries"]]
        written = row["country_as_written"].replace(" en ", ", ")
        row["country_otherwise"] = written != ", ".join(said).replace(" en ", ", ")
    return found


def message_of(found: dict[str, Any], names: MissionNames) -> str:
    """What a finding says, in the language of these names."""
    return names.told(
        retold(found["code"], found["message"], found["message_values"], names.language)
    )


def waits_on(db: Database, subject: str) -> list[dict[str, Any]]:
    """The decisions on a subject that wait for a second person, with what each says."""
    return list(
        db.query(
            "SELECT number, action, field, value, reviewer FROM waiting_decision "
            "WHERE subject = ? ORDER BY number",
            [subject],
        )
    )


def last_on(db: Database, subject: str) -> dict[str, Any] | None:
    """The last word on a subject that was not taken back: its number, and who said what."""
    last = last_said(db, subject)
    return last and {key: last[key] for key in ("number", "action", "reviewer")}


def history_of(db: Database, subject: str) -> list[dict[str, Any]]:
    return list(
        db.query(
            "SELECT number, action, field, value, reviewer, reason, decided_at FROM decision "
            "WHERE subject = ? ORDER BY number DESC",
            [subject],
        )
    )


def country_names(db: Database, language: str) -> dict[str, str]:
    """Names of countries by their code."""
    rows = db.query("SELECT * FROM country")
    return {row["country"]: row[f"name_{language}"] for row in rows}


def _readings(stored: str, language: str) -> list[dict[str, Any]]:
    """What each way of reading saw, with the name of the way in a language."""
    words, known = Wording(language), catalogue()
    return [
        {**each, "way": words(way if (way := f"way.{each['way']}") in known else "way.other")}
        for each in json.loads(stored)
    ]


def _row(db: Database, row: dict[str, Any], names: MissionNames) -> dict[str, Any]:
    language = names.language
    findings = [
        {"code": f["code"], "severity": f["severity"], "message": message_of(f, names)}
        for f in db.query(
            "SELECT code, severity, message, message_values FROM finding "
            "JOIN finding_deployment AS l USING (finding) WHERE l.deployment = ? "
            "AND subject NOT IN (SELECT subject FROM agreed_finding) ORDER BY severity, code",
            [row["deployment"]],
        )
    ]
    history, waits = history_of(db, row["subject"]), waits_on(db, row["subject"])
    state = "waiting" if waits else _state(row)
    return {
        "deployment": row["deployment"],
        "mission": row["taken_for"],
        "mission_name": row["mission_name"],
        "mission_as_written": row["mission_as_written"],
        "countries": _countries(db, row),
        "country_as_written": row["country_as_written"],
        "count_as_written": row["count_as_written"],
        "officers": _officers(row),
        "officers_read": row["officers"],
        "shown": _shown(row),
        "confidence": row["confidence"],
        "note": row["note"],
        "who": _who(db, row, language),
        "page": row["page"],
        "box": [row["x0"], row["top"], row["x1"], row["bottom"]],
        "row_page": row["row_page"],
        "row_box": [row["row_x0"], row["row_top"], row["row_x1"], row["row_bottom"]],
        "readings": _readings(row["readings"], language),
        "findings": findings,
        "counted": bool(row["counts"]),
        "state": state,
        "waiting": [each["number"] for each in waits],
        "waits": waits,
        "last": last_on(db, row["subject"]) if history else None,
        "doubtful": state in ("waiting", "conflict")
        or (state == "open" and any(f["severity"] != "info" for f in findings)),
        "seen": row["seen"],
        "history": history,
    }


def _who(db: Database, row: dict[str, Any], language: str) -> str:
    """Who is counted, where that is not the police alone; a person's number is of these."""
    scope = row["scope"] if row["corrected_officers"] is None else POLICE
    return scope_text(scope, parts_of(db, row["deployment"]), language)


def _countries(db: Database, row: dict[str, Any]) -> list[str]:
    corrected: list[str] | None = json.loads(row["corrected_countries"] or "null")
    return corrected or [
        each["country"]
        for each in db.query(
            "SELECT country FROM deployment_country WHERE deployment = ? ORDER BY position",
            [row["deployment"]],
        )
    ]


def _officers(row: dict[str, Any]) -> int | None:
    corrected: int | None = row["corrected_officers"]
    read: int | None = row["officers"]
    return read if corrected is None else corrected


def _shown(row: dict[str, Any]) -> str:
    if row["corrected_officers"] is not None:
        return str(row["corrected_officers"])
    return notation.shown({**row, **notation.marks_of(row)})


def _state(row: dict[str, Any]) -> str:
    if row["action"] is None:
        return "open"
    if row["decided_on"] != row["count_as_written"]:
        return "conflict"
    return STATES[row["action"]]
