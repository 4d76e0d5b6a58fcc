"""Which pages of a long report are worth reading with care, by the plain text of all.

Reading with care takes a hundred times as long as plain text. A deployment table and nearly every
statement need a word that tells of them (files of the language) near a name: of a country, a place,
a nationality, an organisation or a mission. A page without both is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from missiemonitor.corpus.series import home_country, per_series
from missiemonitor.corpus.text import normal
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
from missiemonitor.extractors.reference import sentences_are_read, words
from missiemonitor.extractors.statements.lexicon import pattern, terms
from missiemonitor.extractors.statements.triggers import (
    SENTENCE_END,
    lists_priorities,
    searched,
    triggered,
)
from missiemonitor.extractors.thresholds import LINKING, PAGE_FILTER

ITEM = re.compile(r"(?:^|\s)\d{1,2}[.)]\s")
CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-Ý][^\W_]*")


def wanted_pages(texts: Sequence[str]) -> set[int]:
    """Numbers of the pages that can hold a deployment table or a statement, from 1.

    With them come the pages before and after where it may go on over the edge, and those that an
    extractor of another package wants.
    """
    # Without words to tell pages by none can be left out.
    if len(texts) <= PAGE_FILTER.short or not sentences_are_read():
        return set(range(1, len(texts) + 1))
    found: set[int] = set()
    listing = False
    for number, text in enumerate(texts, start=1):
        # Priorities are told by their numbers alone, on this page or the next.
        if listing and ITEM.search(text):
            found |= {number - 1, number}
        listing = lists_priorities(text)
        if listing and ITEM.search(text):
            found.add(number)
        for start, end in _spots(text):
            found.add(number)
            if start < PAGE_FILTER.near_edge:
                found.add(number - 1)
            if end > len(text) - PAGE_FILTER.near_edge:
                found.add(number + 1)
    found |= wanted_outside(texts)
    return {number for number in found if 1 <= number <= len(texts)}


def _spots(text: str) -> Iterator[tuple[int, int]]:
    """Where on a page something may be told: start and end in its text."""
    folded = searched(text)
    alone = [match.start() for match in _alone().finditer(folded)]
    names = list(_names(text)) if alone or triggered(folded, text) else []
    if not names and not alone:
        return
    edges = [0, *(match.start() for match in SENTENCE_END.finditer(text)), len(text)]
    for at in sorted({*alone, *names}):
        sentence = bisect_right(edges, at) - 1
        start = edges[max(0, sentence - PAGE_FILTER.around)]
        end = edges[min(len(edges) - 1, sentence + PAGE_FILTER.around + 1)]
        if at in alone or triggered(folded[start:end], text[start:end]):
            yield start, end


@per_series()
def _alone() -> re.Pattern[str]:
    """Words that tell of missions without any name near them."""
    either = "|".join(map(re.escape, words()["screen"]["words"]))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _names(text: str) -> Iterator[int]:
    """Where names stand of somewhere or somebody abroad, of an organisation or a mission.

    A word in capitals may be a mission that no list knows, where the page speaks of missions.
    """
    shapes = pattern("{kinds.missions}").search(text.casefold()) is not None
    for match in CAPITALISED.finditer(text):
        word = match.group()
        seconds = _begin().get(_form(word))
        if seconds is None:
            if shapes and len(word) >= LINKING.shortest_acronym and word.isupper():
                yield match.start()
        elif "" in seconds or (
            (following := WORD.search(text, match.end())) and _form(following.group()) in seconds
        ):
            before = _last_word(text[max(0, match.start() - PAGE_FILTER.before) : match.start()])
            if _name_at(text[match.start() : match.start() + PAGE_FILTER.longest_name], before):
                yield match.start()


def _last_word(text: str) -> str:
    found = WORD.findall(text)
    return _form(found[-1]) if found else ""


def _name_at(text: str, before: str) -> bool:
    """Whether a text begins with a name that is not ours; towns need a preposition before them."""
    found = words_of(text)
    for name in countries_in(found, text):
        if name.start == 0:
            return name.value != home_country()
    lists = [_all_names()]
    if before in _before_towns():
        lists.append(city_names())
    return any(
        name.start == 0 and name.value != home_country()
        for each in lists
        for name in listed(found, each, "")
    )


@per_series()
def _before_towns() -> frozenset[str]:
    more = words()["screen"]["before_towns"]
    return terms("deployment.where") | {*more}


@per_series()
def _all_names() -> Names:
    lists = (place_names(), region_names(), nation_names(), organisation_names(), mission_names())
    return Names.of({key: value for each in lists for key, value in each.names.items()})


@per_series()
def _begin() -> dict[str, set[str]]:
    """The first words of all names to their second words, "" for names of one word."""
    keys = [*_all_names().names, *city_names().names]
    keys += [tuple(name.split()) for name in country_names()]
    found: dict[str, set[str]] = {}
    for first, *rest in keys:
        found.setdefault(first, set()).add(rest[0] if rest else "")
    return found


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    return normal(word)
