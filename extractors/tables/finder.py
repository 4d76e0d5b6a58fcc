"""Finds tables of whatever kind: a Document goes in; each table with its surroundings comes out.

What a table is, is told by its shape alone: no list of words is asked.
"""

from __future__ import annotations

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables.abreast import stacked
from missiemonitor.extractors.tables.continuation import over_breaks
from missiemonitor.extractors.tables.page_tables import page_tables, running_margins
from missiemonitor.extractors.tables.surroundings import with_surroundings
from missiemonitor.extractors.tables.table import Table


def find_tables(document: Document) -> tuple[Table, ...]:
    """All tables of the pages that were read with care, from the first page on.

    A table that goes on over a page or a column of text is one, without the heads that come back.
    """
    return with_surroundings(over_breaks(stacked(tables_by_page(document)), document), document)


def tables_by_page(document: Document) -> tuple[Table, ...]:
    """All tables as they stand on each page, page by page from top to bottom."""
    again = running_margins(document)
    return tuple(table for page in document.pages for table in page_tables(page, again))
