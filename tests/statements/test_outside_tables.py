"""Rows of tables are read as no sentences; what stands around a table is."""

from __future__ import annotations

from collections.abc import Callable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extractor import DocumentReading
from missiemonitor.extractors.statements.outside_tables import outside_tables

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
OVER = "In de eerste helft van het jaar waren er drie collega's bij EULEX Kosovo werkzaam."
UNDER = "Daarnaast zijn twee agenten uitgezonden naar de missie van de Verenigde Naties in Mali."
ROWS = [
    ("EULEX Kosovo", "Kosovo", "Rechercheur, t/m 06-2018", "3"),
    ("EUMM Georgië", "Georgië", "Waarnemer, t/m 07-2018", "2"),
    ("EUAM Oekraïne", "Oekraïne", "Adviseur, t/m 08-2018", "4"),
]


def paragraphs(read: Read, *under: str, step: float = 12) -> str:
    page: list[Text] = [(60, 80, OVER)]
    for at, row in enumerate([("Missie", "Land", "Functie", "Aantal"), *ROWS]):
        page += [
            (x, 96 + step * at, text) for x, text in zip((60, 180, 280, 460), row, strict=True)
        ]
    page += [(60, 96 + step * (4 + at), text) for at, text in enumerate(under)]
    document = read(pdf_of(page))
    # The rows stand so close to the text that they are taken for some of it.
    assert ROWS[1][2] in " ".join(each.text for each in document.paragraphs)
    left = outside_tables(document, DocumentReading(document).tables)
    return " ".join(each.text for each in left.paragraphs)


def test_rows_close_to_running_text_are_none_of_it(read: Read) -> None:
    left = paragraphs(read, UNDER)
    assert OVER in left
    assert UNDER in left
    assert not any(function in left for _, _, function, _ in ROWS)


def test_running_text_is_as_it_was_where_there_is_no_table(read: Read) -> None:
    document = read(pdf_of([(60, 80, OVER), (60, 94, UNDER)]))
    assert outside_tables(document, DocumentReading(document).tables) == document
