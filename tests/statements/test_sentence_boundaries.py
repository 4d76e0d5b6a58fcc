"""Where sentences begin."""

from __future__ import annotations

import pytest

from tests.statements.reading import read


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Het regent. De zon schijnt.", 2),
        ("Er zijn ca. Vier agenten.", 1),
        ("Dhr. A. Jansen vertrok.", 1),
        ("Op 3. Mei is het droog.", 1),
        ("Het kan zo (zie boven.) Daarna niet.", 2),
        ("Wie? Zij! Nu.", 3),
        ("het regent. de zon schijnt.", 1),
    ],
)
def test_a_point_ends_a_sentence_unless_it_belongs_to_a_word(text: str, number: int) -> None:
    assert len(list(read(text).sents)) == number
