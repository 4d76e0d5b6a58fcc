"""Missions of which a sentence says that we left, with officers of ours in a table of that day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.dates import dates, days_near
from missiemonitor.extractors.deployments.meaning.concepts import PARTS, concepts_in
from missiemonitor.extractors.extraction import Finding, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.found import Found
from missiemonitor.extractors.statements.others_told import OTHERS
from missiemonitor.extractors.statements.rows_named import missions_in


def told_ended(
    statements: Sequence[Statement], rows: Found, doubts: Sequence[Finding]
) -> Iterator[Finding]:
    """Missions of which a sentence says that we left, with officers in a table of that day."""
    days = {table.key: table.reference_date for table in rows.tables}
    unsure = {each.about["statement"] for each in doubts if each.code == "statement-unsure"}
    for statement in statements:
        own = [row for row in rows.deployments if row.counted and row.mission == statement.mission]
        left = statement.kind == "deployment" and statement.status == "ended"
        if not left or len(own) != 1 or not own[0].officers or statement.key in unsure:
            continue
        if _of_others(statement):
            continue
        row, day = own[0], days.get(own[0].table)
        told = statement.sentence
        if day and any(each.day > day for each in (*dates(told), *days_near(told, day))):
            continue  # after the day of the table
        yield finding(
            "table-against-text",
            {"deployment": row.key, "mission": statement.mission, "statement": statement.key},
            message="ended",
            evidence=statement.evidence[0],
            name=row.mission_as_written,
            table=row.officers,
            sentence=statement.sentence,
        )


def _of_others(statement: Statement) -> bool:
    """Whether those of whom a sentence tells something are no police: "the military contribution to
    MINUSMA has ended; that of the police goes on"."""
    parts = [p for p in PARTS.split(statement.sentence) if statement.mission in missions_in(p)]
    said = {concept.name for part in parts for concept in concepts_in(part)}
    return bool(said & OTHERS) and "police" not in said
