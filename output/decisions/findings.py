"""Findings that decisions give rise to: one that meets nothing on the page, waits for a second
person, or says otherwise than what is read now; and tables that no longer count without one.

They follow from the decisions and the reports, so they are found anew whenever either changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import codes, finding
from missiemonitor.extractors.linking.missions import link_mission
from missiemonitor.output.database.subject_key import (
    FINDING,
    HEADING,
    ITEM,
    REPORT,
    ROW,
    TABLE,
    span,
)
from missiemonitor.output.decisions.added_rows import (
    Added,
    added_rows,
    countries_of,
    read_there,
    reports_of,
)
from missiemonitor.output.decisions.totals import totals_not_made
from sqlite_utils import Database


def findings_of_decisions(db: Database, key: str) -> Iterator[tuple[str, str | None, Finding]]:
    """What decisions give rise to in the reports that count: report, deployment and finding.

    Those that were stored before are deleted; the caller stores these.
    """
    reports = reports_of(db, key)
    own = codes(lambda described: described.group == "decision")
    for report in reports:
        db.execute(
            f"DELETE FROM finding WHERE report = ? AND code IN ({','.join('?' * len(own))})",
            [report["report"], *own],
        )
    counted = [
        report
        for report in reports
        if report["period"] is None
        or report["series"] is None
        or db.execute(
            "SELECT 1 FROM current_report WHERE report = ?", [report["report"]]
        ).fetchone()
    ]
    yield from _waiting(db, key, counted)
    yield from _no_longer_counted(db, counted)
    if not _any(db, key):
        return
    added = added_rows(db, key)
    yield from _unplaced(db, key, counted, added)
    yield from _read_otherwise(db, counted, added)
    yield from totals_not_made(db, counted)


def _any(db: Database, key: str) -> bool:
    return bool(
        db.execute(
            "SELECT 1 FROM decision WHERE subject >= ? AND subject < ? LIMIT 1", [*span(key)]
        ).fetchone()
    )


def _told(decision: dict[str, Any]) -> dict[str, Any]:
    """Which message tells of a decision, and what fills it: `message`, and values by slot."""
    action, value = decision["action"], decision["value"]
    told = {"message": action, "number": decision["number"], "reviewer": decision["reviewer"]}
    if action == "correct" and decision["field"] == "heading":
        return told | {"message": "heading", "role": value}
    if action == "correct":
        return told | {"field": decision["field"], "value": value}
    if action == "add":
        try:
            row = json.loads(value)
            value = f"{row['name']}: {row['officers']}"
        except (KeyError, TypeError, ValueError):
            pass
        return told | {"value": value}
    return told


def _about(decision: dict[str, Any]) -> dict[str, Any]:
    return {"decision": decision["number"], "subject": decision["subject"]}


Laid = Iterator[tuple[str, str | None, Finding]]


def _of_subject(db: Database, reports: Iterable[dict[str, Any]], subject: str) -> dict[str, Any]:
    """The report that counts in which a subject is a row: its id and the deployment's."""
    names = [report["report"] for report in reports]
    found = next(
        db.query(
            "SELECT report, deployment FROM deployment WHERE subject = ? AND report IN "
            f"({','.join('?' * len(names))})",
            [subject, *names],
        ),
        None,
    )
    return found or {}


def _table_there(db: Database, reports: Iterable[dict[str, Any]], subject: str) -> bool:
    """Whether a report that counts has a table of this subject."""
    rows = db.query("SELECT report FROM extracted_table WHERE subject = ?", [subject])
    return bool({row["report"] for row in rows} & {report["report"] for report in reports})


def _told_there(db: Database, reports: Iterable[dict[str, Any]], subject: str) -> bool:
    """Whether a report that counts has a sentence of this subject."""
    rows = db.query("SELECT report FROM statement WHERE subject = ?", [subject])
    return bool({row["report"] for row in rows} & {report["report"] for report in reports})


def _home(reports: list[dict[str, Any]], subject: str) -> dict[str, Any] | None:
    """The report to which a subject without a row belongs: of its annex, else the first."""
    annex = subject.split("/")[1]
    return next(
        (r for r in reports if (r["annex"] or "") == annex), reports[0] if reports else None
    )


def _waiting(db: Database, key: str, reports: list[dict[str, Any]]) -> Laid:
    for decision in db.query(
        "SELECT * FROM waiting_decision WHERE subject >= ? AND subject < ? ORDER BY number",
        [*span(key)],
    ):
        row = _of_subject(db, reports, decision["subject"])
        home = row.get("report") or (_home(reports, decision["subject"]) or {}).get("report")
        if home:
            yield (
                home,
                row.get("deployment"),
                finding("decision-unconfirmed", _about(decision), **_told(decision)),
            )


def _no_longer_counted(db: Database, reports: Iterable[dict[str, Any]]) -> Laid:
    """Tables that counted as a version before read them, and of which no person said anything."""
    for report in reports:
        for row in db.query(
            "SELECT t.*, e.page, coalesce(sum(d.officers), 0) AS officers "
            "FROM extracted_table AS t JOIN evidence AS e ON e.evidence = t.evidence "
            "JOIN table_standing AS s ON s.extracted_table = t.extracted_table "
            "LEFT JOIN deployment AS d ON d.extracted_table = t.extracted_table "
            "AND d.added IS NULL WHERE t.report = ? "
            "AND t.counted_before AND s.decided IS NULL "
            "GROUP BY t.extracted_table ORDER BY e.page, e.top",
            [report["report"]],
        ):
            yield (
                report["report"],
                None,
                finding(
                    "table-no-longer-counted",
                    {"subject": row["subject"], "page": row["page"]},
                    file=report["file"],
                    page=row["page"],
                    caption=row["caption"],
                    reasons=[
                        {"code": code, **values} for code, values in json.loads(row["reasons"])
                    ],
                    officers=row["officers"],
                ),
            )


def _unplaced(
    db: Database, key: str, reports: list[dict[str, Any]], rows_added: list[Added]
) -> Laid:
    """Decisions on words that no report that counts has: at rows of their mission, if there are."""
    for decision in db.query(
        "SELECT * FROM standing_decision WHERE subject >= ? AND subject < ? ORDER BY number",
        [*span(key)],
    ):
        said = decision["subject"].split("/")[2]
        home = _home(reports, decision["subject"])
        if home is None or said.startswith((HEADING, FINDING, REPORT)):
            continue
        if said.startswith(ITEM) and _told_there(db, reports, decision["subject"]):
            continue
        if _of_subject(db, reports, decision["subject"]):
            continue
        if said.startswith(TABLE) and _table_there(db, reports, decision["subject"]):
            continue
        about = said.removeprefix(TABLE) or "a table without a caption"
        if said.startswith(ROW):
            about = said[len(ROW) :]
            added = next((each for each in rows_added if each.subject == decision["subject"]), None)
            if added and any(read_there(db, report["report"], added) for report in reports):
                continue
        unplaced = finding(
            "decision-unplaced",
            _about(decision),
            **_told(decision),
            about=about,
            file=home["file"],
        )
        link = link_mission("" if said.startswith(TABLE) else about)
        rows = (
            list(
                db.query(
                    "SELECT deployment FROM deployment WHERE report = ? AND mission = ?",
                    [home["report"], link.mission.mission],
                )
            )
            if link.mission
            else []
        )
        for row in rows or [{"deployment": None}]:
            yield home["report"], row["deployment"], unplaced


def _read_otherwise(db: Database, reports: list[dict[str, Any]], rows_added: list[Added]) -> Laid:
    """Rows that people added and that are read by now, otherwise or besides."""
    for added in rows_added:
        for report in reports:
            for row in read_there(db, report["report"], added):
                countries = countries_of(db, row["deployment"])
                if (row["mission"], row["officers"], countries) != (
                    added.mission,
                    added.officers,
                    set(added.countries),
                ):
                    yield (
                        report["report"],
                        row["deployment"],
                        finding(
                            "added-and-read",
                            {"decision": added.number, "subject": added.subject},
                            message="otherwise",
                            number=added.number,
                            name=added.name,
                            officers=added.officers,
                            read_name=row["mission_as_written"],
                            read_count=row["count_as_written"],
                        ),
                    )
            for row in db.query(
                "SELECT d.* FROM deployment AS d WHERE d.report = ? AND d.mission = ? "
                "AND d.added IS NULL AND EXISTS (SELECT 1 FROM deployment "
                " WHERE report = d.report AND added = ?)",
                [report["report"], added.mission, added.number],
            ):
                if countries_of(db, row["deployment"]) == set(added.countries):
                    yield (
                        report["report"],
                        row["deployment"],
                        finding(
                            "added-and-read",
                            {"decision": added.number, "subject": added.subject},
                            message="besides",
                            number=added.number,
                            name=added.name,
                            officers=added.officers,
                        ),
                    )
