"""The chain of decisions: one is added at a time, if nobody came between, and laid over the rows.

A decision is keyed by its `subject`, what the page says (see subject_key.py), and carries the hash
of the one before, so that a decision that was altered or taken out is noticed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions.apply import figures_of, lay_decisions
from missiemonitor.output.decisions.bounds import (
    LONGEST_REASON,
    RefusedError,
    name_of,
    plain,
    same_person,
)
from missiemonitor.output.decisions.hash_chain import FIRST, hash_of
from missiemonitor.output.decisions.rules import eyes_of
from sqlite_utils import Database


class StaleDecisionError(MissieError):
    """Somebody decided on the same subject since it was looked at; `str()` says who and what."""

    reviewer = action = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, why, and how many people the decision takes (1, or 2 for four eyes)."""

    reviewer: str
    reason: str | None = None
    eyes: int = 1


def add_decision(
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
            for waiting in _to_confirm(db, subject, who.reviewer):
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


def _to_confirm(db: Database, subject: str, reviewer: str) -> list[str]:
    """Numbers of the decisions of others that wait for a second person and that one confirmation
    may mean: the newest, and older ones if all correct another field. Raises ValueError."""
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
    newest = others.pop()
    meant, fields = [newest], {newest["field"]}
    while others and {newest["action"], others[-1]["action"]} == {"correct"}:
        older = others.pop()
        if older["field"] in fields:
            break
        meant.append(older)
        fields.add(older["field"])
    return [str(row["number"]) for row in reversed(meant)]


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
