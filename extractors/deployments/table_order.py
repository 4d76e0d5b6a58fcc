"""What a table tells of itself: the numbers of its rows, and rows that add up their own columns.

A row that is not there, or a digit that is wrong, shows where every other row keeps to the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.extraction import Deployment, Finding, TableCell
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.scopes import POLICE, SUM
from missiemonitor.extractors.thresholds import DEPLOYMENTS

FIRST = 1  # lists are numbered from here


def numbers_left_out(state: TableState) -> Iterator[Finding]:
    """Numbers that the rows of a table leave out: 7, 8, 10."""
    by_column: dict[int, list[TableCell]] = {}
    for cell in state.cells:
        if cell.role not in ("header", "count"):
            by_column.setdefault(cell.column, []).append(cell)
    for cells in by_column.values():
        numbered = [cell for cell in cells if cell.text.strip(" .)").isdecimal()]
        steps = [
            (one, two, _number(two) - _number(one))
            for one, two in pairwise(numbered)
            if _number(two) != FIRST  # each group of rows may begin anew
        ]
        left = [(one, two) for one, two, step in steps if step > 1]
        next_ = sum(step == 1 for *_, step in steps)
        if not _is_running(state, numbered) or next_ + len(left) < len(steps):
            continue
        # One number left out among many is a row, many are something else that is numbered.
        if not left or next_ < DEPLOYMENTS.rows_in_order * len(left):
            continue
        for one, two in left:
            yield finding(
                "part-missing",
                {"table": state.key, "page": two.evidence.page},
                message="numbers",
                evidence=two.evidence,
                before=_number(one),
                after=_number(two),
            )


def _number(cell: TableCell) -> int:
    return int(cell.text.strip(" .)"))


def _is_running(state: TableState, numbered: Sequence[TableCell]) -> bool:
    """Whether a column has a number for nearly every row, from one on."""
    enough = len(numbered) >= max(DEPLOYMENTS.rows_in_order, len(state.deployments) - 1)
    return enough and _number(numbered[0]) == FIRST


def sums_of_rows(state: TableState) -> Iterator[Finding]:
    """Rows whose columns do not make the sum that stands beside them, where those of others do."""
    rows = [row for row in state.deployments if _stated(row) is not None]
    wrong = [row for row in rows if row.officers is not None and not _adds_up(row)]
    right = [row for row in rows if row.officers is not None and _adds_up(row)]
    if not wrong or len(right) < DEPLOYMENTS.rows_in_order * len(wrong):
        return
    for row in wrong:
        yield finding(
            "part-exceeds-whole",
            {"deployment": row.key, "mission": row.mission},
            message="sum",
            evidence=row.count_evidence,
            name=row.mission_as_written or "(no mission)",
            parts=[row.officers, *_parts(row)],
            whole=_stated(row),
        )


def _stated(row: Deployment) -> int | None:
    """The sum that a row states, where it tells others apart."""
    sums = [part.officers for part in row.of_which if part.scope == SUM]
    return sums[0] if row.scope == POLICE and len(sums) == 1 and _parts(row) else None


def _parts(row: Deployment) -> list[int]:
    return [part.officers or 0 for part in row.of_which if part.scope != SUM]


def _adds_up(row: Deployment) -> bool:
    least = (row.officers or 0) + sum(_parts(row))
    most = (row.officers_max or row.officers or 0) + sum(_parts(row))
    return least <= (_stated(row) or 0) <= most
