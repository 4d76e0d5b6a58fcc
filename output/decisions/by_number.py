"""Decisions that are named by their number: the last word on a subject, to be taken back alone, and
what waits for a second person there, to be confirmed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.decisions.bounds import RefusedError, same_person
from sqlite_utils import Database

# What holds or waits on a subject, and who confirmed what holds; not what was taken back alone.
SAID = """
SELECT * FROM decision
WHERE subject = :subject
  AND (number IN (SELECT number FROM decision_in_force WHERE subject = :subject)
       OR number IN (SELECT number FROM waiting_decision WHERE subject = :subject)
       OR action = 'confirm' AND CAST(value AS INTEGER) IN
           (SELECT number FROM decision_in_force WHERE subject = :subject))
ORDER BY number DESC LIMIT 1
"""


class StaleDecisionError(MissieError):
    """Somebody decided on the same subject since it was looked at; `str()` says who and what.

    `deployment` is the row, where it is one of many.
    """

    reviewer = action = deployment = ""


def overtaken(by: dict[str, Any]) -> StaleDecisionError:
    """What is raised where this decision came in between."""
    error = StaleDecisionError(
        f"{by['reviewer']} decided {by['action']} on it at {by['decided_at']}",
        "look at it again, then decide",
    )
    error.reviewer, error.action = by["reviewer"], by["action"]
    return error


def newest_on(db: Database, subject: str) -> dict[str, Any] | None:
    """The decision on a subject that was taken last, whatever became of it."""
    return next(
        db.query(
            "SELECT * FROM decision WHERE subject = ? ORDER BY number DESC LIMIT 1", [subject]
        ),
        None,
    )


def last_said(db: Database, subject: str) -> dict[str, Any] | None:
    """The last decision on a subject that holds or waits, or confirms one that holds."""
    return next(db.query(SAID, {"subject": subject}), None)


def check_last(db: Database, subject: str, number: int) -> None:
    """That a decision is the last word on its subject, and so can be taken back alone.

    Raises LookupError where there is none of that number, StaleDecisionError where another one came
    since or took it back, and ValueError for what takes back another one itself.
    """
    of = "SELECT action, value FROM decision WHERE subject = ? AND number = ?"
    named = db.execute(of, [subject, number]).fetchone()
    if named is None:
        raise LookupError(f"there is no decision {number} on that")
    confirmed = named[0] == "confirm" and db.execute(of, [subject, int(named[1])]).fetchone()
    if "undo" in (named[0], confirmed and confirmed[0]):
        raise RefusedError("undo-stays", "what was taken back is decided anew")
    last = last_said(db, subject)
    if last is None or last["number"] != number:
        newest = last if last and last["number"] > number else newest_on(db, subject)
        assert newest is not None  # the one that is named is there
        raise overtaken(newest)


def waits(db: Database, subject: str, number: int) -> bool:
    """Whether a decision waits for a second person."""
    return bool(
        db.execute(
            "SELECT 1 FROM waiting_decision WHERE subject = ? AND number = ?", [subject, number]
        ).fetchone()
    )


def to_confirm(db: Database, subject: str, reviewer: str, named: Collection[int] = ()) -> list[str]:
    """Numbers of the decisions of others that wait for a second person: those that are `named`, or
    all. Raises ValueError, also where they contradict each other and none is named."""
    rows = list(
        db.query("SELECT * FROM waiting_decision WHERE subject = ? ORDER BY number", [subject])
    )
    if named:
        rows = [row for row in rows if row["number"] in named]
    if not rows or len(rows) < len(named):
        raise RefusedError("nothing-waits", "nothing waits for a second person here")
    others = [r for r in rows if not same_person(r["reviewer"], reviewer)]
    if not others or (named and len(others) < len(named)):
        first = next(r["reviewer"] for r in reversed(rows) if same_person(r["reviewer"], reviewer))
        raise RefusedError(
            "another-person", f"{first} decided this; another person must confirm it", name=first
        )
    if contradicting(others):
        told = ", ".join(f"no. {r['number']} by {r['reviewer']}" for r in others)
        raise RefusedError(
            "several-wait",
            f"decisions that contradict each other wait here ({told}): confirm one of them",
            names=", ".join(dict.fromkeys(r["reviewer"] for r in others)),
        )
    return [str(row["number"]) for row in others]


def contradicting(rows: Collection[dict[str, Any]]) -> bool:
    """Whether decisions on one subject cannot all hold: others than corrections of several fields,
    and the same said by several people."""
    said = {(row["action"], row["field"], row["value"]) for row in rows}
    if len(said) < 2:
        return False
    fields = [field for action, field, _ in said if action == "correct"]
    return len(fields) < len(said) or len(set(fields)) < len(fields)
