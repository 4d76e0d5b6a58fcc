"""What is doubted of a table and its rows, each doubt by its code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extraction import Finding

from tests.conftest import Text, pdf_of, read_deployments, rows_page

SOUND = [("EUAM Irak", "Irak", "4"), ("UNMISS", "Zuid-Soedan", "5")]
Reader = Callable[..., Document]


def findings(document: Document) -> dict[str, Finding]:
    return {finding.code: finding for finding in read_deployments(document).findings}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("EULEX Kosovo", "Kosovo", "veel"), "count-unreadable"),
        (("EULEX Kosovo", "Kosovo", "ca. 4"), "count-is-a-range"),
        (("EULEX Kosovo", "Kosovo", "3*"), "footnote-on-count"),
        (("EULEX Kosovo", "Atlantis", "3"), "unknown-country"),
        (("Operatie Onbekend", "Kosovo", "3"), "unknown-mission"),
        (("EULEX Kosovo", "Mali", "3"), "country-unexpected"),
        (("Operatie Onbekend in", "Kosovo", "3"), "name-cut"),
    ],
)
def test_a_doubt_about_a_row_has_its_code_and_points_at_the_row(
    read: Reader, row: tuple[str, str, str], code: str
) -> None:
    found = findings(read(pdf_of(rows_page([row, *SOUND]))))
    assert code in found
    evidence = found[code].evidence
    assert evidence is not None
    assert evidence.page == 1
    assert evidence.box.top < 138 < evidence.box.bottom + 3


def test_sound_rows_give_no_doubt(read: Reader) -> None:
    assert findings(read(pdf_of(rows_page(SOUND)))) == {}


def test_a_heading_with_more_in_it_than_is_understood_is_told(read: Reader) -> None:
    page = rows_page(SOUND)
    page[4] = (400, 120, "Aantal bijzondere")
    found = findings(read(pdf_of(page)))
    assert "Aantal bijzondere" in found["header-unsure"].message


def test_a_row_outside_the_table_is_told_with_its_words(read: Reader) -> None:
    page: list[Text] = [
        *rows_page(SOUND),
        (60, 500, "EULEX Kosovo"),
        (260, 500, "Kosovo"),
        (440, 500, "3"),
    ]
    outside = findings(read(pdf_of(page)))["row-outside"]
    assert "EULEX Kosovo" in outside.message
    assert outside.evidence is not None


def test_a_document_without_a_table_is_told_once(read: Reader) -> None:
    found = read_deployments(read(pdf_of([(60, 60, "Een bericht zonder tabel.")])))
    assert [finding.code for finding in found.findings] == ["no-table"]
