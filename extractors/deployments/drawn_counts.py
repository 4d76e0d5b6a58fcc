"""Counts that are drawn and no text: a small picture in the cell, outlines, a box over it."""

from __future__ import annotations

from dataclasses import replace

from missiemonitor.corpus.document import Box, Page
from missiemonitor.corpus.ocr.cells import DrawnCell, drawn_in
from missiemonitor.corpus.thresholds import ENGINES
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.reconcile import Row
from missiemonitor.extractors.thresholds import DEPLOYMENTS


def with_drawn_count(state: TableState, row: Row) -> tuple[Row, bool]:
    """A row, with what an engine reads where its count should stand, and whether it has ink there.

    A row that has a count is given back as it is.
    """
    page = state.document.page(row.best.page)
    if row.best.cell("count") is not None or page is None:
        return row, False
    place = _place(state, row.best)
    drawn = _drawn(state, page, place) if place else None
    if drawn is None:
        return row, False
    if not drawn.text or page.turn or (place and _struck(state, page, place)):
        return row, True
    cell = RowCell("count", drawn.text, drawn.box, sure=drawn.sure, other=drawn.other)
    return replace(row, best=replace(row.best, cells=(*row.best.cells, cell))), True


def _place(state: TableState, row: RowReading) -> Box | None:
    """Where the count of a row should stand, in the page's reading position."""
    columns = [cell.box for cell in state.table.header if cell.role == "count"]
    own = [cell.box for cell in row.cells if not cell.inherited]
    if len(columns) != 1 or not own:
        return None
    high = min(box.height for box in own)
    # A little more than the row, less than the way to the next one.
    room = DEPLOYMENTS.cell_room * high
    level = Box.around(own)
    place = Box(columns[0].x0 - room, level.top - room, columns[0].x1 + room, level.bottom + room)
    return None if any(_overlap(box, place) for box in own) else place


def _overlap(box: Box, place: Box) -> bool:
    return box.overlap_x(place) > 0 and box.overlap_y(place) > 0


def _struck(state: TableState, page: Page, place: Box) -> bool:
    """Whether what stands there is struck through: it is no count, however well it can be read."""
    paper = page.on_paper(place)
    return any(
        issue.code == "struck-through"
        and issue.page == page.number
        and issue.box is not None
        and _overlap(issue.box, paper)
        for issue in state.document.issues
    )


def _drawn(state: TableState, page: Page, place: Box) -> DrawnCell | None:
    pictures = state.document.pictures
    if pictures is None or page.skew:
        return None
    band = pictures.band(page.number, page.on_paper(place), ENGINES.resolution / 72)
    return drawn_in(band) if band else None
