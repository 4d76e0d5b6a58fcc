"""What the trail of a report, and its pages, say of decisions: in words, and which of them hold."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide, decide_on
from missiemonitor.output.decisions.decide_report import settle_finding
from missiemonitor.output.page_images import Pages
from missiemonitor.output.review import listed
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.decided import holding
from missiemonitor.output.site.site import Site
from sqlite_utils import Database

ANNA, BRAM = Person("Anna"), Person("Bram")


@pytest.fixture
def path(samples_path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(samples_path, tmp_path / "beslist.db"))


def row_of(db: Database, mission: str, period: str = "2024-1") -> str:
    (found,) = db.execute(
        "SELECT deployment FROM officers WHERE mission = ? AND period = ?", [mission, period]
    ).fetchone()
    return str(found)


def trail(db: Database, period: str = "2024-1", language: str = "en") -> dict[int, dict[str, Any]]:
    (report,) = db.query("SELECT * FROM report WHERE period = ?", [period])
    return {row["number"]: row for row in listed.trail(db, report, language)["rows"]}


def test_what_was_taken_back_holds_no_more_and_what_took_it_back_does(path: Path) -> None:
    db = open_database(path)
    row = row_of(db, "eulex-kosovo")
    wrong = decide(db, row, "correct", ANNA, correction=Correction(officers=5))
    back = decide(db, row, "undo", ANNA)
    assert {n: d["stands"] for n, d in trail(db).items()} == {wrong: "no", back: "yes"}
    right = decide(db, row, "approve", ANNA)
    assert {n: d["stands"] for n, d in trail(db).items()} == {wrong: "no", back: "no", right: "yes"}


def test_what_takes_back_one_decision_holds_and_is_told_by_its_number(path: Path) -> None:
    db = open_database(path)
    row = row_of(db, "eulex-kosovo")
    count = decide(db, row, "correct", ANNA, correction=Correction(officers=5))
    wrong = decide(db, row, "reject", ANNA)
    (subject,) = db.execute("SELECT subject FROM decision WHERE number = 1").fetchone()
    back = decide_on(db, subject, "undo", ANNA, numbers=[wrong])
    told = trail(db)
    assert {n: d["stands"] for n, d in told.items()} == {count: "yes", wrong: "no", back: "yes"}
    assert (told[back]["did"], told[back]["said"]) == ("took back", f"no. {wrong}")
    asked = decide_on(db, subject, "undo", Person("Bram", eyes=2), numbers=[count])
    assert trail(db)[asked]["stands"] == "waits" and trail(db)[count]["stands"] == "yes"


def test_the_trail_says_how_many_people_a_decision_takes_at_this_desk(path: Path) -> None:
    db = open_database(path)
    (report,) = db.query("SELECT * FROM report WHERE period = '2024-1'")
    assert [listed.trail(db, report, "en", eyes)["eyes"] for eyes in (1, 2)] == [1, 2]


def test_corrections_hold_field_by_field_until_another_word_on_the_row(path: Path) -> None:
    db = open_database(path)
    row = row_of(db, "eulex-kosovo")
    approved = decide(db, row, "approve", ANNA)
    count = decide(db, row, "correct", ANNA, correction=Correction(officers=5))
    place = decide(db, row, "correct", BRAM, correction=Correction(countries=("MK", "XK")))
    again = decide(db, row, "correct", BRAM, correction=Correction(officers=4))
    stands = {n: d["stands"] for n, d in trail(db).items()}
    assert stands == {approved: "no", count: "no", place: "yes", again: "yes"}
    (standing,) = db.query("SELECT * FROM standing_decision")
    assert (standing["corrected_officers"], standing["corrected_countries"]) == (4, '["MK", "XK"]')
    told = trail(db)[place]
    assert told["did"] == "corrected" and told["said"] == "North Macedonia and Kosovo"
    assert told["about"] == "EULEX Kosovo"


def test_who_confirmed_a_decision_is_held_to_it_as_long_as_it_holds() -> None:
    def row(number: int, action: str, value: str | None = None) -> dict[str, Any]:
        field = "officers" if action == "correct" else None
        return {"number": number, "subject": "a/b/c", "action": action, "value": value,
                "field": field}  # fmt: skip

    made = [row(1, "correct", "5"), row(2, "confirm", "1")]
    assert holding(made, {1}) == {1, 2} and holding(made, set()) == set()
    assert holding([*made, row(3, "undo")], {1, 3}) == {3}


def test_a_settled_finding_is_told_by_its_title_and_not_its_code(path: Path) -> None:
    db = open_database(path)
    (found,) = db.query(
        "SELECT f.* FROM finding AS f JOIN report AS r USING (report) "
        "WHERE f.code = 'left-without-notice' AND r.period = '2024-2'"
    )
    number = settle_finding(db, found["finding"], "agree", Person("Anna", "ended in June"))
    told = trail(db, "2024-2")[number]
    assert (told["did"], told["stands"]) == ("settled this finding", "yes")
    assert told["about"].startswith("Left without notice: EUCAP Sahel Mali had 1")


def test_no_page_of_a_report_or_figure_tells_a_decision_by_codes(path: Path) -> None:
    db = open_database(path)
    row = row_of(db, "eulex-kosovo")
    decide(db, row, "correct", ANNA, correction=Correction(countries=("MK",)))
    decide(db, row, "correct", ANNA, correction=Correction(mission="eumm-georgia"))
    site = Site(path, Served(), Pages([]))
    (report,) = db.execute("SELECT report FROM report WHERE period = '2024-1'").fetchone()
    address = next(f.address for f in site.world().figures.values() if f.id == row)
    for at in (Address("report", report), Address("figure", address)):
        for page, country in ((at, "Noord-Macedonië"), (at.other, "North Macedonia")):
            made = site.html(page) or ""
            text = re.sub(r"<[^>]*>", " ", made)
            assert country in text and '["MK"]' not in made and "MK" not in text.split()
            assert "eumm-georgia" not in text and "EUMM Georg" in text
