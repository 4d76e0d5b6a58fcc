"""Heads over counts that say that no people are counted, and titles that count a part of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.against_page.columns import better_column, number_rows
from missiemonitor.extractors.against_page.page_text import Chunk, PageText
from missiemonitor.extractors.deployments.meaning.heads import is_understood
from missiemonitor.extractors.extract import extract

from tests.conftest import pdf_of, rows_page

Read = Callable[..., Document]
ROWS = [
    ("EULEX Kosovo", "Kosovo", "3"),
    ("EUMM Georgië", "Georgië", "4"),
    ("UNMISS", "Zuid-Soedan", "2"),
]
OTHERS = (
    *("Aantal functies", "Aantal landen", "Rang", "Number of countries", "Nombre de pays"),
    *("Aantal (x 10)", "Aantal × 1.000", "Niet ingevuld", "Personeel niet ingevuld"),
    *("Geen politie", "Not deployed", "Non pourvus", "Aantal in tientallen"),
)
OF_PEOPLE = (
    *("Aantal", "Aantal per missie", "Aantal in missie", "Inzet per land", "Effectif", "No."),
    *("Politie, niet executief", "Bijdrage aan missie", "Omvang", "Aantal*", "Aantal op 1-1-2020"),
)


@pytest.mark.parametrize("head", OTHERS)
def test_a_head_that_counts_something_else_is_not_understood(head: str) -> None:
    assert not is_understood(head)


@pytest.mark.parametrize("head", OF_PEOPLE)
def test_a_head_of_people_is_understood(head: str) -> None:
    assert is_understood(head)


def codes(read: Read, head: str = "Aantal", title: str = "") -> list[str]:
    page = [(x, y, head if text == "Aantal" else text) for x, y, text in rows_page(ROWS)]
    page = [(x, y, title if title and y == 90 else text) for x, y, text in page]
    return [each.code for each in extract(read(pdf_of(page))).findings if each.severity != "info"]


@pytest.mark.parametrize("head", ["Aantal functies", "Aantal (x 10)", "Niet ingevuld"])
def test_it_is_told_of_the_table(read: Read, head: str) -> None:
    assert codes(read, head) == ["header-unsure"]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Aantal vrouwen onder de uitgezonden politiefunctionarissen", True),
        ("Number of women among the police officers abroad", True),
        ("Uitgezonden politiefunctionarissen, mannen en vrouwen", False),
        ("Aantal uitgezonden politiefunctionarissen, ook vrouwen", False),
    ],
)
def test_a_title_that_counts_women_alone_is_told(read: Read, title: str, told: bool) -> None:
    assert ("table-to-agree" in codes(read, title=title)) is told


@pytest.mark.parametrize("raised", ["4²", "⁴", "④", "4"])
def test_figures_that_are_no_digits_end_no_reading(raised: str) -> None:
    pieces = [
        Chunk(text, Box(440.0, 120.0 + 18 * at, 446.0, 130.0 + 18 * at), 130.0 + 18 * at, 10.0)
        for at, text in enumerate((raised, "5", "6"))
    ]
    page = PageText(1, tuple((piece,) for piece in pieces), 0, 595.0, 842.0)
    counts = [piece.box for piece in pieces]
    assert number_rows(page, counts) is False  # no other numbers stand beside them
    assert better_column(page, counts, None) is None
