"""Rows of words that are not yet at their end, found by the height at which they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from missiemonitor.corpus.document import Word
from missiemonitor.corpus.thresholds import LAYOUT


class OpenRows:
    """Rows that grow to the right, word by word from the left of the page on.

    Only those are given of which the last word shares some height with the one that is asked for,
    so that a page of many lines costs no more a word than one of few.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self.rows: list[list[Word]] = []
        self.reach = LAYOUT.segment_gap * max((word.size for word in words), default=0.0)
        self._high = max(1.0, median(word.box.height for word in words)) if words else 1.0
        # Rows by the bands of the page that their last word reaches into, each with its length: a
        # row that is longer by now stands elsewhere.
        self._bands: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def begin(self, word: Word) -> None:
        """A row of this word."""
        self.rows.append([word])
        self._put(len(self.rows) - 1)

    def go_on(self, row: int, word: Word) -> None:
        """Have a row go on with this word."""
        self.rows[row].append(word)
        self._put(row)

    def near(self, word: Word) -> list[int]:
        """The rows that the word may go on, by their numbers, the first begun first."""
        found: set[int] = set()
        for band in self._reached(word):
            if band in self._bands:
                kept = [each for each in self._bands[band] if self._is_open(*each, word)]
                # Words that lie on one another in a pile are no line.
                self._bands[band] = kept = kept[-LAYOUT.piled :]
                found.update(row for row, _ in kept)
        return sorted(found)

    def _is_open(self, row: int, length: int, word: Word) -> bool:
        # From left to right, a row that ends too far back takes no more words.
        words = self.rows[row]
        return len(words) == length and word.box.x0 - words[-1].box.x1 <= self.reach

    def _put(self, row: int) -> None:
        words = self.rows[row]
        for band in self._reached(words[-1]):
            self._bands[band].append((row, len(words)))

    def _reached(self, word: Word) -> Iterator[int]:
        first, last = int(word.box.top // self._high), int(word.box.bottom // self._high)
        yield from range(min(first, last), max(first, last) + 1)
