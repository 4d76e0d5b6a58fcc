"""Tables that go on over a page: those of each page go in, whole ones come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from missiemonitor.corpus.document import Box, Document, Line, Page, Region
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.tables.aligned_columns import runs_over
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.table import GridCell, Table, TablePart

SAME_EDGE = 12.0  # points by which a column may stand elsewhere on the next page
BESIDE = 20.0  # points by which a row may be wider than the table that it goes on from
SPACE = 0.75  # ems of white space that part the cells of a line


def over_breaks(tables: Sequence[Table], document: Document) -> tuple[Table, ...]:
    """The tables, where one that goes on over a page is whole, its rows left alone there too."""
    return tuple(_whole(tables, document))


def _whole(tables: Sequence[Table], document: Document) -> Iterator[Table]:
    by_page = {page.number: [t for t in tables if t.page == page.number] for page in document.pages}
    going: Table | None = None
    for page in document.pages:
        here = by_page[page.number]
        body = page.of(Region.BODY)
        if going is not None and going.pages[-1] == page.number - 1:
            first = here[0] if here else None
            above = [line for line in body if first is None or line.box.middle < first.box.top]
            if first is not None and not above and _is_same(going, first):
                going = _together(going, first)
                here = here[1:]
            elif rows := _rows_alone(going, above, page):
                going = _together(going, rows)
        if going is not None and (here or not _is_last(going, page, body)):
            yield going
            going = None
        if here:
            yield from here[:-1]
            going = here[-1]
            if not _is_last(going, page, body):
                yield going
                going = None
    if going is not None:
        yield going


def _is_last(table: Table, page: Page, body: Sequence[Line]) -> bool:
    """Whether a table stands on a page, with nothing of its text below."""
    part = table.parts[-1]
    below = [line for line in body if line.box.middle > part.box.bottom]
    return part.page == page.number and not below


def _is_same(above: Table, below: Table) -> bool:
    """Whether columns stand in the same places, under the same head again or without one."""
    one, other = above.parts[-1].edges, below.edges
    if above.columns != below.columns or len(one) != len(other):
        return False
    if any(abs(a - b) > SAME_EDGE for a, b in zip(one, other, strict=True)):
        return False
    return _head_again(above, below) > 0 or _plain_head(below)


def _plain_head(table: Table) -> bool:
    """Whether the first row of a table is set like its last: no head of its own."""
    first, last = (
        {word.style for cell in table.cells if cell.row == row for word in cell.words}
        for row in (0, table.rows - 1)
    )
    return bool(first & last)


def _rows_alone(going: Table, above: Sequence[Line], page: Page) -> Table | None:
    """The rows at the head of a page that stand in the columns of the table before, as a table."""
    edges = going.parts[-1].edges
    columns = Columns(edges, SPACE)
    left, right = going.parts[-1].box.x0 - BESIDE, going.parts[-1].box.x1 + BESIDE

    def fits(line: Line) -> bool:
        inside = left <= line.box.x0 and line.box.x1 <= right
        prose = any(piece.prose for piece in segments(line.words))
        filled = sum(bool(part) for part in columns.split(line))
        return inside and not prose and filled > 1 and not runs_over(line, columns)

    lines = tuple(takewhile(fits, above))
    if not edges or going.columns != len(edges) + 1 or not lines:
        return None
    cells = tuple(
        GridCell(row, column, page.number, Box.around(w.box for w in words), (tuple(words),))
        for row, line in enumerate(lines)
        for column, words in enumerate(columns.split(line))
        if words
    )
    box = Box.around(line.box for line in lines)
    part = TablePart(page.number, box, page.on_paper(box), lines, edges)
    return Table((part,), cells, len(lines), going.columns, head=0)


def _together(above: Table, below: Table) -> Table:
    """One table of two, the second without a head that came back."""
    again = _head_again(above, below)
    down = above.rows - again
    parts = (replace(part, first_row=part.first_row + above.rows) for part in below.parts)
    cells = (replace(cell, row=cell.row + down) for cell in below.cells if cell.row >= again)
    return replace(
        above,
        parts=(*above.parts, *parts),
        cells=(*above.cells, *cells),
        rows=down + below.rows,
    )


def _head_again(above: Table, below: Table) -> int:
    """How many rows at the beginning of a table are the head of the one that it goes on from."""
    head, first = above.texts()[: above.head], below.texts()[: above.head]
    return above.head if head and head == first else 0
