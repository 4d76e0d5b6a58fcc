"""Decisions laid over the rows of a report: rows that people added, and findings where a decision
meets nothing on the page, waits for a second person, or says otherwise than what is read now.

All of it follows from the decisions and the reports, so it is made anew whenever either changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from extractors.extraction import Finding
from extractors.linking import link_mission, normal, unknown_mission
from output.ids import NAMELESS, identify

CODES = ("decision-unplaced", "decision-unconfirmed", "added-and-read", "decided-total-mismatch")
ROW, HEADING = "+", "#"  # what begins the third part of subjects that are no rows of a table


def subject_of(report: dict[str, Any], *said: str) -> str:
    """The key of decisions: the period (or the report without one), the annex, and what is said."""
    return "/".join((report["period"] or report["report"], report["annex"] or "", *said))


def row_subject(report: dict[str, Any], text: str) -> str:
    """The subject of a row that a person added, by the words on the page."""
    return subject_of(report, ROW + normal(text))


def heading_subject(report: dict[str, Any], text: str) -> str:
    """The subject of a heading that a person explained, by the words on the page."""
    return subject_of(report, HEADING + normal(text))


@dataclass(frozen=True, slots=True)
class Added:
    """A row that a person added: what it means, and where it was seen (points, page from 1)."""

    number: int
    subject: str
    mission: str
    name: str
    countries: tuple[str, ...]
    officers: int
    text: str
    report: str
    page: int
    box: tuple[float, float, float, float]


def mission_named(db: Database, name: str) -> str:
    """The id of the mission that goes by this id or name, known or not."""
    if db.execute("SELECT 1 FROM mission WHERE mission = ?", [name]).fetchone():
        return name
    link = link_mission(name)
    return link.mission.mission if link.mission else unknown_mission(name)


def lay_rows(db: Database, key: str) -> None:
    """Rows that people added, put into the reports of a period (or the one report) `key`.

    A row stands in the report in which it was seen, and in another one of the period where its
    words are on a page; where it is read by now, the reading stands and not the added row.
    """
    reports = _reports(db, key)
    for report in reports:
        db.execute(
            "DELETE FROM deployment WHERE report = ? AND added IS NOT NULL", [report["report"]]
        )
        db.execute(
            "DELETE FROM extracted_table WHERE report = ? AND extracted_table NOT IN "
            "(SELECT extracted_table FROM deployment UNION SELECT extracted_table FROM table_cell)",
            [report["report"]],
        )
    for added in _added(db, key):
        for report in reports:
            spot = _spot(db, report, added)
            if spot and not _read(db, report["report"], added):
                _insert(db, report["report"], added, *spot)


def lay_findings(db: Database, key: str) -> Iterator[tuple[str, str | None, Finding]]:
    """What decisions give rise to in the reports that count: report, deployment and finding.

    Those that were stored before are deleted; the caller stores these.
    """
    reports = _reports(db, key)
    for report in reports:
        db.execute(
            f"DELETE FROM finding WHERE report = ? AND code IN ({','.join('?' * len(CODES))})",
            [report["report"], *CODES],
        )
    counted = [
        report
        for report in reports
        if report["period"] is None
        or db.execute(
            "SELECT 1 FROM current_report WHERE report = ?", [report["report"]]
        ).fetchone()
    ]
    yield from _waiting(db, key, counted)
    if not _any(db, key):
        return
    yield from _unplaced(db, key, counted)
    yield from _read_otherwise(db, key, counted)
    yield from _totals(db, counted)


def _any(db: Database, key: str) -> bool:
    return bool(
        db.execute(
            "SELECT 1 FROM decision WHERE subject >= ? AND subject < ? LIMIT 1", [*_span(key)]
        ).fetchone()
    )


def _span(key: str) -> tuple[str, str]:
    """Bounds between which all subjects of a key sort."""
    return f"{key}/", f"{key}0"


def _reports(db: Database, key: str) -> list[dict[str, Any]]:
    return list(
        db.query(
            "SELECT * FROM report WHERE period = :key OR period IS NULL AND report = :key "
            "ORDER BY report",
            {"key": key},
        )
    )


def _added(db: Database, key: str) -> list[Added]:
    """Rows that were added and not taken back since, by number of their decision."""
    rows = db.query(
        "SELECT max(d.number) AS number, d.subject, d.value FROM decision_in_force AS d "
        "WHERE d.action = 'add' AND d.subject >= ? AND d.subject < ? AND d.number > coalesce("
        " (SELECT max(number) FROM decision_in_force WHERE subject = d.subject "
        "  AND action = 'undo'), 0) GROUP BY d.subject ORDER BY d.subject",
        [*_span(key)],
    )
    return [each for row in rows if (each := _parsed(row))]


def _parsed(row: dict[str, Any]) -> Added | None:
    """What a decision adds; None where a foreign file holds something else."""
    try:
        told = json.loads(row["value"])
        x0, top, x1, bottom = (float(each) for each in told["box"])
        return Added(
            number=row["number"],
            subject=row["subject"],
            mission=str(told["mission"]),
            name=str(told["name"]),
            countries=tuple(str(code) for code in told["countries"]),
            officers=int(told["officers"]),
            text=str(told["text"]),
            report=str(told["report"]),
            page=int(told["page"]),
            box=(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)),
        )
    except (KeyError, TypeError, ValueError):
        return None


Spot = tuple[int, tuple[float, float, float, float]]


def _spot(db: Database, report: dict[str, Any], added: Added) -> Spot | None:
    """Where an added row stands in a report; the whole page where only its words are known."""
    if report["report"] == added.report:
        return (added.page, added.box) if 1 <= added.page <= report["pages"] else None
    wanted = f" {normal(added.text)} "
    for page in db.query(
        "SELECT number, width, height, text FROM page WHERE report = ? ORDER BY number",
        [report["report"]],
    ):
        if wanted.strip() and wanted in f" {normal(page['text'])} ":
            return page["number"], (0.0, 0.0, page["width"] or 0.0, page["height"] or 0.0)
    return None


def _read(db: Database, report: str, added: Added) -> list[dict[str, Any]]:
    """Rows that were read where the added one stands."""
    text = normal(added.text)
    x0, top, x1, bottom = added.box

    def same(row: dict[str, Any]) -> bool:
        if text and normal(row["text"]) == text:
            return True
        if report != added.report or row["page"] != added.page:
            return False
        middle = (row["top"] + row["bottom"]) / 2
        return bool(top <= middle <= bottom and row["x0"] < x1 and row["x1"] > x0)

    return [
        row
        for row in db.query(
            "SELECT d.*, e.page, e.x0, e.top, e.x1, e.bottom, e.text FROM deployment AS d "
            "JOIN evidence AS e ON e.evidence = d.evidence "
            "WHERE d.report = ? AND d.added IS NULL",
            [report],
        )
        if same(row)
    ]


def _insert(
    db: Database, report: str, added: Added, page: int, box: tuple[float, float, float, float]
) -> None:
    x0, top, x1, bottom = (round(each, 1) for each in box)
    evidence = identify(report, page, x0, top, x1, bottom, added.text)
    db.table("evidence").insert(
        {
            "evidence": evidence,
            "report": report,
            "page": page,
            "x0": x0,
            "top": top,
            "x1": x1,
            "bottom": bottom,
            "text": added.text,
        },
        ignore=True,
    )
    db.table("mission").insert(
        {"mission": added.mission, "name": added.name or NAMELESS, "known": 0}, ignore=True
    )
    deployment = identify(report, added.subject)
    db.table("deployment").insert(
        {
            "deployment": deployment,
            "report": report,
            "extracted_table": _table(db, report, page, evidence),
            "row": 0,
            "subject": added.subject,
            "mission": added.mission,
            "mission_as_written": added.name,
            "organisation": None,
            "country_as_written": "",
            "officers": added.officers,
            "officers_max": None,
            "qualifier": None,
            "count_as_written": str(added.officers),
            "nationality": "NL",
            "confidence": 1.0,
            "note": None,
            "readings": "[]",
            "evidence": evidence,
            "count_evidence": evidence,
            "added": added.number,
        },
        ignore=True,
    )
    known = {row["country"] for row in db.query("SELECT country FROM country")}
    db.table("deployment_country").insert_all(
        (
            {"deployment": deployment, "country": code, "position": position}
            for position, code in enumerate(added.countries)
            if code in known
        ),
        ignore=True,
    )


def _table(db: Database, report: str, page: int, evidence: str) -> str:
    """The table to which an added row belongs: one of its page, else any, else one of its own."""
    found = next(
        db.query(
            "SELECT t.extracted_table FROM extracted_table AS t "
            "JOIN evidence AS e ON e.evidence = t.evidence WHERE t.report = ? "
            "ORDER BY t.counted DESC, abs(e.page - ?), t.extracted_table LIMIT 1",
            [report, page],
        ),
        None,
    )
    if found:
        return str(found["extracted_table"])
    key = identify(report, "added by people")
    db.table("extracted_table").insert(
        {
            "extracted_table": key,
            "report": report,
            "caption": "",
            "reference_date": None,
            "stated_total": None,
            "counted": 1,
            "evidence": evidence,
        }
    )
    return key


def _told(decision: dict[str, Any]) -> str:
    """A decision in a few words."""
    value = decision["value"]
    if decision["action"] == "add":
        try:
            told = json.loads(value)
            value = f"{told['name']}: {told['officers']}"
        except (KeyError, TypeError, ValueError):
            pass
    what = {"approve": "approval", "reject": "rejection", "add": "row added", "undo": "undoing"}
    said = what.get(decision["action"], f"{decision['field']} corrected")
    if decision["action"] in ("correct", "add"):
        said += f" ({value})"
    return f"decision {decision['number']} by {decision['reviewer']}, {said}"


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


def _home(reports: list[dict[str, Any]], subject: str) -> dict[str, Any] | None:
    """The report to which a subject without a row belongs: of its annex, else the first."""
    annex = subject.split("/")[1]
    return next(
        (r for r in reports if (r["annex"] or "") == annex), reports[0] if reports else None
    )


def _waiting(db: Database, key: str, reports: list[dict[str, Any]]) -> Laid:
    for decision in db.query(
        "SELECT * FROM waiting_decision WHERE subject >= ? AND subject < ? ORDER BY number",
        [*_span(key)],
    ):
        row = _of_subject(db, reports, decision["subject"])
        home = row.get("report") or (_home(reports, decision["subject"]) or {}).get("report")
        if home:
            yield (
                home,
                row.get("deployment"),
                Finding(
                    "decision-unconfirmed",
                    "warning",
                    f"{_told(decision)}, waits for a second person",
                    _about(decision),
                ),
            )


def _unplaced(db: Database, key: str, reports: list[dict[str, Any]]) -> Laid:
    """Decisions on words that no report that counts has: at rows of their mission, if there are."""
    for decision in db.query(
        "SELECT * FROM standing_decision WHERE subject >= ? AND subject < ? ORDER BY number",
        [*_span(key)],
    ):
        said = decision["subject"].split("/")[2]
        home = _home(reports, decision["subject"])
        if home is None or said.startswith(HEADING):
            continue
        if _of_subject(db, reports, decision["subject"]):
            continue
        about = said
        if said.startswith(ROW):
            about = said[len(ROW) :]
            added = next(
                (each for each in _added(db, key) if each.subject == decision["subject"]), None
            )
            if added and any(_read(db, report["report"], added) for report in reports):
                continue
        finding = Finding(
            "decision-unplaced",
            "warning",
            f"{_told(decision)}, is about {about!r}, which {home['file']} does not say (any more): "
            "decide on the row that is meant, or take the decision back",
            _about(decision),
        )
        link = link_mission(about)
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
            yield home["report"], row["deployment"], finding


def _read_otherwise(db: Database, key: str, reports: list[dict[str, Any]]) -> Laid:
    """Rows that people added and that are read by now, otherwise or besides."""
    for added in _added(db, key):
        for report in reports:
            for row in _read(db, report["report"], added):
                countries = _countries(db, row["deployment"])
                if (row["mission"], row["officers"], countries) != (
                    added.mission,
                    added.officers,
                    set(added.countries),
                ):
                    yield (
                        report["report"],
                        row["deployment"],
                        Finding(
                            "added-and-read",
                            "warning",
                            f"decision {added.number} added this row as {added.name}: "
                            f"{added.officers}; it is read as {row['mission_as_written']}: "
                            f"{row['count_as_written']}",
                            {"decision": added.number, "subject": added.subject},
                        ),
                    )
            for row in db.query(
                "SELECT d.* FROM deployment AS d WHERE d.report = ? AND d.mission = ? "
                "AND d.added IS NULL AND EXISTS (SELECT 1 FROM deployment "
                " WHERE report = d.report AND added = ?)",
                [report["report"], added.mission, added.number],
            ):
                if _countries(db, row["deployment"]) == set(added.countries):
                    yield (
                        report["report"],
                        row["deployment"],
                        Finding(
                            "added-and-read",
                            "warning",
                            f"decision {added.number} added {added.name}: {added.officers} besides "
                            f"this row, for the same countries; both are counted",
                            {"decision": added.number, "subject": added.subject},
                        ),
                    )


def _countries(db: Database, deployment: str) -> set[str]:
    return {
        row["country"]
        for row in db.query(
            "SELECT country FROM deployment_country WHERE deployment = ?", [deployment]
        )
    }


def _totals(db: Database, reports: Iterable[dict[str, Any]]) -> Laid:
    """Totals that the rows made as they were read, and do not make after decisions."""
    for report in reports:
        stated = report["stated_total"]
        if stated is None:
            continue
        least, most = db.execute(
            "SELECT sum(officers), sum(coalesce(officers_max, officers)) FROM officers "
            "WHERE report = ?",
            [report["report"]],
        ).fetchone()
        mismatch = db.execute(
            "SELECT 1 FROM finding WHERE report = ? AND code = 'total-mismatch'",
            [report["report"]],
        ).fetchone()
        if least is not None and not least <= stated <= most and not mismatch:
            yield (
                report["report"],
                None,
                Finding(
                    "decided-total-mismatch",
                    "warning",
                    f"{report['file']} states a total of {stated}; after decisions its rows make "
                    f"{least}",
                    {"stated": stated, "counted": least},
                ),
            )
