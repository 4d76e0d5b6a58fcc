"""Names on the page become missions, organisations and countries; unknown names stay unknown.

A mission is linked by exact alias, then by form (case, accents, hyphens, filler words, and country
names in any language that we have), then by its acronym with the countries of its row, then by
organisation, place and kind (`described.py`), then by
likeness above a stated limit. The way it was linked is told, so that callers can make findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import normal, slug
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.linking.described import described_mission
from missiemonitor.extractors.linking.gazetteer import without_region
from missiemonitor.extractors.reference import (
    Mission,
    countries,
    mission_by_id,
    missions,
    organisations,
    words,
)
from missiemonitor.extractors.thresholds import LINKING
from rapidfuzz import fuzz

BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
ACRONYM = re.compile(r"[A-Z]{3,6}")
# A mark of a note behind a name: "EULEX Kosovo 1)", "UNMISS *".
NOTE = re.compile(r"\s+(?:\d{1,2}|[a-e])\)$|\s*[*†‡]+\)?$")
TAIL = re.compile(r"\s+[–—-]\s+|[,;:]\s+")


@dataclass(frozen=True, slots=True)
class MissionLink:
    """A mission that a text names (None: unknown) and how it was found.

    `way` is `exact`, `form` (case, accents, hyphens), `words` (other order, other language),
    `context` (its row's countries), `only` (no other of its organisation is known there), `similar`
    or `unknown`; `score` is likeness of 100.
    """

    mission: Mission | None
    way: str
    score: float = 100.0


def unknown_mission(name: str) -> str:
    """The id of a mission that the reference data do not know, by its name on the page."""
    return f"unknown-{slug(name) or 'unnamed'}"


Signature = frozenset[str]


def signature(text: str) -> Signature:
    """What a mission's name comes down to: its words without fillers, countries and organisations
    as codes."""
    form = normal(text)
    for name, code in _long_organisations().items():
        if name in form:
            form = f" {form} ".replace(f" {name} ", f" {code} ")
    tokens = form.split()
    parts: list[str] = []
    at = 0
    for start, end, code in country_spans(tokens):
        parts += [*tokens[at:start], code]
        at = end
    parts += tokens[at:]
    fillers = set(words()["links"]["fillers"])
    return frozenset(_organisation_word(p) for p in parts if p not in fillers)


@lru_cache(maxsize=1)
def _long_organisations() -> dict[str, str]:
    """The names of organisations in several words, with what stands for them in a signature."""
    return {
        normal(name): f"org:{each.organisation}"
        for each in organisations()
        for name in (each.name_nl, each.name_en, *each.aliases)
        if " " in normal(name)
    }


@lru_cache(maxsize=1)
def _organisation_words() -> dict[str, str]:
    return {
        normal(alias): f"org:{organisation.organisation}"
        for organisation in organisations()
        for alias in organisation.aliases
        if " " not in normal(alias)
    }


def _organisation_word(token: str) -> str:
    # OVSE and OSCE, VN and UN are one word in two languages.
    return _organisation_words().get(token, token)


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    exact: dict[str, Mission]
    squashed: dict[str, Mission]
    forms: dict[str, Mission]
    signatures: dict[Signature, Mission]


@per_series()
def _gazetteer() -> _Gazetteer:
    exact: dict[str, Mission] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    signatures: dict[Signature, set[str]] = defaultdict(set)
    by_id = mission_by_id()
    for mission in missions():
        names = (mission.name, *mission.aliases, mission.full_name_nl, mission.full_name_en)
        for name in names:
            exact[name] = mission
            for form in (normal(name), *_translated(name)):
                forms[form].add(mission.mission)
            if signature(name):
                signatures[signature(name)].add(mission.mission)
    squashed: dict[str, set[str]] = defaultdict(set)
    for form, ids in forms.items():
        squashed[form.replace(" ", "")] |= ids
    return _Gazetteer(
        exact,
        {form: by_id[next(iter(ids))] for form, ids in squashed.items() if len(ids) == 1},
        {form: by_id[next(iter(ids))] for form, ids in forms.items() if len(ids) == 1},
        {form: by_id[next(iter(ids))] for form, ids in signatures.items() if len(ids) == 1},
    )


def _translated(name: str) -> Iterator[str]:
    """The name with its countries in Dutch and in English: EUMM Georgië, EUMM Georgia."""
    by_code = {country.country: country for country in countries()}
    tokens = normal(name).split()
    spans = list(country_spans(tokens))
    for language in ("name_nl", "name_en"):
        parts: list[str] = []
        at = 0
        for start, end, code in spans:
            parts += [*tokens[at:start], normal(getattr(by_code[code], language))]
            at = end
        yield " ".join([*parts, *tokens[at:]])


def known_mission(text: str) -> MissionLink | None:
    """The mission that `text` names by itself: exactly, in another form, or in other words."""
    gazetteer = _gazetteer()
    if text not in gazetteer.exact:
        text = NOTE.sub("", text)
    if text in gazetteer.exact:
        return MissionLink(gazetteer.exact[text], "exact")
    whole, *parts = [
        (gazetteer.forms.get(normal(piece)), gazetteer.signatures.get(signature(piece)))
        for piece in _pieces(text)
    ]
    # Scans lose spaces: "EUPOLCOPPS".
    form = whole[0] or gazetteer.squashed.get(normal(text).replace(" ", ""))
    if form:
        return MissionLink(form, "form")
    # A name and its acronym in brackets: each may name the mission, but not two missions.
    named = {mission.mission: mission for pair in parts for mission in pair if mission}
    if len(named) > 1:
        return None
    if parts and all(form for form, _ in parts):
        return MissionLink(next(iter(named.values())), "form")
    found = whole[1] or next(iter(named.values()), None) or _behind_its_organisation(text)
    if found is None and (rest := without_region(text)) != text and normal(rest):
        return known_mission(rest)
    if found is None and (told := described_mission(text)) and told.kind:
        found = told.mission
    return MissionLink(found, "words") if found else None


def _behind_its_organisation(text: str) -> Mission | None:
    """The mission whose name stands behind that of its own organisation: "NATO RSM"."""
    told = signature(text)
    for each in organisations():
        found = _gazetteer().signatures.get(told - {f"org:{each.organisation}"})
        if found and f"org:{each.organisation}" in told:
            return found if found.organisation == each.organisation else None
    return None


def link_mission(text: str, codes: Sequence[str] = ()) -> MissionLink:
    """The mission that `text` names; `codes` are the countries of its row, as context."""
    return told_mission(text, codes) or _most_alike(text, codes)


def told_mission(text: str, codes: Sequence[str]) -> MissionLink | None:
    """The mission that `text` tells without being held against what is written alike."""
    known = known_mission(text)
    if known and known.mission:
        elsewhere = bool(codes) and not {*codes} & {*known.mission.countries}
        return (elsewhere and _with_countries(text, codes)) or known
    told = TAIL.split(text, maxsplit=1)
    if len(told) > 1 and (before := known_mission(told[0])):
        behind = known_mission(told[1])
        if behind is None or behind.mission == before.mission:
            return MissionLink(before.mission, "words")
    return (
        _with_countries(text, codes)
        or _by_acronym(text, codes)
        or _described_in(text, codes)
        or _only_one(text)
    )


def _only_one(text: str) -> MissionLink | None:
    """The only mission known of the organisation and country that the text names."""
    told = described_mission(text)
    return MissionLink(told.mission, "only") if told else None


def _described_in(text: str, codes: Sequence[str]) -> MissionLink | None:
    """The mission that a text describes in the country of its row: "Monitoring Mission" in GE."""
    if len(codes) != 1 or next(country_spans(normal(text).split()), None) is not None:
        return None
    place = next((each.name_en for each in countries() if each.country == codes[0]), "")
    told = described_mission(f"{text} {place}")
    return MissionLink(told.mission, "context" if told.kind else "only") if told else None


def _with_countries(text: str, codes: Sequence[str]) -> MissionLink | None:
    """The mission whose name is that of the text with the countries of its row: "EUAM" in UA."""
    for piece in _pieces(text):
        own = signature(piece)
        if own and len(own) <= LINKING.bare_words and codes:
            found = _gazetteer().signatures.get(own | set(codes))
            if found:
                return MissionLink(found, "context")
    return None


def _by_acronym(text: str, codes: Sequence[str]) -> MissionLink | None:
    """The one mission whose name begins with an acronym, unless its row is of other countries.

    Another acronym is another mission, however alike: one that several have is of none of them.
    """
    if not ACRONYM.fullmatch(text):
        return None
    known = {each.mission: each for each in _gazetteer().exact.values()}
    found = [each for each in known.values() if each.name.split()[0] == text]
    fits = len(found) == 1 and not (codes and {*codes}.isdisjoint(found[0].countries))
    return MissionLink(found[0], "context") if fits else MissionLink(None, "unknown", 0.0)


def countries_of(acronym: str) -> frozenset[str]:
    """The countries of missions whose names begin with an acronym; of all, where none does."""
    found = [each for each in missions() if each.name.split()[0] == acronym] or missions()
    return frozenset(code for each in found for code in each.countries)


def _pieces(text: str) -> Iterator[str]:
    """The name as a whole, without what stands in brackets, and what stands in brackets."""
    yield text
    outside = BRACKETS.sub(" ", text)
    if outside != text:
        if normal(outside):
            yield outside
        yield from _in_brackets(text)


def _in_brackets(text: str) -> Iterator[str]:
    return (match.group()[1:-1].strip() for match in BRACKETS.finditer(text))


def beside_name(text: str) -> tuple[str, ...]:
    """What stands behind a mission's name and names nothing: "EUAM Irak (vanaf maart)".

    Full names, acronyms, countries and organisations in brackets are part of the name.
    """
    outside = BRACKETS.sub(" ", text)
    behind = TAIL.split(outside, maxsplit=1)[1:]
    if known_mission(text) and not known_mission(outside):
        return ()
    if behind and known_mission(outside):
        behind = []  # the name itself has a dash or comma
    return tuple(
        each for each in (*_in_brackets(text), *behind) if each and not _names_something(each)
    )


def _names_something(text: str) -> bool:
    acronym = re.fullmatch(r"[A-Z][A-Za-z]*[A-Z][A-Za-z -]*", text)
    named = known_mission(text) or link_organisation(text) or acronym
    return bool(named) or next(country_spans(normal(text).split()), None) is not None


def _most_alike(text: str, codes: Sequence[str]) -> MissionLink:
    form = normal(text)
    named = set(codes) | {code for _, _, code in country_spans(form.split())}
    best: dict[str, float] = {}
    by_id = {}
    for alias, mission in _gazetteer().forms.items():
        fits = not named or not mission.countries or named & set(mission.countries)
        if fits and len(form) >= LINKING.shortest_mission:
            score = fuzz.ratio(form, alias)
            if score > best.get(mission.mission, 0.0):
                best[mission.mission] = score
                by_id[mission.mission] = mission
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return MissionLink(None, "unknown", 0.0)
    (name, score), runner_up = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
    if score >= LINKING.like and score - runner_up >= LINKING.lead:
        return MissionLink(by_id[name], "similar", score)
    return MissionLink(None, "unknown", score)


def link_organisation(text: str) -> str | None:
    """The organisation that a cell names, or None."""
    form = normal(text)
    for organisation in organisations():
        names = (organisation.name_nl, organisation.name_en, *organisation.aliases)
        if form and form in {normal(name) for name in names}:
            return organisation.organisation
    return None
