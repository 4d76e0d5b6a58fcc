"""What the desk names becomes the subject of decisions: a row, table, sentence, finding, particular
or heading of one report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from missiemonitor.output.database.subject_key import heading_subject
from missiemonitor.output.decisions.decide_report import report_of
from missiemonitor.output.decisions.facts import FACTS, fact_subject
from missiemonitor.output.review import beside_rows
from sqlite_utils import Database

Asked = dict[str, Any]


def subject_at(db: Database, report: str, kind: str, asked: Asked) -> str:
    """The subject of what is asked about by a kind of question. Raises LookupError where the report
    has no such thing, KeyError where nothing is named."""
    return SUBJECTS[kind](db, report, asked)


def _row(db: Database, report: str, asked: Asked) -> str:
    """Of a row (`deployment`), or a `subject` that no row carries."""
    if "subject" in asked:
        subject = str(asked["subject"])
        if subject not in {each["subject"] for each in beside_rows.loose(db, report)}:
            raise LookupError("there is no such decision at this report")
        return subject
    return _stored(db, "deployment", "deployment", report, asked["deployment"])


def _stored(db: Database, table: str, column: str, report: str, name: object) -> str:
    found = db.execute(
        f"SELECT subject FROM {table} WHERE report = ? AND {column} = ?", [report, str(name)]
    ).fetchone()
    if found is None:
        raise LookupError(f"there is no {table} {str(name)[:40]!r} in this report")
    return str(found[0])


def _fact(db: Database, report: str, asked: Asked) -> str:
    field = str(asked["field"])
    if field not in FACTS:
        raise LookupError("there is no such particular of a report")
    return fact_subject(report_of(db, report), field)


SUBJECTS: dict[str, Callable[[Database, str, Asked], str]] = {
    "decide": _row,
    "settle": lambda db, report, asked: _stored(
        db, "extracted_table", "extracted_table", report, asked["table"]
    ),
    "settle-finding": lambda db, report, asked: _stored(
        db, "finding", "finding", report, asked["finding"]
    ),
    "statement": lambda db, report, asked: _stored(
        db, "statement", "statement_id", report, asked["statement"]
    ),
    "fact": _fact,
    "heading": lambda db, report, asked: heading_subject(
        report_of(db, report), str(asked["text"])[:300]
    ),
}
