"""After a decision of every kind every way out still tells, and tells what people decided."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.analysis.over_time import periods
from missiemonitor.output.charts import labels_in
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide, decide_statement
from missiemonitor.output.decisions.decide_report import (
    correct_fact,
    explain_heading,
    settle_finding,
    settle_table,
)
from missiemonitor.output.decisions.missed_rows import Missed, add_row
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages import period_page
from sqlite_utils import Database

ANNA, BRAM = Person("Anna", "zo staat het er"), Person("Bram", "gezien", eyes=2)
NEWEST = "2024-2"
BOX = (9.0, 9.0, 99.0, 20.0)
# Words of sentences of the samples by which each is found.
REJECTED, CORRECTED, APPROVED = "Cartagena heeft", "werken sinds augustus", "Erbil"


def decide_everything(db: Database) -> None:
    """A decision of every kind, in the newest half-year of the samples."""
    (report,) = db.query("SELECT * FROM report WHERE period = ?", [NEWEST])
    of = {
        row["mission"]: row["deployment"]
        for row in db.query("SELECT * FROM officers WHERE period = ?", [NEWEST])
    }
    decide(db, of["eulex-kosovo"], "approve", ANNA)
    decide(db, of["eumm-georgia"], "correct", ANNA, Correction(officers=7))
    decide(db, of["euma-armenia"], "correct", ANNA, Correction(countries=("AM", "GE")))
    decide(db, of["ussc"], "correct", ANNA, Correction(mission="unmiss"))
    decide(db, of["euam-iraq"], "reject", ANNA)
    decide(db, of["eubam-libya"], "approve", ANNA)
    decide(db, of["eubam-libya"], "undo", ANNA)
    decide(db, of["euam-ukraine"], "correct", BRAM, Correction(officers=9))  # waits
    missed = Missed(1, BOX, "EUFOR Althea | 2", "eufor-althea", ("BA",), 2)
    add_row(db, report["report"], missed, ANNA)
    for words, action, officers in (
        (REJECTED, "reject", None),
        (CORRECTED, "correct", 4),
        (APPROVED, "approve", None),
    ):
        found = f"SELECT statement_id FROM statement WHERE sentence LIKE '%{words}%'"
        decide_statement(db, db.execute(found).fetchone()[0], action, ANNA, officers)
    correct_fact(db, report["report"], "reference", "12345", ANNA)
    explain_heading(db, report["report"], "Aantal", "count", ANNA)
    finding = next(row for row in open_findings(db) if row["code"] == "left-without-notice")
    settle_finding(db, finding["finding"], "agree", ANNA)
    table = (
        "SELECT extracted_table FROM extracted_table JOIN report USING (report) WHERE period = ?"
    )
    settle_table(db, db.execute(table, [NEWEST]).fetchone()[0], "agree", ANNA)
    settle_table(db, db.execute(table, ["2022-2"]).fetchone()[0], "reject", ANNA)


@pytest.fixture
def path(samples_path: Path, tmp_path: Path) -> Path:
    copy = Path(shutil.copy(samples_path, tmp_path / "alles.db"))
    db = open_database(copy)
    decide_everything(db)
    db.close()
    return copy


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_of_a_half_year_tells_every_kind_of_decision(path: Path, language: str) -> None:
    db, labels = open_database(path), labels_in(language)
    pages = {
        period: period_page(db, period, "x.db", labels, [], Crops([])) for period in periods(db)
    }
    told = pages[NEWEST]
    for key in ("approved", "corrected", "added"):
        assert f"<td>{labels[key]}</td>" in told
    assert REJECTED not in told and REJECTED not in "".join(pages.values())
    assert labels["said_correct"] in told and labels["said_approve"] in told
    assert f"? {labels['not_sure']}: " in told
