"""Faults planted in what the readings of a table share: each is found by something else.

What stands in README.md of extractors/tables as shared is broken here on purpose, one at a time, on
a page that has no finding about its rows otherwise. A test says which finding tells of the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from missiemonitor.corpus.document import Document, Page
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.deployments import extract as extract_deployments
from missiemonitor.extractors.deployments.meaning.view import Understood
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.extractors.linking import countries, missions
from missiemonitor.extractors.tables import (
    deployment_tables,
    finder,
    own_readings,
    read_by_content,
    read_by_pdfplumber,
)
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.table_reading import TableReading

from tests.conftest import Text, pdf_of, rows_page

ROWS = [
    ("EULEX Kosovo", "Kosovo", "3"),
    ("MINUSMA", "Mali", "4"),
    ("EUAM Irak", "Irak", "12"),
    ("UNMISS", "Zuid-Soedan", "7"),
    ("EUMM Georgië", "Georgië", "2"),
]
ABOUT_ROWS = {
    "count-unreadable",
    "readings-differ",
    "single-reading",
    "row-outside",
    "row-skipped",
    "total-mismatch",
    "unknown-mission",
    "country-unexpected",
    "unknown-country",
    "several-counts",
}


class Campaign:
    """Reads a page with these rows, and tells what is found of them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "verzonnen-cijfers.pdf"

    def read(self, *more: Text, rows: Sequence[tuple[str, str, str]] = ROWS) -> Extraction:
        self.path.write_bytes(pdf_of([*rows_page(rows), *more]))
        return extract(read_document(self.path))

    def told(self, *more: Text, rows: Sequence[tuple[str, str, str]] = ROWS) -> set[str]:
        return {each.code for each in self.read(*more, rows=rows).findings} & ABOUT_ROWS


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return Campaign(tmp_path)


def column(x: float, head: str, *texts: str) -> list[Text]:
    """One more column of the page."""
    return [(x, 120 + 18 * at, text) for at, text in enumerate((head, *texts))]


def in_tables(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[TableReading], TableReading]
) -> None:
    """Plants a fault in where tables are, as all readings by our own structure have it."""
    honest = deployment_tables._with_own_readings

    def planted(
        document: Document, tables: Sequence[TableReading]
    ) -> tuple[list[TableReading], list[RowReading]]:
        return honest(document, [change(table) for table in tables])

    monkeypatch.setattr(deployment_tables, "_with_own_readings", planted)


def in_roles(monkeypatch: pytest.MonkeyPatch, one: int, other: int) -> None:
    """Plants a fault in what the columns of a table are: two of them are taken for each other."""
    honest = extract_deployments.understand

    def planted(view: object) -> Understood:
        told = honest(view)  # type: ignore[arg-type]
        roles = list(told.roles)
        roles[one], roles[other] = roles[other], roles[one]
        return replace(told, roles=tuple(roles))

    monkeypatch.setattr(extract_deployments, "understand", planted)


def with_digit(page: Page, was: str, now: str) -> Page:
    """The page with another digit in the words that are `was`."""
    words = tuple(replace(w, text=now) if w.text == was else w for w in page.words)
    lines = tuple(
        replace(line, words=tuple(replace(w, text=now) if w.text == was else w for w in line.words))
        for line in page.lines
    )
    return replace(page, words=words, lines=lines)


def test_without_a_fault_nothing_is_told_of_the_rows(campaign: Campaign) -> None:
    assert campaign.told() == set()
    assert campaign.told(*column(520, "Sinds", *["2014"] * 5)) == set()
    assert campaign.told((60, 228, "Totaal"), (440, 228, "28")) == set()


def test_a_last_row_that_is_cut_off_is_seen_by_readings_with_an_extent_of_their_own(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(table: TableReading) -> TableReading:
        last = max(row.at[1] for row in table.rows)
        return replace(table, rows=tuple(r for r in table.rows if abs(r.at[1] - last) > 3))

    in_tables(monkeypatch, cut)
    assert "row-outside" in campaign.told()


def test_a_row_too_many_is_one_that_readings_with_an_extent_of_their_own_do_not_see(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(table: TableReading) -> TableReading:
        lowest = max(row.at[1] for row in table.rows)
        last = [row for row in table.rows if abs(row.at[1] - lowest) < 3]
        lower = [
            replace(
                row,
                at=(row.at[0], row.at[1] + 60),
                cells=tuple(
                    replace(
                        cell,
                        box=replace(cell.box, top=cell.box.top + 60, bottom=cell.box.bottom + 60),
                        at=(cell.at[0], cell.at[1] + 60),
                    )
                    for cell in row.cells
                ),
            )
            for row in last
        ]
        return replace(table, rows=(*table.rows, *lower))

    in_tables(monkeypatch, add)
    assert "single-reading" in campaign.told()


def test_a_year_taken_for_the_count_is_a_count_that_cannot_be_read(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_roles(monkeypatch, 2, 3)
    assert "count-unreadable" in campaign.told(*column(520, "Sinds", *["2014"] * 5))


def test_numbers_of_rows_taken_for_the_count_are_not_what_other_readings_count(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_roles(monkeypatch, 2, 3)
    assert "readings-differ" in campaign.told(*column(520, "Nr.", "1", "2", "3", "4", "5"))


def test_a_mission_taken_for_the_country_is_none_to_other_readings(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_roles(monkeypatch, 0, 1)
    assert "readings-differ" in campaign.told()


def test_a_wrong_one_of_two_columns_of_counts_is_told_by_the_stated_total(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [*column(520, "Vorige", "5", "6", "9", "1", "1"), (60, 228, "Totaal"), (440, 228, "28")]
    in_roles(monkeypatch, 2, 3)
    assert campaign.told(*more) & {"total-mismatch", "several-counts"}


def test_a_mission_that_the_list_lacks_is_read_by_its_shape_and_told(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = missions._gazetteer()

    def without(names: dict[object, missions.Mission]) -> dict[object, missions.Mission]:
        return {key: each for key, each in names.items() if each.name != "UNMISS"}

    fewer = missions._Gazetteer(*(without(getattr(known, name)) for name in known.__slots__))
    monkeypatch.setattr(missions, "_gazetteer", lambda: fewer)
    listed = read_by_content.mission_names()
    lacking = {key: value for key, value in listed.names.items() if "unmiss" not in key}
    monkeypatch.setattr(read_by_content, "mission_names", lambda: type(listed).of(lacking))
    found = campaign.read()
    # One that another mission's name is like is told as that.
    assert {"unknown-mission", "similar-name"} & {each.code for each in found.findings}
    (row,) = (each for each in found.deployments if each.mission_as_written == "UNMISS")
    assert row.officers == 7
    assert {"UNMISS"} == {r.mission for r in row.readings if r.way == "content"}


def test_countries_that_are_swapped_in_the_list_are_none_of_their_missions(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = dict(countries.country_names())
    names["mali"], names["kosovo"] = names["kosovo"], names["mali"]
    monkeypatch.setattr(countries, "country_names", lambda: names)
    assert "country-unexpected" in campaign.told()


@pytest.mark.parametrize("reading", [read_by_pdfplumber, read_by_content])
def test_another_digit_in_the_input_of_one_reading_is_not_what_the_others_read(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, reading: object
) -> None:
    honest = reading.read_page  # type: ignore[attr-defined]
    monkeypatch.setattr(reading, "read_page", lambda page: honest(with_digit(page, "12", "13")))
    assert "readings-differ" in campaign.told()


def test_another_digit_in_what_readings_by_our_own_structure_share_is_told_by_the_others(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = own_readings.beside
    found = campaign.read().document
    true_pages = {page.number: page for page in found.pages}

    def of_the_true_page(
        document: Document, tables: Sequence[Sequence[RowReading]]
    ) -> tuple[list[list[RowReading]], list[RowReading]]:
        return honest(replace(document, pages=tuple(true_pages.values())), tables)

    monkeypatch.setattr(own_readings, "beside", of_the_true_page)
    changed = replace(found, pages=tuple(with_digit(page, "12", "13") for page in found.pages))
    codes = {each.code for each in extract(changed).findings}
    assert "readings-differ" in codes


def test_a_table_that_the_finder_loses_is_told_by_the_lines_of_its_page(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "page_tables", lambda page, again: [])
    found = campaign.read()
    assert not found.deployments
    (told,) = (each for each in found.findings if each.code == "row-outside")
    assert told.severity == "warning"
    assert all(name in told.message for name, _, _ in ROWS)


def test_the_page_of_a_table_that_the_finder_loses_is_told_beside_one_that_is_read(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = finder.page_tables
    monkeypatch.setattr(
        finder, "page_tables", lambda page, again: [] if page.number == 1 else honest(page, again)
    )
    campaign.path.write_bytes(pdf_of(rows_page(ROWS), rows_page(ROWS)))
    found = extract(read_document(campaign.path))
    assert len(found.deployments) == len(ROWS)
    assert [(each.code, each.about) for each in found.findings if "no table" in each.message] == [
        ("row-outside", {"page": 1})
    ]
