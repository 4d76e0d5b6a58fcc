"""Unsure sentences that count officers of ours, told once a report where nothing else tells them.

Each has a finding of its own for the record. That alone is seen by nobody who asks what to look at,
and a warning each would hide those that matter; so one warning names all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.extraction import Deployment, Finding, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.reference import name_of_mission


def unsure_now(
    statements: Sequence[Statement], findings: Sequence[Finding], rows: Sequence[Deployment]
) -> Iterator[Finding]:
    """One finding for the statements with a number of ours now of which only the record tells that
    they are unsure; of a report without `rows`, of which nothing else is counted, at any time.

    What has a row needs none, as that is what counts: a sentence about the mission of a row, or its
    place. Nor does one that has a warning already.
    """
    unsure = {each.about.get("statement") for each in findings if each.severity == "info"}
    shown = {each.values.get("sentence") for each in findings if each.severity != "info"}
    left = [
        each
        for each in statements
        if each.key in unsure
        and each.sentence not in shown
        and _counts_ours(each)
        and (not rows or (each.status == "current" and _has_no_row(each, rows)))
    ]
    if left:
        left.sort(key=lambda each: each.status != "current")
        told = dict.fromkeys(tuple(_told(each).items()) for each in left)
        yield finding(
            "numbers-unsure",
            {"statements": [each.key for each in left]},
            message="now" if rows else "no-rows",
            evidence=left[0].evidence[0],
            sentences=len({each.sentence for each in left}),
            numbers=[dict(each) for each in told],
        )


def one_a_sentence(doubts: Sequence[Finding]) -> list[Finding]:
    """Of several warnings of one sentence the first; a person reads the sentence once."""
    told: set[object] = set()
    found = []
    for each in doubts:
        sentence = (each.evidence and each.evidence.page, each.values.get("sentence"))
        if each.severity != "info":
            each = replace(each, severity="info") if sentence in told else each
            told.add(sentence)
        found.append(each)
    return found


def _counts_ours(statement: Statement) -> bool:
    counted = statement.kind == "deployment" and statement.officers is not None
    return counted and statement.nationality == home_country() and statement.status != "negated"


def _has_no_row(statement: Statement, rows: Sequence[Deployment]) -> bool:
    """Whether no row is about the mission of a statement, or its place where it names none.

    What names neither is a total, which is held against the rows elsewhere (told_totals.py).
    """
    if statement.mission:
        return all(row.mission != statement.mission for row in rows)
    places = {*statement.countries}
    return bool(places) and all(places.isdisjoint(row.countries) for row in rows)


def _told(statement: Statement) -> dict[str, object]:
    """Where a number is, how many, when and on which page."""
    name = name_of_mission(statement.mission).removeprefix("unknown-")
    return {
        "name": name or "+".join(statement.countries) or "-",
        "officers": statement.officers,
        "status": statement.status,
        "page": statement.evidence[0].page,
    }
