"""Told tables put together over their pieces, and ended where another begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables.finder import find_tables
from missiemonitor.extractors.tables.joined import joined
from missiemonitor.extractors.tables.read_by_structure import read_parts
from missiemonitor.extractors.tables.told import ToldTable

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
ROLES = ("mission", "country", "count")
HEAD = ("Missie", "Land", "Aantal")
ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("EUAM Irak", "Irak", "12"), ("MFO", "Egypte", "4")]
MORE = [("KFOR", "Kosovo", "7"), ("UNMISS", "Zuid-Soedan", "5"), ("MINUSMA", "Mali", "2")]


def set_at(top: float, rows: Sequence[tuple[str, ...]], step: float = 18) -> list[Text]:
    return [
        (x, top + step * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((60, 240, 420), row, strict=True)
        if cell
    ]


def told(document: Document) -> list[ToldTable]:
    return [ToldTable(each, ROLES) for each in find_tables(document) if each.columns == 3]


def texts(document: Document) -> list[list[str]]:
    """The rows of each table that was put together."""
    return [
        [
            " ".join(cell.text for cell in row.cells)
            for part in read_parts(document, each.table, ROLES)
            for row in part.rows
        ]
        for each in joined(document, told(document))
    ]


def plain(rows: Sequence[tuple[str, ...]]) -> list[str]:
    return [" ".join(row) for row in rows]


def test_pieces_without_a_head_go_on_with_the_table_above(read: Read) -> None:
    high = [(60.0, 186.0, "Missie in"), (240.0, 192.0, "Irak"), (60.0, 197.0, "het veld")]
    document = read(pdf_of([*set_at(120, [HEAD, *ROWS]), *high, *set_at(220, MORE)]))
    (lines,) = texts(document)
    assert lines[0] == "EULEX Kosovo Kosovo 3"
    assert lines[-1] == "MINUSMA Mali 2"


def test_a_table_far_below_is_another(read: Read) -> None:
    document = read(pdf_of([*set_at(120, [HEAD, *ROWS]), *set_at(400, [HEAD, *MORE])]))
    assert texts(document) == [plain(ROWS), plain(MORE)]


def test_a_table_does_not_go_on_under_another_head(read: Read) -> None:
    other = ("Post", "Gebied", "Stand")
    document = read(pdf_of(set_at(700, [HEAD, *ROWS]), set_at(60, [other, *MORE])))
    assert texts(document)[0] == plain(ROWS)


def test_a_table_ends_where_words_stand_among_its_counts(read: Read) -> None:
    rows = [HEAD, *ROWS, ("Standplaats", "Kantoor", "Bezetting"), ("Bogota", "Consulaat", "6")]
    assert texts(read(pdf_of(set_at(120, rows))))[0] == plain(ROWS)


def test_a_row_set_as_a_head_is_a_row(read: Read) -> None:
    document = read(pdf_of(set_at(120, [*ROWS, *MORE])))
    (each,) = told(document)
    taken = ToldTable(
        type(each.table)(each.table.parts, each.table.cells, each.table.rows, 3, head=1), ROLES
    )
    (whole,) = joined(document, [taken])
    assert whole.table.head == 0


def test_a_row_alone_on_the_next_page_is_of_the_table(read: Read) -> None:
    first = [*set_at(700, [HEAD, *ROWS]), (60.0, 790.0, "Bijzondere")]
    document = read(pdf_of(first, set_at(60, [("Missie Kunduz", "Afghanistan", "7")])))
    (lines,) = texts(document)
    assert lines[-1] == "Missie Kunduz Afghanistan 7"


def test_a_head_that_comes_back_is_no_row(read: Read) -> None:
    document = read(pdf_of(set_at(700, [HEAD, *ROWS]), set_at(60, [HEAD, *MORE])))
    assert texts(document) == [plain([*ROWS, *MORE])]


def test_what_is_left_at_the_foot_of_a_page_is_kept_beside_the_rows(read: Read) -> None:
    first = [*set_at(640, [HEAD, *ROWS]), (60.0, 720.0, "Bijzondere missie")]
    document = read(pdf_of(first, set_at(60, MORE)))
    (each,) = joined(document, told(document))
    one, two = read_parts(document, each.table, ROLES)
    assert len(one.rows) == len(ROWS) + 1 and len(two.rows) == len(MORE)
    assert [cell.text for cell in one.rows[-1].cells] == ["Bijzondere missie"]
