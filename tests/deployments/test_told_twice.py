"""Officers that two rows count are counted once, and those of a sentence alone are told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extractor import Found

from tests.conftest import pdf_of, read_deployments, rows_page

Read = Callable[..., Document]
Rows = list[tuple[str, str, str]]


def found(read: Read, rows: Rows, under: str = "") -> Found:
    page = rows_page(rows)
    if under:
        page.append((60, page[-1][1] + 24, under))
    return read_deployments(read(pdf_of(page)))


def counted(read: Read, rows: Rows) -> list[tuple[str, int | None]]:
    return [(d.mission, d.officers) for d in found(read, rows).deployments]


def told(of: Found, code: str) -> list[str]:
    return [each.message_key for each in of.findings if each.code == code]


@pytest.mark.parametrize("word", ["waarvan in", "Waarvan te", "w.v.", "onder wie in"])
def test_parts_of_a_row_are_not_counted_beside_it(read: Read, word: str) -> None:
    rows = [
        ("EULEX Kosovo", "Kosovo", "6"),
        (f"{word} Mitrovica", "Kosovo", "2"),
        (f"{word} Pristina", "Kosovo", "4"),
        ("UNMISS", "Zuid-Soedan", "7"),
    ]
    assert counted(read, rows) == [("eulex-kosovo", 6), ("unmiss", 7)]
    assert told(found(read, rows), "row-skipped") == ["part", "part"]


def test_what_is_called_parts_and_is_more_than_its_row_is_kept(read: Read) -> None:
    rows = [
        ("EULEX Kosovo", "Kosovo", "6"),
        ("waarvan in Mitrovica", "Kosovo", "9"),
        ("UNMISS", "Zuid-Soedan", "7"),
    ]
    assert [officers for _, officers in counted(read, rows)] == [6, 9, 7]


GROUPS = [
    ("Europese Unie", "", "9"),
    ("EUMM Georgië", "Georgië", "5"),
    ("EULEX Kosovo", "Kosovo", "4"),
    ("Verenigde Naties", "", "7"),
    ("UNMISS", "Zuid-Soedan", "7"),
]


def test_sums_of_organisations_over_their_missions_are_not_counted(read: Read) -> None:
    rows = [*GROUPS, ("Totaal", "", "16")]
    assert counted(read, rows) == [("eumm-georgia", 5), ("eulex-kosovo", 4), ("unmiss", 7)]
    assert told(found(read, rows), "row-skipped") == ["leads", "leads"]
    assert found(read, rows).stated_total == 16


def test_organisations_whose_numbers_are_no_sums_are_rows_of_their_own(read: Read) -> None:
    rows = [("Verenigde Naties", "", "3"), *GROUPS[1:3]]
    assert [officers for _, officers in counted(read, rows)] == [3, 5, 4]


def test_a_mission_that_only_a_sentence_below_names_is_told_of(read: Read) -> None:
    rows = [row for row in GROUPS if row[1]]
    sentence = "Daarbij komen nog zeven mensen bij EUAM Oekraïne."
    assert told(found(read, rows, sentence), "row-outside") == ["sentence"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Daarbij zijn de zeven mensen bij UNMISS inbegrepen.",
        "In 2019 waren dat nog zeven mensen bij EUAM Oekraïne, voorheen.",
        "EUAM Oekraïne begon in mei.",
    ],
)
def test_a_sentence_about_a_row_or_another_time_is_no_row(read: Read, sentence: str) -> None:
    rows = [row for row in GROUPS if row[1]]
    assert told(found(read, rows, sentence), "row-outside") == []
