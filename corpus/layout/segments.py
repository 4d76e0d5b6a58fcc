"""Words joined to pieces of lines without wide gaps; small figures beside them are marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from missiemonitor.corpus.document import Box, Word
from missiemonitor.corpus.open_rows import OpenRows
from missiemonitor.corpus.thresholds import LAYOUT

FIGURES = re.compile(r"[(\[]?\d[\d,]*[)\]]?")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line with no wide gap between them."""

    words: tuple[Word, ...]
    box: Box

    @property
    def size(self) -> float:
        return self.words[0].size

    @property
    def prose(self) -> bool:
        """Whether it reads like a piece of a running sentence: several words, mostly letters."""
        letters = sum(word.text[0].isalpha() for word in self.words)
        many = len(self.words)
        return many >= LAYOUT.prose_words and letters >= LAYOUT.prose_letters * many


def segments(words: Iterable[Word]) -> list[Segment]:
    """Words joined to their left neighbours where these are near and at the same height."""
    ordered = sorted(words, key=lambda w: (w.box.x0, w.box.top))
    under_way = OpenRows(ordered)
    for word in ordered:
        found: int | None = None
        best_gap = 0.0
        for row in under_way.near(word):
            last = under_way.rows[row][-1]
            gap = word.box.x0 - last.box.x1
            size = max(word.size, last.size)
            if not -LAYOUT.word_overlap * size <= gap <= LAYOUT.segment_gap * size:
                continue
            if not _level(last, word):
                continue
            if found is None or gap < best_gap:
                found, best_gap = row, gap
        if found is None:
            under_way.begin(word)
            continue
        best = under_way.rows[found]
        last = best[-1]
        joined = best_gap < LAYOUT.joined_gap * min(word.size, last.size)
        if (len(best) == 1 and _lifted(last, word)) or _small_figure(last, word):
            best[-1] = last = replace(last, raised=True)
        base = next((one for one in reversed(best) if not one.raised), last)
        raised = (
            word.raised
            or _lifted(word, base)
            or _set_off(word, last, base)
            or (last.raised and not _returns(word, last))
        )
        same = joined == word.joined and raised == word.raised
        under_way.go_on(found, word if same else replace(word, joined=joined, raised=raised))
    return [Segment(tuple(row), Box.around(w.box for w in row)) for row in under_way.rows]


def _level(left: Word, right: Word) -> bool:
    """Whether two words stand on one line, a raised mark with the word it marks."""
    shared = left.box.overlap_y(right.box)
    if shared < LAYOUT.level_shared * min(left.box.height, right.box.height):
        return False
    apart = abs(left.box.bottom - right.box.bottom)
    level = apart <= LAYOUT.same_foot * max(left.size, right.size)
    return level or _lifted(left, right) or _lifted(right, left)


def _lifted(mark: Word, base: Word) -> bool:
    """Whether `mark` is short, smaller than `base`, and its foot stands above that of `base`.

    What was read from a picture has no sizes to go by; ocr.py tells marks there.
    """
    if len(mark.text) > LAYOUT.mark_characters or (mark.confidence < 1.0 and not mark.raised):
        return False
    lifted = mark.box.bottom < base.box.bottom - LAYOUT.mark_lift * base.size
    return mark.size <= LAYOUT.mark_size * base.size and lifted


def _set_off(mark: Word, last: Word, base: Word) -> bool:
    """Whether `mark`, close behind `last`, is a small one that is lowered, or a figure that is no
    part of the number `base`: level with it but smaller, or on another foot."""
    if len(mark.text) > LAYOUT.mark_characters or mark.confidence < 1.0:
        return False
    if not FIGURES.fullmatch(mark.text) or not _close(last, mark, base):
        return False
    smaller = mark.size <= LAYOUT.mark_size * base.size
    lower = mark.box.bottom - base.box.bottom
    if not (base.text[-1:].isdigit() and base.confidence == 1.0):
        return smaller and lower > LAYOUT.mark_lift * base.size
    return smaller or (mark.size <= base.size and abs(lower) > LAYOUT.mark_lift * base.size)


def _small_figure(mark: Word, base: Word) -> bool:
    """Whether a figure stands close before a larger one: it is no part of that number."""
    return (
        not mark.raised
        and mark.confidence == base.confidence == 1.0
        and len(mark.text) <= LAYOUT.mark_characters
        and FIGURES.fullmatch(mark.text) is not None
        and base.text[:1].isdigit()
        and mark.size <= LAYOUT.mark_size * base.size
        and _close(mark, base, base)
    )


def _close(left: Word, right: Word, base: Word) -> bool:
    return right.box.x0 - left.box.x1 < LAYOUT.mark_gap * base.size


def _returns(word: Word, mark: Word) -> bool:
    """Whether the line goes on with `word` behind a mark, and the mark does not."""
    smaller = mark.size <= LAYOUT.mark_size * word.size
    return smaller or abs(mark.box.bottom - word.box.bottom) > LAYOUT.mark_lift * word.size
