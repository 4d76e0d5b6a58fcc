"""Words of a page as readings of their own see them: levels and pieces, without lines or regions.

The words go in as the page has them. Neither the lines, columns and regions of the layout nor
where a table was found are asked, so that an error in those is not made here again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from missiemonitor.corpus.document import Box, Word, text_of
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.thresholds import READINGS

MARK = 0.8  # share of the size of its word that a mark has, at most
YEARS = range(1945, 2100)  # of the reports and of the missions in them


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one level with no more than a space between them; `box` is around them."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return text_of(self.words)

    @property
    def prose(self) -> bool:
        """Whether it reads like a sentence."""
        letters = sum(word.text[0].isalpha() for word in self.words)
        many = len(self.words)
        return many >= READINGS.prose and letters >= READINGS.letters * many


def levels(words: Iterable[Word]) -> list[list[Word]]:
    """The words by the height at which they stand, from top to bottom and from left to right."""
    words = list(words)
    usual = median(word.size for word in words) if words else 0.0
    found: list[list[Word]] = []
    middle = bottom = 0.0
    small: list[Word] = []
    for word in sorted(words, key=lambda w: (w.box.bottom, w.box.x0)):
        if word.size <= MARK * usual:
            small.append(word)
        elif found and word.box.top < middle and word.box.bottom - bottom < word.box.height / 2:
            found[-1].append(word)
        else:
            found.append([word])
            middle, bottom = word.box.middle, word.box.bottom
    found += _beside(small, found)
    found.sort(key=lambda level: max(word.box.bottom for word in level))
    return [_marked(sorted(level, key=lambda w: w.box.x0)) for level in found]


def _beside(small: Sequence[Word], found: Sequence[list[Word]]) -> list[list[Word]]:
    """Puts small words, as marks are, into the levels that they touch; the others are their own."""
    left: list[Word] = []
    for word in small:
        touched = [
            (word.box.overlap_y(one.box), at)
            for at, level in enumerate(found)
            for one in level[:1]
            if word.box.overlap_y(one.box) > word.box.height / 2
        ]
        if touched:
            found[max(touched)[1]].append(word)
        else:
            left.append(word)
    return levels(left) if left else []


def _marked(level: Sequence[Word]) -> list[Word]:
    """A level whose words that are small beside the one before them are marks and no part of it."""
    marked: list[Word] = []
    for word in level:
        last = next((one for one in reversed(marked) if not one.raised), None)
        if last and word.size <= MARK * last.size and gap(last, word) <= READINGS.space:
            word = replace(word, raised=True)
        marked.append(word)
    return marked


def gap(left: Word, right: Word) -> float:
    """The space between two words, in ems."""
    return (right.box.x0 - left.box.x1) / max(1.0, min(left.size, right.size))


def pieces(level: Sequence[Word]) -> list[Piece]:
    """The words of one level, parted where more than a space is between them."""
    parts: list[list[Word]] = []
    for word in level:
        last = parts[-1][-1] if parts else None
        if last and gap(last, word) <= READINGS.space:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Piece(tuple(part), Box.around(word.box for word in part)) for part in parts]


def small_number(text: str) -> int | None:
    """The number that a text states, where it may be one of officers: no year."""
    number = read_count(text).officers
    if number is not None and len(text.strip()) == 4:
        return None if number in YEARS else number
    return number


def in_order(numbers: Sequence[int]) -> bool:
    """Whether numbers count the rows: 1, 2, 3."""
    return len(numbers) > 2 and list(numbers) == list(range(1, len(numbers) + 1))
