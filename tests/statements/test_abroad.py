"""What is stored as a deployment: officers, and abroad."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.pipeline import dutch
from missiemonitor.extractors.statements.reconcile import reconciled


def told(text: str, under: str = "") -> list[Fact]:
    """Deployments that are stored of a text under a heading."""
    nlp = dutch()
    doc = nlp.make_doc(text)
    doc._.missie_under = under
    for name in nlp.pipe_names:
        doc = nlp.get_pipe(name)(doc)
    return [one.fact for one in reconciled(doc)]


@pytest.mark.parametrize(
    "text",
    [
        "De eenheid Limburg leende 22 agenten uit aan de eenheid Oost-Brabant.",
        "Zestien politiemensen zijn in Joure gedetacheerd.",
        "Het team in Kerkrade, dat met de Duitse politie samenwerkt, bestaat uit acht agenten.",
        "De Nederlandse politie heeft acht mensen bij Europol in Den Haag.",
    ],
)
def test_officers_who_are_sent_to_places_at_home_are_no_deployment(text: str) -> None:
    assert told(text) == []


def test_officers_of_whom_nothing_abroad_is_told_are_no_deployment() -> None:
    assert told("Het aantal Nederlandse agenten nam toe tot twaalf.") == []


def test_officers_who_are_sent_out_are_a_deployment_without_a_place() -> None:
    assert [f.count.officers for f in told("In totaal waren 32 agenten uitgezonden.")] == [32]


def test_officers_on_an_island_of_the_kingdom_are_on_no_mission() -> None:
    assert told("De marechaussee heeft op Bonaire zeventig functionarissen.") == []
    assert told("De marechaussee heeft op Lesbos zeventig functionarissen.") != []


def test_where_people_come_from_is_not_where_they_are() -> None:
    (fact,) = told("Vier agenten uit Limburg werken in Kosovo.")
    assert fact.countries == ("XK",)


def test_people_of_ours_abroad_are_no_officers_by_being_of_ours() -> None:
    assert told("In gevangenissen in Peru zitten negentien Nederlanders vast.") == []
    assert told("Bij het ongeluk in Peru kwamen twee Nederlanders om het leven.") == []


def test_people_of_ours_who_do_what_officers_do_are_doubted() -> None:
    facts = told("In Mitrovica werken zes Nederlanders.")
    assert all("officers by their nation alone" in fact.doubts for fact in facts)


def test_people_are_officers_where_a_mission_or_the_police_sends_them() -> None:
    for text in (
        "Bij EULEX Kosovo werken drie Nederlanders.",
        "De politie heeft negen mensen in Irak.",
        "In Juba werkt een Nederlands team. Er zijn nu vijf Nederlanders in Juba.",
    ):
        assert told(text)[-1].count.officers, text


def test_officers_of_a_country_in_that_country_are_its_own() -> None:
    assert told("In Irak zijn 320 Iraakse agenten ingezet.") == []


def test_what_stands_before_says_where_officers_are_some_sentences_on() -> None:
    text = "Het is onrustig in Mali. De nood is hoog. Daar werken vier Nederlandse agenten."
    assert [f.countries for f in told(text)] == [("ML",)]


def test_a_heading_says_where_officers_are() -> None:
    found = told("De Nederlandse politie levert twaalf agenten.", "Bijdrage in Kosovo")
    assert [f.countries for f in found] == [("XK",)]


def test_who_helps_at_an_event_is_not_deployed_as_well() -> None:
    assert told("Nederland heeft Frankrijk met 30 agenten geholpen bij de Olympische Spelen.") == []


def test_a_share_of_ours_or_a_word_with_an_organisation_in_it_tells_of_abroad() -> None:
    for text in (
        "De Nederlandse deelname bestaat uit zeventien politiefunctionarissen.",
        "De Frontex-inzet telt veertig functionarissen.",
    ):
        assert len(told(text)) == 1, text


def test_guests_who_come_on_a_visit_are_not_deployed() -> None:
    assert told("Zes agenten uit Tanzania waren te gast op de Politieacademie.") == []


def test_parts_of_a_number_that_was_told_before_are_no_deployments_of_their_own() -> None:
    text = (
        "Nederland levert negen agenten aan EULEX Kosovo. Van de negen werken er zes in Pristina."
    )
    assert [f.count.officers for f in told(text)] == [9]
