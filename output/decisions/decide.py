"""Decisions of people: added to a chain that cannot be changed, and laid over extracted values.

A decision is keyed by its `subject`, what the page says (see subject_key.py), and carries the hash
of the one before, so that a decision that was altered or taken out is noticed.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.text import normal
from missiemonitor.output.database.subject_key import heading_subject, row_subject
from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions.added_rows import mission_named
from missiemonitor.output.decisions.apply import figures_of, lay_decisions
from missiemonitor.output.decisions.bounds import (
    LONGEST_REASON,
    RefusedError,
    name_of,
    officers_of,
    plain,
    same_person,
)
from missiemonitor.output.decisions.facts import FACTS, fact_subject, stored_fact
from missiemonitor.output.decisions.hash_chain import FIRST, hash_of
from missiemonitor.output.decisions.rules import eyes_of
from sqlite_utils import Database


class StaleDecisionError(MissieError):
    """Somebody decided on the same subject since it was looked at; `str()` says who and what."""

    reviewer = action = ""


ACTIONS = ("approve", "correct", "reject", "undo", "confirm")
FINDING_ACTIONS = ("agree", "undo", "confirm")
TABLE_ACTIONS = ("agree", "reject", "undo", "confirm")
HEADINGS = ("mission", "country", "count")


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, why, and how many people the decision takes (1, or 2 for four eyes)."""

    reviewer: str
    reason: str | None = None
    eyes: int = 1


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right: one of a number of officers, an id of a mission, ISO codes of countries."""

    officers: int | None = None
    mission: str | None = None
    countries: Sequence[str] | None = None


def decide(
    db: Database,
    deployment: str,
    action: str,
    who: Person,
    correction: Correction | None = None,
    seen: int | None = None,
) -> int:
    """Add a decision about a deployment and return its number.

    `action` is `approve`, `correct` (which alone takes a `correction`), `reject`, `undo` or
    `confirm` (what others decided and what waits for a second person; the number of the last is
    returned). Raises LookupError for a deployment that is not there, ValueError for a decision that
    makes no sense, StaleDecisionError where `seen`, the number of the last decision on the subject
    that was looked at (0 for none), is no longer the last.
    """
    row = next(db.query("SELECT * FROM deployment WHERE deployment = ?", [deployment]), None)
    if row is None:
        raise LookupError(f"there is no deployment {deployment!r}")
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is no action; take one of {', '.join(ACTIONS)}")
    field, value = _correction(db, correction or Correction())
    if (action == "correct") != (field is not None):
        raise ValueError("a correction needs what is right, and nothing else takes it")
    content = {"field": field, "value": value, "count_as_written": row["count_as_written"]}
    if action == "approve":
        action, content = _as_it_shows(db, row["subject"], content)
    return _decide(db, row["subject"], action, who, seen, content)


def _as_it_shows(db: Database, subject: str, content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """What it is to approve a row as it now shows: what somebody corrected is said once more, and
    does not give way to what was read."""
    standing = next(db.query("SELECT * FROM standing_decision WHERE subject = ?", [subject]), None)
    if standing is None or standing["unusable"]:
        return "approve", content
    for field in ("officers", "mission", "countries"):
        value = standing[f"corrected_{field}"]
        if value is not None:
            return "correct", {**content, "field": field, "value": str(value)}
    return "approve", content


def decide_on(db: Database, subject: str, action: str, who: Person, seen: int | None = None) -> int:
    """Undo or confirm what was decided on a subject, whether or not a row carries it.

    Raises as `decide` does.
    """
    if action not in ("undo", "confirm"):
        raise ValueError(f"{action!r} needs a row; without one decisions are undone or confirmed")
    if not db.execute("SELECT 1 FROM decision WHERE subject = ?", [subject]).fetchone():
        raise LookupError(f"nothing was decided on {subject!r}")
    return _decide(db, subject, action, who, seen, {})


@dataclass(frozen=True, slots=True)
class Missed:
    """A row that was not read: its words and box (points) on a page from 1, and what it means.

    `mission` is an id or a name, `countries` are ISO codes.
    """

    page: int
    box: tuple[float, float, float, float]
    text: str
    mission: str
    countries: tuple[str, ...]
    officers: int


def add_row(db: Database, report: str, missed: Missed, who: Person, seen: int | None = None) -> int:
    """Add a row that was not read, and return the number of the decision.

    Raises LookupError for a report that is not there, ValueError for a row that makes no sense or
    is there already, StaleDecisionError as `decide` does.
    """
    row = _report(db, report)
    name = missed.mission.strip()
    if not name or not missed.text.strip():
        raise RefusedError("row-words", "a row needs a mission and the words on the page")
    if not 1 <= missed.page <= row["pages"] or len(missed.box) != 4:
        raise ValueError(f"a row stands in a box on one of the {row['pages']} pages")
    if not all(math.isfinite(each) and abs(each) < 100_000 for each in missed.box):
        raise ValueError("a box is four lengths in points")
    _correction(db, Correction(officers=missed.officers))
    codes = json.loads(_correction(db, Correction(countries=missed.countries))[1] or "[]")
    mission = mission_named(db, name)
    known = next(db.query("SELECT name FROM mission WHERE mission = ?", [mission]), None)
    subject = row_subject(row, missed.text)
    if db.execute("SELECT 1 FROM deployment WHERE subject = ?", [subject]).fetchone():
        raise RefusedError("row-known", "that row was added already; change it instead")
    value = {
        "mission": mission,
        "name": known["name"] if known else name,
        "countries": codes,
        "officers": missed.officers,
        "text": " ".join(missed.text.split()),
        "report": report,
        "page": missed.page,
        "box": [round(each, 1) for each in missed.box],
    }
    content = {
        "field": "row",
        "value": json.dumps(value, ensure_ascii=False),
        "count_as_written": str(missed.officers),
    }
    return _decide(db, subject, "add", who, seen, content)


def explain_heading(
    db: Database, report: str, text: str, role: str, who: Person, seen: int | None = None
) -> int:
    """Say what a heading of a table stands for: a `role` of HEADINGS; `suggestions` learns from it.

    Raises as `add_row` does.
    """
    row = _report(db, report)
    if role not in HEADINGS:
        raise ValueError(f"a heading stands for one of {', '.join(HEADINGS)}")
    if not normal(text):
        raise ValueError("a heading needs the words on the page")
    content = {"field": "heading", "value": role, "count_as_written": " ".join(text.split())}
    return _decide(db, heading_subject(row, text), "correct", who, seen, content)


def settle_table(
    db: Database, table: str, action: str, who: Person, seen: int | None = None
) -> int:
    """Agree to a table (`agree`), `reject` it, `undo` or `confirm` what was said of it.

    `table` is an id of extracted_table. A table that is agreed to counts with all its rows, one
    that is rejected with none. Returns the number of the decision; raises as `decide` does.
    """
    if action not in TABLE_ACTIONS:
        raise ValueError(f"{action!r} is no action; take one of {', '.join(TABLE_ACTIONS)}")
    row = next(
        db.query(
            "SELECT t.subject, (SELECT sum(officers) FROM deployment AS d "
            " WHERE d.extracted_table = t.extracted_table AND d.added IS NULL) AS officers "
            "FROM extracted_table AS t WHERE t.extracted_table = ?",
            [table],
        ),
        None,
    )
    if row is None:
        raise LookupError(f"there is no table {table!r}")
    content = {"count_as_written": None if row["officers"] is None else str(row["officers"])}
    return _decide(db, row["subject"], action, who, seen, content)


def settle_finding(
    db: Database, finding: str, action: str, who: Person, seen: int | None = None
) -> int:
    """Settle a finding (`agree`: what it is about was looked at and stands), `undo` or `confirm`.

    `finding` is an id of finding. It stays settled while the same is said of the same row or
    report. Returns the number of the decision; raises as `decide` does, and ValueError where it is
    settled without a reason, and for a finding about a table that is to be agreed to: that is
    agreed to or rejected itself.
    """
    if action not in FINDING_ACTIONS:
        raise ValueError(f"{action!r} is no action; take one of {', '.join(FINDING_ACTIONS)}")
    row = next(db.query("SELECT * FROM finding WHERE finding = ?", [finding]), None)
    if row is None:
        raise LookupError(f"there is no finding {finding!r}")
    if row["code"] == "table-to-agree":
        raise ValueError("agree to the table itself, or reject it")
    if action == "agree" and not (who.reason or "").strip():
        raise RefusedError(
            "reason-needed", "a finding is settled with a reason: why what is stored stands"
        )
    return _decide(db, row["subject"], action, who, seen, {})


def correct_fact(
    db: Database,
    report: str,
    field: str,
    value: object,
    who: Person,
    seen: int | None = None,
    action: str = "correct",
) -> int:
    """Say what a particular of a report is (`field` of facts.FACTS), `undo` or `confirm` that.

    A stated total of "" says that the report states none. Raises as `decide` does.
    """
    row = _report(db, report)
    if field not in FACTS or action not in ("correct", "undo", "confirm"):
        raise ValueError(f"{field!r} cannot be given {action!r}")
    content = {}
    if action == "correct":
        content = {"field": field, "value": stored_fact(row, field, value)}
    return _decide(db, fact_subject(row, field), action, who, seen, content)


def decide_statement(
    db: Database,
    statement: int,
    action: str,
    who: Person,
    officers: int | None = None,
    seen: int | None = None,
) -> int:
    """Decide on a sentence as on a row; `officers` is what a correction says. Raises as `decide`
    does."""
    row = next(db.query("SELECT * FROM statement WHERE statement_id = ?", [statement]), None)
    if row is None:
        raise LookupError(f"there is no statement {statement!r}")
    if action not in ACTIONS or (action == "correct") != (officers is not None):
        raise ValueError("a correction needs the right number, and nothing else takes it")
    read = None if row["officers"] is None else str(row["officers"])
    content: dict[str, Any] = {"count_as_written": read}
    if officers is not None:
        content |= {"field": "officers", "value": str(officers_of(officers))}
    if action == "approve":
        action, content = _as_it_shows(db, row["subject"], content)
    return _decide(db, row["subject"], action, who, seen, content)


def _report(db: Database, report: str) -> dict[str, Any]:
    row = next(db.query("SELECT * FROM report WHERE report = ?", [report]), None)
    if row is None:
        raise LookupError(f"there is no report {report!r}")
    return row


def _decide(
    db: Database,
    subject: str,
    action: str,
    who: Person,
    seen: int | None,
    content: dict[str, Any],
) -> int:
    """Add one decision (or one confirmation for each that waits) and lay it over the rows."""
    reason = plain(who.reason, "the reason", LONGEST_REASON) if who.reason else None
    who = replace(who, reviewer=name_of(who.reviewer), reason=reason)
    if who.eyes not in (1, 2):
        raise ValueError("a decision takes one person or two")
    # At once, so that no other writer comes between looking at the chain and adding to it.
    key = subject.split("/", 1)[0]
    with writing(db):
        before = figures_of(db, key)
        newest = next(
            db.query(
                "SELECT * FROM decision WHERE subject = ? ORDER BY number DESC LIMIT 1", [subject]
            ),
            None,
        )
        if seen is not None and newest and newest["number"] != seen:
            error = StaleDecisionError(
                f"{newest['reviewer']} decided {newest['action']} on it at {newest['decided_at']}",
                "look at it again, then decide",
            )
            error.reviewer, error.action = newest["reviewer"], newest["action"]
            raise error
        # The database may ask for more people than who opened it.
        eyes = max(who.eyes, eyes_of(db))
        if action == "confirm":
            number = 0
            for waiting in _waiting_for(db, subject, who.reviewer):
                number = _append(db, subject, action, replace(who, eyes=1), {"value": waiting})
        else:
            # What does not hold yet is taken back by anyone; what holds takes as many people.
            if action == "undo" and not _stands(db, subject):
                eyes = 1
            number = _append(db, subject, action, replace(who, eyes=eyes), content)
        lay_decisions(db, [key], before)
    return number


def _stands(db: Database, subject: str) -> bool:
    return bool(
        db.execute("SELECT 1 FROM standing_decision WHERE subject = ?", [subject]).fetchone()
    )


def _waiting_for(db: Database, subject: str, reviewer: str) -> list[str]:
    """Numbers of the decisions of others that wait for a second person. Raises ValueError."""
    rows = list(
        db.query("SELECT * FROM waiting_decision WHERE subject = ? ORDER BY number", [subject])
    )
    if not rows:
        raise RefusedError("nothing-waits", "nothing waits for a second person here")
    others = [r for r in rows if not same_person(r["reviewer"], reviewer)]
    if not others:
        first = rows[-1]["reviewer"]
        raise RefusedError(
            "another-person", f"{first} decided this; another person must confirm it", name=first
        )
    return [str(row["number"]) for row in others]


def _append(db: Database, subject: str, action: str, who: Person, content: dict[str, Any]) -> int:
    last = next(db.query("SELECT number, hash FROM decision ORDER BY number DESC LIMIT 1"), None)
    decision = {
        "subject": subject,
        "action": action,
        "field": content.get("field"),
        "value": content.get("value"),
        "count_as_written": content.get("count_as_written"),
        "reviewer": who.reviewer.strip(),
        "reason": who.reason,
        "decided_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "eyes": who.eyes,
        "previous": last["hash"] if last else FIRST,
    }
    number = int(last["number"]) + 1 if last else 1
    db.table("decision").insert({"number": number, **decision, "hash": hash_of(decision)})
    return number


def _correction(db: Database, correction: Correction) -> tuple[str | None, str | None]:
    """The field that is corrected and its value as it is stored. Raises ValueError."""
    officers, mission = correction.officers, correction.mission
    countries = correction.countries
    given = [each for each in (officers, mission, countries) if each is not None]
    if len(given) > 1:
        raise ValueError("one decision corrects one thing")
    if officers is not None:
        return "officers", str(officers_of(officers))
    if mission is not None:
        if not db.execute("SELECT 1 FROM mission WHERE mission = ?", [mission]).fetchone():
            raise RefusedError(
                "mission-unknown", f"there is no mission {mission!r} in the database"
            )
        return "mission", mission
    if countries is not None:
        codes = list(dict.fromkeys(countries))
        known = {row["country"] for row in db.query("SELECT country FROM country")}
        if not codes or not set(codes) <= known:
            raise RefusedError(
                "country-unknown",
                "countries are ISO 3166-1 codes of two letters, at least one",
                name=", ".join(codes)[:40],
            )
        return "countries", json.dumps(codes)
    return None, None
