"""The tense of Dutch verbs by their form."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.tense import is_perfect, tense_of, tenses


@pytest.mark.parametrize(
    ("tense", "words"),
    [
        (
            "past",
            "werkten diende leverde bleef nam zond trok vertrok stelde kwam verzorgde besloot",
        ),
        ("present", "werkt dient levert blijft neemt verzorgt bestaat leveren werken nemen"),
        ("", "agenten tien samen missie beide deelname gestuurd betrokken eerste functionarissen"),
    ],
)
def test_the_tense_of_a_word(tense: str, words: str) -> None:
    assert {word: tense_of(word) for word in words.split()} == dict.fromkeys(words.split(), tense)


def test_behind_an_article_stands_no_verb() -> None:
    assert tenses("Zij verblijft op een beveiligde compound.") == {"present"}


@pytest.mark.parametrize(
    ("text", "perfect"),
    [
        ("Nederland heeft trainers geleverd.", True),
        ("Zij hebben in Mali gediend.", True),
        ("Nederland heeft drie trainers.", False),
        ("Drie trainers zijn uitgezonden.", False),
    ],
)
def test_a_perfect_tells_what_was_done(text: str, perfect: bool) -> None:
    assert is_perfect(text) is perfect
