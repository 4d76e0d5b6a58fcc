"""Missions in which, by a sentence, officers of ours are, and of which no table has a row.

A table that leaves a mission out is short by as many, and its total with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.extraction import Deployment, Finding, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.reference import name_of_mission
from missiemonitor.extractors.statements.extract import HIDES_NO_NUMBER
from missiemonitor.extractors.statements.others_told import OTHERS
from missiemonitor.extractors.statements.report_time import OF_TIME
from missiemonitor.extractors.statements.rows_named import countries_in, missions_in

# What may be doubted of a sentence that tells of officers who are there: when they came, and how
# many of them do what.
MAY_BE = OF_TIME | HIDES_NO_NUMBER | {"what follows goes on about them"}

# What is left open where a sentence names one mission alone, which may have its seat next door:
# EUBAM Libya worked from Tunis.
WHICH = {"which mission it is of is not plain", "the place is not of the mission"}


def without_row(
    statements: Sequence[Statement],
    rows: Sequence[Deployment],
    listed: Sequence[Deployment],
    doubts: Sequence[Finding],
) -> Iterator[Finding]:
    """Sentences about missions that none of the `listed` rows names; nothing where no `rows` are
    ours, for then no table was to hold them."""
    if not rows:
        return
    unsure = {each.about["statement"]: each for each in doubts}
    told: set[str] = set()
    for each in statements:
        where = each.mission or "".join(each.countries)
        if where in told or _is_listed(each, listed) or not _is_there(each):
            continue
        if _is_sure(unsure.get(each.key), each):
            told.add(where)
            yield _told(each)


def _told(each: Statement) -> Finding:
    about = {"mission": each.mission, "statement": each.key}
    if each.mission:
        return finding(
            "row-outside",
            about,
            evidence=each.evidence[0],
            message="mission-told",
            mission=name_of_mission(each.mission),
            said=each.officers,
            sentence=each.sentence,
        )
    return finding(
        "row-outside",
        about,
        evidence=each.evidence[0],
        message="place-told",
        said=each.officers,
        sentence=each.sentence,
    )


def _is_listed(statement: Statement, rows: Sequence[Deployment]) -> bool:
    """Whether a row may be of the mission of a sentence, or where it names none of its country. A
    row of an unknown name in the same country may be it, and is asked about by itself."""
    codes = {*statement.countries}
    if not statement.mission and len(codes) != 1:
        return True
    for row in rows:
        alike = bool(codes & {*row.countries})
        if row.mission == statement.mission or (alike and not (statement.mission and row.known)):
            return True
    return False


def _is_there(statement: Statement) -> bool:
    """Whether a sentence says that so many of our officers are in its mission now."""
    plain = statement.officers is not None and statement.qualifier is None
    ours = statement.kind == "deployment" and statement.nationality == home_country()
    said = {concept.name for concept in concepts_in(statement.sentence)}
    named = missions_in(statement.sentence)
    # One that was told of before is meant where the place is one of its own.
    there = named == {statement.mission} if named else _is_at_its_place(statement)
    return plain and ours and there and statement.status == "current" and not said & OTHERS


def _is_at_its_place(statement: Statement) -> bool:
    return bool(statement.countries) and countries_in(statement.sentence) == {*statement.countries}


def _is_sure(doubt: Finding | None, statement: Statement) -> bool:
    if doubt is None:
        return True
    # Where a sentence names one mission alone, it is of that.
    alone = missions_in(statement.sentence) == {statement.mission}
    may_be = MAY_BE | (WHICH if alone else set())
    return doubt.code == "statement-unsure" and {*doubt.values["doubts"]} <= may_be
