"""Which of the ways to make cells of a header fits what stands under it."""

from __future__ import annotations

from missiemonitor.corpus.document import Line
from missiemonitor.extractors.tables.columns import WhiteSpace
from missiemonitor.extractors.tables.header import Header, find_headers
from missiemonitor.extractors.tables.header_choice import (
    best_columns,
    score,
    settled,
    without_prose,
)

from tests.tables.made import line, table


def header_over(lines: list[Line]) -> Header:
    (found,) = find_headers(lines)
    return settled(found, lines[found.after :])


def test_headings_that_can_be_parted_in_two_ways_follow_their_columns() -> None:
    rows = [("EULEX", "Kosovo", "3"), ("EUMM", "Georgië", "2"), ("EUMA", "Armenië", "4")]
    lines = [line(100, (60, "Missie Land van inzet"), (300, "Aantal"))]
    for at, row in enumerate(rows, start=1):
        lines.append(line(100 + 18 * at, *zip((60, 97, 300), row, strict=True)))
    chosen = header_over(lines)
    assert [cell.text for cell in chosen.cells] == ["Missie", "Land van inzet", "Aantal"]


def test_every_way_to_make_cells_has_its_fit_and_the_best_is_taken() -> None:
    lines = table(("Missie", "Land van inzet", "Aantal"), ("EULEX Kosovo", "Kosovo", "3"))
    chosen = header_over(lines)
    assert len(chosen.options) == len(chosen.fits) == len(chosen.likely) > 1
    scores = [score(fit, likely) for fit, likely in zip(chosen.fits, chosen.likely, strict=True)]
    taken = [cell.text for cell in chosen.options[scores.index(max(scores))]]
    assert [cell.text for cell in chosen.cells] == taken


def test_a_heading_that_is_not_understood_is_told_by_the_missions_under_it() -> None:
    lines = table(
        ("Wat", "Land", "Aantal"),
        ("EULEX Kosovo", "Kosovo", "3"),
        ("EUMM Georgië", "Georgië", "2"),
        ("EUMA Armenië", "Armenië", "2"),
    )
    assert header_over(lines).roles == ("mission", "country", "count")


def test_of_two_years_the_last_is_the_count() -> None:
    lines = table(
        ("Missie", "Aantal 2022", "Aantal 2023"),
        ("EULEX Kosovo", "3", "5"),
        ("EUMM Georgië", "2", "1"),
    )
    assert header_over(lines).roles == ("mission", "other", "count")


def test_numbers_of_rows_are_no_counts() -> None:
    lines = table(
        ("Missie", "Aantal"),
        *((f"EULEX Kosovo {at}", str(at)) for at in range(1, 6)),
        xs=(60, 260),
    )
    (found,) = find_headers(lines)
    fit, _ = best_columns(WhiteSpace.of(lines[1:]), found.cells)
    assert fit < 0


def test_sentences_do_not_cover_the_gaps_between_columns() -> None:
    row = line(100, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "3"))
    prose = line(
        120, (60, "de politie heeft in het afgelopen halfjaar veel van haar mensen gezien")
    )
    assert without_prose([row, prose]) == [row]
    assert without_prose([prose]) == [prose]  # better than nothing
