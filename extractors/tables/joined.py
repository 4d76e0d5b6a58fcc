"""Told tables that are pieces of one: rows that stand under each other in the same columns.

Shape alone leaves a table in pieces where its rows are set unevenly; what the columns hold tells
that they go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Document, Line, Page
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import is_titled
from missiemonitor.extractors.tables.columns import Columns, has_prose
from missiemonitor.extractors.tables.rows_around import (
    NAMED,
    is_near,
    reads_as_row,
    with_lines,
    with_rows_below,
    with_rows_over,
)
from missiemonitor.extractors.tables.table import INSIDE, Table, TablePart
from missiemonitor.extractors.tables.told import ToldTable
from missiemonitor.extractors.tables.told_extent import to_next_head, with_first_row

BETWEEN = 9  # lines between two pieces of a table, at most
BESIDE = 40.0  # points by which columns of one table may be set apart

Place = tuple[int, int, float]  # page, column of text, height


def joined(document: Document, told: Sequence[ToldTable]) -> list[ToldTable]:
    """The told tables from the first page on, those that are pieces of one put together."""
    found: list[ToldTable] = []
    for each in sorted(told, key=lambda each: _begin(each.table.parts[0])):
        each = to_next_head(with_first_row(each))
        between = _between(document, found[-1].table, each.table) if found else None
        if between is not None and _goes_on(found[-1], each, between):
            # Under a head that comes back nothing that stands before it is a row.
            rows = [] if _is_again(found[-1].table, each.table, between) else between
            found[-1] = _together(found[-1], each, rows)
        else:
            found.append(each)
    return [with_rows_over(document, with_rows_below(document, each), found) for each in found]


def _begin(part: TablePart) -> Place:
    return part.page, part.lines[0].column, part.lines[0].box.middle


def _between(document: Document, one: Table, other: Table) -> list[tuple[Page, Line]] | None:
    """The lines between two tables; None where more stand there than one table leaves out."""
    last, first = one.parts[-1], other.parts[0]
    begin = (last.page, last.lines[0].column, last.lines[-1].box.middle)
    end = _begin(first)
    if end < begin or end[0] > begin[0] + 1:
        return None
    found = [
        (page, line)
        for page in document.pages
        if begin[0] <= page.number <= end[0]
        for lines in page.columns(*INSIDE)
        for line in lines
        if begin < (page.number, line.column, line.box.middle) < end
    ]
    prose = any(has_prose(line) for _, line in found)
    here = [line for page, line in found if page.number == last.page]
    if (first.page, first.lines[0].column) == begin[:2]:
        here.append(first.lines[0])
    if prose or len(found) > BETWEEN or not is_near(last, here):
        return None
    return found


def _goes_on(one: ToldTable, other: ToldTable, between: Sequence[tuple[Page, Line]]) -> bool:
    """Whether a table has the columns of another, and no head but that one's again elsewhere."""
    last, first = one.table.parts[-1], other.table.parts[0]
    again = _is_again(one.table, other.table, between)
    if len(one.roles) != len(other.roles) or (other.table.head and not again):
        return False
    both = zip(one.roles, other.roles, strict=True)
    if any(a != b and ("count" in (a, b) or {a, b} <= NAMED) for a, b in both):
        return False
    shift = first.box.x0 - last.box.x0 if first.lines[0].column != last.lines[0].column else 0.0
    level = zip(last.edges, first.edges, strict=True)
    # Columns under the same head are the same, however wide another page makes them.
    return again or all(abs(b - a - shift) < BESIDE for a, b in level)


def _is_again(one: Table, other: Table, between: Sequence[tuple[Page, Line]]) -> bool:
    """Whether the head of a table is that of another that ends the page or column before: its words
    come back, with no title over them, and at most a line below the other that says so."""
    last, first = one.parts[-1], other.parts[0]
    aside = (first.page, first.lines[0].column) != (last.page, last.lines[0].column)
    below = [line.text for page, line in between if page.number == last.page]
    told = len(between) > len(below) or len(below) > 1 or any(map(is_titled, below))
    head = _head(one)
    return aside and not told and (bool(head) or not between) and head == _head(other)


def _head(table: Table) -> list[str]:
    """The words of a head, whichever way they make cells."""
    texts = (text for row in table.texts()[: table.head] for text in row)
    return sorted(token for text in texts for token in normal(text).split())


def _together(one: ToldTable, other: ToldTable, between: Sequence[tuple[Page, Line]]) -> ToldTable:
    above, below = one.table, other.table
    first = below.parts[0]
    here = [each for each in between if each[0].number == above.parts[-1].page]
    above = with_lines(one, here)
    columns = Columns(above.parts[-1].edges)
    over = [
        (page, line)
        for page, line in between
        if (page, line) not in here
        and (not columns.crossed_by(line) or reads_as_row(one, columns, line))
    ]
    if over:
        part = replace(first, lines=(), box=over[0][1].box, first_row=above.rows)
        above = replace(above, parts=(*above.parts, part))
        above = with_lines(replace(one, table=above), over)
    down = above.rows - below.head
    parts = (replace(part, first_row=part.first_row + down) for part in below.parts[1:])
    table = replace(
        above,
        parts=(*above.parts, replace(first, first_row=above.rows), *parts),
        cells=(
            *above.cells,
            *(replace(c, row=c.row + down) for c in below.cells if c.row >= below.head),
        ),
        rows=down + below.rows,
        after=below.after,
    )
    return replace(one, table=table)
