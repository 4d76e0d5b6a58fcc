"""Decisions of another database, from a file: added to the chain if they go on from it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions.apply import lay_decisions
from missiemonitor.output.decisions.foreign import checked
from missiemonitor.output.decisions.hash_chain import broken
from sqlite_utils import Database


class DecisionsError(MissieError):
    """A file of decisions that cannot be brought in; `str()` says why and what to do."""


def bring_in(db: Database, lines: Iterable[str]) -> int:
    """Add decisions that `written` gave to a database, and return how many were new.

    They are keyed by what pages say, so they hold for reports that are read before or after. The
    file's chain must begin with that of the database. Raises DecisionsError, and nothing is added.
    """
    countries = {code for (code,) in db.execute("SELECT country FROM country").fetchall()}
    told = [
        _decision(number, line, countries)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if problems := list(broken(told)):
        raise DecisionsError(problems[0], "take the file as it was written")
    try:
        with writing(db):
            new = _new(db, told)
            db.table("decision").insert_all(new)
            lay_decisions(db, {row["subject"].split("/", 1)[0] for row in new})
    except (sqlite3.IntegrityError, sqlite3.InterfaceError) as error:
        raise DecisionsError(
            f"the file holds what is no decision of ours ({' '.join(str(error).split())})",
            "take the file as it was written",
        ) from error
    return len(new)


def _new(db: Database, brought: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that go on from the chain of the database. Raises DecisionsError."""
    known = list(db.query("SELECT number, hash FROM decision ORDER BY number"))
    for one, two in zip(known, brought, strict=False):
        if one["hash"] != two["hash"]:
            raise DecisionsError(
                f"decision {one['number']} is another one in the database: the two were decided "
                "on apart",
                "bring the file into a new database",
            )
    return brought[len(known) :]


def _decision(line: int, text: str, countries: Collection[str]) -> dict[str, Any]:
    which = ""
    try:
        row = json.loads(text)
        if not isinstance(row, dict):
            raise ValueError("it is none")
        which = f"decision {ascii(row.get('number'))[:20]}: "
        return checked(row, countries)
    except (ValueError, RecursionError) as error:
        raise DecisionsError(
            f"line {line} is no decision of ours ({which}{error})",
            "take the file as it was written",
        ) from error
