"""The chain of decisions, each with the hash of the one before: written out and verified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

FIRST = "0" * 64
HASHED = (
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


def hash_of(decision: dict[str, Any]) -> str:
    # Decisions that take one person are hashed as they were before there were others.
    more = [decision["eyes"]] if decision.get("eyes", 1) != 1 else []
    text = json.dumps([*(decision[name] for name in HASHED), *more], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def as_hashed(decision: dict[str, Any]) -> dict[str, Any]:
    """A decision read from a file that cannot tell an empty text from none: as its hash has it.

    "The report states no total" is the empty text; other decisions have no value at all.
    """
    empty = {**decision, "value": ""}
    return empty if decision["value"] is None and hash_of(empty) == decision["hash"] else decision


def written(db: Database) -> Iterator[str]:
    """Every decision as a line of JSON, in the order in which they were taken."""
    for row in db.query("SELECT * FROM decision ORDER BY number"):
        yield json.dumps(row, ensure_ascii=False)


def broken_links(db: Database) -> Iterator[str]:
    """Where the chain of decisions is broken; nothing where it is whole."""
    yield from broken(db.query("SELECT * FROM decision ORDER BY number"))


def broken(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Where a chain of these decisions, in the order of their numbers, is broken."""
    previous, expected = FIRST, 1
    for row in rows:
        if row["number"] != expected:
            yield f"decision {expected} is missing"
        if row["previous"] != previous:
            yield f"decision {row['number']} does not follow the one before it"
        if row["hash"] != hash_of(row):
            yield f"decision {row['number']} was changed after it was taken"
        previous, expected = row["hash"], row["number"] + 1
