"""Missions told by what they are: "EU-rechtsstaatmissie in Kosovo", "UN Mission in Kosovo".

A description names an organisation, a place and a kind. It is of the one mission that is known of
that organisation, in that place, whose names have every word of the kind; without an organisation
the kind tells. Where several fit, or a word of the kind is in no name, nobody is told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_names, country_spans
from missiemonitor.extractors.reference import Mission, missions, organisations, words
from missiemonitor.extractors.reference.stop_words import stop_words
from missiemonitor.extractors.thresholds import LINKING

# Of the names in the reference data, whatever the language of the series.
LANGUAGES = ("en", "nl", "fr")


@dataclass(frozen=True, slots=True)
class DescribedMission:
    """The mission that a text describes; `kind` is whether it says of what kind it is."""

    mission: Mission
    kind: bool


@dataclass(frozen=True, slots=True)
class _Parts:
    organisations: frozenset[str]
    countries: frozenset[str]
    kinds: frozenset[str]
    genus: bool  # it says that it is a mission, an operation ...


def described_mission(text: str) -> DescribedMission | None:
    """The one known mission that `text` describes by organisation, country and kind, or None."""
    parts = _parts(normal(text))
    if not (parts.genus and parts.countries and (parts.organisations or parts.kinds)):
        return None
    fitting = [
        mission
        for mission, kinds in _known_kinds()
        if parts.organisations <= {mission.organisation}
        and parts.countries <= {*mission.countries}
        and all(_is_told_by(word, kinds) for word in parts.kinds)
    ]
    # A mission in Somalia is not one in five countries around it.
    there = [each for each in fitting if parts.countries == {*each.countries}]
    one = fitting if len(fitting) == 1 else there
    return DescribedMission(one[0], bool(parts.kinds)) if len(one) == 1 else None


@per_series()
def _known_kinds() -> tuple[tuple[Mission, frozenset[str]], ...]:
    return tuple((mission, _kinds_of(mission)) for mission in missions())


def _kinds_of(mission: Mission) -> frozenset[str]:
    names = (mission.full_name_nl, mission.full_name_en, *mission.aliases)
    return frozenset().union(*(_parts(normal(name)).kinds for name in names if " " in name))


def _parts(form: str) -> _Parts:
    tokens = form.split()
    of: set[str] = set()
    at = 0
    left: list[str] = []
    for start, end, code in _spans(tokens):
        left += tokens[at:start]
        of.add(code)
        at = end
    left += tokens[at:]
    places = [*country_spans(left)]
    said = {word for at, word in enumerate(left) if not any(a <= at < b for a, b, _ in places)}
    plain = stop_words(*LANGUAGES) | _words_of_countries()
    stems = {word: _without_genus(word) for word in said - plain}
    return _Parts(
        frozenset(of),
        frozenset(code for _, _, code in places),
        frozenset(stem for stem in stems.values() if stem),
        any(stem != word for word, stem in stems.items()),
    )


def _spans(tokens: list[str]) -> Iterator[tuple[int, int, str]]:
    """Names of organisations among normal tokens, longest first: start, end, id."""
    names = _organisation_names()
    longest = max(len(name) for name in names)
    at = 0
    while at < len(tokens):
        lengths = range(min(longest, len(tokens) - at), 0, -1)
        found = next((n for n in lengths if tuple(tokens[at : at + n]) in names), 0)
        if found:
            yield at, at + found, names[tuple(tokens[at : at + found])]
        at += found or 1


@per_series()
def _organisation_names() -> dict[tuple[str, ...], str]:
    return {
        tuple(normal(name).split()): each.organisation
        for each in organisations()
        for name in (each.name_nl, each.name_en, *each.aliases)
    }


@per_series()
def _words_of_countries() -> frozenset[str]:
    """Words that names of countries have beside others: "Republic"."""
    fillers = words()["links"]["country_fillers"]
    return frozenset(word for name in country_names() for word in name.split()) | {*fillers}


def _without_genus(word: str) -> str:
    """What a word says beside that it is a mission: "rechtsstaatmissie" is "rechtsstaat"."""
    for genus in words()["links"]["genus"]:
        if word.endswith(genus):
            return word.removesuffix(genus)
    return word


def _is_told_by(word: str, kinds: frozenset[str]) -> bool:
    """Whether the words of a kind have this one, or all parts of it: "grensbijstand"."""
    if any(_alike(word, kind) for kind in kinds):
        return True
    stem = LINKING.stem
    return any(
        all(any(kind.startswith(part) for kind in kinds) for part in (word[:at], rest))
        for at in range(stem, len(word) - stem + 1)
        if len(rest := word[at:].removesuffix("s")) >= stem  # the s that joins a compound
    )


def _alike(word: str, kind: str) -> bool:
    """Whether two words have one stem: "waarnemers" and "waarnemings"."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, kind, strict=False)))
    return word == kind or same >= max(LINKING.stem, LINKING.stem_share * max(len(word), len(kind)))
