"""The reading of a table that is stored: its cells as the finder of tables gives them.

It shares neither head, extent nor names with the readings of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Document, Line, Page, Region, Word, text_of
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.columns import Columns, has_prose
from missiemonitor.extractors.tables.page_breaks import Part, made_whole
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre
from missiemonitor.extractors.tables.table import GridCell, Table, TablePart

MOST_CUT = 2  # lines at the foot of a page with which a row of the next may begin


def read_rows(table: Table, roles: Sequence[str]) -> Iterator[RowReading]:
    """A reading of each row; `roles` are those of the columns."""
    for row in range(table.head, table.rows):
        yield from _rows(table, roles, row)


def read_parts(document: Document, table: Table, roles: Sequence[str]) -> Iterator[Part]:
    """The same page by page, each with what stands there beside the table."""
    ends = [part.first_row for part in table.parts[1:]] + [table.rows]
    for part, end in zip(table.parts, ends, strict=True):
        here = range(max(table.head, part.first_row), end)
        found = tuple(made_whole([each for row in here for each in _rows(table, roles, row)]))
        page = document.page(part.page)
        foot, top = _beside(page, part, roles) if page else (None, None)
        yield Part(found, foot, top)


def _rows(table: Table, roles: Sequence[str], row: int) -> Iterator[RowReading]:
    """What stands in a row of the table: nothing, a row, or as many as it has lines of counts."""
    found = [cell for at in range(table.columns) if (cell := table.at(row, at)) is not None]
    # What stands in the head holds for no row, be it as high as that of an empty cell.
    given = [cell for cell in dict.fromkeys(found) if cell.words and cell.row >= table.head]
    if not any(cell.row == row for cell in given):
        return
    page = next(cell.page for cell in given if cell.row == row)
    for number, held in enumerate(_parted(given, roles)):
        cells = tuple(
            cell_of(
                roles[cell.column],
                cell.text,
                cell.words,
                cell.column,
                inherited=cell.row < row or (number > 0 and cell in given),
            )
            for cell in held
        )
        own = [cell for cell in cells if not cell.inherited]
        counts = [cell for cell in own if cell.role == "count"]
        yield RowReading(_way(table), page, (counts or own)[0].at, cells)


def _parted(cells: Sequence[GridCell], roles: Sequence[str]) -> list[list[GridCell]]:
    """The cells of a row, parted where its count is several under each other, which are no number
    together: what has as many lines is parted with it, what has fewer holds for each."""
    count = next((cell for cell in cells if roles[cell.column] == "count"), None)
    lines = count.lines if count else ()
    if not count or len(lines) < 2 or count.rest or read_count(count.text).officers is not None:
        return [list(cells)]
    if any(read_count(text_of(line)).officers is None for line in lines):
        return [list(cells)]
    heights = [Box.around(word.box for word in line).middle for line in lines]
    parts: list[list[GridCell]] = [[] for _ in lines]
    for cell in cells:
        whole = roles[cell.column] == "mission" and known_mission(cell.text) is not None
        if len(cell.lines) < len(lines) or whole:
            for part in parts:
                part.append(cell)
            continue
        under: list[list[tuple[Word, ...]]] = [[] for _ in lines]
        for line in cell.lines:
            at = Box.around(word.box for word in line).middle
            under[min(range(len(heights)), key=lambda n: abs(heights[n] - at))].append(line)
        for part, own in zip(parts, under, strict=True):
            if own:
                box = Box.around(word.box for line in own for word in line)
                part.append(replace(cell, lines=tuple(own), box=box))
    return parts


def _way(table: Table) -> str:
    return "ruled" if table.drawn else "structure"


def _beside(
    page: Page, part: TablePart, roles: Sequence[str]
) -> tuple[RowReading | None, RowReading | None]:
    """What stands below the part of a table and above it in its column of text, as rows without a
    count, where no more stands there than belongs to a row that a page break splits."""
    column = part.lines[0].column if part.lines else 0
    body = [line for line in page.of(Region.BODY) if line.column == column]
    below = [line for line in body if line.box.middle > part.box.bottom]
    above = [line for line in body if line.box.middle < part.box.top]
    few = 0 < len(below) <= MOST_CUT and not any(map(has_prose, below))
    columns = Columns(part.edges)
    return (
        _apart(page, columns, roles, below) if few else None,
        _apart(page, columns, roles, above) if len(above) == 1 else None,
    )


def _apart(page: Page, columns: Columns, roles: Sequence[str], lines: Sequence[Line]) -> RowReading:
    parts: dict[int, list[Sequence[Word]]] = {}
    for line in lines:
        for column, words in columns.cells(line).items():
            parts.setdefault(column, []).append(words)
    cells = tuple(
        cell_of(
            roles[column],
            join_lines(text for text in map(text_of, some) if text),
            [word for words in some for word in words],
            column,
        )
        for column, some in sorted(parts.items())
    )
    return RowReading("structure", page.number, centre(lines[0].words), cells)
