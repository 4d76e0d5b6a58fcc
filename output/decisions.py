"""Decisions of people: added to a chain that cannot be changed, and laid over extracted values.

A decision is keyed by its `subject`, what the page says (see store.py), and carries the hash of
the one before, so that a decision that was altered or taken out is noticed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

FIRST = "0" * 64
FIELDS = (
    "subject",
    "action",
    "field",
    "value",
    "count_as_written",
    "reviewer",
    "reason",
    "decided_at",
    "previous",
)


class OverTaken(Exception):
    """Somebody decided on the same subject since it was looked at; `str()` says who and what."""


def _hash(decision: dict[str, Any]) -> str:
    text = json.dumps([decision[name] for name in FIELDS], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def decide(
    db: Database,
    deployment: str,
    action: str,
    reviewer: str,
    officers: int | None = None,
    reason: str | None = None,
    seen: int | None = None,
) -> int:
    """Add a decision about a deployment and return its number.

    `action` is `approve`, `correct` (to `officers`), `reject` or `undo`. Raises LookupError for a
    deployment that is not there, ValueError for a decision that makes no sense, OverTaken where
    `seen`, the number of the last decision on the subject that was looked at (0 for none), is no
    longer the last.
    """
    row = next(db.query("SELECT * FROM deployment WHERE deployment = ?", [deployment]), None)
    if row is None:
        raise LookupError(f"there is no deployment {deployment!r}")
    if action not in ("approve", "correct", "reject", "undo"):
        raise ValueError(f"{action!r} is no action; take approve, correct, reject or undo")
    if not reviewer.strip():
        raise ValueError("a decision needs the name of who takes it")
    if (action == "correct") != (officers is not None) or (officers or 0) < 0:
        raise ValueError("a correction needs a number of officers, and nothing else takes one")
    # At once, so that no other writer comes between looking at the chain and adding to it.
    db.execute("BEGIN IMMEDIATE")
    try:
        newest = next(
            db.query(
                "SELECT * FROM decision WHERE subject = ? ORDER BY number DESC LIMIT 1",
                [row["subject"]],
            ),
            None,
        )
        if seen is not None and newest and newest["number"] != seen:
            raise OverTaken(
                f"{newest['reviewer']} decided {newest['action']} on it at {newest['decided_at']}"
            )
        last = next(
            db.query("SELECT number, hash FROM decision ORDER BY number DESC LIMIT 1"), None
        )
        decision = {
            "subject": row["subject"],
            "action": action,
            "field": "officers" if action == "correct" else None,
            "value": str(officers) if officers is not None else None,
            "count_as_written": row["count_as_written"],
            "reviewer": reviewer,
            "reason": reason,
            "decided_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "previous": last["hash"] if last else FIRST,
        }
        number = last["number"] + 1 if last else 1
        db.table("decision").insert({"number": number, **decision, "hash": _hash(decision)})
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()
    return int(number)


def broken_links(db: Database) -> Iterator[str]:
    """Where the chain of decisions is broken; nothing where it is whole."""
    previous, expected = FIRST, 1
    for row in db.query("SELECT * FROM decision ORDER BY number"):
        if row["number"] != expected:
            yield f"decision {expected} is missing"
        if row["previous"] != previous:
            yield f"decision {row['number']} does not follow the one before it"
        if row["hash"] != _hash(row):
            yield f"decision {row['number']} was changed after it was taken"
        previous, expected = row["hash"], row["number"] + 1
