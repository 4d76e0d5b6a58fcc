"""Whether what is told is so now, was so, or is to come."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.status import is_over, part_of, status_of

from tests.statements.reading import patterns, sentence


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nederland levert vier trainers.", "current"),
        ("Nederland zal vier trainers leveren.", "planned"),
        ("Nederland leverde vier trainers.", "past"),
        ("De bijdrage is beëindigd.", "ended"),
        ("Nederland levert geen trainers.", "negated"),
        ("Nederland levert geen trainers meer.", "ended"),
        ("Van 2015 tot en met 2019 waren er trainers.", "past"),
        ("Vier trainers vertrokken uit Mali.", "ended"),
        ("Aan EUTM Mali wordt met vier agenten bijgedragen.", "current"),
        ("Aan EUTM Mali werd met vier agenten bijgedragen.", "past"),
        ("een lijst", ""),
    ],
)
def test_cue_words_and_tense_tell_the_status(text: str, status: str) -> None:
    assert status_of(text) == status


def test_of_two_numbers_of_a_change_the_second_is_so_now() -> None:
    text = "De bijdrage aan EUMM Georgië is verlaagd van zes naar vier functionarissen."
    assert [(f.count.officers, f.status) for f in patterns(text)] == [(6, "past"), (4, "current")]


def test_a_perfect_of_a_year_is_over_unless_it_goes_on() -> None:
    assert is_over("nederland heeft in 2019 trainers geleverd")
    assert not is_over("nederland heeft sinds 2019 trainers geleverd")


def test_a_clause_ends_where_another_begins() -> None:
    read = sentence("Vier agenten dienen in Mali, terwijl twee trainers terugkeerden.")
    counts = list(read.doc.spans["missie_counts"])
    assert part_of(counts[1], read).text == "twee trainers terugkeerden."
