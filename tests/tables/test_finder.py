"""Whole tables with what stands around them."""

from __future__ import annotations

from collections.abc import Callable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables.finder import find_tables
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
HEAD = ("Missie", "Land", "Aantal")
ROWS = [
    ("EULEX", "Kosovo", "3"),
    ("EUAM", "Irak", "12"),
    ("MFO", "Egypte", "4"),
    ("KFOR", "Kosovo", "7"),
]
PROSE = "Het afgelopen halfjaar waren politiemensen op missie in het buitenland"


def set_at(top: float, rows: list[tuple[str, ...]]) -> list[Text]:
    """Rows at steps of 18 points, in three columns."""
    return [
        (x, top + 18 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((80, 230, 380), row, strict=True)
        if cell
    ]


def test_a_table_comes_with_what_stands_around_it(read: Read) -> None:
    places: list[Text] = [
        (80, 100, "Inzet"),
        (80, 124, PROSE),
        (80, 138, PROSE),
        (80, 152, "en dat blijft zo."),
        (80, 190, "Overzicht van de inzet"),
        *set_at(210, [HEAD, *ROWS]),
        (80, 300, "1) deels in deeltijd"),
        *[(80.0, 340.0 + 14 * n, PROSE) for n in range(8)],
    ]
    (table,) = find_tables(read(pdf_of(places)))
    assert (table.rows, table.columns, table.head) == (5, 3, 1)
    assert table.caption == "Overzicht van de inzet"
    assert table.heading == "Inzet"
    assert table.before == f"{PROSE} {PROSE} en dat blijft zo."
    assert table.after == "1) deels in deeltijd"
    assert [cell.text for cell in table.cells if cell.row == 2] == list(ROWS[1])
    assert len(table.edges) == 2


def test_what_leads_one_table_in_is_not_said_of_the_next(read: Read) -> None:
    places: list[Text] = [
        (80, 100, PROSE),
        (80, 114, "en daarom volgt hier wat is voorgenomen:"),
        *set_at(140, [HEAD, *ROWS]),
        (80, 300, "Overzicht van de inzet"),
        *set_at(330, [HEAD, *ROWS]),
        *[(80.0, 460.0 + 14 * n, PROSE) for n in range(8)],
    ]
    first, second = find_tables(read(pdf_of(places)))
    assert "voorgenomen" in first.before + first.caption
    assert "voorgenomen" not in second.before + second.caption


def test_a_table_that_goes_on_over_a_page_is_one_without_its_head_again(read: Read) -> None:
    first = set_at(700, [HEAD, ROWS[0], ROWS[1]])
    again = set_at(80, [HEAD, ROWS[2], ROWS[3]])
    (table,) = find_tables(read(pdf_of(first, again)))
    assert table.pages == (1, 2)
    assert table.texts() == (HEAD, *ROWS)


def test_one_row_left_for_the_next_page_belongs_to_the_table(read: Read) -> None:
    first = set_at(690, [HEAD, *ROWS[:3]])
    second = [*set_at(80, ROWS[3:]), *[(80.0, 140.0 + 14 * n, PROSE) for n in range(8)]]
    (table,) = find_tables(read(pdf_of(first, second)))
    assert table.texts()[-1] == ROWS[3]
    assert [part.first_row for part in table.parts] == [0, 4]


def test_another_table_on_the_next_page_is_one_of_its_own(read: Read) -> None:
    first = set_at(690, [HEAD, *ROWS[:3]])
    second: list[Text] = [(80, 90, "Kosten van de inzet"), *set_at(120, [HEAD, *ROWS])]
    assert [table.pages for table in find_tables(read(pdf_of(first, second)))] == [(1,), (2,)]


def test_lines_of_years_over_numbers_are_head(read: Read) -> None:
    rows = [("", "2023", "2024"), ("Meldingen", "1.204", "998"), ("Aangiften", "87", "91")]
    (table,) = find_tables(read(pdf_of(set_at(200, rows))))
    assert table.head == 1


def test_an_empty_column_on_the_next_page_parts_no_table(read: Read) -> None:
    first = set_at(690, [HEAD, *ROWS[:3]])
    again = set_at(80, [("UNTSO", "", "9"), ("UNMIK", "", "2")])
    (table,) = find_tables(read(pdf_of(first, again)))
    assert table.columns == 3
    assert table.texts()[-1] == ("UNMIK", "", "2")


def test_a_title_that_comes_back_with_the_head_parts_no_table(read: Read) -> None:
    first: list[Text] = [(80, 660, "Inzet"), *set_at(690, [HEAD, *ROWS[:3]])]
    again: list[Text] = [(80, 80, "Inzet (vervolg)"), *set_at(110, [HEAD, ROWS[3], ROWS[0]])]
    (table,) = find_tables(read(pdf_of(first, again)))
    assert table.rows == 6


def test_the_title_of_the_next_table_is_no_note_of_this_one(read: Read) -> None:
    places: list[Text] = [
        *set_at(100, [HEAD, *ROWS]),
        (80, 196, "Kosten"),
        *set_at(216, [("Missie", "Land", "Kosten"), *ROWS]),
    ]
    first, second = find_tables(read(pdf_of(places)))
    assert (first.after, second.caption) == ("", "Kosten")


def in_the_middle(top: float, name: tuple[str, str], *cells: str) -> list[Text]:
    """A row of which the name has two lines around the middle, where the other cells stand."""
    lines: list[Text] = [(80, top - 6.5, name[0]), (80, top + 6.5, name[1])]
    return [*lines, *((x, top, cell) for x, cell in zip((230, 380), cells, strict=True))]


NAME = ("Missie van de Unie", "in het zuiden")


def test_a_cell_that_begins_above_the_first_row_is_no_line_of_the_head(read: Read) -> None:
    places = [
        *set_at(200, [HEAD]),
        *in_the_middle(224, NAME, "Georgië", "8"),
        *set_at(248, ROWS),
    ]
    (table,) = find_tables(read(pdf_of(places)))
    assert table.texts() == (HEAD, (" ".join(NAME), "Georgië", "8"), *ROWS)


def test_a_cell_that_begins_above_the_first_row_of_the_next_page_is_of_it(read: Read) -> None:
    first = set_at(740, [HEAD, ROWS[0]])
    second = [*in_the_middle(80, NAME, "Georgië", "8"), *set_at(104, ROWS[1:])]
    (table,) = find_tables(read(pdf_of(first, second)))
    assert table.texts() == (HEAD, ROWS[0], (" ".join(NAME), "Georgië", "8"), *ROWS[1:])


def test_the_end_of_a_cell_overleaf_is_no_row_of_its_own(read: Read) -> None:
    first = set_at(740, [HEAD, ROWS[0], (NAME[0], "Georgië", "8")])
    second: list[Text] = [(80, 80, NAME[1]), *set_at(98, ROWS[1:])]
    (table,) = find_tables(read(pdf_of(first, second)))
    assert table.texts() == (HEAD, ROWS[0], (" ".join(NAME), "Georgië", "8"), *ROWS[1:])
    assert all(cell.box.top > 700 for cell in table.cells if cell.row == 2)


def test_the_name_of_a_group_of_rows_overleaf_is_no_end_of_the_last_row(read: Read) -> None:
    first = set_at(740, [HEAD, ("Waarnemingsmissie", "Georgië", "8"), ROWS[0]])
    second: list[Text] = [(80, 80, "Afrika"), *set_at(98, ROWS[1:])]
    assert find_tables(read(pdf_of(first, second)))[0].texts()[-1] == ROWS[0]


def test_a_next_table_is_told_apart_where_columns_nearly_touch(read: Read) -> None:
    ours = [("Aantal", "Missie", "Land"), *((count, *names) for *names, count in ROWS)]
    places: list[Text] = [
        (x, 100.0 + 14 * number, cell)
        for number, row in enumerate(ours)
        for x, cell in zip((80, 116, 300), row, strict=True)
    ]
    places += [(80, 170, "Inzet van anderen"), *set_at(184, [HEAD, *ROWS])]
    assert [table.rows for table in find_tables(read(pdf_of(places)))] == [5, 5]


def draw_head(canvas: Canvas) -> None:
    """Two rows of three drawn cells around baselines at 182 and 200 points from the top."""
    height = A4[1]
    for x, width in ((76, 150), (226, 150), (376, 100)):
        for top in (170, 188):
            canvas.rect(x, height - top - 18, width, 18)


def test_rows_of_many_words_under_a_drawn_head_are_no_running_text(read: Read) -> None:
    rows = [("Oekraïne en heel Moldavië", "OVSE SMM Oekraïne", "4"), *ROWS]
    head = [("Gebied", "Naam", "Inzet"), HEAD]
    data = pdf_of(set_at(182, [*head, *rows]), draw=draw_head)
    (table,) = find_tables(read(data))
    assert table.texts() == (*head, *rows)


def test_a_rule_left_out_makes_no_row_of_two(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for top in (88, 106, 142):
            canvas.line(74, A4[1] - top, 400, A4[1] - top)

    (table,) = find_tables(read(pdf_of(set_at(100, ROWS[:3]), draw=draw)))
    assert table.texts() == tuple(ROWS[:3])


def test_captions_that_stand_below_tables_are_those_of_the_table_above(read: Read) -> None:
    places: list[Text] = [
        *set_at(100, [HEAD, *ROWS]),
        (80, 192, "Tabel 1. Politie in missies"),
        *set_at(240, [HEAD, *ROWS[::-1]]),
        (80, 332, "Tabel 2. Marechaussee in missies"),
    ]
    first, second = find_tables(read(pdf_of(places)))
    assert first.caption == "Tabel 1. Politie in missies"
    assert second.caption == "Tabel 2. Marechaussee in missies"
    assert first.after == second.after == ""


def test_a_note_below_each_table_takes_no_caption_from_above(read: Read) -> None:
    places: list[Text] = [
        *set_at(100, [HEAD, *ROWS]),
        (80, 190, "Bron: Nationale Politie"),
        (80, 232, "Tabel 2. Marechaussee in missies"),
        *set_at(250, [HEAD, *ROWS[::-1]]),
        (80, 340, "Bron: Koninklijke Marechaussee"),
    ]
    _, second = find_tables(read(pdf_of(places)))
    assert second.caption == "Tabel 2. Marechaussee in missies"
