"""Parts of pages that several of them tell: what changed, lists of countries and reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from missiemonitor.output.site import marks
from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.sheet import Sheet


def changes(sheet: Sheet, period: str) -> dict[str, list[dict[str, Any]]]:
    """What changed since the half-year before, by what changed: name, before, after."""
    before = sheet.world.before(period)
    order = ("new", "more", "fewer", "ended", "not listed", "unread")
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


def moved(sheet: Sheet, period: str) -> list[tuple[str, str, int, str]]:
    """Missions whose number changed since the half-year before, the largest gain first: id, name,
    difference, and what is said of it."""
    found = []
    for row in sheet.world.changes(period):
        after, before = row["officers"], row["previous_officers"]
        if row["change"] == "same" or (after is None and before is None):
            continue
        difference = (after or 0) - (before or 0)
        said = (
            "" if after is not None and before is not None else sheet.words(f"change.{_key(row)}")
        )
        if difference:
            found.append((row["mission"], row["mission_name"], difference, said.casefold()))
    return sorted(found, key=lambda each: (-each[2], each[1]))


def moves(sheet: Sheet, period: str) -> list[tuple[str, int, str, str]]:
    """The differences of a half-year as a picture draws them, the largest gain first."""
    return [
        (name, difference, said, sheet.href("mission", mission))
        for mission, name, difference, said in moved(sheet, period)
    ]


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
