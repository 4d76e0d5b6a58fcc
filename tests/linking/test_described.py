"""Missions told by organisation, place and kind, in words that no list has whole."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.linking.missions import link_mission


@pytest.mark.parametrize(
    ("text", "mission"),
    [
        ("EU-rechtsstaatmissie Kosovo", "eulex-kosovo"),
        ("EU Monitoring Mission in Georgia", "eumm-georgia"),
        ("EU-waarnemersmissie Georgië", "eumm-georgia"),
        ("Grensbijstandsmissie Libië", "eubam-libya"),
        ("VN-vredesmacht op Cyprus", "unficyp"),
        ("Capaciteitsopbouwmissie EU Somalië", "eucap-somalia"),
    ],
)
def test_a_mission_is_known_by_organisation_place_and_kind(text: str, mission: str) -> None:
    link = link_mission(text)
    assert link.mission is not None
    assert (link.mission.mission, link.way) == (mission, "words")


@pytest.mark.parametrize(
    ("text", "mission"),
    [
        ("VN-missie in Mali", "minusma"),
        ("UN Mission in Kosovo", "unmik"),
        ("United Nations Mission in the Republic of South Sudan", "unmiss"),
    ],
)
def test_the_only_mission_of_an_organisation_in_a_country_is_taken_and_told(
    text: str, mission: str
) -> None:
    link = link_mission(text)
    assert link.mission is not None
    assert (link.mission.mission, link.way) == (mission, "only")


@pytest.mark.parametrize(
    "text",
    [
        "EU-missie in Mali",  # several
        "EU-landbouwmissie in Kosovo",  # of a kind that none is of
        "EU-coördinator Kosovo",  # no mission
        "Missie Kosovo",  # of whom?
        "Politiemissie",  # where?
        "Handelsmissie Georgië",
        "EU-politiemissie in Nederland",
    ],
)
def test_what_describes_none_or_several_is_not_told(text: str) -> None:
    assert link_mission(text).mission is None
