"""The chain of decisions, each with the hash of the one before: written, brought in, verified."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.database.report_rows import lay_decisions
from missiemonitor.output.decisions.bounds import (
    MOST_DECISIONS,
    officers_of,
    stored_officers,
    whole,
)
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


def hash_of(decision: dict[str, Any]) -> str:
    # Decisions that take one person are hashed as they were before there were others.
    more = [decision["eyes"]] if decision.get("eyes", 1) != 1 else []
    text = json.dumps([*(decision[name] for name in FIELDS), *more], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class DecisionsError(MissieError):
    """A file of decisions that cannot be brought in; `str()` says why and what to do."""


def written(db: Database) -> Iterator[str]:
    """Every decision as a line of JSON, in the order in which they were taken."""
    for row in db.query("SELECT * FROM decision ORDER BY number"):
        yield json.dumps(row, ensure_ascii=False)


def bring_in(db: Database, lines: Iterable[str]) -> int:
    """Add decisions that `written` gave to a database, and return how many were new.

    They are keyed by what pages say, so they hold for reports that are read before or after. The
    file's chain must begin with that of the database. Raises DecisionsError, and nothing is added.
    """
    told = [_decision(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if broken := list(_broken(told)):
        raise DecisionsError(broken[0], "take the file as it was written")
    there = list(db.query("SELECT number, hash FROM decision ORDER BY number"))
    for one, two in zip(there, told, strict=False):
        if one["hash"] != two["hash"]:
            raise DecisionsError(
                f"decision {one['number']} is another one in the database: the two were decided "
                "on apart",
                "bring the file into a new database",
            )
    new = told[len(there) :]
    try:
        with db.atomic():
            db.table("decision").insert_all(new)
            lay_decisions(db, {row["subject"].split("/", 1)[0] for row in new})
    except (sqlite3.IntegrityError, sqlite3.InterfaceError) as error:
        raise DecisionsError(
            f"the file holds what is no decision of ours ({error})",
            "take the file as it was written",
        ) from error
    return max(0, len(told) - len(there))


def _decision(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        told = {name: row[name] for name in ("number", *FIELDS, "hash")}
        whole(told["number"], "the number of the decision", MOST_DECISIONS, 1)
        if told["field"] == "officers":
            stored_officers(told["value"])
        elif told["field"] == "row":
            officers_of(json.loads(told["value"])["officers"])
        return {**told, "eyes": row.get("eyes", 1), "subject": str(told["subject"])}
    except (ValueError, KeyError, TypeError) as error:
        raise DecisionsError(
            f"line {number} is no decision of ours ({error})", "take the file as it was written"
        ) from error


def broken_links(db: Database) -> Iterator[str]:
    """Where the chain of decisions is broken; nothing where it is whole."""
    yield from _broken(db.query("SELECT * FROM decision ORDER BY number"))


def _broken(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    previous, expected = FIRST, 1
    for row in rows:
        if row["number"] != expected:
            yield f"decision {expected} is missing"
        if row["previous"] != previous:
            yield f"decision {row['number']} does not follow the one before it"
        if row["hash"] != hash_of(row):
            yield f"decision {row['number']} was changed after it was taken"
        previous, expected = row["hash"], row["number"] + 1
