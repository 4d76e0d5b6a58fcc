"""Decisions laid over what was read: rows that people added, names that hang on them, findings."""

from __future__ import annotations

from collections.abc import Iterable

from missiemonitor.output.database.ids import NAMELESS
from missiemonitor.output.database.records import write_finding
from missiemonitor.output.decisions.added_rows import lay_rows
from missiemonitor.output.decisions.findings import findings_of_decisions
from sqlite_utils import Database


def lay_decisions(db: Database, keys: Iterable[str]) -> None:
    """Lay decisions anew over the reports of these keys (`report.decision_key`)."""
    for key in sorted(set(keys)):
        lay_rows(db, key)
        settle_unknown(db)
        lay_findings(db, key)


def lay_findings(db: Database, key: str) -> None:
    """Find anew what decisions give rise to in the reports of a key."""
    for report, deployment, finding in list(findings_of_decisions(db, key)):
        write_finding(db, report, finding, across=True, deployment=deployment)


def settle_unknown(db: Database) -> None:
    """Unknown missions named by what all reports say of them, whichever came in first."""
    db.execute(
        "DELETE FROM mission WHERE NOT known AND mission NOT IN "
        "(SELECT mission FROM deployment UNION SELECT mission FROM statement "
        " WHERE mission IS NOT NULL UNION SELECT mission FROM item WHERE mission IS NOT NULL "
        " UNION SELECT value FROM decision WHERE field = 'mission')"
    )
    db.execute(
        "UPDATE mission SET "
        "name = coalesce((SELECT min(nullif(mission_as_written, '')) FROM deployment "
        "  WHERE deployment.mission = mission.mission), "
        "  nullif(replace(substr(mission, length('unknown-') + 1), '-', ' '), 'unnamed'), ?), "
        "organisation = (SELECT min(organisation) FROM deployment "
        "  WHERE deployment.mission = mission.mission) "
        "WHERE NOT known",
        [NAMELESS],
    )
