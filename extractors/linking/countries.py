"""Names of countries on the page become codes; what is not understood is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.reference import countries, words
from missiemonitor.extractors.thresholds import LINKING
from rapidfuzz import fuzz

# Languages of annexes besides those that names of missions are in.
ANNEXES = ("fr",)
SEVERAL = re.compile(r"[,;/&]")


@dataclass(frozen=True, slots=True)
class CountryLink:
    """Country codes that a text names, in its order, and what of it was not understood."""

    codes: tuple[str, ...]
    rest: str

    @property
    def whole(self) -> bool:
        """Whether a text names countries and nothing else."""
        return bool(self.codes) and not self.rest


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
    whole = whole or (_abbreviated(text) if "." in text else None)
    whole = whole or _annex_countries().get(normal(text))
    if whole:
        return CountryLink((whole,), "")
    parts = [_annex_countries().get(normal(part), "") for part in SEVERAL.split(text)]
    if len(parts) > 1 and all(parts):
        return CountryLink(tuple(dict.fromkeys(parts)), "")
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


@lru_cache(maxsize=1)
def _annex_countries() -> dict[str, str]:
    """Names in languages of annexes; in running text they may be other words."""
    known = {country.country for country in countries()}
    return {
        normal(str(name)): str(code)
        for language in ANNEXES
        for code, name in Locale(language).territories.items()
        if code in known
    }


def shortened_countries(text: str, among: Collection[str]) -> CountryLink:
    """The country of a cell that has its code ("GE", "GEO"), or the one of `among` whose name
    begins with it ("OEK")."""
    form, told = normal(text), text.strip()
    if not re.fullmatch(r"[A-Z]{2,}\.?|[A-Z][a-z]{2,}\.", told):
        return CountryLink((), text)
    names = country_names().items()
    if told in {code for _, code in names}:
        return CountryLink((told,), "")
    codes = {code for name, code in names if code in among and name.startswith(form)}
    if len(codes) != 1:
        codes = {*get_global("territory_aliases").get(told, ())} & {code for _, code in names}
    return CountryLink((codes.pop(),), "") if len(codes) == 1 else CountryLink((), text)


def _abbreviated(text: str) -> str | None:
    """The one country whose name, word for word, begins as these do: "Z.-Soedan", "Dem. Rep.
    Congo"; None where there is none or several."""
    fillers = {*words()["links"]["country_fillers"]}
    said = normal(text).split()
    if len(said) < 2:
        return None
    found = set()
    for name, code in country_names().items():
        whole = name.split()
        for full in (whole, [token for token in whole if token not in fillers]):
            if len(full) == len(said) and all(map(str.startswith, full, said)):
                found.add(code)
    return found.pop() if len(found) == 1 else None


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
