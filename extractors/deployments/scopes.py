"""Who is counted in a row: police, or a sum in which they stand with others; and who else is told.

Where police, marechaussee, defence and civilians have a column each, the number of the police is
the one that counts, and the others are kept with the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.extraction import Evidence, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.tables.reconcile import Row

POLICE, SUM = "police", "sum"


def scope_of(state: TableState) -> str:
    """Who the column of counts is of: `sum` where that is several corps together."""
    told = state.told
    if told is None or told.count is None or told.count >= len(told.scopes):
        return POLICE
    return SUM if told.scopes[told.count] == SUM else POLICE


def of_which(state: TableState, row: Row) -> tuple[tuple[str, int], ...]:
    """The numbers of officers of others in a row, each with its scope, from left to right."""
    told = state.told
    if told is None:
        return ()
    best = max(row.readings, key=lambda reading: len(reading.cells))
    found = []
    for cell in sorted(best.cells, key=lambda cell: cell.column):
        scope = told.scopes[cell.column] if cell.column < len(told.scopes) else ""
        officers = read_count(cell.text).officers
        if scope and cell.column != told.count and officers is not None and best.way != "names":
            found.append((scope, officers))
    return tuple(found)


def sum_of_several(state: TableState, evidence: Evidence) -> Iterator[Finding]:
    """That the counts of a table are a sum over several corps, of which police are a part."""
    if state.deployments and scope_of(state) == SUM:
        head = next((cell.text for cell in state.table.header if cell.role == "count"), "")
        yield finding("count-is-a-sum", {"table": state.key}, evidence=evidence, heading=head)
