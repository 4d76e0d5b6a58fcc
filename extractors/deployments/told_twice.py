"""Rows of a table whose officers other rows count: parts of a row, and sums that lead a group.

Such a row is told by what it is called or by where it stands, and by the numbers: parts are no more
together than their row, a sum is that of the rows below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.table_state import TableState, evidence_of
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.tables.reconcile import Row
from missiemonitor.extractors.tables.rows import is_total

PART, LEADS = "part", "leads"


def told_twice(rows: Sequence[Row]) -> Mapping[int, str]:
    """The places of rows that count nobody whom other rows do not count, with why."""
    return {**_parts(rows), **_leading(rows)}


def tell_twice(state: TableState, row: Row, number: int, why: str) -> None:
    """Tell of a row that it is not counted, as other rows count the same officers."""
    own = [cell for cell in row.best.cells if not cell.inherited]
    page = state.document.page(row.best.page)
    assert page is not None  # readings come from pages of the document
    evidence = evidence_of(page, [c.box for c in own], " | ".join(c.text for c in own))
    about = {"table": state.key, "row": number}
    text = evidence.text
    if why == PART:
        found = finding("row-skipped", about, message="part", evidence=evidence, text=text)
    else:
        found = finding("row-skipped", about, message="leads", evidence=evidence, text=text)
    state.findings.append(found)


def _count(row: Row) -> int | None:
    return read_count(row.best.text("count")).officers


def _label(row: Row) -> str:
    cell = row.best.cell("mission") or row.best.cell("country")
    return cell.text if cell and not cell.inherited else ""


def _parts(rows: Sequence[Row]) -> dict[int, str]:
    """Rows that are called part of the row above them, which has all their officers."""
    found: dict[int, str] = {}
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and _is_part(_label(rows[end])):
            end += 1
        whole = _count(rows[at])
        if whole is not None and sum(_count(row) or 0 for row in rows[at + 1 : end]) <= whole:
            found.update(dict.fromkeys(range(at + 1, end), PART))
        at = end
    return found


def _is_part(label: str) -> bool:
    form = normal(label)
    return any(form.startswith(normal(word) + " ") for word in words()["totals"]["parts"])


def _leading(rows: Sequence[Row]) -> dict[int, str]:
    """Rows that name an organisation alone, where each of them is the sum of the rows below it."""
    heads = [at for at, row in enumerate(rows) if _names_a_group(row)]
    ends = [at for at, row in enumerate(rows) if any(is_total(c.text) for c in row.best.cells)]
    if not heads:
        return {}
    for at, following in zip(heads, [*heads[1:], len(rows)], strict=True):
        end = min([following, *(end for end in ends if end > at)])
        below = [_count(row) or 0 for row in rows[at + 1 : end]]
        if not below or sum(below) != _count(rows[at]):
            return {}
    return dict.fromkeys(heads, LEADS)


def _names_a_group(row: Row) -> bool:
    label = _label(row)
    said = [cell for cell in row.best.cells if not cell.inherited and cell.role != "count"]
    return (
        len(said) == 1
        and bool(_count(row))
        and link_organisation(label) is not None
        and known_mission(label) is None
    )
