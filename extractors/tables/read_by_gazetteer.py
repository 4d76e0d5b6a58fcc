"""Rows by their names: each line split into a mission, a country and a count by names alone.

It knows no columns: only which words are missions, countries and numbers. A line that can be split
in two ways, or holds two numbers, is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Line, Word, text_of
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import DASH, read_count
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre, marks_of
from missiemonitor.extractors.tables.rows import WAYS

MOST_WORDS = 30  # a line with more is running text
LIMIT_WORDS = 3  # before a number that may limit it, at most

Split = tuple[Sequence[Word], Sequence[Word]]


def read_rows(lines: Sequence[Line], page: int, with_country: bool) -> Iterator[RowReading]:
    """A reading for each line that splits in one way only.

    A line that does not is tried with the line under it, and above it, where these have no count.
    """
    counts = [_count(line) for line in lines]
    for index, (line, count) in enumerate(zip(lines, counts, strict=True)):
        if count is None or len(line.words) > MOST_WORDS:
            continue
        windows = [[line]]
        for other in (index + 1, index - 1):
            if 0 <= other < len(lines) and counts[other] is None:
                apart = max(lines[other].box.top, line.box.top) - min(
                    lines[other].box.bottom, line.box.bottom
                )
                if apart < 0.8 * line.box.height:
                    windows.append([lines[i] for i in sorted((index, other))])
        splits = [_split(window, count, with_country) for window in windows]
        others = [split for split in splits[1:] if split]
        split = splits[0] or (others[0] if len(others) == 1 else None)
        if split is None:
            continue
        mission, country = split
        cells = [cell_of("mission", text_of(mission), mission)]
        if country:
            cells.append(cell_of("country", text_of(country), country))
        cells.append(replace(cell_of("count", text_of(count), count), marks=marks_of(line.words)))
        yield RowReading("names", page, centre(count), tuple(cells))


def _count(line: Line) -> list[Word] | None:
    """The only word of a line that is a number, where there is just one, and what limits it before
    it: "< 3", "more than 3"; a sign that makes it something else, as that of money, too."""
    words = [word for word in line.words if not word.raised]
    numbers = [at for at, word in enumerate(words) if read_count(word.text).officers is not None]
    if len(numbers) != 1:
        return None
    at = numbers[0]
    for start in range(max(0, at - LIMIT_WORDS), at):
        if read_count(text_of(words[start : at + 1])).officers is not None:
            return words[start : at + 1]
    before = words[at - 1].text if at else ""
    sign = before and not any(char.isalnum() for char in before) and not DASH.fullmatch(before)
    return words[at - 1 : at + 1] if sign else [words[at]]


def _split(lines: Sequence[Line], count: Sequence[Word], with_country: bool) -> Split | None:
    """The words of a row as a known mission and countries, if one way to split them is best.

    A word for an organisation at either end may be a cell of its own.
    """
    words = [w for line in lines for w in line.words if w not in count and not w.raised]
    if not words:
        return None
    found: list[tuple[int, int, Split]] = []
    for cut, rest in enumerate((words, words[1:], words[:-1])):
        left_out = words[0] if cut == 1 else words[-1] if cut == 2 else None
        if not rest or (left_out and not link_organisation(left_out.text)):
            continue
        options = _splits(rest, inside=len(lines) > 1) if with_country else [(rest, ())]
        for split in options:
            mission = known_mission(text_of(split[0]))
            if mission:
                found.append((WAYS.index(mission.way), min(cut, 1), split))
    if not found:
        return None
    best = min((way, cut) for way, cut, _ in found)
    splits = [split for way, cut, split in found if (way, cut) == best]
    return splits[0] if len(splits) == 1 else None


def _splits(words: Sequence[Word], inside: bool) -> Iterator[Split]:
    """Ways to take countries from either end of the words, or from their middle."""
    last = len(words)
    spans = [(0, at) for at in range(1, last)] + [(at, last) for at in range(1, last)]
    if inside:
        spans += [(a, b) for a in range(1, last - 1) for b in range(a + 1, last)]
    for start, end in spans:
        country = words[start:end]
        tokens = normal(text_of(country)).split()
        # "Kosovo Kosovo" is the end of a mission's name and a country, not a country.
        twice = len(tokens) > len(set(tokens))
        if not twice and link_countries(text_of(country), strict=True).whole:
            yield [*words[:start], *words[end:]], country
