"""Names on the page become missions and countries; what is unknown stays unknown."""

from __future__ import annotations

import pytest
from missiemonitor.corpus.text import normal, slug
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.missions import (
    beside_name,
    known_mission,
    link_mission,
    link_organisation,
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kosovo", ("XK",)),
        ("Moldavië en Oekraïne", ("MD", "UA")),
        ("Palestijns gebied/Westbank", ("PS",)),
        ("Palestijnse Gebieden (Westelijke Jordaanoever)", ("PS",)),
        ("Israël en de Palestijnse Gebieden", ("IL", "PS")),
        ("Bosnië-Herzegovina", ("BA",)),
        ("Democratische Republiek Congo", ("CD",)),
        ("Mali (Bamako)", ("ML",)),
        ("Noord-Macedonie", ("MK",)),
        ("Centraal-Afrikaanse Republiek", ("CF",)),
        ("Sudan / Zuid-Sudan", ("SD", "SS")),
    ],
)
def test_countries_are_linked(text: str, codes: tuple[str, ...]) -> None:
    assert link_countries(text).codes == codes


@pytest.mark.parametrize(
    ("text", "mission"),
    [
        ("EU Mission in Armenia", "euma-armenia"),
        ("NATO RSM", "resolute-support"),
        ("EU EULEX Kosovo", "eulex-kosovo"),
        ("VN EULEX Kosovo", None),
        ("Afrika UNMISS", "unmiss"),
        ("Azië en Midden-Oosten EUPOL Afghanistan", "eupol-afghanistan"),
        ("Afrika", None),
        ("EULEX Kosovo 1)", "eulex-kosovo"),
        ("UNMISS *", "unmiss"),
        ("EULEX Kosovo (Pristina) 1)", "eulex-kosovo"),
        ("Europese Unie", None),
    ],
)
def test_what_stands_before_and_behind_a_name_is_none_of_it(text: str, mission: str | None) -> None:
    found = known_mission(text)
    assert (found.mission.mission if found and found.mission else None) == mission


def test_what_is_not_understood_of_a_place_is_told() -> None:
    assert link_countries("Kosovo en Atlantis").rest == "atlantis"
    assert link_countries("West-Balkan").codes == ()


@pytest.mark.parametrize(
    ("text", "mission", "way"),
    [
        ("EULEX Kosovo", "eulex-kosovo", "exact"),
        ("eulex-kosovo", "eulex-kosovo", "form"),
        ("EUCAP SAHEL Mali", "eucap-sahel-mali", "form"),
        ("EUMM Georgia", "eumm-georgia", "form"),
        ("European Union Rule of Law Mission in Kosovo (EULEX Kosovo)", "eulex-kosovo", "form"),
        ("Missie van de OVSE te Skopje", "osce-skopje", "words"),
    ],
)
def test_missions_are_linked(text: str, mission: str, way: str) -> None:
    link = link_mission(text)
    assert link.mission is not None
    assert (link.mission.mission, link.way) == (mission, way)


def test_the_countries_of_a_row_tell_which_of_two_missions() -> None:
    assert known_mission("EUTM") is None
    link = link_mission("EUTM", ["ML"])
    assert link.mission is not None
    assert (link.mission.mission, link.way) == ("eutm-mali", "context")


def test_a_misspelt_name_is_linked_with_its_likeness() -> None:
    link = link_mission("EULX Kosovo", ["XK"])
    assert link.way == "similar"
    assert link.score < 100


@pytest.mark.parametrize("text", ["EUXAM Vanuatu", "Politiemissie Tonga", "Totaal", "12"])
def test_unknown_names_stay_unknown(text: str) -> None:
    assert link_mission(text).mission is None


def test_two_missions_in_one_name_are_not_guessed() -> None:
    assert known_mission("EULEX Kosovo (EUMM Georgië)") is None


def test_organisations_are_linked() -> None:
    assert link_organisation("Europese Unie") == "EU"
    assert link_organisation("OSCE") == "OVSE"
    assert link_organisation("Rode Kruis") is None


def test_normal_form_and_slug() -> None:
    assert normal("EUBAM Moldavi\u00eb\u00ad-Oekra\u00efne") == "eubam moldavie oekraine"
    assert slug("Naam van Één!") == "naam-van-een"


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("EULEX Kosovo (afgerond)", ("afgerond",)),
        ("EULEX Kosovo (vanaf maart)", ("vanaf maart",)),
        ("EULEX Kosovo [tot 1 mei]", ("tot 1 mei",)),
        ("EULEX Kosovo, vanaf maart", ("vanaf maart",)),
        ("EULEX Kosovo – afgerond", ("afgerond",)),
        ("EUAM Irak (until 30 April)", ("until 30 April",)),
        ("EUPOL COPPS (Palestijnse Gebieden)", ()),
        ("EULEX Kosovo", ()),
        ("MINUSMA (VN)", ()),
    ],
)
def test_what_stands_behind_a_name_leaves_it_known_and_is_kept(
    text: str, beside: tuple[str, ...]
) -> None:
    assert link_mission(text).way in ("exact", "form", "words")
    assert beside_name(text) == beside


def test_two_missions_in_one_cell_are_not_one() -> None:
    assert link_mission("EULEX Kosovo, EUAM Irak").mission is None
