"""First reading of a table: rows by the white space under its header."""

from __future__ import annotations

from collections.abc import Iterator

from missiemonitor.corpus.document import Word, text_of
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre
from missiemonitor.extractors.tables.rows import TableLines, group


def read_rows(table: TableLines, page: int) -> Iterator[RowReading]:
    """One reading a row."""
    for lines, doubt in group(table):
        parts: list[list[list[Word]]] = [[] for _ in table.roles]
        for line in lines:
            for column, words in enumerate(table.columns.split(line)):
                if words:
                    parts[column].append(words)
        cells = [
            cell_of(
                table.roles[column],
                join_lines(text for text in map(text_of, pieces) if text),
                [word for words in pieces for word in words],
                column,
            )
            for column, pieces in enumerate(parts)
            if pieces
        ]
        if not cells:
            continue
        counted = (part for part, role in zip(parts, table.roles, strict=True) if role == "count")
        key = [w for words in next(filter(None, counted), parts[cells[0].column]) for w in words]
        yield RowReading("aligned", page, centre(key), tuple(cells), doubt)
