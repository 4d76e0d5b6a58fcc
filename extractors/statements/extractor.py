"""Sentences of a report, held against the rows of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.series import current_series, home_country
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.deployments.parts import too_many_told
from missiemonitor.extractors.deployments.table_state import TO_AGREE
from missiemonitor.extractors.extraction import Deployment, Finding, Statement
from missiemonitor.extractors.extractor import DocumentReading, Found
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.linking.gazetteer import (
    city_names,
    listed,
    mission_names,
    place_names,
    words_of,
)
from missiemonitor.extractors.page_filter import wanted_pages
from missiemonitor.extractors.reference import sentences_are_read, words
from missiemonitor.extractors.statements.earlier_numbers import against_earlier
from missiemonitor.extractors.statements.extract import (
    HIDES_NO_NUMBER,
    NO_NUMBER_NOW,
    SURE,
    Statements,
    causes,
    read_statements,
)
from missiemonitor.extractors.statements.lexicon import pattern, terms
from missiemonitor.extractors.statements.other_language import against_rows
from missiemonitor.extractors.statements.others_told import others_told
from missiemonitor.extractors.statements.outside_tables import outside_tables
from missiemonitor.extractors.statements.report_time import OF_TIME, of_the_report
from missiemonitor.extractors.statements.told_ended import told_ended
from missiemonitor.extractors.statements.told_totals import totals_against
from missiemonitor.extractors.statements.unsure_now import one_a_sentence, unsure_now
from missiemonitor.extractors.statements.without_row import without_row
from missiemonitor.extractors.thresholds import DEPLOYMENTS, LEARNED

# Doubts that a number which is told to be of all leaves: what the parts are.
OF_A_WHOLE = {
    "a part of others",
    "what follows goes on about them",
    "more numbers than places",
    "a number without a noun",
    "the mission is named elsewhere",
}
Held = tuple[Statement, Deployment]


class StatementExtractor:
    """What sentences state, with what is unsure; a table that says the same is a witness too."""

    name = "statements"

    def __call__(self, reading: DocumentReading) -> Found:
        """Raises missiemonitor.extractors.statements.errors.ModelError."""
        if not sentences_are_read():
            language = current_series().language
            return Found(findings=(finding("sentences-unread", {}, language=language),))
        document = outside_tables(reading.document, reading.tables)
        said = _abroad(read_statements(document, reading.model), document)
        rows = reading.found["deployments"]
        days = {table.reference_date for table in rows.tables if table.reference_date}
        of_now = [each for each in said.statements if of_the_report(each, days)]
        held = list(about_table(of_now, _ours(rows)))
        borne_out = {statement.key for statement, row in held if _says(statement, row)}
        borne_out |= {each.key for each in of_now if _is_of_a_row(each, _ours(rows))}
        doubts = [f for f in said.findings if f.about["statement"] not in borne_out]
        now = _numbers_now(held, doubts)
        against = [*_against_table(now), *told_ended(said.statements, rows, doubts)]
        against += against_earlier(said.statements, rows)
        against += _missing(said, rows)
        totals = [
            *totals_against(document, said.statements, rows),
            *against_rows(document, _ours(rows)),
            *too_many_told(document),
            *_others(document, rows),
        ]
        # One finding a sentence: where it speaks against a table, that is what a person looks at;
        # where it parts the number of the table, nothing is.
        told = {each.about["statement"] for each in against}
        told |= {statement.key for statement, _ in held} - {statement.key for statement, _ in now}
        doubts = [
            replace(f, severity="info") if f.about["statement"] in told else f for f in doubts
        ]
        doubts = one_a_sentence(doubts)
        unsure = unsure_now(said.statements, [*doubts, *against], _ours(rows))
        return Found(
            statements=tuple(
                replace(s, confidence=SURE) if s.key in borne_out else s for s in said.statements
            ),
            findings=(*doubts, *against, *unsure, *totals),
        )


def _abroad(said: Statements, document: Document) -> Statements:
    """Without officers in no mission and at no place, on pages that name nothing abroad.

    In a long report these are transfers at home ("leende 22 agenten uit aan Limburg"); whether its
    pages are all read with care or only some, the same is told.
    """
    pages = wanted_pages(document.texts)
    kept = {each.key for each in said.statements if _placed(each) or each.evidence[0].page in pages}
    return Statements(
        tuple(each for each in said.statements if each.key in kept),
        tuple(each for each in said.findings if each.about["statement"] in kept),
    )


def _placed(statement: Statement) -> bool:
    named = statement.mission or statement.countries or statement.details
    return statement.kind != "deployment" or bool(named)


def _ours(rows: Found) -> list[Deployment]:
    """The rows that count, and those of tables that a person has yet to agree to: a sentence may
    tell which of their columns counts, and that they are ours."""
    asked = {table.key for table in rows.tables if table.standing == TO_AGREE}
    return [row for row in rows.deployments if row.counted or row.table in asked]


def _missing(said: Statements, rows: Found) -> Iterator[Finding]:
    """Missions that sentences tell of and no row names, where no finding at a table tells it."""
    told = [
        f.values.get("sentence", "")
        for f in rows.findings
        if f.code == "row-outside" and f.message_key == "sentence"
    ]
    new = [each for each in said.statements if not any(each.sentence in text for text in told)]
    return without_row(new, _ours(rows), rows.deployments, said.findings)


def _others(document: Document, rows: Found) -> Iterator[Finding]:
    """What sentences tell of rows that count others, where the rows do not tell it themselves."""
    known = {f.about.get("deployment") for f in rows.findings if f.code == "row-of-others"}
    return others_told(document, [row for row in _ours(rows) if row.key not in known])


def about_table(
    statements: Sequence[Statement], deployments: Sequence[Deployment]
) -> Iterator[Held]:
    """Statements of officers of ours in a mission of which the tables have one row, with it.

    A sentence that names a country alone ("four officers serve in Kosovo") is about the mission
    there, where tables have one.
    """
    for statement in statements:
        own = [row for row in deployments if _is_about(statement, row)]
        told = statement.kind == "deployment"
        plain = statement.officers is not None and statement.qualifier is None
        if told and plain and len(own) == 1 and statement.nationality == home_country():
            yield statement, own[0]


def _is_about(statement: Statement, row: Deployment) -> bool:
    if statement.mission:
        return row.mission == statement.mission
    return len(statement.countries) == 1 and row.countries == statement.countries


def _is_of_a_row(statement: Statement, rows: Sequence[Deployment]) -> bool:
    """Whether one of several missions in the country of a sentence has its number of officers."""
    plain = statement.officers is not None and statement.qualifier is None and not statement.mission
    ours = statement.kind == "deployment" and statement.nationality == home_country()
    own = [row for row in rows if _is_about(statement, row)]
    return plain and ours and len(own) > 1 and any(_says(statement, row) for row in own)


def _numbers_now(held: Sequence[Held], doubts: Sequence[Finding]) -> list[Held]:
    """Without sentences of which it is doubted that they tell how many there are now, and those
    that part the number of the table: "six, of whom four in Kyiv and two in Odesa"."""
    unsure = {each.about["statement"]: each for each in doubts if each.severity == "info"}
    kept = []
    for statement, row in held:
        doubt = unsure.get(statement.key)
        doubtful = doubt is not None and not _is_settled(doubt, statement, row)
        beside = [s.officers or 0 for s, _ in held if s.sentence == statement.sentence]
        parted = row.officers in (*beside, sum(beside))
        if statement.officers == 1 and not _counts_one(statement.sentence):
            continue  # "the adviser", "an adviser" tells of somebody, and not how many there are
        if _adds_up_years(statement.sentence) or _names_elsewhere(statement, row):
            continue
        if not doubtful and (not parted or statement.officers == row.officers):
            kept.append((statement, row))
    return kept


def _is_settled(doubt: Finding, statement: Statement, row: Deployment) -> bool:
    """Whether that tables have one mission in the place of a sentence leaves little to doubt of it:
    which mission is meant is known then, and that officers abroad are, where they are about as many
    as the row has."""
    if doubt.code != "statement-unsure":
        return False
    least, most = sorted((statement.officers or 0, row.officers or 0))
    alike = most <= DEPLOYMENTS.misquoted * least
    if alike and statement.mission and _is_whole(statement):
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


def _names_elsewhere(statement: Statement, row: Deployment) -> bool:
    """Whether a sentence names another country than that of the row, and not the row's mission: the
    reader may have put it with the mission that was told of before."""
    found = words_of(statement.sentence)
    if any(each.value == row.mission for each in listed(found, mission_names(), "MISSION")):
        return False
    spans = country_spans(normal(statement.sentence).split())
    named = {code for _, _, code in spans}
    named |= {e.value for known in (place_names(), city_names()) for e in listed(found, known, "")}
    named -= {home_country()}
    return bool(named) and not named & {*row.countries}


def _adds_up_years(sentence: str) -> bool:
    """Whether a sentence has a total over some time: "since 2003, 44 in all were sent there"."""
    return {"cumulative", "sum"} <= {each.name for each in concepts_in(sentence, head=True)}


def _counts_one(sentence: str) -> bool:
    """Whether a sentence has the number one, and not only an article that looks like it."""
    words = (word.strip(",.;:()").casefold() for word in sentence.split())
    stressed = terms("grammar.one") - terms("grammar.any_article")
    return any(word == "1" or word in stressed for word in words)


def _against_table(held: Sequence[Held]) -> Iterator[Finding]:
    """What sentences say of a mission held against its row."""
    for statement, row in held:
        officers = row.officers or 0
        if not _says(statement, row):
            yield finding(
                "table-against-text",
                {"deployment": row.key, "mission": statement.mission, "statement": statement.key},
                evidence=statement.evidence[0],
                name=row.mission_as_written,
                table=officers,
                said=statement.officers,
                sentence=statement.sentence,
            )


def _says(statement: Statement, row: Deployment) -> bool:
    """Whether a sentence tells the number of a row, or one of its range."""
    least = row.officers or 0
    return least <= (statement.officers or 0) <= max(least, row.officers_max or 0)
