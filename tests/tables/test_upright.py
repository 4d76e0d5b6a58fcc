"""Words that stand upright in a level page."""

from __future__ import annotations

from collections.abc import Callable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables.finder import find_tables
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
ROWS = [("Missie", "Land", "Aantal"), ("EULEX", "Kosovo", "3"), ("EUAM", "Irak", "4")]
PLACES: list[Text] = [
    (x, 200 + 20 * number, cell)
    for number, row in enumerate(ROWS)
    for x, cell in zip((120, 250, 380), row, strict=True)
]


def upright(canvas: Canvas, x: float, bottom: float, text: str, size: float = 10) -> None:
    """Text from this place upwards, as the spine of a book has it."""
    canvas.saveState()
    canvas.setFont("Helvetica", size)
    canvas.translate(x, 842 - bottom)
    canvas.rotate(90)
    canvas.drawString(0, 0, text)
    canvas.restoreState()


def test_a_word_upright_beside_all_rows_spans_them(read: Read) -> None:
    document = read(pdf_of(PLACES, draw=lambda canvas: upright(canvas, 105, 248, "Alle")))
    (table,) = find_tables(document)
    assert table.texts() == (
        ("", *ROWS[0]),
        ("Alle", *ROWS[1]),
        ("", *ROWS[2]),
    )
    assert table.at(2, 0) == table.at(1, 0)


def test_an_upright_word_in_a_drawn_cell_is_its_text(read: Read) -> None:
    def grid(canvas: Canvas) -> None:
        for x in (90, 110, 240, 370, 450):
            canvas.line(x, 842 - 186, x, 842 - 246)
        for y in (186, 206, 246):
            canvas.line(90, 842 - y, 450, 842 - y)
        canvas.line(110, 842 - 226, 450, 842 - 226)
        upright(canvas, 104, 240, "Alle")

    (table,) = find_tables(read(pdf_of(PLACES, draw=grid)))
    cell = table.at(2, 0)
    assert cell is not None
    assert (cell.text, cell.row, cell.row_span) == ("Alle", 1, 2)


def test_heads_set_upright_are_the_head_of_their_columns(read: Read) -> None:
    def heads(canvas: Canvas) -> None:
        for x, text in ((136, "Missie"), (266, "Land"), (386, "Aantal")):
            upright(canvas, x, 208, text)

    (table,) = find_tables(read(pdf_of(PLACES[3:], draw=heads)))
    assert table.head == 1
    assert table.texts()[0] == ROWS[0]


def test_a_large_word_along_the_table_is_no_part_of_it(read: Read) -> None:
    document = read(pdf_of(PLACES, draw=lambda c: upright(c, 110, 260, "CONCEPT", 24)))
    (table,) = find_tables(document)
    assert table.texts() == tuple(ROWS)
    assert document.pages[0].upright[0].text == "CONCEPT"
