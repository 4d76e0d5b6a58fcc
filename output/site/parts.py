"""Parts of pages that several of them tell: what changed, lists of countries and reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from missiemonitor.output.analysis.differences import Difference, of_totals
from missiemonitor.output.site import marks
from missiemonitor.output.site.decided import about, did, in_words
from missiemonitor.output.site.model import MARKS, Figure, World
from missiemonitor.output.site.sheet import Sheet


def changes(sheet: Sheet, period: str) -> dict[str, list[dict[str, Any]]]:
    """What changed since the half-year before, by what changed: name, before, after."""
    before = sheet.world.before(period)
    order = (
        "new",
        "more",
        "fewer",
        "uncertain",
        "ended",
        "waiting",
        "rejected",
        "not listed",
        "unread",
    )
    found: dict[str, list[dict[str, Any]]] = {change: [] for change in order}
    for row in sheet.world.changes(period):
        if row["change"] == "same":
            continue
        now = sheet.world.of(row["mission"], period)
        then = sheet.world.of(row["mission"], before) if before else ()
        found[row["change"]].append(
            {"mission": row["mission"], "name": row["mission_name"], "now": now, "then": then}
        )
    return {change: rows for change, rows in found.items() if rows}


@dataclass(frozen=True, slots=True)
class Move:
    """What changed of a mission: officers more or fewer for sure, and what is told of it."""

    mission: str
    name: str
    sure: int
    told: str


def moves(sheet: Sheet, period: str) -> list[Move]:
    """Missions whose number changed since the half-year before, the largest gain first."""
    before = sheet.world.before(period) or ""
    return in_order(
        move(sheet, row["mission"], row["change"], before, period)
        for row in sheet.world.changes(period)
    )


def in_order(found: Iterable[Move | None]) -> list[Move]:
    """Moves as a picture has them."""
    return sorted(filter(None, found), key=lambda each: (-each.sure, each.name))


def move(sheet: Sheet, mission: str, change: str, before: str, period: str) -> Move | None:
    """What changed of a mission between two half-years, by the change that the views
    `comparison` and `changes` tell; None where nothing did."""
    difference = between(sheet, mission, before, period)
    if change == "same" or difference is None:
        return None
    told, sure = difference_text(sheet, difference), difference.sure
    said = sheet.words(f"change.{change.replace(' ', '-')}").casefold()
    if change in ("unread", "waiting", "rejected"):
        told, sure = said, 0
    elif change in ("new", "ended", "not listed"):
        told = f"{told} {said}"
    return Move(mission, sheet.world.mission(mission), sure, told)


def between(sheet: Sheet, mission: str, before: str, period: str) -> Difference | None:
    """The difference of a mission between two half-years, None where neither lists it."""
    then, now = (sheet.world.of(mission, each) for each in (before, period))
    return of_totals(marks.sum_of(then), marks.sum_of(now)) if then or now else None


def difference_text(sheet: Sheet, difference: Difference) -> str:
    """A difference in the words and with the signs of the pages."""
    return difference.text(sheet.words.templates, sheet.words.signed, MARKS["bad"])


def since(sheet: Sheet, period: str) -> str:
    """What the total of a half-year differs from the one before."""
    before = sheet.world.before(period) or period
    rows = (sheet.world.totals[each].row for each in (before, period))
    return difference_text(sheet, of_totals(*rows))


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


def sum_of(world: World, report: Mapping[str, Any], figures: Sequence[Figure]) -> str:
    """The sum of a report with its marks, which are those of the total of its half-year."""
    total = world.totals.get(report["period"] or "")
    contradicted = bool(report["counts"] and total and total.state == "bad")
    return marks.text_of(figures, contradicted=contradicted)


def report_row(
    world: World,
    report: Mapping[str, Any],
    figures: Sequence[Figure],
    findings: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """A line of the list of reports, from its figures and open findings."""
    return {
        "report": report,
        "figures": figures,
        "sum": sum_of(world, report, figures),
        "done": sum(f.state == "ok" for f in figures),
        "states": Counter(f.state for f in figures),
        "open": findings,
    }


def said_by_kind(sheet: Sheet, period: str) -> dict[str, list[Mapping[str, Any]]]:
    """The sentences of a half-year by kind of statement."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in sheet.said_of(period=period):
        found.setdefault(row["kind"], []).append(row)
    return found


def decided(sheet: Sheet, decisions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Decisions in words: what somebody did, what is right by it, and what it is about."""
    world, words = sheet.world, sheet.words
    rows = (*world.figures.values(), *world.nameless)
    named = {figure.subject: figure.mission_name for figure in rows}
    return [
        {
            **each,
            "did": did(each, words),
            "said": in_words(
                each, words, world.mission, lambda c: world.country(c, words.language)
            ),
            "about": named.get(each["subject"]) or about(each, words),
        }
        for each in decisions
    ]
