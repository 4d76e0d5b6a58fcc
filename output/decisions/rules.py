"""Rules by which decisions are taken in a database, whoever opens it: how many people one takes."""

from __future__ import annotations

import datetime as dt

from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions.bounds import name_of
from sqlite_utils import Database


def eyes_of(db: Database) -> int:
    """How many people a decision takes at least: 1, or 2 for four eyes."""
    found = db.execute(
        "SELECT value FROM rule WHERE rule = 'eyes' ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return int(found[0]) if found else 1


def set_eyes(db: Database, eyes: int, by: str) -> None:
    """Say how many people a decision takes from now on; who said so is kept. Raises ValueError."""
    if eyes not in (1, 2):
        raise ValueError("a decision takes one person or two")
    name, now = name_of(by), dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with writing(db):
        if eyes_of(db) != eyes:
            db.table("rule").insert({"rule": "eyes", "value": eyes, "set_by": name, "set_at": now})
