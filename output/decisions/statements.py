"""Sentences that a report has, as people say that they are right, wrong, or say another number."""

from __future__ import annotations

from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.output.database.ids import identify
from missiemonitor.output.database.subject_key import item_subject
from sqlite_utils import Database

EXTRACTOR = "sentences"  # as if one of another package had found them


def statement_subject(report: dict[str, Any], row: dict[str, Any]) -> str:
    """The subject of a statement: what it tells of, by its sentence, mission and nationality; no
    place on the page and not the number that was read."""
    said = identify(
        row["kind"], normal(row["sentence"]), row["mission"], row["nationality"], row["nth"]
    )
    return item_subject(report, EXTRACTOR, said)


def name_statements(db: Database, report: str | None = None) -> None:
    """Give subjects to the statements of a report, or to all that have none."""
    wanted = "s.report = ?" if report else "s.subject = ''"
    rows = list(
        db.query(
            "SELECT s.*, row_number() OVER (PARTITION BY s.report, s.kind, s.sentence, s.mission, "
            "s.nationality ORDER BY e.page, e.top, e.x0, s.officers, s.statement_id) AS nth "
            "FROM statement AS s JOIN evidence AS e USING (evidence) "
            f"WHERE {wanted}",
            [report] if report else [],
        )
    )
    reports = {row["report"]: row for row in db.query("SELECT * FROM report")}
    for row in rows:
        db.execute(
            "UPDATE statement SET subject = ? WHERE statement_id = ?",
            [statement_subject(reports[row["report"]], row), row["statement_id"]],
        )
