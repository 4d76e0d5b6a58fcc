"""The reading of a table that is stored: its cells as the finder of tables gives them.

It shares neither head, extent nor names with the readings of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.document import Document, Line, Page, Region, Word, text_of
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.tables.columns import Columns, has_prose
from missiemonitor.extractors.tables.page_breaks import Part, made_whole
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre
from missiemonitor.extractors.tables.table import Table, TablePart

MOST_CUT = 2  # lines at the foot of a page with which a row of the next may begin


def read_rows(table: Table, roles: Sequence[str]) -> Iterator[RowReading]:
    """A reading of each row; `roles` are those of the columns."""
    for row in range(table.head, table.rows):
        if found := _row(table, roles, row):
            yield found


def read_parts(document: Document, table: Table, roles: Sequence[str]) -> Iterator[Part]:
    """The same page by page, each with what stands there beside the table."""
    ends = [part.first_row for part in table.parts[1:]] + [table.rows]
    for part, end in zip(table.parts, ends, strict=True):
        rows = (_row(table, roles, row) for row in range(max(table.head, part.first_row), end))
        found = tuple(made_whole(list(filter(None, rows))))
        page = document.page(part.page)
        foot, top = _beside(page, part, roles) if page else (None, None)
        yield Part(found, foot, top)


def _row(table: Table, roles: Sequence[str], row: int) -> RowReading | None:
    found = [cell for at in range(table.columns) if (cell := table.at(row, at)) is not None]
    # What stands in the head holds for no row, be it as high as that of an empty cell.
    given = [cell for cell in dict.fromkeys(found) if cell.words and cell.row >= table.head]
    cells = [
        cell_of(roles[cell.column], cell.text, cell.words, cell.column, inherited=cell.row < row)
        for cell in given
    ]
    own = [cell for cell in cells if not cell.inherited]
    if not own:
        return None
    counts = [cell for cell in own if cell.role == "count"]
    page = next(cell.page for cell in given if cell.row == row)
    return RowReading(_way(table), page, (counts or own)[0].at, tuple(cells))


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
