"""Which sentences are worth reading."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.triggers import (
    lists_priorities,
    searched,
    told_of,
    triggered,
)


def test_only_sentences_with_a_telling_word_are_read() -> None:
    text = "Het regende in de zomer. Drie trainers werken in Mali. De begroting is rond."
    assert [text[a:b] for a, b in told_of(text)] == ["Drie trainers werken in Mali."]


def test_what_points_back_is_read_with_the_sentences_before_it() -> None:
    text = "Het was koud daar. Mali is groot. Aan deze missie deed men mee."
    assert len(told_of(text)) == 3


def test_an_acronym_of_a_known_mission_is_enough() -> None:
    assert triggered("eulex kosovo loopt door.", "EULEX Kosovo loopt door.")
    assert not triggered("eulek kosovo loopt door.", "EULEK Kosovo loopt door.")


def test_a_word_that_only_holds_a_telling_one_is_blanked_in_its_place() -> None:
    folded = searched("De Commissie kwam bijeen")
    assert "missie" not in folded and len(folded) == len("De Commissie kwam bijeen")


def test_no_sentence_ends_behind_an_abbreviation() -> None:
    text = "Er zijn in totaal incl. Nederland twaalf agenten."
    assert [text[a:b] for a, b in told_of(text)] == [text]


def test_a_list_of_priorities_is_announced() -> None:
    assert lists_priorities("De Prioriteiten van dit jaar zijn:")
    assert not lists_priorities("De punten van dit jaar zijn:")


def test_a_sentence_that_goes_on_about_officers_is_read_with_the_one_before() -> None:
    text = "Nederland levert agenten aan EULEX Kosovo. Dat waren er eerst drie. Het regent vandaag."
    assert [text[a:b] for a, b in told_of(text)] == [
        "Nederland levert agenten aan EULEX Kosovo.",
        "Dat waren er eerst drie.",
    ]


def test_the_police_and_another_country_are_worth_reading() -> None:
    assert told_of("Nederland schonk de politie van Benin twaalf motorfietsen.")
    assert told_of("De Oekraïense politie kreeg zestig laptops.")
    assert not told_of("De politie kreeg zestig laptops.")


def test_what_stands_under_a_heading_about_posts_is_read_whole() -> None:
    text = "Lissabon (1, gesloten per 31 december 2025)."
    assert told_of(text, "Liaisonposten die zijn gesloten") == ((0, len(text)),)
    assert not told_of(text, "Begroting")


@pytest.mark.parametrize("behind", ["Dat is onjuist.", "Dat waren militairen."])
def test_what_may_undo_a_sentence_is_read_with_it(behind: str) -> None:
    text = f"Bij EULEX Kosovo werken vijf Nederlandse agenten. {behind} Het was mooi weer."
    kept = [text[start:end] for start, end in told_of(text)]
    assert [each.rstrip(".") for each in kept][1:] == [behind.rstrip(".")]
