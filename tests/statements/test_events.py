"""Liaison officers, visits, assistance, agreements and priorities."""

from __future__ import annotations

import pytest

from tests.statements.reading import events


def test_a_post_that_closes_and_one_that_is_there_are_told_apart() -> None:
    found = events(
        "De post in Dakar wordt in 2026 gesloten; de verbindingsofficier gaat naar Rabat."
    )
    assert [(f.kind, f.countries, f.status) for f in found] == [
        ("liaison", ("SN",), "planned"),
        ("liaison", ("MA",), "current"),
    ]


def test_the_theme_of_a_liaison_officer_ends_with_its_clause() -> None:
    (fact,) = events("De verbindingsofficier in Rabat richt zich op drugshandel die toeneemt.")
    assert fact.detail("theme") == "drugshandel"


def test_a_visit_has_guest_host_and_time() -> None:
    (fact,) = events("In mei bracht een Duitse delegatie een werkbezoek aan Nederland.")
    assert (fact.detail("from"), fact.detail("to"), fact.detail("when")) == ("DE", "NL", "mei")


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("België vroeg Nederland om inzet van een waterwerper bij de NAVO-top.", "NL", "BE"),
        ("Duitsland verleende Nederland bijstand met twee helikopters.", "DE", "NL"),
    ],
)
def test_who_gives_assistance_and_who_gets_it(text: str, by: str, to: str) -> None:
    (fact,) = events(text)
    assert (fact.kind, fact.detail("by"), fact.detail("to")) == ("assistance", by, to)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("tijdens de NAVO-top", "NAVO-top"),
        ("bij het WK-voetbal", "WK-voetbal"),
        ("voor de beveiliging van de Ronde van Vlaanderen", "Ronde van Vlaanderen"),
        ("bij demonstraties op de A12", "demonstraties op de A12"),
    ],
)
def test_the_event_of_assistance_is_named_whole(text: str, event: str) -> None:
    (fact,) = events(f"België vroeg Nederland om bijstand {text}.")
    assert fact.detail("event") == event


def test_an_agreement_has_name_date_and_partners() -> None:
    (fact,) = events("Nederland en Duitsland ondertekenden op 3 mei 2024 een convenant.")
    assert (fact.detail("name"), fact.detail("date")) == ("convenant", "3 mei 2024")
    assert fact.detail("partners") == "DE"


def test_a_region_that_is_a_party_stands_for_its_countries() -> None:
    (fact,) = events("Het Beneluxverdrag is ondertekend.")
    assert fact.detail("partners") == "BE,LU"


def test_an_agreement_that_is_still_negotiated_is_none() -> None:
    assert events("Over een verdrag met Duitsland, nog niet gesloten, is onderhandeld.") == []


def test_priorities_are_told_by_their_numbers_in_order() -> None:
    found = events("De prioriteiten zijn: 1. drugs 2. cybercrime 9. overig")
    assert [f.detail("number") for f in found] == ["1", "2"]


def test_liaison_officers_are_counted_at_each_post() -> None:
    text = "Er zijn 36 LO's geplaatst, van wie vier in Turkije, drie in Colombia en een in Lima."
    told = [(f.count.officers, f.countries) for f in events(text)]
    assert told == [(36, ()), (4, ("TR",)), (3, ("CO",)), (1, ("PE",))]


def test_liaison_officers_at_posts_that_are_not_named_are_counted() -> None:
    (fact,) = events("De politie heeft 41 liaison officers in 28 landen.")
    assert (fact.count.officers, fact.countries) == (41, ())
    told = [(f.count.officers, f.status) for f in events("Het aantal LO's groeide van 37 naar 40.")]
    assert told == [(37, "past"), (40, "current")]


def test_a_country_that_a_post_serves_is_no_post() -> None:
    (fact,) = events("Vanuit Nairobi bedient één verbindingsofficier ook Tanzania.")
    assert fact.countries == ("KE",)


def test_liaison_officers_of_other_countries_are_not_ours() -> None:
    assert events("Vier Duitse verbindingsofficieren zijn in Driebergen gestationeerd.") == []


def test_two_large_letters_are_a_liaison_officer_and_two_small_ones_are_not() -> None:
    assert events("De LO in Bogota is begonnen.") != []
    assert events("De lo in Bogota is begonnen.") == []


def test_assistance_says_how_many_officers_and_how_many_things() -> None:
    (fact,) = events("Nederland verleende België bijstand met twaalf agenten.")
    assert (fact.count.officers, fact.detail("number")) == (12, "")
    (fact,) = events("Duitsland leende Nederland twee waterwerpers uit.")
    assert (fact.count.officers, fact.detail("number")) == (None, "2")


def test_who_gave_what_was_got_may_stand_in_front() -> None:
    (fact,) = events("Van Duitsland kreeg Nederland hulp in de vorm van 25 agenten.")
    assert (fact.detail("by"), fact.detail("to"), fact.count.officers) == ("DE", "NL", 25)


def test_assistance_that_was_asked_and_refused_is_negated() -> None:
    (fact,) = events("Het verzoek van Luxemburg om tien motorrijders is niet gehonoreerd.")
    assert (fact.status, fact.count.officers) == ("negated", 10)


def test_a_visit_to_officers_in_a_mission_goes_to_its_country() -> None:
    (fact,) = events("De minister bezocht de drie agenten in EUMM Georgië.")
    assert (fact.detail("from"), fact.detail("to")) == ("NL", "GE")


def test_the_place_of_other_officers_is_no_post_of_liaison_officers() -> None:
    (fact,) = events("De politie heeft liaisons op Aruba en in Peru en vier agenten in Suriname.")
    assert fact.countries == ("AW", "PE")
