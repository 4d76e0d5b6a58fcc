"""The first reading: the nearest words and cue words."""

from __future__ import annotations

from tests.statements.reading import patterns


def test_a_deployment_has_its_number_mission_place_and_giver() -> None:
    (fact,) = patterns("Nederland levert drie trainers aan EULEX Kosovo.")
    assert (fact.count.officers, fact.mission, fact.countries) == (3, "eulex-kosovo", ("XK",))
    assert (fact.nationality, fact.status) == ("NL", "current")


def test_numbers_in_brackets_belong_to_the_mission_before_them() -> None:
    found = patterns("Nederlandse agenten dienen in EULEX Kosovo (8) en EUMM Georgië (5).")
    assert [(f.mission, f.count.officers) for f in found] == [
        ("eulex-kosovo", 8),
        ("eumm-georgia", 5),
    ]


def test_numbers_that_are_told_respectively_go_in_order() -> None:
    found = patterns("In Mali en Irak dienen respectievelijk drie en vijf Nederlandse agenten.")
    assert [(f.countries, f.count.officers) for f in found] == [(("ML",), 3), (("IQ",), 5)]


def test_officers_of_two_countries_together_have_no_nationality() -> None:
    (fact,) = patterns("Nederland en België leveren samen zes agenten aan EULEX Kosovo.")
    assert fact.nationality is None


def test_participation_without_a_number_is_a_doubted_fact() -> None:
    (fact,) = patterns("Nederland neemt deel aan EULEX Kosovo.")
    assert fact.count.officers is None and "no number is told" in fact.doubts


def test_a_mission_that_has_ended_is_a_deployment_that_has() -> None:
    (fact,) = patterns("De missie EUCAP Sahel Niger is per 1 juni beëindigd.")
    assert (fact.mission, fact.status, fact.count.officers) == ("eucap-sahel-niger", "ended", None)


def test_officers_told_beside_liaison_officers_are_where_they_are_told() -> None:
    (fact,) = patterns("De politie heeft liaisons op Aruba en in Peru en vier agenten in Suriname.")
    assert (fact.count.officers, fact.countries) == (4, ("SR",))


def test_a_mission_is_known_by_its_english_name_with_its_organisation_for_short() -> None:
    (fact,) = patterns("Nederland levert drie agenten aan de EU Advisory Mission in Ukraine.")
    assert fact.mission == "euam-ukraine"
