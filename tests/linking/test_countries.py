"""Countries in cells: the longest name first, brackets, and names as scans misread them."""

from __future__ import annotations

import pytest
from missiemonitor.corpus.text import normal
from missiemonitor.corpus.threshold import thresholds_of
from missiemonitor.extractors.linking.countries import (
    CountryLink,
    alike_countries,
    country_spans,
    link_countries,
    shortened_countries,
)
from missiemonitor.extractors.linking.gazetteer import names_a_place


def spans(text: str) -> list[tuple[int, int, str]]:
    return list(country_spans(normal(text).split()))


def test_a_code_is_the_country_whatever_mission_its_row_has() -> None:
    assert shortened_countries("XK", ("UA",)).codes == ("XK",)
    assert shortened_countries("ZZ", ("UA",)).codes == ()


def test_the_longest_name_goes_first() -> None:
    assert spans("Centraal-Afrikaanse Republiek") == [(0, 3, "CF")]
    assert spans("Democratische Republiek Congo") == [(0, 3, "CD")]


def test_names_are_found_where_they_stand_among_other_words() -> None:
    assert spans("werkt in Mali en in Niger nu") == [(2, 3, "ML"), (5, 6, "NE")]
    assert spans("werkt nergens") == []


def test_a_place_in_brackets_tells_more_unless_it_is_asked_to_be_left_over() -> None:
    assert link_countries("Mali (Bamako)").codes == ("ML",)
    assert "bamako" in link_countries("Mali (Bamako)", strict=True).rest


def test_a_country_that_is_named_twice_counts_once() -> None:
    assert link_countries("Mali (Mali)").codes == ("ML",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Palestiinse gebieden", ("PS",)),
        ("Cvprus", ("CY",)),
        ("Kosov0", ("XK",)),
        ("Mall", ()),  # too short to tell from another word
        ("onbekend", ()),
    ],
)
def test_a_misread_name_is_taken_for_the_one_it_is_most_like(
    text: str, codes: tuple[str, ...]
) -> None:
    found = alike_countries(text)
    assert found.codes == codes
    assert bool(found.rest) is not bool(codes)


def test_how_alike_a_name_must_be_is_a_threshold() -> None:
    assert alike_countries("Palestijnse gebiedn").codes == ("PS",)
    with thresholds_of({"linking.like": 99}):
        assert alike_countries("Palestijnse gebiedn").codes == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Z.-Soedan", "SS"),
        ("Dem. Rep. Congo", "CD"),
        ("Bosnië-Herz.", "BA"),
        ("N.-Macedonië", "MK"),
    ],
)
def test_an_abbreviated_name_is_that_of_the_one_country_it_fits(text: str, code: str) -> None:
    assert link_countries(text).codes == (code,)
    assert link_countries("Rep. K.").codes == ()


def test_a_city_is_known_in_its_country_only() -> None:
    assert names_a_place("Tbilisi, Gori en Mtskheta", ("GE",))
    assert not names_a_place("Tbilisi", ("UA",))


@pytest.mark.parametrize(
    ("text", "code"), [("Soudan", "SD"), ("Liban", "LB"), ("Soudan du Sud", "SS"), ("Serbie", "RS")]
)
def test_a_cell_in_french_names_its_country_in_a_dutch_report(text: str, code: str) -> None:
    assert link_countries(text) == CountryLink((code,), "")


@pytest.mark.parametrize(
    ("text", "among", "codes"),
    [
        ("OEK", {"UA", "MD"}, ("UA",)),
        ("LIB", {"LY", "PS"}, ("LY",)),
        ("LIB", {"LY", "LB"}, ()),
        ("GEO", set(), ("GE",)),
        ("Oek.", {"UA"}, ("UA",)),
        ("oek", {"UA"}, ()),
    ],
)
def test_a_shortened_name_is_that_of_the_one_country_that_begins_so(
    text: str, among: set[str], codes: tuple[str, ...]
) -> None:
    assert shortened_countries(text, among).codes == codes


def test_a_cell_in_french_may_name_several_countries() -> None:
    assert link_countries("Éthiopie/Érythrée").codes == ("ET", "ER")
    assert link_countries("Tchad, République centrafricaine").codes == ("TD", "CF")
