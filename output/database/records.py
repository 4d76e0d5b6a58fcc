"""The rows that both readings and people give rise to, each written in one way.

All run inside a transaction of their caller (`writing`). Ids are digests of content, so what is
there already is the same row and stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from missiemonitor.extractors.extraction import Finding, Item
from missiemonitor.extractors.findings import stored_values
from missiemonitor.output.database.ids import NAMELESS, identify
from missiemonitor.output.database.subject_key import finding_subject
from sqlite_utils import Database

Corners = tuple[float, float, float, float]
# What a row has as it was read, in columns of `deployment`.
OF_ROW = (
    "row",
    "mission",
    "mission_as_written",
    "organisation",
    "country_as_written",
    "officers",
    "officers_max",
    "qualifier",
    "count_as_written",
    "nationality",
    "confidence",
    "note",
    "scope",
)


def report_id(sha256: str) -> str:
    """The id of a report: the first 16 digits of the digest of its bytes."""
    return sha256[:16]


def row_number(*parts: object) -> int:
    """A digest as a positive integer, for tables that full-text search refers to by row id."""
    return int(identify(*parts), 16) >> 1


def write_evidence(db: Database, report: str, page: int, corners: Corners, text: str) -> str:
    """A spot on a page (x0, top, x1, bottom in points, one decimal; pages from 1); gives its id."""
    x0, top, x1, bottom = corners
    key = identify(report, page, x0, top, x1, bottom, text)
    db.table("evidence").insert(
        {
            "evidence": key,
            "report": report,
            "page": page,
            "x0": x0,
            "top": top,
            "x1": x1,
            "bottom": bottom,
            "text": text,
        },
        ignore=True,
    )
    return key


def write_mission(db: Database, mission: str, name: str = "", known: bool = False) -> None:
    """A mission that a row refers to, where the reference data have it not."""
    db.table("mission").insert(
        {"mission": mission, "name": name or NAMELESS, "known": int(known)}, ignore=True
    )


def write_deployment(db: Database, row: Mapping[str, Any], countries: Iterable[str]) -> None:
    """A deployment with its countries (ISO codes, in order); columns left out are empty."""
    defaults = {"organisation": None, "officers_max": None, "qualifier": None, "note": None}
    db.table("deployment").insert({**defaults, "readings": "[]", **row})
    write_countries(db, "deployment_country", {"deployment": row["deployment"]}, countries)


def write_parts(db: Database, deployment: str, parts: Iterable[Mapping[str, Any]]) -> None:
    """The others told of beside a deployment, as CountPart has them, from left to right."""
    db.table("deployment_part").insert_all(
        {"deployment": deployment, "position": position, **part}
        for position, part in enumerate(parts)
    )


def parts_of(db: Database, deployment: str) -> list[dict[str, Any]]:
    """The others told of beside a deployment, as `write_parts` took them."""
    return list(
        db.query(
            "SELECT scope, officers, heading, as_written FROM deployment_part "
            "WHERE deployment = ? ORDER BY position",
            [deployment],
        )
    )


def write_countries(
    db: Database, table: str, owner: Mapping[str, Any], codes: Iterable[str]
) -> None:
    """The countries of a deployment or statement, in the order of the page."""
    db.table(table).insert_all(
        ({**owner, "country": code, "position": position} for position, code in enumerate(codes)),
        ignore=True,
    )


def write_item(db: Database, report: str, item: Item, subject: str, evidence: str) -> None:
    """What another extractor found; `subject` is the key of decisions about it."""
    if item.mission:
        write_mission(db, item.mission)
    copied = (
        "extractor",
        "kind",
        "mission",
        "label",
        "value",
        "unit",
        "as_written",
        "confidence",
    )
    db.table("item").insert(
        {
            **{name: getattr(item, name) for name in copied},
            "item": identify(report, item.extractor, item.key),
            "report": report,
            "subject": subject,
            "evidence": evidence,
            "details": json.dumps(dict(item.details), ensure_ascii=False, sort_keys=True),
        }
    )


def write_finding(
    db: Database,
    report: str,
    finding: Finding,
    across: bool = False,
    evidence: str | None = None,
    deployment: str | None = None,
    table: str | None = None,
    rows: Iterable[str] = (),
) -> None:
    """A finding about a report; `across` where other reports or decisions take part in it.

    `deployment` and `table` are ids of the row and the table that it is about; `rows` are ids of
    those that it lists, for one of a table or mission.
    """
    about = json.dumps(finding.about, ensure_ascii=False, sort_keys=True)
    said = stored_values(finding)
    key = identify(report, finding.code, about, finding.message, evidence, deployment)
    db.table("finding").insert(
        {
            "finding": key,
            "report": report,
            "deployment": deployment,
            "extracted_table": table,
            "statement_id": _statement(db, report, finding.about.get("statement")),
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message,
            "about": about,
            "evidence": evidence,
            "across": int(across),
            "message_values": said,
            "subject": _subject(db, report, deployment, finding.code, said),
        },
        ignore=True,
    )
    _link(db, key, [*rows, *([deployment] if deployment else [])])


def _link(db: Database, finding: str, rows: Iterable[str]) -> None:
    db.table("finding_deployment").insert_all(
        ({"finding": finding, "deployment": row} for row in dict.fromkeys(rows)), ignore=True
    )


def statement_number(report: str, key: str) -> int:
    """The number of a statement of a report, by its key in the extraction."""
    return row_number(report, key)


def _statement(db: Database, report: str, key: object) -> int | None:
    """The statement that a finding is about; None where there is none, or not in this report."""
    if not isinstance(key, str):
        return None
    number = statement_number(report, key)
    there = db.execute(
        "SELECT 1 FROM statement WHERE statement_id = ? AND report = ?", [number, report]
    ).fetchone()
    return number if there else None


def tie_old_findings(db: Database) -> None:
    """Say of findings that a version before stored which statement they are about."""
    for row in list(
        db.query(
            "SELECT finding, report, json_extract(about, '$.statement') AS key FROM finding "
            "WHERE statement_id IS NULL AND json_type(about, '$.statement') = 'text'"
        )
    ):
        number = _statement(db, row["report"], row["key"])
        db.execute(
            "UPDATE finding SET statement_id = ? WHERE finding = ?", [number, row["finding"]]
        )


def link_old_findings(db: Database) -> None:
    """Say of findings of whole tables that a version before stored which rows they list: those of
    their table whose text, or whose mission as written, they name."""
    for row in list(
        db.query(
            "SELECT finding, extracted_table, message_values FROM finding "
            "WHERE extracted_table IS NOT NULL AND deployment IS NULL AND message_values IS NOT "
            "NULL AND finding NOT IN (SELECT finding FROM finding_deployment)"
        )
    ):
        values = json.loads(row["message_values"]).get("values", {})
        for slot, column in (("rows", "e.text"), ("names", "d.mission_as_written")):
            said = values.get(slot)
            if isinstance(said, list):
                found = db.execute(
                    "SELECT d.deployment FROM deployment AS d JOIN evidence AS e "
                    "ON e.evidence = d.evidence WHERE d.extracted_table = ? AND d.added IS NULL "
                    f"AND coalesce(nullif({column}, ''), '-') IN ({','.join('?' * len(said))})",
                    [row["extracted_table"], *map(str, said)],
                )
                _link(db, row["finding"], [key for (key,) in found.fetchall()])


def name_old_findings(db: Database) -> None:
    """Give subjects to the findings that a version before stored without."""
    for row in list(db.query("SELECT * FROM finding WHERE subject = ''")):
        said = row["message_values"] or row["message"]
        subject = _subject(db, row["report"], row["deployment"], row["code"], said)
        db.execute("UPDATE finding SET subject = ? WHERE finding = ?", [subject, row["finding"]])


def _subject(db: Database, report: str, deployment: str | None, code: str, said: str) -> str:
    about = next(db.query("SELECT decision_key, annex FROM report WHERE report = ?", [report]))
    row = db.execute("SELECT subject FROM deployment WHERE deployment = ?", [deployment]).fetchone()
    return finding_subject(about, code, row[0] if row else "", said)
