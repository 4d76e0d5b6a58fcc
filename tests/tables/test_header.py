"""What columns are, by their headings."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.tables.header import is_phrase, role_of


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Missie", "mission"),
        ("Land", "country"),
        ("Aantal", "count"),
        ("Missie (aantal)", "mission"),
        ("Aantal militairen", "other"),
        ("Aantal in %", "other"),
        ("Kosten in €", "other"),
        ("Kleur", ""),
    ],
)
def test_a_heading_tells_the_role_of_its_column(heading: str, role: str) -> None:
    assert role_of(heading) == role


def test_a_heading_that_a_scan_misspelled_is_known() -> None:
    assert role_of("Missieloperatie") == role_of("Missie/operatie") == "mission"


def test_a_text_with_more_than_headings_in_it_is_no_heading() -> None:
    assert is_phrase("Land van inzet")
    assert not is_phrase("Land van melk en honing")
    assert not is_phrase("")
