"""Readings that find head, extent and columns on their own, on drawn pages."""

from __future__ import annotations

from collections.abc import Callable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables import read_by_content, read_by_pdfplumber
from missiemonitor.extractors.tables.reading import RowReading
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import pdf_of, rows_page, tables_in

ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("MINUSMA", "Mali", "4"), ("EUAM Irak", "Irak", "12")]
Reader = Callable[..., Document]


def told(rows: tuple[RowReading, ...]) -> list[tuple[str, str, str]]:
    return [(row.text("mission"), row.text("country"), row.text("count")) for row in rows]


def test_pdfplumber_finds_columns_where_words_align(read: Reader) -> None:
    (page,) = read(pdf_of(rows_page(ROWS))).pages
    assert [told(rows) for rows in read_by_pdfplumber.read_page(page)] == [ROWS]


def test_pdfplumber_finds_drawn_cells(read: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 250, 430, 520], [842 - y for y in (107, 125, 143, 161, 179)])

    (page,) = read(pdf_of(rows_page(ROWS), draw=draw)).pages
    assert [told(rows) for rows in read_by_pdfplumber.read_page(page)] == [ROWS]


def test_pdfplumber_tells_both_of_two_columns_that_may_be_the_count(read: Reader) -> None:
    words = [(500, 138 + 18 * at, str(5 + at)) for at in range(3)]
    (page,) = read(pdf_of([*rows_page(ROWS), (500, 120, "Vorige"), *words])).pages
    ((first, *_),) = read_by_pdfplumber.read_page(page)
    assert [cell.text for cell in first.cells if cell.role == "count"] == ["3", "5"]


def test_content_needs_no_head(read: Reader) -> None:
    rows = [(x, y, text) for x, y, text in rows_page(ROWS) if y > 125]
    (page,) = read(pdf_of(rows)).pages
    assert told(read_by_content.read_page(page)) == ROWS


def test_content_knows_an_unknown_mission_by_its_shape(read: Reader) -> None:
    rows = [*ROWS, ("EUXAM Vanuatu", "Vanuatu", "2")]
    (page,) = read(pdf_of(rows_page(rows))).pages
    assert told(read_by_content.read_page(page))[-1][0].startswith("EUXAM")


def test_a_year_and_the_number_of_a_row_are_no_counts(read: Reader) -> None:
    more = [
        (x, 138 + 18 * at, text)
        for at in range(3)
        for x, text in ((30, str(at + 1)), (520, "2014"))
    ]
    (page,) = read(pdf_of([*rows_page(ROWS), *more])).pages
    assert told(read_by_content.read_page(page)) == ROWS
    assert [told(rows) for rows in read_by_pdfplumber.read_page(page)] == [ROWS]


def test_running_text_is_no_row(read: Reader) -> None:
    text = "In Mali werkten toen in de missie MINUSMA onder meer 14 mensen van ons korps mee."
    (page,) = read(pdf_of([(60, 100, text), (60, 118, text)])).pages
    assert read_by_content.read_page(page) == ()
    assert list(read_by_pdfplumber.read_page(page)) == []


def test_what_they_saw_stands_beside_the_rows_of_a_table(read: Reader) -> None:
    (table,) = tables_in(read(pdf_of(rows_page(ROWS)))).tables
    ways = {row.way for row in table.own}
    assert ways == {"pdfplumber", "content"}
    assert len(table.own) == 2 * len(ROWS)
