"""Two periods side by side by organisation, region and country, and which two are taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from missiemonitor.corpus.errors import PeriodError
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.over_time import over_time, records
from missiemonitor.output.database.connect import open_reading
from sqlite_utils import Database

from tests.invented import invented_database


@pytest.fixture
def samples_db(samples_path: Path) -> Database:
    return open_reading(samples_path)


@pytest.mark.parametrize("by", ["organisation", "region", "country"])
def test_each_group_has_what_it_had_and_what_became_of_it(samples_db: Database, by: str) -> None:
    table = compare(samples_db, "2023-2", "2024-1", by)
    known = {(row[by], row["period"]): row for row in records(over_time(samples_db, by))}
    names = [str(row[f"{by}_name"]) for _, row in table.iterrows()]
    assert len(table) > 3 and names == sorted(names)
    assert [*table.index] == [*range(len(table))]
    for row in records(table):
        before, after = (known.get((row[by], period)) for period in ("2023-2", "2024-1"))
        assert row["unsure"] == sum(each["unsure"] for each in (before, after) if each)
        if before is None or after is None:
            # Not there is not none: nobody can tell a difference.
            assert row["difference"] is None and row["difference_least"] is None
            assert row["change"] == ("new" if before is None else "not listed")
            continue
        if row["before"] is None or row["after"] is None:
            continue  # a country that only shares
        assert row["difference"] == row["after"] - row["before"]
        shares = row["before_shared"] or row["after_shared"]
        exact = row["before"] == row["before_max"] and row["after"] == row["after_max"]
        if exact and not shares:
            assert row["difference_least"] == row["difference"] == row["difference_most"]
            change = {True: "more", False: "fewer"}.get(row["difference"] > 0)
            assert row["change"] == ("same" if row["difference"] == 0 else change)


def test_a_group_with_a_number_that_nobody_could_read_has_no_change(tmp_path: Path) -> None:
    db = invented_database(tmp_path / "verzonnen.db", 2, first_year=2000)
    (row,) = db.query(
        "SELECT deployment, organisation FROM officers WHERE period = '2000-2' "
        "AND organisation = 'EU' LIMIT 1"
    )
    db.execute(
        "UPDATE deployment SET officers = NULL, officers_max = NULL WHERE deployment = ?",
        [row["deployment"]],
    )
    table = compare(db, "2000-1", "2000-2", "organisation").set_index("organisation")
    assert table.loc["EU", "change"] == "unread"


def test_missions_of_nobody_known_have_their_marks_by_organisation(tmp_path: Path) -> None:
    db = invented_database(tmp_path / "verzonnen.db", 2, first_year=2000)
    db.execute("UPDATE mission SET organisation = NULL WHERE organisation = 'EU'")
    table = compare(db, "2000-1", "2000-2", "organisation")
    (row,) = records(table[table["organisation"].isna()])
    assert row["before"] and row["after"]
    assert row["before_shown"].startswith(str(row["before"]))


def test_the_period_that_is_named_is_the_one_that_is_taken(samples_db: Database) -> None:
    def pair(*named: str | None) -> tuple[str, str]:
        told = compare(samples_db, *named).attrs
        return told["before"], told["after"]

    assert pair("2022-2", "2024-1") == pair("2024-1", "2022-2") == ("2022-2", "2024-1")
    assert pair("2022-2") == ("2022-2", "2024-2")
    assert pair(None, "2023-2") == ("2023-1", "2023-2")
    with pytest.raises(PeriodError, match="2024-1 is the same period twice"):
        compare(samples_db, "2024-1", "2024-1")


def test_one_period_alone_is_not_compared(tmp_path: Path, db: Database) -> None:
    with pytest.raises(PeriodError) as told:
        compare(db)
    assert "has none" in str(told.value)
    one = invented_database(tmp_path / "verzonnen.db", 1, first_year=2000)
    with pytest.raises(PeriodError) as told:
        compare(one)
    assert "has 2000-1" in str(told.value)
    with pytest.raises(PeriodError, match="two periods are needed"):
        compare(one, after="2000-1")
