"""Findings about rows that people closed, each with the decision that did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from missiemonitor.extractors.findings import retold
from missiemonitor.output.names import names_in
from sqlite_utils import Database

# One that several rows share is told at each of them.
CLOSED = """
    SELECT f.finding, l.deployment, f.code, f.severity, f.message, f.message_values, f.subject,
        s.closed_by
    FROM finding_standing AS s
    JOIN finding AS f ON f.finding = s.finding
    JOIN finding_deployment AS l ON l.finding = s.finding
    WHERE s.closed_by IS NOT NULL AND {rows}
    ORDER BY f.code, f.message, l.deployment
"""


def closed_findings(
    db: Database, language: str = "en", deployment: str | None = None
) -> list[dict[str, Any]]:
    """Findings about a row, or about all rows, that a decision in force closed.

    Each has finding, deployment, code, severity, message (in a language), subject and `closed_by`,
    the number of the decision.
    """
    rows: Iterable[dict[str, Any]] = (
        db.query(CLOSED.format(rows="true"))
        if deployment is None
        else db.query(CLOSED.format(rows="l.deployment = ?"), [deployment])
    )
    names = names_in(db, language)
    return [{**row, "message": names.told(_message(row, language))} for row in rows]


def _message(row: Mapping[str, Any], language: str) -> str:
    return retold(row["code"], row["message"], row["message_values"], language)
