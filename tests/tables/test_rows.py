"""Words that tell what a row is."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.tables.rows import goes_on, is_total


@pytest.mark.parametrize(
    ("text", "cut"), [("EULEX", False), ("Missie in", True), ("Bosnië-", True), ("", False)]
)
def test_a_name_cannot_end_behind_a_small_word_or_a_hyphen(text: str, cut: bool) -> None:
    assert goes_on(text) == cut


def test_a_total_is_told_from_a_mission() -> None:
    assert is_total("Totaal")
    assert is_total("Totaal aantal")
    assert not is_total("EULEX Kosovo")
