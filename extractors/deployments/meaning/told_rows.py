"""How many rows of a table sentences of the report bear out: that tells whose officers it lists.

A table of others may name our missions. That sentences on our officers say as many as it has, at
one mission after the other, is hardly chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from missiemonitor.extractors.deployments.meaning.columns import WeighedColumns
from missiemonitor.extractors.deployments.meaning.view import OfficersSaid, TableView
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.thresholds import MEANING


class _Row(NamedTuple):
    mission: str
    countries: frozenset[str]
    officers: int


def rows_told(view: TableView, columns: WeighedColumns) -> float:
    """The rows of which a sentence says the count, less MEANING.told_otherwise of those of which
    all that speak of them say another; from 0 to MEANING.rows_told."""
    rows = list(_rows(view, columns))
    told: dict[_Row, bool] = {}
    for each in view.said:
        about = [row for row in rows if _is_about(each, row)]
        if len(about) == 1:
            told[about[0]] = told.get(about[0], False) or about[0].officers == each.officers
    said = Counter(told.values())
    weight = said[True] - MEANING.told_otherwise * said[False]
    return min(max(weight, 0.0), float(MEANING.rows_told))


def _is_about(said: OfficersSaid, row: _Row) -> bool:
    if said.mission:
        return said.mission == row.mission
    return row.countries == frozenset(said.countries)


def _rows(view: TableView, columns: WeighedColumns) -> Iterator[_Row]:
    """The known missions of rows with what is counted; but for one, which is said of anybody."""
    if columns.mission is None or columns.count is None:
        return
    names, counts = view.columns[columns.mission].cells, view.columns[columns.count].cells
    where = view.columns[columns.country].cells if columns.country is not None else names
    for name, place, cell in zip(names, where, counts, strict=True):
        link, officers = known_mission(name), read_count(cell).officers
        if link and link.mission and officers is not None and officers > 1:
            there = link_countries(place).codes or link.mission.countries
            yield _Row(link.mission.mission, frozenset(there), officers)
