"""Counts as they are written; what is not understood whole gives no number."""

from __future__ import annotations

import pytest
from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.linking.counts import read_count, unknown_signs, whole_number


@pytest.mark.parametrize(
    ("text", "officers", "most", "qualifier"),
    [
        ("3", 3, None, None),
        ("drie", 3, None, None),
        ("Eén", 1, None, None),
        ("vijfentwintig", 25, None, None),
        ("1.204", 1204, None, None),
        ("3 personen", 3, None, None),
        ("3*", 3, None, None),
        ("3 (waarvan 1 parttime)", 3, None, "part_time"),
        ("2 à 3", 2, 3, "range"),
        ("2-3", 2, 3, "range"),
        ("tien tot twaalf", 10, 12, "range"),
        ("tot 5", 5, 5, "up_to"),
        ("max. 4", 4, 4, "up_to"),
        ("minimaal 2", 2, None, "at_least"),
        ("2+", 2, None, "at_least"),
        ("ca. 4", 4, None, "about"),
        ("2 fte", 2, None, "fte"),
        ("meer dan 3", 4, None, "at_least"),
        ("Meer dan vijf personen", 6, None, "at_least"),
        ("> 3", 4, None, "at_least"),
        (">12", 13, None, "at_least"),
        (">= 3", 3, None, "at_least"),
        ("≥3", 3, None, "at_least"),
        ("ruim 30", 30, None, "at_least"),
        ("minder dan 3", 2, 2, "up_to"),
        ("nog geen tien", 9, 9, "up_to"),
        ("< 3", 2, 2, "up_to"),
        ("<5", 4, 4, "up_to"),
        ("<= 5", 5, 5, "up_to"),
        ("niet meer dan 5", 5, 5, "up_to"),
        ("max. 5", 5, 5, "up_to"),
        ("3 à 4", 3, 4, "range"),
        ("more than 3", 4, None, "at_least"),
        ("fewer than 10", 9, 9, "up_to"),
        ("up to 6", 6, 6, "up_to"),
        ("approx. 8", 8, None, "about"),
        ("three", 3, None, None),
        ("at least seven", 7, None, "at_least"),
        ("3 (waarvan 1 vrouw)", 3, None, None),
        ("5, waarvan 2 vrouwen", 5, None, None),
        ("5 of whom 2 women", 5, None, None),
        ("3\u200b", 3, None, None),
        ("\u00ad4", 4, None, None),
        ("1\x002", 12, None, None),
        ("\u200e7\u200f", 7, None, None),
        ("2024 personen", 2024, None, None),
        ("–", 0, None, "none"),
        ("geen", 0, None, "none"),
    ],
)
def test_a_count_is_read(text: str, officers: int, most: int | None, qualifier: str | None) -> None:
    count = read_count(text)
    assert (count.officers, count.officers_max, count.qualifier) == (officers, most, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        *("1 + 2", "5 + 2", "2,5", "3,5 fte", "3/4", "", "EULEX", "drie vier", "5 à 3", "12%"),
        *("2024-2023", "123456", "€ 5", "€ 3", "3 euro", "EUR 3", "2024", "1998", "2024*"),
        *("onbekend", "nnb", "n.b.", "nog niet bekend", "p.m.", "?", "minder dan 0", "tbd"),
    ],
)
def test_what_is_not_understood_whole_gives_no_number(text: str) -> None:
    assert read_count(text).officers is None


def test_every_number_up_to_999_in_words() -> None:
    from babel.numbers import format_decimal

    spoken = {
        12: "twaalf",
        21: "eenentwintig",
        99: "negenennegentig",
        101: "honderdeen",
        999: "negenhonderdnegenennegentig",
    }
    for number, words in spoken.items():
        assert whole_number(words) == number, words
        assert whole_number(format_decimal(number, locale="nl")) == number


@pytest.mark.parametrize(
    ("text", "officers", "most", "qualifier"),
    [
        ("plus de 3", 4, None, "at_least"),
        ("moins de 3", 2, 2, "up_to"),
        ("jusqu'à 5", 5, 5, "up_to"),
        ("au moins cinq", 5, None, "at_least"),
        ("environ 8", 8, None, "about"),
        ("4 policiers dont 1 femme", 4, None, None),
        ("néant", 0, None, "none"),
        ("> 3", 4, None, "at_least"),
    ],
)
def test_a_count_is_read_in_french(
    text: str, officers: int, most: int | None, qualifier: str | None
) -> None:
    with using(series_named("rapport-annuel-police-federale-belge")):
        count = read_count(text)
        assert (count.officers, count.officers_max, count.qualifier) == (officers, most, qualifier)


def test_the_part_that_is_told_behind_a_number_is_kept_beside_it() -> None:
    assert read_count("5, waarvan 2 vrouwen").rest == "waarvan 2 vrouwen"
    assert read_count("3 (waarvan 1 vrouw)").rest == "waarvan 1 vrouw"


@pytest.mark.parametrize(
    "note",
    [
        "- = nog niet bekend",
        "– : onbekend",
        "Een streepje betekent dat het aantal nog niet bekend is.",
        "* cijfers afgerond; (-) betekent onbekend",
        "A dash means that the number is not yet known.",
    ],
)
def test_a_dash_that_is_said_to_be_unknown_is_no_nought(note: str) -> None:
    unknown = unknown_signs(note)
    assert read_count("–", unknown).officers is None
    assert read_count("-", unknown).officers is None
    assert read_count("3", unknown).officers == 3


@pytest.mark.parametrize(
    "note",
    [
        "- = geen functionarissen aanwezig",
        "Het aantal in Mali is niet bekend.",
        "Een streepje betekent dat er niemand was. Het aantal van Mali is onbekend.",
        "Bron: politie",
        "",
    ],
)
def test_a_dash_is_none_where_nothing_else_is_said_of_it(note: str) -> None:
    assert read_count("-", unknown_signs(note)).officers == 0


def test_other_signs_may_stand_for_what_is_not_known() -> None:
    assert read_count("nul", unknown_signs("nul = niet bekend")).officers is None
