"""Missions that are told by kind, body and place; what may be any mission is none."""

from __future__ import annotations

import pytest

from tests.statements.reading import read


def _missions(text: str) -> list[str]:
    doc = read(text)
    return [x.kb_id_ for x in doc.spans["missie_names"] if x.label_ == "MISSION"]


@pytest.mark.parametrize(
    ("text", "mission"),
    [
        ("Aan de EU-politiemissie in Ramallah nemen drie agenten deel.", "eupol-copps"),
        ("Bij de grensbijstandsmissie in Libië werkt één Nederlander.", "eubam-libya"),
        ("De Georgische waarnemingsmissie van de EU telt vier agenten.", "eumm-georgia"),
        ("Wij zitten in Kyiv; de EU-adviesmissie heeft er acht agenten.", "euam-ukraine"),
        ("Bij de OVSE in Skopje zit één agent.", "osce-skopje"),
        ("Op Cyprus wisselt de vredesmacht; er komen drie agenten.", "unficyp"),
        ("Aan de WEU-politiemacht in Mostar leverden wij 47 man.", "weu-mostar"),
        ("In Kosovo werken 14 Tsjechische agenten bij de rechtsstaatmissie.", "eulex-kosovo"),
        ("De Britten gaan uit Irak weg; acht blijven bij de NAVO-missie daar.", "nmi"),
        ("De politietrainingsmissie in Kunduz telde 60 trainers.", "gpm-kunduz"),
        ("De inzet bij de Somalische missie (EUCAP) is verkleind.", "eucap-somalia"),
        ("In Chisinau werken vier agenten bij EUPM.", "eupm-moldova"),
        ("In Sarajevo werkten vier agenten bij EUPM.", "eupm-bih"),
        ("In Sarajevo neemt de marechaussee met zes man deel aan Althea.", "eufor-althea"),
    ],
)
def test_a_mission_without_its_name_is_known(text: str, mission: str) -> None:
    assert _missions(text) == [mission]


@pytest.mark.parametrize(
    "text",
    [
        "De missie in Mali telt tien Nederlanders.",  # which of them is not said
        "Bij de OVSE in Wenen werken twee agenten.",  # its secretariat
        "De commissie in Kosovo heeft drie leden.",
        "Een politiemissie vergt drie agenten.",
        "De handelsmissie naar Oekraïne had tien deelnemers.",
    ],
)
def test_what_may_be_any_mission_or_is_none_is_not_taken_for_one(text: str) -> None:
    assert _missions(text) == []
