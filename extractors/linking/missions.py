"""Names on the page become missions, organisations and countries; unknown names stay unknown.

A mission is linked by exact alias, then by form (case, accents, hyphens, filler words, and country
names in any language that we have), then by its acronym with the countries of its row, then by
likeness above a stated limit. The way it was linked is told, so that callers can make findings.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from missiemonitor.corpus.pdf import SOFT_HYPHEN
from missiemonitor.corpus.series import per_series
from missiemonitor.extractors.reference import Mission, countries, missions, organisations, words
from missiemonitor.extractors.thresholds import LINKING
from rapidfuzz import fuzz


@dataclass(frozen=True, slots=True)
class CountryLink:
    """Country codes that a text names, in its order, and what of it was not understood."""

    codes: tuple[str, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class MissionLink:
    """A mission that a text names (None: unknown) and how it was found.

    `way` is `exact`, `form` (case, accents, hyphens), `words` (other order, other language),
    `context` (its row's countries), `similar` or `unknown`; `score` is likeness of 100.
    """

    mission: Mission | None
    way: str
    score: float = 100.0


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """A name without case, accents, hyphens, punctuation and double spaces."""
    plain = unicodedata.normalize("NFKD", text.replace(SOFT_HYPHEN, "").casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+", " ", plain.replace("_", " ")).split())


def slug(text: str) -> str:
    """A name as an identifier of lower-case letters, digits and hyphens."""
    return normal(text).replace(" ", "-")


def unknown_mission(name: str) -> str:
    """The id of a mission that the reference data do not know, by its name on the page."""
    return f"unknown-{slug(name) or 'unnamed'}"


@per_series()
def country_names() -> dict[str, str]:
    """Normal form of every country name to its code; the language's win over English ones."""
    names: dict[str, str] = {}
    for country in countries():
        names.setdefault(normal(country.name), country.country)
        for variant, _ in country.variants:
            names.setdefault(normal(variant), country.country)
    # Names of missions in the reference data are Dutch or English, whatever the language.
    for country in countries():
        names.setdefault(normal(country.name_en), country.country)
    for country in countries():
        names.setdefault(normal(country.name_nl), country.country)
    return names


@per_series()
def _squashed_countries() -> dict[str, str]:
    """Names of several words without their spaces, as scans have them, and pairs with "en"."""
    names = country_names()
    return {name.replace(" ", ""): code for name, code in names.items() if " " in name}


@per_series()
def _longest_country() -> int:
    return max(len(name.split()) for name in country_names())


def country_spans(tokens: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Country names among normal tokens, longest first: start, end, code."""
    names = country_names()
    at = 0
    while at < len(tokens):
        for length in range(min(_longest_country(), len(tokens) - at), 0, -1):
            code = names.get(" ".join(tokens[at : at + length]))
            if code:
                yield at, at + length, code
                at += length
                break
        else:
            at += 1


def link_countries(text: str, strict: bool = False) -> CountryLink:
    """The countries that a cell names: "Moldavië en Oekraïne" gives MD and UA.

    A place in brackets may tell more of a country that is named, as in "Mali (Bamako)"; where
    `strict` it is left over instead.
    """
    whole = country_names().get(normal(text)) or _squashed_countries().get(
        normal(text).replace(" ", "")
    )
    if whole:
        return CountryLink((whole,), "")
    outside = re.sub(r"\([^)]*\)", " ", text)
    if not strict and outside != text and link_countries(outside).codes:
        named = link_countries(outside)
        more = link_countries(" ".join(re.findall(r"\(([^)]*)\)", text)))
        return CountryLink(tuple(dict.fromkeys(named.codes + more.codes)), named.rest)
    tokens = normal(text).split()
    codes: list[str] = []
    used: set[int] = set()
    for start, end, code in country_spans(tokens):
        if code not in codes:
            codes.append(code)
        used.update(range(start, end))
    fillers = set(words()["links"]["country_fillers"])
    rest = [t for i, t in enumerate(tokens) if i not in used and t not in fillers]
    return CountryLink(tuple(codes), " ".join(rest))


def alike_countries(text: str) -> CountryLink:
    """The countries that a misread text is most like: "Palestiinse gebieden" gives PS.

    Whatever is not understood stays in `rest`; names of fewer than five letters are too short.
    """
    tokens = normal(text).split()
    names = [
        (name, code)
        for name, code in country_names().items()
        if len(name) >= LINKING.shortest_country
    ]
    codes: list[str] = []
    rest: list[str] = []
    fillers = set(words()["links"]["country_fillers"])
    at = 0
    while at < len(tokens):
        best = (0.0, 0, "")
        for length in range(min(LINKING.longest_country, len(tokens) - at), 0, -1):
            said = " ".join(tokens[at : at + length])
            for name, code in names:
                best = max(best, (_as_misread(said, name), length, code))
        if best[0]:
            codes.append(best[2])
            at += best[1]
            continue
        known = country_names().get(tokens[at])
        if known:
            codes.append(known)
        elif tokens[at] not in fillers:
            rest.append(tokens[at])
        at += 1
    return CountryLink(tuple(dict.fromkeys(codes)), " ".join(rest))


def _as_misread(said: str, name: str) -> float:
    """How much alike a misread text is to a name, of 100; 0 where it is not enough.

    In a short name one letter may be another: "Cvprus".
    """
    if len(said) == len(name) and sum(a != b for a, b in zip(said, name, strict=True)) == 1:
        return LINKING.one_letter
    return float(fuzz.ratio(said, name, score_cutoff=LINKING.like))


Signature = frozenset[str]


def signature(text: str) -> Signature:
    """What a mission's name comes down to: its words without fillers, countries as codes."""
    tokens = normal(text).split()
    parts: list[str] = []
    at = 0
    for start, end, code in country_spans(tokens):
        parts += [*tokens[at:start], code]
        at = end
    parts += tokens[at:]
    fillers = set(words()["links"]["fillers"])
    return frozenset(_organisation_word(p) for p in parts if p not in fillers)


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
    by_id = {mission.mission: mission for mission in missions()}
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
    found = whole[1] or next(iter(named.values()), None)
    return MissionLink(found, "words") if found else None


def link_mission(text: str, codes: Sequence[str] = ()) -> MissionLink:
    """The mission that `text` names; `codes` are the countries of its row, as context."""
    known = known_mission(text)
    if known:
        return known
    for piece in _pieces(text):
        own = signature(piece)
        if own and len(own) <= LINKING.bare_words and codes:
            found = _gazetteer().signatures.get(own | set(codes))
            if found:
                return MissionLink(found, "context")
    return _most_alike(text, codes)


def _pieces(text: str) -> Iterator[str]:
    """The name as a whole, without what stands in brackets, and what stands in brackets."""
    yield text
    outside = re.sub(r"\([^)]*\)", " ", text)
    if outside != text:
        if normal(outside):
            yield outside
        yield from re.findall(r"\(([^)]*)\)", text)


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
