"""What each page of the site tells: a template and what is put into it, from a `World`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from missiemonitor.output.site.address import Address
from missiemonitor.output.site.album import picture
from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.paging import TABLED, further, listed_runs, part_of, recent
from missiemonitor.output.site.parts import (
    changes,
    decided,
    report_row,
    said_by_kind,
    sorted_countries,
    sum_of,
)
from missiemonitor.output.site.read_report import MOST_LISTED
from missiemonitor.output.site.sheet import Sheet, View


def home(sheet: Sheet) -> View:
    """The newest half-year in one look."""
    world = sheet.world
    if world.last is None:
        return "empty.html", {}
    last = world.last
    now = sorted(world.by_period[last], key=lambda f: (-(f.officers or 0), f.mission_name))
    return "home.html", {
        "period": last,
        "before": world.before(last),
        "now": now,
        "changes": changes(sheet, last),
        "countries": sorted_countries(sheet),
        "report": world.counting(last),
        "open": sheet.open_of(period=last),
    }


def missions(sheet: Sheet) -> View | None:
    """Every mission in a panel of its own, those listed now first."""
    world = sheet.world
    part = part_of(sheet, len(world.by_mission))
    if part is None:
        return None
    now = {figures[-1].mission for figures in world.by_mission.values()} & {
        figure.mission for figure in world.by_period.get(world.last or "", ())
    }
    order = [
        series.code
        for name in ("missions", "missions-before")
        if (drawn := picture(sheet, name))
        for series in drawn.series
    ]
    shown = order[part["first"] : part["stop"]]
    return "missions.html", {
        **part,
        "now": len(now),
        "shown_now": [key for key in shown if key in now],
        "shown_gone": [key for key in shown if key not in now],
    }


def mission(sheet: Sheet) -> View | None:
    """A mission over time, each figure with its spot, and what sentences say."""
    key = sheet.at.name
    if key not in sheet.world.by_mission:
        return None
    figures = sheet.world.by_mission[key]
    runs = listed_runs(sheet, key)
    return "mission.html", {
        "runs": runs[:TABLED],
        "older": len(runs) > TABLED,
        "mission": sheet.world.missions[key],
        "tabled": TABLED,
        "now": sheet.world.of(key, sheet.world.last or ""),
        "figures": figures,
        "latest": figures[-1],
        "marks": {mark.period: mark for mark in sheet.bars_of_mission(key)},
        "said": sheet.said_of(mission=key),
        "followed": [s for s in sheet.world.successions if s["predecessor"] == key],
        "follows": [s for s in sheet.world.successions if s["successor"] == key],
    }


def countries(sheet: Sheet) -> View | None:
    """All countries by half-year, and the map."""
    every = sorted_countries(sheet)
    part = part_of(sheet, len(every))
    if part is None:
        return None
    return "countries.html", {**part, "countries": every[part["first"] : part["stop"]]}


def country(sheet: Sheet) -> View | None:
    """A country over time: its own officers, and those shared with others apart."""
    code = _meant(sheet, sheet.world.countries)
    figures = sheet.world.in_country(code)
    if not figures:
        return None
    here = [f for f in figures if f.period == sheet.world.last]
    now, earlier = recent(sheet, sorted({f.mission for f in figures}, key=sheet.world.mission))
    return "country.html", {
        "code": code,
        "own": [f for f in here if not f.shared],
        "shared": [f for f in here if f.shared],
        "missions": now,
        "earlier": earlier,
        "figures": figures,
    }


def organisation(sheet: Sheet) -> View | None:
    """An organisation over time, and its missions."""
    key = _meant(sheet, sheet.world.organisations)
    missions = [m for m, f in sheet.world.by_mission.items() if f[-1].organisation == key]
    if not missions:
        return None
    now, earlier = recent(sheet, sorted(missions, key=sheet.world.mission))
    return "organisation.html", {"key": key, "missions": now, "earlier": earlier}


def periods(sheet: Sheet) -> View | None:
    """All half-years, the newest first."""
    newest = sheet.world.periods[::-1]
    part = part_of(sheet, len(newest))
    if part is None:
        return None
    shown = newest[part["first"] : part["stop"]]
    return "periods.html", {**part, "shown": shown}


def period(sheet: Sheet) -> View | None:
    """A half-year: all rows in the order of the page, what changed, what else it says."""
    world, key = sheet.world, sheet.at.name
    if key not in world.periods:
        return None
    before = world.before(key)
    figures = world.by_period[key]
    return "period.html", {
        "period": key,
        "before": before,
        "figures": figures,
        "done": sum(f.state == "ok" for f in figures),
        "earlier": {f.mission: world.of(f.mission, before) for f in figures} if before else {},
        "changes": changes(sheet, key),
        "said": said_by_kind(sheet, key),
        "report": world.counting(key),
        "open": sheet.open_of(period=key),
    }


def figure(sheet: Sheet) -> View | None:
    """A figure: its number, its spot on the page, and all that is behind it."""
    found = sheet.world.figure_at(sheet.at.name)
    if found is None:
        return None
    return "figure.html", {
        "figure": found,
        "report": sheet.world.reports[found.report],
        "open": [each for each in sheet.open_of() if found.id in each["deployments"]],
        "closed": [
            {**each, "by": decision}
            for each in sheet.world.closed.get(sheet.words.language, ())
            if each["deployment"] == found.id
            for decision in sheet.world.decisions
            if each["closed_by"] == decision["number"]
        ],
        "decisions": decided(
            sheet, [d for d in sheet.world.decisions if d["subject"] == found.subject]
        ),
        "said": sheet.said_of(mission=found.mission, report=found.report),
        "counts": {reading.get("count", "") for reading in found.readings},
    }


def reports(sheet: Sheet) -> View | None:
    """All reports: how far each was checked, and what could not be read."""
    part = part_of(sheet, len(sheet.world.reports))
    if part is None:
        return None
    of: dict[str, list[Figure]] = {}
    for figure in sheet.world.figures.values():
        of.setdefault(figure.report, []).append(figure)
    open_on: dict[str, list[Mapping[str, Any]]] = {}
    for finding in sheet.open_of():
        open_on.setdefault(finding["report"], []).append(finding)
    rows = [
        report_row(sheet.world, told, of.get(key, ()), open_on.get(key, ()))
        for key, told in list(sheet.world.reports.items())[part["first"] : part["stop"]]
    ]
    states = Counter(f.state for f in sheet.world.figures.values())
    people: dict[str, list[Mapping[str, Any]]] = {}
    for decision in sheet.world.decisions:
        people.setdefault(decision["reviewer"], []).append(decision)
    return "reports.html", {**part, "rows": rows, "states": states, "people": people}


def report(sheet: Sheet) -> View | None:
    """A report: what was read of it, its rows, findings and decisions."""
    key = sheet.at.name
    if key not in sheet.world.reports:
        return None
    told = sheet.world.reports[key]
    subject = f"{told['decision_key']}/"
    figures = [f for f in sheet.world.figures.values() if f.report == key]
    return "report.html", {
        "report": told,
        "figures": figures,
        "sum": sum_of(sheet.world, told, figures),
        "nameless": [f for f in sheet.world.nameless if f.report == key],
        "done": sum(f.state == "ok" for f in figures),
        "statements": sum(s["report"] == key for s in sheet.world.statements),
        "behind": sheet.world.behind(key, sheet.words.language),
        "most_pages": MOST_LISTED,
        "others": [
            other
            for other in sheet.world.reports.values()
            if other["period"] == told["period"] is not None and other is not told
        ],
        "open": sheet.open_of(report=key),
        "decisions": decided(
            sheet, [d for d in sheet.world.decisions if d["subject"].startswith(subject)]
        ),
    }


def meaning(sheet: Sheet) -> View:
    """What fills, marks and words mean."""
    return "meaning.html", {}


def closed(sheet: Sheet) -> View:
    """How the desk is opened, where the site was opened for reading."""
    return "closed.html", {}


VIEWS: dict[str, Callable[[Sheet], View | None]] = {
    "home": home,
    "missions": missions,
    "mission": mission,
    "countries": countries,
    "country": country,
    "organisation": organisation,
    "periods": periods,
    "period": period,
    "figure": figure,
    "reports": reports,
    "report": report,
    "meaning": meaning,
    "review": closed,
}


def addresses(world: World, language: str, questions: Iterable[str] = ()) -> Iterator[Address]:
    """Every page that there is of a world in a language, and of these questions."""
    for kind in (
        "home",
        "missions",
        "countries",
        "periods",
        "questions",
        "reports",
        "meaning",
        "search",
    ):
        yield Address(kind, "", language)
    for kind, number in further(world).items():
        yield from (Address(kind, str(part), language) for part in range(2, number + 1))
    codes = {code for figure in world.figures.values() for code in figure.countries}
    led = {figure.organisation for figure in world.figures.values() if figure.organisation}
    for kind, names in (
        ("mission", world.by_mission),
        ("country", sorted(codes)),
        ("organisation", sorted(led)),
        ("period", world.periods),
        ("figure", [f.address for f in (*world.figures.values(), *world.nameless)]),
        ("report", world.reports),
        ("question", questions),
    ):
        yield from (Address(kind, name, language) for name in names)


def _meant(sheet: Sheet, keys: Iterable[str]) -> str:
    """The key that an address has in small letters; empty where there is none."""
    return next((key for key in keys if key.casefold() == sheet.at.name.casefold()), "")
