"""Who is counted in a row: police, or a sum in which they stand with others; and who else is told.

Where police, marechaussee, defence and civilians have a column each, the number of the police is
the one that counts, and the others are kept with the row. Where they have one number, head or
caption say of whom it is the sum.
"""

from __future__ import annotations

from collections.abc import Iterator

from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in, points
from missiemonitor.extractors.deployments.meaning.view import Understood
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.extraction import CountPart, Evidence, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.scopes import POLICE, SUM, corps_name
from missiemonitor.extractors.tables.reconcile import Row

CORPS = ASPECTS["corps"]


def scope_of(state: TableState) -> str:
    """Who the column of counts is of: `sum` where that is several corps together."""
    told = state.told
    if told is None or told.count is None or told.count >= len(told.scopes):
        return POLICE
    if told.scopes[told.count] != SUM:
        return SUM if _said_together(state) else POLICE
    # A sum over other parts, such as men and women, is of the police alone.
    others = {*told.scopes} & {*CORPS} - {POLICE}
    return SUM if others or _corps_in_the_sum(state) else POLICE


def of_which(state: TableState, row: Row) -> tuple[CountPart, ...]:
    """The others whom a row tells of, from left to right; then those only named of a sum."""
    told = state.told
    if told is None:
        return ()
    heads = {cell.column: cell.text for cell in state.table.header}
    found = []
    for cell in sorted(row.best.cells, key=lambda cell: cell.column):
        scope = told.scopes[cell.column] if cell.column < len(told.scopes) else ""
        if not _is_beside(told, heads, cell.column):
            continue
        officers = read_count(cell.text).officers
        if scope and cell.column != told.count and officers is not None:
            found.append(CountPart(scope, officers, heads.get(cell.column, ""), cell.text))
    if scope_of(state) == SUM:
        counted = {part.scope for part in found}
        head = heads.get(told.count or 0, "")
        found += (
            CountPart(corps, None, head, "")
            for corps in _corps_in_the_sum(state)
            if corps not in counted
        )
    return tuple(found)


def _is_beside(told: Understood, heads: dict[int, str], column: int) -> bool:
    """Whether a column tells of those who are counted, and not of them at another time: where the
    police have several columns, its head begins as that of the count, under one heading."""
    police = [at for at, scope in enumerate(told.scopes) if scope == told.scopes[told.count or 0]]
    if told.count is None or len(police) < 2:
        return True
    count, other = (heads.get(at, "").split()[:1] for at in (told.count, column))
    return count == other


def _said_together(state: TableState) -> bool:
    """Whether the sentence that points at a table says that it takes several corps together: "In
    this overview police and marechaussee are taken together". No head says it otherwise then."""
    heads = " ".join(cell.text for cell in state.table.header)
    if {each.name for each in concepts_in(heads, head=True)} & {*CORPS}:
        return False
    said = {each.name for each in concepts_in(state.table.caption)}
    return points(state.table.caption) and "sum" in said and len(said & {*CORPS}) > 1


def _corps_in_the_sum(state: TableState) -> tuple[str, ...]:
    """The corps that the head of the counts names, else the caption; none where it is only one."""
    told, table = state.told, state.table
    head = " ".join(cell.text for cell in table.header if told and cell.column == told.count)
    for text in (head, table.caption):
        named = {concept.name for concept in concepts_in(text, head=True)}
        several = tuple(corps for corps in CORPS if corps in named)
        if len(several) > 1:
            return several
    return ()


def sum_of_several(state: TableState, evidence: Evidence) -> Iterator[Finding]:
    """That the counts of a table are a sum over several corps, of which police are a part."""
    if state.deployments and scope_of(state) == SUM:
        head = next((cell.text for cell in state.table.header if cell.role == "count"), "")
        corps = _corps_in_the_sum(state)
        about = {"table": state.key}
        if not corps:
            yield finding("count-is-a-sum", about, evidence=evidence, heading=head)
            return
        names = [corps_name(each) for each in corps]
        yield finding(
            "count-is-a-sum", about, message="named", evidence=evidence, heading=head, corps=names
        )
