"""Rows over pages, and names that hold for the rows under them."""

from __future__ import annotations

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.tables.from_above import with_missions_from_above
from missiemonitor.extractors.tables.page_breaks import Part, over_pages
from missiemonitor.extractors.tables.reading import (
    RowCell,
    RowReading,
    centre,
)

from tests.tables.made import words

BOX = Box(0, 0, 1, 1)


def row(page: int = 1, **texts: str) -> RowReading:
    cells = tuple(RowCell(role, text, BOX) for role, text in texts.items())
    return RowReading("structure", page, (0.0, 0.0), cells)


def test_the_rest_of_a_name_on_the_next_page_is_put_to_its_row() -> None:
    above = row(mission="European Union Monitoring", country="Georgië", count="3")
    rest = row(2, mission="Mission in Georgia")
    below = row(2, mission="MINUSMA", country="Mali", count="4")
    joined, last = over_pages([Part((above,)), Part((rest, below))]).rows
    assert joined.text("mission") == "European Union Monitoring Mission in Georgia"
    assert joined.unsure
    assert last == below


def test_a_row_with_a_count_begins_anew_on_the_next_page() -> None:
    one = row(mission="EULEX Kosovo", country="Kosovo", count="3")
    two = row(2, mission="MINUSMA", country="Mali", count="4")
    assert over_pages([Part((one,)), Part((two,))]).rows == [one, two]


def test_a_title_on_the_next_page_is_not_the_rest_of_a_name() -> None:
    one = row(mission="EULEX Kosovo", country="Kosovo", count="3")
    title = row(2, mission="Verenigde Naties")
    assert over_pages([Part((one,)), Part((title,))]).rows == [one, title]


def test_a_row_without_a_mission_has_that_of_the_row_above_and_says_so() -> None:
    one = row(mission="EUBAM", country="Moldavië", count="3")
    two = row(country="Oekraïne", count="1")
    _, found = with_missions_from_above([one, two])
    cell = found.cell("mission")
    assert cell is not None
    assert (cell.text, cell.inherited) == ("EUBAM", True)


def test_a_total_does_not_inherit_a_mission() -> None:
    one = row(mission="EUBAM", country="Moldavië", count="3")
    total = row(count="3")
    assert list(with_missions_from_above([one, total])) == [one, total]


def test_the_centre_is_that_of_the_first_word_of_the_first_line() -> None:
    assert centre([*words(60, 112, "in"), *words(60, 100, "EULEX Kosovo")]) == (72.5, 105.0)
