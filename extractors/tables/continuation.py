"""Tables that go on over a page or a column of text: those of a page go in, whole ones come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from missiemonitor.corpus.document import Box, Document, Line, Page, Region, Word
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.tables.aligned_columns import runs_over
from missiemonitor.extractors.tables.aligned_rows import goes_on_below
from missiemonitor.extractors.tables.cell_kinds import is_number
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.table import GridCell, Table, grid_cell, table_of

BESIDE = 20.0  # points by which a table may be wider where it goes on
REPEATED = 2  # lines above a head that comes back: the title again


Lines = tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A column of text on a page, with its lines and tables from top to bottom."""

    page: Page
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


def over_breaks(tables: Sequence[Table], document: Document) -> tuple[Table, ...]:
    """The tables, where one that goes on over a page is whole, its rows left alone there too."""
    found: list[Table] = []
    going: Table | None = None  # the last table, where nothing stands below it
    seen = 0  # number of the page that it was seen on last
    title = ""  # the line above it
    for frame in _frames(tables, document):
        here = list(frame.tables)
        if going is not None and frame.page.number - seen <= 1:
            first = here[0] if here else None
            above = [li for li in frame.lines if first is None or li.box.middle < first.box.top]
            whole = _with_next(going, first, above, title, frame.page) if first else None
            if whole is not None:
                here[0], going = whole, None
            elif rows := _rows_alone(going, above, frame.page):
                here.insert(0, together(going, rows))
                going = None
        if going is not None:
            found.append(going)
            going = None
        found += here[:-1]
        if here:
            if _is_last(here[-1], frame):
                going, seen = here[-1], frame.page.number
                if len(going.parts) == 1:
                    over = [li for li in frame.lines if li.box.middle < going.box.top]
                    title = over[-1].text if over else ""
            else:
                found.append(here[-1])
    return tuple([*found, going] if going else found)


def _frames(tables: Sequence[Table], document: Document) -> Iterator[_Frame]:
    for page in document.pages:
        there = [table for table in tables if table.page == page.number]
        columns = page.columns(Region.BODY) or ((),)
        for number, lines in enumerate(columns):
            own = [t for t in there if _column(t, columns) == number]
            yield _Frame(page, lines, tuple(sorted(own, key=lambda table: table.box.top)))


def _column(table: Table, columns: Sequence[Sequence[Line]]) -> int:
    """The column of text that holds most of a table's lines."""
    held = [sum(table.box.holds(line.box) for line in lines) for lines in columns]
    return held.index(max(held))


def _is_last(table: Table, frame: _Frame) -> bool:
    """Whether nothing of its column of text stands below a table."""
    return not any(line.box.middle > table.parts[-1].box.bottom for line in frame.lines)


def _with_next(
    going: Table, first: Table, above: Sequence[Line], title: str, page: Page
) -> Table | None:
    """The table whole, where the first one of the next page or column goes on with it."""
    placed = _in_columns_of(going, first)
    if placed is None and going.columns < first.columns:
        wider = _in_columns_of(first, going)
        going, placed = (wider, first) if wider else (going, None)
    if placed is None:
        return None
    again = _head_again(going, placed)
    if above and not again and (led := _led_by_rest(going, placed, above, page)):
        return together(going, led)
    repeated = title and above and above[0].text.startswith(title) and len(above) <= REPEATED
    if (above and not (again and repeated)) or not (again or _plain_head(placed)):
        return None
    return together(going, placed)


def _led_by_rest(going: Table, placed: Table, above: Sequence[Line], page: Page) -> Table | None:
    """The table with the lines above it as its first row, where the last row of the one that it
    goes on from ends in these."""
    columns = Columns(going.parts[-1].edges)
    parts = [columns.split(line) for line in above]
    if any(map(columns.crossed_by, above)) or placed.head or len(above) > REPEATED:
        return None
    cells = tuple(
        grid_cell(page, 0, column, inside)
        for column in range(going.columns)
        if (inside := [split[column] for split in parts if split[column]])
    )
    rows = tuple(replace(cell, row=cell.row + 1) for cell in placed.cells)
    part = placed.parts[0]
    box = Box.around([part.box, *(line.box for line in above)])
    part = replace(part, box=box, on_paper=page.on_paper(box), lines=(*above, *part.lines))
    parts_ = (part, *placed.parts[1:])
    led = replace(placed, cells=cells + rows, rows=placed.rows + 1, parts=parts_)
    return led if _rest_of_row(going, led, 0) else None


def _in_columns_of(table: Table, other: Table) -> Table | None:
    """The other table in the columns of this one, each in one of its own; None if it has others."""
    shift = other.parts[0].box.x0 - table.parts[-1].box.x0
    if abs(shift) < BESIDE:
        shift = 0.0  # a column may be empty, or narrower there
    columns = Columns(tuple(edge + shift for edge in table.parts[-1].edges))
    new: list[int] = []
    for column in range(other.columns):
        boxes = [c.box for c in other.cells if c.column == column and c.column_span == 1]
        if not boxes:
            return None
        places = [columns.column(box) for box in boxes]
        new.append(max(set(places), key=places.count))
    if any(b <= a for a, b in pairwise(new)):
        return None
    last = table.parts[-1].box
    if abs(other.box.width - last.width) > max(BESIDE, 0.35 * last.width):
        return None
    cells = tuple(
        replace(
            cell,
            column=new[cell.column],
            column_span=new[cell.column + cell.column_span - 1] - new[cell.column] + 1,
        )
        for cell in other.cells
    )
    part = replace(other.parts[0], edges=columns.edges)
    return replace(other, cells=cells, columns=table.columns, parts=(part, *other.parts[1:]))


def _plain_head(table: Table) -> bool:
    """Whether the first row of a table is set like its last: no head of its own."""
    first, last = (
        {word.style for cell in table.cells if cell.row == row for word in cell.words}
        for row in (0, table.rows - 1)
    )
    return table.head == 0 or bool(first & last)


def _rows_alone(going: Table, above: Sequence[Line], page: Page) -> Table | None:
    """The rows at the head of a page that stand in the columns of the table before, as a table."""
    edges = going.parts[-1].edges
    columns = Columns(edges)
    left, right = going.parts[-1].box.x0 - BESIDE, going.parts[-1].box.x1 + BESIDE

    def fits(line: Line) -> bool:
        inside = left <= line.box.x0 and line.box.x1 <= right
        prose = any(piece.prose for piece in segments(line.words))
        filled = sum(bool(part) for part in columns.split(line))
        return inside and not prose and filled > 1 and not runs_over(line, columns)

    lines = list(takewhile(fits, above))
    if not edges or going.columns != len(edges) + 1 or not lines:
        return None
    cells = [
        grid_cell(page, row, column, [words])
        for row, line in enumerate(lines)
        for column, words in enumerate(columns.split(line))
        if words
    ]
    rows = table_of(page, Box.around(line.box for line in lines), cells, lines, edges)
    part = replace(rows.parts[0], edges=edges)
    return replace(rows, cells=tuple(cells), columns=going.columns, parts=(part,))


def together(above: Table, below: Table) -> Table:
    """One table of two, the second without a head that came back; what the last row has overleaf
    goes with it."""
    again = _head_again(above, below)
    rest = _rest_of_row(above, below, again)
    first = again + bool(rest)
    down = above.rows - first
    parts = (replace(part, first_row=part.first_row + above.rows) for part in below.parts)
    last = (replace(cell, rest=rest.get(cell, ())) for cell in above.cells)
    cells = (replace(cell, row=cell.row + down) for cell in below.cells if cell.row >= first)
    return replace(
        above,
        parts=(*above.parts, *parts),
        cells=(*last, *cells),
        rows=down + below.rows,
    )


def _rest_of_row(above: Table, below: Table, first: int) -> dict[GridCell, Lines]:
    """Of cells in the last row of a table the lines with which they go on in the next one, where
    all of its first row does: none is full there, or would have fitted on the line above it."""
    last = {cell.column: cell for cell in above.cells if cell.row == above.rows - 1}
    rest = [cell for cell in below.cells if cell.row == first]
    if (
        not rest
        or below.rows <= first + 1
        or len(rest) >= len(last)
        or above.rows <= above.head + 1
    ):
        return {}
    found: dict[GridCell, Lines] = {}
    for cell in rest:
        over = last.get(cell.column)
        if over is None or cell.row_span > 1 or cell.column_span > 1 or is_number(cell.text):
            return {}
        right = max(c.box.x1 for c in above.cells if c.column == cell.column and c.column_span == 1)
        if not goes_on_below(over.lines[-1], cell.lines[0], right):
            return {}
        found[over] = cell.lines
    return found


def _head_again(above: Table, below: Table) -> int:
    """How many rows at the beginning of a table are the head of the one that it goes on from."""
    head, first = above.texts()[: above.head], below.texts()[: above.head]
    return above.head if head and head == first else 0
