"""Faults that are of no row: totals, days, periods, whose officers a table is of, a page lost."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from missiemonitor.corpus import read as corpus_read
from missiemonitor.corpus.period import Period
from missiemonitor.extractors.deployments import extract as deployments
from missiemonitor.extractors.deployments import total_rows, totals
from missiemonitor.extractors.deployments.table_state import COUNTED, OTHER, Named
from missiemonitor.extractors.extractor import Found

from tests.faults.edits import Table
from tests.faults.places import (
    CHARACTERS,
    LAST,
    LINKING,
    MEANING,
    STRUCTURE,
    Base,
    Plant,
    in_found,
    in_pages,
    in_words,
    wrap,
)

Whole = Callable[[Base, Table, random.Random], Plant | None]
YEAR = re.compile(r"(?:19|20)\d\d")


def _tables(table: Table, changed: Callable[[Any], Any]) -> Callable[[Found], Found]:
    return lambda found: replace(
        found,
        tables=tuple(
            changed(each) if each.key == table.table.key else each for each in found.tables
        ),
    )


# --- totals ------------------------------------------------------------


def total_lost_in_characters(base: Base, table: Table, dice: random.Random) -> Plant | None:
    there = table.table.stated_evidence
    return in_words({there.page: {there.box: ""}}) if there else None


def total_misread_in_characters(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """Another digit in the number of the total."""
    there, stated = table.table.stated_evidence, table.table.stated_total
    if there is None or stated is None:
        return None

    def changed(page: Any) -> Any:
        if page.number != there.page:
            return page
        words = tuple(
            replace(word, text=str(stated + 1))
            if word.text == str(stated) and there.box.holds(page.on_paper(word.box))
            else word
            for word in page.words
        )
        return replace(page, words=words)

    return in_pages(changed)


def total_lost_in_structure(base: Base, table: Table, dice: random.Random) -> Plant | None:
    there = table.table.stated_evidence
    if there is None:
        return None

    def is_total(row: Any) -> bool:
        page = base.document.page(row.page)
        return (
            page is not None
            and row.page == there.page
            and all(there.box.holds(page.on_paper(c.box)) for c in row.cells if not c.inherited)
        )

    def without(each: Any) -> Any:
        return replace(
            each,
            rows=tuple(row for row in each.rows if not is_total(row)),
            own=tuple(row for row in each.own if not is_total(row)),
        )

    return lambda stack: wrap(
        stack,
        deployments,
        "read_tables",
        lambda honest: lambda *given: _with_tables(honest(*given), without),
    )


def _with_tables(found: Any, changed: Callable[[Any], Any]) -> Any:
    return replace(found, tables=tuple(map(changed, found.tables)))


def total_taken_for_a_row(base: Base, table: Table, dice: random.Random) -> Plant | None:
    if table.table.stated_evidence is None:
        return None
    return lambda stack: wrap(stack, deployments, "total_in", lambda honest: lambda *given: None)


def total_lost_in_linking(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """The number of a total is not understood, nor is the sentence that states one."""
    if table.table.stated_total is None:
        return None

    def plant(stack: ExitStack) -> None:
        wrap(stack, deployments, "hold_totals", lambda honest: lambda *given: iter(()))

    return plant


def total_misread_in_linking(base: Base, table: Table, dice: random.Random) -> Plant | None:
    stated = table.table.stated_total
    if stated is None:
        return None

    def count(honest: Any) -> Any:
        def read(text: str, *more: Any) -> Any:
            told = honest(text, *more)
            off = told.officers == stated
            return replace(told, officers=stated + 1) if off else told

        return read

    def plant(stack: ExitStack) -> None:
        wrap(stack, totals, "read_count", count)
        wrap(stack, total_rows, "read_count", count)

    return plant


def total_lost_at_last(base: Base, table: Table, dice: random.Random) -> Plant | None:
    if table.table.stated_total is None:
        return None
    lost = _tables(table, lambda each: replace(each, stated_total=None, stated_evidence=None))
    return in_found(lambda found: replace(lost(found), stated_total=None))


def total_misread_at_last(base: Base, table: Table, dice: random.Random) -> Plant | None:
    stated = table.table.stated_total
    if stated is None:
        return None
    other = _tables(table, lambda each: replace(each, stated_total=stated + 1))
    return in_found(lambda found: replace(other(found), stated_total=stated + 1))


# --- days and periods ------------------------------------------------------------


def day_in_characters(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """Years on the pages of the table are read as the year before; the title keeps its own."""
    if table.table.reference_date is None:
        return None
    year = str(table.table.reference_date.year)
    spots = {spot.page: spot.box for _, spot in base.document.particulars.spots}

    def changed(page: Any) -> Any:
        if page.number not in table.table.pages:
            return page
        kept = [box for number, box in spots.items() if number == page.number]
        words = tuple(
            replace(word, text=word.text.replace(year, str(int(year) - 1)))
            if year in word.text and not any(box.holds(page.on_paper(word.box)) for box in kept)
            else word
            for word in page.words
        )
        return replace(page, words=words)

    return in_pages(changed)


def _earlier(day: dt.date | None) -> dt.date | None:
    return day and (day - dt.timedelta(days=31)).replace(day=day.day if day.day < 28 else 28)


def day_in_meaning(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """Another day is taken for that of the table, in the same half-year where that goes."""
    if table.table.reference_date is None:
        return None

    def plant(stack: ExitStack) -> None:
        wrap(
            stack,
            deployments,
            "reference_dates_in",
            lambda honest: lambda *given: [_earlier(day) for day in honest(*given)],
        )
        wrap(
            stack,
            deployments,
            "reference_date_in",
            lambda honest: (
                lambda *given: (
                    replace(told, day=_earlier(told.day)) if (told := honest(*given)) else None
                )
            ),
        )

    return plant


def day_at_last(base: Base, table: Table, dice: random.Random) -> Plant | None:
    if table.table.reference_date is None:
        return None
    return in_found(
        _tables(table, lambda each: replace(each, reference_date=_earlier(each.reference_date)))
    )


def period_in_characters(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """The year of the period is read as the year before, wherever the period is told."""
    period = base.document.particulars.period
    if period is None:
        return None
    year = period[:4]
    spots = [spot for name, spot in base.document.particulars.spots if name == "period"]
    if not spots:
        return None

    def changed(page: Any) -> Any:
        here = [spot.box for spot in spots if spot.page == page.number]
        words = tuple(
            replace(word, text=word.text.replace(year, str(int(year) - 1)))
            if any(box.holds(page.on_paper(word.box)) for box in here)
            else word
            for word in page.words
        )
        return replace(page, words=words)

    return in_pages(changed)


def period_at_last(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """What the first pages tell is understood as another period."""
    told = base.document.particulars.period
    if told is None:
        return None
    period = Period.parse(told)
    other = str(period.next)

    def plant(stack: ExitStack) -> None:
        def reading(honest: Any) -> Any:
            def read(*given: Any) -> Any:
                particulars, issues = honest(*given)
                return replace(particulars, period=other), issues

            return read

        wrap(stack, corpus_read, "read_particulars", reading)

    return plant


# --- whose officers ------------------------------------------------------------


def nationality_in_meaning(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """A table of ours is taken for one of Germans."""
    other = Named("caption", "", "DE", None, ours=False)
    return lambda stack: wrap(stack, deployments, "named_at", lambda honest: lambda state: other)


def nationality_at_last(base: Base, table: Table, dice: random.Random) -> Plant | None:
    return in_found(
        lambda found: replace(
            found,
            deployments=tuple(
                replace(row, nationality="DE") if row.table == table.table.key else row
                for row in found.deployments
            ),
        )
    )


def ours_left_in_meaning(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """A table of ours is taken for another."""
    return lambda stack: wrap(
        stack,
        deployments,
        "understand",
        lambda honest: lambda view: replace(honest(view), standing=OTHER),
    )


def ours_left_at_last(base: Base, table: Table, dice: random.Random) -> Plant | None:
    return in_found(
        lambda found: replace(
            found,
            tables=tuple(each for each in found.tables if each.key != table.table.key),
            deployments=tuple(row for row in found.deployments if row.table != table.table.key),
        )
    )


def ours_left_in_structure(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """The finder of tables does not see it."""
    return lambda stack: wrap(
        stack,
        deployments,
        "read_tables",
        lambda honest: (
            lambda document, told: honest(
                document, [one for one in told if one.table.page not in table.table.pages]
            )
        ),
    )


def _others(base: Base) -> list[Any]:
    return [each for each in base.found.tables if each.standing == OTHER]


def others_counted_in_meaning(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """What names others is not seen, and every table with missions counts."""
    if not _others(base):
        return None

    def plant(stack: ExitStack) -> None:
        wrap(stack, deployments, "named_at", lambda honest: lambda state: None)
        wrap(
            stack,
            deployments,
            "understand",
            lambda honest: lambda view: replace(honest(view), standing=COUNTED),
        )

    return plant


def others_counted_at_last(base: Base, table: Table, dice: random.Random) -> Plant | None:
    keys = {each.key for each in _others(base)}
    if not any(row.table in keys for row in base.found.deployments):
        return None
    return in_found(
        lambda found: replace(
            found,
            tables=tuple(
                replace(each, standing=COUNTED, chosen=True) if each.key in keys else each
                for each in found.tables
            ),
            deployments=tuple(replace(row, counted=True) for row in found.deployments),
        )
    )


# --- pages ------------------------------------------------------------


def page_lost_in_characters(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """A page that a table goes on on is not read."""
    pages = sorted({row.count_evidence.page for row in table.rows})
    if len(pages) < 2:
        return None
    gone = dice.choice(pages[1:])
    return lambda stack: wrap(
        stack,
        corpus_read,
        "careful_pages",
        lambda honest: (
            lambda *given, **named: (
                each for each in honest(*given, **named) if each.page.number != gone
            )
        ),
    )


def roles_swapped(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """Missions are taken for countries and countries for missions."""

    def swapped(view: Any, honest: Any) -> Any:
        told = honest(view)
        other = {"mission": "country", "country": "mission"}
        return replace(told, roles=tuple(other.get(role, role) for role in told.roles))

    if not any(cell.role == "country" for cell in table.table.cells):
        return None
    return lambda stack: wrap(
        stack, deployments, "understand", lambda honest: lambda view: swapped(view, honest)
    )


WHOLE: dict[tuple[str, str], Whole] = {
    ("the stated total lost", CHARACTERS): total_lost_in_characters,
    ("the stated total lost", STRUCTURE): total_lost_in_structure,
    ("the stated total lost", LINKING): total_lost_in_linking,
    ("the stated total lost", LAST): total_lost_at_last,
    ("the stated total taken for a row", MEANING): total_taken_for_a_row,
    ("the stated total misread", CHARACTERS): total_misread_in_characters,
    ("the stated total misread", LINKING): total_misread_in_linking,
    ("the stated total misread", LAST): total_misread_at_last,
    ("the reference date shifted", CHARACTERS): day_in_characters,
    ("the reference date shifted", MEANING): day_in_meaning,
    ("the reference date shifted", LAST): day_at_last,
    ("another period", CHARACTERS): period_in_characters,
    ("another period", LAST): period_at_last,
    ("another nationality", MEANING): nationality_in_meaning,
    ("another nationality", LAST): nationality_at_last,
    ("a table of ours left out", STRUCTURE): ours_left_in_structure,
    ("a table of ours left out", MEANING): ours_left_in_meaning,
    ("a table of ours left out", LAST): ours_left_at_last,
    ("a table of others counted", MEANING): others_counted_in_meaning,
    ("a table of others counted", LAST): others_counted_at_last,
    ("a page not read", CHARACTERS): page_lost_in_characters,
    ("missions taken for countries", MEANING): roles_swapped,
}
