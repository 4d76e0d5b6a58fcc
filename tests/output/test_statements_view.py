"""The view of statements: what is sure is asked for by a column, and people have the last word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from missiemonitor.extractors.extraction import Extraction, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.over_time import no_figures_for
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide_statement
from missiemonitor.pipeline.ingest import Outcome
from missiemonitor.pipeline.presentation.summaries import ingest_as_text, of_ingest
from sqlite_utils import Database

from tests.invented import invented_extraction

ADA = Person("Ada", "gelezen")
NOW = (
    "SELECT officers FROM statements WHERE kind = 'deployment' AND nationality = 'NL' "
    "AND status = 'current' AND sure ORDER BY officers"
)


def report() -> Extraction:
    """An invented half-year with one sure and one unsure sentence."""
    made = invented_extraction("2024-1", Random(3), {})
    spot = made.deployments[0].evidence
    told = tuple(
        Statement(
            key=f"s{number}",
            kind="deployment",
            mission="eulex-kosovo",
            countries=("XK",),
            officers=number,
            officers_max=None,
            qualifier=None,
            nationality="NL",
            status="current",
            details=(),
            sentence=f"Bij EULEX werken er {number}.",
            evidence=(spot,),
            confidence=0.9 if number == 5 else 0.7,
        )
        for number in (5, 8)
    )
    doubt = finding(
        "statement-unsure",
        {"statement": "s8"},
        kind="deployment",
        doubts=["a change"],
        sentence=told[1].sentence,
        evidence=spot,
    )
    return replace(made, statements=told, findings=(doubt,))


@pytest.fixture
def stored(db: Database) -> Database:
    store(db, report(), "test")
    return db


def test_what_is_unsure_can_be_left_out(stored: Database) -> None:
    assert stored.execute(NOW).fetchall() == [(5,)]
    ((sure, said),) = stored.execute(
        "SELECT sure, findings FROM statements WHERE officers = 8"
    ).fetchall()
    assert sure == 0 and "a change" in said


def test_people_have_the_last_word(stored: Database) -> None:
    numbers = dict(stored.execute("SELECT officers, statement_id FROM statements").fetchall())
    decide_statement(stored, numbers[8], "correct", ADA, 7)
    decide_statement(stored, numbers[5], "reject", ADA)
    assert stored.execute(NOW).fetchall() == [(7,)]
    decide_statement(stored, numbers[8], "undo", ADA)
    assert stored.execute(NOW).fetchall() == []


def test_a_period_of_sentences_alone_is_told_as_such(db: Database) -> None:
    alone = replace(report(), deployments=(), tables=())
    kept = store(db, alone, "test")
    told = no_figures_for(db, "2024-1")
    assert "its sentences gave 2 statements, which are in no total" in str(told)
    assert "'statements'" in str(told)
    summary = of_ingest(db, [Outcome("a.pdf", kept.outcome, kept.report)])
    text = ingest_as_text(summary, Path("a.db"))
    assert "a.pdf: no rows; 2 statements of its sentences stored, in no total" in text
    store(db, replace(report(), statements=(), findings=()), "again")
    assert "no figures for 1999-1" in str(no_figures_for(db, "1999-1"))


def test_what_is_no_decision_on_a_sentence_is_refused(stored: Database) -> None:
    (number,) = stored.execute("SELECT min(statement_id) FROM statement").fetchone()
    with pytest.raises(LookupError, match="no statement"):
        decide_statement(stored, 999, "approve", ADA)
    for action, officers in (("like", None), ("approve", 3), ("correct", None), ("correct", -1)):
        with pytest.raises(ValueError, match=r"right number|whole number"):
            decide_statement(stored, number, action, ADA, officers)
    assert stored.table("decision").count == 0
