"""Which numbers of a sentence are of officers who are sent."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.count_filter import (
    counts_in,
    is_of_something_else,
    ours,
    speaks_of_liaisons,
)

from tests.statements.reading import sentence


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Zes Nederlandse agenten, van wie vier in Pristina, werken in Kosovo.", ["Zes"]),
        ("In Mali werken vier agenten, twee van hen zijn vrouw.", ["vier"]),
        ("De bijdrage aan EULEX Kosovo is met twee gegroeid tot negen.", ["negen"]),
        ("Onder de 300 medewerkers zijn vijf Nederlandse agenten.", ["vijf"]),
        ("Naar Mali gaan twee officieren van justitie.", []),
    ],
)
def test_parts_steps_and_others_are_no_numbers_of_officers(text: str, kept: list[str]) -> None:
    assert [span.text for span in counts_in(sentence(text))] == kept


def test_whose_officers_a_sentence_speaks_of() -> None:
    assert ours(sentence("Wij leveren trainers."))
    assert ours(sentence("Nederland levert trainers."))
    assert not ours(sentence("Zweden levert trainers."))


def test_what_a_sentence_is_about_besides_officers_who_are_sent() -> None:
    assert is_of_something_else("een cursus voor agenten")
    assert not is_of_something_else("een team van agenten")
    assert speaks_of_liaisons("de verbindingsofficieren")
