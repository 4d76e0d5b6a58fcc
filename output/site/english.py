"""What English pages tell: a `World` with the English names of missions, where there are any.

The list of missions has a full English name of each, and the Dutch short name that reports use. An
English short name is made of that where only names of countries differ ("EUCAP Somalië"); where the
short name begins with the Dutch letters of its organisation, the full name stands for it ("OSCE
Mission to Skopje"). Others, and missions that are not on the list, keep the name of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.words import Wording, catalogue

# What a finding quotes of a report, between the quotation marks of repr().
QUOTED = r"""(?<!\w)'(?:[^'\\]|\\.)*'(?!\w)|(?<!\w)"(?:[^"\\]|\\.)*"(?!\w)"""


def in_english(world: World) -> World:
    """The same world with English names; the name of a report stays as `name_read`."""
    names = {key: english_name(told, world) for key, told in world.missions.items()}

    def named(figure: Figure) -> Figure:
        return replace(figure, mission_name=names.get(figure.mission, figure.mission_name))

    figures = {key: named(figure) for key, figure in world.figures.items()}
    told_as = _other_names(world, names)
    return replace(
        world,
        figures=figures,
        by_period=_grouped(world.by_period, figures),
        by_mission=_grouped(world.by_mission, figures),
        missions={
            key: {**told, "name": names[key], "name_read": told["name"]}
            for key, told in world.missions.items()
        },
        changes=lambda period: tuple(
            {**row, "mission_name": names.get(row["mission"], row["mission_name"])}
            for row in world.changes(period)
        ),
        findings={**world.findings, "en": _told(world.findings["en"], told_as)},
        closed={**world.closed, "en": _told(world.closed.get("en", ()), told_as)},
        successions=tuple(
            {**row, **{f"{each}_name": names.get(row[each], row[f"{each}_name"])
                       for each in ("predecessor", "successor")}}
            for row in world.successions
        ),
    )  # fmt: skip


def _other_names(world: World, names: Mapping[str, str]) -> dict[str, str]:
    """Names of missions and countries as findings have them, with the English ones.

    Missions that keep their name are among them, so that no country within it is changed.
    """
    missions = {str(told["name"]): names[key] for key, told in world.missions.items()}
    countries = {str(c["name_nl"]): str(c["name_en"]) for c in world.countries.values()}
    return {**countries, **missions}


def _told(
    findings: Iterable[Mapping[str, Any]], names: Mapping[str, str]
) -> tuple[Mapping[str, Any], ...]:
    """Findings that name missions and countries by these names, but for what they quote."""
    longest_first = "|".join(
        re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True)
    )
    said = re.compile(rf"{QUOTED}|(?<![\w-])(?:{longest_first})(?![\w-])")

    def english(match: re.Match[str]) -> str:
        return names.get(match[0], match[0])

    return tuple({**row, "message": said.sub(english, row["message"])} for row in findings)


def english_name(told: Mapping[str, Any], world: World) -> str:
    """The English name of a mission, or the one it has."""
    name, full = str(told["name"]), told["full_name_en"] or ""
    if not told["known"] or not full:
        return name
    dutch, english = _letters(told["organisation"])
    if dutch != english and re.match(rf"{re.escape(dutch)}\b", name):
        leads = (english, world.organisation(told["organisation"], "en"))
        return full if full.startswith(leads) else name
    places = {str(c["name_nl"]): str(c["name_en"]) for c in world.countries.values()}
    there = [place for place in places if re.search(rf"\b{re.escape(place)}\b", name)]
    rest = swapped = name
    for place in sorted(there, key=len, reverse=True):
        rest = rest.replace(place, " ")
        swapped = swapped.replace(place, places[place])
    # What is left must be letters of the mission, or words that its English name has too.
    left = re.findall(r"\w+", rest)
    return swapped if all(word.isupper() or word in full for word in left) else name


def _letters(organisation: str | None) -> tuple[str, str]:
    """By which letters an organisation goes, in Dutch and in English."""
    key = f"organisation.short.{organisation}"
    if key not in catalogue():
        return organisation or "", organisation or ""
    return Wording("nl")(key), Wording("en")(key)


def _grouped(
    groups: Mapping[str, tuple[Figure, ...]], figures: Mapping[str, Figure]
) -> dict[str, tuple[Figure, ...]]:
    return {key: tuple(figures[each.id] for each in group) for key, group in groups.items()}
