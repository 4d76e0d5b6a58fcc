"""The page of a report: where it names what was read of it, and why each table counts or not."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.decide_report import correct_fact
from missiemonitor.output.page_images import Pages
from missiemonitor.output.site import read_report
from missiemonitor.output.site.address import Address, Served, Written
from missiemonitor.output.site.site import Site
from sqlite_utils import Database

WHOSE = Path(__file__).parents[1] / "deployments" / "whose"
CAPTION = "Overzicht uitgezonden politiefunctionarissen (peildatum 17 april 2024)"
BELGIAN = WHOSE / "01-bijschrift-belgisch-verzonnen-cijfers.pdf"


def report_of(db: Database, period: str) -> str:
    (found,) = db.execute("SELECT report FROM report WHERE period = ?", [period]).fetchone()
    return str(found)


def told(path: Path, report: str, language: str = "nl") -> str:
    """The text of the page of a report."""
    made = Site(path, Served(), Pages([])).html(Address("report", report, language))
    assert made is not None
    main = made.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def mine(samples_path: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "mine.db"
    copy.write_bytes(samples_path.read_bytes())
    return copy


def test_each_particular_is_told_with_the_line_that_names_it(samples_path: Path) -> None:
    db = open_reading(samples_path)
    found = read_report.read(db, report_of(db, "2024-1"), "nl").named
    assert {name: (line.page, line.text) for name, line in found.items()} == {
        "period": (1, "Horend bij Eerste Halfjaarbericht 2024"),
        "reference": (1, "5463232"),
        "document_date": (1, "19 juni 2024"),
        "reference_date": (2, CAPTION),
    }  # fmt: skip
    for row in db.query("SELECT * FROM report"):
        named = read_report.read(db, row["report"], "nl").named
        wanted = {"period", "reference", "document_date", "reference_date"}
        assert set(named) == {name for name in wanted if row[name]}, row["file"]
        for line in named.values():
            there = db.execute(
                "SELECT text FROM page WHERE report = ? AND number = ?", [row["report"], line.page]
            ).fetchone()[0]
            assert " ".join(line.text.split()) in " ".join(there.split())
        for language in ("nl", "en"):
            page = told(samples_path, row["report"], language)
            assert all(" ".join(line.text.split())[:100] in page for line in named.values())


def test_a_half_year_that_only_the_file_names_is_said_to_be_so(mine: Path) -> None:
    db = open_database(mine)
    report = report_of(db, "2023-1")
    with db.atomic():
        db.execute("UPDATE page SET text = 'Geachte voorzitter,' WHERE report = ?", [report])
    db.close()
    page = told(mine, report)
    assert "Halfjaar 2023-1 in de naam van het bestand: 2023-1-verzonnen-cijfers.pdf" in page
    assert "Datum van het stuk 16 juni 2023 op geen regel zo gevonden" in page


def test_a_day_over_two_lines_is_found(mine: Path) -> None:
    db = open_database(mine)
    report = report_of(db, "2023-1")
    with db.atomic():
        db.execute(
            "UPDATE page SET text = 'Gegeven te Den Haag op 16\njuni 2023' "
            "WHERE report = ? AND number = 1",
            [report],
        )
    db.close()
    assert "blz. 1: Gegeven te Den Haag op 16 juni 2023" in told(mine, report)


def test_what_a_person_corrected_is_told_with_what_was_read(mine: Path) -> None:
    db = open_database(mine)
    report = report_of(db, "2023-1")
    correct_fact(db, report, "period", "2022-1", Person("Ada", "nagekeken"))
    db.close()
    assert "Halfjaar 2022-1 verbeterd door iemand; er stond: 2023-1" in told(mine, report)
    assert "2022-1 corrected by a person; it was read as: 2023-1" in told(mine, report, "en")


def test_a_table_is_told_with_what_people_decided_on_its_rows(mine: Path) -> None:
    db = open_database(mine)
    report = report_of(db, "2024-1")
    (before,) = read_report.read(db, report, "nl").tables
    one, other = list(
        db.query(
            "SELECT deployment, officers FROM officers WHERE report = ? AND officers > 1 LIMIT 2",
            [report],
        )
    )
    decide(db, one["deployment"], "reject", Person("Ada", "van een ander"))
    decide(db, other["deployment"], "correct", Person("Ada"), Correction(officers=1))
    seen = read_report.read(db, report, "nl")
    (after,) = seen.tables
    assert after["rows"] == before["rows"] - 1 == sum(page["rows"] for page in seen.pages)
    assert after["officers"] == before["officers"] - one["officers"] - other["officers"] + 1
    summed = db.execute("SELECT sum(officers) FROM officers WHERE report = ?", [report])
    assert after["officers"] == summed.fetchone()[0]


def test_a_table_that_does_not_count_is_told_with_why(tmp_path: Path) -> None:
    path = tmp_path / "whose.db"
    db = open_database(path, create=True)
    report = store(db, extract(read_document(BELGIAN)), "test").report
    db.close()
    page = told(path, report)
    assert re.search(r"– telt niet mee blz. 1, 5 rijen", page)
    (table,) = read_report.read(open_reading(path), report, "nl").tables
    assert table["reasons"] and all(why in page for why in table["reasons"])
    english = read_report.read(open_reading(path), report, "en").tables[0]["reasons"]
    assert not set(english) & set(table["reasons"])


def test_who_only_reads_is_told_how_to_review(samples_path: Path) -> None:
    how = "missiemonitor open --review --db"
    (report,) = open_reading(samples_path).execute("SELECT min(report) FROM report").fetchone()
    for at in (Address("reports"), Address("report", report), Address("reports", "", "en")):
        assert how in (Site(samples_path, Served(), Pages([])).html(at) or "")
        for other in (
            Site(samples_path, Served(), Pages([]), review=True),
            Site(samples_path, Written(), Pages([])),
        ):
            assert how not in (other.html(at) or how)
