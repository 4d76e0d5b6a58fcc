"""Missions that a row leaves out because the row above names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.rows import is_total


def with_missions_from_above(rows: Iterable[RowReading]) -> Iterator[RowReading]:
    """The rows, where a row with a count and a country or something else, but no mission, has that
    of the row above; and its country too, where it has neither."""
    mission: RowCell | None = None
    country: RowCell | None = None
    for row in rows:
        if row.cell("mission"):
            mission, country = row.cell("mission"), row.cell("country")
        elif mission and row.cell("count"):
            above = [mission]
            if not row.cell("country") and country:
                above.append(country)
            if row.cell("country") or _says_what(row):
                held = (replace(cell, inherited=True) for cell in above)
                row = replace(row, cells=(*row.cells, *held))
        yield row


def _says_what(row: RowReading) -> bool:
    """Whether a row says something besides its numbers, and is no total."""
    said = [cell.text for cell in row.cells if cell.role == "other" and not cell.inherited]
    return any(any(c.isalpha() for c in text) for text in said) and not any(map(is_total, said))
