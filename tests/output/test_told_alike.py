"""What different ways out tell of one thing is the same thing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.beside_figure import absence
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.differences import of_row
from missiemonitor.output.analysis.earlier_figures import _with_others
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.analysis.over_time import records, totals
from missiemonitor.output.analysis.provenance import why
from missiemonitor.output.charts import labels_in
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide_report import settle_finding
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages import period_page
from missiemonitor.output.render import labels_of
from missiemonitor.output.review import head
from missiemonitor.output.site.read_world import read_world
from sqlite_utils import Database

from tests.output.test_rows_listed import BEFORE, NOW, read
from tests.output.test_why import EULEX, report

ADA = Person("Ada", "it stands so on the page")


def test_a_mission_that_a_sentence_ended_has_ended_also_where_it_is_listed_later(
    db: Database,
) -> None:
    said = {"status": "ended", "sentence": "De bijdrage aan EULEX is beëindigd."}
    for period, made in (
        ("2023-1", report("2023-1")),
        ("2023-2", report("2023-2", said, leave=EULEX)),
        ("2024-1", report("2024-1", leave=EULEX)),
        ("2024-2", report("2024-2")),
        ("2025-1", report("2025-1", leave=EULEX)),
    ):
        assert made.document.particulars.period == period
        store(db, made, "v")
    states = {}
    for period in ("2023-2", "2024-1", "2025-1"):
        states[period] = absence(db, EULEX, period)["state"]
        (row,) = [r for r in records(compare(db, "2023-1", period)) if r["mission"] == EULEX]
        assert row["change"] == states[period]
        assert row["after_shown"] == ("†" if states[period] == "ended" else "-")
    # In 2024-1 it is over still; nothing is said of why 2025-1 does not have it.
    assert states == {"2023-2": "ended", "2024-1": "ended", "2025-1": "not listed"}
    assert [each["period"] for each in absence(db, EULEX, "2023-2")["ended"]] == ["2023-2"]


def of_others(made: Extraction) -> Extraction:
    """The same with its table one of others, as `nationality-unsure` tells of the marechaussee."""
    table = replace(made.tables[0], standing="other")
    rows = tuple(replace(row, counted=False) for row in made.deployments)
    return replace(made, tables=(table,), deployments=rows)


@pytest.mark.parametrize(("others", "says"), [(False, "agrees"), (True, "of others")])
def test_no_sentence_agrees_with_a_row_of_others(db: Database, others: bool, says: str) -> None:
    made = report("2024-1", {"officers": 8})
    store(db, of_others(made) if others else made, "v")
    (figure,) = why(db, EULEX, "2024-1")
    assert [each["says"] for each in figure["statements"]] == [says]
    assert figure["counted"] is not others


def test_a_difference_by_country_is_told_where_one_half_year_only_shares(db: Database) -> None:
    before, now = read(BEFORE, (3, 4)), read(NOW, (3, 2))
    rows = list(now.deployments)
    alone = tuple(replace(row, countries=("XK",)) for row in before.deployments)
    rows[1] = replace(rows[1], countries=("XK", "GE"))
    rows[0] = replace(rows[0], countries=("UA",))
    store(db, replace(before, deployments=alone), "v")
    store(db, replace(now, deployments=tuple(rows)), "v")
    told = {row["country"]: row for row in records(compare(db, BEFORE, NOW, by="country"))}
    assert (told["XK"]["before_shown"], told["XK"]["after_shown"]) == ("7", "(+2)")
    difference = of_row(told["XK"])
    assert difference is not None
    assert difference.text(labels_of("missiemonitor.output", "en")) == "-7 to -5"
    assert of_row(told["GE"]) is None  # it was not listed


def test_a_number_that_nobody_can_read_leaves_the_total_open_when_it_is_settled(
    db: Database,
) -> None:
    made = read(NOW, (3, 4, 5))
    rows = list(made.deployments)
    rows[1] = replace(rows[1], officers=None, count_as_written="#")
    told = finding("count-unreadable", {"deployment": rows[1].key}, name="X", written="#")
    store(db, replace(made, deployments=tuple(rows), findings=(told,)), "v")
    for doubts in (" ? ≠", ""):
        (report_,) = db.query("SELECT * FROM current_report")
        assert totals(db)[NOW]["unread"] == 1
        assert head.told(db, report_, "en")["sum"] == f"≥ 8{doubts}"
        assert read_world(db).totals[NOW].shown == f"≥ 8{doubts}"
        for each in open_findings(db):
            settle_finding(db, each["finding"], "agree", ADA)
    assert open_findings(db) == []


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("Er waren 15 politiemensen uitgezonden, tegenover 47 een half jaar eerder.", False),
        ("Met de marechaussee waren er 15 uitgezonden, tegenover 47 een half jaar eerder.", True),
    ],
)
def test_a_number_with_the_marechaussee_is_not_held_against_one_without(
    sentence: str, others: bool
) -> None:
    assert _with_others(sentence) is others


def test_a_report_calls_a_sentence_unsure_as_the_view_does(db: Database) -> None:
    made = report("2024-1", {"officers": 8}, {"officers": 8, "confidence": 0.5})
    told = finding(
        "statement-single-reading", {"statement": "s0"}, kind="deployment", sentence="Zin 0."
    )
    store(db, replace(made, findings=(told,)), "v")
    labels = labels_in("en")
    for unsure in ({"Zin 0."}, set()):
        rows = db.query("SELECT sentence FROM statements WHERE NOT sure")
        assert {row["sentence"] for row in rows} == unsure
        page = period_page(db, "2024-1", "x.db", labels, [], Crops(()))
        quoted = re.findall(r"<blockquote>(.*?) <span.*?>(.*?)</span>", page)
        assert {said for said, how in quoted if labels["not_sure"] in how} == unsure
        for each in open_findings(db, severity="info"):
            settle_finding(db, each["finding"], "agree", ADA)
