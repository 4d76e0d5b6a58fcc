"""What two readings of a row say of each other: meaning counts, spelling does not."""

from __future__ import annotations

import pytest
from missiemonitor.corpus.document import Box
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.stances import Stance, has_number, stance

BOX = Box(0, 0, 1, 1)
AGREES, UNSURE, DIFFERS = Stance.AGREES, Stance.UNSURE, Stance.DIFFERS


def reading(
    way: str, mission: str = "EULEX Kosovo", country: str = "Kosovo", *counts: str
) -> RowReading:
    texts = [("mission", mission), ("country", country), *(("count", c) for c in counts or ("3",))]
    cells = tuple(RowCell(role, text, BOX) for role, text in texts if text)
    return RowReading(way, 1, (0.0, 0.0), cells)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("3", "drie", AGREES),
        ("2 + 3", "5", AGREES),
        ("3", "4", DIFFERS),
        ("2 à 3", "2", DIFFERS),
        ("3 (waarvan 1 parttime)", "3", AGREES),
        ("3", "3 Kosovo 4", UNSURE),  # lines of others with it
        ("3", "onbekend", DIFFERS),
    ],
)
def test_counts_are_held_by_their_number(one: str, other: str, said: Stance) -> None:
    a, b = (
        reading(w, "EULEX Kosovo", "Kosovo", c) for w, c in (("ruled", one), ("structure", other))
    )
    assert stance(a, b, "count") is said


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("EULEX Kosovo", "eulex-kosovo", AGREES),
        ("Onbekende missie in Verweggistan", "Onbekende missie", AGREES),
        ("EULEX Kosovo", "MINUSMA", DIFFERS),
        ("EULEX Kosovo", "iets anders", DIFFERS),
    ],
)
def test_missions_are_held_by_what_they_name(one: str, other: str, said: Stance) -> None:
    assert stance(reading("ruled", one), reading("structure", other), "mission") is said


def test_countries_are_held_by_their_codes() -> None:
    one = reading("ruled", country="Noord-Macedonië")
    assert stance(one, reading("structure", country="Noord Macedonie"), "country") is AGREES
    assert stance(one, reading("structure", country="Kosovo"), "country") is DIFFERS


def test_a_reading_of_its_own_with_several_numbers_bears_none_out_and_denies_others() -> None:
    one = reading("ruled")
    both = reading("pdfplumber", "EULEX Kosovo", "Kosovo", "3", "5")
    neither = reading("pdfplumber", "EULEX Kosovo", "Kosovo", "4", "5")
    assert stance(one, both, "count") is UNSURE
    assert stance(one, neither, "count") is DIFFERS


def test_a_part_of_a_cell_in_a_reading_of_its_own_denies_nothing() -> None:
    one = reading("ruled", mission="OVSE Missie Skopje", country="Noord-Macedonië")
    assert stance(one, reading("content", mission="OVSE"), "mission") is UNSURE
    assert stance(one, reading("content", country=""), "country") is UNSURE
    assert stance(one, reading("content", country="Mali"), "country") is DIFFERS


def test_a_country_that_stands_in_the_name_of_the_mission_denies_nothing() -> None:
    one = reading("structure", country="Servië")
    assert stance(one, reading("content", country="Kosovo"), "country") is UNSURE
    assert stance(one, reading("content", country="Mali"), "country") is DIFFERS


def test_the_count_is_looked_for_among_the_counts_of_another() -> None:
    assert has_number(reading("ruled"), reading("content", "EULEX Kosovo", "Kosovo", "4", "3"))
    assert not has_number(reading("ruled"), reading("content", "EULEX Kosovo", "Kosovo", "4"))


@pytest.mark.parametrize(("inherited", "top"), [(True, 0.0), (False, 30.0)])
def test_a_reading_need_not_see_a_cell_of_several_rows(inherited: bool, top: float) -> None:
    cells = (
        RowCell("mission", "EULEX Kosovo", BOX),
        RowCell("country", "Kosovo", Box(0, top, 1, top + 1), inherited=inherited),
        RowCell("count", "3", BOX),
    )
    held = RowReading("ruled", 1, (0.0, 0.0), cells)
    other = reading("structure", "EULEX Kosovo", "")
    assert stance(held, other, "country") is UNSURE
    assert stance(reading("ruled"), other, "country") is DIFFERS


def test_two_dashes_for_a_country_say_the_same() -> None:
    one, other = reading("ruled", country="–"), reading("aligned", country="—")
    assert stance(one, other, "country") is AGREES


def test_a_name_that_is_read_together_with_the_country_beside_it_is_the_same_name() -> None:
    one = reading("ruled", mission="EUCAP Sahel", country="Mali")
    assert stance(one, reading("content", mission="EUCAP Sahel Mali"), "mission") is AGREES
    assert stance(one, reading("content", mission="EUCAP Sahel Niger"), "mission") is not AGREES
