"""Periods against each other: not listed is not none, missing periods are said to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.differences import Difference, of_row, of_totals
from missiemonitor.output.analysis.notation import meanings, shown
from missiemonitor.output.analysis.over_time import (
    BY,
    PeriodError,
    missing_between,
    over_time,
    periods,
    records,
)
from missiemonitor.output.analysis.period_before import changes_of
from missiemonitor.output.charts import labels_in
from missiemonitor.output.database.connect import open_reading
from sqlite_utils import Database

from tests.invented import invented_database


@pytest.fixture
def samples_db(samples_path: Path) -> Database:
    return open_reading(samples_path)


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


SAME = ("series", "period", "previous_period", "missing", "mission", "mission_name", "officers",
        "previous_officers", "previous_unread")  # fmt: skip


def test_findings_are_told_of_the_changes_that_the_view_has(samples_db: Database) -> None:
    there = periods(samples_db)
    (series,) = samples_db.execute("SELECT DISTINCT series FROM report WHERE period").fetchone()
    told = changes_of(samples_db, series, there)
    seen = list(samples_db.query("SELECT * FROM changes WHERE series = ?", [series]))
    assert {row["period"] for row in told} == {*there[1:]}
    assert sorted(tuple(map(str, map(row.get, SAME))) for row in told) == sorted(
        tuple(map(str, map(row.get, SAME))) for row in seen
    )
    gone = {(row["period"], row["mission"]): row["absent"] for row in told if row["absent"]}
    assert gone == {
        (row["period"], row["mission"]): row["change"]
        for row in seen
        if row["officers"] is None
        and not row["unread"]
        and row["change"] in ("ended", "not listed", "waiting")
        and (row["period"], row["mission"]) in gone
    }
    assert {"ended", "not listed"} <= {*gone.values()}
    assert changes_of(samples_db, series, there[:1]) == []
    assert {row["period"] for row in changes_of(samples_db, series, there[2:3])} == {there[2]}


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
    with pytest.raises(PeriodError, match="no figures for 2021-1"):
        compare(samples_db, "2021-1", "2024-1")
    with pytest.raises(PeriodError, match="no figures for 2024 in"):
        compare(samples_db, "2024", "2024-1")
    with pytest.raises(PeriodError, match="is no period"):
        compare(samples_db, "2024-3", "2024-1")
    with pytest.raises(PeriodError, match="two periods are needed"):
        compare(db)


def test_the_changes_view_takes_each_period_with_the_one_before(samples_db: Database) -> None:
    pairs = samples_db.query("SELECT DISTINCT previous_period, period FROM changes ORDER BY period")
    assert [tuple(pair.values()) for pair in pairs] == [
        ("2022-2", "2023-1"),
        ("2023-1", "2023-2"),
        ("2023-2", "2024-1"),
        ("2024-1", "2024-2"),
    ]


@pytest.mark.parametrize("by", ["mission", "organisation", "region", "country"])
def test_every_way_to_add_up_holds_the_same_officers(samples_db: Database, by: str) -> None:
    """What is shared between countries is counted once in the total, and in none of them."""
    total = over_time(samples_db, "total").set_index("period")["officers"]
    parts = over_time(samples_db, by)
    for period, rows in parts.groupby("period"):
        shared = sum(
            row["officers"]
            for row in samples_db.query("SELECT * FROM officers WHERE period = ?", [period])
            if by in ("country",) and "+" in row["country"]
        )
        assert rows["officers"].sum() + shared == total[period]


def test_countries_side_by_side_with_what_is_shared(samples_db: Database) -> None:
    table = compare(samples_db, "2023-2", "2024-1", "country").set_index("country")
    assert table.loc["UA", ["before", "after", "after_shared"]].tolist() == [4, 2, 1]
    assert table.loc["LY", "change"] == "new"
    assert table.loc["MD", "change"] == "new"  # only in a deployment that it shares


def test_a_mission_goes_on_as_another_by_its_years(samples_db: Database) -> None:
    table = compare(samples_db, "2022-2", "2023-1").set_index("mission")
    assert table.loc["eumcap-armenia", "continues_as"] == "euma-armenia"
    assert table.loc["euma-armenia", "continued_from"] == "eumcap-armenia"
    assert compare(samples_db, "2023-2", "2024-1").attrs["perhaps"] == [
        ("OVSE Missie Skopje", "OVSE West-Balkan")
    ]


def test_half_years_without_a_report_are_told_and_not_zero(tmp_path: Path) -> None:
    db = invented_database(tmp_path / "verzonnen.db", 6, first_year=2000)
    db.execute("DELETE FROM report WHERE period = '2001-1'")
    table = over_time(db, "total")
    assert table.attrs["missing"] == ["2001-1"]
    assert "2001-1" not in set(table["period"])
    assert compare(db, "2000-2", "2001-2").attrs["missing"] == ["2001-1"]


def test_no_way_to_add_up_is_refused(samples_db: Database) -> None:
    with pytest.raises(ValueError, match="take mission, organisation"):
        over_time(samples_db, "colour")
    with pytest.raises(ValueError, match="take mission, organisation"):
        compare(samples_db, by="colour")
    assert set(BY) == {"mission", "organisation", "region", "country", "total"}


@pytest.mark.parametrize(
    ("row", "expected", "told"),
    [
        ({"officers": 3, "officers_max": 3}, "3", ()),
        ({"officers": 3, "officers_max": 5}, "3–5", ("range",)),
        ({"officers": None, "unread": 0}, "-", ("not_listed",)),
        ({"officers": None, "unread": 1}, "?", ("unread",)),
        ({"officers": 4, "unread": 1}, "≥ 4", ("at_least",)),
        ({"officers": 4, "at_least": 1, "unsure": 2}, "≥ 4 ?", ("at_least", "unsure")),
        ({"officers": 4, "approximate": 1, "origin": "invented"}, "ca. 4 *", ("about", "invented")),
        ({"officers": 4, "origin": "unknown"}, "4 °", ("unknown",)),
        ({"officers": None, "officers_shared": 2}, "(+2)", ("shared",)),
        (
            {"officers": None, "officers_shared": 2, "officers_shared_max": 3, "unsure": 1},
            "(+2–3) ?",
            ("range", "shared", "unsure"),
        ),
        ({"officers": 0, "officers_shared": 2, "officers_shared_max": 2}, "0 (+2)", ("shared",)),
        (
            {"officers": 4, "officers_shared": 2, "officers_shared_max": 3},
            "4 (+2–3)",
            ("range", "shared"),
        ),
        (
            {"officers": None, "officers_shared": 2, "at_least": 1, "approximate": 1},
            "(+ca. ≥ 2)",
            ("at_least", "about", "shared"),
        ),
        (
            {"officers": None, "officers_shared": 2, "unread": 1},
            "? (+2)",
            ("shared", "unread"),
        ),
        ({"officers": 4, "total_unsure": 1, "sums": 1}, "4 Σ ≠", ("total_unsure", "sums")),
    ],
)
def test_counts_keep_their_marks_and_these_are_told(
    row: dict[str, object], expected: str, told: tuple[str, ...]
) -> None:
    assert shown(row) == expected
    for language in ("nl", "en"):
        labels = labels_in(language)
        explained = [line.split("  ", 1)[1] for line in meanings([expected], labels)]
        assert explained == [labels[f"mark_{name}"] for name in told]


def side(text: str) -> dict[str, object]:
    """A row of officers_by_period, or of a country, of what a cell shows."""
    own, _, shared = text.partition("(+")
    row: dict[str, object] = {
        "at_least": int("≥" in text),
        "approximate": int("ca." in text),
        "unsure": int("?" in text),
    }
    for name, part in (("officers", own), ("officers_shared", shared)):
        low, _, high = part.strip("≥ca.? )").partition("–")
        row |= {name: int(low), f"{name}_max": int(high or low)} if low else {name: None}
    return row


@pytest.mark.parametrize(
    ("before", "after", "expected", "change"),
    [
        ("4", "2", "-2", "fewer"),
        ("2", "2", "+0", "same"),
        ("2", "2–3 ?", "+0 to +1 ?", "uncertain"),
        ("4", "3–5", "-1 to +1", "uncertain"),
        ("3–5", "2", "-3 to -1", "fewer"),
        ("5", "≥ 3", "at least -2", "uncertain"),
        ("5", "≥ 6", "at least +1", "more"),
        ("≥ 7", "2", "at most -5", "fewer"),
        ("≥ 37", "ca. ≥ 25–28", "not known", "uncertain"),
        ("ca. 6", "6", "ca. +0", "uncertain"),
        # What is shared with other countries may all have been here, or none of it.
        ("(+4)", "2", "-2 to +2", "uncertain"),
        ("1", "(+2–3)", "-1 to +2", "uncertain"),
        ("3 (+4)", "9", "+2 to +6", "more"),
    ],
)
def test_a_difference_says_no_more_than_both_numbers_do(
    before: str, after: str, expected: str, change: str
) -> None:
    found = of_totals(side(before), side(after))
    assert (found.text(labels_in("en")), found.change) == (expected, change)


def test_a_country_that_only_shares_has_no_known_change(samples_db: Database) -> None:
    table = compare(samples_db, "2024-1", "2024-2", by="country")
    (row,) = [row for row in records(table) if row["country"] == "MD"]
    assert row["before_shown"].startswith("(+1)") and row["change"] == "uncertain"
    found = of_row(row)  # each may have been there or not
    assert found is not None and (found.least, found.most) == (-1, 3)


@pytest.mark.parametrize(
    ("least", "most", "change", "sure"),
    [
        (2, 5, "more", 2),
        (3, None, "more", 3),
        (1, 1, "more", 1),
        (-5, -2, "fewer", -2),
        (None, -3, "fewer", -3),
        (0, 0, "same", 0),
        (0, 1, "uncertain", 0),
        (-1, 0, "uncertain", 0),
        (-1, 1, "uncertain", 0),
        (None, None, "uncertain", 0),
        (None, 4, "uncertain", 0),
        (-4, None, "uncertain", 0),
    ],
)
def test_of_a_difference_as_many_are_certain_as_its_nearer_end_has(
    least: int | None, most: int | None, change: str, sure: int
) -> None:
    told = Difference(least, most)
    assert (told.change, told.sure) == (change, sure)
    assert Difference(0, 0, frozenset({"about"})).change == "uncertain"


def test_a_difference_of_a_row_keeps_the_marks_of_both_numbers() -> None:
    row = {"difference": 2, "difference_least": 1, "difference_most": 3,
           "before_marks": "about; else", "after_marks": "unsure; total may be wrong"}  # fmt: skip
    found = of_row(row)
    assert found is not None and (found.least, found.most) == (1, 3)
    words = labels_in("en")
    assert found.text(words) == "ca. +1 to +3 ? ≠"
    assert found.text(words, doubted=" x") == "ca. +1 to +3 ? x"
    (plain,) = [of_row({**row, "before_marks": "", "after_marks": ""})]
    assert plain is not None and plain.text(words) == "+1 to +3"
    assert of_row({**row, "difference": None}) is not None
    ends = dict.fromkeys(("difference", "difference_least", "difference_most"))
    assert of_row({**row, **ends}) is None
    assert of_row({**row, **ends, "difference_most": 3}) is not None
    assert of_row({**row, **ends, "difference": 2}) is not None


@pytest.mark.parametrize("odd", ["unread", "at_least"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_difference_has_no_end_where_a_number_has_none(odd: str, which: int) -> None:
    sides: list[dict[str, object]] = [{"officers": 3}, {"officers": 5}]
    whole = of_totals(*sides)
    assert (whole.least, whole.most) == (2, 2)
    sides[which] |= {odd: 1}
    found = of_totals(*sides)
    assert (found.least, found.most) == ((None, 2) if which == 0 else (2, None))
    shared = of_totals({"officers": 3, "officers_shared": 4, "officers_shared_max": 2}, sides[1])
    assert shared.least == 5 - 7
