"""Columns that may both be the count of a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.deployments.meaning.view import Understood
from missiemonitor.extractors.deployments.rival_counts import rival_counts
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.reconcile import rows
from missiemonitor.extractors.tables.table import Table
from missiemonitor.extractors.tables.table_reading import TableReading

from tests.conftest import pdf_of

HEADS = (
    RowCell("mission", "Missie", Box(60, 80, 100, 90), 0),
    RowCell("count", "Bijdrage", Box(200, 80, 240, 90), 1),
    RowCell("count", "Aantal", Box(300, 80, 340, 90), 2),
)
Reader = Callable[..., Document]


def rivals(
    read: Reader, first: str, second: str, scopes: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """What the two columns of counts say of one row, held against each other."""
    cells = [RowCell("mission", "EULEX Kosovo", Box(60, 100, 120, 110), 0)]
    for text, x, column in ((first, 200, 1), (second, 300, 2)):
        if text:
            cells.append(RowCell("count", text, Box(x, 100, x + 5, 110), column))
    table = TableReading(Table((), (), 0, 0, 0), HEADS, Box(60, 80, 340, 110), ())
    state = TableState(read(pdf_of([(60, 60, "Bericht")])), table, "p1y80x60", None)
    if scopes:
        roles = ("mission", "count", "count")
        told = ("sent", "present", "persons")
        state.told = Understood("counted", roles, 1, (2,), scopes, "NL", None, *told, (), 1.0)
    (row,) = rows([RowReading("structure", 1, (202.0, 105.0), tuple(cells))])
    return rival_counts(state, row)


def test_two_columns_that_differ_are_both_told_with_their_headings(read: Reader) -> None:
    assert rivals(read, "7", "3") == [("Bijdrage", "7"), ("Aantal", "3")]


def test_two_columns_that_say_the_same_are_no_rivals(read: Reader) -> None:
    assert rivals(read, "7", "zeven") == []


def test_a_column_with_nothing_in_the_row_is_told_as_empty(read: Reader) -> None:
    assert rivals(read, "7", "") == [("Bijdrage", "7"), ("Aantal", "")]


def test_a_row_without_any_count_has_no_rivals(read: Reader) -> None:
    assert rivals(read, "", "") == []


@pytest.mark.parametrize("scope", ["marechaussee", "defence", "sum", "others"])
def test_a_column_that_says_whose_it_is_is_no_rival_of_that_of_the_police(
    read: Reader, scope: str
) -> None:
    assert rivals(read, "7", "3", ("", "police", scope)) == []
    assert rivals(read, "7", "", ("", "police", scope)) == []


@pytest.mark.parametrize("scopes", [("", "police", ""), ("", "", "marechaussee")])
def test_a_column_stays_a_rival_where_one_of_the_two_says_nothing(
    read: Reader, scopes: tuple[str, ...]
) -> None:
    assert rivals(read, "7", "3", scopes) == [("Bijdrage", "7"), ("Aantal", "3")]
