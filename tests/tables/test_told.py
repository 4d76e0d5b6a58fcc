"""Tables whose columns are told by what stands in them."""

from __future__ import annotations

from collections.abc import Callable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables.deployment_tables import read_tables
from missiemonitor.extractors.tables.finder import find_tables
from missiemonitor.extractors.tables.roles import columns_of, with_roles
from missiemonitor.extractors.tables.told import ToldTable, heads_of
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
HEAD = ("Waarheen", "Waar", "Hoeveel van hen")
ROWS = [
    ("EULEX Kosovo", "Kosovo", "3"),
    ("EUAM Irak", "Irak", "12"),
    ("MFO", "Egypte", "4"),
    ("KFOR", "Kosovo", "7"),
]
ROLES = ("mission", "country", "count")


def set_at(top: float, rows: list[tuple[str, ...]]) -> list[Text]:
    """Rows at steps of 18 points, in three columns."""
    return [
        (x, top + 18 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((80, 230, 380), row, strict=True)
        if cell
    ]


def told(document: Document, roles: tuple[str, ...] = ROLES) -> list[ToldTable]:
    return [ToldTable(table, roles) for table in find_tables(document)]


def test_heads_of_unknown_words_are_those_of_a_table_that_its_content_tells(read: Read) -> None:
    (each,) = told(read(pdf_of(set_at(100, [HEAD, *ROWS]))))
    assert [(cell.text, cell.role) for cell in heads_of(each)] == list(
        zip(HEAD, ROLES, strict=True)
    )


def test_its_rows_are_read_as_those_under_a_known_head_are(read: Read) -> None:
    document = read(pdf_of(set_at(100, [HEAD, *ROWS])))
    (table,) = read_tables(document, told(document)).tables
    assert {(r.text("mission"), r.text("country"), r.text("count")) for r in table.rows} == {*ROWS}


def test_a_head_of_unknown_words_that_comes_back_overleaf_is_no_row(read: Read) -> None:
    first = set_at(700, [HEAD, *ROWS[:2]])
    again = set_at(80, [HEAD, *ROWS[2:]])
    document = read(pdf_of(first, again))
    tables = find_tables(document)[:1]
    (table,) = read_tables(document, [ToldTable(tables[0], ROLES)]).tables
    assert {row.text("mission") for row in table.rows} == {row[0] for row in ROWS}
    assert table.pages == (1, 2)


def test_another_column_can_be_the_count_once_the_rows_are_read(read: Read) -> None:
    head = ("Missie", "Aantal", "Nu")
    rows = [(mission, str(9 + at), count) for at, (mission, _, count) in enumerate(ROWS)]
    document = read(pdf_of(set_at(100, [head, *rows])))
    (table,) = read_tables(document, told(document, ("mission", "count", "other"))).tables
    assert columns_of(table) == tuple(
        (name, tuple(row[at] for row in rows)) for at, name in enumerate(head)
    )
    anew = with_roles(table, ("mission", "other", "count"))
    known = [row for row in anew.rows if row.way == "structure"]
    assert [row.text("count") for row in known] == [row[2] for row in rows]
    assert all(row.at == row.cells[-1].at for row in known)


def test_words_that_stand_upright_beside_the_rows_move_no_column(read: Read) -> None:
    def upright(canvas: Canvas) -> None:
        canvas.translate(62, 842 - 190)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Europese Unie")

    head = ("Missie", "Land", "Aantal")
    document = read(pdf_of(set_at(100, [head, *ROWS]), draw=upright))
    tables = find_tables(document)
    assert any("Europese Unie" in cell.text for table in tables for cell in table.cells)
    found = read_tables(document, [ToldTable(tables[0], ("other", *ROLES))]).tables[0]
    by_columns = [row for row in found.rows if row.way == "structure"]
    assert [tuple(row.text(role) for role in ROLES) for row in by_columns] == ROWS
