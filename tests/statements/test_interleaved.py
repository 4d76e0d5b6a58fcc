"""Numbers and names that take turns in a list belong together by that, not by what is nearest."""

from __future__ import annotations

import pytest

from tests.statements.reading import patterns


def _placed(text: str) -> dict[int | None, tuple[str | None, tuple[str, ...]]]:
    return {fact.count.officers: (fact.mission, fact.countries) for fact in patterns(text)}


def test_names_before_their_numbers_are_of_the_number_behind() -> None:
    text = "Er werken Nederlandse agenten: in Kosovo acht, in Georgië zes en in Irak vier."
    assert _placed(text) == {8: (None, ("XK",)), 6: (None, ("GE",)), 4: (None, ("IQ",))}


def test_names_behind_their_numbers_are_of_the_number_before() -> None:
    text = "Acht agenten werken in Kosovo, zes agenten in Georgië en vier agenten in Irak."
    assert _placed(text) == {8: (None, ("XK",)), 6: (None, ("GE",)), 4: (None, ("IQ",))}


def test_a_place_in_a_list_of_missions_is_no_mission() -> None:
    told = _placed("Drie agenten werken bij EULEX Kosovo en twee agenten in Niger.")
    assert told == {3: ("eulex-kosovo", ("XK",)), 2: (None, ("NE",))}


def test_an_organisation_in_a_list_has_a_number_of_its_own() -> None:
    told = _placed("Er dienen 30 marechaussees bij Frontex, acht marechaussees bij EUBAM Libië.")
    assert told == {30: (None, ()), 8: ("eubam-libya", ("LY",))}


@pytest.mark.parametrize("between", ["; ", ". "])
def test_a_place_of_another_clause_is_not_taken(between: str) -> None:
    text = f"In Mali werken drie agenten{between}in Irak werken twee agenten."
    assert _placed(text) == {3: (None, ("ML",)), 2: (None, ("IQ",))}


def test_places_in_a_list_leave_the_mission_that_the_sentence_names() -> None:
    told = _placed(
        "Voor EULEX Kosovo werken vijf agenten in Pristina en drie agenten in Mitrovica."
    )
    assert told == {5: ("eulex-kosovo", ("XK",)), 3: ("eulex-kosovo", ("XK",))}
