"""What the desk asks for becomes a decision: the shapes of its questions and of the answers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import Any

from missiemonitor.output.decisions import decide
from missiemonitor.output.decisions.bounds import MOST_DECISIONS, officers_of, whole
from missiemonitor.output.decisions.decide import Correction, Missed, Person, StaleDecisionError
from missiemonitor.output.review import desk
from sqlite_utils import Database

Asked = dict[str, Any]
Answer = tuple[int, dict[str, Any]]  # HTTP status, JSON


def answer(
    db: Database, report: str, kind: str, asked: Asked, eyes: int, language: str = "en"
) -> Answer:
    """Take a decision of a kind of KINDS about a report and tell what became of it."""
    try:
        who = Person(
            str(asked.get("reviewer") or ""),
            str(asked["reason"])[:1000] if asked.get("reason") else None,
            eyes,
        )
        number = KINDS[kind](db, report, asked, who)
    except StaleDecisionError as error:
        return 409, {"error": str(error), "overtaken": True}
    except LookupError as error:
        wanted = isinstance(error, KeyError)
        return (400, {"error": f"{error} is missing"}) if wanted else (404, {"error": str(error)})
    except (ValueError, TypeError) as error:
        return 400, {"error": str(error)}
    except sqlite3.Error as error:
        return 503, {"error": f"not stored: {error}"}
    told: dict[str, Any] = {"number": number}
    if kind == "decide" and "deployment" in asked:
        rows = desk.rows(db, report, language)
        told["row"] = next((r for r in rows if r["deployment"] == asked["deployment"]), None)
    return 200, told


def _decide(db: Database, report: str, asked: Asked, who: Person) -> int:
    """About a row (`deployment`), or about a `subject` that no row carries."""
    seen = whole(asked["seen"], "seen", MOST_DECISIONS)
    action = str(asked.get("action"))
    if "subject" in asked:
        subject = str(asked["subject"])
        if subject not in {each["subject"] for each in desk.loose(db, report)}:
            raise LookupError("there is no such decision at this report")
        return decide.decide_on(db, subject, action, who, seen)
    deployment = str(asked["deployment"])
    known = db.execute(
        "SELECT 1 FROM deployment WHERE deployment = ? AND report = ?", [deployment, report]
    ).fetchone()
    if known is None:
        raise LookupError("there is no such row")
    officers, mission = asked.get("officers"), asked.get("mission")
    countries = asked.get("countries")
    return decide.decide(
        db,
        deployment,
        action,
        who,
        Correction(
            officers=None if officers is None else officers_of(officers),
            mission=None if mission is None else str(mission),
            countries=None if countries is None else codes(countries),
        ),
        seen,
    )


def _add(db: Database, report: str, asked: Asked, who: Person) -> int:
    x0, top, x1, bottom = (float(each) for each in asked["box"])
    missed = Missed(
        page=whole(asked["page"], "the page", MOST_DECISIONS, 1),
        box=(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)),
        text=str(asked["text"])[:1000],
        mission=str(asked["mission"])[:200],
        countries=tuple(codes(asked["countries"])),
        officers=officers_of(asked["officers"]),
    )
    return decide.add_row(
        db, report, missed, who, whole(asked.get("seen") or 0, "seen", MOST_DECISIONS)
    )


def _heading(db: Database, report: str, asked: Asked, who: Person) -> int:
    text, role = str(asked["text"])[:300], str(asked["role"])
    return decide.explain_heading(db, report, text, role, who)


def _settle(db: Database, report: str, asked: Asked, who: Person) -> int:
    """About a `table` of the report."""
    seen = whole(asked["seen"], "seen", MOST_DECISIONS)
    table = str(asked["table"])
    if table not in {each["table"] for each in desk.tables(db, report)}:
        raise LookupError("there is no such table to be agreed at this report")
    return decide.settle_table(db, table, str(asked.get("action")), who, seen)


def _settle_finding(db: Database, report: str, asked: Asked, who: Person) -> int:
    """About a `finding` on the report as a whole."""
    seen = whole(asked["seen"], "seen", MOST_DECISIONS)
    finding = str(asked["finding"])
    if finding not in {each["finding"] for each in desk.findings(db, report)}:
        raise LookupError("there is no such finding on this report")
    return decide.settle_finding(db, finding, str(asked.get("action")), who, seen)


def codes(value: object) -> list[str]:
    """Codes of countries as they were typed: "ua, md"."""
    return re.findall(r"[A-Z]+", str(value).upper())


KINDS: dict[str, Callable[[Database, str, Asked, Person], int]] = {
    "decide": _decide,
    "add": _add,
    "heading": _heading,
    "settle": _settle,
    "settle-finding": _settle_finding,
}
