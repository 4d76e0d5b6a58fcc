"""Tables as text alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.deployments.view import without_row_as_head
from missiemonitor.extractors.tables.finder import find_tables

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
ROWS = [("EULEX", "Kosovo", "drie"), ("EUAM", "Irak", "vier"), ("MFO", "Egypte", "twee")]


def heads(read: Read, rows: Sequence[Sequence[str]]) -> int:
    places: list[Text] = [
        (x, 200.0 + 18 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((80, 230, 380), row, strict=True)
    ]
    (table,) = find_tables(read(pdf_of(places)))
    return without_row_as_head(table).head


def test_a_first_row_with_mission_country_and_number_is_no_head(read: Read) -> None:
    assert heads(read, ROWS) == 0


def test_a_first_row_that_names_columns_is_a_head(read: Read) -> None:
    assert heads(read, [("Missie", "Land", "Aantal"), *ROWS]) == 1
