"""What stands where: names of missions, countries, places and nations."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.entity_spans import missie_names
from missiemonitor.extractors.statements.fact import NAMES
from missiemonitor.extractors.statements.pipeline import dutch

from tests.statements.reading import read


def names(text: str) -> list[tuple[str, str, str]]:
    doc = read(text)
    return [(name.text, name.label_, name.kb_id_) for name in doc.spans[NAMES]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EULEX Kosovo", ("EULEX Kosovo", "MISSION", "eulex-kosovo")),
        ("drie Zweedse agenten", ("Zweedse", "NATION", "SE")),
        ("twee Zweden", ("Zweden", "NATION", "SE")),
        ("in Zweden", ("Zweden", "COUNTRY", "SE")),
        ("de Iraakse grens", ("Iraakse", "PLACE", "IQ")),
        ("in Pristina", ("Pristina", "PLACE", "XK")),
        ("de Westelijke Balkan", ("Westelijke Balkan", "REGION", "Westelijke Balkan")),
    ],
)
def test_a_name_is_known_by_what_stands_around_it(text: str, found: tuple[str, str, str]) -> None:
    assert names(text) == [found]


def test_a_race_through_a_country_is_not_the_country() -> None:
    assert [label for _, label, _ in names("tijdens de Tour de France")] == []


def test_an_acronym_with_a_country_where_it_is_not_is_another_mission() -> None:
    (found,) = names("EULEX Oekraïne")
    assert found[1:] == ("MISSION", "unknown-eulex-oekraine")


def test_an_acronym_of_several_missions_is_the_one_under_whose_country_it_stands() -> None:
    doc = dutch().make_doc("Nederland levert vier agenten aan EUCAP.")
    doc._.missie_under = "Somalië"
    missie_names(doc)
    assert [x.kb_id_ for x in doc.spans[NAMES]] == ["NL", "eucap-somalia"]


def test_an_acronym_of_which_one_mission_works_today_is_that_mission() -> None:
    doc = dutch().make_doc("Nederland levert vier agenten aan EUMM.")
    assert [x.kb_id_ for x in missie_names(doc).spans[NAMES]] == ["NL", "eumm-georgia"]
