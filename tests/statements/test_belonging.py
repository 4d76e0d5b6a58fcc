"""Which mission and places a number has, as was learnt: by how they lie to each other."""

from __future__ import annotations

import pytest

from tests.statements.reading import learned


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        (
            "Er werken drie agenten bij EULEX Kosovo en twee agenten bij EUAM Irak.",
            {3: "eulex-kosovo", 2: "euam-iraq"},
        ),
        (
            "Aan EUMM Georgië leveren wij vier agenten, aan EUBAM Libië zes.",
            {4: "eumm-georgia", 6: "eubam-libya"},
        ),
        (
            "De bijdrage aan EULEX Kosovo is verlengd. Het gaat om zeven politiefunctionarissen.",
            {7: "eulex-kosovo"},
        ),
    ],
)
def test_each_number_has_its_mission(text: str, owed: dict[int, str]) -> None:
    assert {fact.count.officers: fact.mission for fact in learned(text)} == owed


def test_a_number_is_where_its_place_is() -> None:
    text = "In Bamako werken vier Nederlandse agenten en in Tripoli twee Nederlandse agenten."
    told = {fact.count.officers: fact.countries for fact in learned(text)}
    assert told == {4: ("ML",), 2: ("LY",)}
