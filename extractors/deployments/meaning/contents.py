"""What stands in the cells of a column: missions, countries, small whole numbers, years, money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from missiemonitor.corpus.dates import first_date
from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in
from missiemonitor.extractors.linking.countries import country_spans, link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission, told_mission
from missiemonitor.extractors.reference import acronyms_of_missions, words
from missiemonitor.extractors.thresholds import MEANING

YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d)?)?")
MONTH = re.compile(r"\d{1,2}[-/](?:19|20)\d\d|(?:19|20)\d\d[-/]\d{1,2}")
FRACTION = re.compile(r"\d+[.,]\d{1,2}")
PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*%")
MONEY = re.compile(r"(?:€|EUR|\$)\s*[\d.,]+|[\d.,]+\s*(?:€|EUR)|\d{1,3}(?:[.\s]\d{3}){2,}")
PLAIN = re.compile(r"(\d{1,3}(?:[.\s]\d{3})+|\d+)\s*(?:[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\[?\(?[a-z\d]\)\]?)?")
ACRONYM = re.compile(r"[A-Z]{3,}[a-z]?(?![a-z])")
# Acronyms of bodies that run missions begin theirs.
OF_A_BODY = re.compile(r"(?:EU|UN|MIN|NTM)[A-Z]{2,}|(?:OVSE|OSCE|VN|UN|EU|NAVO|NATO)[\s-]")

Years = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Contents:
    """Shares (0 to 1) of the cells of a column that hold something, by what they are.

    `numbers` goes by row, None where the cell states none; `most` is the highest of them;
    `missions` is the number of cells that name a known one; `countries` are those that are named;
    `others` is the share of rows that name another corps than police, in a column that mostly names
    corps; `where` goes by row: countries that the cell names or its known mission is in; `years`
    are the first and last of each known mission, None where that is open.
    """

    filled: int
    mission: float = 0.0
    looks: float = 0.0
    country: float = 0.0
    count: float = 0.0
    fraction: float = 0.0
    money: float = 0.0
    percent: float = 0.0
    year: float = 0.0
    date: float = 0.0
    ordinal: bool = False
    numbers: tuple[int | None, ...] = ()
    most: int = 0
    missions: int = 0
    countries: frozenset[str] = frozenset()
    others: float = 0.0
    where: tuple[frozenset[str], ...] = ()
    years: tuple[Years, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether it is a column of numbers of some kind."""
        return self.count + self.fraction + self.money + self.percent >= MEANING.mostly


def contents_of(cells: Sequence[str]) -> Contents:
    """What stands in these cells; those of a row of totals are left out by the caller."""
    kinds = [_kind(cell.strip(), current_series().series) for cell in cells]
    told = [kind for kind in kinds if kind.name != "empty"]
    if not told:
        nowhere: tuple[frozenset[str], ...] = (frozenset(),)
        return Contents(0, numbers=(None,) * len(cells), where=nowhere * len(cells))

    def share(name: str) -> float:
        return sum(kind.name == name for kind in told) / len(told)

    numbers = tuple(kind.number for kind in kinds)
    stated = [number for number in numbers if number is not None]
    named = [kind.mission for kind in told if kind.mission]
    return Contents(
        filled=len(told),
        mission=len(named) / len(told),
        looks=share("looks"),
        country=sum(bool(kind.countries) for kind in told) / len(told),
        count=share("count"),
        fraction=share("fraction"),
        money=share("money"),
        percent=share("percent"),
        year=share("year"),
        date=share("date"),
        ordinal=_in_order(stated),
        numbers=numbers,
        most=max(stated, default=0),
        missions=len(named),
        where=tuple(kind.where or kind.countries for kind in kinds),
        countries=frozenset(code for kind in told for code in kind.countries),
        years=tuple(kind.years for kind in told if kind.years),
        others=sum(bool(kind.corps) and "police" not in kind.corps for kind in told) / len(cells)
        if sum(bool(kind.corps) for kind in told) >= MEANING.mostly * len(told)
        else 0.0,
    )


def placed(contents: Contents, cells: Sequence[str], where: Sequence[frozenset[str]]) -> Contents:
    """What stands in a column of missions, told with the countries of their rows as well.

    "Advisory Mission" names no mission alone, and one in Ukraine. `where` goes by row.
    """
    found = 0
    for cell, codes in zip(cells, where, strict=True):
        kind = _kind(cell.strip(), current_series().series)
        if kind.name == "empty" or kind.mission:
            continue
        link = told_mission(cell, sorted(codes)) if codes else None
        found += link is not None and link.way in ("context", "only")
    if not found:
        return contents
    missions = contents.missions + found
    return replace(
        contents,
        missions=missions,
        mission=missions / contents.filled,
        looks=max(0.0, contents.looks - found / contents.filled),
    )


def _in_order(stated: Sequence[int]) -> bool:
    """Whether numbers count the rows: 1, 2, 3, with a few left out."""
    steps = sum(after == before + 1 for before, after in pairwise(stated))
    return len(stated) > MEANING.few and stated[0] == 1 and steps >= len(stated) - MEANING.few


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    number: int | None = None
    mission: str = ""
    countries: frozenset[str] = frozenset()
    corps: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    years: Years | None = None


@lru_cache(maxsize=8192)
def _kind(cell: str, _series: str) -> _Kind:
    """What one cell is; a country's name within a mission's is the mission's."""
    if not cell:
        return _Kind("empty")
    if cell[0].isdigit() or cell[0] in "€$":
        number = PLAIN.fullmatch(cell)
        if YEAR.fullmatch(cell):
            return _Kind("year", int(cell) if cell.isdecimal() else None)
        if MONTH.fullmatch(cell):
            return _Kind("date")
        if MONEY.fullmatch(cell):
            return _Kind("money")
        if number:
            return _Kind("count", int(re.sub(r"\D", "", number.group(1))))
        if PERCENT.fullmatch(cell):
            return _Kind("percent")
        if FRACTION.fullmatch(cell):
            return _Kind("fraction")
        if first_date(cell):
            return _Kind("date")
    count = read_count(cell) if len(cell) < MEANING.longest_count else None
    if count and count.officers is not None:
        return _Kind("count", count.officers)
    if first_date(cell):
        return _Kind("date")
    tokens = normal(cell).split()
    codes = frozenset(code for _, _, code in country_spans(tokens))
    mission = _known(cell)
    if mission:
        return mission
    fillers = {*words()["links"]["country_fillers"], *words()["counts"]["and"]}
    covered = sum(end - start for start, end, _ in country_spans(tokens))
    if codes and covered >= len([t for t in tokens if t not in fillers]) * MEANING.mostly:
        return _Kind("country", countries=codes)
    # In a language of annexes a whole cell alone is a country's name.
    if not codes and (elsewhere := link_countries(cell)).codes and not elsewhere.rest:
        return _Kind("country", countries=frozenset(elsewhere.codes))
    if looks_like_a_mission(cell):
        return _Kind("looks", countries=codes)
    corps = frozenset(c.name for c in concepts_in(cell, head=True) if c.name in ASPECTS["corps"])
    return _Kind("text", countries=codes, corps=corps)


def _known(cell: str) -> _Kind | None:
    """The known mission that a cell names, by its id or acronym, and where and when it is."""
    if not re.search(r"[^\W\d]{2}", cell):
        return None
    link = known_mission(cell)
    if link and (told := link.mission):
        years = (told.first_year, told.last_year)
        return _Kind("mission", mission=told.mission, where=frozenset(told.countries), years=years)
    known = acronyms_of_missions()
    word = next((word for word in re.findall(r"[A-Z]{4,}", cell) if word in known), None)
    return _Kind("mission", mission=word) if word else None


def looks_like_a_mission(cell: str) -> bool:
    """Whether a text has the form of a mission's name: "EUXAM Vanuatu", "waarnemersmissie Laos"."""
    if OF_A_BODY.match(cell):
        return True
    if any(concept.name == "mission" for concept in concepts_in(cell)):
        return True
    # Acronyms of corps and units are in capitals too.
    return bool(ACRONYM.match(cell)) and not concepts_in(cell, head=True)
