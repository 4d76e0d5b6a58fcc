"""Readings of a row held against each other."""

from __future__ import annotations

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.reconcile import rows

BOX = Box(0, 95, 1, 105)  # at the height of the counts


def reading(
    way: str,
    mission: str = "EULEX Kosovo",
    country: str = "Kosovo",
    count: str = "3",
    at: tuple[float, float] = (440.0, 100.0),
    page: int = 1,
    unsure: str = "",
) -> RowReading:
    texts = {"mission": mission, "country": country, "count": count}
    cells = tuple(RowCell(role, text, BOX) for role, text in texts.items() if text)
    return RowReading(way, page, at, cells, unsure)


def test_readings_of_one_count_are_one_row() -> None:
    (row,) = rows([reading("aligned"), reading("ruled", at=(441.0, 101.0)), reading("names")])
    assert [r.way for r in row.readings] == ["ruled", "aligned", "names"]
    assert row.best.way == "ruled"
    assert row.differing == ()


def test_more_readings_that_agree_are_surer() -> None:
    one, two, four = (
        rows([reading(way) for way in ways])[0].confidence
        for ways in (
            ["aligned"],
            ["aligned", "ruled"],
            ["aligned", "ruled", "pdfplumber", "content"],
        )
    )
    assert one < two < four < 1


def test_readings_that_differ_say_in_what_and_are_not_sure() -> None:
    (row,) = rows([reading("aligned"), reading("ruled", count="4", country="Servië")])
    (agreed,) = rows([reading("aligned"), reading("ruled")])
    assert row.differing == ("count", "country")
    assert row.confidence < agreed.confidence


def test_one_number_written_in_two_ways_does_not_differ() -> None:
    (row,) = rows([reading("aligned", count="3"), reading("ruled", count="drie")])
    assert row.differing == ()


def test_what_only_one_reading_saw_differs() -> None:
    (row,) = rows([reading("aligned"), reading("ruled", country="")])
    assert row.differing == ("country",)


def test_names_go_by_the_mission_and_not_by_how_much_of_it_is_written() -> None:
    (row,) = rows([reading("aligned", mission="EULEX Kosovo"), reading("names", mission="EULEX")])
    assert row.differing == ()
    (row,) = rows([reading("aligned", mission="EULEX Kosovo"), reading("names", mission="MINUSMA")])
    assert row.differing == ("mission",)


def test_counts_on_other_heights_or_pages_are_other_rows() -> None:
    apart = [reading("aligned"), reading("ruled", at=(440.0, 118.0)), reading("names", page=2)]
    assert len(rows(apart)) == 3


def test_one_way_of_reading_sees_a_row_once() -> None:
    assert len(rows([reading("aligned"), reading("aligned", count="4")])) == 2


def test_rows_come_from_top_to_bottom_over_pages() -> None:
    made = [reading("aligned", page=2), reading("aligned", at=(440, 300)), reading("aligned")]
    assert [(row.best.page, row.best.at[1]) for row in rows(made)] == [(1, 100), (1, 300), (2, 100)]


def test_a_doubt_of_the_only_reading_makes_the_row_unsure() -> None:
    (sure,), (unsure,) = rows([reading("aligned")]), rows([reading("aligned", unsure="a doubt")])
    assert unsure.pattern.differ and not sure.pattern.differ
    assert unsure.confidence <= sure.confidence
