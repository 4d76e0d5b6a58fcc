"""After a decision of every kind every way out still tells, and tells what people decided."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.analysis.over_time import periods
from missiemonitor.output.analysis.provenance import why
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
from missiemonitor.output.explore import queries
from missiemonitor.output.export.account import account
from missiemonitor.output.page_images import Crops, Pages
from missiemonitor.output.pages import period_page
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.search_index import entries
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.views import addresses
from missiemonitor.output.site.words import Wording
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
    left = [r for r in open_findings(db, period=NEWEST) if r["code"] == "left-without-notice"]
    settle_finding(db, left[0]["finding"], "agree", ANNA)
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


def test_no_question_tells_what_a_person_rejected_and_all_tell_what_was_corrected(
    path: Path,
) -> None:
    site = Site(path, Served(), Pages([]))
    for language in ("nl", "en"):
        told = {
            name: site.html(Address("question", name, language)) or "" for name in asked_on_pages()
        }
        assert not [name for name, page in told.items() if REJECTED in page]
        iraq = site.world(language).mission("euam-iraq")
        of_newest = [row for row in rows_of(told["figures_nobody_checked"]) if NEWEST in row[0]]
        assert of_newest and not [row for row in of_newest if iraq in row[1]]
        assert rows_of(told["mission_over_time"])  # eulex-kosovo, approved
        asked = Address("question", "mission_over_time", language)
        moved = rows_of(site.html(asked, (("mission", "eumm-georgia"),)) or "")
        assert [row[2] for row in moved if row[0] == NEWEST] == ["7"]
        assert [row[2] for row in rows_of(told["all_officers"]) if row[0] == NEWEST] == ["33 ? ≠"]
        # its table was rejected
        assert "2022-2" not in {row[0] for row in rows_of(told["all_officers"])}


def test_the_answers_of_datasette_read_what_people_decided_too(path: Path) -> None:
    db = open_database(path)
    for name, query in queries().items():
        given = dict.fromkeys(query.params, "")
        if name == "search_sentences":
            given = {"words": "Cartagena OR sinds"}
        rows = list(db.query(query.sql.replace("{db}", "x"), given))
        if name == "search_pages":
            continue  # the text of the page is what it is
        assert not [row for row in rows if REJECTED in str(row)], name
        corrected = [row for row in rows if CORRECTED in str(row.get("sentence"))]
        assert {4} <= {row["officers"] for row in corrected} or not corrected
        assert bool(corrected) == (name == "search_sentences")


def test_no_page_of_the_site_and_no_way_out_tells_a_rejected_sentence(path: Path) -> None:
    site = Site(path, Served(), Pages([]))
    every = addresses(site.world(), "nl", asked_on_pages())
    pages = {at: site.html(at) or "" for at in every if at.kind in ("period", "mission", "search")}
    assert len(pages) > 20
    assert not [at for at, page in pages.items() if REJECTED in page]
    sheet = Sheet(Address("search", ""), site.world(), Wording("nl"), Served())
    assert REJECTED not in str(entries(sheet)) and APPROVED in str(entries(sheet))
    assert REJECTED not in str(why(open_database(path), "eulex-kosovo", NEWEST))


def test_an_unsure_reading_is_marked_with_why_wherever_its_sentence_stands(path: Path) -> None:
    site = Site(path, Served(), Pages([]))
    said = {
        "nl": ("lezing onzeker: slechts één manier van lezen zag het", "? slechts één manier"),
        "en": ("reading unsure: only one way of reading saw it", "? only one way of reading"),
    }
    for language, (chip, cell) in said.items():
        for at, given in (
            (Address("mission", "eulex-kosovo", language), ()),
            (Address("period", "2023-2", language), ()),
            (Address("search", "", language), (("q", "Quito"),)),
        ):
            assert chip in (site.html(at, given) or ""), at
        assert cell in (site.html(Address("question", "liaison_officers", language)) or "")
    assert why(open_database(path), "eulex-kosovo", "2023-2")[0]["statements"][0]["doubts"] == [
        "only one way of reading saw it"
    ]


def test_the_account_of_a_bag_tells_every_decision_in_words(path: Path) -> None:
    db = open_database(path)
    told = account(db, set(), "x.db", "-", "en")
    for said in (
        "Cartagena heeft",  # a sentence that was rejected, with why
        "rejected by Anna",
        "corrected to Armenia, Georgia |",
        "corrected to UNMISS |",
        "| approved |",
        "| waits for a second person |",
        "| a decision was taken back |",
        "- Settled: ",
    ):
        assert said in told, said
    assert "\n\n| mission | as written |" in told and "- Corrected: the reference" in told
    assert "[" not in told.split("## 2024-2")[1].split("Table on page")[0]


def rows_of(page: str) -> list[list[str]]:
    """The rows of the table of an answer, cell by cell."""
    (body,) = re.findall(r"<tbody>\s*(.*?)</tbody>", page.split("<table>")[-1], re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        for row in body.split("</tr>")
        if "<td" in row
    ]
