"""Decisions of people: added to a chain that cannot be changed, and laid over extracted values.

A decision is keyed by its `subject`, what the page says (see store.py), and carries the hash of
the one before, so that a decision that was altered or taken out is noticed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
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
    mission: str | None = None,
    countries: Sequence[str] | None = None,
) -> int:
    """Add a decision about a deployment and return its number.

    `action` is `approve`, `correct` (one of `officers`, `mission`, an id of the database, and
    `countries`, ISO codes), `reject` or `undo`. Raises LookupError for a deployment that is not
    there, ValueError for a decision that makes no sense, OverTaken where `seen`, the number of the
    last decision on the subject that was looked at (0 for none), is no longer the last.
    """
    row = next(db.query("SELECT * FROM deployment WHERE deployment = ?", [deployment]), None)
    if row is None:
        raise LookupError(f"there is no deployment {deployment!r}")
    if action not in ("approve", "correct", "reject", "undo"):
        raise ValueError(f"{action!r} is no action; take approve, correct, reject or undo")
    if not reviewer.strip():
        raise ValueError("a decision needs the name of who takes it")
    field, value = _correction(db, officers, mission, countries)
    if (action == "correct") != (field is not None):
        raise ValueError("a correction needs what is right, and nothing else takes it")
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
            "field": field,
            "value": value,
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


def _correction(
    db: Database, officers: int | None, mission: str | None, countries: Sequence[str] | None
) -> tuple[str | None, str | None]:
    """The field that is corrected and its value as it is stored. Raises ValueError."""
    given = [each for each in (officers, mission, countries) if each is not None]
    if len(given) > 1:
        raise ValueError("one decision corrects one thing")
    if officers is not None:
        if officers < 0:
            raise ValueError("a correction of a count is zero or more officers")
        return "officers", str(officers)
    if mission is not None:
        if not db.execute("SELECT 1 FROM mission WHERE mission = ?", [mission]).fetchone():
            raise ValueError(f"there is no mission {mission!r} in the database")
        return "mission", mission
    if countries is not None:
        codes = list(dict.fromkeys(countries))
        known = {row["country"] for row in db.query("SELECT country FROM country")}
        if not codes or not set(codes) <= known:
            raise ValueError("countries are ISO 3166-1 codes of two letters, at least one")
        return "countries", json.dumps(codes)
    return None, None


class BadDecisions(Exception):
    """A file of decisions that cannot be brought in; `str()` says why and what to do."""


def written(db: Database) -> Iterator[str]:
    """Every decision as a line of JSON, in the order in which they were taken."""
    for row in db.query("SELECT * FROM decision ORDER BY number"):
        yield json.dumps(row, ensure_ascii=False)


def bring_in(db: Database, lines: Iterable[str]) -> int:
    """Add decisions that `written` gave to a database, and return how many were new.

    They are keyed by what pages say, so they hold for reports that are read before or after. The
    file's chain must begin with that of the database. Raises BadDecisions, and nothing is added.
    """
    told = [_decision(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if broken := list(_broken(told)):
        raise BadDecisions(f"{broken[0]}; take the file as it was written")
    there = list(db.query("SELECT number, hash FROM decision ORDER BY number"))
    for one, two in zip(there, told, strict=False):
        if one["hash"] != two["hash"]:
            raise BadDecisions(
                f"decision {one['number']} is another one in the database: the two were decided "
                "on apart; bring the file into a new database"
            )
    with db.atomic():
        db.table("decision").insert_all(told[len(there) :])
    return max(0, len(told) - len(there))


def _decision(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        return {name: row[name] for name in ("number", *FIELDS, "hash")}
    except (ValueError, KeyError, TypeError) as error:
        raise BadDecisions(f"line {number} is no decision of ours ({error})") from error


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
        if row["hash"] != _hash(row):
            yield f"decision {row['number']} was changed after it was taken"
        previous, expected = row["hash"], row["number"] + 1
