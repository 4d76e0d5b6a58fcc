"""Words that a line is drawn through: no reader takes them for what is meant."""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.document import Box, Rule, Word
from missiemonitor.corpus.thresholds import DRAWING


def struck(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Word], list[Word]]:
    """The words that stand, and those that are struck through, all in reading position."""
    lines = sorted(
        (rule.box for rule in rules if rule.horizontal and rule.drawn), key=lambda b: b.top
    )
    stand: list[Word] = []
    gone: list[Word] = []
    for word in words:
        through = [box for box in lines if _through(box, word)] if lines else []
        (gone if through else stand).append(word)
    return stand, gone


def _through(line: Box, word: Word) -> bool:
    """Whether a level line runs through the middle of a word's small letters."""
    box = word.box
    lowest = box.bottom - DRAWING.strike_low * box.height
    highest = box.bottom - DRAWING.strike_high * box.height
    return (
        highest <= line.middle <= lowest and line.overlap_x(box) > DRAWING.strike_width * box.width
    )
