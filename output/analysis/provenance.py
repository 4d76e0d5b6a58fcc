"""Where a figure comes from: evidence, readings, findings and decisions about a mission."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import Any

from missiemonitor.corpus.text import normal, slug
from missiemonitor.extractors.findings import retold
from missiemonitor.extractors.linking.missions import link_mission
from missiemonitor.extractors.reasons import reason_text
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.beside_figure import (
    country_names,
    endings,
    figure_in,
    neighbours,
    sentences,
)
from missiemonitor.output.analysis.closed_findings import closed_findings
from missiemonitor.output.database.ids import NAMELESS
from missiemonitor.output.database.records import parts_of
from missiemonitor.output.names import MissionNames, names_in
from sqlite_utils import Database

MOST_NEAR = 5  # names that are offered for one that none has


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


def candidates(db: Database, name: str) -> list[str]:
    """Names of missions that a name may mean: those that have all its words, else those alike."""
    rows = db.execute(
        "SELECT name, name FROM mission UNION "
        "SELECT m.name, a.alias FROM mission AS m JOIN mission_alias AS a USING (mission)"
    ).fetchall()
    forms = {(shown, normal(form)) for shown, form in rows if shown != NAMELESS}
    asked = set(normal(name).split())
    found = {shown for shown, form in forms if asked and asked <= set(form.split())}
    if not found:
        near = get_close_matches(normal(name), [form for _, form in forms], MOST_NEAR)
        found = {shown for shown, form in forms if form in near}
    return sorted(found)


def why(db: Database, mission: str, period: str, language: str = "en") -> list[dict[str, Any]]:
    """Each deployment of a mission in a period with all that is behind its figure.

    Countries, findings and reasons are told in a language, missions by their names in reports
    (`as_called` has them in a language). `findings` are those that no
    decision closed (`closed_findings` has the others), `decisions` those on the row and on its
    findings, of which they have the code as `finding`.

    Those that do not count come last, with `counted` false: of a report that is `superseded`, of
    others than the officers of the series, of a table that is to be agreed, or rejected by a
    person. `table` tells what the table of the figure is, why, and what was decided on it;
    `in_force` what counts after decisions with its marks (`shown`, `marks`), None where nothing
    does, and `together` the figure of the mission with all its rows, as officers_by_mission has it.
    """
    rows = db.query(
        """
        SELECT d.*, m.name AS mission_name, r.file, r.sha256, r.period, r.origin,
               coalesce(o.reference_date, t.reference_date, r.reference_date) AS reference_date,
               e.page, e.x0, e.top, e.x1, e.bottom, e.text AS row_text,
               coalesce(o.named, 0) AS in_total, o.named, o.officers AS officers_now,
               o.officers_max AS officers_max_now, o.qualifier AS qualifier_now,
               o.mission AS mission_now, o.mission_name AS mission_name_now,
               o.country AS country_now, o.decided, s.action AS said,
               coalesce(o.scope, d.scope) AS counted_scope,
               o.unread, o.at_least, o.approximate, o.unsure, o.sums, o.unchecked,
               w.standing, w.decided AS table_decided, t.subject AS table_subject, t.reasons,
               c.report IS NULL AS superseded
        FROM deployment AS d
        JOIN mission AS m USING (mission)
        JOIN report AS r ON r.report = d.report
        JOIN extracted_table AS t USING (extracted_table)
        JOIN table_standing AS w ON w.extracted_table = t.extracted_table
        JOIN evidence AS e ON e.evidence = d.count_evidence
        LEFT JOIN current_report AS c ON c.report = d.report
        LEFT JOIN marked_officers AS o ON o.deployment = d.deployment
        LEFT JOIN standing_decision AS s ON s.subject = d.subject
        WHERE (d.mission = ? OR o.mission = ?) AND r.period = ?
        ORDER BY in_total DESC, r.document_date DESC, e.page, e.top
        """,
        [mission, mission, period],
    )
    beside = {"neighbours": neighbours(db, mission, period), "ended": endings(db, mission, period)}
    names = names_in(db, language)
    return [_with_rest(db, row, names) | beside for row in rows]


def as_called(figure: dict[str, Any], names: MissionNames) -> dict[str, Any]:
    """A figure of `why`, with its mission as it is called in a language."""
    now = figure["in_force"]
    return {
        **figure,
        "mission_name": names.mission(figure["mission_name"]),
        "in_force": now and {**now, "mission_name": names.mission(now["mission_name"])},
    }


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


def _with_rest(db: Database, row: dict[str, Any], names: MissionNames) -> dict[str, Any]:
    language = names.language
    countries = db.query(
        "SELECT country FROM deployment_country WHERE deployment = ? ORDER BY position",
        [row["deployment"]],
    )
    closed = {each["finding"] for each in closed_findings(db, language, row["deployment"])}
    findings = db.query(
        "SELECT finding, code, severity, message, message_values FROM finding "
        "JOIN finding_deployment AS l USING (finding) WHERE l.deployment = ? "
        "ORDER BY code, message",
        [row["deployment"]],
    )
    items = db.query(
        "SELECT i.extractor, i.kind, i.label, i.value, i.unit, i.as_written, i.confidence, e.page "
        "FROM item AS i JOIN evidence AS e USING (evidence) "
        "WHERE i.report = ? AND i.mission = ? ORDER BY e.page, e.top, i.item",
        [row["report"], row["mission"]],
    )
    decisions = db.query(
        "SELECT number, action, value, reviewer, reason, decided_at, count_as_written, "
        "(SELECT min(code) FROM finding WHERE subject = decision.subject) AS finding "
        "FROM decision WHERE subject = ? "
        "OR kind = 'finding' AND subject IN (SELECT f.subject FROM finding AS f "
        "JOIN finding_deployment AS l USING (finding) WHERE l.deployment = ?) "
        "ORDER BY number",
        [row["subject"], row["deployment"]],
    )
    of_table = db.query(
        "SELECT number, action, reviewer, reason, decided_at FROM decision WHERE subject = ? "
        "ORDER BY number",
        [row["table_subject"]],
    )
    read = [country["country"] for country in countries]
    return {
        **{name: row[name] for name in COLUMNS},
        "in_force": _in_force(db, row, language),
        "together": figure_in(db, row["mission_now"] or row["mission"], row["period"]),
        "rejected": row["said"] == "reject",
        "counted": bool(row["in_total"]),
        "scope": row["counted_scope"],
        "of_which": parts_of(db, row["deployment"]),
        "nameless": row["named"] == 0,
        "superseded": bool(row["superseded"]),
        "countries": read,
        "country_names": country_names(db, read, language),
        "box": [row["x0"], row["top"], row["x1"], row["bottom"]],
        "readings": json.loads(row["readings"]),
        "findings": [
            {
                "code": each["code"],
                "severity": each["severity"],
                "message": names.told(
                    retold(each["code"], each["message"], each["message_values"], language)
                ),
            }
            for each in findings
            if each["finding"] not in closed
        ],
        "statements": sentences(db, _as_counted(db, row, read), language),
        "decisions": list(decisions),
        "items": list(items),
        "table": {
            "standing": row["standing"],
            "decided": row["table_decided"],
            "reasons": [
                {"code": code, "values": values, "text": reason_text(code, values, language)}
                for code, values in json.loads(row["reasons"])
            ],
            "decisions": list(of_table),
        },
    }


def _in_force(db: Database, row: dict[str, Any], language: str = "en") -> dict[str, Any] | None:
    """What counts of a row after decisions; None where it is in no figure."""
    if not row["in_total"]:
        return None
    marked = {**row, "officers": row["officers_now"], "officers_max": row["officers_max_now"]}
    codes = [code for code in (row["country_now"] or "").split("+") if code]
    return {
        "officers": row["officers_now"],
        "officers_max": row["officers_max_now"],
        "qualifier": row["qualifier_now"],
        "mission": row["mission_now"],
        "mission_name": row["mission_name_now"],
        "countries": codes,
        "country_names": country_names(db, codes, language),
        "decided": row["decided"],
        "shown": notation.shown({**marked, "origin": None}),
        "marks": notation.words(marked),
    }


def _as_counted(db: Database, row: dict[str, Any], read: list[str]) -> dict[str, Any]:
    """A row as sentences are held against it: as it counts, else as it was read."""
    now = _in_force(db, row) or row | {"countries": read}
    (together,) = db.execute(
        "SELECT sum(officers) FROM officers WHERE report = ? AND mission = ?",
        [row["report"], now["mission"]],
    ).fetchone()
    # Officers of whom the page does not say whose they are are those of its series.
    (of_series,) = db.execute(
        "SELECT s.country FROM report AS r LEFT JOIN series AS s ON s.series = r.series "
        "WHERE r.report = ?",
        [row["report"]],
    ).fetchone()
    copied = ("mission", "officers", "officers_max", "countries")
    return {
        **{name: now[name] for name in copied},
        "report": row["report"],
        "nationality": row["nationality"] or of_series,
        # Those of a table of others are none of whom sentences on our officers tell.
        "of_others": not row["in_total"] and row["standing"] == "other",
        "together": together,
    }
