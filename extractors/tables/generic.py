"""Tables of whatever kind as rows of texts, page by page: a thin view on what finder.py finds."""

from __future__ import annotations

from dataclasses import dataclass

from missiemonitor.corpus.document import Box, Document, Page, Region
from missiemonitor.extractors.tables.cell_kinds import is_line
from missiemonitor.extractors.tables.finder import tables_by_page
from missiemonitor.extractors.tables.surroundings import with_surroundings
from missiemonitor.extractors.tables.table import Table


@dataclass(frozen=True, slots=True)
class Span:
    """A cell over several rows or columns, whose text stands in the first of them."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class AnyTable:
    """What of a table stands on one page, as rows of cell texts; `box` is on the paper, in points.

    The first `head` rows tell what the columns are. `outside` counts the words of the page, but
    for what runs along, that stand in no table; raised marks are among them, as texts have none.
    """

    page: int
    box: Box
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    head: int = 0
    spans: tuple[Span, ...] = ()
    outside: int = 0


def any_tables(document: Document) -> tuple[AnyTable, ...]:
    """All tables of the pages that were read with care, page by page from top to bottom."""
    tables = with_surroundings(tables_by_page(document), document)
    inside: dict[int, int] = {}
    for table in tables:
        words = sum(not word.raised for cell in table.cells for word in cell.words)
        inside[table.page] = inside.get(table.page, 0) + words
    outside = {p.number: max(0, _words(p) - inside.get(p.number, 0)) for p in document.pages}
    return tuple(
        AnyTable(
            table.page,
            table.on_paper,
            table.texts(),
            table.caption,
            table.head,
            _spans(table),
            outside[table.page],
        )
        for table in tables
    )


def _words(page: Page) -> int:
    along = (Region.HEADER, Region.FOOTER)
    words = (word for line in page.lines if line.region not in along for word in line.words)
    return sum(not is_line(word.text) for word in words)


def _spans(table: Table) -> tuple[Span, ...]:
    return tuple(
        Span(cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in table.cells
        if cell.row_span > 1 or cell.column_span > 1
    )
