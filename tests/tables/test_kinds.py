"""Tables in the kinds that real reports have, drawn here with invented words and figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables.finder import find_tables, tables_by_page
from missiemonitor.extractors.tables.table import Table
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
PROSE = "Het afgelopen halfjaar waren politiemensen op missie in het buitenland"


def rules(xs: Sequence[float], ys: Sequence[float]) -> Callable[[Canvas], None]:
    """A full grid of lines at these x and y."""

    def draw(canvas: Canvas) -> None:
        for x in xs:
            canvas.line(x, 842 - ys[0], x, 842 - ys[-1])
        for y in ys:
            canvas.line(xs[0], 842 - y, xs[-1], 842 - y)

    return draw


def the_table(document: Document) -> Table:
    (table,) = find_tables(document)
    return table


def spans(table: Table) -> dict[str, tuple[int, int]]:
    return {cell.text: (cell.row_span, cell.column_span) for cell in table.cells}


def test_upright_rules_in_the_head_alone_part_the_rows_too(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (186, 206, 226, 246):
            canvas.line(70, 842 - y, 490, 842 - y)
        for x in (70, 210, 350, 490):
            canvas.line(x, 842 - 186, x, 842 - 206)
        for x in (70, 490):
            canvas.line(x, 842 - 206, x, 842 - 246)

    rows = [("Land", "Zaken", "Deel"), ("Mali", "86", "13,8"), ("Irak", "9", "0,4")]
    places: list[Text] = [
        (x, 200 + 20 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip((80, 220, 360), row, strict=True)
    ]
    assert the_table(read(pdf_of(places, draw=draw))).texts() == tuple(rows)


def test_names_left_of_a_drawn_grid_are_its_first_column(read: Read) -> None:
    rows = [("Opleiding", "55", "12"), ("Advies", "35", "44"), ("Toezicht", "20", "22")]
    places: list[Text] = [
        (x, 200 + 20 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip((80, 260, 330), row, strict=True)
    ]
    grid = rules((250, 320, 390), (186, 206, 226, 246))
    assert the_table(read(pdf_of(places, draw=grid))).texts() == tuple(rows)


def test_a_head_above_and_a_sum_below_a_drawn_grid_belong_to_it(read: Read) -> None:
    rows = [("Missie", "Aantal"), ("KFOR", "3"), ("MFO", "4"), ("Totaal", "7")]
    places: list[Text] = [
        (x, 200 + 20 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip((80, 260), row, strict=True)
    ]
    table = the_table(read(pdf_of(places, draw=rules((70, 250, 320), (206, 226, 246)))))
    assert table.texts() == tuple(rows)
    assert table.head == 1


def test_two_rules_close_together_are_one(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        rules((70, 210, 214, 350), (186, 206, 226))(canvas)

    places: list[Text] = [(80, 200, "KFOR"), (220, 200, "3"), (80, 220, "MFO"), (220, 220, "4")]
    assert the_table(read(pdf_of(places, draw=draw))).texts() == (("KFOR", "3"), ("MFO", "4"))


def test_a_head_over_several_columns_and_lines(read: Read) -> None:
    places: list[Text] = [
        (262, 180, "Eerste half"),
        (400, 180, "Tweede half"),
        (80, 205, "Missie"),
        (245, 193, "Aantal"),
        (245, 205, "mannen"),
        (310, 205, "vrouwen"),
        (385, 205, "mannen"),
        (450, 205, "vrouwen"),
    ]
    for number, name in enumerate(("KFOR", "MFO", "EUAM Irak")):
        y = 225 + 18 * number
        places += [(80, y, name), (270, y, "4"), (335, y, "11"), (410, y, "2"), (475, y, "13")]
    table = the_table(read(pdf_of(places)))
    assert table.head == 2
    assert spans(table)["Eerste half"] == (1, 2)
    assert spans(table)["Missie"] == (2, 1)
    assert table.head_of(1) == "Eerste half Aantal mannen"
    assert table.head_of(4) == "Tweede half vrouwen"
    assert table.texts()[3] == ("MFO", "4", "11", "2", "13")


def test_a_name_over_several_lines_is_one_cell_to_its_end(read: Read) -> None:
    places: list[Text] = [(80, 180, "Missie"), (300, 180, "Aantal")]
    names = ["Adviesmissie van de Europese", "Unie in Oekraïne"]
    for number in range(3):
        y = 205 + 42 * number
        places += [(80, y, names[0]), (320, y, str(number + 3)), (80, y + 12, names[1])]
    table = the_table(read(pdf_of(places)))
    assert table.texts()[1:] == tuple((" ".join(names), str(n)) for n in (3, 4, 5))


def test_counts_close_before_names_are_a_column(read: Read) -> None:
    places: list[Text] = [(60, 180, "Land"), (196, 180, "Aantal"), (234, 180, "Missie")]
    rows = [("Kosovo", "3", "EULEX Kosovo"), ("Mali", "12", "EUTM"), ("Irak", "4", "EUAM Irak")]
    for number, (land, count, name) in enumerate(rows):
        y = 200 + 18 * number
        places += [(60, y, land), (230 - 5.56 * len(count), y, count), (234, y, name)]
    assert the_table(read(pdf_of(places))).texts()[1:] == tuple(rows)


def test_two_tables_close_to_each_other_are_two(read: Read) -> None:
    places: list[Text] = []
    for number in range(5):
        y = 100 + 16 * number
        places += [(80, y, "Limburg"), (300, y, f"{number}3"), (420, y, f"{number}7")]
    for number in range(5):
        y = 205 + 16 * number
        places += [
            (80, y, "Zeeland en de"),
            (240, y, "eerste 1.042"),
            (360, y, f"8{number}2,9 deel"),
        ]
    assert len(tables_by_page(read(pdf_of(places)))) == 2


def test_a_chart_is_no_table(read: Read) -> None:
    places: list[Text] = [(80, 100 + 18 * n, str(500 - 100 * n)) for n in range(6)]
    places += [(300, 100 + 18 * n, "meldingen") for n in range(6)]
    assert find_tables(read(pdf_of(places))) == ()


def test_counts_that_happen_to_fall_by_one_are_no_axis_of_a_chart(read: Read) -> None:
    counts = ["9", "5", "4", "3", "2", "1", "7", "12", "8", "31", "6"]
    texts: list[Text] = [(80, 100, "Plaats"), (300, 100, "Aantal")]
    for at, count in enumerate(counts, start=1):
        texts += [(80, 100 + 18 * at, f"Post {at}"), (300, 100 + 18 * at, count)]
    (table,) = find_tables(read(pdf_of(texts)))
    assert table.rows == len(counts) + 1


def test_items_behind_marks_are_no_table(read: Read) -> None:
    places: list[Text] = []
    for number in range(4):
        places += [(80, 100 + 16 * number, f"{number + 1}."), (110, 100 + 16 * number, PROSE[:40])]
    assert find_tables(read(pdf_of(places))) == ()


def test_a_note_below_a_table_is_none_of_its_rows(read: Read) -> None:
    places: list[Text] = []
    for number, name in enumerate(("KFOR", "MFO", "UNTSO")):
        places += [(80, 100 + 18 * number, name), (300, 100 + 18 * number, str(number + 1))]
    places += [(80, 165, "Bron: opgave van de"), (190, 165, "korpschef van de politie zelf")]
    table = the_table(read(pdf_of(places)))
    assert table.rows == 3
    assert table.after.startswith("Bron")


def test_rows_sixty_millimetres_high_are_rows(read: Read) -> None:
    rows = [("KFOR", "Kosovo", "3"), ("MFO", "Egypte", "4"), ("UNTSO", "Syrië", "7")]
    places: list[Text] = [
        (x, 90 + 170 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip((80, 260, 420), row, strict=True)
    ]
    grid = rules((70, 250, 410, 500), (70, 240, 410, 580))
    assert the_table(read(pdf_of(places, draw=grid))).texts() == tuple(rows)


COLOPHON = [
    "Directie Politie",
    "Afdeling Inzet",
    "Postbus 20301",
    "2500 EH Den Haag",
    "Datum 3 mei",
    "Ons kenmerk",
    "546321",
]
INZET = [("Missie", "Land", "Aantal"), ("EULEX", "Kosovo", "3"), ("EUAM", "Irak", "12")]
INZET += [("MFO", "Egypte", "4"), ("KFOR", "Kosovo", "7")]


@pytest.mark.parametrize("down", [0.0, 5.5])
def test_a_colophon_beside_a_table_alone_on_its_page_is_no_column(read: Read, down: float) -> None:
    places: list[Text] = [(80, 80, "Overzicht van de inzet")]
    places += [
        (x, 120 + 18 * n, text)
        for n, row in enumerate(INZET)
        for x, text in zip((80, 210, 330), row, strict=True)
    ]
    places += [(450, 100 + 11.5 * n + down, text) for n, text in enumerate(COLOPHON)]
    assert the_table(read(pdf_of(places))).texts() == tuple(INZET)


def test_a_last_column_of_several_lines_a_cell_stays_one(read: Read) -> None:
    places: list[Text] = [(80, 90, "Missie"), (210, 90, "Aantal"), (330, 90, "Taak")]
    for number, (name, _, count) in enumerate(INZET[1:]):
        y = 120 + 40 * number
        places += [(80, y, name), (220, y, count)]
        places += [(330, y, "opleiding en advies"), (330, y + 12, "aan de plaatselijke politie")]
    table = the_table(read(pdf_of(places)))
    assert table.columns == 3
    assert table.texts()[1][2] == "opleiding en advies aan de plaatselijke politie"


def test_right_aligned_heads_of_groups_stand_over_the_columns_before_them(read: Read) -> None:
    def ending(right: float, y: float, text: str) -> Text:
        return (right - stringWidth(text, "Helvetica", 10), y, text)

    texts: list[Text] = [(60, 100, "Missie"), ending(330, 100, "Juni"), ending(480, 100, "Mei")]
    ends = (280, 330, 420, 480)
    subs = ("Politie", "Samen", "Eigen politie", "Allen")
    texts += [ending(end, 120, sub) for end, sub in zip(ends, subs, strict=True)]
    for at in range(5):
        texts.append((60, 140 + 18 * at, f"Missie nummer {at}"))
        texts += [ending(end, 140 + 18 * at, str(3 * at + n)) for n, end in enumerate(ends)]
    (table,) = find_tables(read(pdf_of(texts)))
    spans = {cell.text: (cell.column, cell.column_span) for cell in table.cells if cell.row == 0}
    assert (spans["Juni"], spans["Mei"]) == ((1, 2), (3, 2))
    assert tuple(table.texts()[1]) == ("", *subs)


def test_a_title_is_no_part_of_a_paragraph_at_its_place_on_another_page(read: Read) -> None:
    prose = [(60, 100 + 14 * at, PROSE) for at in range(4)]
    rows = [(60, 160 + 18 * at, f"Plaats {at}") for at in range(4)]
    counts = [(300, 160 + 18 * at, str(7 * at)) for at in range(4)]
    title = (60, 142, "Voormalige missies")
    (table,) = find_tables(read(pdf_of(prose, [title, *rows, *counts])))
    assert table.caption == "Voormalige missies"


def test_a_rule_over_the_figures_of_a_sum_alone_leaves_the_rows_above_it_rows(read: Read) -> None:
    names = ["EULEX", "EUMM", "EUAM", "EUCAP", "Subtotaal"]
    texts: list[Text] = [(64, 94, "Missie"), (304, 94, "Aantal")]
    for at, name in enumerate(names):
        texts += [(64, 112 + 16 * at, name), (304, 112 + 16 * at, str(10 + at))]

    def draw(canvas: Canvas) -> None:
        for y in (80, 100, 182):
            canvas.line(60, 842 - y, 400, 842 - y)
        for x in (60, 300, 400):
            canvas.line(x, 842 - 80, x, 842 - 182)
        canvas.line(300, 842 - 165, 400, 842 - 165)

    (table,) = find_tables(read(pdf_of(texts, draw=draw)))
    assert [row[0] for row in table.texts()] == ["Missie", *names]
    assert [row[1] for row in table.texts()][1:] == ["10", "11", "12", "13", "14"]
