"""The day of figures: that of their table, named beside another one that the report states."""

from __future__ import annotations

from pathlib import Path

from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.analysis.provenance import why
from missiemonitor.output.charts import labels_in
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide_report import correct_fact
from missiemonitor.output.page_images import Pages
from missiemonitor.output.pages import trends_page
from missiemonitor.output.review import head
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.site import Site
from sqlite_utils import Database

from tests.conftest import pdf_of, rows_page

ROWS = [("EULEX Kosovo", "Kosovo", "6"), ("EUAM Irak", "Irak", "4")]


def stored(folder: Path, also: str) -> Database:
    """A table of 17 April in a report that states `also` as its day."""
    path = folder / "a.pdf"
    path.write_bytes(pdf_of([*rows_page(ROWS), (60, 30, f"Peildatum: {also}")]))
    db = open_database(folder / "a.db", create=True)
    store(db, extract(read_document(path)), "test")
    return db


def messages(db: Database) -> list[str]:
    return [each["message"] for each in open_findings(db) if each["code"] == "date-unsure"]


def days(db: Database) -> set[str]:
    return {row[0] for row in db.execute("SELECT reference_date FROM officers").fetchall()}


def test_another_day_of_the_report_is_named_beside_that_of_the_figures(tmp_path: Path) -> None:
    db = stored(tmp_path, "1 mei 2024")
    (report,) = db.query("SELECT * FROM current_report")
    assert (report["reference_date"], days(db)) == ("2024-05-01", {"2024-04-17"})
    assert messages(db) == [
        "the figures are of 2024-04-17, which their table states; the report states 2024-05-01 "
        "as its reference date elsewhere"
    ]
    assert "2024-05-01, figures of 2024-04-17" in trends_page(db, "a.db", labels_in("en"), [])
    assert head.told(db, report, "en")["days"] == ["2024-04-17"]
    site = Site(tmp_path / "a.db", Served(), Pages(()))
    page = site.html(Address("report", report["report"], "en"))
    assert "1 May 2024; figures of 17 April 2024" in str(page)


def test_what_a_person_says_of_the_day_goes_before_what_a_table_states(tmp_path: Path) -> None:
    db = stored(tmp_path, "1 mei 2024")
    (report,) = db.query("SELECT * FROM current_report")
    correct_fact(db, report["report"], "reference_date", "2024-06-30", Person("Ada", "seen"))
    assert days(db) == {"2024-06-30"}
    (figure,) = why(db, "eulex-kosovo", "2024-1")
    assert figure["reference_date"] == "2024-06-30"
    (report,) = db.query("SELECT * FROM current_report")
    assert head.told(db, report, "en")["days"] == []


def test_one_day_is_named_once(tmp_path: Path) -> None:
    db = stored(tmp_path, "17 april 2024")
    assert messages(db) == []
    assert "figures of" not in trends_page(db, "a.db", labels_in("en"), [])
