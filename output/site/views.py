"""What each page of the site tells: a template and what is put into it, from a `World`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from missiemonitor.output.site import map as world_map
from missiemonitor.output.site import marks, pictures
from missiemonitor.output.site.address import Address, Links
from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.words import Wording

View = tuple[str, dict[str, Any]]  # a template, and what it tells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page under way: where it is, what there is to tell, in which words, and how it links."""

    at: Address
    world: World
    words: Wording
    links: Links

    def href(self, kind: str, name: str = "") -> str:
        """The link to another page in this language."""
        return self.links.page(self.at, self.at.to(kind, name))

    def figure(self, figure: Figure) -> str:
        """The link to the page of a figure."""
        return self.href("figure", figure.address)

    def period(self, period: str) -> str:
        """The link to the page of a period."""
        return self.href("period", period)

    def bars_of_mission(self, mission: str) -> list[pictures.Mark]:
        """A mission by period; a bar links to its figure."""
        return marks.of_group(
            self.world, self.words, lambda p: self.world.of(mission, p), self._to_figure
        )

    def bars_of_country(self, country: str) -> list[pictures.Mark]:
        """A country by period, what it shares apart."""
        return marks.of_group(
            self.world,
            self.words,
            lambda p: [f for f in self.world.by_period.get(p, ()) if country in f.countries],
            self._to_figure,
            country,
        )

    def bars_of_organisation(self, organisation: str) -> list[pictures.Mark]:
        """An organisation by period."""
        return marks.of_group(
            self.world,
            self.words,
            lambda p: [
                f for f in self.world.by_period.get(p, ()) if f.organisation == organisation
            ],
            self._to_figure,
        )

    def bars_of_totals(self) -> list[pictures.Mark]:
        """All officers by period."""
        return marks.totals(self.world, self.words, self.period)

    def map(self, period: str) -> Any:
        """The map of a period."""
        return world_map.draw(
            self.world, period, self.words, lambda code: self.href("country", code), self.figure
        )

    def _to_figure(self, period: str, figures: Sequence[Figure]) -> str:
        return self.figure(figures[0]) if len(figures) == 1 else self.period(period)

    def open_of(self, **wanted: object) -> list[Mapping[str, Any]]:
        """Open findings with these values, the weightiest first."""
        return [
            row
            for row in self.world.findings[self.words.language]
            if all(row[name] == value for name, value in wanted.items())
        ]

    def said_of(self, **wanted: object) -> list[Mapping[str, Any]]:
        """Sentences of deployments and events with these values, each once with all it tells."""
        return list(
            sentences(
                s
                for s in self.world.statements
                if all(s[name] == value for name, value in wanted.items())
            )
        )


def sentences(statements: Iterator[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Statements of one sentence joined: the sentence once, with each thing that it tells."""
    found: dict[tuple[str, int, str], dict[str, Any]] = {}
    for row in statements:
        key = (row["report"], row["page"], row["sentence"])
        found.setdefault(key, {**row, "told": []})["told"].append(row)
    yield from found.values()


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
        "report": report_of(sheet, last),
        "open": sheet.open_of(period=last),
    }


def missions(sheet: Sheet) -> View:
    """Every mission in a panel of its own, those listed now first."""
    world = sheet.world
    latest = {mission: figures[-1] for mission, figures in world.by_mission.items()}
    now = [m for m, f in latest.items() if f.period == world.last]
    gone = [m for m in latest if m not in now]
    size = Counter({m: sum(f.officers or 0 for f in world.of(m, latest[m].period)) for m in latest})
    return "missions.html", {
        "now": sorted(now, key=lambda m: (-size[m], world.mission(m))),
        "gone": sorted(gone, key=lambda m: (latest[m].period, world.mission(m)), reverse=True),
        "latest": latest,
        "organisations": organisations(sheet),
    }


def mission(sheet: Sheet) -> View | None:
    """A mission over time, each figure with its spot, and what sentences say."""
    key = sheet.at.name
    if key not in sheet.world.by_mission:
        return None
    figures = sheet.world.by_mission[key]
    return "mission.html", {
        "mission": sheet.world.missions[key],
        "now": sheet.world.of(key, sheet.world.last or ""),
        "figures": figures,
        "latest": figures[-1],
        "said": sheet.said_of(mission=key),
        "followed": [s for s in sheet.world.successions if s["predecessor"] == key],
        "follows": [s for s in sheet.world.successions if s["successor"] == key],
    }


def countries(sheet: Sheet) -> View:
    """All countries by half-year, and the map."""
    return "countries.html", {"countries": sorted_countries(sheet)}


def country(sheet: Sheet) -> View | None:
    """A country over time: its own officers, and those shared with others apart."""
    code = _meant(sheet, sheet.world.countries)
    figures = sheet.world.in_country(code)
    if not figures:
        return None
    here = [f for f in figures if f.period == sheet.world.last]
    return "country.html", {
        "code": code,
        "own": [f for f in here if not f.shared],
        "shared": [f for f in here if f.shared],
        "missions": sorted({f.mission for f in figures}, key=sheet.world.mission),
        "figures": figures,
    }


def organisation(sheet: Sheet) -> View | None:
    """An organisation over time, and its missions."""
    key = _meant(sheet, sheet.world.organisations)
    missions = [m for m, f in sheet.world.by_mission.items() if f[-1].organisation == key]
    if not missions:
        return None
    return "organisation.html", {
        "key": key,
        "missions": sorted(missions, key=sheet.world.mission),
        "marks": sheet.bars_of_organisation(key),
    }


def periods(sheet: Sheet) -> View:
    """All half-years, the newest first."""
    return "periods.html", {}


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
        "moves": moves(sheet, key),
        "said": said_by_kind(sheet, key),
        "report": report_of(sheet, key),
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
        "open": sheet.open_of(deployment=found.id),
        "decisions": [d for d in sheet.world.decisions if d["subject"] == found.subject],
        "said": sheet.said_of(mission=found.mission, report=found.report),
        "counts": {reading.get("count", "") for reading in found.readings},
    }


def reports(sheet: Sheet) -> View:
    """All reports: how far each was checked, and what could not be read."""
    rows = [report_row(sheet, report) for report in sheet.world.reports.values()]
    states = Counter(f.state for f in sheet.world.figures.values())
    people: dict[str, list[Mapping[str, Any]]] = {}
    for decision in sheet.world.decisions:
        people.setdefault(decision["reviewer"], []).append(decision)
    return "reports.html", {"rows": rows, "states": states, "people": people}


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
        "nameless": [f for f in sheet.world.nameless if f.report == key],
        "done": sum(f.state == "ok" for f in figures),
        "statements": sum(s["report"] == key for s in sheet.world.statements),
        "open": sheet.open_of(report=key),
        "decisions": [d for d in sheet.world.decisions if d["subject"].startswith(subject)],
    }


def meaning(sheet: Sheet) -> View:
    """What fills, marks and words mean."""
    return "meaning.html", {}


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


def changes(sheet: Sheet, period: str) -> dict[str, list[dict[str, Any]]]:
    """What changed since the half-year before, by what changed: name, before, after."""
    before = sheet.world.before(period)
    order = ("new", "more", "fewer", "ended", "not listed", "unread")
    found: dict[str, list[dict[str, Any]]] = {change: [] for change in order}
    for row in sheet.world.changes.get(period, ()):
        if row["change"] == "same":
            continue
        now = sheet.world.of(row["mission"], period)
        then = sheet.world.of(row["mission"], before) if before else ()
        found[row["change"]].append(
            {"mission": row["mission"], "name": row["mission_name"], "now": now, "then": then}
        )
    return {change: rows for change, rows in found.items() if rows}


def moves(sheet: Sheet, period: str) -> list[tuple[str, int, str, str]]:
    """The differences of a half-year as a picture draws them, the largest gain first."""
    found = []
    for row in sheet.world.changes.get(period, ()):
        after, before = row["officers"], row["previous_officers"]
        if row["change"] == "same" or (after is None and before is None):
            continue
        difference = (after or 0) - (before or 0)
        said = (
            "" if after is not None and before is not None else sheet.words(f"change.{_key(row)}")
        )
        link = sheet.href("mission", row["mission"])
        if difference:
            found.append((row["mission_name"], difference, said.casefold(), link))
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _meant(sheet: Sheet, keys: Iterable[str]) -> str:
    """The key that an address has in small letters; empty where there is none."""
    return next((key for key in keys if key.casefold() == sheet.at.name.casefold()), "")


def _key(row: Mapping[str, Any]) -> str:
    return str(row["change"]).replace(" ", "-")


def sorted_countries(sheet: Sheet) -> list[str]:
    """The codes of all countries with figures, by name."""
    codes = {code for figure in sheet.world.figures.values() for code in figure.countries}
    return sorted(codes, key=lambda code: sheet.world.country(code, sheet.words.language))


def organisations(sheet: Sheet) -> list[str]:
    """The organisations with figures, the largest now first."""
    now: Counter[str] = Counter()
    for figure in sheet.world.figures.values():
        if figure.organisation:
            now[figure.organisation] += (
                figure.officers or 0 if figure.period == sheet.world.last else 0
            )
    return [key for key, _ in sorted(now.items(), key=lambda item: (-item[1], item[0]))]


def report_of(sheet: Sheet, period: str) -> Mapping[str, Any] | None:
    """The report that counts for a period; the one with most rows where there are several."""
    there = [r for r in sheet.world.reports.values() if r["period"] == period and r["counts"]]
    return max(there, key=lambda r: r["deployments"], default=None)


def report_row(sheet: Sheet, report: Mapping[str, Any]) -> dict[str, Any]:
    """A line of the list of reports."""
    figures = [f for f in sheet.world.figures.values() if f.report == report["report"]]
    return {
        "report": report,
        "figures": figures,
        "sum": marks.text_of(figures),
        "done": sum(f.state == "ok" for f in figures),
        "states": Counter(f.state for f in figures),
        "open": sheet.open_of(report=report["report"]),
    }


def said_by_kind(sheet: Sheet, period: str) -> dict[str, list[Mapping[str, Any]]]:
    """The sentences of a half-year by kind of statement."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in sheet.said_of(period=period):
        found.setdefault(row["kind"], []).append(row)
    return found
