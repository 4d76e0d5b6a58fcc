"""What stands where: names of missions, countries, places and nations."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.fact import NAMES

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
