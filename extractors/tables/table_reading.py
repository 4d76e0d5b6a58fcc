"""A deployment table as it was read: its rows as each reading saw them, and what is not of it."""

from __future__ import annotations

from dataclasses import dataclass

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.tables.page_breaks import Broken
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.table import Table


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table of missions or countries and counts, with its rows as each reading saw them.

    `found` is the table as its shape shows it, `box` is around its head and its rows on its first
    page.
    """

    found: Table
    header: tuple[RowCell, ...]
    box: Box
    rows: tuple[RowReading, ...]
    own: tuple[RowReading, ...] = ()
    """The same rows as readings saw them that know no head or extent of this table."""
    broken: tuple[Broken, ...] = ()
    """Rows that may be split over a page break and could not be put together."""

    @property
    def page(self) -> int:
        """The page that it begins on."""
        return self.found.page

    @property
    def pages(self) -> tuple[int, ...]:
        return self.found.pages

    @property
    def caption(self) -> str:
        return self.found.caption


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The deployment tables of a document, and rows by their names that stand in none of them."""

    tables: tuple[TableReading, ...]
    outside: tuple[RowReading, ...]
