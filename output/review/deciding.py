"""What the desk asks for becomes a decision: the shapes of its questions and of the answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from missiemonitor.output.database.connect import DatabaseError
from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions import decide, decide_report, missed_rows
from missiemonitor.output.decisions.bounds import (
    FARTHEST,
    LONGEST_REASON,
    MOST_DECISIONS,
    RefusedError,
    officers_of,
    same_person,
    whole,
)
from missiemonitor.output.decisions.by_number import StaleDecisionError
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.missed_rows import Missed
from missiemonitor.output.render import LANGUAGES
from missiemonitor.output.review import beside_rows, desk
from missiemonitor.output.review.subjects import subject_at
from missiemonitor.output.site.words import Wording
from sqlite_utils import Database

Asked = dict[str, Any]
Answer = tuple[int, dict[str, Any]]  # HTTP status, JSON


def answer(
    db: Database, report: str, kind: str, asked: Asked, eyes: int, language: str = "en"
) -> Answer:
    """Take a decision of a kind of KINDS about a report and tell what became of it."""

    def no(status: int, error: Exception, code: str, **values: object) -> Answer:
        return status, {"error": refusal(code, language, **values), "detail": str(error)}

    try:
        again = bool(asked.get("again"))
        who = Person(str(asked.get("reviewer") or ""), _reason(asked), eyes, again)
        asked = {**asked, "language": language}
        if kind == "batch":
            told = _batch(db, report, asked, who)
        elif asked.get("numbers"):
            told = {"number": _by_number(db, report, kind, asked, who)}
        else:
            told = {"number": KINDS[kind](db, report, asked, who)}
    except StaleDecisionError as error:
        more = {"overtaken": True, "deployment": getattr(error, "deployment", None)}
        return 409, {"error": _overtaken(error, who, language), "detail": str(error), **more}
    except RefusedError as error:
        return no(400, error, error.code, **error.values)
    except KeyError as error:
        return no(400, error, "incomplete")
    except LookupError as error:
        return no(404, error, "gone")
    except (ValueError, TypeError) as error:
        return no(400, error, "not-so")
    except (sqlite3.Error, DatabaseError) as error:
        return no(503, error, "not-stored")
    if kind == "decide" and "deployment" in asked:
        rows = desk.rows(db, report, language)
        told["row"] = next((r for r in rows if r["deployment"] == asked["deployment"]), None)
    if kind == "statement":
        said = beside_rows.statements(db, report, language)
        told["row"] = next((s for s in said if s["statement"] == asked["statement"]), None)
    return 200, told


def _overtaken(error: StaleDecisionError, who: Person, language: str) -> str:
    """Who decided in between: somebody else, or the same person at another page."""
    did = refusal_did(error.action, language)
    if same_person(error.reviewer, who.reviewer):
        return refusal("overtaken-yourself", language, did=did)
    return refusal("overtaken", language, name=error.reviewer, did=did)


def refusal(code: str, language: str, **values: object) -> str:
    """Why a decision was not taken, in the language of the page."""
    return Wording(language)(f"refused.{code}", **values)


def refusal_did(action: str, language: str) -> str:
    """What somebody did, in the language of the page."""
    return Wording(language)(f"did.{action}")


def _reason(asked: Asked) -> str | None:
    reason = str(asked.get("reason") or "").strip()
    return reason or None


def _by_number(db: Database, report: str, kind: str, asked: Asked, who: Person) -> int:
    """The decision that is taken back alone, or those that are confirmed: `numbers`."""
    numbers = [whole(each, "a decision", MOST_DECISIONS, 1) for each in asked["numbers"]]
    action, subject = str(asked.get("action")), subject_at(db, report, kind, asked)
    # What is taken back is the last word on it, or it is refused: there is no more to have seen.
    seen = None if action == "undo" else whole(asked["seen"], "seen", MOST_DECISIONS)
    return decide.decide_on(db, subject, action, who, seen, numbers)


def _decide(db: Database, report: str, asked: Asked, who: Person) -> int:
    """About a row (`deployment`), or about a `subject` that no row carries."""
    seen = whole(asked["seen"], "seen", MOST_DECISIONS)
    action, subject = str(asked.get("action")), subject_at(db, report, "decide", asked)
    if "subject" in asked:
        return decide.decide_on(db, subject, action, who, seen)
    deployment = str(asked["deployment"])
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
            countries=None if countries is None else codes(countries, db, asked["language"]),
        ),
        seen,
    )


def _add(db: Database, report: str, asked: Asked, who: Person) -> int:
    x0, top, x1, bottom = _box(asked["box"])
    missed = Missed(
        page=whole(asked["page"], "the page", MOST_DECISIONS, 1),
        box=(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)),
        text=str(asked["text"])[:1000],
        mission=str(asked["mission"])[:200],
        countries=tuple(codes(asked["countries"], db, asked["language"])),
        officers=officers_of(asked["officers"]),
    )
    return missed_rows.add_row(
        db, report, missed, who, whole(asked.get("seen") or 0, "seen", MOST_DECISIONS)
    )


def _box(given: object) -> list[float]:
    """Four lengths in points, as JSON numbers. Raises ValueError."""
    if not isinstance(given, list) or len(given) != 4:
        raise ValueError("a box is four lengths in points")
    if not all(type(each) in (int, float) and abs(each) < FARTHEST for each in given):
        raise ValueError("a box is four lengths in points")
    return [float(each) for each in given]


def _heading(db: Database, report: str, asked: Asked, who: Person) -> int:
    text, role = str(asked["text"])[:300], str(asked["role"])
    return decide_report.explain_heading(db, report, text, role, who)


def _settle(db: Database, report: str, asked: Asked, who: Person) -> int:
    """About a `table` of the report."""
    seen = whole(asked["seen"], "seen", MOST_DECISIONS)
    table = str(asked["table"])
    if table not in {each["table"] for each in beside_rows.tables(db, report)}:
        raise LookupError("there is no such table to be agreed at this report")
    return decide_report.settle_table(db, table, str(asked.get("action")), who, seen)


def _settle_finding(db: Database, report: str, asked: Asked, who: Person) -> int:
    """About a `finding` on the report as a whole."""
    seen = whole(asked["seen"], "seen", MOST_DECISIONS)
    finding = str(asked["finding"])
    if finding not in {each["finding"] for each in beside_rows.findings(db, report)}:
        raise LookupError("there is no such finding on this report")
    return decide_report.settle_finding(db, finding, str(asked.get("action")), who, seen)


def _fact(db: Database, report: str, asked: Asked, who: Person) -> int:
    """What a particular of the report is (`field`, `value`), undone or confirmed."""
    seen = whole(asked["seen"], "seen", MOST_DECISIONS)
    action, value = str(asked.get("action")), asked.get("value")
    return decide_report.correct_fact(db, report, str(asked["field"]), value, who, seen, action)


def _statement(db: Database, report: str, asked: Asked, who: Person) -> int:
    """About a sentence of the report."""
    seen = whole(asked["seen"], "seen", MOST_DECISIONS)
    statement = str(asked["statement"])
    if statement not in {each["statement"] for each in beside_rows.statements(db, report)}:
        raise LookupError("there is no such sentence in this report")
    given = asked.get("officers")
    officers = None if given is None else officers_of(given)
    action = str(asked.get("action"))
    return decide.decide_statement(db, int(statement), action, who, officers, seen)


def _batch(db: Database, report: str, asked: Asked, who: Person) -> dict[str, Any]:
    """One action on many `rows` at once: `numbers` of the decisions by row.

    All are approved, or where one was overtaken none; all are taken back on which nothing else was
    decided since, with why not for each that is `left`.
    """
    action = str(asked.get("action"))
    if action not in ("approve", "undo"):
        raise ValueError(f"{action!r} is nothing that is done to many rows at once")
    numbers: dict[str, int] = {}
    left: dict[str, str] = {}
    with writing(db):
        for each in asked["rows"]:
            row = str(each["deployment"])
            told = {**asked, "deployment": row, "action": action, **each}
            try:
                take = _by_number if action == "undo" else _all_of_it
                numbers[row] = take(db, report, "decide", told, who)
            except StaleDecisionError as error:
                if action != "undo":
                    error.deployment = row
                    raise
                left[row] = _overtaken(error, who, asked["language"])
    return {"number": max(numbers.values(), default=0), "numbers": numbers, "left": left}


def _all_of_it(db: Database, report: str, kind: str, asked: Asked, who: Person) -> int:
    return KINDS[kind](db, report, asked, who)


def codes(value: object, db: Database, language: str) -> list[str]:
    """Codes of countries, given as a list of codes, or by names in any language, parted by commas.

    Raises ValueError for one that there is none of.
    """
    named = {
        name.casefold(): code
        for each in (*LANGUAGES, language)  # that of the page goes before
        for code, name in desk.country_names(db, each).items()
    }
    given = value if isinstance(value, list) else str(value)[:LONGEST_REASON].split(",")
    found = []
    for each in filter(None, (str(one).strip() for one in given)):
        code = each.upper() if each.upper() in named.values() else named.get(each.casefold())
        if code is None:
            raise RefusedError("country-unknown", f"no country {each[:40]!r}", name=each[:40])
        found.append(code)
    if not found:
        raise RefusedError("country-unknown", "no country was given", name="–")
    return found


KINDS: dict[str, Callable[[Database, str, Asked, Person], int]] = {
    "decide": _decide,
    "add": _add,
    "heading": _heading,
    "settle": _settle,
    "settle-finding": _settle_finding,
    "fact": _fact,
    "statement": _statement,
}
ASKED = (*KINDS, "batch")  # what the desk can ask
