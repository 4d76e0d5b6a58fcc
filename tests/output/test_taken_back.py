"""One decision is taken back, or confirmed, by its number: the others on its subject stay."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.decisions.bounds import RefusedError
from missiemonitor.output.decisions.bring_in import bring_in
from missiemonitor.output.decisions.by_number import StaleDecisionError
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide, decide_on
from missiemonitor.output.decisions.decide_report import settle_table
from missiemonitor.output.decisions.hash_chain import written
from missiemonitor.output.decisions.missed_rows import Missed, add_row
from missiemonitor.output.review.desk import rows
from sqlite_utils import Database

ADA, BO = Person("Ada"), Person("Bo")
ADA_OF_TWO, BO_OF_TWO, CEES_OF_TWO = (Person(name, eyes=2) for name in ("Ada", "Bo", "Cees"))
FOUR, NINE = Correction(officers=4), Correction(officers=9)
ELSEWHERE = Correction(countries=("MK",))


@pytest.fixture
def db(samples_path: Path, tmp_path: Path) -> Database:
    return open_database(Path(shutil.copy(samples_path, tmp_path / "back.db")))


@pytest.fixture
def row(db: Database) -> str:
    """EULEX Kosovo of 2024-1, of which 3 officers in Kosovo were read."""
    (found,) = db.execute(
        "SELECT deployment FROM officers WHERE mission = 'eulex-kosovo' AND period = '2024-1'"
    ).fetchone()
    return str(found)


def now(db: Database, row: str) -> tuple[object, ...] | None:
    found: tuple[object, ...] | None = db.execute(
        "SELECT officers, country, decided FROM officers WHERE deployment = ?", [row]
    ).fetchone()
    return found


def waiting(db: Database) -> list[int]:
    rows = db.execute("SELECT number FROM waiting_decision ORDER BY number").fetchall()
    return [number for (number,) in rows]


def back(db: Database, row: str, who: Person, number: int) -> int:
    (subject,) = db.execute("SELECT subject FROM deployment WHERE deployment = ?", [row]).fetchone()
    return decide_on(db, subject, "undo", who, numbers=[number])


def confirm(db: Database, row: str, who: Person, *numbers: int) -> int:
    (subject,) = db.execute("SELECT subject FROM deployment WHERE deployment = ?", [row]).fetchone()
    return decide_on(db, subject, "confirm", who, numbers=numbers)


def test_one_of_several_corrections_is_taken_back_and_the_others_stay(
    db: Database, row: str
) -> None:
    count = decide(db, row, "correct", ADA, FOUR)
    place = decide(db, row, "correct", BO, ELSEWHERE)
    with pytest.raises(StaleDecisionError, match="Bo decided correct"):
        back(db, row, ADA, count)
    back(db, row, BO, place)
    assert now(db, row) == (4, "XK", "corrected")
    with pytest.raises(StaleDecisionError, match="Bo decided undo"):
        back(db, row, BO, place)
    back(db, row, ADA, count)
    assert now(db, row) == (3, "XK", None)
    assert list(damage(db)) == []


def test_what_stood_before_stands_again(db: Database, row: str) -> None:
    decide(db, row, "approve", ADA)
    rejected = decide(db, row, "reject", ADA)
    assert now(db, row) is None
    back(db, row, ADA, rejected)
    assert now(db, row) == (3, "XK", "approved")
    # one that takes back all leaves nothing, as it did before there were others
    decide(db, row, "undo", BO)
    assert now(db, row) == (3, "XK", None)
    with pytest.raises(LookupError):
        back(db, row, ADA, 99)
    (subject,) = db.execute("SELECT subject FROM deployment WHERE deployment = ?", [row]).fetchone()
    with pytest.raises(RefusedError, match="decided anew"):
        decide_on(db, subject, "undo", BO, numbers=[4])


def test_the_chain_with_undoings_by_number_holds_the_same_in_another_database(
    db: Database, row: str, samples_path: Path, tmp_path: Path
) -> None:
    decide(db, row, "correct", ADA, FOUR)
    back(db, row, ADA, decide(db, row, "reject", ADA))
    other = open_database(Path(shutil.copy(samples_path, tmp_path / "other.db")))
    assert bring_in(other, written(db)) == 3
    assert now(other, row) == now(db, row) == (4, "XK", "corrected")
    assert list(damage(other)) == []


def test_asked_again_as_no_answer_came_it_is_decided_once(db: Database, row: str) -> None:
    again = Person("Ada", again=True)
    first = decide(db, row, "correct", ADA, FOUR, seen=0)
    assert decide(db, row, "correct", again, FOUR, seen=0) == first
    undone = back(db, row, ADA, first)
    assert back(db, row, again, first) == undone
    # what was not stored is stored, and what somebody else decided is told
    assert decide(db, row, "reject", again, seen=undone) == undone + 1
    with pytest.raises(StaleDecisionError, match="Ada decided reject"):
        decide(db, row, "approve", Person("Bo", again=True), seen=undone)


def test_a_missed_row_that_is_asked_for_again_is_added_once(db: Database) -> None:
    (report,) = db.execute("SELECT report FROM report WHERE period = '2024-1'").fetchone()
    missed = Missed(1, (10.0, 10.0, 90.0, 20.0), "EUAM RCA 6", "EUAM RCA", ("CF",), 6)
    number = add_row(db, report, missed, ADA, 0)
    assert add_row(db, report, missed, Person("Ada", again=True), 0) == number
    with pytest.raises(StaleDecisionError):
        add_row(db, report, missed, Person("Bo", again=True), 0)
    with pytest.raises(RefusedError, match="added already"):
        add_row(db, report, missed, ADA, 0)
    # one that is named by its id is shown by its name
    iraq = Missed(1, (10.0, 40.0, 90.0, 50.0), "EUAM IQ vijf (één vrouw)", "euam-iraq", ("IQ",), 5)
    number = add_row(db, report, iraq, ADA)
    shown = "SELECT mission_as_written FROM deployment WHERE added = ?"
    assert db.execute(shown, [number]).fetchone() == ("EUAM Irak",)
    assert "één vrouw" in list(written(db))[-1]


def test_of_waiting_decisions_that_contradict_each_other_one_is_chosen(
    db: Database, row: str
) -> None:
    nine = decide(db, row, "correct", ADA_OF_TWO, NINE)
    right = decide(db, row, "approve", BO_OF_TWO)
    assert waiting(db) == [nine, right]
    with pytest.raises(RefusedError, match="confirm one of them"):
        confirm(db, row, CEES_OF_TWO)
    confirm(db, row, CEES_OF_TWO, nine)
    assert now(db, row) == (9, "XK", "corrected")
    assert waiting(db) == []  # the other one waits no longer behind it


def test_none_waits_for_ever_behind_one_that_holds(db: Database, row: str) -> None:
    nine = decide(db, row, "correct", ADA_OF_TWO, NINE)
    place = decide(db, row, "correct", ADA_OF_TWO, ELSEWHERE)
    four = decide(db, row, "correct", BO_OF_TWO, FOUR)
    confirm(db, row, ADA_OF_TWO, four)
    assert waiting(db) == [place]  # of another field: both can hold
    with pytest.raises(RefusedError, match="nothing waits"):
        confirm(db, row, BO_OF_TWO, nine)
    confirm(db, row, BO_OF_TWO, place)
    assert now(db, row) == (4, "MK", "corrected") and waiting(db) == []


def test_with_four_eyes_one_takes_back_what_waits_and_two_what_holds(
    db: Database, row: str
) -> None:
    right = decide(db, row, "approve", ADA_OF_TWO)
    confirm(db, row, BO_OF_TWO)
    nine = decide(db, row, "correct", ADA_OF_TWO, NINE)
    back(db, row, ADA_OF_TWO, nine)
    assert waiting(db) == [] and now(db, row) == (3, "XK", "approved")
    with pytest.raises(StaleDecisionError, match="Bo decided confirm"):
        back(db, row, ADA_OF_TWO, right)
    asked = back(db, row, BO_OF_TWO, 2)
    assert waiting(db) == [asked] and now(db, row) == (3, "XK", "approved")
    confirm(db, row, ADA_OF_TWO, asked)
    # the confirmation is gone, and so what it confirmed waits again
    assert waiting(db) == [right] and now(db, row) == (3, "XK", None)
    assert list(damage(db)) == []


@pytest.mark.parametrize(("top", "counts"), [(None, False), (700.0, True)])
def test_a_row_added_in_a_table_that_is_rejected_counts_no_more(
    db: Database, row: str, top: float | None, counts: bool
) -> None:
    """One that was added elsewhere on the page is none of the table."""
    (place,) = db.query(
        "SELECT d.report, d.extracted_table, e.page, e.x0, e.top, e.x1, e.bottom "
        "FROM deployment AS d JOIN evidence AS e USING (evidence) WHERE d.deployment = ?",
        [row],
    )
    at = place["top"] + 1 if top is None else top
    missed = Missed(
        place["page"], (place["x0"], at, place["x1"], at + 3), "EUAM RCA 6", "EUAM RCA", ("CF",), 6
    )
    # (the row that was read there would be taken for the added one)
    with db.atomic():
        db.execute("DELETE FROM deployment WHERE deployment = ?", [row])
    add_row(db, place["report"], missed, ADA)

    def listed() -> list[tuple[str, int]]:
        return db.execute(
            "SELECT mission, officers FROM officers WHERE report = ? ORDER BY mission",
            [place["report"]],
        ).fetchall()

    before = listed()
    rejected = settle_table(db, place["extracted_table"], "reject", BO)
    assert listed() == ([("euam-rca", 6)] if counts else [])
    shown = {each["mission"]: each["counted"] for each in rows(db, place["report"])}
    assert shown["euam-rca"] is counts
    (subject,) = db.execute("SELECT subject FROM decision WHERE number = ?", [rejected]).fetchone()
    decide_on(db, subject, "undo", BO, numbers=[rejected])
    assert listed() == before and ("euam-rca", 6) in before


def test_a_confirmation_of_what_takes_all_back_is_decided_anew(db: Database, row: str) -> None:
    decide(db, row, "approve", ADA_OF_TWO)
    confirm(db, row, BO_OF_TWO)
    decide(db, row, "undo", ADA_OF_TWO)
    gone = confirm(db, row, BO_OF_TWO)
    assert now(db, row) == (3, "XK", None)
    with pytest.raises(RefusedError, match="decided anew"):
        back(db, row, BO_OF_TWO, gone)


def test_what_waits_of_several_fields_is_confirmed_at_once(db: Database, row: str) -> None:
    decide(db, row, "correct", ADA_OF_TWO, NINE)
    decide(db, row, "correct", CEES_OF_TWO, ELSEWHERE)
    confirm(db, row, BO_OF_TWO)
    assert now(db, row) == (9, "MK", "corrected") and waiting(db) == []
    # what confirms takes one person, as everybody reads in the decisions that are written out
    told = [json.loads(line) for line in written(db)]
    assert [(each["action"], each["value"], each["eyes"]) for each in told[2:]] == [
        ("confirm", "1", 1),
        ("confirm", "2", 1),
    ]


def test_asked_again_a_confirmation_is_one_and_another_number_is_told(
    db: Database, row: str
) -> None:
    waits = decide(db, row, "correct", ADA_OF_TWO, NINE)
    (subject,) = db.execute("SELECT subject FROM decision").fetchone()
    first = decide_on(db, subject, "confirm", BO, seen=waits)
    assert decide_on(db, subject, "confirm", Person("Bo", again=True), seen=waits) == first
    ten = Correction(officers=10)
    seen = decide(db, row, "correct", BO, ten, seen=first)
    with pytest.raises(StaleDecisionError, match="Bo decided correct"):
        decide(db, row, "correct", Person("Bo", again=True), FOUR, seen=first)
    assert decide(db, row, "correct", Person("Bo", again=True), ten, seen=first) == seen


def test_what_cannot_be_taken_back_or_confirmed_is_refused(db: Database, row: str) -> None:
    (subject,) = db.execute("SELECT subject FROM deployment WHERE deployment = ?", [row]).fetchone()
    with pytest.raises(LookupError, match="nothing was decided"):
        decide_on(db, subject, "undo", ADA)
    count = decide(db, row, "correct", ADA, FOUR)
    place = decide(db, row, "correct", ADA, ELSEWHERE)
    with pytest.raises(ValueError, match="one other, or all"):
        decide_on(db, subject, "undo", ADA, numbers=[count, place])
    with pytest.raises(ValueError, match="needs a row"):
        decide_on(db, subject, "approve", ADA)
    with pytest.raises(ValueError, match="one person or two"):
        decide(db, row, "approve", Person("Ada", eyes=3))
    assert now(db, row) == (4, "MK", "corrected")


def test_why_something_was_decided_is_kept_in_one_line(db: Database, row: str) -> None:
    decide(db, row, "reject", Person("Ada", " één is van een ander korps "))
    (line,) = written(db)
    assert '"één is van een ander korps"' in line  # as people write it, also where it is taken away
    with pytest.raises(RefusedError, match="cannot be seen"):
        decide(db, row, "approve", Person("Ada", "right\nafter all"))
