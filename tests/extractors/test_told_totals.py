"""A total that a sentence states is held against the rows, wherever in the report it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.found import Found
from missiemonitor.extractors.statements.told_totals import totals_against

from tests.conftest import Text, pdf_of, rows_page

# Together 15.
ROWS = [("EULEX Kosovo", "Kosovo", "6"), ("EUAM Irak", "Irak", "4"), ("UNMISS", "Zuid-Soedan", "5")]
TITLE = (60, 60, "Halfjaarbericht politie, eerste halfjaar 2024")


def totals_told(read: Callable[..., Document], *sentences: str) -> list[str]:
    letter: list[Text] = [TITLE]
    letter += [(60, 120 + 40 * at, text) for at, text in enumerate(sentences)]
    letter.append((60, 500, "De bijlage geeft hiervan een overzicht."))
    found = extract(read(pdf_of(letter, rows_page(ROWS, top=120)))).findings
    codes = ("total-mismatch", "total-against-text")
    return [f.message_key for f in found if f.code in codes and f.severity != "info"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("In totaal waren 18 politiemensen uitgezonden naar missies.", ["default"]),
        ("In totaal waren 15 politiemensen uitgezonden naar missies.", []),
        ("Dat waren er in totaal 18 politiemensen in missies een halfjaar eerder.", []),
        ("In totaal volgden 18 politiemensen de opleiding voor missies.", []),
        ("In totaal werkten 18 marechaussees in missies.", []),
        ("In totaal zijn 180 politiemensen uitgezonden geweest naar missies.", []),
    ],
)
def test_only_a_total_of_our_officers_of_now_is_held_against_rows_on_another_page(
    read: Callable[..., Document], sentence: str, told: list[str]
) -> None:
    assert totals_told(read, sentence) == told


def test_two_sentences_that_state_other_totals_are_one_finding(
    read: Callable[..., Document],
) -> None:
    one, two = (f"In totaal waren {n} politiemensen uitgezonden naar missies." for n in (17, 19))
    assert totals_told(read, one, two) == ["sentences"]
    assert totals_told(read, one, one) == ["default"]


def test_tables_of_two_organisations_make_a_total_together(read: Callable[..., Document]) -> None:
    letter: list[Text] = [
        TITLE,
        (60, 120, "In totaal waren 15 politiemensen uitgezonden naar missies."),
    ]
    one, two = rows_page(ROWS[:2], top=120), rows_page(ROWS[2:], top=120)
    found = extract(read(pdf_of(letter, one, two))).findings
    assert "total-against-text" not in {f.code for f in found if f.severity != "info"}


@pytest.mark.parametrize(
    ("officers", "told"),
    [
        (15, ["waiting"]),  # what counts makes 10, and with what waits 15
        (10, []),  # what counts
        (5, []),  # what waits alone: a part
        (12, ["default"]),
    ],
)
def test_a_total_that_needs_a_table_which_waits_is_told(
    read: Callable[..., Document], officers: int, told: list[str]
) -> None:
    letter: list[Text] = [
        TITLE,
        (60, 120, f"In totaal waren {officers} politiemensen uitgezonden naar missies."),
        (60, 500, "De bijlage geeft hiervan een overzicht."),
    ]
    document = read(pdf_of(letter, rows_page(ROWS, top=120)))
    found = extract(document)
    (table,) = found.tables
    table = replace(table, cells=(), stated_total=None)
    *counted, last = found.deployments
    rows = Found(
        tables=(table, replace(table, key="waits", standing="to-agree")),
        deployments=(*counted, replace(last, table="waits", counted=False)),
    )
    with using(series_named(document.series or "")):
        findings = list(totals_against(document, found.statements, rows))
    assert [each.message_key for each in findings] == told
