"""Tables without a head of their own that may be the rest of the table before them.

The finder of tables makes one of what stands in the same columns on the next page. Where the
columns are others there, or text stands between, nothing in the rest says what it is: a person is
asked, and a total that is of both is no error.
"""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.extractors.deployments.meaning.texts import table_numbers
from missiemonitor.extractors.deployments.meaning.view import Reason
from missiemonitor.extractors.deployments.table_state import COUNTED, OTHER, TO_AGREE, TableState
from missiemonitor.extractors.tables.table_reading import TableReading


def goes_on(one: TableState, other: TableReading) -> bool:
    """Whether a table may be the rest of another: it follows on the page or on the next, and has no
    head, or the other's number."""
    near = 0 <= other.page - max(one.table.pages) <= 1
    numbered = _number_of(one.table) == _number_of(other) != ""
    return near and (numbered or not any(cell.text for cell in other.header))


def stands_as_its_first_part(state: TableState) -> None:
    """Let a part of a table of ours count that says by its number that it is of that table: "Table
    3, continued". Of a table that has no number on its parts a person is asked."""
    over = state.over
    if state.standing != TO_AGREE or over is None or over.standing != COUNTED:
        return
    if _number_of(state.table) == _number_of(over.table) != "":
        state.standing = COUNTED
        state.reasons.insert(0, Reason("goes-on"))


def _number_of(table: TableReading) -> str:
    return next(table_numbers(table.caption), "")


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
    """The officers of the parts before one that says by its number that it is of their table."""
    over = state.over
    if over is None or _number_of(state.table) != _number_of(over.table):
        return 0
    return officers_over(state) or 0 if _number_of(over.table) else 0


def total_of_both(states: Sequence[TableState]) -> int | None:
    """A total in the rest of a table that is of all rows of the tables that count."""
    whole = sum(row.officers or 0 for state in states for row in state.deployments)
    return whole if any(state.stated_with_over == whole for state in states) else None
