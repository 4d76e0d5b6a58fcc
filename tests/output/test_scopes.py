"""Who a count is of, through the whole way: stored, shown, summed, corrected, exported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from missiemonitor.extractors.extraction import CountPart, Extraction
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.scopes import scope_text
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.analysis.provenance import why
from missiemonitor.output.charts.labels import labels_in
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.export.package import package_files
from missiemonitor.output.export.restore import restore
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages.period import period_page
from missiemonitor.output.review.desk import rows
from missiemonitor.pipeline.presentation import as_figure, as_text
from missiemonitor.pipeline.presentation.as_json import extraction_as_json
from sqlite_utils import Database

from tests.invented import invented_extraction
from tests.output.test_migration import filled

ADA = Person("Ada")
APART = (CountPart("marechaussee", 3, "KMar", "3"), CountPart("sum", 9, "Totaal", "9"))
NAMED = (CountPart("police", None, "Politie en KMar", ""),)
NAMED += (CountPart("marechaussee", None, "Politie en KMar", ""),)


def read() -> Extraction:
    """An invented half-year: of its first row police stand apart, its second is a sum."""
    made = invented_extraction("2024-1", Random(3), {})
    first, second, *rest = made.deployments
    told = finding("count-is-a-sum", {"table": "t"}, evidence=first.evidence, heading="Samen")
    return replace(
        made,
        deployments=(
            replace(first, officers=6, of_which=APART),
            replace(second, officers=8, scope="sum", of_which=NAMED),
            *rest,
        ),
        findings=(told,),
    )


def ids(db: Database) -> list[str]:
    return [r["deployment"] for r in db.query("SELECT deployment FROM deployment ORDER BY row")]


@pytest.mark.parametrize(
    ("scope", "parts", "language", "said"),
    [
        ("police", (), "nl", ""),
        ("police", [("marechaussee", 3)], "nl", "daarnaast marechaussee 3"),
        (
            "police",
            [("marechaussee", 3), ("sum", 9)],
            "nl",
            "van 9 in totaal, waarvan marechaussee 3",
        ),
        ("police", [("sum", 9)], "en", "of 9 in all"),
        ("sum", (), "nl", "som van korpsen"),
        (
            "sum",
            [("police", None), ("marechaussee", None)],
            "nl",
            "som van korpsen: politie en marechaussee",
        ),
        (
            "sum",
            [("police", None), ("defence", None), ("customs", None)],
            "en",
            "sum of corps: police, defence and customs",
        ),
        ("sum", [("defence", 2)], "nl", "som van korpsen, waarvan defensie 2"),
        ("police", [("a corps of later", 2)], "en", "besides a corps of later 2"),
    ],
)
def test_who_a_count_is_of_is_said_in_words(
    scope: str, parts: list[tuple[str, int | None]], language: str, said: str
) -> None:
    told = [{"scope": name, "officers": officers} for name, officers in parts]
    assert scope_text(scope, told, language) == said


def test_others_are_kept_with_the_row_and_are_in_no_total(db: Database) -> None:
    store(db, read(), "test")
    first, second, *_ = ids(db)
    found = {r["deployment"]: r for r in db.query("SELECT * FROM officers")}
    assert (found[first]["officers"], found[first]["scope"]) == (6, "police")
    assert found[first]["of_which"] == "marechaussee 3, sum 9"
    assert (found[second]["scope"], found[second]["of_which"]) == ("sum", "police, marechaussee")
    (whole,) = db.query("SELECT * FROM officers_by_period")
    assert whole["officers"] == sum(each.officers or 0 for each in read().deployments)
    assert whole["sums"] == 1 and "Σ" in notation.shown(whole)
    wide = {r["deployment"]: r for r in db.query("SELECT * FROM officers_with_others")}
    assert set(wide) == {first, second}
    assert (wide[first]["marechaussee"], wide[first]["all_corps"]) == (3, 9)
    assert (wide[second]["marechaussee"], wide[second]["scope"]) == (None, "sum")


def test_a_number_that_a_person_gives_is_of_the_police(db: Database) -> None:
    store(db, read(), "test")
    _, second, *_ = ids(db)
    decide(db, second, "correct", ADA, Correction(officers=5))
    (row,) = db.query("SELECT * FROM officers WHERE deployment = ?", [second])
    assert (row["officers"], row["scope"], row["decided"]) == (5, "police", "corrected")
    (whole,) = db.query("SELECT * FROM officers_by_period")
    assert whole["sums"] == 0
    shown = next(r for r in rows(db, row["report"]) if r["deployment"] == second)
    assert "sum of corps" not in shown["who"]
    store(db, read(), "a later version")
    (row,) = db.query("SELECT * FROM officers WHERE deployment = ?", [second])
    assert (row["officers"], row["scope"]) == (5, "police")


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_that_counts_are_sums_is_settled_where_a_person_decided_on_each(
    db: Database, action: str
) -> None:
    store(db, read(), "test")
    assert [each["code"] for each in open_findings(db)] == ["count-is-a-sum"]
    decide(db, ids(db)[0], action, ADA)
    assert [each["code"] for each in open_findings(db)] == ["count-is-a-sum"]
    decide(db, ids(db)[1], action, ADA)
    assert open_findings(db) == []


def test_an_approved_sum_stays_marked_as_one(db: Database) -> None:
    store(db, read(), "test")
    decide(db, ids(db)[1], "approve", ADA)
    assert next(db.query("SELECT sums FROM officers_by_period"))["sums"] == 1


def test_who_a_count_is_of_is_told_wherever_it_is_shown(db: Database) -> None:
    store(db, read(), "test")
    plain = extraction_as_json(read())
    one, two = plain["deployments"][:2]
    assert (one["scope"], two["scope"]) == ("police", "sum")
    assert one["of_which"][0] == {
        "scope": "marechaussee",
        "officers": 3,
        "heading": "KMar",
        "as_written": "3",
    }
    text = as_text.extraction(plain)
    assert "6 (of 9 in all, of which marechaussee 3)" in text
    assert "8 (sum of corps: police and marechaussee)" in text
    (told,) = why(db, two["mission"], "2024-1")
    assert "who        sum of corps: police and marechaussee" in as_figure.figure(told)
    report = plain["sha256"][:16]
    on_desk = {r["deployment"]: r["who"] for r in rows(db, report, "nl")}
    assert [on_desk[each] for each in ids(db)[:3]] == [
        "van 9 in totaal, waarvan marechaussee 3",
        "som van korpsen: politie en marechaussee",
        "",
    ]
    page = period_page(db, "2024-1", "x.db", labels_in("nl"), [], Crops([]))
    assert "som van korpsen: politie en marechaussee" in page
    assert "som van verschillende korpsen" in page and "Σ" in page


def test_a_data_package_brings_the_others_back_byte_for_byte(db: Database, tmp_path: Path) -> None:
    store(db, read(), "test")
    before = dict(package_files(db))
    for name, content in before.items():
        path = tmp_path / "package" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
    assert before["tables/deployment_part.csv"].count(b"\n") == 5
    copy = open_database(tmp_path / "copy.db", create=True)
    restore(copy, tmp_path / "package")
    assert list(canonical(copy)) == list(canonical(db))
    assert dict(package_files(copy)) == before


def test_a_table_that_is_read_no_more_keeps_who_its_counts_are_of(db: Database) -> None:
    store(db, read(), "test")
    decide(db, ids(db)[0], "approve", ADA)
    made = read()
    store(db, replace(made, tables=(), deployments=(), findings=()), "a later version")
    kept = list(db.query("SELECT scope, of_which FROM officers WHERE of_which IS NOT NULL"))
    assert {"scope": "sum", "of_which": "police, marechaussee"} in kept


@pytest.mark.slow
@pytest.mark.parametrize("version", range(1, 9))
def test_of_rows_of_an_older_schema_nobody_asked_who_they_are(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    filled(path, version).close()
    db = open_database(path)
    scopes = {row["deployment"]: row["scope"] for row in db.query("SELECT * FROM officers")}
    # The first has a number that a person gave.
    assert scopes["d00"] == "police" and scopes["d11"] is None
    assert db.table("deployment_part").count == 0
    assert "Σ" not in notation.shown(next(db.query("SELECT * FROM officers_by_period")))
