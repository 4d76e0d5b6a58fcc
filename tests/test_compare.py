"""Periods against each other: not listed is not none, missing periods are said to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.read import read_document
from extractors.extract import extract
from output.compare import NoSuchPeriod, compare, missing_between, periods
from output.database import open_database
from output.store import store
from tests.conftest import SAMPLES


@pytest.fixture(scope="module")
def samples_db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    db = open_database(Path(tmp_path_factory.mktemp("db")) / "samples.db", create=True)
    for path in sorted(SAMPLES.glob("*.pdf")):
        store(db, extract(read_document(path)), "test")
    return db


def changes(db: Database, before: str, after: str) -> dict[str, tuple[str, object, object]]:
    table = compare(db, before, after)
    return {
        row["mission"]: (row["change"], row["before"], row["after"]) for _, row in table.iterrows()
    }


def test_every_kind_of_change(samples_db: Database) -> None:
    found = changes(samples_db, "2023-2", "2024-1")
    assert found["eucap-somalia"] == ("more", 4, 5)
    assert found["euam-ukraine"] == ("fewer", 4, 2)
    assert found["eulex-kosovo"] == ("same", 3, 3)
    assert found["eubam-libya"][0] == "new"
    assert found["minusma"][0] == "ended"  # its last year was 2023
    assert found["osce-skopje"][0] == "not listed"
    table = compare(samples_db, "2023-2", "2024-1")
    assert (table["before"].sum(), table["after"].sum()) == (29, 26)


def test_a_dash_after_officers_is_an_end_and_not_a_gap(samples_db: Database) -> None:
    assert changes(samples_db, "2022-2", "2023-1")["eucap-sahel-niger"] == ("ended", 1, 0)


def test_by_default_the_last_two_periods_are_compared(samples_db: Database) -> None:
    table = compare(samples_db)
    assert (table.attrs["before"], table.attrs["after"]) == ("2024-1", "2024-2")


def test_periods_between_are_told_where_they_are_missing(samples_db: Database) -> None:
    assert periods(samples_db) == ["2022-2", "2023-1", "2023-2", "2024-1", "2024-2"]
    assert compare(samples_db, "2022-2", "2024-2").attrs["missing"] == []
    assert missing_between("2022-2", "2024-1", ["2022-2", "2024-1"]) == ["2023-1", "2023-2"]


def test_a_period_without_figures_is_refused(samples_db: Database, db: Database) -> None:
    with pytest.raises(NoSuchPeriod, match="no figures for 2021-1"):
        compare(samples_db, "2021-1", "2024-1")
    with pytest.raises(ValueError, match="is no period"):
        compare(samples_db, "2024", "2024-1")
    with pytest.raises(NoSuchPeriod, match="two periods are needed"):
        compare(db)


def test_the_changes_view_takes_each_period_with_the_one_before(samples_db: Database) -> None:
    pairs = samples_db.query("SELECT DISTINCT previous_period, period FROM changes ORDER BY period")
    assert [tuple(pair.values()) for pair in pairs] == [
        ("2022-2", "2023-1"),
        ("2023-1", "2023-2"),
        ("2023-2", "2024-1"),
        ("2024-1", "2024-2"),
    ]
