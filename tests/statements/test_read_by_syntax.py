"""The second reading: by grammar."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.read_by_syntax import worth_parsing

from tests.statements.reading import read, syntax


def test_a_deployment_has_its_number_mission_place_and_giver() -> None:
    (fact,) = syntax("Nederland levert drie trainers aan EULEX Kosovo.")
    assert (fact.count.officers, fact.mission, fact.countries) == (3, "eulex-kosovo", ("XK",))
    assert (fact.nationality, fact.status) == ("NL", "current")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nederland zal drie agenten naar Mali sturen.", "planned"),
        ("Twee adviseurs keerden terug uit Irak.", "ended"),
        ("Nederland stuurde drie agenten naar Mali.", "past"),
    ],
)
def test_the_form_of_the_verb_tells_the_status(text: str, status: str) -> None:
    assert [fact.status for fact in syntax(text)] == [status]


def test_of_two_numbers_of_a_change_the_second_is_so_now() -> None:
    found = syntax("De bijdrage aan EUMM Georgië ging van zes naar vier functionarissen.")
    assert [(f.count.officers, f.status) for f in found] == [(6, "past"), (4, "current")]


def test_only_what_may_state_a_deployment_is_parsed() -> None:
    assert worth_parsing(read("Nederland levert drie trainers aan EULEX Kosovo."))
    assert not worth_parsing(read("De begroting voor EULEX Kosovo is rond."))
