"""Cells between rules: as pdfplumber's table finder has them, whatever the number of rules."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from missiemonitor.corpus.document import Box
from missiemonitor.extractors.tables.corners import cells_of
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

SLACK = 3.0
Rules = list[tuple[bool, float, float, float]]  # level, where, from, to


def edges(rules: Rules) -> list[dict[str, Any]]:
    made = []
    for level, at, start, end in rules:
        x0, x1, top, bottom = (start, end, at, at) if level else (at, at, start, end)
        made.append(
            {
                "x0": x0,
                "x1": x1,
                "top": top,
                "bottom": bottom,
                "width": x1 - x0,
                "height": bottom - top,
                "orientation": "h" if level else "v",
                "object_type": "line",
            }
        )
    return merge_edges(made, SLACK, SLACK, SLACK, SLACK)


def ours(merged: list[dict[str, Any]], **bound: int) -> list[set[tuple[float, ...]]]:
    boxes = {
        kind: [
            Box(e["x0"], e["top"], e["x1"], e["bottom"]) for e in merged if e["orientation"] == kind
        ]
        for kind in "hv"
    }
    return [
        {cell.sides() for cell in table}
        for table in cells_of(boxes["h"], boxes["v"], SLACK, **bound)
    ]


def theirs(merged: list[dict[str, Any]]) -> list[set[tuple[float, ...]]]:
    cells = intersections_to_cells(edges_to_intersections(merged, SLACK, SLACK))
    return [set(table) for table in cells_to_tables(cells)]


place = st.integers(0, 30).map(lambda step: 4.0 * step)
rule = st.tuples(st.booleans(), place, place, place).map(
    lambda rule: (rule[0], rule[1], min(rule[2:]), max(rule[2:]) + 4.0)
)


@given(st.lists(rule, min_size=2, max_size=40))
def test_cells_are_those_of_pdfplumber(rules: Rules) -> None:
    merged = edges(rules)
    assert ours(merged) == theirs(merged)


@pytest.mark.parametrize(("rows", "columns"), [(3, 4), (40, 12)])
def test_every_cell_of_a_grid_is_found_also_where_each_has_rules_of_its_own(
    rows: int, columns: int
) -> None:
    own = []
    for row in range(rows):
        for column in range(columns):
            x, y = 50.0 * column, 20.0 * row
            own += [(True, y, x, x + 50.0), (True, y + 20.0, x, x + 50.0)]
            own += [(False, x, y, y + 20.0), (False, x + 50.0, y, y + 20.0)]
    (table,) = ours(edges(own))
    assert len(table) == rows * columns


def test_a_drawing_of_tens_of_thousands_of_rules_takes_seconds_and_is_no_table() -> None:
    some = random.Random(4)
    rules: Rules = []
    for _ in range(60_000):
        start = some.uniform(0, 2_000)
        rules.append((some.random() < 0.5, 5 * some.randrange(600), start, start + 60))
    merged = edges(rules)
    began = time.perf_counter()
    ours(merged)
    assert time.perf_counter() - began < 20
    assert ours(merged, most=100) == []
