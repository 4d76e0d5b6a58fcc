"""Where one table ends and another, or what stands beside it, begins; drawn here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.tables.finder import find_tables
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
INZET = [("Missie", "Land", "Aantal"), ("EULEX", "Kosovo", "3"), ("EUAM", "Irak", "12")]
INZET += [("MFO", "Egypte", "4"), ("KFOR", "Kosovo", "7")]


def set_at(
    top: float, rows: Sequence[tuple[str, ...]], xs: Sequence[float] = (80, 210, 330)
) -> list[Text]:
    """Rows 18 points apart from a height on."""
    return [
        (x, top + 18 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip(xs, row, strict=False)
        if text
    ]


def test_a_colophon_beside_the_paragraph_over_a_table_is_no_column(read: Read) -> None:
    lines = ["De officieren van de lidstaten wisselen veel ervaringen uit over de"]
    lines += ["aanpak van mensenhandel, en over opleidingen die daarvoor nodig zijn;"]
    lines += ["de stand is die van september van dit jaar en geldt voor alle missies"]
    lines += ["die hierna zijn genoemd."]
    places: list[Text] = [(80, 100 + 13 * n, text) for n, text in enumerate(lines)]
    places += set_at(175, INZET)
    colophon = ["Directie Politie", "Afdeling Inzet", "Datum", "3 mei", "Ons kenmerk", "546321"]
    places += [(455, 100 + 13 * n, text) for n, text in enumerate(colophon)]
    (table,) = find_tables(read(pdf_of(places)))
    assert table.texts() == tuple(INZET)


def test_a_table_of_fewer_columns_under_its_title_is_one_of_its_own(read: Read) -> None:
    guests = [("Land", "Gasten"), ("Suriname", "31"), ("Kenia", "33"), ("Ghana", "6")]
    places = [*set_at(100, INZET), (80, 197, "Bezoek uit het buitenland")]
    places += set_at(215, guests, (80, 250))
    tables = find_tables(read(pdf_of(places)))
    assert [table.texts() for table in tables] == [tuple(INZET), tuple(guests)]


def test_a_row_left_out_parts_no_table(read: Read) -> None:
    rows = [("Missienaam", "Land", "Aantal functionarissen"), *INZET[1:3]]
    below = [*INZET[3:], ("UNTSO", "Syrië", "2")]
    places = set_at(100, rows) + set_at(172, below)
    places = [(425 if text.isdigit() else x, y, text) for x, y, text in places]
    (table,) = find_tables(read(pdf_of(places)))
    assert table.texts() == (*rows, *below)


def test_the_name_of_the_first_group_of_rows_is_none_of_the_text_above(read: Read) -> None:
    rows = [("EULEX (Kosovo)", "3"), ("UNFICYP (Cyprus)", "12")]
    others = [("EUAM (Irak)", "2"), ("EUPOL COPPS (Palestijnse gebieden)", "4")]
    places: list[Text] = [(60, 100, "De volgende politiemensen nemen deel aan een missie.")]
    places += [(60, 130, "Europa"), (60, 182, "Midden-Oosten")]
    places += set_at(146, rows, (75, 330)) + set_at(198, others, (75, 330))
    (table,) = find_tables(read(pdf_of(places)))
    assert table.texts() == (("Europa", ""), *rows, ("Midden-Oosten", ""), *others)
    assert table.caption.startswith("De volgende")


def test_the_name_of_a_group_set_out_is_no_beginning_of_the_name_below(read: Read) -> None:
    places: list[Text] = [(80, 80, "Politiemensen op missie"), (60, 112, "Missie")]
    places += [(330, 112, "Aantal politiemensen"), (60, 130, "Europa"), (60, 184, "Midden-Oosten")]
    places += set_at(148, [("EULEX Kosovo", "3"), ("UNFICYP", "12")], (75, 330))
    places += set_at(202, [("EUAM Irak", "2"), ("EUPOL COPPS", "4")], (75, 330))
    found = extract(read(pdf_of(places))).deployments
    assert [row.mission_as_written for row in found] == [
        "EULEX Kosovo",
        "UNFICYP",
        "EUAM Irak",
        "EUPOL COPPS",
    ]


HIGH: list[Text] = [(80, 133, "Naam"), (210, 133, "Stand"), (330, 133, "Geleverd")]
HIGH += [(80, 145, "van de"), (210, 145, "op datum"), (330, 145, "op datum")]
HIGH += [(80, 157, "missie"), (210, 157, "20-11-2020"), (330, 157, "20-05-2021")]


def test_a_high_bold_head_over_one_row_of_a_page_is_whole(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        for x, y, text in HIGH:
            canvas.drawString(x, 842 - y, text)

    (table,) = find_tables(read(pdf_of(set_at(175, [("EULEX", "3", "4")]), draw=draw)))
    assert table.head_of(2) == "Geleverd op datum 20-05-2021"


def test_tables_side_by_side_under_one_head_each_are_two(read: Read) -> None:
    left = [("waar", "koppen"), ("EULEX", "3"), ("EUAM Irak", "12"), ("KFOR", "7")]
    right = [("waar", "koppen"), ("MFO", "4"), ("UNTSO", "1"), ("EUBAM", "9")]
    places: list[Text] = [(80, 100, "Nationale politie"), (320, 100, "Koninklijke Marechaussee")]
    places += set_at(116, left, (80, 220)) + set_at(116, right, (320, 470))
    one, two = find_tables(read(pdf_of(places)))
    assert one.texts()[1:] == tuple(left)
    assert two.texts()[1:] == tuple(right)
    assert two.head_of(1).startswith("Koninklijke Marechaussee")


def test_a_list_of_counts_and_names_in_columns_abreast_is_one_table(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (86, 106, 126, 146):
            canvas.line(70, 842 - y, 490, 842 - y)
        for x in (70, 280, 490):
            canvas.line(x, 842 - 86, x, 842 - 146)

    places = set_at(100, [("Hoeveel en waarheen", "Hoeveel en waarheen")], (80, 290))
    places += [(84, 120, "13"), (100, 120, "EULEX"), (299, 120, "3"), (310, 120, "EUBAM Libië")]
    places += [(89, 140, "4"), (100, 140, "EUAM Irak")]
    (table,) = find_tables(read(pdf_of(places, draw=draw)))
    assert table.texts()[1:] == (("13", "EULEX"), ("4", "EUAM Irak"), ("3", "EUBAM Libië"))


def test_columns_under_two_years_with_one_name_a_row_are_one_table(read: Read) -> None:
    rows = [("Missie", "mannen", "vrouwen", "mannen", "vrouwen")]
    rows += [("EULEX", "3", "4", "2", "1"), ("EUAM", "12", "4", "5", "6")]
    rows += [("KFOR", "7", "1", "2", "3")]
    places: list[Text] = [(200, 100, "2022"), (360, 100, "2023")]
    places += set_at(116, rows, (80, 170, 250, 330, 410))
    (table,) = find_tables(read(pdf_of(places)))
    assert table.columns == 5


def test_numbers_one_space_apart_are_two_columns_with_a_head_each(read: Read) -> None:
    rows = [("EULEX", "0", "2"), ("EUAM", "2", "4"), ("MFO", "4", "15"), ("KFOR", "20", "5")]
    places: list[Text] = [(80, 100, "Missie"), (203, 100, "Aantal"), (234.9, 100, "Korps")]
    places += [(185.5, 112, "militairen"), (234.9, 112, "politie")]
    for number, (name, first, second) in enumerate(rows):
        y = 132 + 18 * number
        places += [(80, y, name), (231.5 - 5.56 * len(first), y, first), (234.9, y, second)]
    (table,) = find_tables(read(pdf_of(places)))
    assert table.texts()[-4:] == tuple(rows)
    assert [table.head_of(column) for column in (1, 2)] == ["Aantal militairen", "Korps politie"]


def test_a_cell_of_two_lines_around_the_middle_of_a_row_is_of_that_row(read: Read) -> None:
    places = set_at(100, INZET[:3]) + set_at(160, INZET[3:])
    places += [(80, 148, "EUPOL"), (80, 160, "COPPS"), (210, 154, "Gaza"), (330, 154, "5")]
    places = [(x, y + (12 if text in INZET[3] or y > 170 else 0), text) for x, y, text in places]
    (table,) = find_tables(read(pdf_of(places)))
    assert ("EUPOL COPPS", "Gaza", "5") in table.texts()
    assert ("EUAM", "Irak", "12") in table.texts()
