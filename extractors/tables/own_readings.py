"""Readings with a head, extent and columns of their own, brought beside the rows of each table.

They are asked for whole pages and know of no table. A row of theirs belongs to the row of a table
at whose height it stands; one that stands among such rows, and at whose height no other reading
has a row, is one that the others left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from missiemonitor.corpus.document import Box, Document, Page
from missiemonitor.extractors.tables import read_by_content, read_by_pdfplumber
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.rows import is_total

STEPS = 2.5  # times the usual distance of two rows, within which the next row of a table stands


def beside(
    document: Document, tables: Sequence[Sequence[RowReading]]
) -> tuple[list[list[RowReading]], list[RowReading]]:
    """The rows of readings of their own that go with those of each table, and those left out."""
    found: list[list[RowReading]] = [[] for _ in tables]
    left: list[RowReading] = []
    numbers = sorted({row.page for rows in tables for row in rows})
    for page in filter(None, map(document.page, numbers)):
        here = [
            (table, _area(row))
            for table, rows in enumerate(tables)
            for row in rows
            if row.page == page.number
        ]
        for group in _groups(page):
            at = [_table_at(row, here) for row in group]
            for row, table in zip(group, at, strict=True):
                if table is not None:
                    found[table].append(row)
            left += _among(group, at)
    return found, _told_once(left)


def _groups(page: Page) -> Iterator[Sequence[RowReading]]:
    yield from read_by_pdfplumber.read_page(page)
    yield read_by_content.read_page(page)


def _area(row: RowReading) -> Box:
    own = [cell.box for cell in row.cells if not cell.inherited]
    return Box.around(own)


def _table_at(row: RowReading, here: Sequence[tuple[int, Box]]) -> int | None:
    """The table that has a row at the height of this one."""
    area = _area(row)
    level = [
        (abs(box.middle - row.at[1]), table)
        for table, box in here
        if box.top <= row.at[1] <= box.bottom and box.overlap_x(area) > 0
    ]
    return min(level)[1] if level else None


def _among(group: Sequence[RowReading], at: Sequence[int | None]) -> Iterator[RowReading]:
    """Rows of no table that stand as near to a row of one as rows do."""
    placed = [row for row, table in zip(group, at, strict=True) if table is not None]
    heights = sorted(row.at[1] for row in placed)
    steps = [b - a for a, b in pairwise(heights) if b - a > 1]
    if not steps:
        return
    reach = STEPS * median(steps)
    left = [r for r, table in zip(group, at, strict=True) if table is None and _is_row(r)]
    # One row leads to the next.
    more = True
    while more:
        more = False
        for row in left:
            near = (o for o in placed if abs(row.at[1] - o.at[1]) <= reach and _level(row, o))
            if row not in placed and any(near):
                placed.append(row)
                more = True
                yield row


def _level(row: RowReading, other: RowReading) -> bool:
    """Whether the counts of two rows stand in one upright band."""
    one, two = row.cell("count"), other.cell("count")
    return one is not None and two is not None and one.box.overlap_x(two.box) > 0


def _is_row(row: RowReading) -> bool:
    names = [cell for cell in row.cells if cell.role in ("mission", "country")]
    return bool(names) and not any(is_total(cell.text) for cell in names)


def _told_once(rows: Sequence[RowReading]) -> list[RowReading]:
    kept: list[RowReading] = []
    for row in rows:
        if not any(row.page == one.page and abs(row.at[1] - one.at[1]) < 3 for one in kept):
            kept.append(row)
    return kept
