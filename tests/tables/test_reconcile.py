"""Readings of a row held against each other."""

from __future__ import annotations

from dataclasses import replace

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
    (row,) = rows([reading("content"), reading("structure"), reading("pdfplumber")])
    assert [r.way for r in row.readings] == ["structure", "pdfplumber", "content"]
    assert row.best.way == "structure"
    assert row.differing == ()


def test_more_readings_that_agree_are_surer() -> None:
    one, two, three = (
        rows([reading(way) for way in ways])[0].confidence
        for ways in (
            ["structure"],
            ["structure", "content"],
            ["structure", "pdfplumber", "content"],
        )
    )
    assert one <= two <= three < 1 and one < three


def test_readings_that_differ_say_in_what_and_are_not_sure() -> None:
    (row,) = rows([reading("structure"), reading("content", count="4", country="Servië")])
    (agreed,) = rows([reading("structure"), reading("content")])
    assert row.differing == ("count", "country")
    assert row.confidence < agreed.confidence


def test_one_number_written_in_two_ways_does_not_differ() -> None:
    (row,) = rows([reading("structure", count="3"), reading("content", count="drie")])
    assert row.differing == ()


def test_names_go_by_the_mission_and_not_by_how_much_of_it_is_written() -> None:
    (row,) = rows(
        [reading("structure", mission="EULEX Kosovo"), reading("pdfplumber", mission="EULEX")]
    )
    assert row.differing == ()
    (row,) = rows(
        [reading("structure", mission="EULEX Kosovo"), reading("pdfplumber", mission="MINUSMA")]
    )
    assert row.differing == ("mission",)


def test_counts_on_other_heights_or_pages_are_other_rows() -> None:
    apart = [reading("structure"), reading("structure", at=(440.0, 118.0))]
    others = [reading("content", at=(440.0, 118.0)), reading("pdfplumber", page=2)]
    assert [len(row.readings) for row in rows([*apart, *others])] == [1, 1]


def test_one_way_of_reading_sees_a_row_once() -> None:
    assert len(rows([reading("structure"), reading("structure", count="4")])) == 2


def test_rows_come_from_top_to_bottom_over_pages() -> None:
    made = [reading("structure", page=2), reading("structure", at=(440, 300)), reading("structure")]
    assert [(row.best.page, row.best.at[1]) for row in rows(made)] == [(1, 100), (1, 300), (2, 100)]


def test_a_doubt_of_the_only_reading_makes_the_row_unsure() -> None:
    (sure,), (unsure,) = (
        rows([reading("structure")]),
        rows([reading("structure", unsure="a doubt")]),
    )
    assert unsure.pattern.differ and not sure.pattern.differ
    assert unsure.confidence <= sure.confidence


def test_what_another_reading_saw_bears_out_the_nearest_row_at_its_height() -> None:
    two = [reading("structure"), reading("structure", at=(440.0, 104.0))]
    for height, seen in ((103.5, [1, 2]), (100.5, [2, 1])):
        found = rows([*two, reading("content", at=(440.0, height))])
        assert [len(row.readings) for row in found] == seen


def test_a_row_is_alone_where_no_reading_bears_it_out() -> None:
    for others, alone in (
        ([], True),
        ([reading("content", count="4")], True),
        ([reading("content")], False),
        ([reading("content", count="4"), reading("pdfplumber")], False),
    ):
        assert [row.alone for row in rows([reading("structure"), *others])] == [alone]


def test_how_sure_a_row_is_goes_by_pictures_and_by_ruled_lines() -> None:
    (plain,), (ruled,) = rows([reading("structure")]), rows([reading("ruled")])
    assert (plain.pattern.picture, plain.pattern.ruled, ruled.pattern.ruled) == (False, False, True)
    whole = reading("structure")
    doubted = replace(whole, cells=(*whole.cells[:-1], replace(whole.cells[-1], sure=0.9)))
    (row,) = rows([doubted])
    assert row.pattern.picture
