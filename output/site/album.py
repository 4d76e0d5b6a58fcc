"""The pictures of the site, each under a name: series of marks, from which all else is made.

A picture on a page, the file that somebody takes away, its table and its CSV are drawn from one
`Picture`, so that none of them has a number that another has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from missiemonitor.output.site import marks
from missiemonitor.output.site.map import spots
from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.parts import moves, organisations, sorted_countries
from missiemonitor.output.site.pictures import Mark
from missiemonitor.output.site.sheet import Sheet

# Organisations with a colour of their own; the others share one.
COLOURED = {"EU": "eu", "VN": "vn", "OVSE": "ovse", "VS": "vs", "NAVO": "navo"}


@dataclass(frozen=True, slots=True)
class PictureSeries:
    """Marks of one thing by period: its name, its page, what is said under its name, its colour."""

    name: str
    marks: tuple[Mark, ...]
    href: str = ""
    note: str = ""
    style: str = "other"
    code: str = ""  # of a mission in panels, of the country in panels and on a map
    difference: int = 0  # of changes: officers more or fewer for sure


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: `kind` is bars, stack, panels, map or changes; bars have one nameless series.

    Changes have a series a mission, with its mark of the half-year before and of that one.
    """

    name: str
    kind: str
    title: str
    series: tuple[PictureSeries, ...]
    together: tuple[Mark, ...] = ()  # of a stack: all its series in one

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that are drawn, the oldest first."""
        return tuple(mark.period for mark in self.series[0].marks) if self.series else ()


def names(world: World) -> Iterator[str]:
    """The names of all pictures of a world."""
    if world.last is None:
        return
    yield from ("totals", "missions", "missions-before", "organisations", "countries")
    yield f"map-{world.last}"
    yield from (f"changes-{period}" for period in world.periods[1:])
    yield from (f"mission-{key}" for key in world.by_mission)
    codes = {code for figure in world.figures.values() for code in figure.countries}
    yield from (f"country-{code}" for code in sorted(codes))
    led = {figure.organisation for figure in world.figures.values() if figure.organisation}
    yield from (f"organisation-{key}" for key in sorted(led))


def picture(sheet: Sheet, name: str) -> Picture | None:
    """The picture of this name, or None where there is none."""
    if name not in set(names(sheet.world)):
        return None
    kind, _, of = name.partition("-")
    if kind == "missions":
        return _missions(sheet, name, before=bool(of))
    if kind == "countries":
        return _countries(sheet, name)
    if kind == "organisations":
        return _stack(sheet, name)
    if kind == "map":
        return _map(sheet, name, of)
    if kind == "changes":
        return _changes(sheet, name, of)
    title, found = _one(sheet, kind, of)
    return Picture(name, "bars", title, (PictureSeries("", tuple(found)),))


def part_of(picture: Picture | None, codes: Sequence[str]) -> Picture | None:
    """The panels of a picture that are of these missions or countries."""
    if picture is None:
        return None
    return replace(picture, series=tuple(s for s in picture.series if s.code in codes))


def _one(sheet: Sheet, kind: str, of: str) -> tuple[str, list[Mark]]:
    world, words = sheet.world, sheet.words
    if kind == "mission":
        return words("bars_of", name=world.mission(of)), sheet.bars_of_mission(of)
    if kind == "country":
        named = world.country(of, words.language)
        return words("bars_of", name=named), sheet.bars_of_country(of)
    if kind == "organisation":
        named = world.organisation(of, words.language)
        return words("bars_of", name=named), sheet.bars_of_organisation(of)
    return words("totals.title"), sheet.bars_of_totals()


def _missions(sheet: Sheet, name: str, before: bool) -> Picture:
    """A panel a mission: those listed now with the largest first, or those listed before."""
    world, words = sheet.world, sheet.words
    latest = {key: figures[-1] for key, figures in world.by_mission.items()}
    kept = [key for key, figure in latest.items() if (figure.period != world.last) == before]

    def order(key: str) -> tuple[object, ...]:
        size = sum(f.officers or 0 for f in world.of(key, latest[key].period))
        since = -world.periods.index(latest[key].period)
        return (since, world.mission(key)) if before else (-size, world.mission(key))

    series = []
    for key in sorted(kept, key=order):
        late = latest[key]
        note = [short(sheet, late.organisation)]
        if before:
            note.append(words("last_in", period=late.period))
        series.append(
            PictureSeries(
                world.mission(key),
                tuple(sheet.bars_of_mission(key)),
                sheet.href("mission", key),
                " · ".join(filter(None, note)),
                code=key,
            )
        )
    which = words("change.not-listed") if before else words("listed_in", period=world.last)
    title = f"{words('missions.title')}. {which}"
    return Picture(name, "panels", title, tuple(series))


def _countries(sheet: Sheet, name: str) -> Picture:
    """A panel a country, that with most officers now first; what it shares is dotted."""
    world, language = sheet.world, sheet.words.language
    found = [
        PictureSeries(
            world.country(code, language),
            tuple(sheet.bars_of_country(code)),
            sheet.href("country", code),
            code=code,
        )
        for code in sorted_countries(sheet)
    ]
    largest = sorted(found, key=lambda each: -each.marks[-1].sum)
    return Picture(name, "panels", sheet.words("countries.table"), tuple(largest))


def _stack(sheet: Sheet, name: str) -> Picture:
    """Officers by organisation; those without a colour of their own are one series together."""
    world, words = sheet.world, sheet.words
    own = [key for key in organisations(sheet) if key in COLOURED]
    others = {figure.organisation for figure in world.figures.values()} - set(own)
    groups: list[tuple[str, set[str | None], str, str]] = [
        (
            short(sheet, key),
            {key},
            COLOURED[key],
            sheet.href("organisation", key),
        )
        for key in own
    ]
    if others:
        lone = next(iter(others)) if len(others) == 1 else None
        named = world.organisation(lone, words.language) if lone else words("organisation.others")
        groups.append((named, others, "other", ""))
    series = [
        PictureSeries(
            named,
            tuple(sheet.bars_of(lambda f, keys=keys: f.organisation in keys)),  # type: ignore[misc]
            href,
            style=style,
        )
        for named, keys, style, href in groups
    ]
    most = sorted(series, key=lambda each: -sum(mark.sum for mark in each.marks))
    together = tuple(sheet.bars_of(lambda figure: True))
    return Picture(name, "stack", words("organisations.title"), tuple(most), together)


def _changes(sheet: Sheet, name: str, period: str) -> Picture:
    """The missions whose number changed since the half-year before, the largest gain first."""
    before = sheet.world.before(period) or ""
    series = []
    for each in moves(sheet, period):
        kept = [m for m in sheet.bars_of_mission(each.mission) if m.period in (before, period)]
        href = sheet.href("mission", each.mission)
        series.append(
            PictureSeries(
                each.name, tuple(kept), href, each.told, code=each.mission, difference=each.sure
            )
        )
    title = f"{period}. {sheet.words('changed_since', period=before)}"
    return Picture(name, "changes", title, tuple(series))


def _map(sheet: Sheet, name: str, period: str) -> Picture:
    """The countries of a period, and at the end who is on no map, together by their countries."""
    world, words = sheet.world, sheet.words
    on_map, left = spots(world, period)
    series = [
        _of_period(sheet, period, world.country(s.country, words.language), s.figures, s.country)
        for s in on_map
    ]
    apart: dict[tuple[str, ...], list[Figure]] = {}
    for figure in left:
        apart.setdefault(figure.countries, []).append(figure)
    for codes, figures in apart.items():
        named = words.listed([world.country(code, words.language) for code in codes] or [""])
        series.append(_of_period(sheet, period, named or words("no_country"), figures, ""))
    return Picture(name, "map", words("map.label", period=period), tuple(series))


def _of_period(
    sheet: Sheet, period: str, named: str, figures: Sequence[Figure], code: str
) -> PictureSeries:
    text = marks.text_of(figures)
    mark = Mark(
        period,
        marks.parts_of(figures),
        text,
        f"{named}: {text}",
        sheet.href("country", code) if code else "",
        any(figure.invented for figure in figures),
        high=marks.most_of(figures),
        counted=any(figure.officers is not None for figure in figures),
        origin=marks.origin_of(figures),
    )
    note = "" if code else sheet.words("map.not_on")
    return PictureSeries(named, (mark,), mark.href, note, code=code)


def short(sheet: Sheet, organisation: str | None) -> str:
    """The name of an organisation as pictures have it."""
    if organisation in COLOURED:
        return sheet.words(f"organisation.short.{organisation}")
    return sheet.world.organisation(organisation, sheet.words.language)


def all_pictures(sheet: Sheet) -> Iterable[Picture]:
    """Every picture of a language, one after another."""
    for name in names(sheet.world):
        found = picture(sheet, name)
        if found is not None and found.series:
            yield found
