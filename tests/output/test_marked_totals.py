"""A total that may be wrong says so wherever it is shown, and the report's own stands beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

from click.testing import CliRunner
from missiemonitor.corpus.document import Box
from missiemonitor.extractors.extraction import Evidence, Extraction
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.over_time import totals, without
from missiemonitor.output.charts import charts_of, labels_in
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide_report import settle_finding, settle_table
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages import period_page
from missiemonitor.output.site.model import total_of
from missiemonitor.pipeline.cli import main
from sqlite_utils import Database

from tests.output.test_tables_agreed import read

WORDS = "Totaal | 90"
WAITING = 3  # the row with 2 officers


def stating(db: Database, stated: int) -> Database:
    """Rows that make 88, in a report that states another total."""
    made = read(stated_total=stated, stated_evidence=Evidence(1, Box(50, 500, 480, 512), WORDS))
    told = finding("total-mismatch", {"table": "t"}, stated=stated, counted=88)
    findings = (told,) if stated != 88 else ()
    store(db, replace(made, findings=findings, stated_total=stated), "test")
    return db


def with_waiting() -> Extraction:
    """A report of which one row stands in a table that nobody agreed to yet."""
    made = read()
    waits = replace(made.tables[0], key="w", standing="to-agree", cells=())
    rows = [
        replace(d, table="w", counted=False) if at == WAITING else d
        for at, d in enumerate(made.deployments)
    ]
    return replace(made, tables=(*made.tables, waits), deployments=tuple(rows))


def test_a_total_with_an_open_error_is_marked_until_a_person_settles_it(db: Database) -> None:
    row = totals(stating(db, 90))["2024-1"]
    assert (row["officers"], row["stated_total"], row["total_unsure"]) == (88, 90, 1)
    assert (row["stated_page"], row["stated_words"]) == (1, WORDS)
    (told,) = db.query("SELECT finding FROM finding WHERE code = 'total-mismatch'")
    settle_finding(db, told["finding"], "agree", Person("Ada", "the report adds up wrongly"))
    assert totals(db)["2024-1"]["total_unsure"] == 0


def test_a_total_of_a_sentence_marks_ours_until_what_waits_is_agreed_to(db: Database) -> None:
    made = with_waiting()
    told = finding(
        "total-against-text",
        {"stated": 88, "counted": 86},
        message="waiting",
        stated=88,
        counted=86,
        sentence="In totaal waren 88 agenten uitgezonden.",
    )
    store(db, replace(made, findings=(told,)), "test")
    row = totals(db)["2024-1"]
    assert (row["officers"], row["total_unsure"], row["waiting_officers"]) == (86, 1, 2)
    ada = Person("Ada", "it is ours")
    (table,) = db.query("SELECT extracted_table FROM table_standing WHERE standing = 'to-agree'")
    settle_table(db, table["extracted_table"], "agree", ada)
    row = totals(db)["2024-1"]
    assert (row["officers"], row["total_unsure"], row["waiting_officers"]) == (88, 0, 0)


def test_a_total_that_the_report_states_too_has_no_mark(db: Database) -> None:
    row = totals(stating(db, 88))["2024-1"]
    assert (row["stated_total"], row["total_unsure"]) == (88, 0)
    labels = labels_in("en")
    page = period_page(db, "2024-1", "x.db", labels, [], Crops(()))
    assert labels["total_unsure"] not in page and "the report states 88" in page


def test_the_mark_stands_on_the_page_of_a_period_and_on_its_charts(db: Database) -> None:
    stating(db, 90)
    labels = labels_in("en")
    page = period_page(db, "2024-1", "x.db", labels, [], Crops(()))
    assert "88 ≠" in page and "the report states 90 (page 1" in page
    assert labels["total_unsure"] in page
    for chart in charts_of(db, labels):
        assert labels["total_unsure"] in chart.notes, chart.name


def test_compare_marks_the_total_and_says_what_the_report_states(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    db = stating(open_database(path, create=True), 90)
    db.close()
    for asked in (("--all",), ("--all", "--by", "country")):
        text = CliRunner().invoke(main, ["compare", *asked, "--db", str(path)]).output
        assert "88 ≠" in text and "states a total of 90 (page 1: Totaal | 90)" in text


def test_a_total_has_the_same_marks_on_the_site_as_at_the_terminal() -> None:
    row = {
        "period": "2020-1",
        "reference_date": None,
        "missions": 9,
        "stated_page": 1,
        "origin": "official",
        "waiting": 0,
        "waiting_officers": 0,
        "officers": 25,
        "officers_max": 28,
        "stated_total": 27,
        "nameless_officers": 0,
    }
    for unsure, wrong in product((0, 1), (0, 1)):
        told = total_of({**row, "unsure": unsure, "total_unsure": wrong})
        terminal = notation.shown({**row, "origin": None, "unsure": unsure, "total_unsure": wrong})
        assert told.shown == terminal
        assert told.agrees and not told.same  # a range is not equal to a number
    exact = {**row, "officers": 27, "officers_max": 27, "unsure": 0, "total_unsure": 0}
    assert total_of(exact).same
    for contradicted in ("at_least", "unread", "total_unsure"):
        assert not total_of({**exact, contradicted: 1}).same


def test_what_waits_for_a_person_is_in_no_total_and_told_beside_it(db: Database) -> None:
    store(db, with_waiting(), "test")
    row = totals(db)["2024-1"]
    assert (row["officers"], row["waiting"], row["waiting_officers"]) == (86, 1, 2)
    page = period_page(db, "2024-1", "x.db", labels_in("en"), [], Crops(()))
    assert "rows 1, officers 2" in page
    waits = db.execute("SELECT extracted_table FROM extracted_table WHERE standing = 'to-agree'")
    settle_table(db, waits.fetchone()[0], "agree", Person("Ada"))
    row = totals(db)["2024-1"]
    assert (row["officers"], row["waiting"]) == (88, 0)


def test_one_period_alone_is_not_compared_but_told_what_to_do() -> None:
    result = CliRunner().invoke(main, ["compare", "2024-1"])
    assert result.exit_code == 2 and "report 2024-1" in result.output


def test_json_of_compare_has_the_totals(samples_path: Path) -> None:
    asked = ["compare", "--json", "--db", str(samples_path)]
    told = json.loads(CliRunner().invoke(main, asked).output)
    assert set(told["totals"]) == {told["before"], told["after"]}
    assert all(row["officers"] for row in told["totals"].values())


def test_rows_without_a_mission_are_in_no_total_and_told_beside_it(db: Database) -> None:
    made = read()
    row = replace(
        made.deployments[0], mission="unknown-unnamed", mission_as_written="", known=False
    )
    store(db, replace(made, deployments=(row, *made.deployments[1:])), "test")
    total = totals(db)["2024-1"]
    assert (total["officers"], total["nameless"], total["nameless_officers"]) == (80, 1, 8)
    assert "rows 1, officers 8" in period_page(db, "2024-1", "x.db", labels_in("en"), [], Crops(()))


def test_a_period_of_which_all_tables_wait_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    db = open_database(path, create=True)
    store(db, read("to-agree"), "test")
    db.close()
    result = CliRunner().invoke(main, ["report", "2024-1", "--db", str(path)])
    assert result.exit_code == 2 and "wait for a person" in result.output


def test_a_period_without_figures_is_told_with_why(db: Database) -> None:
    store(db, read("to-agree"), "test")
    assert without(db, ["2024-1", "2024-2"]) == {"2024-1": "waiting", "2024-2": "no report"}
    (table,) = db.query("SELECT extracted_table FROM table_standing")
    settle_table(db, table["extracted_table"], "reject", Person("Ada", "soldiers"))
    assert without(db, ["2024-1"]) == {"2024-1": "no figures"}


def test_the_total_of_one_of_two_reports_is_not_that_of_both(db: Database) -> None:
    def of_annex(annex: str, stated: int | None) -> Extraction:
        made = read(stated_total=stated)
        particulars = replace(made.document.particulars, annex=annex)
        document = replace(made.document, particulars=particulars, sha256=annex * 64)
        return replace(made, document=document, stated_total=stated)

    store(db, of_annex("5", 88), "test")
    assert totals(db)["2024-1"]["stated_total"] == 88
    store(db, of_annex("6", None), "test")
    row = totals(db)["2024-1"]
    assert row["officers"] == 2 * 88 and row["stated_total"] is None
