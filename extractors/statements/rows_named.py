"""The row of a table that a sentence is about: by its mission, its own words, or its country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from missiemonitor.corpus.series import home_country, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.extraction import Deployment
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.linking.gazetteer import (
    city_names,
    listed,
    mission_names,
    place_names,
    words_of,
)
from missiemonitor.extractors.linking.missions import BRACKETS, known_mission
from missiemonitor.extractors.statements.report_time import EDGES

ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
LONGEST = 4  # words of a name that is looked for in other forms than lists have
WORDS = 2  # a name of fewer words of its own is no name by which a sentence can mean a row


@dataclass(frozen=True, slots=True)
class RowNamed:
    """A row and how a sentence names it: `mission`, `words` of a name that no list knows, or
    `country`."""

    row: Deployment
    way: str


def row_named(sentence: str, rows: Sequence[Deployment]) -> RowNamed | None:
    """The one row that a sentence names; None where it names none, or several."""
    missions = missions_in(sentence)
    if missions:
        return _only([row for row in rows if row.mission in missions], "mission")
    said = {*normal(sentence).split()}
    by_words = [row for row in rows if not row.known and _own_words(row) <= said]
    if by_words := [row for row in by_words if len(_own_words(row)) >= WORDS]:
        return _only(by_words, "words")
    by_place = [row for row in rows if _places_of(row) & {*_places_in(sentence)}]
    if len(by_place) == 1:
        return _only(by_place, "country")
    countries = countries_in(sentence)
    if len(countries) != 1 or _names_another(sentence, rows):
        return None
    return _only([row for row in rows if {*row.countries} == countries], "country")


@per_series(maxsize=1024)
def missions_in(sentence: str) -> frozenset[str]:
    """The ids of the missions that a sentence names, in whatever form: "EUBAM Libya"."""
    found = {each.value for each in listed(words_of(sentence), mission_names(), "MISSION")}
    words = [word.strip(EDGES) for word in sentence.split()]
    for at, word in enumerate(words):
        if not word[:1].isupper():
            continue
        for end in range(min(len(words), at + LONGEST), at, -1):
            link = known_mission(" ".join(words[at:end]))
            if link and link.mission and link.way != "words":
                found.add(link.mission.mission)
                break
    return frozenset(found)


def countries_in(sentence: str) -> set[str]:
    """The codes of the countries that a sentence names, or whose places it names; not our own."""
    named = {code for _, _, code in country_spans(normal(sentence).split())}
    return (named | {*_places_in(sentence).values()}) - {home_country()}


def _places_in(text: str) -> dict[str, str]:
    """The places and cities that a text names, in normal form, with their countries."""
    found = words_of(text)
    both = (place_names(), city_names())
    return {
        normal(text[each.start : each.end]): each.value
        for known in both
        for each in listed(found, known, "")
    }


def _places_of(row: Deployment) -> set[str]:
    """The places that a row names within its country: "Afghanistan (Kunduz)"."""
    return {*_places_in(f"{row.mission_as_written} | {row.country_as_written}")}


def _only(rows: Sequence[Deployment], way: str) -> RowNamed | None:
    return RowNamed(rows[0], way) if len(rows) == 1 else None


def _own_words(row: Deployment) -> set[str]:
    return {*normal(BRACKETS.sub(" ", row.mission_as_written)).split()}


def _names_another(sentence: str, rows: Sequence[Deployment]) -> bool:
    """Whether a sentence has an acronym that stands in no row: it may be of another mission."""
    written = {word for row in rows for word in ACRONYM.findall(row.mission_as_written)}
    return bool({*ACRONYM.findall(sentence)} - written)
