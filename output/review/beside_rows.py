"""What the desk shows beside the rows of a report: tables, findings, sentences, items, decisions
without a row, and the names that can be chosen."""

from __future__ import annotations

import json
from typing import Any

from missiemonitor.extractors.findings import advice, codes, descriptions, weight
from missiemonitor.output.analysis import notation
from missiemonitor.output.database.subject_key import ITEM, REPORT
from missiemonitor.output.decisions.settling import finding_to_settle, tables_of
from missiemonitor.output.names import names_in
from missiemonitor.output.page_images import Pages
from missiemonitor.output.review import head
from missiemonitor.output.review.desk import (
    STATES,
    country_names,
    history_of,
    last_on,
    message_of,
    rows,
    waits_on,
)
from sqlite_utils import Database


def all_told(db: Database, pages: Pages, report: dict[str, Any], language: str) -> dict[str, Any]:
    """All that the desk shows of a report; `sizes` are those of its pages in points."""
    name, digest = report["report"], report["sha256"]
    told: dict[str, Any] = {
        "rows": rows(db, name, language),
        "head": head.told(db, report, language),
        "missions": missions(db, language),
        "countries": countries(db, language),
        "statements": statements(db, name, language),
        "loose": loose(db, name, language),
        "items": items(db, name, language),
        "tables": tables(db, name, language),
        "findings": findings(db, name, language),
        "advice": {code: advice(code, language) for code in descriptions()},
    }
    kinds = ("rows", "items", "tables", "statements")
    shown = {1, *(each["page"] for kind in kinds for each in told[kind])}
    there = pages.has(digest)
    return {**told, "sizes": {p: pages.size(digest, p) for p in sorted(shown)} if there else {}}


def loose(db: Database, report: str, language: str = "en") -> list[dict[str, Any]]:
    """Decisions that no row of the report carries, or that wait without one, with what they say."""
    described = descriptions()
    of_decisions = codes(lambda each: each.decision)
    names = names_in(db, language)
    found: dict[str, dict[str, Any]] = {}
    for row in db.query(
        "SELECT f.code, f.message, f.message_values, f.deployment, "
        "json_extract(f.about, '$.subject') AS subject, "
        "json_extract(f.about, '$.decision') AS number FROM finding AS f WHERE f.report = ? "
        f"AND f.code IN ({','.join('?' * len(of_decisions))}) ORDER BY f.code, number",
        [report, *of_decisions],
    ):
        waits = described[row["code"]].decision == "waits"
        own_place = row["deployment"] or _is_table(db, report, row["subject"])
        if waits and (own_place or row["subject"].split("/")[2][:1] in (REPORT, ITEM)):
            continue  # it waits at its row, table, sentence or above the rows
        newest = db.execute(
            "SELECT max(number) FROM decision WHERE subject = ?", [row["subject"]]
        ).fetchone()
        found[row["subject"]] = {
            "subject": row["subject"],
            "message": message_of(row, names),
            "waits": waits,
            "seen": newest[0],
        }
    return list(found.values())


def tables(db: Database, report: str, language: str = "en") -> list[dict[str, Any]]:
    """The tables of a report on which a person can decide as a whole; see `tables_of`."""
    return [_with_words(db, each) for each in tables_of(db, report, language)]


def _with_words(db: Database, told: dict[str, Any]) -> dict[str, Any]:
    """What can be decided on, with what waits on it and the last word there was."""
    subject = told["subject"]
    return {**told, "waits": waits_on(db, subject), "last": last_on(db, subject)}


def findings(db: Database, report: str, language: str = "en") -> list[dict[str, Any]]:
    """Findings on a report as a whole that are open or were settled, the weightiest first.

    As `finding_to_settle` has them, with their page; those of rows stand at their rows, those of
    tables to be agreed at their tables, those of decisions at these.
    """
    others = codes(lambda each: each.group == "decision")
    found = []
    for row in db.query(
        "SELECT f.finding, f.code, w.page FROM finding AS f "
        "LEFT JOIN to_review AS w ON w.finding = f.finding "
        "WHERE f.report = ? AND f.deployment IS NULL AND f.code <> 'table-to-agree' AND "
        "(w.finding IS NOT NULL OR f.subject IN (SELECT subject FROM decision)) "
        "ORDER BY w.page, f.code, f.finding",
        [report],
    ):
        told = None if row["code"] in others else finding_to_settle(db, row["finding"], language)
        if told:
            found.append({**_with_words(db, told), "page": row["page"]})
    found.sort(key=lambda each: (each["settled"], *weight(each["severity"], each["code"])))
    return found


def _is_table(db: Database, report: str, subject: str) -> bool:
    return bool(
        db.execute(
            "SELECT 1 FROM extracted_table WHERE report = ? AND subject = ?", [report, subject]
        ).fetchone()
    )


def items(db: Database, report: str, language: str = "en") -> list[dict[str, Any]]:
    """What other extractors found in a report, by page: to be looked at, with its box (points)."""
    called = names_in(db, language)
    return [
        {
            "item": row["item"],
            "extractor": row["extractor"],
            "kind": row["kind"],
            "label": row["label"],
            "mission_name": row["mission_name"] and called.mission(row["mission_name"]),
            "value": row["value"],
            "unit": row["unit"],
            "as_written": row["as_written"],
            "confidence": row["confidence"],
            "details": json.loads(row["details"]),
            "page": row["page"],
            "box": [row["x0"], row["top"], row["x1"], row["bottom"]],
        }
        for row in db.query(
            """
            SELECT i.*, m.name AS mission_name, e.page, e.x0, e.top, e.x1, e.bottom
            FROM item AS i
            JOIN evidence AS e ON e.evidence = i.evidence
            LEFT JOIN mission AS m ON m.mission = i.mission
            WHERE i.report = ?
            ORDER BY e.page, e.top, e.x0, i.kind, i.item
            """,
            [report],
        )
    ]


def statements(db: Database, report: str, language: str = "en") -> list[dict[str, Any]]:
    """Sentences that tell of officers abroad and the like, in the order of the page, with their
    box (points), what is open about them and what was decided; see `rows`."""
    found = []
    called = names_in(db, language)
    for row in db.query(
        "SELECT s.*, k.name_nl, k.name_en, m.name AS mission_name, e.page, e.x0, e.top, e.x1, "
        "e.bottom, d.action, d.corrected_officers, d.count_as_written AS decided_on, "
        "coalesce((SELECT max(number) FROM decision WHERE subject = s.subject), 0) AS seen "
        "FROM statement AS s JOIN statement_kind AS k USING (kind) "
        "JOIN evidence AS e USING (evidence) LEFT JOIN mission AS m ON m.mission = s.mission "
        "LEFT JOIN standing_decision AS d ON d.subject = s.subject "
        "WHERE s.report = ? ORDER BY e.page, e.top, e.x0, s.statement_id",
        [report],
    ):
        waits = waits_on(db, row["subject"])
        read = None if row["officers"] is None else str(row["officers"])
        marks = notation.marks_of({**row, "scope": None})
        state = "open" if row["action"] is None else STATES[row["action"]]
        if row["action"] and row["decided_on"] != read:
            state = "conflict"
        officers = row["officers"]
        shown = "" if officers is None else notation.shown({**row, **marks})
        if row["corrected_officers"] is not None:
            officers = row["corrected_officers"]
            shown = str(officers)
        found.append(
            {
                "statement": str(row["statement_id"]),
                "kind": row[f"name_{language}"],
                "mission_name": row["mission_name"] and called.mission(row["mission_name"]),
                "sentence": row["sentence"],
                "officers": officers,
                "officers_read": row["officers"],
                "shown": shown,
                "read": read,
                "status": row["status"],
                "confidence": row["confidence"],
                "page": row["page"],
                "box": [row["x0"], row["top"], row["x1"], row["bottom"]],
                "state": "waiting" if waits else state,
                "waiting": [each["number"] for each in waits],
                "waits": waits,
                "last": last_on(db, row["subject"]) if row["seen"] else None,
                "seen": row["seen"],
                "history": history_of(db, row["subject"]),
            }
        )
    return found


def missions(db: Database, language: str = "en") -> list[dict[str, str]]:
    """Missions by name, to choose from, with the one that reports use as `read`."""
    called = names_in(db, language)
    found = [
        {"mission": row["mission"], "name": called.of(row), "read": row["name"]}
        for row in db.query("SELECT * FROM mission")
    ]
    return sorted(found, key=lambda each: (each["name"], each["mission"]))


def countries(db: Database, language: str = "en") -> list[dict[str, str]]:
    """Countries by name, to choose from; `read` is the name in the other language."""
    names = sorted(country_names(db, language).items(), key=lambda each: each[1])
    others = country_names(db, "en" if language == "nl" else "nl")
    return [{"country": code, "name": name, "read": others[code]} for code, name in names]
