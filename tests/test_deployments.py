"""From table to deployments: what is sure is stored, what is not is stored with a finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction

from tests.conftest import Text, pdf_of, rows_page

Read = Callable[..., Document]
THREE = [
    ("EULEX Kosovo", "Kosovo", "3"),
    ("EUMM Georgië", "Georgië", "4"),
    ("EUAM Irak", "Irak", "2"),
]


def codes(found: Extraction) -> list[str]:
    return [finding.code for finding in found.findings if finding.code != "date-unsure"]


def rows(found: Extraction) -> list[tuple[str, tuple[str, ...], int | None]]:
    return [(d.mission, d.countries, d.officers) for d in found.deployments]


def test_a_plain_table_without_rules_gives_its_rows_and_no_findings(read: Read) -> None:
    found = extract(read(pdf_of(rows_page(THREE))))
    assert rows(found) == [
        ("eulex-kosovo", ("XK",), 3),
        ("eumm-georgia", ("GE",), 4),
        ("euam-iraq", ("IQ",), 2),
    ]
    assert codes(found) == []
    assert all(d.confidence > 0.9 for d in found.deployments)


@pytest.mark.parametrize(
    ("count", "officers", "code"),
    [
        ("2 à 3", 2, "count-is-a-range"),
        ("tot 5", 5, "count-is-a-range"),
        ("2,5", None, "count-unreadable"),
        ("3*", 3, "footnote-on-count"),
        ("?", None, "count-unreadable"),
    ],
)
def test_a_count_that_is_no_plain_number_gets_a_finding(
    read: Read, count: str, officers: int | None, code: str
) -> None:
    found = extract(read(pdf_of(rows_page([*THREE, ("EUBAM Libië", "Libië", count)]))))
    assert rows(found)[-1] == ("eubam-libya", ("LY",), officers)
    assert code in codes(found)


def test_a_row_with_an_empty_count_is_kept_as_unread(read: Read) -> None:
    found = extract(read(pdf_of(rows_page([*THREE, ("EUBAM Libië", "Libië", ""), THREE[0]]))))
    assert ("eubam-libya", ("LY",), None) in rows(found)
    assert "count-unreadable" in codes(found)


def test_unknown_missions_and_countries_are_kept_and_told(read: Read) -> None:
    found = extract(read(pdf_of(rows_page([*THREE, ("EUXAM Vanuatu", "Atlantis", "3")]))))
    last = found.deployments[-1]
    assert (last.mission, last.known, last.countries) == ("unknown-euxam-vanuatu", False, ())
    assert last.country_as_written == "Atlantis"
    assert {"unknown-mission", "unknown-country"} <= set(codes(found))


def test_a_wrong_total_is_an_error_and_a_right_one_is_not(read: Read) -> None:
    right = extract(read(pdf_of(rows_page([*THREE, ("Totaal", "", "9")]))))
    assert (codes(right), right.stated_total) == ([], 9)
    wrong = extract(read(pdf_of(rows_page([*THREE, ("Totaal", "", "10")]))))
    assert codes(wrong) == ["total-mismatch"]
    assert wrong.findings[-1].severity == "error"


def test_a_mission_in_an_unexpected_country_or_year_is_told(read: Read) -> None:
    found = extract(
        read(
            pdf_of(rows_page([*THREE, ("EUPOL COPPS", "Kenia", "3"), ("ISAF", "Afghanistan", "3")]))
        )
    )
    assert {"country-unexpected", "mission-outside-its-years"} <= set(codes(found))


def test_the_same_row_twice_is_told(read: Read) -> None:
    found = extract(read(pdf_of(rows_page([*THREE, THREE[0]]))))
    assert codes(found) == ["row-twice"]


def test_a_table_of_euros_is_not_taken_for_officers(read: Read) -> None:
    texts: list[Text] = [
        (60, 100, "Missie"),
        (260, 100, "Land"),
        (440, 100, "Kosten (euro)"),
        (60, 118, "EULEX Kosovo"),
        (260, 118, "Kosovo"),
        (440, 118, "300"),
    ]
    found = extract(read(pdf_of(texts)))
    assert found.deployments == ()
    assert "no-table" in codes(found)


def test_a_document_without_a_table_says_so(read: Read) -> None:
    found = extract(read(pdf_of([(60, 100, "Er zijn dit jaar geen missies.")])))
    assert found.officers_total is None
    assert "no-table" in codes(found)
