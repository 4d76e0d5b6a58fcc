"""The deployment tables of a document, end to end on drawn pages."""

from __future__ import annotations

from collections.abc import Callable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables.table_reading import TableReading
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import pdf_of, read_deployments, rows_page, tables_in

ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("MINUSMA", "Mali", "4")]
Reader = Callable[..., Document]


def by(table: TableReading, way: str) -> list[tuple[str, str, str]]:
    rows = [row for row in table.rows if row.way == way]
    return [(row.text("mission"), row.text("country"), row.text("count")) for row in rows]


def test_a_table_is_read_by_its_shape_and_by_readings_of_their_own(read: Reader) -> None:
    (table,) = tables_in(read(pdf_of(rows_page(ROWS)))).tables
    assert by(table, "structure") == ROWS
    assert {row.way for row in table.own} == {"pdfplumber", "content"}


def test_drawn_lines_tell_the_cells_where_there_are_some(read: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 250, 430, 520], [842 - y for y in (107, 125, 143, 161)])

    (table,) = tables_in(read(pdf_of(rows_page(ROWS), draw=draw))).tables
    assert by(table, "ruled") == ROWS and by(table, "structure") == []


def test_the_caption_is_what_stands_close_above(read: Reader) -> None:
    (table,) = tables_in(read(pdf_of(rows_page(ROWS)))).tables
    assert table.caption.startswith("Uitgezonden politiefunctionarissen")
    assert "Bijlage 5" not in table.caption


def test_a_table_over_two_pages_is_one(read: Reader) -> None:
    again = rows_page([("UNMISS", "Zuid-Soedan", "5")])[2:]
    found = tables_in(read(pdf_of(rows_page(ROWS), again))).tables
    assert [table.pages for table in found] == [(1, 2)]
    assert by(found[0], "structure") == [*ROWS, ("UNMISS", "Zuid-Soedan", "5")]


def test_two_tables_on_a_page_are_two(read: Reader) -> None:
    page = [*rows_page(ROWS), *rows_page([("UNMISS", "Zuid-Soedan", "5")], top=400)[2:]]
    found = tables_in(read(pdf_of(page))).tables
    assert [by(table, "structure") for table in found] == [ROWS, [("UNMISS", "Zuid-Soedan", "5")]]


def test_a_row_outside_all_tables_is_told(read: Reader) -> None:
    page = [*rows_page(ROWS), (60, 500, "UNMISS"), (260, 500, "Zuid-Soedan"), (440, 500, "5")]
    found = tables_in(read(pdf_of(page)))
    assert [row.text("mission") for row in found.outside] == ["UNMISS"]


def test_a_table_of_other_things_is_none(read: Reader) -> None:
    page = rows_page(ROWS)
    page[4] = (440, 120, "Kosten")
    assert read_deployments(read(pdf_of(page))).deployments == ()


def test_a_number_under_another_heading_is_no_count(read: Reader) -> None:
    page = [*rows_page([("EULEX Kosovo", "Kosovo", "–"), ROWS[1]]), (500, 120, "Kosten")]
    page += [(500, 138, "9"), (500, 156, "8")]
    (table,) = tables_in(read(pdf_of(page))).tables
    assert "9" not in {count for _, _, count in by(table, "structure")}
