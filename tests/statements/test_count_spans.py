"""Which numbers count officers, and how many they say."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.count_spans import is_liaison, is_officer, number_of
from missiemonitor.extractors.statements.fact import COUNTS

from tests.statements.reading import read


@pytest.mark.parametrize(
    ("text", "number"),
    [("drie", 3), ("beide", 2), ("tiental", 10), ("nul", 0), ("een", None), ("2024", None)],
)
def test_a_number_in_words_or_figures(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_officers_are_known_by_the_ends_of_nouns() -> None:
    assert is_officer("grensdeskundigen") and not is_officer("woordvoerder")
    assert is_liaison("politieliaison") and not is_officer("politieliaison")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Drie Nederlandse politieadviseurs werken daar.", ["OFFICERS"]),
        ("Zij levert er drie.", ["ALONE"]),
        ("Een Nederlandse adviseur werkt daar.", ["ONE"]),
        ("Twee verbindingsofficieren werken daar.", ["LIAISONS"]),
        ("De marechaussee werkt daar.", []),
        ("In artikel 5 staat het.", []),
        ("Twee functies zijn vervuld.", ["OFFICERS"]),
        ("Twee functies zijn vacant.", []),
        ("Er is plaats voor tien agenten.", []),
    ],
)
def test_what_a_number_counts_is_its_label(text: str, labels: list[str]) -> None:
    doc = read(text)
    assert [span.label_ for span in doc.spans[COUNTS]] == labels


def test_two_numbers_joined_by_and_are_a_range_only_behind_between() -> None:
    doc = read("tussen vier en zes agenten")
    counts = [span._.missie_count for span in doc.spans[COUNTS]]
    assert [(c.officers, c.officers_max, c.qualifier) for c in counts] == [(4, 6, "range")]
    assert len(read("vier agenten en zes trainers").spans[COUNTS]) == 2
