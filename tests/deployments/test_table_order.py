"""A table that keeps to an order shows where it breaks it: a number left out, a wrong sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Finding

from tests.conftest import Text, pdf_of

HAND = Path(__file__).parents[1] / "hand" / "found4"
MISSIONS = [
    ("EULEX Kosovo", "Kosovo"),
    ("EUAM Irak", "Irak"),
    ("UNMISS", "Zuid-Soedan"),
    ("EUBAM Libië", "Libië"),
    ("EUCAP Somalië", "Somalië"),
    ("EUMM Georgië", "Georgië"),
]
TITLE: list[Text] = [
    (60, 60, "Bijlage 5 bij het eerste halfjaarbericht 2024"),
    (60, 90, "Uitgezonden politiefunctionarissen (peildatum 17 april 2024)"),
]


def told(
    read: Callable[..., Document],
    at: Sequence[int],
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> list[Finding]:
    page = [*TITLE]
    for index, row in enumerate([head, *rows]):
        page += [(x, 120 + 18 * index, text) for x, text in zip(at, row, strict=True) if text]
    return list(extract(read(pdf_of(page))).findings)


@pytest.mark.parametrize(
    ("numbers", "left"),
    [
        ((1, 2, 3, 4, 6, 7), [(4, 6)]),
        ((1, 2, 3, 4, 5, 6), []),
        ((1, 2, 3, 1, 2, 3), []),
        ((2012, 2013, 2014, 2016, 2017, 2018), []),
        ((1, 3, 5, 8, 12, 20), []),
    ],
)
def test_a_number_that_running_numbers_leave_out_is_a_row_that_is_missing(
    read: Callable[..., Document], numbers: tuple[int, ...], left: list[tuple[int, int]]
) -> None:
    rows = [(str(n), *each, str(3 + n % 4)) for n, each in zip(numbers, MISSIONS, strict=True)]
    found = told(read, (60, 100, 280, 440), ("Nr", "Missie", "Land", "Aantal"), rows)
    missing = [f.values for f in found if f.code == "part-missing"]
    assert [(each["before"], each["after"]) for each in missing] == left


@pytest.mark.parametrize(
    ("sums", "wrong"),
    [
        ((5, 3, 7, 2, 4, 9), ["EUMM Georgië"]),
        ((5, 3, 7, 2, 4, 6), []),
        ((9, 9, 9, 9, 4, 6), []),  # not what the other columns make
    ],
)
def test_a_row_that_does_not_make_its_sum_is_told_where_others_do(
    read: Callable[..., Document], sums: tuple[int, ...], wrong: list[str]
) -> None:
    parts = [(3, 2), (3, 0), (4, 3), (2, 0), (4, 0), (5, 1)]
    rows = [
        (*each, str(police), str(others), str(all_))
        for each, (police, others), all_ in zip(MISSIONS, parts, sums, strict=True)
    ]
    head = ("Missie", "Land", "Politie", "KMar", "Samen")
    found = told(read, (60, 200, 320, 400, 480), head, rows)
    named = [f.values["name"] for f in found if f.code == "part-exceeds-whole"]
    assert named == wrong


def test_a_reading_that_took_the_sum_of_corps_that_are_told_apart_leaves_no_doubt() -> None:
    # Both own readings take the last column there, which adds up police and KMar.
    pdf = HAND / "r10-halfjaar-2021-2-verzonnen-cijfers.pdf"
    found = extract(read_document(pdf))
    assert "readings-differ" not in {f.code for f in found.findings}
    (row,) = (each for each in found.deployments if each.mission == "eulex-kosovo")
    assert [(part.scope, part.officers) for part in row.of_which] == [
        ("marechaussee", 1),
        ("sum", 3),
    ]


def test_a_mission_of_no_list_is_asked_about_once(read: Callable[..., Document]) -> None:
    rows = [*((*each, "3") for each in MISSIONS), ("EUSTAB Comoren", "Comoren", "2")]
    found = told(read, (60, 260, 440), ("Missie", "Land", "Aantal"), rows)
    codes = [f.code for f in found if f.values.get("name") == "EUSTAB Comoren"]
    assert codes == ["unknown-mission"]


def test_another_day_is_told_once_for_a_table_and_its_report(read: Callable[..., Document]) -> None:
    rows = [(*each, "3") for each in MISSIONS]
    page = [*TITLE]
    for index, row in enumerate([("Missie", "Land", "Aantal"), *rows]):
        page += [(x, 120 + 18 * index, t) for x, t in zip((60, 260, 440), row, strict=True)]
    page.append((60, 300, "Alle aantallen gelden voor 1 januari 2024."))
    found = extract(read(pdf_of(page))).findings
    days = [f.message_key for f in found if f.code == "date-unsure" and f.severity != "info"]
    assert days == ["table-also-stated"]
