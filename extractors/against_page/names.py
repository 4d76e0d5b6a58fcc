"""Names of countries and missions in a text, told by the reference data alone.

A way of its own: the longest name goes first, words are whole, nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.reference import countries, missions
from missiemonitor.extractors.thresholds import AGAINST_PAGE

BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def squeezed(text: str) -> str:
    """A text in normal form without blanks: how it is set plays no part."""
    return normal(text).replace(" ", "")


@per_series()
def names_of_countries() -> dict[str, str]:
    """The codes of countries by their names in normal form."""
    found: dict[str, str] = {}
    for each in countries():
        for name in (each.name_nl, each.name, each.name_en, *(v for v, _ in each.variants)):
            found.setdefault(normal(name), each.country)
    return found


@per_series()
def _country_pattern() -> re.Pattern[str]:
    longest_first = sorted(names_of_countries(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def countries_in(text: str) -> frozenset[str]:
    """The codes of countries that a text names."""
    names = names_of_countries()
    return frozenset(names[match.group()] for match in _country_pattern().finditer(normal(text)))


@per_series()
def ids_of_names() -> dict[str, frozenset[str]]:
    """The ids of missions by each of their names, squeezed."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in missions():
        for name in names_of(each.mission):
            found[squeezed(name)].add(each.mission)
    return {name: frozenset(ids) for name, ids in found.items() if name}


@per_series()
def _names() -> dict[str, tuple[str, ...]]:
    return {
        each.mission: (each.name, each.full_name_nl, each.full_name_en, *each.aliases)
        for each in missions()
    }


def names_of(mission: str) -> tuple[str, ...]:
    """All names of a mission by its id."""
    return _names().get(mission, ())


@per_series()
def words_of(mission: str) -> frozenset[str]:
    """The words of all names of a mission, by its id."""
    return frozenset(word for name in names_of(mission) for word in normal(name).split())


@per_series()
def missions_at(codes: frozenset[str]) -> tuple[str, ...]:
    """The ids of missions that work in some of these countries."""
    return tuple(each.mission for each in missions() if codes & {*each.countries})


@per_series()
def countries_of(mission: str) -> frozenset[str]:
    """Where a mission works, by its id."""
    return frozenset(
        code for each in missions() if each.mission == mission for code in each.countries
    )


def named_exactly(text: str) -> frozenset[str]:
    """The ids of missions of which a text is a name, with or without what stands in brackets."""
    ids = ids_of_names()
    whole = ids.get(squeezed(text))
    return whole or ids.get(squeezed(BRACKETS.sub(" ", text))) or frozenset()


@per_series()
def _mission_pattern() -> re.Pattern[str]:
    names = {normal(name) for each in missions() for name in names_of(each.mission)}
    longest_first = sorted(
        (name for name in names if len(name) > AGAINST_PAGE.shortest_word), key=len, reverse=True
    )
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def missions_in(text: str) -> Iterator[frozenset[str]]:
    """The ids of each mission that a text names as whole words, the longest name first."""
    ids = ids_of_names()
    for match in _mission_pattern().finditer(normal(text)):
        yield ids.get(match.group().replace(" ", ""), frozenset())
