"""What people say at the desk of a report as a whole and of its sentences; four eyes as a rule."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_digests import changed
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide, decide_statement
from missiemonitor.output.decisions.decide_report import correct_fact
from missiemonitor.output.decisions.rules import eyes_of, set_eyes
from missiemonitor.output.review import beside_rows, desk, head
from missiemonitor.output.site.read_world import read_world
from playwright.sync_api import expect
from sqlite_utils import Database

from tests.browser import shot
from tests.conftest import SAMPLES
from tests.output.test_review import opened, report_of, saved, sign

ADA, BO = Person("Ada"), Person("Bo")


@pytest.fixture
def path(samples_path: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "desk.db"
    shutil.copy(samples_path, copy)
    return copy


def told(db: Database, report: str) -> dict[str, Any]:
    return next(db.query("SELECT * FROM report WHERE report = ?", [report]))


def test_a_corrected_particular_holds_until_it_is_taken_back_and_outlives_a_new_reading(
    path: Path,
) -> None:
    db, report = open_database(path), report_of(path)
    read = told(db, report)
    correct_fact(db, report, "reference_date", "2024-04-18", ADA, seen=0)
    correct_fact(db, report, "stated_total", 27, ADA, seen=0)
    correct_fact(db, report, "origin", "official", ADA, seen=0)
    now = told(db, report)
    assert (now["reference_date"], now["stated_total"]) == ("2024-04-18", 27)
    assert (now["origin"], now["weight"]) == ("official", 4)
    total = "SELECT stated_total FROM officers_by_period WHERE period = '2024-1'"
    assert db.execute(total).fetchone()[0] == 27
    codes = [f["code"] for f in db.query("SELECT code FROM finding WHERE report = ?", [report])]
    assert "decided-total-mismatch" in codes
    db.execute("DELETE FROM report WHERE report = ?", [report])
    db.conn.commit()
    store(db, extract(read_document(SAMPLES / read["file"])), "again")
    assert told(db, report)["reference_date"] == "2024-04-18"
    assert list(changed(db)) == []  # what people say is no damage
    fact = next(f for f in head.told(db, now, "nl")["facts"] if f["fact"] == "reference_date")
    correct_fact(db, report, "reference_date", None, ADA, fact["seen"], "undo")
    assert told(db, report)["reference_date"] == read["reference_date"]
    assert list(damage(db)) == []


def test_a_corrected_half_year_moves_the_figures_and_keeps_their_decisions(path: Path) -> None:
    db, report = open_database(path), report_of(path)
    row = desk.rows(db, report)[0]
    decide(db, row["deployment"], "approve", ADA)
    correct_fact(db, report, "period", "2025-1", ADA, seen=0)
    moved = list(db.query("SELECT period, decided FROM officers WHERE report = ?", [report]))
    assert {each["period"] for each in moved} == {"2025-1"}
    assert [each["decided"] for each in moved].count("approved") == 1
    assert "2024-1" not in read_world(db).periods
    for wrong in ("2024", "2024-3", "half", ""):
        with pytest.raises(ValueError, match="period"):
            correct_fact(db, report, "period", wrong, ADA)
    for field, value in (("reference_date", "31 mei"), ("document_date", "1066-10-14"),
                         ("origin", "mine"), ("stated_total", -1), ("pages", 3),
                         ("reference", "a\u200bb")):  # fmt: skip
        with pytest.raises(ValueError):
            correct_fact(db, report, field, value, ADA)


def test_a_sentence_is_approved_corrected_and_rejected_like_a_row(path: Path) -> None:
    db, report = open_database(path), report_of(path)

    def one() -> dict[str, Any]:
        return next(s for s in beside_rows.statements(db, report) if s["read"] == "1")

    number = int(one()["statement"])
    decide_statement(db, number, "approve", ADA, seen=0)
    assert one()["state"] == "approved"
    decide_statement(db, number, "correct", ADA, officers=2)
    assert (one()["state"], one()["officers"]) == ("corrected", 2)
    decide_statement(db, number, "approve", BO)
    assert (one()["state"], one()["officers"]) == ("corrected", 2)
    shown = {s["statement_id"]: s["officers"] for s in read_world(db).statements}
    assert shown[number] == 2
    decide_statement(db, number, "reject", ADA)
    assert number not in {s["statement_id"] for s in read_world(db).statements}
    with pytest.raises(ValueError):
        decide_statement(db, number, "correct", ADA)
    store(db, extract(read_document(SAMPLES / told(db, report)["file"])), "again")
    assert one()["state"] == "rejected"
    assert list(damage(db)) == []
    assert "decision-unplaced" not in {f["code"] for f in db.query("SELECT code FROM finding")}


def test_four_eyes_is_a_rule_of_the_database_whoever_opens_it(path: Path) -> None:
    db, report = open_database(path), report_of(path)
    row = desk.rows(db, report)[0]["deployment"]
    set_eyes(db, 2, "Chef")
    assert eyes_of(open_reading(path)) == 2
    with pytest.raises(ValueError, match="one person or two"):
        set_eyes(db, 3, "Chef")
    decide(db, row, "approve", ADA)  # whose server asks for one
    assert desk.rows(db, report)[0]["state"] == "waiting"
    for name in ("Ada", "ada ", "Ada.", "ÁDA"):
        with pytest.raises(ValueError, match="another person"):
            decide(db, row, "confirm", Person(name))
    decide(db, row, "confirm", BO)
    assert desk.rows(db, report)[0]["state"] == "approved"
    with pytest.raises(sqlite3.IntegrityError, match="two people"):
        db.execute(
            "INSERT INTO decision (number, subject, action, reviewer, decided_at, eyes, previous, "
            "hash) SELECT 99, subject, 'reject', 'Eve', decided_at, 1, hash, previous FROM decision"
        )
    db.conn.rollback()
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        db.execute("DELETE FROM rule")
    db.conn.rollback()
    set_eyes(db, 1, "Chef")
    assert eyes_of(db) == 1 and db.execute("SELECT count(*) FROM rule").fetchone()[0] == 2


@pytest.mark.slow
def test_the_head_of_the_report_is_corrected_at_the_desk(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        date = page.locator("[data-fact=reference_date]")
        date.get_by_role("button", name="Wijzig").click()
        page.locator("#value").fill("2024-04-18")
        page.locator("#ask-reason").fill("zie bladzijde 2")
        shot(page, "desk-fact")
        page.keyboard.press("Enter")
        saved(page)
        expect(date).to_contain_text("18 april 2024")
        expect(date).to_contain_text("er staat: 17 april 2024")
        page.locator("[data-fact=stated_total]").get_by_role("button", name="Wijzig").click()
        page.locator("#value").fill("27")
        page.keyboard.press("Enter")
        saved(page)
        expect(page.locator("[data-fact=stated_total]")).to_contain_text("27 ≠ som")
        date.get_by_role("button", name="Terug").click()
        saved(page)
        expect(date).to_contain_text("17 april 2024")
        expect(date).not_to_contain_text("er staat")


@pytest.mark.slow
def test_sentences_are_decided_on_by_the_same_keys(path: Path) -> None:
    with opened(path, late=1) as page:
        sign(page, "Ada")
        first = page.locator("tr.statement").first
        first.click()
        for key in ("a", "e", "2", "Enter", "x", "Enter", "u"):
            page.keyboard.press(key)
        saved(page)
        expect(first).to_contain_text("nagekeken")
        expect(page.locator("tr.statement").nth(1)).to_have_class(re.compile("corrected"))
        expect(page.locator("tr.statement").nth(2)).to_have_class(re.compile("open"))
        shot(page, "desk-sentences")
    said = open_reading(path).execute("SELECT action, kind, value FROM decision ORDER BY number")
    assert said.fetchall() == [
        ("approve", "item", None),
        ("correct", "item", "2"),
        ("reject", "item", None),
        ("undo", "item", "3"),
    ]
