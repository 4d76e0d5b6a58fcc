"""Which pages of a long report are worth reading with care, by the plain text of all.

Reading with care takes many times as long as plain text. A page is read so where the readers of
sentences and tables would take something of it: where a mission is named or spoken of; where
something abroad is named near what tells of officers, a visit, assistance, an agreement or a
liaison officer, by the cues of those readers (page_cues.py); where the head of a deployment table
stands. Units, towns and officers at home are on every page of such a report, and make none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from itertools import pairwise

from missiemonitor.corpus.series import Series, current_series, home_country, per_series
from missiemonitor.corpus.text import join_lines, normal
from missiemonitor.extractors.installed import wanted_outside
from missiemonitor.extractors.linking.countries import country_names
from missiemonitor.extractors.linking.gazetteer import (
    WORD,
    Names,
    city_names,
    countries_in,
    listed,
    mission_names,
    nation_names,
    organisation_names,
    place_names,
    region_names,
    words_of,
)
from missiemonitor.extractors.page_cues import (
    ends_none,
    points_to_countries,
    points_to_place,
    speaks_of_ours,
    table_heads,
    tells,
)
from missiemonitor.extractors.reference import sentences_are_read, words
from missiemonitor.extractors.statements.lexicon import pattern, terms
from missiemonitor.extractors.statements.triggers import (
    SENTENCE_END,
    mentions_of_priorities,
    searched,
    triggered,
)
from missiemonitor.extractors.thresholds import LINKING, PAGE_FILTER

# The number of an item: at the beginning of a line, or the first of a list that runs on.
ITEM = re.compile(r"^\W*\d{1,2}[.)]\s|(?<!\S)1[.)]\s+(?=\w)", re.MULTILINE)
CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-Ý][^\W_]*")


def wanted_pages(texts: Sequence[str]) -> set[int]:
    """Numbers of the pages that can hold a deployment table or a statement, from 1.

    With them come the pages before and after where it may go on over the edge, and those that an
    extractor of another package wants.
    """
    # Without words to tell pages by none can be left out.
    if len(texts) <= PAGE_FILTER.short or not sentences_are_read():
        return set(range(1, len(texts) + 1))
    by = astuple(PAGE_FILTER), astuple(LINKING)
    found = _picked(tuple(texts), current_series(), by) | wanted_outside(texts)
    return {number for number in found if 1 <= number <= len(texts)}


# Asked when a report is read, and again of what was read.
@lru_cache(maxsize=1)
def _picked(texts: tuple[str, ...], series: Series, thresholds: object) -> frozenset[int]:
    """What the readers of this package want; of a series, and by thresholds, as they are in force.

    0 and one more than there are pages may be among them.
    """
    del series, thresholds
    found: set[int] = set()
    for number, text in enumerate(texts, start=1):
        found |= {number + page for page in _priorities(text, texts[number : number + 1])}
        joined = join_lines(text.split("\n"))
        for start, end in _spots(joined):
            found.add(number)
            if start < PAGE_FILTER.near_edge:
                found.add(number - 1)
            if end > len(joined) - PAGE_FILTER.near_edge:
                found.add(number + 1)
        if number not in found and _has_table(text.split("\n")):
            found.add(number)
    return frozenset(found)


def _priorities(text: str, following: Sequence[str]) -> Iterator[int]:
    """Pages, 0 for this one and 1 for the next, on which the items of priorities stand: these are
    told by their numbers alone, behind what speaks of priorities."""
    for start in mentions_of_priorities(text):
        end = start + PAGE_FILTER.list_behind
        if ITEM.search(text[start:end]):
            yield 0
        if end > len(text) and any(ITEM.search(page[: end - len(text)]) for page in following):
            yield from (0, 1)


@dataclass(frozen=True, slots=True)
class _Name:
    """Where something abroad is named; `place` is whether officers can be there."""

    at: int
    place: bool = True
    mission: bool = False


def _spots(text: str) -> Iterator[tuple[int, int]]:
    """Where on a page something may be told: start and end in its text."""
    edges = list(_edges(text))
    sentences = [text[start:end] for start, end in pairwise(edges)]
    for match in _alone().finditer(text.casefold()):
        at = bisect_right(edges, match.start()) - 1
        yield edges[at], edges[at + 1]
    for at, sentence in enumerate(sentences):
        if speaks_of_ours(sentence):
            yield edges[at], edges[at + 1]
    for name in _names(text):
        at = bisect_right(edges, name.at) - 1
        if name.mission or tells(sentences[at], name.place):
            yield edges[at], edges[at + 1]
            continue
        # What points back may stand some sentences on: "Beide landen vroegen om bijstand."
        for later in range(at + 1, min(at + 1 + PAGE_FILTER.behind, len(sentences))):
            told = sentences[later]
            if name.place and points_to_place(told):
                yield edges[at], edges[later + 1]
            if points_to_countries(told):
                yield edges[at], edges[later + 1]
            # Between the two, sentences that are not read do not count.
            name = replace(name, place=name.place and not triggered(searched(told), told))


def _edges(text: str) -> Iterator[int]:
    """Where sentences begin, and where the last ends; what the readers take for one is one."""
    yield 0
    for match in SENTENCE_END.finditer(text):
        word = text[max(0, match.start() - PAGE_FILTER.longest_name) : match.start()].split()[-1]
        if not ends_none(word):
            yield match.end()
    yield len(text)


def _has_table(lines: Sequence[str]) -> bool:
    """Whether a head stands on a page with rows under it that name something abroad."""
    for at in table_heads(lines):
        below = lines[at : at + PAGE_FILTER.table]
        rows = (line for line in below if any(char.isdigit() for char in line))
        if any(next(_names(line), None) for line in rows):
            return True
    return False


@per_series()
def _alone() -> re.Pattern[str]:
    """Words that tell of missions without any name near them."""
    either = "|".join(map(re.escape, words()["screen"]["words"]))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _names(text: str) -> Iterator[_Name]:
    """Where names stand of somewhere or somebody abroad, of an organisation or a mission.

    A word in capitals may be a mission that no list knows, where the page speaks of missions.
    """
    shapes = pattern("{kinds.missions}").search(searched(text)) is not None
    for match in CAPITALISED.finditer(text):
        word = match.group()
        seconds = _begin().get(_form(word))
        if seconds is None:
            if shapes and len(word) >= LINKING.shortest_acronym and word.isupper():
                yield _Name(match.start(), mission=True)
        elif "" in seconds or (
            (following := WORD.search(text, match.end())) and _form(following.group()) in seconds
        ):
            before = _last_word(text[max(0, match.start() - PAGE_FILTER.before) : match.start()])
            said = text[match.start() : match.start() + PAGE_FILTER.longest_name]
            if name := _name_at(said, before):
                yield _Name(match.start(), name.place, name.mission)


def _last_word(text: str) -> str:
    found = WORD.findall(text)
    return _form(found[-1]) if found else ""


def _name_at(text: str, before: str) -> _Name | None:
    """The name that is not ours with which a text begins; towns need a preposition before them."""
    found = words_of(text)
    if any(name.start == 0 for name in listed(found, mission_names(), "")):
        return _Name(0, mission=True)
    for name in countries_in(found, text):
        if name.start == 0:
            # Who sends officers to missions is a place only behind a word of place, or in a list.
            sends = name.value in terms("deployment.contributors")
            there = not sends or before in terms("deployment.where", "grammar.and")
            return _Name(0, place=there) if name.value != home_country() else None
    lists = [(_places(), True), (nation_names(), False)]
    if before in _before_towns():
        lists.insert(0, (city_names(), True))
    for each, place in lists:
        for name in listed(found, each, ""):
            if name.start == 0 and name.value != home_country():
                behind = text[name.end :].split(None, 1)[:1]
                grounds = bool(behind) and behind[0].strip(".,;:)") in terms("places.nouns")
                return _Name(0, place=place or grounds)
    return None


@per_series()
def _before_towns() -> frozenset[str]:
    more = words()["screen"]["before_towns"]
    return terms("deployment.where") | {*more}


@per_series()
def _places() -> Names:
    lists = (place_names(), region_names(), organisation_names())
    return Names.of({key: value for each in lists for key, value in each.names.items()})


@per_series()
def _begin() -> dict[str, set[str]]:
    """The first words of all names to their second words, "" for names of one word."""
    lists = (_places(), nation_names(), mission_names(), city_names())
    keys = [key for each in lists for key in each.names]
    keys += [tuple(name.split()) for name in country_names()]
    found: dict[str, set[str]] = {}
    for first, *rest in keys:
        found.setdefault(first, set()).add(rest[0] if rest else "")
    return found


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    return normal(word)
