"""Counts as they are written; what is not understood whole gives no number."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.linking.counts import read_count, whole_number


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
        ("–", 0, None, "none"),
        ("geen", 0, None, "none"),
    ],
)
def test_a_count_is_read(text: str, officers: int, most: int | None, qualifier: str | None) -> None:
    count = read_count(text)
    assert (count.officers, count.officers_max, count.qualifier) == (officers, most, qualifier)


@pytest.mark.parametrize(
    "text",
    ["1 + 2", "2,5", "3/4", "", "EULEX", "drie vier", "5 à 3", "€ 5", "12%", "2024-2023", "123456"],
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
