"""What columns are, by their headings."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.tables.header import (
    find_headers,
    is_header,
    is_heading,
    is_phrase,
    role_of,
)

from tests.tables.made import grid, line, table


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Missie", "mission"),
        ("Land", "country"),
        ("Aantal", "count"),
        ("Missie (aantal)", "mission"),
        ("Aantal militairen", "other"),
        ("Aantal in %", "other"),
        ("Kosten in €", "other"),
        ("Kleur", ""),
    ],
)
def test_a_heading_tells_the_role_of_its_column(heading: str, role: str) -> None:
    assert role_of(heading) == role


def test_a_heading_that_a_scan_misspelled_is_known() -> None:
    assert role_of("Missieloperatie") == role_of("Missie/operatie") == "mission"


def test_a_text_with_more_than_headings_in_it_is_no_heading() -> None:
    assert is_phrase("Land van inzet")
    assert not is_phrase("Land van melk en honing")
    assert not is_phrase("")


def test_a_deployment_table_names_who_or_where_and_how_many() -> None:
    assert is_header(["mission", "count"])
    assert is_header(["country", "other", "count"])
    assert not is_header(["mission", "country"])
    assert not is_header(["count", "other"])


def test_a_header_is_found_where_it_stands_among_lines() -> None:
    lines = [
        line(60, (60, "Overzicht van het halfjaar")),
        *table(("Missie", "Land", "Aantal"), ("EULEX Kosovo", "Kosovo", "3")),
    ]
    (found,) = find_headers(lines)
    assert (found.first, found.after) == (1, 2)
    assert found.roles == ("mission", "country", "count")


def test_a_heading_that_wraps_over_two_lines_is_one_cell() -> None:
    lines = [
        line(100, (60, "Missie"), (260, "Land van"), (440, "Aantal")),
        line(110, (260, "inzet")),
        line(130, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "3")),
    ]
    (found,) = find_headers(lines)
    assert found.after == 2
    assert [cell.text for cell in found.cells] == ["Missie", "Land van inzet", "Aantal"]


def test_a_row_is_not_taken_for_the_second_line_of_a_header() -> None:
    lines = [
        line(100, (60, "Missie"), (260, "Land"), (440, "Aantal")),
        line(110, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "3")),
    ]
    (found,) = find_headers(lines)
    assert found.after == 1


def test_a_drawn_line_parts_headings_that_stand_close() -> None:
    lines = [line(100, (60, "Missie Land Aantal"))]
    walls = grid((55, 91, 116.5, 150), (98, 112))
    parted = [header.roles for header in find_headers(lines, walls)]
    assert parted == [("mission", "country", "count")]
    assert not list(find_headers(lines))


def test_each_table_on_a_page_has_its_header_found() -> None:
    one = table(("Missie", "Land", "Aantal"), ("EULEX Kosovo", "Kosovo", "3"))
    two = [line(300, (60, "Missie"), (300, "Aantal")), line(318, (60, "MINUSMA"), (300, "4"))]
    assert [header.first for header in find_headers([*one, *two])] == [0, 2]


def test_a_line_of_headings_is_told_from_a_row() -> None:
    headings, row = table(("Missie", "Land", "Voertuigen"), ("EULEX Kosovo", "Kosovo", "3"))
    assert is_heading(headings)
    assert not is_heading(row)
