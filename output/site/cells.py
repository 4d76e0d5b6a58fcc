"""Cells of an answer: names for codes, words for marks, a link from each number to its figure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from missiemonitor.output.analysis import notation
from missiemonitor.output.site import marks
from missiemonitor.output.site.model import NOTED, Figure
from missiemonitor.output.site.parts import between, difference_text
from missiemonitor.output.site.sheet import Sheet

COUNTRIES = ("country", "from_country", "to_country", "giver", "receiver", "partners")
# Columns with words of the reports, in whatever language the page is.
WRITTEN = (
    "sentence",
    "file",
    "count_as_written",
    "theme",
    "event",
    "name",
    "when_",
    "date",
)
MISSIONS = ("mission_name", "predecessor_name", "successor_name")
SUCCESSIONS = ("continues_as", "continued_from")  # ids of missions, with + between
DAYS = ("reference_date", "document_date")  # as the program writes them
# Columns that count officers, and the one that has the period that they are of.
COUNTS = {"officers": "period", "officers_shared": "period", "previous_officers": "previous_period"}
# Columns of answers by which a row is known, and that no page shows.
KEYS = ("deployment", "statement_id", "finding")
# Marks of numbers that are left out where no row has one: by the column that the same number tells
# nothing beside, and those that are told by what is not zero.
BESIDE = {
    "officers_max": "officers",
    "officers_shared_max": "officers_shared",
    "previous_officers_max": "previous_officers",
    "difference_least": "difference",
    "difference_most": "difference",
}
MARKS = (*NOTED, "qualifier", "nameless_officers", "waiting_officers")
# Columns of which each value has a text.
CODED = {
    "origin": "origin.{}",
    "change": "change.{}",
    "status": "status.{}",
    "qualifier": "qualifier.{}",
    "severity": "severity.{}",
}
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
    if column == "doubts" and value:
        return _linked(f"{words('sign.doubt')} {'; '.join(_doubts(sheet, row))}", "")
    if value is None and not (column == "officers" and row.get("unread")):
        return {"text": "", "number": False}
    if column == "link":
        return {"text": words("to_tables"), "href": json.loads(value)["href"], "number": False}
    if column == "year":
        return {"text": str(value), "number": True}
    if value is None or isinstance(value, int | float):
        return _number(sheet, column, row, values)
    return _words(sheet, column, row, value)


def _words(sheet: Sheet, column: str, row: Mapping[str, Any], value: str) -> dict[str, Any]:
    """A cell that has no number: names for codes, and texts for what the views say."""
    words = sheet.words
    if column in COUNTRIES:
        codes = re.split("[+,]", value)
        if {*codes} <= {*sheet.world.countries}:
            names = [sheet.world.country(code, words.language) for code in codes]
            return _linked(words.listed(names), _page(sheet, column, value))
        return {**_linked(value, ""), "lang": "nl"}
    if column == "country_name":
        return _named(sheet, "country", sheet.world.countries, value)
    if column == "region_name":
        return _named(sheet, "region", sheet.world.regions, value)
    if column == "organisation":
        shown = sheet.world.organisation(value, words.language)
        return _linked(shown, _page(sheet, column, value))
    if column in CODED:
        return _linked(words(CODED[column].format(value.replace(" ", "-"))), "")
    if column == "message":
        found = sheet.world.findings[words.language]
        told_here = [x["message"] for x in found if x["finding"] == row.get("finding")]
        return _linked(told_here[0] if told_here else value, "")
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


def shown_columns(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], live: bool
) -> list[str]:
    """The columns of an answer that its page shows: no keys, no marks that no row has, and no link
    to where only a server leads."""

    def says(column: str) -> bool:
        if beside := BESIDE.get(column):
            return any(row[column] not in (None, row.get(beside)) for row in rows)
        if column.removeprefix("previous_") in MARKS:
            return any(row[column] for row in rows)
        return column not in KEYS and (live or column != "link")

    return [column for column in columns if says(column)]


def _doubts(sheet: Sheet, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Why the reading of the sentence of a row is unsure."""
    told = _statement(sheet, row)
    return told["doubts"][sheet.words.language] if told else (row["doubts"],)


def _statement(sheet: Sheet, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the pages tell of a sentence; None of one that was read since."""
    every = sheet.world.statements
    return next((each for each in every if each["statement_id"] == row["statement_id"]), None)


def _number(
    sheet: Sheet, column: str, row: Mapping[str, Any], values: Mapping[str, str]
) -> dict[str, Any]:
    """A number; one of officers, and a difference, has the marks that it has elsewhere."""
    if column == "difference":
        before, after = pair(row, values)
        mission = mission_of(sheet, row["mission_name"])
        difference = between(sheet, mission, before, after)
        told = difference_text(sheet, difference) if difference else ""
        return _linked(told or sheet.words.signed(int(row[column])), "", number=True)
    if column in COUNTS:
        shown = _with_marks(sheet, column, row, values)
        return _linked(shown, _of_number(sheet, column, row, values), number=True)
    return _linked(sheet.words.number(row[column]), "", number=True)


def _with_marks(
    sheet: Sheet, column: str, row: Mapping[str, Any], values: Mapping[str, str]
) -> str:
    """A number of officers as the page of what it is of shows it: a figure, what a sentence says,
    the total of a half-year, a sum."""
    world = sheet.world
    if "deployment" in row:
        every = (*world.figures.values(), *world.nameless)
        shown = [each.shown for each in every if each.id == row["deployment"]]
    elif "statement_id" in row:
        shown = [each["shown"] for each in (_statement(sheet, row),) if each]
    elif column == "officers" and "mission_name" not in row:
        shown = [each for each in (_sum(sheet, row, values),) if each]
    else:
        shown = []
    return shown[0] if shown else _sum_with_marks(sheet, column, row, values)


def _sum_with_marks(
    sheet: Sheet, column: str, row: Mapping[str, Any], values: Mapping[str, str]
) -> str:
    """The sum of a mission as its picture shows it; else with the marks that the row has of it."""
    world = sheet.world
    before = column.removesuffix("officers") if column.startswith("previous_") else ""
    figures: tuple[Figure, ...] = ()
    if row.get("mission_name"):
        of = pair(row, values)[not before]
        figures = world.of(mission_of(sheet, row["mission_name"]), of)
    if figures and marks.sum_of(figures)["officers"] == row[column]:
        return marks.text_of(figures)
    told = {name: row.get(f"{before}{name}") for name in (*NOTED, "unsure")}
    if not before and "now_unsure" in row:
        told["unsure"] = row["now_unsure"]
    return notation.shown(
        {**told, "officers": row[column], "officers_max": row.get(f"{column}_max")}
    )


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
