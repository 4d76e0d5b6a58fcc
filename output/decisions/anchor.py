"""What is kept outside of a database, by which it is noticed that its past was made another one.

The chain of decisions proves itself only from within: who can write the database can cut its end
off, or take all decisions anew under another name and work every hash out again. An anchor is the
number and hash of the last decision, and the digests of the reports, at some moment; kept where
that person does not come, it is held against what the database says of that moment later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.database.migrate import version_of
from missiemonitor.output.decisions.bounds import MOST_DECISIONS, whole
from missiemonitor.output.decisions.hash_chain import FIRST
from sqlite_utils import Database

FORM = 1


class AnchorError(MissieError):
    """A file that is no anchor; `str()` says what to do."""


def last_decision(db: Database) -> tuple[int, str]:
    """The number and hash of the last decision; 0 and zeros where there is none."""
    row = db.execute("SELECT number, hash FROM decision ORDER BY number DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, FIRST)


def anchor(db: Database) -> str:
    """An anchor of a database as it is now: a text of JSON, the same for the same content."""
    number, last = last_decision(db)
    reports = db.query(
        "SELECT r.sha256, n.reader, d.read FROM report AS r JOIN run AS n USING (report) "
        "JOIN report_digest AS d USING (report) ORDER BY r.sha256"
    )
    told = {
        "missiemonitor-anchor": FORM,
        "schema": version_of(db),
        "decisions": number,
        "hash": last,
        "reports": [*reports],
    }
    return json.dumps(told, indent=1) + "\n"


def held_against(db: Database, text: str) -> Iterator[str]:
    """What of an anchor is not so any more; nothing where the database has gone on from it.

    A report that another version has read since is another one by right, and another schema makes
    other digests. Raises AnchorError.
    """
    told = _parsed(text)
    number = told["decisions"]
    if number:
        row = db.execute("SELECT hash FROM decision WHERE number = ?", [number]).fetchone()
        if not row:
            yield f"decision {number} of the anchor is not there: the chain was cut or begun anew"
        elif row[0] != told["hash"]:
            yield f"decision {number} is not the one of the anchor: the chain was made anew"
    there = {
        row["sha256"]: row
        for row in db.query(
            "SELECT r.sha256, r.file, n.reader, d.read FROM report AS r "
            "JOIN run AS n USING (report) LEFT JOIN report_digest AS d USING (report)"
        )
    }
    same_schema = told["schema"] == version_of(db)
    for report in told["reports"]:
        now = there.get(report["sha256"])
        if not now:
            yield f"the report with SHA-256 {report['sha256']} of the anchor is not there any more"
        elif now["reader"] != report["reader"] or not same_schema:
            continue
        elif now["read"] != report["read"]:
            yield f"{now['file']}: its rows are not those of the anchor, by the same reader"


def _parsed(text: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(text)
        if told["missiemonitor-anchor"] != FORM or not isinstance(told["hash"], str):
            raise ValueError("of another form")
        whole(told["schema"], "the schema", MOST_DECISIONS)
        whole(told["decisions"], "the number of decisions", MOST_DECISIONS)
        for report in told["reports"]:
            if not all(isinstance(report[each], str) for each in ("sha256", "reader", "read")):
                raise ValueError("of another form")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise AnchorError(
            f"the anchor cannot be read ({str(error)[:80]})", "take one that Missiemonitor wrote"
        ) from error
    return told
