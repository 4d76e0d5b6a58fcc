"""Tables of whatever kind as rows of texts, page by page: a thin view on what finder.py finds."""

from __future__ import annotations

from dataclasses import dataclass

from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.tables.finder import tables_by_page


@dataclass(frozen=True, slots=True)
class AnyTable:
    """A table as rows of cell texts; `box` is on the paper, in points."""

    page: int
    box: Box
    rows: tuple[tuple[str, ...], ...]


def any_tables(document: Document) -> tuple[AnyTable, ...]:
    """All tables of the pages that were read with care, page by page from top to bottom."""
    return tuple(
        AnyTable(table.page, table.on_paper, table.texts()) for table in tables_by_page(document)
    )
