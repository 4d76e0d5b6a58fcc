"""Grids of cells by drawn lines."""

from __future__ import annotations

from missiemonitor.corpus.document import Box, Rule
from missiemonitor.extractors.tables.ruled_grid import ruled_grids

from tests.tables.made import grid, line, page

XS, YS = (50.0, 250.0, 430.0, 500.0), (95.0, 113.0, 131.0)
ROWS = [
    line(98, (60, "Missie"), (260, "Land"), (440, "Aantal")),
    line(116, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "3")),
]


def test_each_cell_between_rules_has_its_words() -> None:
    (found,) = ruled_grids(page(ROWS, grid(XS, YS)))
    assert (found.rows, found.columns) == (2, 3)
    texts = [[cell.text for cell in found.cells if cell.row == row] for row in range(2)]
    assert texts == [["Missie", "Land", "Aantal"], ["EULEX Kosovo", "Kosovo", "3"]]


def test_a_merged_cell_covers_each_of_its_places() -> None:
    rules = [rule for rule in grid(XS, YS) if not (rule.horizontal and rule.box.top == 113)]
    rules.append(Rule(Box(250, 113, 500, 113), horizontal=True))  # the first column is merged
    (found,) = ruled_grids(page(ROWS, tuple(rules)))
    merged = found.at(0, 0)
    assert merged is not None
    assert merged is found.at(1, 0)
    assert merged.row_span == 2


def test_rules_that_nearly_meet_are_one() -> None:
    nearly = [Rule(Box(50, 114, 500, 114), horizontal=True), *grid(XS, YS)]
    (found,) = ruled_grids(page(ROWS, tuple(nearly)))
    assert found.rows == 2


def test_a_frame_with_one_cell_is_no_grid() -> None:
    assert ruled_grids(page(ROWS, grid((50, 500), (95, 131)))) == []


def test_edges_of_shading_bound_cells_only_where_they_may() -> None:
    shaded = tuple(Rule(r.box, r.horizontal, drawn=False) for r in grid(XS, YS))
    assert len(ruled_grids(page(ROWS, shaded))) == 1
    assert ruled_grids(page(ROWS, shaded), drawn=True) == []


def test_grids_come_from_top_to_bottom() -> None:
    lower = grid(XS, (300, 320, 340))
    found = ruled_grids(page(ROWS, (*lower, *grid(XS, YS))))
    assert [each.box.top for each in found] == [95, 300]
