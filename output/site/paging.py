"""Long lists in parts, each with an address of its own; tables without what says nothing.

A list of two hundred half-years is no page that anybody reads to its end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from missiemonitor.output.site.marks import LATEST
from missiemonitor.output.site.model import World
from missiemonitor.output.site.sheet import Sheet

# Of a list on one page, at most. Of panels there are fewer where each has more bars.
PART = {"missions": 24, "countries": 24, "periods": 50, "reports": 50}
BARS = 90  # in all the panels of a page: what keeps it within 60 kB, the budget of a page
TABLED = 50  # half-years of a mission in its table; its picture, and the CSV, have all


def part_size(kind: str, world: World) -> int:
    """How many things of a list stand on one page."""
    if kind not in ("missions", "countries"):
        return PART[kind]
    return min(PART[kind], max(1, BARS // max(1, min(len(world.periods), LATEST))))


def parts(kind: str, number: int, world: World) -> int:
    """On how many pages a list with so many things stands, at least one."""
    return max(1, -(-number // part_size(kind, world)))


def part_of(sheet: Sheet, number: int) -> dict[str, Any] | None:
    """Which part of a list with so many things a page has: from where to where, and of how many.

    None where the list has no such part.
    """
    name, kind = sheet.at.name, sheet.at.kind
    part, every = int(name) if name.isdecimal() else 1, parts(kind, number, sheet.world)
    if name and not 2 <= part <= every:
        return None
    size = part_size(kind, sheet.world)
    return {"part": part, "parts": every, "first": (part - 1) * size, "stop": part * size}


def listed_runs(sheet: Sheet, mission: str) -> list[tuple[str, str]]:
    """Half-years of a mission, the newest first: each that lists it, and the first and last of
    those one after another that do not for one reason."""
    found: list[tuple[str, str]] = []
    going_on = ""
    for period in sheet.world.periods:
        gone = sheet.world.gone(mission, period)
        if gone and gone == going_on:
            found[-1] = (found[-1][0], period)
        else:
            found.append((period, period))
        going_on = gone
    return found[::-1]


def recent(sheet: Sheet, missions: Sequence[str]) -> tuple[list[str], list[str]]:
    """Missions with figures in the half-years that a table has room for, and the others."""
    there = {f.mission for p in sheet.world.periods[-LATEST:] for f in sheet.world.by_period[p]}
    return [m for m in missions if m in there], [m for m in missions if m not in there]


def further(world: World) -> Mapping[str, int]:
    """On how many pages each list stands."""
    codes = {code for figure in world.figures.values() for code in figure.countries}
    return {
        "missions": parts("missions", len(world.by_mission), world),
        "countries": parts("countries", len(codes), world),
        "periods": parts("periods", len(world.periods), world),
        "reports": parts("reports", len(world.reports), world),
    }
