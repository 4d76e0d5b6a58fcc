"""Tables side by side that were taken for one: a table whose head comes back to the right of itself
goes in, each comes out; those that go on with each other are made one again.

Where a count and a name stand in one cell of each, they are parted too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Page, Word, text_of
from missiemonitor.extractors.tables.cell_kinds import is_figure, is_number
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.continuation import together
from missiemonitor.extractors.tables.table import GridCell, Table, grid_cell, part_of, table_of

MOST = 4  # tables beside each other
SAME = 2.0  # points between the tops of tables beside each other
NAMED = 0.6  # share of the cells of a first column that are no numbers
BOTH = 0.8  # share of the cells that hold a number and words


def side_by_side(page: Page, table: Table) -> list[Table]:
    """The tables that one of a single page is made of, from left to right; itself, if it is one."""
    if not table.head or table.columns < 2 or len(table.parts) > 1:
        return [table]
    for each in (table, _with_titles_over(page, table)):
        found = _parts(page, each) if each else []
        if len(found) > 1:
            return found
    return [table]


def _parts(page: Page, table: Table) -> list[Table]:
    said = [table.at(table.head - 1, column) for column in range(table.columns)]
    heads = [cell.text if cell and cell.column_span == 1 else "" for cell in said]
    for wide in range(1, table.columns // 2 + 1):
        again = all(text == heads[at % wide] for at, text in enumerate(heads))
        if table.columns % wide or not again or not heads[0] or table.columns > MOST * wide:
            continue
        if len(set(heads[:wide])) < wide:
            return [table]
        starts = range(0, table.columns, wide)
        if wide == 1:
            edges = [_between(table, column) for column in starts]
            if all(edge is not None for edge in edges):
                return [
                    _group(page, table, start, wide, edge)
                    for start, edge in zip(starts, edges, strict=True)
                ]
        elif all(_has_names(table, start) for start in starts) and not _is_spanned(table, wide):
            return [_group(page, table, start, wide) for start in starts]
    return [table]


def _with_titles_over(page: Page, table: Table) -> Table | None:
    """The table with a head whose last line has one cell for each column, and titles over half of
    the columns or less above it; None where the last line of the head does not come back."""
    cells = [table.at(table.head - 1, column) for column in range(table.columns)]
    if not all(cell and cell.column_span == 1 for cell in cells):
        return None
    last = [cell.lines[-1] for cell in cells if cell]
    said = [text_of(words) for words in last]
    halves = (n for n in range(2, table.columns // 2 + 1) if said == said[:n] * (len(said) // n))
    wide = next(halves, 0)
    if not wide or max(w[0].box.top for w in last) > min(w[0].box.bottom for w in last):
        return None
    held = {word.box for words in last for word in words}
    over = [word for cell in table.cells if cell.row < table.head for word in cell.words]
    over = [word for word in over if word.box not in held]
    columns = Columns(tuple(table.edges[wide - 1 :: wide]))
    titles: dict[int, list[Word]] = {}
    for word in sorted(over, key=lambda each: (round(each.box.top), each.box.x0)):
        titles.setdefault(columns.column(word.box), []).append(word)
    head = [
        grid_cell(page, 0, at * wide, [words], column_span=wide)
        for at, words in sorted(titles.items())
    ]
    head += [grid_cell(page, 1, column, [words]) for column, words in enumerate(last)]
    down = 2 - table.head
    body = (replace(cell, row=cell.row + down) for cell in table.cells if cell.row >= table.head)
    return replace(table, cells=(*head, *body), rows=table.rows + down, head=2)


def _body(table: Table, column: int) -> list[GridCell]:
    return [cell for cell in table.cells if cell.row >= table.head and cell.column == column]


def _has_names(table: Table, column: int) -> bool:
    texts = [cell.text for cell in _body(table, column)]
    return bool(texts) and sum(not is_number(text) for text in texts) >= NAMED * len(texts)


def _is_spanned(table: Table, wide: int) -> bool:
    """Whether a cell of the body goes over two of the tables."""
    return any(
        cell.row >= table.head
        and cell.column // wide != (cell.column + cell.column_span - 1) // wide
        for cell in table.cells
    )


def _between(table: Table, column: int) -> float | None:
    """The x between the numbers and the words of a column, where most cells have one number before
    words; None where that is not so."""
    cells = _body(table, column)
    numbers = [[word for word in cell.words if is_figure(word.text)] for cell in cells]
    others = [[word for word in cell.words if not is_figure(word.text)] for cell in cells]
    both = sum(len(a) == 1 and bool(b) for a, b in zip(numbers, others, strict=True))
    if not cells or both < BOTH * len(cells):
        return None
    right = max(word.box.x1 for some in numbers for word in some)
    left = min(word.box.x0 for some in others for word in some)
    return (left + right) / 2 if right < left else None


def _group(page: Page, table: Table, start: int, wide: int, inner: float | None = None) -> Table:
    """The table that begins in a column; `inner` is the x that parts it, if that is one column."""
    part = table.parts[0]
    cells: list[GridCell] = []
    for cell in table.cells:
        first, last = cell.column - start, cell.column + cell.column_span - 1 - start
        if last < 0 or first >= wide or first < 0 < start:
            continue
        span = min(last, wide - 1) - first + 1
        moved = replace(cell, column=first, column_span=span)
        cells += _parted(page, moved, inner, cell.row < table.head) if inner else [moved]
    edges = part.edges[start : start + wide - 1] if inner is None else (inner,)
    held = {word.box for cell in cells for word in cell.words}
    lines = part_of(part.lines, lambda word: word.box in held)
    box = Box.around(cell.box for cell in cells)
    box = Box(box.x0, min(box.top, part.box.top), box.x1, box.bottom)
    return table_of(page, box, cells, lines, edges, table.head, table.drawn)


def _parted(page: Page, cell: GridCell, inner: float, head: bool) -> Iterator[GridCell]:
    if head:
        yield replace(cell, column_span=2)
        return

    def side(line: Sequence[Word], left: bool) -> list[Word]:
        return [word for word in line if (word.box.centre < inner) is left]

    for column, left in enumerate((True, False)):
        lines = [words for line in cell.lines if (words := side(line, left))]
        if lines:
            yield grid_cell(page, cell.row, column, lines, cell.row_span)


def stacked(tables: Sequence[Table]) -> list[Table]:
    """The tables, where one that goes on in one beside it, under the same head, is whole."""
    found: list[Table] = []
    for table in tables:
        if found and _goes_on(found[-1], table):
            found[-1] = together(found[-1], table)
        else:
            found.append(table)
    return found


def _goes_on(left: Table, table: Table) -> bool:
    last, first = left.parts[-1], table.parts[0]
    return (
        last.page == first.page
        and abs(last.box.top - first.box.top) < SAME
        and last.box.x1 < first.box.x0
        and table.head > 0
        and left.columns == table.columns
        and left.texts()[: left.head] == table.texts()[: table.head]
    )
