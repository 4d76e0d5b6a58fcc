"""Which mission and which places a sentence is about that does not name them."""

from __future__ import annotations

from missiemonitor.extractors.statements.coreference import place_before, where_of, with_missions

from tests.statements.reading import patterns, read, sentence


def test_a_sentence_that_points_back_is_about_the_mission_before() -> None:
    doc = read("Nederland steunt EULEX Kosovo. Aan deze missie doen vier agenten mee.")
    assert [mission for _, mission in with_missions(doc)] == ["eulex-kosovo", "eulex-kosovo"]


def test_a_sentence_that_does_not_point_back_is_about_none() -> None:
    doc = read("Nederland steunt EULEX Kosovo. Vier agenten volgden een cursus.")
    assert [mission for _, mission in with_missions(doc)] == ["eulex-kosovo", None]


def test_what_a_heading_names_holds_for_all_under_it() -> None:
    doc = read("Vier agenten werken mee. Zes trainers gingen.", "eulex-kosovo")
    assert [mission for _, mission in with_missions(doc)] == ["eulex-kosovo"] * 2


def test_the_place_of_the_sentence_before_is_taken_where_it_is_the_only_one() -> None:
    assert place_before(sentence("Het is onrustig in Mali. Daar werken vier agenten.")) == ("ML",)
    assert place_before(sentence("Zij waren in Mali en Irak. Daar werken vier agenten.")) == ()


def test_the_countries_of_a_mission_are_those_that_are_named_or_all_if_few() -> None:
    assert where_of("eulex-kosovo", ["ML"]) == ("XK",)
    assert where_of(None, ["ML", "ML"]) == ("ML",)


def test_what_goes_on_about_a_number_is_of_the_mission_before() -> None:
    for later in (
        "Het gaat om vier adviseurs.",
        "Dat aantal daalde tot vier.",
        "Vorig jaar waren het er vier.",
        "Een vijfde volgt in mei.",
    ):
        facts = patterns(f"Nederland levert agenten aan EULEX Kosovo. {later}")
        assert (facts[-1].mission, facts[-1].count.officers) in (
            ("eulex-kosovo", 4),
            ("eulex-kosovo", 1),
        ), later


def test_an_answer_is_about_what_was_asked() -> None:
    facts = patterns("Hoeveel agenten zijn er in Mali? Antwoord: acht.")
    assert [(f.countries, f.count.officers) for f in facts] == [(("ML",), 8)]
