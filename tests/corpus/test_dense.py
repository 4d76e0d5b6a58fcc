"""Pages of very many words keep them all; before, they took minutes."""

from __future__ import annotations

import pytest
from missiemonitor.corpus.document import Box, Page, Rule, Word
from missiemonitor.corpus.layout import arrange

MANY = 6_000


def small_print() -> list[Word]:
    return [
        Word("woord", Box(x, y, x + 8.0, y + 3.0), 3.0)
        for y in (20 + 3.5 * line for line in range(MANY // 80))
        for x in (20 + 10.0 * at for at in range(80))
    ]


def one_line() -> list[Word]:
    return [Word("12", Box(2.0 * at, 50.0, 2.0 * at + 0.5, 50.4), 0.4) for at in range(MANY // 2)]


def pile() -> list[Word]:
    return [Word("12", Box(9 + at / 9e5, 50.0, 20.0, 60.0), 10.0) for at in range(MANY // 2)]


def beside_text() -> list[Word]:
    words = []
    for line in range(MANY // 10):
        y = 20 + 0.6 * line
        words += [Word("tekst", Box(x, y, x + 11, y + 0.5), 0.5) for x in range(200, 296, 12)]
        words += [Word(f"x{line}", Box(x, y, x + 8, y + 0.5), 0.5) for x in (400, 440)]
    return words


@pytest.mark.parametrize("drawn", [small_print, one_line, pile, beside_text])
def test_lines_of_a_dense_page_keep_all_words(drawn: object) -> None:
    words = drawn()  # type: ignore[operator]
    rules = tuple(Rule(Box(0, at / 9, 14_400, at / 9), True) for at in range(10_000))
    (page,) = arrange([Page(1, 14_400, 842, tuple(words), rules)])
    assert sum(len(line.words) for line in page.lines) == len(words)
