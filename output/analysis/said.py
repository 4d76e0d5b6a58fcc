"""What sentences tell as people decided on it, and why the reading of one is unsure.

In: the database. Out: SQL to read statements by, and doubts by statement, for every way out alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from missiemonitor.extractors.findings import doubt_text
from missiemonitor.output.analysis import notation
from sqlite_utils import Database

# Statements of all reports, superseded ones too, with what people corrected and without what they
# rejected; to be read in place of the table. The view `statements` has those of reports that count.
HOLDS = """(
    SELECT s.statement_id, s.report, s.kind, s.mission, s.nationality, s.status, s.sentence,
        s.confidence, s.evidence, s.subject, d.action AS decided,
        coalesce(d.corrected_officers, s.officers) AS officers,
        CASE WHEN d.corrected_officers IS NULL THEN s.officers_max END AS officers_max,
        CASE WHEN d.corrected_officers IS NULL THEN s.qualifier END AS qualifier
    FROM statement AS s
    LEFT JOIN standing_decision AS d ON d.subject = s.subject AND NOT d.unusable
    WHERE d.action IS NOT 'reject'
)"""

CODE = re.compile(r"\b[A-Z]{2}\b")  # of a country, in what two readings say


def doubts(
    db: Database, language: str, ids: Collection[int] | None = None
) -> dict[int, tuple[str, ...]]:
    """Why statements are unsure in a language (nl, en), by their id; sure ones are not there.

    Of these `ids`, or of all. One that a person approved or corrected is sure.
    """
    told: dict[int, list[str]] = {}
    only = "" if ids is None else f"AND s.statement_id IN ({','.join('?' * len(ids))})"
    for statement, code, values in db.execute(
        f"SELECT s.statement_id, f.code, f.message_values FROM {HOLDS} AS s "
        "JOIN finding AS f ON f.statement_id = s.statement_id "
        f"WHERE s.decided IS NULL AND f.subject NOT IN (SELECT subject FROM agreed_finding) {only} "
        "ORDER BY f.code, f.finding",
        list(ids or ()),
    ).fetchall():
        told.setdefault(statement, []).append(doubt_text(code, values, language))
    called = dict(db.execute(f"SELECT country, name_{language} FROM country").fetchall())
    return {
        statement: tuple(
            dict.fromkeys(CODE.sub(lambda m: called.get(m[0], m[0]), t) for t in texts)
        )
        for statement, texts in told.items()
    }


def number_shown(row: Mapping[str, Any]) -> str:
    """The number of a row of the view `statements` with its marks, `?` where its reading is unsure;
    empty where the sentence states none."""
    if row["officers"] is None:
        return ""
    marks = notation.marks_of({**row, "scope": None})
    return notation.shown({**row, **marks, "unsure": not row["sure"], "origin": None})


def names_for(value: str, countries: Mapping[str, str]) -> str:
    """A detail of a sentence with the names of `countries` where it is codes of these, `BE,DE` or
    `BE+DE`; else as it is written."""
    codes = re.split(r"[,+]", value)
    if not all(code in countries for code in codes):
        return value
    return ", ".join(countries[code] for code in codes)
