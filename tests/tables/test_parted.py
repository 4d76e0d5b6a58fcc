"""Where one table ends and another, or what stands beside it, begins; drawn here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.tables.finder import find_tables

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
