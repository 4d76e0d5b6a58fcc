"""Tables without a head of their own that may be the rest of the table before them.

The finder of tables makes one of what stands in the same columns on the next page. Where the
columns are others there, or text stands between, nothing in the rest says what it is: a person is
asked, and a total that is of both is no error.
"""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import lexicon
from missiemonitor.extractors.deployments.meaning.texts import table_numbers
from missiemonitor.extractors.deployments.meaning.view import Reason
from missiemonitor.extractors.deployments.table_state import COUNTED, OTHER, TO_AGREE, TableState
from missiemonitor.extractors.tables.table_reading import TableReading


def goes_on(one: TableState, other: TableReading) -> bool:
    """Whether a table may be the rest of another: it follows on the page or on the next, and has no
    head, or the other's title."""
    near = 0 <= other.page - max(one.table.pages) <= 1
    return near and (_is_titled_so(one.table, other) or not any(c.text for c in other.header))


def stands_as_its_first_part(state: TableState) -> None:
    """Let a part of a table of ours count that says by its title that it is of that table: "Table
    3, continued". Where no title says so a person is asked."""
    over = state.over
    if state.standing != TO_AGREE or over is None or over.standing != COUNTED:
        return
    if _is_titled_so(over.table, state.table):
        state.standing = COUNTED
        state.reasons.insert(0, Reason("goes-on"))


def _is_titled_so(one: TableReading, other: TableReading) -> bool:
    """Whether a table has the number of another, or its title and one word that any title has:
    "Overview of missions (continued)"."""
    numbers = [next(table_numbers(each.caption), "") for each in (one, other)]
    if any(numbers):
        return numbers[0] == numbers[1]
    title, more = normal(one.caption).split(), normal(other.caption).split()
    rest = [word for word in more if word not in title]
    frame = lexicon().frame["of_any_title"]
    whole = bool(title) and {*title} <= {*more}
    return whole and len(rest) == 1 and bool(frame.fullmatch(rest[0]))


def ask_for_rest(state: TableState) -> None:
    """Let a person say what the rest of a table of ours is, where nothing else tells it."""
    over = state.over
    if state.standing != OTHER or state.named or over is None or over.standing == OTHER:
        return
    if any(row.known and row.officers is not None for row in state.deployments):
        state.standing = TO_AGREE
        state.reasons.insert(0, Reason("goes-on"))


def officers_over(state: TableState) -> int | None:
    """The officers of the tables that this one may be the rest of; None where it is of none."""
    if state.over is None:
        return None
    own = sum(row.officers or 0 for row in state.over.deployments)
    return own + (officers_over(state.over) or 0)


def of_first_parts(state: TableState) -> int:
    """The officers of the parts before one that says by its title that it is of their table."""
    if state.over is None or not _is_titled_so(state.over.table, state.table):
        return 0
    return officers_over(state) or 0


def total_of_both(states: Sequence[TableState]) -> int | None:
    """A total in the rest of a table that is of all rows of the tables that count."""
    whole = sum(row.officers or 0 for state in states for row in state.deployments)
    return whole if any(state.stated_with_over == whole for state in states) else None
