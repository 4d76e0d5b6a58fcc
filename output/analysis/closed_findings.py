"""Findings about rows that people closed, each with the decision that did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from missiemonitor.extractors.findings import retold
from sqlite_utils import Database

# The reasons for which the view to_review leaves a finding about a row out because a person
# decided: on the finding, on its row, on its table. What is for the record only the first closes.
CLOSED = """
    SELECT * FROM (
        SELECT f.finding, f.deployment, f.code, f.severity, f.message, f.message_values, f.subject,
            coalesce(
                a.number,
                CASE WHEN f.severity <> 'info' AND f.code <> 'decision-unconfirmed'
                    THEN s.number END,
                CASE WHEN f.severity <> 'info' AND (
                    w.decided = 'rejected'
                        AND f.code NOT IN ('decision-unconfirmed', 'decision-unplaced')
                    OR w.decided IS NOT NULL AND f.code = 'nationality-unsure')
                    THEN w.decision END
            ) AS closed_by
        FROM finding AS f
        JOIN deployment AS d ON d.deployment = f.deployment
        LEFT JOIN standing_decision AS a
            ON a.subject = f.subject AND a.kind = 'finding' AND a.action = 'agree'
        LEFT JOIN standing_decision AS s
            ON s.subject = d.subject AND s.count_as_written IS d.count_as_written
            AND NOT s.unusable
        LEFT JOIN table_standing AS w
            ON w.extracted_table = coalesce(f.extracted_table, d.extracted_table)
        WHERE {rows}
    )
    WHERE closed_by IS NOT NULL ORDER BY code, message
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
        else db.query(CLOSED.format(rows="f.deployment = ?"), [deployment])
    )
    return [
        {**row, "message": retold(row["code"], row["message"], row["message_values"], language)}
        for row in rows
    ]
