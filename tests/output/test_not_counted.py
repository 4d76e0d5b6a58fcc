"""Rows of others are kept and in no total, until a person says that they are ours."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.analysis.beside_figure import state_of
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.analysis.over_time import over_time
from missiemonitor.output.analysis.provenance import why
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.export.files import csv_files
from missiemonitor.output.export.wide import wide
from missiemonitor.output.page_images import Pages
from missiemonitor.output.review.desk import rows
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.site import Site
from missiemonitor.pipeline.presentation.as_json import extraction_as_json
from missiemonitor.pipeline.presentation.as_text import extraction as as_text
from missiemonitor.pipeline.presentation.comparisons import of_comparison, of_periods
from sqlite_utils import Database

EULEX = "eulex-kosovo"
WHOSE = Path(__file__).parents[1] / "deployments" / "whose"
BELGIAN = WHOSE / "01-bijschrift-belgisch-verzonnen-cijfers.pdf"
BOTH = WHOSE / "11-nederlands-en-belgisch-verzonnen-cijfers.pdf"


def total(db: Database) -> int | None:
    found: tuple[int | None] = db.execute("SELECT sum(officers) FROM officers").fetchone()
    return found[0]


def test_rows_of_others_are_stored_and_in_no_view_of_officers(db: Database) -> None:
    store(db, extract(read_document(BELGIAN)), "test")
    assert db.table("deployment").count == 5
    assert total(db) is None
    assert list(db.query("SELECT deployments FROM report")) == [{"deployments": 0}]
    # A total that others state is not held against our rows.
    assert list(damage(db)) == []


def test_a_table_of_others_beside_our_own_adds_nothing(db: Database) -> None:
    store(db, extract(read_document(BOTH)), "test")
    assert total(db) == 14
    assert list(damage(db)) == []


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_row_of_others_counts_once_a_person_approves_it(db: Database, action: str) -> None:
    report = store(db, extract(read_document(BELGIAN)), "test").report
    row = rows(db, report)[0]
    assert not row["counted"]
    decide(db, row["deployment"], action, Person("Ada", "nagevraagd"))
    assert total(db) == (row["officers"] if action == "approve" else None)
    after = next(each for each in rows(db, report) if each["deployment"] == row["deployment"])
    assert after["counted"] == (action == "approve")


def test_why_and_extract_say_that_a_row_does_not_count(db: Database) -> None:
    found = extract(read_document(BELGIAN))
    store(db, found, "test")
    (figure,) = why(db, "eulex-kosovo", "2024-1")
    assert (figure["counted"], figure["superseded"]) == (False, False)
    text = as_text(extraction_as_json(found))
    assert text.count("(not counted)") == 5 and "\n0 rows\n" in text


def test_a_mission_that_a_person_rejected_is_not_called_not_listed(
    tmp_path: Path, samples_path: Path
) -> None:
    path = tmp_path / "x.db"
    shutil.copy(samples_path, path)
    db = open_database(path)
    there = [EULEX, "2024-2"]
    asked = "SELECT deployment FROM officers WHERE mission = ? AND period = ?"
    for row in list(db.query(asked, there)):
        decide(db, row["deployment"], "reject", Person("Ada"))
    sheet = wide(db, "mission")
    at = list(sheet.table["mission"]).index(EULEX)
    assert sheet.marks(at, "2024-2") == ("rejected",)
    text = dict(csv_files(db))["officers_by_mission_wide.csv"].decode()
    (line,) = [row for row in csv.DictReader(io.StringIO(text)) if row["mission"] == EULEX]
    assert (line["2024-2"], line["2024-2 marks"]) == ("", "rejected")
    assert state_of(db, *there) == "rejected"
    for language, said in (("nl", "afgekeurd"), ("en", "rejected")):
        for told in (
            of_comparison(db, compare(db, "2024-1", "2024-2"), "plain", language),
            of_periods(db, over_time(db), "mission", "plain", language),
        ):
            shown = next(each for each in told.split("\n") if "EULEX" in each)
            assert "\N{MULTIPLICATION SIGN}" in shown
            assert ("keurde de rij af" if language == "nl" else "rejected the row") in told
        page = Site(path, Served(), Pages([])).html(Address("mission", EULEX, language)) or ""
        assert said in re.sub(r"<[^>]+>", "", page)


def test_a_report_without_figures_is_told_where_its_half_year_would_stand(
    tmp_path: Path, samples_path: Path
) -> None:
    path = tmp_path / "x.db"
    shutil.copy(samples_path, path)
    db = open_database(path)
    for (period,) in db.execute("SELECT period FROM period ORDER BY first_day DESC").fetchall():
        for row in list(db.query("SELECT deployment FROM officers WHERE period = ?", [period])):
            decide(db, row["deployment"], "reject", Person("Ada"))
        home = Site(path, Served(), Pages([])).html(Address("home")) or ""
        if period == "2024-2":
            assert "Van 2024-2 is er een rapport" in home and "2024-2" in home.split("<svg")[1]
    assert "Nog geen cijfers" in home and "geen rij ervan telt mee" in home
