"""The reading by drawn lines."""

from __future__ import annotations

from missiemonitor.corpus.document import Box, Rule
from missiemonitor.extractors.tables.read_by_ruling import read_rows
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.ruled_grid import Grid, ruled_grids

from tests.tables.made import grid, line, page

XS, YS = (50.0, 250.0, 430.0, 500.0), (95.0, 113.0, 131.0, 149.0)
HEAD = line(98, (60, "Missie"), (260, "Land"), (440, "Aantal"))
ROLES = ["mission", "country", "count"]


def texts(row: RowReading) -> tuple[str, str, str]:
    return row.text("mission"), row.text("country"), row.text("count")


def drawn(first: tuple[str, str, str], second: tuple[str, str, str], merged: bool = False) -> Grid:
    lines = [HEAD]
    for top, row in ((116, first), (134, second)):
        cells = [(x, text) for x, text in zip((60, 260, 440), row, strict=True) if text]
        lines.append(line(top, *cells))
    rules = grid(XS, YS)
    if merged:  # the two missions stand in one cell
        rules = tuple(r for r in rules if not (r.horizontal and r.box.top == 131))
        rules += (Rule(Box(250, 131, 500, 131), horizontal=True),)
    (found,) = ruled_grids(page(lines, rules))
    return found


def test_each_row_of_the_grid_is_a_row() -> None:
    found = drawn(("EULEX Kosovo", "Kosovo", "3"), ("EUMM", "Georgië", "2"))
    assert [texts(row) for row in read_rows(found, ROLES, 1)] == [
        ("EULEX Kosovo", "Kosovo", "3"),
        ("EUMM", "Georgië", "2"),
    ]


def test_a_merged_cell_holds_for_each_of_its_rows_and_says_so() -> None:
    found = drawn(("EULEX", "Kosovo", "3"), ("", "Servië", "2"), merged=True)
    first, second = read_rows(found, ROLES, 1)
    assert (texts(first), texts(second)) == (("EULEX", "Kosovo", "3"), ("EULEX", "Servië", "2"))
    assert [cell.inherited for cell in (*first.cells, *second.cells) if cell.role == "mission"] == [
        False,
        True,
    ]


def test_an_empty_count_leaves_the_row() -> None:
    (row, _) = read_rows(drawn(("EULEX", "Kosovo", ""), ("EUMM", "Georgië", "2")), ROLES, 1)
    assert texts(row) == ("EULEX", "Kosovo", "")


def test_an_empty_row_is_none() -> None:
    assert len(list(read_rows(drawn(("EULEX", "Kosovo", "3"), ("", "", "")), ROLES, 1))) == 1


def test_a_row_is_known_by_the_place_of_its_count() -> None:
    (row, _) = read_rows(drawn(("EULEX", "Kosovo", "3"), ("EUMM", "Georgië", "2")), ROLES, 1)
    assert row.at == (442.5, 121.0)


def test_rules_around_groups_of_rows_tell_no_rows() -> None:
    lines = [HEAD]
    for top, row in ((116, ("EULEX", "Kosovo", "3")), (130, ("EUMM", "Georgië", "2"))):
        lines.append(line(top, *zip((60, 260, 440), row, strict=True)))
    (found,) = ruled_grids(page(lines, grid(XS, (95.0, 113.0, 149.0))))
    assert list(read_rows(found, ROLES, 1)) == []
