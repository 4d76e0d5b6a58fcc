"""Names by the lists of reference/: what stands where in a text, over whole words.

Without spaCy, so that pages can be screened before it is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from babel import Locale
from missiemonitor.corpus.series import home_country, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.reference import (
    Mission,
    cities,
    home_places,
    missions,
    nationalities,
    organisations,
    places,
    sentences_are_read,
    statement_words,
    words,
)
from missiemonitor.extractors.thresholds import LINKING

WORD = re.compile(r"[^\W_]+(?:[’'](?!s\b)[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    label: str
    value: str


def words_of(text: str) -> list[Token]:
    """The words of a text in normal form."""
    found = ((normal(m.group()), m) for m in WORD.finditer(text))
    return [Token(form, m.start(), m.end()) for form, m in found if form]


@dataclass(frozen=True, slots=True)
class Names:
    """Names by their words, the first words of them, and how many words the longest has."""

    names: dict[tuple[str, ...], str]
    firsts: frozenset[str]
    longest: int

    @classmethod
    def of(cls, names: dict[tuple[str, ...], str]) -> Names:
        firsts = frozenset(key[0] for key in names)
        return cls(names, firsts, max(map(len, names), default=0))


def listed(words: Sequence[Token], known: Names, label: str) -> Iterator[Name]:
    at = 0
    while at < len(words):
        if words[at].text not in known.firsts:
            at += 1
            continue
        for length in range(min(known.longest, len(words) - at), 0, -1):
            value = known.names.get(tuple(word.text for word in words[at : at + length]))
            if value:
                yield Name(words[at].start, words[at + length - 1].end, label, value)
                at += length
                break
        else:
            at += 1


def key_of(name: str) -> tuple[str, ...]:
    return tuple(normal(name).split())


@per_series()
def region_names() -> Names:
    return Names.of({key_of(name): name for name in _listed_regions("names")})


def _listed_regions(what: str) -> Sequence[str]:
    """The names of regions, or of organisations there; none in a language whose sentences are not
    read."""
    return statement_words()["regions"][what] if sentences_are_read() else ()


@per_series()
def parts_of_the_world() -> Names:
    """Regions, and continents and their parts as CLDR calls them, by their M49 codes."""
    world = {
        key_of(name): code
        for language in ("nl", "en")
        for code, name in Locale(language).territories.items()
        if code.isdigit()
    }
    return Names.of(world | region_names().names)


def without_region(text: str) -> str:
    """A name without the parts of the world before it, the heading of a group: "Afrika UNMISS"."""
    found = words_of(text)
    start = 0
    while start < len(found):
        first = next(listed(found[start:], parts_of_the_world(), "REGION"), None)
        if first is None or first.start != found[start].start:
            break
        start = next((at for at, word in enumerate(found) if word.start >= first.end), len(found))
        if start < len(found) - 1 and found[start].text in words()["counts"]["and"]:
            start += 1
    return text[found[start].start :] if 0 < start < len(found) else text


@lru_cache(maxsize=1)
def place_names() -> Names:
    return Names.of({key_of(place): code for place, code in places().items()})


@lru_cache(maxsize=1)
def city_names() -> Names:
    return Names.of({key_of(place): code for place, code in cities().items()})


def names_a_place(text: str, codes: Sequence[str]) -> bool:
    """Whether a text names a city or place in one of these countries."""
    words = words_of(text)
    return any(
        each.value in codes
        for known in (place_names(), city_names())
        for each in listed(words, known, "PLACE")
    )


def cities_in(words: Sequence[Token], text: str) -> Iterator[Name]:
    """Cities of the world, where a preposition of place stands before them."""
    told = statement_words()
    where = {*told["deployment"]["where"]} - {*told["places"]["not_before_towns"]}
    for at, before in enumerate(words[:-1]):
        if before.text not in where or not text[words[at + 1].start].isupper():
            continue
        after = words[at + 1 : at + 1 + LINKING.longest_city]
        yield from islice(listed(after, city_names(), "PLACE"), 1)


@per_series(maxsize=2)
def _at_home(town: bool) -> Names:
    told = [x for x in home_places() if x.country == home_country() and (x.kind == "town") == town]
    return Names.of({key_of(each.place): each.country for each in told} or {("",): ""})


def homes_in(words: Sequence[Token], text: str) -> Iterator[Name]:
    """Provinces and units at home, and towns behind a preposition of place or what a town has."""
    told = statement_words()
    for name in listed(words, _at_home(town=False), "PLACE"):
        if text[name.start].isupper():
            yield name
    before = {*told["deployment"]["where"], *told["places"]["before_homes"]}
    towns = _at_home(town=True)
    for at, ahead in enumerate(words[:-1], start=1):
        if ahead.text in before and text[words[at].start].isupper():
            found = listed(words[at : at + towns.longest], towns, "PLACE")
            yield from (name for name in found if name.start == words[at].start)


@per_series()
def organisation_names() -> Names:
    names = {
        key_of(alias): each.organisation
        for each in organisations()
        for alias in (each.name_nl, each.name_en, *each.aliases)
    }
    more = {key_of(name): name for name in _listed_regions("organisations")}
    return Names.of(names | more)


def countries_in(words: Sequence[Token], text: str) -> Iterator[Name]:
    not_behind = tuple(statement_words()["places"]["no_country_behind"])
    for start, end, code in country_spans([word.text for word in words]):
        first, last = words[start], words[end - 1]
        # "vs" and "car" are words; names of countries are written with a capital.
        if text[first.start].isupper() and not text[: first.start].endswith(not_behind):
            yield Name(first.start, last.end, "COUNTRY", code)


@per_series()
def nation_words() -> dict[tuple[str, ...], tuple[str, bool]]:
    return {key_of(word): value for word, value in nationalities().items()}


@per_series()
def nation_names() -> Names:
    return Names.of({key: code for key, (code, _) in nation_words().items()})


@per_series()
def people_names() -> dict[tuple[str, ...], str]:
    return {key: code for key, (code, person) in nation_words().items() if person}


def inhabitants_in(words: Sequence[Token]) -> Iterator[Name]:
    """People behind a number: "twee Zweden", which is a country elsewhere."""
    people = people_names()
    adjectives = tuple(statement_words()["forms"]["adjectives"])
    numbers = set(statement_words()["numbers"]["before_people"])
    for before, word in pairwise(words):
        counted = before.text.isdigit() or before.text in numbers
        if counted and (word.text,) in people and not word.text.endswith(adjectives):
            yield Name(word.start, word.end, "NATION", people[word.text,])


@per_series()
def mission_names() -> Names:
    names: dict[tuple[str, ...], str] = {}
    for mission in missions():
        told = (mission.name, mission.full_name_nl, mission.full_name_en, *mission.aliases)
        for name in told:
            if name and (" " in name or name.isupper()):
                names.setdefault(key_of(name), mission.mission)
        for key in _shortened(mission):
            names.setdefault(key, mission.mission)
    return Names.of(names)


@lru_cache(maxsize=1)
def lone_names() -> Names:
    """Words that name a mission alone, behind its acronym in the list: "Althea", "Proxima"."""
    names: dict[tuple[str, ...], str] = {}
    for mission in missions():
        acronym, *rest = mission.name.split()
        if len(rest) != 1 or not acronym.isupper() or not rest[0].istitle():
            continue
        key = key_of(rest[0])
        place = list(country_spans(list(key))) or key in place_names().names
        if not place and key not in city_names().names and key not in region_names().names:
            names[key] = "" if key in names else mission.mission
    return Names.of({key: mission for key, mission in names.items() if mission})


ENGLISH_BEFORE_PLACE = ("in", "to", "for")  # whatever the language of a report


def _shortened(mission: Mission) -> Iterator[tuple[str, ...]]:
    """English names with what their organisation is called for short, with and without a word
    before the country: "EU Advisory Mission in Ukraine"."""
    long = {x.organisation: key_of(x.name_en) for x in organisations()}.get(mission.organisation)
    for name in (mission.full_name_en, *mission.aliases):
        words = key_of(name)
        spans = [each for each in country_spans(list(words)) if each[1] == len(words)]
        if not long or not spans or words[: len(long)] != long:
            continue
        what, where = words[len(long) : spans[0][0]], words[spans[0][0] :]
        what = what[:-1] if what[-1:] and what[-1] in ENGLISH_BEFORE_PLACE else what
        for start in (long, key_of(mission.organisation)):
            yield (*start, *what, *where)
            yield from ((*start, *what, word, *where) for word in ENGLISH_BEFORE_PLACE)
