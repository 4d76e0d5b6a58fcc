"""Where a figure comes from: evidence, readings, findings and decisions about a mission."""

from __future__ import annotations

import json
from typing import Any

from missiemonitor.corpus.text import slug
from missiemonitor.extractors.linking.missions import link_mission
from missiemonitor.extractors.reasons import reason_text
from missiemonitor.output.database.records import parts_of
from sqlite_utils import Database


def find_mission(db: Database, name: str) -> str | None:
    """The mission that a person means by `name`: its id, a name of it, or one written alike."""
    rows = db.query("SELECT mission, name FROM mission")
    names = {slug(row["name"]): row["mission"] for row in rows}
    ids = set(names.values())
    for candidate in (name, f"unknown-{slug(name)}"):
        if candidate in ids:
            return candidate
    link = link_mission(name)
    if link.mission:
        return link.mission.mission
    return names.get(slug(name))


def why(db: Database, mission: str, period: str) -> list[dict[str, Any]]:
    """Each deployment of a mission in a period with all that is behind its figure.

    Those that do not count come last, with `counted` false: of a report that is `superseded`, of
    others than the officers of the series, of a table that is to be agreed, or rejected by a
    person. `table` tells what the table of the figure is, why, and what was decided on it.
    """
    rows = db.query(
        """
        SELECT d.*, m.name AS mission_name, r.file, r.sha256, r.period, r.origin,
               coalesce(t.reference_date, r.reference_date) AS reference_date,
               e.page, e.x0, e.top, e.x1, e.bottom, e.text AS row_text,
               o.deployment IS NOT NULL AS in_total, coalesce(o.scope, d.scope) AS counted_scope,
               w.standing, w.decided AS table_decided, t.subject AS table_subject, t.reasons,
               c.report IS NULL AS superseded
        FROM deployment AS d
        JOIN mission AS m USING (mission)
        JOIN report AS r ON r.report = d.report
        JOIN extracted_table AS t USING (extracted_table)
        JOIN table_standing AS w ON w.extracted_table = t.extracted_table
        JOIN evidence AS e ON e.evidence = d.count_evidence
        LEFT JOIN current_report AS c ON c.report = d.report
        LEFT JOIN officers AS o ON o.deployment = d.deployment
        WHERE d.mission = ? AND r.period = ?
        ORDER BY in_total DESC, r.document_date DESC, e.page, e.top
        """,
        [mission, period],
    )
    return [_with_rest(db, row) for row in rows]


COLUMNS = (
    "deployment",
    "mission",
    "mission_name",
    "period",
    "reference_date",
    "officers",
    "officers_max",
    "qualifier",
    "mission_as_written",
    "country_as_written",
    "count_as_written",
    "confidence",
    "note",
    "file",
    "sha256",
    "origin",
    "page",
)


def _with_rest(db: Database, row: dict[str, Any]) -> dict[str, Any]:
    countries = db.query(
        "SELECT country FROM deployment_country WHERE deployment = ? ORDER BY position",
        [row["deployment"]],
    )
    findings = db.query(
        "SELECT code, severity, message FROM finding WHERE deployment = ? ORDER BY code, message",
        [row["deployment"]],
    )
    statements = db.query(
        "SELECT s.sentence, s.officers, s.nationality, s.status, s.confidence, e.page, "
        "s.officers = ? AND s.nationality = ? AS agrees "
        "FROM statement AS s JOIN evidence AS e USING (evidence) "
        "WHERE s.report = ? AND s.mission = ? AND s.kind = 'deployment' ORDER BY e.page, e.top",
        [row["officers"], row["nationality"], row["report"], row["mission"]],
    )
    items = db.query(
        "SELECT i.extractor, i.kind, i.label, i.value, i.unit, i.as_written, i.confidence, e.page "
        "FROM item AS i JOIN evidence AS e USING (evidence) "
        "WHERE i.report = ? AND i.mission = ? ORDER BY e.page, e.top, i.item",
        [row["report"], row["mission"]],
    )
    decisions = db.query(
        "SELECT number, action, value, reviewer, reason, decided_at, count_as_written "
        "FROM decision WHERE subject = ? ORDER BY number",
        [row["subject"]],
    )
    of_table = db.query(
        "SELECT number, action, reviewer, reason, decided_at FROM decision WHERE subject = ? "
        "ORDER BY number",
        [row["table_subject"]],
    )
    return {
        **{name: row[name] for name in COLUMNS},
        "counted": bool(row["in_total"]),
        "scope": row["counted_scope"],
        "of_which": parts_of(db, row["deployment"]),
        "superseded": bool(row["superseded"]),
        "countries": [country["country"] for country in countries],
        "box": [row["x0"], row["top"], row["x1"], row["bottom"]],
        "readings": json.loads(row["readings"]),
        "findings": list(findings),
        "statements": [{**each, "agrees": bool(each["agrees"])} for each in statements],
        "decisions": list(decisions),
        "items": list(items),
        "table": {
            "standing": row["standing"],
            "decided": row["table_decided"],
            "reasons": [
                {"code": code, "values": values, "text": reason_text(code, values)}
                for code, values in json.loads(row["reasons"])
            ],
            "decisions": list(of_table),
        },
    }
