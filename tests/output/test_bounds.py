"""A number from a person is a whole number within bounds, or it is refused in a line."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.decisions.bounds import (
    LONGEST_NAME,
    MOST_OFFICERS,
    RefusedError,
    name_of,
    plain,
    same_person,
    stored_officers,
)
from missiemonitor.output.decisions.bring_in import DecisionsError, bring_in
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.hash_chain import FIRST, hash_of
from missiemonitor.output.review.deciding import answer
from missiemonitor.pipeline.cli import main
from sqlite_utils import Database

WRONG = ("3.7", "3.0", "true", '"3"', '"1_0"', "-1", str(MOST_OFFICERS + 1), str(10**30), "[3]")
TOLD = f"a whole number from 0 to {MOST_OFFICERS}"


@pytest.fixture
def path(samples_path: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "x.db"
    shutil.copy(samples_path, copy)
    return copy


@pytest.fixture
def row(path: Path) -> tuple[Database, dict[str, Any]]:
    db = open_database(path)
    return db, next(db.query("SELECT * FROM officers WHERE period = '2024-1'"))


@pytest.mark.parametrize("officers", WRONG)
def test_the_desk_takes_no_other_number_of_officers(
    row: tuple[Database, dict[str, Any]], officers: str
) -> None:
    db, it = row
    asked = {
        "reviewer": "Ada",
        "action": "correct",
        "deployment": it["deployment"],
        "seen": 0,
        "officers": json.loads(officers),
    }
    status, told = answer(db, it["report"], "decide", asked, 1)
    assert status == 400 and TOLD in told["error"]
    added = {
        "reviewer": "Ada",
        "page": 1,
        "box": [1, 2, 3, 4],
        "text": "USSC Israël 1",
        "mission": "ussc",
        "countries": "IL",
        "officers": json.loads(officers),
    }
    status, told = answer(db, it["report"], "add", added, 1)
    assert status == 400 and TOLD in told["error"]
    assert not db.table("decision").count
    status, told = answer(db, it["report"], "add", {**added, "officers": MOST_OFFICERS}, 1)
    assert status == 200 and db.table("decision").count == 1


@pytest.mark.parametrize("wrong", [{"seen": 10**30}, {"seen": "0"}, {"seen": True}, {"seen": 0.5}])
def test_the_desk_takes_no_other_number_of_a_decision(
    row: tuple[Database, dict[str, Any]], wrong: dict[str, Any]
) -> None:
    db, it = row
    asked = {"reviewer": "Ada", "action": "approve", "deployment": it["deployment"], **wrong}
    status, told = answer(db, it["report"], "decide", asked, 1)
    assert status == 400 and "a whole number" in told["error"]


def test_a_correction_in_python_takes_no_other_number_either(
    row: tuple[Database, dict[str, Any]],
) -> None:
    db, it = row
    for officers in (10**30, -1, MOST_OFFICERS + 1):
        with pytest.raises(ValueError, match=TOLD):
            decide(db, it["deployment"], "correct", Person("Ada"), Correction(officers=officers))
    assert not db.table("decision").count


def decision_of(subject: str, field: str, value: str) -> dict[str, Any]:
    """A decision as an older program may have taken it."""
    told: dict[str, Any] = {
        "subject": subject,
        "action": "add" if field == "row" else "correct",
        "field": field,
        "value": value,
        "count_as_written": "3",
        "reviewer": "Ada",
        "reason": None,
        "decided_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC).isoformat(),
        "eyes": 1,
        "previous": FIRST,
    }
    return {"number": 1, **told, "hash": hash_of(told)}


@pytest.mark.parametrize("officers", ["3.7", "1_0", "-1", str(10**30), "", "٣"])
def test_a_file_of_decisions_brings_no_other_number_in(
    row: tuple[Database, dict[str, Any]], officers: str
) -> None:
    db, it = row
    subject = db.execute(
        "SELECT subject FROM deployment WHERE deployment = ?", [it["deployment"]]
    ).fetchone()[0]
    for field, value in (
        ("officers", officers),
        ("row", json.dumps({"officers": officers})),
    ):
        with pytest.raises(DecisionsError, match=f"line 1 .*{TOLD}"):
            bring_in(db, [json.dumps(decision_of(subject, field, value))])
    assert not db.table("decision").count
    assert bring_in(db, [json.dumps(decision_of(subject, "officers", "7"))]) == 1


def test_the_most_that_may_be_is_taken_as_stored() -> None:
    assert stored_officers(str(MOST_OFFICERS)) == MOST_OFFICERS
    assert stored_officers("0") == 0
    with pytest.raises(RefusedError, match=TOLD):
        stored_officers(str(MOST_OFFICERS + 1))


def test_a_text_may_be_as_long_as_its_bound_says_and_no_longer() -> None:
    assert plain("a" * 7, "a reason", 7) == "a" * 7
    with pytest.raises(RefusedError, match="longer than 7 characters"):
        plain("a" * 8, "a reason", 7)
    assert name_of("Å" * LONGEST_NAME) == "Å" * LONGEST_NAME


@pytest.mark.parametrize("name", ["", " ", "42", ". - .", "7!"])
def test_a_name_has_a_letter(name: str) -> None:
    with pytest.raises(RefusedError, match="needs the name"):
        name_of(name)


@pytest.mark.parametrize("name", ["Ada", "42 Ada", "Ada 2", "Ж", "A."])
def test_a_name_may_have_more_than_letters(name: str) -> None:
    assert name_of(name) == name


def test_one_person_is_told_by_the_letters_of_the_name_alone() -> None:
    for other in ("ada lovelace", "Ada  Lovelace.", "Àda Lovelace", "A-da Love\u200blace"):
        assert same_person("Ada Lovelace", other)
    for other in ("Ada", "Ada Lovelac", "Lovelace Ada", "Ada Lovelace 2", ""):
        assert not same_person("Ada Lovelace", other)


@pytest.mark.slow
def test_a_database_that_holds_such_a_correction_still_opens(
    row: tuple[Database, dict[str, Any]], tmp_path: Path
) -> None:
    db, it = row
    subject = db.execute(
        "SELECT subject FROM deployment WHERE deployment = ?", [it["deployment"]]
    ).fetchone()[0]
    db.table("decision").insert(decision_of(subject, "officers", str(10**30)))
    db.close()
    for command in (
        ["compare"],
        ["compare", "--all", "--json"],
        ["check"],
        ["why", it["mission"], "2024-1"],
        ["trends", str(tmp_path / "trends.html")],
        ["report", "2024-1", str(tmp_path / "report.html")],
        ["export", str(tmp_path / "package")],
        ["ingest", "--retry", str(Path(__file__).parents[2] / "corpus" / "samples")],
    ):
        ended = CliRunner().invoke(main, [*command, "--db", str(tmp_path / "x.db")])
        assert ended.exit_code < 2, (command, ended.stderr, ended.exception)


@pytest.mark.parametrize("more", [0, 1])
def test_views_take_the_numbers_that_a_person_may_give_and_no_others(
    row: tuple[Database, dict[str, Any]], more: int
) -> None:
    db, it = row
    subject = db.execute(
        "SELECT subject FROM deployment WHERE deployment = ?", [it["deployment"]]
    ).fetchone()[0]
    db.table("decision").insert(decision_of(subject, "officers", str(MOST_OFFICERS + more)))
    found = db.execute(
        "SELECT officers FROM officers WHERE deployment = ?", [it["deployment"]]
    ).fetchone()[0]
    assert found == (it["officers"] if more else MOST_OFFICERS)
