"""The chain of decisions: one is added at a time, if nobody came between, and laid over the rows.

A decision is keyed by its `subject`, what the page says (see subject_key.py), and carries the hash
of the one before, so that a decision that was altered or taken out is noticed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions.apply import figures_of, lay_decisions
from missiemonitor.output.decisions.bounds import (
    LONGEST_REASON,
    name_of,
    plain,
)
from missiemonitor.output.decisions.by_number import (
    check_last,
    newest_on,
    overtaken,
    to_confirm,
    waits,
)
from missiemonitor.output.decisions.hash_chain import FIRST, hash_of
from missiemonitor.output.decisions.rules import eyes_of
from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, why, and how many people the decision takes (1, or 2 for four eyes).

    `again` is where the same was asked before and no answer came: what is stored by then is not
    decided twice.
    """

    reviewer: str
    reason: str | None = None
    eyes: int = 1
    again: bool = False


def add_decision(
    db: Database,
    subject: str,
    action: str,
    who: Person,
    seen: int | None,
    content: dict[str, Any],
    numbers: Sequence[int] = (),
) -> int:
    """Add one decision (or one confirmation for each that waits) and lay it over the rows.

    `numbers` are the decisions that are taken back or confirmed; without them all that was decided
    on the subject is taken back, or what waits there confirmed.
    """
    reason = plain(who.reason, "the reason", LONGEST_REASON) if who.reason else None
    who = replace(who, reviewer=name_of(who.reviewer), reason=reason)
    if who.eyes not in (1, 2):
        raise ValueError("a decision takes one person or two")
    if action == "undo" and numbers:
        if len(numbers) > 1:
            raise ValueError("one decision takes back one other, or all")
        content = {"value": str(numbers[0])}
    # At once, so that no other writer comes between looking at the chain and adding to it.
    key = subject.split("/", 1)[0]
    with writing(db):
        before = figures_of(db, key)
        newest = newest_on(db, subject)
        if newest and newest["number"] != seen:
            if who.again and _same(newest, action, who, content):
                return int(newest["number"])
            if seen is not None:
                raise overtaken(newest)
        if action == "confirm":
            number = 0
            for waiting in to_confirm(db, subject, who.reviewer, numbers):
                number = _append(db, subject, action, replace(who, eyes=1), {"value": waiting})
        else:
            if action == "undo" and numbers:
                check_last(db, subject, numbers[0])
            eyes = _eyes(db, subject, action, who, numbers)
            number = _append(db, subject, action, replace(who, eyes=eyes), content)
        lay_decisions(db, [key], before)
    return number


def _same(newest: dict[str, Any], action: str, who: Person, content: dict[str, Any]) -> bool:
    """Whether a decision is the one that is asked for."""
    if (newest["action"], newest["reviewer"]) != (action, who.reviewer.strip()):
        return False
    said = content.get("field"), content.get("value"), who.reason
    return action == "confirm" or said == (newest["field"], newest["value"], newest["reason"])


def _eyes(db: Database, subject: str, action: str, who: Person, numbers: Sequence[int]) -> int:
    """How many people a decision takes: the database may ask for more than who opened it."""
    if action == "undo":
        # What does not hold yet is taken back by anyone; what holds takes as many people.
        holds = not waits(db, subject, numbers[0]) if numbers else _stands(db, subject)
        if not holds:
            return 1
    return max(who.eyes, eyes_of(db))


def _stands(db: Database, subject: str) -> bool:
    return bool(
        db.execute("SELECT 1 FROM standing_decision WHERE subject = ?", [subject]).fetchone()
    )


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
