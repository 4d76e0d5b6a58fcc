"""Which numbers of sentences are held against the rows of tables: those of officers who are there
now, as far as nothing in the sentence speaks against it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence, Set
from dataclasses import replace

from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.extraction import Deployment, Finding, Statement
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.linking.gazetteer import (
    city_names,
    listed,
    organisation_names,
    place_names,
    words_of,
)
from missiemonitor.extractors.reference import mission_by_id, words
from missiemonitor.extractors.statements.extract import (
    HIDES_NO_NUMBER,
    NO_NUMBER_NOW,
    causes,
)
from missiemonitor.extractors.statements.lexicon import pattern, terms
from missiemonitor.extractors.statements.report_time import EDGES, OF_TIME, of_the_report
from missiemonitor.extractors.statements.rows_named import missions_in
from missiemonitor.extractors.thresholds import DEPLOYMENTS, LEARNED

# Doubts that a number which is told to be of all leaves: what the parts are.
OF_A_WHOLE = {
    "a part of others",
    "what follows goes on about them",
    "more numbers than places",
    "a number without a noun",
    "the mission is named elsewhere",
}
# Doubts of a sentence with several numbers, which leave where it tells that of another row.
OF_SEVERAL = (
    OF_A_WHOLE
    | OF_TIME
    | HIDES_NO_NUMBER
    | {"several numbers", "several missions", "what follows may undo it"}
)
NOW = {"current", "past"}  # of a number at the time of a report, which looks back
Held = tuple[Statement, Deployment]


def says(statement: Statement, row: Deployment) -> bool:
    """Whether a sentence tells the number of a row, or one of its range."""
    least = row.officers or 0
    return least <= (statement.officers or 0) <= max(least, row.officers_max or 0)


def _vouched(held: Sequence[Held]) -> dict[str, set[str]]:
    """The sentences that tell the number of a row, each with the missions of these rows: what else
    they tell is of the same officers and time."""
    found: dict[str, set[str]] = {}
    for statement, row in held:
        if says(statement, row) and (statement.officers or 0) > 1:
            found.setdefault(statement.sentence, set()).add(row.mission)
    return found


def _is_whole_of(statement: Statement, row: Deployment) -> bool:
    """Whether a sentence tells a number with its parts, and a row has all places of these, as far
    as it has any."""
    everywhere = not row.countries or {*statement.countries} <= {*row.countries}
    return everywhere and _is_parted(statement)


def numbers_now(
    held: Sequence[Held], doubts: Sequence[Finding], days: Set[dt.date] = frozenset()
) -> list[Held]:
    """Without sentences of which it is doubted that they tell how many there are now, at these days
    of tables, and those that part the number of the table: "six, of whom four in Kyiv and two in
    Odesa"."""
    unsure = {each.about["statement"]: each for each in doubts if each.severity == "info"}
    vouched = _vouched(held)
    kept = []
    for statement, row in held:
        doubt = unsure.get(statement.key)
        doubtful = doubt is not None and not _is_settled(doubt, statement, row, days)
        if doubtful and doubt and vouched.get(statement.sentence, set()) - {row.mission}:
            doubtful = not _is_named_beside(doubt, statement, row)
        beside = [s.officers or 0 for s, _ in held if s.sentence == statement.sentence]
        parted = row.officers in (*beside, sum(beside)) and not _is_whole_of(statement, row)
        if statement.officers == 1 and not _counts_one(statement.sentence):
            continue  # "the adviser", "an adviser" tells of somebody, and not how many there are
        if _adds_up_years(statement.sentence) or _names_elsewhere(statement, row):
            continue
        if not doubtful and (not parted or statement.officers == row.officers):
            kept.append((statement, row))
    return kept


def _is_settled(doubt: Finding, statement: Statement, row: Deployment, days: Set[dt.date]) -> bool:
    """Whether that tables have one mission in the place of a sentence leaves little to doubt of it:
    which mission is meant is known then, and that officers abroad are, where they are about as many
    as the row has."""
    if doubt.code == "statement-readings-differ":
        return _number_is_told_alike(doubt, statement, days)
    if doubt.code != "statement-unsure":
        return False
    least, most = sorted((statement.officers or 0, row.officers or 0))
    alike = most <= DEPLOYMENTS.misquoted * least
    if alike and statement.mission and (_is_whole(statement) or _is_parted(statement)):
        return {*doubt.values["doubts"]} <= OF_TIME | HIDES_NO_NUMBER | OF_A_WHOLE
    if statement.mission and statement.status == "past":
        # What is past was told to be of the time of the report.
        return {*doubt.values["doubts"]} <= OF_TIME | HIDES_NO_NUMBER
    known = {"which mission is not said"}
    if statement.mission:
        # The one that was told of before, about as many as its row has, and no other by its kind.
        another = pattern("{kinds.missions}").search(statement.sentence.casefold())
        known = {"the mission is named elsewhere"} if alike and not another else set()
    elif alike:
        known.add("hardly a number of officers abroad")
    left = {*doubt.values["doubts"]} - known
    return bool(known) and causes(left) < LEARNED.told and not left & NO_NUMBER_NOW


def _number_is_told_alike(doubt: Finding, statement: Statement, days: Set[dt.date]) -> bool:
    """Whether two readings that differ tell one number of one mission at the time of the report:
    one of them takes the tense for another time, or sees no place."""
    values = doubt.values
    both = zip(values["fields"].split(), values["one"], values["other"], strict=True)
    told = {field: {one, other} for field, one, other in both}
    if statement.mission is None or {*told} - {"status", "countries"}:
        return False
    past = replace(statement, status="past")
    if "status" in told and not (told["status"] <= NOW and of_the_report(past, days)):
        return False
    others = {each for each in values["beside"].split("; ") if each}
    parted = OF_SEVERAL if _is_parted(statement) else set()
    return others <= OF_TIME | HIDES_NO_NUMBER | parted


def _is_named_beside(doubt: Finding, statement: Statement, row: Deployment) -> bool:
    """Whether a sentence that tells the number of another row names the mission of this one too,
    and is doubted for no more than its many numbers: "six at MINUSMA and five at EUCAP"."""
    few = doubt.code == "statement-unsure" and {*doubt.values["doubts"]} <= OF_SEVERAL
    return few and row.mission in missions_in(statement.sentence)


def _is_whole(statement: Statement) -> bool:
    """Whether the number of a sentence is that of all, of whom it tells a part: "three of the five
    officers at EULEX work in Mitrovica"."""
    folded = statement.sentence.casefold()
    behind = (
        folded[match.end() :].split()[:1]
        for of in words()["counts"]["of_the"]
        for match in re.finditer(rf"\b{re.escape(of)}\s", folded)
    )
    return any(whole_number(word) == statement.officers for found in behind for word in found)


def _is_parted(statement: Statement) -> bool:
    """Whether a sentence tells a number and then its parts: "seven officers, of whom three in
    Odesa", "three officers: two in Djibouti and one in Mogadishu"."""
    folded = statement.sentence.casefold()
    head, *parts = pattern(r":|,? \b{parts.among_whom}\b").split(folded, maxsplit=1)
    numbers = [whole_number(word.strip(EDGES)) for word in head.split()]
    return bool(parts) and [n for n in numbers if n is not None] == [statement.officers]


def _names_elsewhere(statement: Statement, row: Deployment) -> bool:
    """Whether a sentence names another country or organisation than those of the row, and not the
    row's mission: the reader may have put it with the mission that was told of before."""
    found = words_of(statement.sentence)
    if row.mission in missions_in(statement.sentence):
        return False
    spans = country_spans(normal(statement.sentence).split())
    named = {code for _, _, code in spans}
    named |= {e.value for known in (place_names(), city_names()) for e in listed(found, known, "")}
    named -= {home_country()}
    bodies = {e.value for e in listed(found, organisation_names(), "")}
    other_body = bool(bodies) and row.organisation not in bodies
    known = mission_by_id().get(row.mission or "")
    places = row.countries or (known.countries if known else ())
    return (bool(named) and not named & {*places}) or other_body


def _adds_up_years(sentence: str) -> bool:
    """Whether a sentence has a total over some time: "since 2003, 44 in all were sent there"."""
    return {"cumulative", "sum"} <= {each.name for each in concepts_in(sentence, head=True)}


def _counts_one(sentence: str) -> bool:
    """Whether a sentence has the number one, and not only an article that looks like it."""
    words = (word.strip(",.;:()").casefold() for word in sentence.split())
    stressed = terms("grammar.one") - terms("grammar.any_article")
    return any(word == "1" or word in stressed for word in words)
