"""A reading of rows by what each line holds: names of missions and countries, and their numbers.

It knows no table, head or column. A line that names a mission or country and states a number may be
a row; which of its numbers counts is told by the upright band that goes with names over most lines.
A mission is known by the lists, or by its shape where no list has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from missiemonitor.corpus.document import Box, Page, Word
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.linking.gazetteer import listed, mission_names, words_of
from missiemonitor.extractors.reference import acronyms_of_missions
from missiemonitor.extractors.reference import words as reference_words
from missiemonitor.extractors.tables.own_words import (
    gap,
    in_order,
    levels,
    pieces,
    small_number,
)
from missiemonitor.extractors.tables.reading import RowCell, RowReading, cell_of
from missiemonitor.extractors.thresholds import READINGS

WAY = "content"

# Acronyms of missions: of a body that sends them, or four capitals and more.
SHAPE = re.compile(
    r"(?:EU|UN|MIN|NTM|OV|OS)[A-Z]{2,}[a-z]?|[A-Z]{4,}[a-z]?|EU[A-Z]{1,2}[a-z]?[A-Z]*"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A line with names and numbers: its cells of the roles mission and country, its numbers."""

    cells: tuple[RowCell, ...]
    numbers: tuple[Word, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class _Band:
    """Numbers under each other, and how many of them there are."""

    box: Box
    lines: int


def read_page(page: Page) -> tuple[RowReading, ...]:
    """A reading for each line with a name and a number in a band that goes with names.

    It has a cell of the role `count` for each number that may be the count.
    """
    lines = [
        named for level in levels(page.words) for half in _halves(level) if (named := _named(half))
    ]
    bands = _bands(lines)
    return tuple(row for line in lines if (row := _row(page, line, bands)))


def _row(page: Page, line: _Named, bands: Sequence[_Band]) -> RowReading | None:
    """A line with those of its numbers whose band is about as long as the longest of them."""
    long = {
        id(word): max((b.lines for b in bands if b.box.overlap_x(word.box) > 0), default=0)
        for word in line.numbers
    }
    most = max(long.values())
    own = [word for word in line.numbers if long[id(word)] >= READINGS.behind * most]
    if most < READINGS.few:
        return None
    counts = [cell_of("count", word.text, [word]) for word in own]
    at = own[0].box.centre, own[0].box.middle
    return RowReading(WAY, page.number, at, (*line.cells, *counts))


def _bands(lines: Sequence[_Named]) -> list[_Band]:
    """The upright bands of numbers that go with names, but for those that number the lines.

    A dash says none in any column, so it makes no band longer.
    """
    bands: list[tuple[Box, list[Word]]] = []
    for line in lines:
        for word in line.numbers:
            for at, (box, words) in enumerate(bands):
                if _apart(box, word.box) <= READINGS.near:
                    bands[at] = Box.around([box, word.box]), [*words, word]
                    break
            else:
                bands.append((word.box, [word]))
    found = []
    for box, words in bands:
        numbers = [number for w in words if (number := small_number(w.text)) is not None]
        if not in_order(numbers):
            found.append(_Band(box, sum(number > 0 for number in numbers)))
    return found


def _apart(band: Box, word: Box) -> float:
    """How far a number stands from a band, where it stands best: left, right or in the middle."""
    sides = (band.x0 - word.x0, band.x1 - word.x1, band.centre - word.centre)
    return min(map(abs, sides))


def _halves(level: Sequence[Word]) -> list[list[Word]]:
    """A level, parted where another table stands beside one: before a name behind numbers."""
    halves: list[list[Word]] = [[]]
    named = counted = False
    for part in pieces([word for word in level if not word.raised]):
        known = bool(_listed(part.words))
        if known and named and counted:
            halves.append([])
            counted = False
        named = named or known
        counted = counted or any(small_number(word.text) is not None for word in part.words)
        halves[-1] += part.words
    return halves


def _named(level: Sequence[Word]) -> _Named | None:
    """The names and numbers of a level; None where it has none of either, or reads like text."""
    plain = [word for word in level if not word.raised]
    parts = [part for part in pieces(plain) if not part.prose]
    words = [word for part in parts for word in part.words]
    mission, known = _mission([part.words for part in parts])
    country = _country(words, mission)
    used = {id(word) for word in (*mission, *country)}
    numbers = [w for w in words if id(w) not in used and small_number(w.text) is not None]
    if not numbers or not (mission or country):
        return None
    cells = []
    for role, found in (("mission", mission), ("country", country)):
        if found:
            cells.append(cell_of(role, " ".join(word.text for word in found), found))
    return _Named(tuple(cells), tuple(numbers), known)


def _tokens(words: Sequence[Word]) -> tuple[list[str], list[int]]:
    """The words in normal form, and of which word each is."""
    tokens: list[str] = []
    whose: list[int] = []
    for at, word in enumerate(words):
        for token in normal(word.text).split():
            tokens.append(token)
            whose.append(at)
    return tokens, whose


def _mission(parts: Sequence[Sequence[Word]]) -> tuple[Sequence[Word], bool]:
    """The words that name a mission, and whether a list has it; the longest of several.

    A name stands in one piece of the line, or goes over them where none has it.
    """
    words = [word for part in parts for word in part]
    listed_names = [found for part in parts if (found := _listed(part))] or [_listed(words)]
    best = max(listed_names, key=lambda found: sum(len(word.text) for word in found))
    if best:
        return best, True
    for word in words:
        bare = word.text.strip("(),;:")
        if bare in acronyms_of_missions():
            return [word], True
    sums = {normal(word) for word in reference_words()["totals"]["words"]}
    shaped = [
        word
        for word in words
        if SHAPE.fullmatch(word.text.strip("(),;:")) and normal(word.text) not in sums
    ]
    return shaped[:1], False


def _listed(words: Sequence[Word]) -> list[Word]:
    """The words of the longest name of a mission among these that the lists have."""
    text, starts = "", []
    for word in words:
        starts.append(len(text))
        text += word.text + " "
    names = list(listed(words_of(text), mission_names(), "MISSION"))
    if not names:
        return []
    best = max(names, key=lambda name: name.end - name.start)
    return [
        word
        for start, word in zip(starts, words, strict=True)
        if start < best.end and start + len(word.text) > best.start
    ]


def _country(words: Sequence[Word], mission: Sequence[Word]) -> Sequence[Word]:
    """The words that name countries and no mission; of several pieces that do the one nearest to
    the mission, or the last."""
    tokens, whose = _tokens(words)
    inside = {id(word) for word in mission}
    small = {*reference_words()["links"]["country_fillers"], *reference_words()["counts"]["and"]}
    found: list[tuple[int, int]] = []
    for start, end, _ in country_spans(tokens):
        first, last = whose[start], whose[end - 1]
        own = words[first : last + 1]
        if not own[0].text[:1].isupper() or any(id(word) in inside for word in own):
            continue
        # "Moldavië en Oekraïne" is one cell.
        before = found[-1][1] if found else 0
        joined = bool(found) and all(
            gap(words[at], words[at + 1]) <= READINGS.space for at in range(before, first)
        )
        near = joined and {normal(word.text) for word in words[before + 1 : first]} <= small
        if near:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    if not found:
        return ()
    name = Box.around(word.box for word in mission) if mission else None
    options = [words[first : last + 1] for first, last in found]
    if name is None:
        return options[-1]
    return max(options, key=lambda own: Box.around(w.box for w in own).overlap_x(name))
