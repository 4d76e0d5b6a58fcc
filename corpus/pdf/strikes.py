"""Words that a line is drawn through: no reader takes them for what is meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from missiemonitor.corpus.document import Box, Rule, Word
from missiemonitor.corpus.thresholds import DRAWING


def struck(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Word], list[Word]]:
    """The words that stand, and those that are struck through, all in reading position."""
    level = (rule.box for rule in rules if rule.horizontal and rule.drawn)
    lines = sorted(level, key=lambda line: line.middle)
    middles = [line.middle for line in lines]
    stand: list[Word] = []
    gone: list[Word] = []
    for word in words:
        lowest = word.box.bottom - DRAWING.strike_low * word.box.height
        highest = word.box.bottom - DRAWING.strike_high * word.box.height
        near = lines[bisect_left(middles, highest) : bisect_right(middles, lowest)]
        through = any(_through(line, word.box) for line in near)
        (gone if through else stand).append(word)
    return stand, gone


def _through(line: Box, word: Box) -> bool:
    """Whether a line at the height of a word's small letters runs through the word."""
    return line.overlap_x(word) > DRAWING.strike_width * word.width
