"""Tables to be agreed, at the desk: shown with picture, rows and reasons, settled by key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_digests import note_old
from missiemonitor.output.review.beside_rows import tables
from missiemonitor.output.review.deciding import answer
from missiemonitor.output.review.desk import reports, rows
from missiemonitor.output.site.read_world import read_world
from missiemonitor.pipeline.presentation.comparisons import of_comparison
from playwright.sync_api import expect

from tests.browser import shot
from tests.output.test_review import ask, desk, figures, opened, report_of, row, saved, sign

REASONS = [["seen-by-a-test", {"n": 3}], ["<img src=x onerror=alert(1)>", {}]]


@pytest.fixture
def path(samples_path: Path, tmp_path: Path) -> Path:
    """The samples, with the table of 2024-1 as one that is to be agreed."""
    copy = tmp_path / "desk.db"
    shutil.copy(samples_path, copy)
    db = open_database(copy)
    report = report_of(copy)
    with db.atomic():
        db.execute("UPDATE deployment SET counted = 0 WHERE report = ?", [report])
        db.execute(
            "UPDATE extracted_table SET standing = 'to-agree', counted = 0, reasons = ? "
            "WHERE report = ? AND counted",
            [json.dumps(REASONS), report],
        )
        note_old(db, [report])
    db.close()
    return copy


def test_the_desk_lists_what_is_to_be_agreed_in_both_languages(path: Path) -> None:
    db, report = open_reading(path), report_of(path)
    (table,) = tables(db, report, "nl")
    assert table["open"] and len(table["rows"]) == 12 and table["officers"] == 26
    assert table["reasons"][0]["code"] == "seen-by-a-test"
    assert not any(row["counted"] for row in rows(db, report))
    listed = {each["report"]: each["to_agree"] for each in reports(db)}
    assert listed.pop(report) == 1 and set(listed.values()) == {0}


def test_a_table_that_counts_is_rejected_whole_and_taken_in_again(
    samples_path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "counts.db"
    shutil.copy(samples_path, copy)
    db, report = open_database(copy), report_of(copy)
    (table,) = tables(db, report, "nl")
    assert (table["standing"], table["decided"], table["open"]) == ("counted", None, True)
    asked = {"table": table["table"], "reviewer": "Ada", "seen": 0}
    assert answer(db, report, "settle", {**asked, "action": "reject"}, 1)[0] == 200
    assert figures(copy) == {}
    (table,) = tables(db, report)
    again = {**asked, "seen": table["seen"], "action": "undo"}
    assert answer(db, report, "settle", again, 1)[0] == 200
    assert sum(count for count, _ in figures(copy).values()) == 26
    assert {each["report"]: each["to_agree"] for each in reports(db)}[report] == 0


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_table_is_agreed_to_and_taken_back_by_keys(path: Path, language: str) -> None:
    said = {
        "nl": ("telt niet mee tot", "aangenomen", "Wat aan de tabel is gewogen", "EUAM Irak"),
        "en": ("not counted until", "agreed to", "What was weighed of the table", "EUAM Iraq"),
    }[language]
    assert figures(path) == {}
    with opened(path, language=language) as page:
        sign(page, "Ada")
        state = page.locator("#tables .state")
        expect(state).to_contain_text(said[0])
        page.keyboard.press("t")
        expect(page.locator(".box.table.chosen")).to_have_count(1)
        expect(page.locator("#tables")).to_contain_text(said[2])
        expect(page.locator("#tables")).to_contain_text("onerror=alert")
        shot(page, f"desk-table-{language}")
        page.keyboard.press("a")
        saved(page)
        expect(state).to_contain_text(said[1])
        assert sum(count for count, _ in figures(path).values()) == 26
        page.keyboard.press("x")
        page.locator("#ask-reason").fill("kop")
        page.keyboard.press("Enter")
        saved(page)
        expect(page.locator("#tables .finding.rejected")).to_have_count(1)
        assert figures(path) == {}
        page.keyboard.press("t")
        page.keyboard.press("w")
        saved(page)
        expect(state).to_contain_text(said[0])
        # a row is decided on as before
        row(page, said[3]).click()
        page.keyboard.press("x")
        page.keyboard.press("Enter")
        saved(page)
        expect(page.locator("tr.row.rejected")).to_contain_text(said[3])
    told = open_reading(path).execute("SELECT action, reason, kind FROM decision ORDER BY number")
    assert told.fetchall() == [
        ("agree", None, "table"),
        ("reject", "kop", "table"),
        ("undo", None, "table"),
        ("reject", None, "row"),
    ]
    assert list(damage(open_reading(path))) == []


@pytest.mark.slow
def test_approving_the_rest_approves_no_row_that_does_not_count(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        page.locator("#approve-rest").click()
        expect(page.locator("#say")).to_contain_text("geen rij zonder twijfel")
    assert figures(path) == {}


@pytest.mark.slow
def test_a_table_that_waits_for_a_second_person_is_confirmed_at_the_desk(path: Path) -> None:
    with opened(path, eyes=2) as page:
        sign(page, "Ada")
        page.keyboard.press("t")
        page.keyboard.press("a")
        saved(page)
        expect(page.locator("#tables .state")).to_contain_text("wacht op een tweede")
        expect(page.locator("#loose")).to_be_empty()
        assert figures(path) == {}
        sign(page, "Bo")
        page.locator("#tables [data-action=confirm]").click()
        saved(page)
        expect(page.locator("#tables .state")).to_contain_text("aangenomen")
    assert sum(count for count, _ in figures(path).values()) == 26


@pytest.mark.slow
def test_a_table_at_the_desk_has_no_serious_fault_of_accessibility(path: Path) -> None:
    with opened(path) as page:
        page.keyboard.press("t")
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []


def test_only_tables_of_the_report_are_settled_and_only_by_the_desk(path: Path) -> None:
    db, report = open_reading(path), report_of(path)
    (table,) = tables(db, report)
    (other,) = db.execute(
        "SELECT extracted_table FROM extracted_table WHERE report <> ? LIMIT 1", [report]
    ).fetchone()
    target = f"/-/review/{report}/settle"
    asked = {"table": table["table"], "action": "agree", "reviewer": "Eve", "seen": 0}
    with desk(path) as address:
        text = ask(address, "GET", f"/nakijken/{report}")[1]
        token = text.split('name="missie-token" content="')[1].split('"')[0]
        assert ask(address, "POST", target, asked)[0] == 403
        ours = {"X_Missie_Token": token, "Origin": address}
        for bad in (
            {**asked, "table": other},
            {**asked, "action": "approve"},
            {"table": "x", "reviewer": "Eve"},
        ):
            assert ask(address, "POST", target, bad, **ours)[0] in (400, 403, 404), bad
        assert ask(address, "POST", target, asked, **ours)[0] == 200
        assert ask(address, "POST", target, asked, **ours)[0] == 409
    assert sum(count for count, _ in figures(path).values()) == 26


def test_a_period_whose_tables_wait_is_told_and_not_called_missing(path: Path) -> None:
    db = open_reading(path)
    table = compare(db, "2023-2", "2024-2")
    assert (table.attrs["missing"], table.attrs["waiting"]) == (["2024-1"], ["2024-1"])
    text = of_comparison(db, table, "plain")
    assert "Waiting for a person" in text and "Missing from the database" not in text
    world = read_world(db)
    assert (world.missing, world.waiting) == (("2024-1",), ("2024-1",))
