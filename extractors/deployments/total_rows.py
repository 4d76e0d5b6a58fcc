"""Which rows of a table add up others.

A row is a total where its words say so, or where it is the last, names neither mission nor country
and is the sum of the rows above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.deployments.meaning.contents import looks_like_a_mission
from missiemonitor.extractors.deployments.table_state import StatedTotal, TableState, evidence_of
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.reconcile import Row
from missiemonitor.extractors.tables.rows import is_total
from missiemonitor.extractors.thresholds import DEPLOYMENTS


def total_in(state: TableState, rows: Sequence[Row], at: int) -> StatedTotal | None:
    """What the row `at` of `rows` states as a total; None where it is a row of a mission.

    The rows above it are deployments of `state` by now.
    """
    best = rows[at].best
    own = [cell for cell in best.cells if not cell.inherited]
    if not _adds_up(state, rows, at, own):
        return None
    page = state.document.page(best.page)
    assert page is not None  # readings come from pages of the document
    evidence = evidence_of(page, [cell.box for cell in own], " | ".join(c.text for c in own))
    text = best.text("count")
    if not text:
        numbers = [c.text for c in own if read_count(c.text).officers is not None]
        text = numbers[-1] if numbers else ""
    return StatedTotal(len(state.deployments), _label(own), text, evidence)


def _label(own: Sequence[RowCell]) -> str:
    said = (c.text for c in own if c.role != "count" and read_count(c.text).officers is None)
    return " ".join(said)


def _adds_up(state: TableState, rows: Sequence[Row], at: int, own: Sequence[RowCell]) -> bool:
    if any(is_total(cell.text) for cell in own if cell.role != "count"):
        return True
    best, label = rows[at].best, _label(own)
    said = [c for c in own if c.role != "count" and read_count(c.text).officers is None]
    last = all(_is_listed(row.best) for row in rows[at + 1 :])
    counts = [row.officers for row in state.deployments if row.officers is not None]
    stated = read_count(best.text("count")).officers
    equal = last and len(counts) > 1 and stated is not None and stated == sum(counts)
    at_head = [c for c in said if c.column == 0 or c.role in ("mission", "country")]
    # What stands beside it may be of another table.
    if equal and len(at_head) == 1 and _is_called_a_sum(at_head[0].text):
        return True
    if label and (
        known_mission(label)
        or link_organisation(label)
        or any(link_countries(cell.text).codes or known_mission(cell.text) for cell in said)
    ):
        return False
    carried = stated is not None and stated == sum(counts) >= DEPLOYMENTS.carried
    if carried and _is_at_a_page_break(rows, at) and not looks_like_a_mission(label):
        return True
    called = _is_called_a_sum(label)
    # Below a mission it goes on with, a row of its own may be called so: "gezamenlijke patrouille".
    heads = len(said) == len(at_head) == 1
    if any(cell.inherited and cell.role == "mission" for cell in best.cells):
        return heads and last and (called or (equal and not looks_like_a_mission(label)))
    if called:
        return True
    if not last or (label and looks_like_a_mission(label)):
        return False
    if best.text("country"):
        return equal and heads
    if equal:
        return True
    if not said:
        # A number alone under all rows, that is not theirs together, is a total that differs.
        return last and len(counts) > 1 and stated is not None and stated > max(counts)
    placed = any(row.country_as_written for row in state.deployments)
    return bool(label) and placed and len(counts) > 1 and _alone_in_bold(state, rows, at)


def _is_at_a_page_break(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is the last of its page or the first of the next: there sums are carried."""
    beside = [rows[near].best.page for near in (at - 1, at + 1) if 0 <= near < len(rows)]
    return any(page != rows[at].best.page for page in beside)


def _is_called_a_sum(label: str) -> bool:
    return any(concept.name == "sum" for concept in concepts_in(label, head=True))


def _is_listed(row: RowReading) -> bool:
    return any(is_total(c.text) for c in row.cells if c.role != "count" and not c.inherited)


def _alone_in_bold(state: TableState, rows: Sequence[Row], at: int) -> bool:
    """Whether a row is set in bold, and none above it is."""
    bold = [_bold(state, row.best) for row in rows[: at + 1]]
    return bold[-1] and not any(bold[:-1])


def _bold(state: TableState, row: RowReading) -> bool:
    page = state.document.page(row.page)
    boxes = [cell.box for cell in row.cells if not cell.inherited]
    styles = [
        word.style
        for line in (page.lines if page else ())
        for word in line.words
        if any(box.holds(word.box) for box in boxes)
    ]
    return bool(styles) and all("bold" in style for style in styles)
