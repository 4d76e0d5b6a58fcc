"""Decisions on what a report says besides its rows: tables, findings, particulars, headings."""

from __future__ import annotations

from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.output.database.subject_key import heading_subject
from missiemonitor.output.decisions.bounds import LONGEST_SAID, RefusedError, on_page
from missiemonitor.output.decisions.chain import Person, add_decision
from missiemonitor.output.decisions.facts import FACTS, fact_subject, stored_fact
from sqlite_utils import Database

FINDING_ACTIONS = ("agree", "undo", "confirm")
TABLE_ACTIONS = ("agree", "reject", "undo", "confirm")
HEADINGS = ("mission", "country", "count")


def settle_table(
    db: Database, table: str, action: str, who: Person, seen: int | None = None
) -> int:
    """Agree to a table (`agree`), `reject` it, `undo` or `confirm` what was said of it.

    `table` is an id of extracted_table. A table that is agreed to counts with all its rows, one
    that is rejected with none. Returns the number of the decision; raises as `decide` does.
    """
    if action not in TABLE_ACTIONS:
        raise ValueError(f"{action!r} is no action; take one of {', '.join(TABLE_ACTIONS)}")
    row = next(
        db.query(
            "SELECT t.subject, (SELECT sum(officers) FROM deployment AS d "
            " WHERE d.extracted_table = t.extracted_table AND d.added IS NULL) AS officers "
            "FROM extracted_table AS t WHERE t.extracted_table = ?",
            [table],
        ),
        None,
    )
    if row is None:
        raise LookupError(f"there is no table {table!r}")
    content = {"count_as_written": None if row["officers"] is None else str(row["officers"])}
    return add_decision(db, row["subject"], action, who, seen, content)


def settle_finding(
    db: Database, finding: str, action: str, who: Person, seen: int | None = None
) -> int:
    """Settle a finding (`agree`: what it is about was looked at and stands), `undo` or `confirm`.

    `finding` is an id of finding. It stays settled while the same is said of the same row or
    report. Returns the number of the decision; raises as `decide` does, and ValueError where it is
    settled without a reason, and for a finding about a table that is to be agreed to: that is
    agreed to or rejected itself.
    """
    if action not in FINDING_ACTIONS:
        raise ValueError(f"{action!r} is no action; take one of {', '.join(FINDING_ACTIONS)}")
    row = next(db.query("SELECT * FROM finding WHERE finding = ?", [finding]), None)
    if row is None:
        raise LookupError(f"there is no finding {finding!r}")
    if row["code"] == "table-to-agree":
        raise ValueError("agree to the table itself, or reject it")
    if action == "agree" and not (who.reason or "").strip():
        raise RefusedError(
            "reason-needed", "a finding is settled with a reason: why what is stored stands"
        )
    return add_decision(db, row["subject"], action, who, seen, {})


def correct_fact(
    db: Database,
    report: str,
    field: str,
    value: object,
    who: Person,
    seen: int | None = None,
    action: str = "correct",
) -> int:
    """Say what a particular of a report is (`field` of facts.FACTS), `undo` or `confirm` that.

    A stated total of "" says that the report states none. Raises as `decide` does.
    """
    row = report_of(db, report)
    if field not in FACTS or action not in ("correct", "undo", "confirm"):
        raise ValueError(f"{field!r} cannot be given {action!r}")
    content = {}
    if action == "correct":
        content = {"field": field, "value": stored_fact(row, field, value)}
    return add_decision(db, fact_subject(row, field), action, who, seen, content)


def explain_heading(
    db: Database, report: str, text: str, role: str, who: Person, seen: int | None = None
) -> int:
    """Say what a heading of a table stands for: a `role` of HEADINGS; `suggestions` learns from it.

    Raises as `add_row` does.
    """
    row = report_of(db, report)
    if role not in HEADINGS:
        raise ValueError(f"a heading stands for one of {', '.join(HEADINGS)}")
    words = on_page(text, "the heading", LONGEST_SAID)
    if not normal(words):
        raise ValueError("a heading needs the words on the page")
    content = {"field": "heading", "value": role, "count_as_written": words}
    return add_decision(db, heading_subject(row, text), "correct", who, seen, content)


def report_of(db: Database, report: str) -> dict[str, Any]:
    row = next(db.query("SELECT * FROM report WHERE report = ?", [report]), None)
    if row is None:
        raise LookupError(f"there is no report {report!r}")
    return row
