"""Questions with choices to pick from in place of codes, and their answers as tables."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.database.one_series import one_series
from missiemonitor.output.explore.metadata import Query, queries
from missiemonitor.output.site.cells import cell, mission_of, pair, shown_columns
from missiemonitor.output.site.parts import Move, in_order, move, sorted_countries
from missiemonitor.output.site.sheet import Sheet, View

OFTEN = ("officers_in_country", "two_periods", "missions_left", "table_against_text")
PAIR = ("before", "after")
GROUPS = ("time", "change", "says", "sure")
NEWEST = 24  # half-years to pick from on the first page; the page of the question has all
MOST = 120  # rows of an answer that a page shows; the database has all
PATIENCE = 5.0  # seconds that a question may take
STEPS = 20_000  # of SQLite between two looks at the clock


def asked_on_pages() -> dict[str, Query]:
    """The questions that the site lists, by name."""
    return {name: query for name, query in queries().items() if query.group}


def overview(sheet: Sheet) -> View:
    """All questions by what they are about; those with choices are forms where a server answers."""
    grouped = {
        group: [q for q in asked_on_pages().values() if q.group == group] for group in GROUPS
    }
    return "questions.html", {"grouped": grouped, "pickers": pickers(sheet)}


def often(sheet: Sheet) -> dict[str, Any]:
    """The questions of the home page, with what can be picked: of half-years the newest."""
    few = {
        name: values[:NEWEST] if name in ("before", "after") else values
        for name, values in pickers(sheet).items()
    }
    return {"asked": [asked_on_pages()[name] for name in OFTEN], "pickers": few}


def pickers(sheet: Sheet) -> dict[str, list[tuple[str, str]]]:
    """What can be picked for each input of a question: values with what is shown of them."""
    world, language = sheet.world, sheet.words.language
    periods = [(period, period) for period in reversed(world.periods)]
    missions = sorted(world.by_mission, key=world.mission)
    return {
        "country": [(code, world.country(code, language)) for code in sorted_countries(sheet)],
        "mission": [(key, world.mission(key)) for key in missions],
        "before": periods[1:] or periods,
        "after": periods,
    }


def chosen(sheet: Sheet, query: Query, given: Mapping[str, str]) -> dict[str, str]:
    """The values of a question: those given, where they can be picked; else ones to begin with."""
    found = {}
    for name, usual in query.params.items():
        values = [value for value, _ in pickers(sheet)[name]]
        wanted = given.get(name, "")
        # The two newest half-years are against each other, whatever the example of the query has.
        first = usual if usual in values and name not in PAIR else next(iter(values), "")
        found[name] = wanted if wanted in values else first
    return found


def answer(sheet: Sheet, path: Path, series: str | None, given: Mapping[str, str]) -> View | None:
    """The answer to the question of an address as a table, with the SQL that gave it."""
    query = asked_on_pages().get(sheet.at.name)
    if query is None:
        return None
    values = chosen(sheet, query, given)
    columns, rows, cut = run(path, series, query, values)
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    shown = shown_columns(columns, told, sheet.links.live)
    cells = [[cell(sheet, column, row, values) for column in shown] for row in told]
    return "question.html", {
        "query": query,
        "values": values,
        "in_order": _in_order(sheet, values),
        "pickers": pickers(sheet),
        "columns": shown,
        "numeric": [any(row[at]["number"] for row in cells) for at in range(len(shown))],
        "rows": cells,
        "cut": cut,
        "moves": _moves(sheet, columns, rows, values),
        "sql": query.sql.replace("{db}", path.stem),
    }


def _in_order(sheet: Sheet, values: Mapping[str, str]) -> bool:
    """Whether of two half-years that were asked for the first is the earlier."""
    at = [sheet.world.periods.index(values[name]) for name in PAIR if values.get(name)]
    return len(at) < len(PAIR) or at[0] < at[1]


def run(
    path: Path, series: str | None, query: Query, values: Mapping[str, str]
) -> tuple[list[str], list[tuple[Any, ...]], bool]:
    """Columns and rows of an answer, and whether there are more rows than are shown.

    An answer that takes too long is empty and says so by being cut.
    """
    until = time.monotonic() + PATIENCE
    with closing(open_reading(path)) as whole:
        db = one_series(whole, series)
        db.conn.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        try:
            cursor = db.execute(query.sql.replace("{db}", path.stem), dict(values))
            columns = [column[0] for column in cursor.description]
            rows = cursor.fetchmany(MOST + 1)
        except sqlite3.OperationalError:
            return [], [], True
        finally:
            if db is not whole:
                db.close()
    return columns, rows[:MOST], len(rows) > MOST


def _moves(
    sheet: Sheet, columns: Sequence[str], rows: Sequence[Sequence[Any]], values: Mapping[str, str]
) -> list[Move]:
    """The differences of an answer that has some, as a picture draws them: largest gain first."""
    if not {"mission_name", "officers", "previous_officers", "change"} <= set(columns):
        return []
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    return in_order(
        move(sheet, mission, row["change"], *pair(row, values))
        for row in told
        if (mission := mission_of(sheet, row["mission_name"]))
    )
