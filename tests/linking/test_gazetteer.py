"""Names of the lists found in a text, over whole words."""

from __future__ import annotations

from missiemonitor.extractors.linking.countries import country_names
from missiemonitor.extractors.linking.gazetteer import (
    Names,
    cities_in,
    countries_in,
    homes_in,
    inhabitants_in,
    key_of,
    listed,
    mission_names,
    organisation_names,
    words_of,
)
from missiemonitor.extractors.reference import cities, home_places


def test_the_longest_name_is_taken_and_names_do_not_overlap() -> None:
    names = Names.of({key_of(name): name for name in ("Noord", "Noord Macedonië", "Macedonië")})
    found = listed(words_of("Noord Macedonië en Noord"), names, "X")
    assert [name.value for name in found] == ["Noord Macedonië", "Noord"]


def test_a_name_stands_where_it_is_written() -> None:
    text = "Drie mensen bij EULEX Kosovo."
    (name,) = listed(words_of(text), mission_names(), "MISSION")
    assert text[name.start : name.end] == "EULEX Kosovo"
    assert name.value == "eulex-kosovo"


def test_half_a_word_is_no_name() -> None:
    assert not list(countries_in(words_of("Maliënkolder"), "Maliënkolder"))


def test_a_country_is_written_with_a_capital() -> None:
    for text, codes in (("in Mali", ["ML"]), ("in mali", [])):
        assert [name.value for name in countries_in(words_of(text), text)] == codes


def test_a_cycle_race_is_no_country() -> None:
    text = "bij de Tour de France"
    assert not list(countries_in(words_of(text), text))


def test_a_city_needs_a_preposition_before_it() -> None:
    for text, found in (("in Marseille", 1), ("Marseille", 0), ("de Marseille", 0)):
        assert len(list(cities_in(words_of(text), text))) == found, text


def test_people_are_counted_and_a_country_is_not() -> None:
    assert [name.value for name in inhabitants_in(words_of("twee Zweden"))] == ["SE"]
    assert not list(inhabitants_in(words_of("in Zweden")))


def test_organisations_are_known_by_each_of_their_names() -> None:
    text = "de Verenigde Naties en de VN"
    found = [name.value for name in listed(words_of(text), organisation_names(), "ORG")]
    assert len(found) == 2
    assert len(set(found)) == 1


def test_a_town_at_home_needs_a_word_of_place_before_it_and_a_province_does_not() -> None:
    for text, found in (
        ("in Joure", 1),
        ("Joure", 0),
        ("de eenheid Den Helder", 1),
        ("Drenthe", 1),
    ):
        assert len(list(homes_in(words_of(text), text))) == found, text


def test_a_place_at_home_is_no_place_abroad() -> None:
    abroad = {key_of(name) for name in (*cities(), *country_names())}
    assert not [each.place for each in home_places() if key_of(each.place) in abroad]
