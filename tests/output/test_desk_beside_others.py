"""The desk where others decide meanwhile, where answers are lost, and what one key takes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from playwright.sync_api import Locator, Page, Route, expect

from tests.output.test_review import PERIOD, figures, opened, path, saved, sign

__all__ = ["path"]

KOSOVO, GEORGIA = "EULEX Kosovo", "EUMM Georgië"


def by(path: Path, name: str, action: str, mission: str = "eulex-kosovo", **right: Any) -> int:
    """What somebody else decides on a row of the report, at another desk."""
    db = open_database(path)
    (found,) = db.query(
        "SELECT d.deployment FROM deployment AS d JOIN report AS r USING (report) "
        "WHERE r.period = ? AND d.mission = ?",
        [PERIOD, mission],
    )
    made = decide(db, found["deployment"], action, Person(name), Correction(**right))
    db.close()
    return made


def row(page: Page, name: str) -> Locator:
    return page.locator("tr.row:not(.statement)", has_text=name)


def others_are_seen(page: Page) -> None:
    page.evaluate("refresh()")


def decisions(path: Path) -> list[tuple[str, str, str | None]]:
    return (
        open_reading(path)
        .execute("SELECT reviewer, action, value FROM decision ORDER BY number")
        .fetchall()
    )


def test_a_form_that_stood_open_decides_on_what_it_showed(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        for key, form, field in (("e", "#change", "#reason"), ("x", "#ask", "#ask-reason")):
            row(page, KOSOVO).click()
            page.keyboard.press(key)
            by(path, "Bo", "correct", officers=6 if key == "e" else 3)
            others_are_seen(page)
            page.locator(field).fill("gezien")
            page.keyboard.press("Enter")
            expect(page.locator(form)).to_be_hidden()
            saved(page)
            expect(page.locator("#say")).to_contain_text("Intussen besliste een ander: Bo")
    assert decisions(path) == [("Bo", "correct", "6"), ("Bo", "correct", "3")]


def test_u_takes_back_my_decision_and_no_other(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        said = page.locator("#say")
        row(page, KOSOVO).click()
        page.keyboard.press("a")
        saved(page)
        by(path, "Bo", "correct", officers=3)
        others_are_seen(page)
        page.keyboard.press("u")
        saved(page)
        expect(said).to_contain_text("Intussen besliste een ander: Bo")
        assert figures(path)["eulex-kosovo"] == (3, "corrected")
        # What stood before mine stays.
        row(page, KOSOVO).click()
        page.keyboard.press("a")
        saved(page)
        page.keyboard.press("u")
        saved(page)
        expect(said).to_contain_text("teruggenomen: goed")
        assert figures(path)["eulex-kosovo"] == (3, "corrected")
        page.keyboard.press("w")
        saved(page)
        assert figures(path)["eulex-kosovo"] == (8, None)
        page.keyboard.press("u")
        expect(said).to_contain_text("Niets om terug te nemen")
        # Two things corrected in one form are one act.
        row(page, GEORGIA).click()
        page.keyboard.press("e")
        page.locator("#officers").fill("3")
        page.locator("#mission").fill("UNMISS")
        page.keyboard.press("Enter")
        saved(page)
        row(page, "UNMISS").click()
        page.keyboard.press("u")
        saved(page)
    assert figures(path)["eumm-georgia"] == (1, None)


def test_u_takes_back_a_table_and_a_finding_as_it_does_rows(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        page.keyboard.press("t")
        page.keyboard.press("a")
        page.keyboard.press("u")
        saved(page)
        page.keyboard.press("t")
        page.keyboard.press("x")
        page.keyboard.press("Enter")
        saved(page)
        page.keyboard.press("u")
        saved(page)
    told = [(action) for _, action, _ in decisions(path)]
    assert told == ["agree", "undo", "reject", "undo"]
    assert len(figures(path)) > 1


def test_a_range_is_corrected_to_a_number_of_it(path: Path) -> None:
    db = open_database(path)
    with db.atomic():
        db.execute(
            "UPDATE deployment SET officers = 8, officers_max = 9 WHERE mission = 'eulex-kosovo' "
            "AND report IN (SELECT report FROM report WHERE period = ?)",
            [PERIOD],
        )
    db.close()
    with opened(path) as page:
        sign(page, "Ada")
        row(page, KOSOVO).click()
        page.keyboard.press("e")
        expect(page.locator("#officers")).to_have_value("8\N{EN DASH}9")
        page.keyboard.type("8")
        page.keyboard.press("Enter")
        saved(page)
        expect(row(page, KOSOVO).locator(".count-now")).to_contain_text("8")
    assert decisions(path) == [("Ada", "correct", "8")]
    (found,) = open_reading(path).query(
        "SELECT officers, officers_max FROM officers WHERE mission = 'eulex-kosovo' AND period = ?",
        [PERIOD],
    )
    assert found["officers"] == 8 and found["officers_max"] in (None, 8)


def test_a_decision_of_which_the_answer_was_lost_is_known_to_be_stored(path: Path) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.fulfill(body="")

    with opened(path) as page:
        sign(page, "Ada")
        row(page, KOSOVO).click()
        page.route("**/decide?*", lose)
        page.keyboard.press("a")
        saved(page)
        expect(page.locator("#say")).to_contain_text("bewaard.")
        expect(row(page, KOSOVO)).not_to_contain_text("niet bewaard")
        page.unroute("**/decide?*")
        page.keyboard.press("u")
        saved(page)
    assert [action for _, action, _ in decisions(path)] == ["approve", "undo"]


def test_the_desk_goes_on_where_its_server_was_started_again(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        page.evaluate("token = 'of the server before'")
        row(page, KOSOVO).click()
        page.keyboard.press("a")
        saved(page)
    assert figures(path)["eulex-kosovo"] == (8, "approved")


def test_what_waits_is_named_and_confirmed_alone(path: Path) -> None:
    with opened(path, eyes=2) as page:
        sign(page, "Ada")
        row(page, KOSOVO).click()
        page.keyboard.press("e")
        page.locator("#officers").fill("3")
        page.keyboard.press("Enter")
        saved(page)
        sign(page, "Bo")
        row(page, KOSOVO).click()
        expect(row(page, KOSOVO)).to_contain_text("verbeterd 3 (Ada)")
        page.keyboard.press("a")
        expect(page.locator("#say")).to_contain_text("Hier wacht: verbeterd 3 (Ada)")
        assert len(decisions(path)) == 1
        page.keyboard.press("a")
        saved(page)
        # Two that speak against each other wait: one of them is chosen, the other is over.
        sign(page, "Eve")
        row(page, KOSOVO).click()
        page.keyboard.press("c")
        expect(page.locator("#choice option")).to_have_text(["verbeterd 3 (Ada)", "goed (Bo)"])
        page.keyboard.press("Enter")
        saved(page)
        expect(page.locator("#say")).to_contain_text("bevestigd: verbeterd 3 (Ada)")
        expect(row(page, KOSOVO)).not_to_contain_text("wacht op een tweede")
    assert figures(path)["eulex-kosovo"] == (3, "corrected")
    assert [(who, does) for who, does, _ in decisions(path)] == [
        ("Ada", "correct"),
        ("Bo", "approve"),
        ("Eve", "confirm"),
    ]


def test_a_batch_is_taken_back_where_nobody_else_decided_and_the_rest_is_named(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        page.keyboard.press("Shift+A")
        saved(page)
        by(path, "Bo", "correct", "euam-iraq", officers=9)
        others_are_seen(page)
        page.keyboard.press("u")
        saved(page)
        said = page.locator("#say")
        expect(said).to_contain_text("8 rijen teruggenomen. Niet: EUAM Irak: Intussen besliste")
        expect(page.locator("tr.row", has_text="niet bewaard")).to_have_count(1)
        page.keyboard.press("u")
        expect(said).to_contain_text("Niets om terug te nemen")
    found = figures(path)
    assert found["euam-iraq"] == (9, "corrected")
    assert [state for _, state in found.values() if state] == ["corrected"]


def test_a_batch_that_was_overtaken_at_one_row_names_it_and_stores_nothing(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        by(path, "Bo", "correct", "euam-iraq", officers=9)
        page.keyboard.press("Shift+A")
        saved(page)
        expect(page.locator("#say")).to_contain_text("geen van de 9 rijen. EUAM Irak: Intussen")
        expect(page.locator("tr.row", has_text="niet bewaard")).to_have_count(1)
    assert [who for who, _, _ in decisions(path)] == ["Bo"]


def test_what_was_typed_stays_in_a_form_that_was_refused(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        row(page, KOSOVO).click()
        page.keyboard.press("e")
        by(path, "Bo", "correct", countries=("MK",))
        page.locator("#officers").fill("3")
        page.locator("#reason").fill("geteld")
        page.keyboard.press("Enter")
        saved(page)
        expect(page.locator("#say")).to_contain_text("staat nog in het formulier")
        expect(row(page, KOSOVO)).to_contain_text("Noord-Macedonië")
        row(page, KOSOVO).click()
        page.keyboard.press("e")
        expect(page.locator("#officers")).to_have_value("3")
        expect(page.locator("#reason")).to_have_value("geteld")
        expect(page.locator("#country")).to_have_value("Noord-Macedonië")
        page.keyboard.press("Enter")
        saved(page)
    assert figures(path)["eulex-kosovo"] == (3, "corrected")
    assert [value for _, _, value in decisions(path)] == ['["MK"]', "3"]


def test_without_a_server_it_is_said_that_it_is_unsure_and_told_once_it_answers(
    path: Path,
) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        page.evaluate("() => { window.really = window.fetch; }")
        # The first is stored and its answer lost, the second never comes there.
        page.evaluate(
            """() => {
              let sent = 0;
              window.fetch = async (...asked) => {
                if (String(asked[0]).includes("/decide") && !sent++) await window.really(...asked);
                throw new TypeError("no network");
              };
            }"""
        )
        row(page, KOSOVO).click()
        page.keyboard.press("a")
        row(page, GEORGIA).click()
        page.keyboard.press("a")
        expect(page.locator("#say")).to_contain_text("of het bewaard is", timeout=10_000)
        saved(page)
        page.evaluate("() => { window.fetch = window.really; }")
        others_are_seen(page)
        expect(row(page, KOSOVO)).to_contain_text("nagekeken")
        expect(row(page, KOSOVO)).not_to_contain_text("niet bewaard")
        expect(row(page, GEORGIA)).to_contain_text("niet bewaard")
        page.keyboard.press("u")
        saved(page)
    assert [(does, value) for _, does, value in decisions(path)] == [
        ("approve", None),
        ("undo", "1"),
    ]
    assert figures(path)["eulex-kosovo"] == (8, None)


def test_u_takes_back_what_i_decided_on_an_earlier_visit_and_nobody_elses(path: Path) -> None:
    by(path, "Ada", "reject", "euam-iraq")
    by(path, "Bo", "approve")
    with opened(path) as page:
        sign(page, "Ada")
        row(page, KOSOVO).click()
        page.keyboard.press("u")
        saved(page)
        expect(page.locator("tr.now")).to_contain_text("EUAM Irak")
        page.keyboard.press("u")
        expect(page.locator("#say")).to_contain_text("Niets om terug te nemen")
    found = figures(path)
    assert found["euam-iraq"] == (3, None) and found["eulex-kosovo"] == (8, "approved")


def test_one_is_not_told_to_be_somebody_else(path: Path) -> None:
    with opened(path, late=1) as page:
        sign(page, "Ada")
        page.keyboard.press("t")
        page.keyboard.press("a")
        row(page, KOSOVO).click()
        for key in ("a", "a", "t", "w"):
            page.keyboard.press(key)
        saved(page)
        expect(page.locator("#say")).not_to_contain_text("Niet bewaard")
        by(path, "Ada", "correct", officers=3)  # at another page
        row(page, KOSOVO).click()
        page.keyboard.press("x")
        page.keyboard.press("Enter")
        saved(page)
        expect(page.locator("#say")).to_contain_text("U besliste hier intussen zelf over")


def test_a_report_of_sentences_alone_has_one_of_them_marked(path: Path) -> None:
    db = open_database(path)
    with db.atomic():
        db.execute("DELETE FROM deployment")
    db.close()
    with opened(path, language="en") as page:
        expect(page.locator("tr.now")).to_have_class("row statement open now")
