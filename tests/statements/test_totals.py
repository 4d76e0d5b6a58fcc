"""Numbers of officers in all missions are put on none."""

from __future__ import annotations

import pytest

from tests.statements.reading import patterns


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("In totaal waren 32 politiefunctionarissen uitgezonden.", "all"),
        ("Nederland neemt met 41 agenten deel aan elf missies.", "all"),
        ("Nederland levert 29 agenten aan missies van de Europese Unie.", "EU"),
        ("Nederland levert vier agenten aan EULEX Kosovo.", ""),
        ("Vier agenten zijn uitgezonden naar Mali.", ""),
        ("Eén agent is uitgezonden.", ""),
    ],
)
def test_a_number_of_all_missions_is_a_total(text: str, total: str) -> None:
    (fact,) = patterns(text)
    assert fact.detail("total") == total


def test_a_total_under_the_heading_of_a_mission_is_not_of_that_mission() -> None:
    text = "Hier werken vijf agenten. Over alle missies samen waren 36 agenten uitgezonden."
    told = [(f.count.officers, f.mission) for f in patterns(text, "eulex-kosovo")]
    assert told == [(5, "eulex-kosovo"), (36, None)]


def test_what_is_uitgezonden_under_the_heading_of_a_mission_is_of_that_mission() -> None:
    (fact,) = patterns("Er zijn vijf agenten uitgezonden.", "eulex-kosovo")
    assert (fact.mission, fact.detail("total")) == ("eulex-kosovo", "")


def test_of_a_total_the_part_of_a_mission_that_is_named_is_kept() -> None:
    text = "Nederland levert 29 agenten aan missies van de EU, waarvan zes aan EULEX Kosovo."
    told = [(f.count.officers, f.mission) for f in patterns(text)]
    assert told == [(29, None), (6, "eulex-kosovo")]


def test_the_sum_of_missions_behind_a_colon_is_of_none_of_them() -> None:
    text = "Er zijn zes agenten uitgezonden: vier naar EULEX Kosovo en twee naar EUAM Oekraïne."
    told = [(f.count.officers, f.mission, f.detail("total")) for f in patterns(text)]
    assert told == [(6, None, "all"), (4, "eulex-kosovo", ""), (2, "euam-ukraine", "")]
