"""Missions, countries and counts as rows have them, with what should be read of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale
from missiemonitor.extractors.reference import Mission, countries, missions

from tests.laboratory.wide.dice import Dice


@dataclass(frozen=True)
class Place:
    """A mission as a row names it, and where it is."""

    name: str
    organisation: str
    codes: tuple[str, ...]
    country: str
    known: bool


@dataclass(frozen=True)
class Count:
    """A count as a cell has it, and what it says; `owed` when a finding is due in any case."""

    text: str
    officers: int | None
    most: int | None = None
    owed: bool = False


@cache
def territories(language: str) -> dict[str, str]:
    return dict(Locale(language).territories)


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in countries():
        found[each.country] = (each.name_nl, *(variant for variant, _ in each.variants[:3]))
    return found


def country(dice: Dice, code: str) -> str:
    """The country in the report's language, in Dutch now and then in other words."""
    if dice.language == "nl":
        usual, *others = _variants()[code]
        return dice.one(others) if others and dice.chance(0.2) else usual
    return territories(dice.language)[code]


def joined(dice: Dice, codes: tuple[str, ...]) -> str:
    joiner = str(dice.words["common"][dice.language]["joiner"])
    return dice.one((joiner, joiner, "/", ", ")).join(country(dice, code) for code in codes)


def places(dice: Dice, wanted: int, year: int) -> list[Place]:
    """Missions of that year, some under other names, and some that nobody knows."""
    usable = [each for each in missions() if 1 <= len(each.countries) <= 2 and runs(each, year)]
    chosen = dice.random.sample(usable, min(wanted, len(usable)))
    variants = dice.chance(0.4)
    found = [
        Place(
            name(dice, each) if variants and dice.chance(0.4) else usual_name(dice, each),
            each.organisation,
            each.countries,
            joined(dice, each.countries),
            True,
        )
        for each in chosen
    ]
    if dice.chance(0.15, "unknown-missions"):
        code = dice.one([each.countries[0] for each in chosen])
        odd = dice.one(dice.list("names", "odd_missions"))
        where = country(dice, code)
        full = f"{odd} {where}" if dice.chance(0.6) else odd
        found.insert(dice.random.randint(0, len(found)), Place(full, "", (code,), where, False))
    return found


def runs(mission: Mission, year: int) -> bool:
    return (mission.first_year or 0) <= year <= (mission.last_year or 9999)


def usual_name(dice: Dice, mission: Mission) -> str:
    """The mission's short name, where it has no word of another language than the report's."""
    if dice.language == "nl" or _is_anyones(dice, mission.name):
        return mission.name
    return mission.full_name_en


def _is_anyones(dice: Dice, written: str) -> bool:
    """Whether a name is of capitals and names of countries only, so anyone would write it so."""
    known = {word for land in territories(dice.language).values() for word in land.split()}
    return all(word.isupper() or word in known for word in written.split())


def name(dice: Dice, mission: Mission) -> str:
    """Another way to write the mission."""
    if dice.language != "nl":
        usable = [each for each in mission.aliases if _is_anyones(dice, each)]
        return dice.one((mission.full_name_en, *usable))
    return dice.one(
        (
            mission.name.upper(),
            mission.full_name_en,
            mission.full_name_nl,
            f"{mission.full_name_nl} ({mission.name})",
            *mission.aliases,
        )
    )


def count(dice: Dice, in_words: bool, odd: bool) -> Count:
    """A number of persons: mostly in digits, in a report with odd ones sometimes otherwise."""
    number = dice.number()
    common = dice.words["common"][dice.language]
    if odd and dice.chance(0.25):
        kind = dice.one(list(common["forms"]))
        low = min(number, 8)
        text = str(dice.one(common["forms"][kind])).format(a=low, b=low + 2)
        return {
            "range": Count(text, low, low + 2, True),
            "most": Count(text, low, low, True),
            "about": Count(text, low, None, True),
            "remark": Count(text, low, None, True),
            "nil": Count(text, 0),
            "unknown": Count(text, None, None, True),
        }[kind]
    if in_words and "numbers" in common and number <= 12:
        return Count(str(common["numbers"][number]), number)
    return Count(str(number), number)
