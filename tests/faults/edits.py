"""Wrong figures as edits of the rows of one table, whatever part of the reader makes them.

A row is made of pieces of rows that were read rightly: whose mission, whose country, whose count.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from missiemonitor.extractors.extraction import Deployment, ExtractedTable, TableCell
from missiemonitor.extractors.linking.countries import link_countries

MARKS = re.compile(r"[\d*]+")


@dataclass(frozen=True)
class Made:
    """A row as the fault makes it of the rows of the page, by their places in the table.

    `text` is another text of the count, `country_text` of the country, `cell` a cell that is taken
    for the count.
    """

    at: int
    mission: int
    country: int
    count: int
    text: str | None = None
    country_text: str | None = None
    cell: TableCell | None = None


@dataclass(frozen=True)
class Table:
    """A counted table as it was read rightly, with its rows from top to bottom."""

    table: ExtractedTable
    rows: tuple[Deployment, ...]
    roles: dict[int, str] = field(default_factory=dict)
    """What the drawn report has in each column, by the words of its head."""


Edit = Callable[[Table, random.Random], list[Made] | None]
"""The rows as a fault makes them; None where the table has nothing for it to spoil."""


def plain(table: Table) -> list[Made]:
    return [Made(at, at, at, at) for at in range(len(table.rows))]


def _numbered(table: Table) -> list[int]:
    return [at for at, row in enumerate(table.rows) if row.officers is not None]


def _changed(
    table: Table, dice: random.Random, other: Callable[[Deployment], str | None]
) -> list[Made] | None:
    """The count of one row read otherwise."""
    texts = {at: other(table.rows[at]) for at in _numbered(table)}
    able = [at for at, text in texts.items() if text]
    if not able:
        return None
    made, at = plain(table), dice.choice(able)
    made[at] = replace(made[at], text=texts[at])
    return made


def _digits(row: Deployment) -> str:
    return row.count_as_written if row.count_as_written.isdigit() else ""


def moved_by_a_row(table: Table, dice: random.Random) -> list[Made] | None:
    """Every count stands at the row above its own, the last one again at the last row."""
    last = len(table.rows) - 1
    return [replace(one, count=min(one.at + 1, last)) for one in plain(table)] if last else None


def count_of_the_row_above(table: Table, dice: random.Random) -> list[Made] | None:
    made = plain(table)
    able = [
        at for at in range(1, len(made)) if table.rows[at].officers != table.rows[at - 1].officers
    ]
    if not able:
        return None
    at = dice.choice(able)
    made[at] = replace(made[at], count=at - 1)
    return made


def two_counts_swapped(table: Table, dice: random.Random) -> list[Made] | None:
    """The counts of two rows are swapped, so that their sum stays."""
    made = plain(table)
    able = [
        at for at in range(1, len(made)) if table.rows[at].officers != table.rows[at - 1].officers
    ]
    if not able:
        return None
    at = dice.choice(able)
    made[at] = replace(made[at], count=at - 1)
    made[at - 1] = replace(made[at - 1], count=at)
    return made


def digits_swapped(table: Table, dice: random.Random) -> list[Made] | None:
    def other(row: Deployment) -> str | None:
        text = _digits(row)
        turned = text[::-1].lstrip("0")
        return turned if turned and turned != text else None

    return _changed(table, dice, other)


def another_digit(table: Table, dice: random.Random) -> list[Made] | None:
    def other(row: Deployment) -> str | None:
        text = _digits(row)
        return text[:-1] + str((int(text[-1]) + 5) % 10) if text and text != "5" else None

    return _changed(table, dice, other)


def a_digit_lost(table: Table, dice: random.Random) -> list[Made] | None:
    return _changed(table, dice, lambda row: _digits(row)[:-1] or None)


def a_digit_more(table: Table, dice: random.Random) -> list[Made] | None:
    """A digit of what stands beside is read into the number."""
    return _changed(
        table, dice, lambda row: f"{_digits(row)}1" if len(_digits(row)) in (1, 2) else None
    )


def mark_in_the_number(table: Table, dice: random.Random) -> list[Made] | None:
    """The mark of a footnote is read as a digit of the number."""

    def other(row: Deployment) -> str | None:
        digits = _digits(row)
        mark = MARKS.fullmatch((row.note or "").split(" ")[0].strip("()"))
        return f"{digits}{mark.group()}" if digits and mark and mark.group().isdigit() else None

    return _changed(table, dice, other)


def words_misread(table: Table, dice: random.Random) -> list[Made] | None:
    """A number in words is read as another."""
    written = [row.count_as_written for row in table.rows if row.count_as_written.isalpha()]

    def other(row: Deployment) -> str | None:
        rest = [text for text in written if text.casefold() != row.count_as_written.casefold()]
        return dice.choice(rest) if row.count_as_written.isalpha() and rest else None

    return _changed(table, dice, other)


def range_cut(table: Table, dice: random.Random) -> list[Made] | None:
    """Of a range its lower end alone is read."""
    return _changed(
        table, dice, lambda row: str(row.officers) if row.qualifier == "range" else None
    )


def limit_lost(table: Table, dice: random.Random) -> list[Made] | None:
    """Of "up to 5" or "about 5" the number alone is read."""
    limits = ("up_to", "at_least", "about")
    return _changed(table, dice, lambda row: str(row.officers) if row.qualifier in limits else None)


def none_read_as_one(table: Table, dice: random.Random) -> list[Made] | None:
    """A dash, or a word for none, is read as 1."""
    return _changed(table, dice, lambda row: "1" if row.qualifier == "none" else None)


def dropped(table: Table, dice: random.Random) -> list[Made] | None:
    """A row among others is left out."""
    made = plain(table)
    if len(made) < 3:
        return None
    del made[dice.randrange(1, len(made) - 1)]
    return made


def first_dropped(table: Table, dice: random.Random) -> list[Made] | None:
    return plain(table)[1:] or None


def last_dropped(table: Table, dice: random.Random) -> list[Made] | None:
    return plain(table)[:-1] or None


def dropped_before_a_break(table: Table, dice: random.Random) -> list[Made] | None:
    """The last row on a page, where the table goes on on the next."""
    pages = [row.count_evidence.page for row in table.rows]
    able = [at for at in range(len(pages) - 1) if pages[at] != pages[at + 1]]
    if not able:
        return None
    made = plain(table)
    del made[dice.choice(able)]
    return made


def page_dropped(table: Table, dice: random.Random) -> list[Made] | None:
    """All rows on one of the pages of a table."""
    pages = [row.count_evidence.page for row in table.rows]
    if len({*pages}) < 2:
        return None
    gone = dice.choice(sorted({*pages}))
    return [one for one in plain(table) if pages[one.at] != gone]


def row_twice(table: Table, dice: random.Random) -> list[Made] | None:
    made = plain(table)
    at = dice.choice(_numbered(table) or [0])
    return [*made[: at + 1], made[at], *made[at + 1 :]]


def row_in_place_of_the_next(table: Table, dice: random.Random) -> list[Made] | None:
    """A row is read again where the next one stands."""
    made = plain(table)
    if len(made) < 2:
        return None
    at = dice.randrange(1, len(made))
    made[at] = Made(at, at - 1, at - 1, at - 1)
    return made


def two_rows_merged(table: Table, dice: random.Random) -> list[Made] | None:
    """Two rows become one, with the count of both together."""
    made = plain(table)
    able = [at for at in _numbered(table) if at + 1 in _numbered(table)]
    if not able:
        return None
    at = dice.choice(able)
    both = (table.rows[at].officers or 0) + (table.rows[at + 1].officers or 0)
    made[at] = replace(made[at], text=str(both))
    del made[at + 1]
    return made


def mission_of_its_neighbour(table: Table, dice: random.Random) -> list[Made] | None:
    made = plain(table)
    able = [
        at for at in range(1, len(made)) if table.rows[at].mission != table.rows[at - 1].mission
    ]
    if not able:
        return None
    at = dice.choice(able)
    made[at] = replace(made[at], mission=at - 1)
    return made


def country_of_its_neighbour(table: Table, dice: random.Random) -> list[Made] | None:
    made = plain(table)
    rows = table.rows
    able = [
        at
        for at in range(1, len(made))
        if rows[at].countries != rows[at - 1].countries
        and rows[at].country_as_written
        and rows[at - 1].country_as_written
    ]
    if not able:
        return None
    at = dice.choice(able)
    made[at] = replace(made[at], country=at - 1)
    return made


def another_country(table: Table, dice: random.Random) -> list[Made] | None:
    """A country that no row is of."""
    made = plain(table)
    able = [at for at, row in enumerate(table.rows) if row.country_as_written and row.countries]
    here = {code for row in table.rows for code in row.countries}
    others = [name for name in ("Peru", "Japan", "Canada") if {*link_countries(name).codes} - here]
    if not able or not others:
        return None
    at = dice.choice(able)
    made[at] = replace(made[at], country_text=dice.choice(others))
    return made


def names_swapped(table: Table, dice: random.Random) -> list[Made] | None:
    """Missions and countries of two rows are swapped, their counts are not."""
    made = plain(table)
    able = [
        at
        for at in range(1, len(made))
        if table.rows[at].mission != table.rows[at - 1].mission
        and table.rows[at].officers != table.rows[at - 1].officers
    ]
    if not able:
        return None
    at = dice.choice(able)
    made[at] = Made(at, at - 1, at - 1, at)
    made[at - 1] = Made(at - 1, at, at, at - 1)
    return made


def _other_column(table: Table, dice: random.Random, roles: Sequence[str]) -> list[Made] | None:
    """Another column of numbers is taken for the counts."""
    numbers: dict[int, dict[int, TableCell]] = {}
    for cell in table.table.cells:
        if cell.role not in ("header", "count", "mission", "country") and cell.text.isdigit():
            numbers.setdefault(cell.column, {})[cell.row] = cell
    able = [
        column
        for column, cells in sorted(numbers.items())
        if 2 * len([row for row in table.rows if row.row in cells]) > len(table.rows)
        and (table.roles.get(column, "") in roles or (not roles and column not in table.roles))
    ]
    if not able:
        return None
    cells = numbers[dice.choice(able)]
    return [
        replace(one, cell=cells[row.row]) if row.row in cells else one
        for one, row in zip(plain(table), table.rows, strict=True)
    ]


def column_of_the_time_before(table: Table, dice: random.Random) -> list[Made] | None:
    return _other_column(table, dice, ("previous", "previous_sum"))


def column_of_all_corps(table: Table, dice: random.Random) -> list[Made] | None:
    return _other_column(table, dice, ("sum",))


def column_of_another_corps(table: Table, dice: random.Random) -> list[Made] | None:
    return _other_column(
        table, dice, ("marechaussee", "defence", "customs", "justice", "civil", "others")
    )


def another_column(table: Table, dice: random.Random) -> list[Made] | None:
    """Ceilings, women, numbers of rows."""
    return _other_column(table, dice, ("women", "ceiling", "number"))


EDITS: dict[str, Edit] = {
    "all counts moved by a row": moved_by_a_row,
    "count of the row above": count_of_the_row_above,
    "two counts swapped": two_counts_swapped,
    "digits swapped": digits_swapped,
    "another digit": another_digit,
    "a digit lost": a_digit_lost,
    "a digit too many": a_digit_more,
    "a footnote mark in the number": mark_in_the_number,
    "a number in words misread": words_misread,
    "a range cut to its lower end": range_cut,
    "a limit lost": limit_lost,
    "none read as one": none_read_as_one,
    "a row dropped": dropped,
    "the first row dropped": first_dropped,
    "the last row dropped": last_dropped,
    "the last row before a page break dropped": dropped_before_a_break,
    "a page dropped": page_dropped,
    "a row twice": row_twice,
    "a row in place of the next": row_in_place_of_the_next,
    "two rows merged": two_rows_merged,
    "mission of the neighbour": mission_of_its_neighbour,
    "country of the neighbour": country_of_its_neighbour,
    "another country": another_country,
    "names of two rows swapped": names_swapped,
    "the time before taken": column_of_the_time_before,
    "the sum of all corps taken": column_of_all_corps,
    "another corps taken": column_of_another_corps,
    "another column taken": another_column,
}
