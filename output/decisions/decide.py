"""Decisions on rows and sentences: approved, corrected, rejected, undone, confirmed.

What is added to the chain is laid over extracted values at once (chain.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from missiemonitor.output.decisions.bounds import officers_of
from missiemonitor.output.decisions.chain import Person, add_decision
from missiemonitor.output.decisions.correction import Correction, stored_correction
from sqlite_utils import Database

ACTIONS = ("approve", "correct", "reject", "undo", "confirm")


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
    field, value = stored_correction(db, correction or Correction())
    if (action == "correct") != (field is not None):
        raise ValueError("a correction needs what is right, and nothing else takes it")
    content = {"field": field, "value": value, "count_as_written": row["count_as_written"]}
    if action == "approve":
        action, content = _as_it_shows(db, row["subject"], content)
    return add_decision(db, row["subject"], action, who, seen, content)


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


def decide_on(
    db: Database,
    subject: str,
    action: str,
    who: Person,
    seen: int | None = None,
    numbers: Sequence[int] = (),
) -> int:
    """Undo or confirm what was decided on a subject, whether or not a row carries it.

    `numbers` are those of the decisions that are meant: the one that is taken back alone, which is
    the last that holds or waits, or those that are confirmed. Without them it is all that was
    decided there, or that waits. Raises as `decide` does, and StaleDecisionError where another
    decision came after the one that is taken back.
    """
    if action not in ("undo", "confirm"):
        raise ValueError(f"{action!r} needs a row; without one decisions are undone or confirmed")
    if not db.execute("SELECT 1 FROM decision WHERE subject = ?", [subject]).fetchone():
        raise LookupError(f"nothing was decided on {subject!r}")
    return add_decision(db, subject, action, who, seen, {}, numbers)


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
    return add_decision(db, row["subject"], action, who, seen, content)
