"""Sentences of a report, held against the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.series import current_series, home_country
from missiemonitor.extractors.deployments.parts import too_many_told
from missiemonitor.extractors.deployments.table_state import OTHER, TO_AGREE
from missiemonitor.extractors.extraction import Deployment, Finding, Statement
from missiemonitor.extractors.extractor import DocumentReading, Found
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.page_filter import wanted_pages
from missiemonitor.extractors.reference import sentences_are_read
from missiemonitor.extractors.statements.earlier_numbers import against_earlier
from missiemonitor.extractors.statements.extract import (
    SURE,
    Statements,
)
from missiemonitor.extractors.statements.numbers_now import Held, numbers_now, says
from missiemonitor.extractors.statements.other_language import against_rows
from missiemonitor.extractors.statements.others_told import others_told
from missiemonitor.extractors.statements.report_time import of_the_report
from missiemonitor.extractors.statements.told_ended import told_ended
from missiemonitor.extractors.statements.told_totals import totals_against
from missiemonitor.extractors.statements.unsure_now import one_a_sentence, unsure_now
from missiemonitor.extractors.statements.without_row import without_row
from missiemonitor.extractors.thresholds import MEANING


class StatementExtractor:
    """What sentences state, with what is unsure; a table that says the same is a witness too."""

    name = "statements"

    def __call__(self, reading: DocumentReading) -> Found:
        """Raises missiemonitor.extractors.statements.errors.ModelError."""
        if not sentences_are_read():
            language = current_series().language
            return Found(findings=(finding("sentences-unread", {}, language=language),))
        document = reading.outside_tables
        said = _abroad(reading.said, document)
        rows = reading.found["deployments"]
        days = {table.reference_date for table in rows.tables if table.reference_date}
        of_now = [each for each in said.statements if of_the_report(each, days)]
        held = list(about_table(of_now, _ours(rows)))
        borne_out = {statement.key for statement, row in held if says(statement, row)}
        borne_out |= {each.key for each in of_now if _is_of_a_row(each, _ours(rows))}
        doubts = [f for f in said.findings if f.about["statement"] not in borne_out]
        now = numbers_now(held, doubts, days)
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
        of_totals = set(_of_totals(said.statements, rows))
        told |= of_totals
        doubts = [
            replace(f, severity="info") if f.about["statement"] in told else f for f in doubts
        ]
        doubts = one_a_sentence(doubts)
        others = [each for each in said.statements if each.key not in of_totals]
        unsure = unsure_now(others, [*doubts, *against], _ours(rows))
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
    told = [*rows.findings, *(doubt for table in rows.tables for doubt in table.doubts)]
    known = {f.about.get("deployment") for f in told if f.code == "row-of-others"}
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
    return plain and ours and len(own) > 1 and any(says(statement, row) for row in own)


def _of_totals(statements: Sequence[Statement], rows: Found) -> Iterator[str]:
    """The keys of statements in sentences that tell the total of a table that counts: whom they are
    about is known."""
    totals = {
        sum(row.officers or 0 for row in rows.deployments if row.table == table.key)
        for table in rows.tables
        if table.standing != OTHER
    }
    totals |= {rows.stated_total} if rows.stated_total else set()
    telling = {
        each.sentence
        for each in statements
        if each.officers in totals and (each.officers or 0) >= MEANING.telling
    }
    return (each.key for each in statements if each.sentence in telling)


def _against_table(held: Sequence[Held]) -> Iterator[Finding]:
    """What sentences say of a mission held against its row."""
    for statement, row in held:
        if row.officers is not None and not says(statement, row):
            yield finding(
                "table-against-text",
                {"deployment": row.key, "mission": statement.mission, "statement": statement.key},
                evidence=statement.evidence[0],
                name=row.mission_as_written,
                table=row.officers,
                said=statement.officers,
                sentence=statement.sentence,
            )
