"""Tables of whatever kind as JSON, CSV, HTML and a workbook, with their captions and spans."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from missiemonitor.extractors.tables.generic import AnyTable

WIDEST = 60  # characters that a column of a workbook is wide, at most


def as_json(read: Sequence[AnyTable]) -> list[dict[str, Any]]:
    """Each table with its page, its box on the paper in points, rows, and what there is more."""
    return [
        {
            "page": table.page,
            "box": list(table.box.rounded()),
            "rows": table.rows,
            "caption": table.caption,
            "head_rows": table.head,
            "spans": [asdict(span) for span in table.spans],
            "words_outside_tables": table.outside,
        }
        for table in read
    ]


def as_csv(read: Sequence[AnyTable]) -> str:
    """The rows of all tables, with the page and the number of their table in front."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    for number, each in enumerate(read, start=1):
        writer.writerows([each.page, number, *row] for row in each.rows)
    return target.getvalue()


def as_html(read: Sequence[AnyTable]) -> str:
    """A page with all tables, cells over several rows and columns as such."""
    parts = ['<!doctype html>\n<meta charset="utf-8">\n<title>Tables</title>']
    for number, table in enumerate(read, start=1):
        caption = table.caption or f"table {number}, page {table.page}"
        parts.append(f'<table data-page="{table.page}">\n<caption>{escape(caption)}</caption>')
        parts += _html_rows(table)
        parts.append("</table>")
    return "\n".join(parts) + "\n"


def _html_rows(table: AnyTable) -> Iterator[str]:
    spans = {(span.row, span.column): span for span in table.spans}
    covered = _covered(table)
    for row, texts in enumerate(table.rows):
        name = "th" if row < table.head else "td"
        cells = []
        for column, text in enumerate(texts):
            if (row, column) in covered:
                continue
            span = spans.get((row, column))
            over = f' rowspan="{span.rows}"' if span and span.rows > 1 else ""
            over += f' colspan="{span.columns}"' if span and span.columns > 1 else ""
            cells.append(f"<{name}{over}>{escape(text)}</{name}>")
        yield f"<tr>{''.join(cells)}</tr>"


def _covered(table: AnyTable) -> set[tuple[int, int]]:
    """The places that a cell covers which begins elsewhere."""
    return {
        (row, column)
        for span in table.spans
        for row in range(span.row, span.row + span.rows)
        for column in range(span.column, span.column + span.columns)
        if (row, column) != (span.row, span.column)
    }


def as_workbook(read: Sequence[AnyTable]) -> bytes:
    """An Excel workbook with a sheet a table, its caption above it; texts as they are written."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(read, start=1):
        sheet = book.create_sheet(f"{number} (page {table.page})")
        first = 1
        if table.caption:
            sheet.cell(1, 1, _plain(table.caption))
            first = 3
        for row, texts in enumerate(table.rows):
            for column, text in enumerate(texts):
                cell = sheet.cell(first + row, column + 1, _plain(text))
                cell.data_type = "s"  # no text is a formula
                if row < table.head:
                    cell.font = Font(bold=True)
        for span in table.spans:
            sheet.merge_cells(
                start_row=first + span.row,
                end_row=first + span.row + span.rows - 1,
                start_column=span.column + 1,
                end_column=span.column + span.columns,
            )
        for column in range(len(table.rows[0])):
            longest = max(len(row[column]) for row in table.rows)
            letter = get_column_letter(column + 1)
            sheet.column_dimensions[letter].width = min(WIDEST, longest + 2)
    if not read:
        book.create_sheet("no tables")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _plain(text: str) -> str:
    """The text without characters that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))
