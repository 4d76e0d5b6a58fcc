"""Cells of an answer: names for codes, words for marks, a link from each number to its figure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from missiemonitor.output.site import marks
from missiemonitor.output.site.model import Figure
from missiemonitor.output.site.parts import between, difference_text
from missiemonitor.output.site.sheet import Sheet

COUNTRIES = ("country", "from_country", "to_country", "by_country")
# Columns with words of the reports, in whatever language the page is.
WRITTEN = (
    "sentence",
    "file",
    "count_as_written",
    "theme",
    "event",
    "name",
    "partners",
    "when_",
    "date",
)
MISSIONS = ("mission_name", "predecessor_name", "successor_name")
SUCCESSIONS = ("continues_as", "continued_from")  # ids of missions, with + between
CODES = r"[A-Z]{2}(?:,[A-Z]{2})*"  # of countries, where a detail of a sentence names several
DAYS = ("reference_date", "document_date")  # as the program writes them
# Columns that count officers, and the one that has the period that they are of.
COUNTS = {"officers": "period", "officers_shared": "period", "previous_officers": "previous_period"}
# Where a question was asked with its periods, they stand in no column.
ASKED = {"period": "after", "previous_period": "before"}


def cell(
    sheet: Sheet, column: str, row: Mapping[str, Any], values: Mapping[str, str]
) -> dict[str, Any]:
    """What a cell shows: `text`, whether it is a `number`, and `href` where there is a page.

    `lang` is told of words of the reports. `row` has the columns of the answer, `values` what
    the question was asked with.
    """
    value, words = row[column], sheet.words
    if value is None:
        return {"text": "", "number": False}
    if column == "link":
        return {"text": words("to_tables"), "href": json.loads(value)["href"], "number": False}
    if column == "sure":
        return _linked(words(f"sure.{value}"), "")
    if isinstance(value, int | float):
        return _number(sheet, column, row, values)
    if column in COUNTRIES or (column == "partners" and re.fullmatch(CODES, value)):
        names = [sheet.world.country(code, words.language) for code in re.split("[+,]", value)]
        return _linked(words.listed(names), _page(sheet, column, value))
    if column == "country_name":
        return _named(sheet, "country", sheet.world.countries, value)
    if column == "region_name":
        return _named(sheet, "region", sheet.world.regions, value)
    if column == "organisation":
        shown = sheet.world.organisation(value, words.language)
        return _linked(shown, _page(sheet, column, value))
    if column in ("origin", "change", "status"):
        return _linked(words(f"{column}.{value.replace(' ', '-')}"), "")
    if column in DAYS:
        return _linked(words.day(value), "")
    if column in SUCCESSIONS:
        keys = value.split("+")
        alone = len(keys) == 1 and value in sheet.world.by_mission
        every = words.listed([sheet.world.mission(key) for key in keys])
        return _linked(every, sheet.href("mission", value) if alone else "")
    if column in MISSIONS and (mission := mission_of(sheet, value)):
        has_page = mission in sheet.world.by_mission
        return _linked(
            sheet.world.mission(mission), sheet.href("mission", mission) if has_page else ""
        )
    told = _linked(str(value), _page(sheet, column, value))
    return {**told, "lang": "nl"} if column in WRITTEN else told


def _number(
    sheet: Sheet, column: str, row: Mapping[str, Any], values: Mapping[str, str]
) -> dict[str, Any]:
    """A number; one of a mission, and a difference, has the marks that it has elsewhere."""
    if column == "year":
        return _linked(str(row[column]), "")
    shown = sheet.words.number(row[column])
    mission = mission_of(sheet, row["mission_name"]) if row.get("mission_name") else ""
    if column == "difference":
        before, after = pair(row, values)
        difference = between(sheet, mission, before, after)
        told = difference_text(sheet, difference) if difference else ""
        return _linked(told or sheet.words.signed(int(row[column])), "", number=True)
    if column in ("officers", "previous_officers") and mission:
        figures = sheet.world.of(mission, pair(row, values)[column == "officers"])
        if marks.sum_of(figures)["officers"] == row[column]:
            shown = marks.text_of(figures)
    if column == "officers" and "mission_name" not in row:
        shown = _sum(sheet, row, values) or shown
    return _linked(shown, _of_number(sheet, column, row, values), number=True)


def _sum(sheet: Sheet, row: Mapping[str, Any], values: Mapping[str, str]) -> str:
    """What is shown of a sum of a half-year, with its marks; empty where it is none of these."""
    world, period = sheet.world, str(row.get("period"))
    if period not in world.totals:
        return ""
    if "stated_total" in row:
        return world.totals[period].shown
    own: list[Figure] = []
    for figure in world.by_period.get(period, ()):
        regions = {world.countries[code]["region"] for code in figure.countries}
        names = {world.regions[region]["name_nl"] for region in regions if region}
        if (
            ("organisation" in row and (figure.organisation or "?") == row["organisation"])
            or ("region_name" in row and names == {row["region_name"]})
            or ("country_name" in row and figure.countries == (values.get("country"),))
        ):
            own.append(figure)
    return marks.text_of(own) if marks.sum_of(own)["officers"] == row["officers"] else ""


def pair(row: Mapping[str, Any], values: Mapping[str, str]) -> tuple[str, str]:
    """The half-year before and the one that a row of an answer is of, by its columns or by what
    was asked."""
    before, after = (
        str(row.get(name) or values.get(ASKED[name], "")) for name in ("previous_period", "period")
    )
    return before, after


def _named(
    sheet: Sheet, kind: str, known: Mapping[str, Mapping[str, Any]], value: str
) -> dict[str, Any]:
    """What a view names in Dutch, in the language of the page."""
    code = next((key for key, told in known.items() if told["name_nl"] == value), "")
    shown = known[code][f"name_{sheet.words.language}"] if code else value
    return _linked(shown, _page(sheet, kind, code))


def _linked(text: str, href: str, number: bool = False) -> dict[str, Any]:
    told: dict[str, Any] = {"text": text, "number": number}
    return {**told, "href": href} if href else told


def _page(sheet: Sheet, column: str, value: str) -> str:
    """The page of what a column names; empty where there is none."""
    world = sheet.world
    if column in ("period", "previous_period") and value in world.totals:
        return sheet.period(value)
    if column == "country" and any(value in f.countries for f in world.figures.values()):
        return sheet.href("country", value)
    if column == "organisation" and any(value == f.organisation for f in world.figures.values()):
        return sheet.href("organisation", value)
    if column == "file":
        found = next((key for key, told in world.reports.items() if told["file"] == value), "")
        return sheet.href("report", found) if found else ""
    return ""


def mission_of(sheet: Sheet, name: str) -> str:
    """The mission that the database has by this name, one with figures first; empty where there is
    none."""
    world = sheet.world
    every = (*world.by_mission, *world.missions)
    return next((key for key in every if world.name_read(key) == name), "")


def _of_number(sheet: Sheet, column: str, row: Mapping[str, Any], values: Mapping[str, str]) -> str:
    """The figure that a number is, or the half-year that it is of where it is several together."""
    if column not in COUNTS:
        return ""
    named = COUNTS[column]
    period = row.get(named) or values.get(ASKED[named], "")
    if period not in sheet.world.totals:
        return ""
    figures = _figures(sheet, period, row, values)
    if column != "officers_shared" and values.get("country"):
        figures = tuple(figure for figure in figures if not figure.shared)
    return sheet.figure(figures[0]) if len(figures) == 1 else sheet.period(period)


def _figures(
    sheet: Sheet, period: str, row: Mapping[str, Any], values: Mapping[str, str]
) -> tuple[Figure, ...]:
    if name := row.get("mission_name"):
        return sheet.world.of(mission_of(sheet, name), period)
    of_period = sheet.world.by_period.get(period, ())
    if code := values.get("country"):
        return tuple(figure for figure in of_period if code in figure.countries)
    return of_period
