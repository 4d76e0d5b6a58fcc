"""Decisions laid over what was read: rows that people added, names that hang on them, findings."""

from __future__ import annotations

from collections.abc import Iterable

from missiemonitor.output.database.across import find_across
from missiemonitor.output.database.ids import NAMELESS
from missiemonitor.output.database.records import write_finding
from missiemonitor.output.database.report_digests import note_laid
from missiemonitor.output.decisions.added_rows import lay_rows, reports_of
from missiemonitor.output.decisions.facts import lay_facts
from missiemonitor.output.decisions.findings import findings_of_decisions
from sqlite_utils import Database

Figures = list[tuple[object, ...]]


def figures_of(db: Database, key: str) -> Figures:
    """The officers of each row in the reports of a key, as decisions have them."""
    return db.execute(
        "SELECT deployment, mission, officers, officers_max FROM officers "
        "WHERE report IN (SELECT report FROM report WHERE decision_key = ?) ORDER BY deployment",
        [key],
    ).fetchall()


def lay_decisions(db: Database, keys: Iterable[str], before: Figures | None = None) -> None:
    """Lay decisions anew over the reports of these keys (`report.decision_key`).

    What several reports say together is found anew as well, unless the figures are still those
    `before`, which `figures_of` gave: that takes ten times as long as all else.
    """
    for key in sorted(set(keys)):
        moved = lay_facts(db, key)
        lay_rows(db, key)
        settle_unknown(db)
        for series, period in sorted(moved):
            find_across(db, series, period)
        if before is None or figures_of(db, key) != before:
            _lay_across(db, key)
        lay_findings(db, key)


def _lay_across(db: Database, key: str) -> None:
    for series, period in db.execute(
        "SELECT DISTINCT series, period FROM report WHERE decision_key = ? "
        "AND series IS NOT NULL AND period IS NOT NULL ORDER BY series, period",
        [key],
    ).fetchall():
        find_across(db, series, period)


def lay_findings(db: Database, key: str) -> None:
    """Find anew what decisions give rise to in the reports of a key."""
    for report, deployment, finding in list(findings_of_decisions(db, key)):
        write_finding(db, report, finding, across=True, deployment=deployment)
    note_laid(db, [row["report"] for row in reports_of(db, key)])


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
