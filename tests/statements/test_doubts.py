"""What makes a reading unsure even where the other agrees."""

from __future__ import annotations

import pytest

from tests.statements.reading import patterns


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Nederland had vier agenten in Mali. Zij gingen weg.", "what follows goes on about them"),
        ("Heeft Nederland vier agenten in Mali?", "a question"),
        ("Nederland zal vier agenten naar Mali sturen.", "the tense is not plain"),
        ("Nederland levert vier agenten in Mali en Irak.", "several places"),
        ("In Mali zijn vier agenten, in Irak twee agenten.", "several numbers"),
        ("Nederland levert vier agenten en twee trainers in Mali.", "more numbers than places"),
        ("Nederland zal veertig agenten beschikbaar stellen voor missies.", "an aim"),
        ("Vier agenten helpen in Luik bij een zoektocht.", "what may be assistance"),
        ("EULEX Kosovo telt 170 internationale medewerkers.", "of several countries"),
        ("Vier agenten zijn uit Mali gehaald en thuis.", "words of another time"),
        ("Bij een aanslag in Mali raken vier agenten gewond.", "words of another time"),
        ("Van de vier werken er twee agenten in Gao, in Mali.", "a part of others"),
        ("In Mali zijn zes agenten: vier agenten in Gao, twee in Mopti.", "a part of others"),
        ("In Mali werken vier Nederlanders.", "officers by their nation alone"),
        ("Nederland levert vier agenten aan EULAX Kosovo.", "an unknown mission"),
        ("Nederland levert vier agenten aan een missie in Mali.", "which mission is not said"),
        ("Vier agenten zijn ingeënt voor EULEX Kosovo.", "a verb that tells of something else"),
        ("Vier agenten jongleren bij EULEX Kosovo.", "a verb that tells of something else"),
        (
            "Jansen zegt dat Nederland vier agenten aan EULEX Kosovo levert.",
            "told in a clause of another sentence",
        ),
        ("Bij EULEX Kosovo werken vier agenten te weinig.", "a difference, perhaps"),
        ("Vier politiemensen werken bij EULEX Kosovo. Dat zijn militairen.", "soldiers, perhaps"),
        (
            "Vier agenten werken bij EULEX Kosovo. Dit aantal is gedaald tot twee.",
            "what follows may undo it",
        ),
        ("De landmacht levert vier adviseurs aan UNTSO.", "soldiers, perhaps"),
        ("Nederland levert vier agenten aan EUPOL Verdania.", "the name of the mission goes on"),
        (
            "Vier agenten werken bij EULEX Kosovo. Per 1 mei is die inzet beëindigd.",
            "what follows may undo it",
        ),
    ],
)
def test_a_doubt_is_told_where_its_cause_stands(text: str, doubt: str) -> None:
    assert doubt in {each for fact in patterns(text) for each in fact.doubts}


def test_a_plain_sentence_leaves_no_doubt() -> None:
    (fact,) = patterns("Nederland levert drie trainers aan EULEX Kosovo.")
    assert fact.doubts == ()
