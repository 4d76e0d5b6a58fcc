"""A column of numbers beside the one that is counted, of which the heads tell that it is ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.corpus.period import Period
from missiemonitor.extractors.against_page.columns import better_column, number_rows
from missiemonitor.extractors.against_page.hold import hold_against_pages
from missiemonitor.extractors.against_page.page_text import PageText, page_text
from missiemonitor.extractors.extract import extract

from tests.conftest import pdf_of

Read = Callable[..., Document]
ALL, PART = ("12", "1", "21", "8"), ("6", "0", "10", "8")


def heads_told(
    read: Read, heads: Sequence[str], columns: Sequence[Sequence[str]], counted: int
) -> tuple[str, str] | None:
    """The words over our column and over a better one, on a page with these columns of numbers."""
    texts = [(60.0, 120.0, "Missie")]
    texts += [(60.0, 140.0 + 18 * at, f"Missie {name}") for at, name in enumerate("ABCD")]
    for place, (head, numbers) in enumerate(zip(heads, columns, strict=True)):
        left = 260.0 + 120 * place
        texts.append((left, 120.0, head))
        texts += [(left, 140.0 + 18 * at, number) for at, number in enumerate(numbers)]
    page = page_text(read(pdf_of(texts)), 1)
    assert page is not None
    boxes = [
        next(p.box for p in page.pieces if p.text == number and abs(p.box.x0 - left) < 20)
        for left, numbers in [(260.0 + 120 * counted, columns[counted])]
        for number in numbers
    ]
    pair = better_column(page, boxes, Period.parse("2024-1"))
    return (pair[0].text, pair[1].text) if pair else None


@pytest.mark.parametrize("head", ["Vrouwen", "Waarvan vrouw", "Mannen"])
@pytest.mark.parametrize("beside", ["Omvang", "Aantal", "Politie"])
def test_women_or_men_alone_are_told_beside_all(read: Read, head: str, beside: str) -> None:
    assert heads_told(read, [beside, head], [ALL, PART], 1) == (head, beside)
    assert heads_told(read, [beside, head], [ALL, PART], 0) is None


@pytest.mark.parametrize(
    ("heads", "columns"),
    [
        (("Vrouwen", "Mannen"), (ALL, PART)),  # two parts
        (("Nr", "Man"), (("1", "2", "3", "4"), ALL)),  # rows are numbered
        (("Omvang", "Vrouwen"), (PART, ALL)),  # what is less is not all of them
        (("Marechaussee", "Vrouwen"), (ALL, PART)),
        (("Omvang", "Politie"), (ALL, PART)),
    ],
)
def test_what_is_not_all_of_them_is_no_better_column(
    read: Read, heads: Sequence[str], columns: Sequence[Sequence[str]]
) -> None:
    assert heads_told(read, heads, columns, 1) is None


def test_another_corps_and_the_half_year_before_are_told(read: Read) -> None:
    assert heads_told(read, ("Politie", "Defensie"), (PART, ALL), 1) == ("Defensie", "Politie")
    times = ("2023-1", "2024-1")
    assert heads_told(read, times, (PART, ALL), 0) == times
    assert heads_told(read, times, (PART, ALL), 1) is None


def test_counts_in_words_beside_all_corps_or_numbers_of_rows_are_seen(read: Read) -> None:
    spoken = ("twaalf", "zes", "elf", "acht")
    assert heads_told(read, ["Politie", "Totaal"], [spoken, ALL], 1) == ("Totaal", "Politie")
    texts = [(60.0 + 200 * at, 140.0 + 18 * row, text) for at, column in
             enumerate(("1234", spoken)) for row, text in enumerate(column)]  # fmt: skip
    page = page_text(read(pdf_of(texts)), 1)
    assert page is not None
    assert number_rows(page, [piece.box for piece in page.pieces if piece.text.isdigit()])


def test_what_was_before_is_told_beside_what_is_not(read: Read) -> None:
    heads = ["Aantal", "Vorige"]
    assert heads_told(read, heads, [ALL, PART], 1) == (heads[1], heads[0])
    assert heads_told(read, heads, [ALL, PART], 0) is None
    assert heads_told(read, ["Plafond", "Vorige"], [ALL, PART], 1) is None


def test_what_may_be_sent_or_is_promised_is_told_beside_people(read: Read) -> None:
    heads = ["Aantal medewerkers", "Toegezegd maximum"]
    assert heads_told(read, heads, [ALL, PART], 1) == (heads[1], heads[0])
    assert heads_told(read, heads, [ALL, PART], 0) is None
    assert heads_told(read, ["Vrouwen", "Maximum"], [ALL, PART], 1) is None


def test_words_over_another_column_are_none_of_this_one(read: Read) -> None:
    # (the year of the first head stands nearer to the numbers behind it than to its own)
    heads = [(200, "Inzet H1 2013"), (290, "Inzet H2 2012")]
    texts = [(left, 120.0, head) for left, head in heads]
    texts += [(at, 140.0 + 18 * row, "7") for at in (200, 290) for row in range(3)]
    texts += [(60, 140.0 + 18 * row, f"Missie {row}") for row in range(3)]
    page = page_text(read(pdf_of(texts)), 1)
    assert page is not None
    boxes = [p.box for p in page.pieces if p.text == "7" and p.box.x0 > 250]
    pair = better_column(page, boxes, Period.parse("2013-1"))
    assert pair is not None and [each.text for each in pair] == ["Inzet H2 2012", "Inzet H1 2013"]


def test_a_part_that_is_once_more_than_ours_is_told_where_the_head_says_police(read: Read) -> None:
    more = ("12", "2", "10", "8")
    assert heads_told(read, ["Politie", "Vrouwen"], [ALL, more], 1) == ("Vrouwen", "Politie")
    assert heads_told(read, ["Omvang", "Vrouwen"], [ALL, more], 1) is None


def pages_heads(read: Read, texts: list[tuple[float, float, str]]) -> tuple[str, str] | None:
    """The words over the first column of numbers, and over a better one."""
    texts += [(left, 160.0 + 18 * row, "7") for left in (200, 330) for row in range(3)]
    texts += [(60, 160.0 + 18 * row, f"Missie {row}") for row in range(3)]
    page = page_text(read(pdf_of(texts)), 1)
    assert page is not None
    boxes = [p.box for p in page.pieces if p.text == "7" and p.box.x0 < 250]
    pair = better_column(page, boxes, Period.parse("2023-1"))
    return (pair[0].text, pair[1].text) if pair else None


def test_a_head_longer_than_its_column_is_read_to_its_end(read: Read) -> None:
    heads = ["Inzet 1 september 2022", "Inzet 1-3-2023"]
    placed = [(left, 140.0, head) for left, head in zip((200.0, 330.0), heads, strict=True)]
    assert pages_heads(read, placed) == (heads[0], heads[1])


def test_a_title_over_several_columns_is_no_head_of_one(read: Read) -> None:
    heads = ["Inzet 1-9-2022", "Inzet 1-3-2023"]
    placed = [(left, 140.0, head) for left, head in zip((200.0, 330.0), heads, strict=True)]
    title = (60.0, 122.0, "Verdeling van de geleverde Nederlandse missieleden over de missies")
    assert pages_heads(read, [title, *placed]) == (heads[0], heads[1])


def test_a_head_stands_as_high_as_the_longest_beside_it(read: Read) -> None:
    texts = [(200.0, 90.0, "Maximum"), (330.0, 90.0, "Agenten")]
    texts += [(330.0, 90.0 + 12 * at, word) for at, word in enumerate(("van", "politie", "nu"), 1)]
    assert pages_heads(read, texts) == ("Maximum", "Agenten van politie nu")


@pytest.mark.parametrize(
    ("counts", "numbered"),
    [("1234", True), ("4567", True), ("1243", False), ("1233", False), ("12", False)],
)
def test_counts_that_number_the_rows_are_told(read: Read, counts: str, numbered: bool) -> None:
    def page_with(*columns: tuple[float, str]) -> tuple[PageText, list[Box]]:
        texts = [
            (x, 140.0 + 18 * at, text) for x, column in columns for at, text in enumerate(column)
        ]
        page = page_text(read(pdf_of(texts)), 1)
        assert page is not None
        return page, [piece.box for piece in page.pieces if piece.box.x0 < 100]

    assert number_rows(*page_with((60, counts), (300, "8518"[: len(counts)]))) is numbered
    assert not number_rows(*page_with((60, counts)))


def test_the_column_of_a_table_that_begins_with_one_row_on_a_page_is_told(read: Read) -> None:
    missions = ["EULEX Kosovo", "EUMM Georgië", "UNMISS", "EUAM Irak", "UNSMIL"]
    heads = [(60.0, "Missie"), (260.0, "V"), (440.0, "Personele bijdrage")]
    title = (60.0, 700.0, "Uitgezonden politiefunctionarissen")
    pages: list[list[tuple[float, float, str]]] = [[title], []]
    for page, top, own in ((0, 730.0, range(1)), (1, 60.0, range(1, 5))):
        pages[page] += [(x, top, word) for x, word in heads]
        for line, at in enumerate(own, start=1):
            words = (missions[at], PART[at - 1] if at else "1", ALL[at - 1] if at else "7")
            pages[page] += [(x, top + 18 * line, w) for (x, _), w in zip(heads, words, strict=True)]
    found = extract(read(pdf_of(*pages)))
    counts = {row.mission_as_written: row for row in found.deployments}
    assert [counts[name].officers for name in missions] == [7, 12, 1, 21, 8]
    taken = [
        replace(row, officers=int(PART[at - 1]) if at else 1, count_evidence=replace(
            row.count_evidence, box=replace(row.count_evidence.box, x0=255.0, x1=275.0)))
        for at, row in enumerate(counts[name] for name in missions)
    ]  # fmt: skip
    held = hold_against_pages(replace(found, deployments=tuple(taken), findings=()))
    assert "other-column" in [each.message_key for each in held.findings]
