"""Rows that people added: kept in decisions, laid into the reports on whose pages they stand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from missiemonitor.corpus.series import all_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.missions import link_mission, unknown_mission
from missiemonitor.output.database.ids import identify
from missiemonitor.output.database.records import (
    Corners,
    write_deployment,
    write_evidence,
    write_mission,
)
from missiemonitor.output.database.subject_key import span
from missiemonitor.output.database.table_rows import name_tables
from missiemonitor.output.decisions.bounds import FARTHEST, MOST_DECISIONS, officers_of, whole
from sqlite_utils import Database


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
    box: Corners


def mission_named(db: Database, name: str) -> str:
    """The id of the mission that goes by this id or name, known or not."""
    if db.execute("SELECT 1 FROM mission WHERE mission = ?", [name]).fetchone():
        return name
    link = link_mission(name)
    return link.mission.mission if link.mission else unknown_mission(name)


def lay_rows(db: Database, key: str) -> None:
    """Rows that people added, put into the reports of a `decision_key`.

    A row stands in the report in which it was seen, and in another one of the period where its
    words are on a page; where it is read by now, the reading stands and not the added row.
    """
    reports = reports_of(db, key)
    for report in reports:
        db.execute(
            "DELETE FROM deployment WHERE report = ? AND added IS NOT NULL", [report["report"]]
        )
        db.execute(
            "DELETE FROM extracted_table WHERE report = ? AND NOT counted_before "
            "AND extracted_table NOT IN "
            "(SELECT extracted_table FROM deployment UNION SELECT extracted_table FROM table_cell)",
            [report["report"]],
        )
    for added in added_rows(db, key):
        for report in reports:
            spot = _spot(db, report, added)
            if spot and not read_there(db, report["report"], added):
                _insert(db, report["report"], added, *spot)


def reports_of(db: Database, key: str) -> list[dict[str, Any]]:
    return list(
        db.query(
            "SELECT * FROM report WHERE decision_key = ? ORDER BY report",
            [key],
        )
    )


def added_rows(db: Database, key: str) -> list[Added]:
    """Rows that were added and not taken back since, by number of their decision."""
    rows = db.query(
        "SELECT max(d.number) AS number, d.subject, d.value FROM decision_in_force AS d "
        "WHERE d.action = 'add' AND d.subject >= ? AND d.subject < ? AND d.number > coalesce("
        " (SELECT max(number) FROM decision_in_force WHERE subject = d.subject "
        "  AND action = 'undo'), 0) GROUP BY d.subject ORDER BY d.subject",
        [*span(key)],
    )
    return [each for row in rows if (each := _parsed(row))]


def _parsed(row: dict[str, Any]) -> Added | None:
    """What a decision adds; None where a foreign file holds something else."""
    try:
        told = json.loads(row["value"])
        x0, top, x1, bottom = (float(each) for each in told["box"])
        if not all(abs(each) < FARTHEST for each in (x0, top, x1, bottom)):
            raise ValueError("a box is four lengths in points")
        if "\0" in f"{told['mission']}{told['name']}{told['text']}":
            raise ValueError("a text holds U+0000, at which programs that draw end")
        return Added(
            number=row["number"],
            subject=row["subject"],
            mission=str(told["mission"]),
            name=str(told["name"]),
            countries=tuple(str(code) for code in told["countries"]),
            officers=officers_of(told["officers"]),
            text=str(told["text"]),
            report=str(told["report"]),
            page=whole(told["page"], "the page", MOST_DECISIONS, 1),
            box=(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


Spot = tuple[int, Corners]


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


def read_there(db: Database, report: str, added: Added) -> list[dict[str, Any]]:
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


def _insert(db: Database, report: str, added: Added, page: int, box: Corners) -> None:
    x0, top, x1, bottom = (round(each, 1) for each in box)
    evidence = write_evidence(db, report, page, (x0, top, x1, bottom), added.text)
    write_mission(db, added.mission, added.name)
    known = {row["country"] for row in db.query("SELECT country FROM country")}
    write_deployment(
        db,
        {
            "deployment": identify(report, added.subject),
            "report": report,
            "extracted_table": _table(db, report, page, box, evidence),
            "row": 0,
            "subject": added.subject,
            "mission": added.mission,
            "mission_as_written": added.name,
            "country_as_written": "",
            "officers": added.officers,
            "count_as_written": str(added.officers),
            "nationality": _nationality(db, report),
            "confidence": 1.0,
            "evidence": evidence,
            "count_evidence": evidence,
            "added": added.number,
        },
        [code for code in added.countries if code in known],
    )


def _nationality(db: Database, report: str) -> str | None:
    """Whose officers a report tells of: those that its series counts."""
    row = db.execute("SELECT series FROM report WHERE report = ?", [report]).fetchone()
    series = all_series().get(row[0])
    return series.nationality if series else None


def _table(db: Database, report: str, page: int, box: Corners, evidence: str) -> str:
    """The table to which an added row belongs: the one in which it stands, else one that counts,
    the nearest by page, else one of its own."""
    _, top, _, bottom = box
    found = next(
        db.query(
            "SELECT t.extracted_table FROM extracted_table AS t "
            "JOIN evidence AS e ON e.evidence = t.evidence WHERE t.report = ? "
            "ORDER BY (e.page = ? AND ? BETWEEN e.top AND e.bottom) DESC, t.counted DESC, "
            "abs(e.page - ?), t.extracted_table LIMIT 1",
            [report, page, (top + bottom) / 2, page],
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
    name_tables(db, next(db.query("SELECT * FROM report WHERE report = ?", [report])))
    return key


def countries_of(db: Database, deployment: str) -> set[str]:
    return {
        row["country"]
        for row in db.query(
            "SELECT country FROM deployment_country WHERE deployment = ?", [deployment]
        )
    }
