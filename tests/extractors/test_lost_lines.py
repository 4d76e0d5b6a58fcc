"""Lines of a page that no stored row has are told, whatever else is told of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.against_page.counts import is_a_range
from missiemonitor.extractors.against_page.hold import hold_against_pages
from missiemonitor.extractors.against_page.lines_left import lines_left
from missiemonitor.extractors.against_page.page_text import page_text
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction, Finding
from missiemonitor.extractors.findings import finding

from tests.conftest import Text, pdf_of, rows_page

Read = Callable[..., Document]
ROWS = [
    ("EULEX Kosovo", "Kosovo", "3"),
    ("EUMM Georgië", "Georgië", "4"),
    ("UNMISS", "Mali", "2"),
]


def without(found: Extraction, *missions: str) -> Extraction:
    """What was read, as if rows of these missions had been lost at the last step."""
    rows = tuple(each for each in found.deployments if each.mission not in missions)
    assert len(rows) + len(missions) == len(found.deployments)
    keys = {row.table for row in rows}
    tables = tuple(each for each in found.tables if each.key in keys)
    return replace(found, deployments=rows, tables=tables)


def told(found: Extraction, code: str = "row-outside") -> list[Finding]:
    held = hold_against_pages(found)
    return [each for each in held.findings if each.code == code and each not in found.findings]


def lines(found: Extraction) -> list[str]:
    return [line for each in told(found) for line in each.values["lines"]]


def test_a_row_is_told_beside_another_line_that_was_told(read: Read) -> None:
    page = rows_page(ROWS)
    found = without(extract(read(pdf_of(page))), "eumm-georgia")
    elsewhere = replace(found.deployments[0].count_evidence, text="EULEX Kosovo")
    other = finding("row-outside", {"page": 1}, message="left-out", evidence=elsewhere,
                    cells=["EULEX Kosovo", "3"])  # fmt: skip
    assert lines(replace(found, findings=(*found.findings, other))) == ["EUMM Georgië Georgië 4"]


def test_a_line_that_was_told_is_not_told_again(read: Read) -> None:
    whole = extract(read(pdf_of(rows_page(ROWS))))
    lost = next(row for row in whole.deployments if row.mission == "eumm-georgia")
    cells = [lost.mission_as_written, lost.country_as_written, "4"]
    at = finding(
        "row-outside", {"page": 1}, message="left-out", evidence=lost.evidence, cells=cells
    )
    said = " ".join(cells)
    by_a_sentence = finding("row-outside", {"table": lost.table}, message="sentence",
                            evidence=whole.deployments[0].evidence, missions=cells[:1],
                            sentence=f"Land Aantal {said}")  # fmt: skip
    found = without(whole, "eumm-georgia")
    for each in (at, by_a_sentence):
        assert told(replace(found, findings=(*found.findings, each))) == []


def second_table(rows: Sequence[tuple[str, str, str]], down: float) -> list[Text]:
    head = (60.0, 120.0 + down - 30, "Verdere uitzendingen van de politie")
    return [head, *((x, y + down, text) for x, y, text in rows_page(rows) if y >= 120)]


def test_a_table_lost_beside_one_like_it_is_told(read: Read) -> None:
    more = [("EUBAM Libië", "Libië", "5"), ("MINUSMA", "Mali", "6")]
    found = extract(read(pdf_of([*rows_page(ROWS), *second_table(more, 260)])))
    assert lines(found) == []
    kept = without(found, "eubam-libya", "minusma")
    assert lines(kept) == ["EUBAM Libië Libië 5", "MINUSMA Mali 6"]


def test_a_name_that_ends_close_to_its_number_hides_no_row(read: Read) -> None:
    rows = [("EULEX", "Kosovo", "3"), ("EUMM", "Georgië", "4"), ("UNMISS", "Zuid-Soedan", "2")]
    texts = [each for each in rows_page(rows) if each[2] != "Zuid-Soedan"]
    # (on the line of the last row the name of the country runs up to its number)
    (left, top), (count, _) = (
        next((x, y) for x, y, text in rows_page(rows) if text == name)
        for name in ("Zuid-Soedan", "2")
    )
    texts += [(left, top, "Zuid-Soedan en meer"), (left + 100, top, "2")]
    texts = [(left + 100 if x == count else x, y, text) for x, y, text in dict.fromkeys(texts)]
    found = without(extract(read(pdf_of(dict.fromkeys(texts)))), "unmiss")
    assert len(lines(found)) == 1


def test_a_row_with_a_word_for_none_that_is_lost_is_told(read: Read) -> None:
    found = extract(read(pdf_of(rows_page([*ROWS, ("MINUSMA", "Mali", "geen")]))))
    assert lines(found) == []
    assert lines(without(found, "minusma")) == ["MINUSMA Mali 0"]


def test_a_row_with_a_count_of_several_words_that_is_lost_is_told(read: Read) -> None:
    # (it ends where the numbers over it do)
    page = [*rows_page(ROWS), (60, 192, "UNAMA"), (260, 192, "Afghanistan")]
    page.append((345, 192, "8 (waarvan 1 in deeltijd)"))
    found = extract(read(pdf_of(page)))
    assert lines(found) == []
    assert lines(without(found, "unama")) == ["UNAMA Afghanistan 8"]


def test_a_row_with_more_digits_than_the_others_that_is_lost_is_told(read: Read) -> None:
    wide = 11.1  # points of two digits: it ends where the others do
    page = [*rows_page(ROWS), (60, 192, "MINUSMA"), (260, 192, "Mali"), (440 - wide, 192, "120")]
    found = extract(read(pdf_of(page)))
    assert lines(found) == []
    assert lines(without(found, "minusma")) == ["MINUSMA Mali 120"]


def test_text_beside_a_table_hides_no_row_of_it(read: Read) -> None:
    texts = [(60.0, 100.0 + 28 * at, "Het werk aan de grens is er een.") for at in range(4)]
    for at, row in enumerate([*ROWS, ("EUPOR Nauru", "Nauru", "5")]):
        places = (280.0, 400.0, 500.0)
        texts += [(x, 100.0 + 28 * at, text) for x, text in zip(places, row, strict=True)]
    page = page_text(read(pdf_of(texts)), 1)
    assert page is not None
    counts = [piece.box for piece in page.pieces if piece.text in ("3", "4", "2")]
    rows = Box(275, counts[0].top, 520, counts[-1].bottom)
    (told,) = lines_left(page, counts, counts, rows)
    assert (told.text, told.number, told.named) == ("EUPOR Nauru Nauru", 5, True)
    # (a reader may take running text for a column of the table)
    (told,) = lines_left(page, counts, counts, replace(rows, x0=0))
    assert (told.text, told.named) == ("EUPOR Nauru Nauru", True)


@pytest.mark.parametrize("name", ["Samen", "Totaal aantal", "Totaal"])
def test_a_total_that_rows_do_not_make_is_told_though_it_was_lost(read: Read, name: str) -> None:
    page = [*rows_page(ROWS), (60.0, 120 + 18.0 * 4, name), (440.0, 120 + 18.0 * 4, "11")]
    found = extract(read(pdf_of(page)))
    tables = tuple(replace(each, stated_total=None, stated_evidence=None) for each in found.tables)
    rest = tuple(each for each in found.findings if each.code != "total-mismatch")
    lost = replace(found, tables=tables, stated_total=None, findings=rest)
    assert [each.about["stated"] for each in told(lost, "total-mismatch")] == [11]


def test_a_lost_total_is_told_beside_totals_of_other_columns(read: Read) -> None:
    more = [(x, y, "8") for x, y, _ in rows_page(ROWS) if x == 440 and y > 120]
    page = [*rows_page(ROWS), *((530.0, y, text) for _, y, text in more)]
    page += [(60.0, 192.0, "Totaal generaal"), (440.0, 192.0, "11"), (530.0, 192.0, "24")]
    found = extract(read(pdf_of([*page, (530.0, 120.0, "Militairen")])))
    tables = tuple(replace(each, stated_total=None, stated_evidence=None) for each in found.tables)
    lost = replace(found, tables=tables, stated_total=None, findings=())
    assert [each.about["stated"] for each in told(lost, "total-mismatch")] == [11]


def test_names_that_begin_alike_are_told_apart(read: Read) -> None:
    rows = [("OVSE Missie Servië", "Servië", "3"), ("OVSE Presence Albanië", "Albanië", "5"),
            ("UNMISS", "Zuid-Soedan", "2")]  # fmt: skip
    found = extract(read(pdf_of(rows_page(rows))))
    first, second, third = found.deployments
    # (each with the number and the place of the other)
    swapped = (replace(first, officers=5, count_evidence=second.count_evidence),
               replace(second, officers=3, count_evidence=first.count_evidence), third)  # fmt: skip
    assert told(found, "row-against-page") == []
    doubted = told(replace(found, deployments=swapped), "row-against-page")
    assert [each.message_key for each in doubted] == ["mission-elsewhere"] * 2


def with_first(found: Extraction, **other: object) -> Extraction:
    first, *rest = found.deployments
    return replace(found, deployments=(replace(first, **other), *rest))  # type: ignore[arg-type]


def test_a_name_that_another_mission_has_exactly_is_told(read: Read) -> None:
    # (what stands for the country is no country: the name alone tells the mission)
    rows = [("OVSE Missie Skopje", "hoofdkwartier", "3"), ("UNITAD", "regiokantoor", "5")]
    found = extract(read(pdf_of(rows_page(rows))))
    assert told(found, "row-against-page") == []
    other = with_first(found, mission="unitad", countries=("IQ",))
    assert [each.message_key for each in told(other, "row-against-page")] == ["mission"]


def test_a_mission_named_in_words_of_the_one_that_is_stored_is_told(read: Read) -> None:
    rows = [("EUAM Oekraïne", "Oekraïne", "5"), ("UNMISS", "Zuid-Soedan", "2"),
            ("EUBAM Moldavië-Oekraïne", "Moldavië", "6")]  # fmt: skip
    found = extract(read(pdf_of(rows_page(rows))))
    other = with_first(found, mission="eubam-moldova-ukraine",
                       mission_as_written="EUBAM Moldavië-Oekraïne")  # fmt: skip
    assert [e.message_key for e in told(other, "row-against-page")] == ["mission-elsewhere"]


@pytest.mark.parametrize(
    ("text", "range_"),
    [
        ("5 à 6", True),
        ("5 à 6 Republiek Kosovo", True),  # where a country stands close to its count
        ("KFOR vijf tot zes", True),
        ("5 Republiek Kosovo", False),
        ("5 6 Kosovo", False),
        ("Kosovo", False),
    ],
)
def test_a_range_is_one_between_words_too(text: str, range_: bool) -> None:
    assert is_a_range(text) is range_


def test_a_number_that_is_not_that_of_the_page_is_told_though_the_name_is_from_above(
    read: Read,
) -> None:
    rows = [("MINUSMA", "Mali", "34"), ("", "Djibouti", "6"), ("UNMISS", "Zuid-Soedan", "2")]
    found = extract(read(pdf_of(rows_page(rows))))
    second = next(row for row in found.deployments if row.officers == 6)
    assert told(found, "row-against-page") == []
    about = {"deployment": second.key, "mission": second.mission, "country": "DJ"}
    above = finding("readings-differ", about, message="name-from-above", name="MINUSMA")
    other = [replace(row, officers=34) if row is second else row for row in found.deployments]
    taken = replace(found, deployments=tuple(other), findings=(above,))
    assert [each.message_key for each in told(taken, "row-against-page")] == ["count"]
