"""Two columns that may both be the number of officers: what each says of a row.

No list of words tells which of `Bijdrage` and `Aantal` a page means, so none is taken silently.
"""

from __future__ import annotations

from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.tables.reading import OWN, RowCell
from missiemonitor.extractors.tables.reconcile import Row
from missiemonitor.extractors.tables.roles import RIVAL


def rival_counts(state: TableState, row: Row) -> list[tuple[str, str]]:
    """The header and text of each column that may be a row's count, where these differ.

    The one that is stored comes first; a column with nothing in this row has an empty text. Nothing
    where there is one column of counts, or all say the same.
    """
    stored = row.best.cell("count")
    if stored is None:
        return []
    # Another reading may have seen a column that the best one joined to its neighbour.
    knowing = (reading for reading in row.readings if reading.way not in OWN)
    best = max(knowing, key=lambda reading: len(_counts(reading.cells)))
    cells = [stored, *(cell for cell in _counts(best.cells) if not _beside(cell, stored))]
    heads = _counts(state.table.header)
    heads = [head for head in heads if not _says_another(state, head)]
    found = [(_head(cell, state.table.header), cell.text) for cell in cells]
    found = [found[0], *(each for each in found[1:] if not _says_another(state, each[0]))]
    if len(heads) > 1:
        taken = {head.column for head, _ in found if head}
        found += ((head, "") for head in heads if head.column not in taken)
    if len({read_count(text) for _, text in found}) < 2:
        return []
    return [(head.text if head else "?", text) for head, text in found]


def _says_another(state: TableState, head: RowCell | None) -> bool:
    """Whether a head says that its column counts others, or a sum, beside one that says police."""
    told = state.told
    if told is None or told.count is None or head is None or head.column == told.count:
        return False
    if max(told.count, head.column) >= len(told.scopes):
        return False
    return told.scopes[told.count] == "police" and told.scopes[head.column] not in ("", "police")


def _counts(cells: tuple[RowCell, ...]) -> list[RowCell]:
    return [cell for cell in cells if cell.role in ("count", RIVAL)]


def _beside(cell: RowCell, other: RowCell) -> bool:
    """Whether two cells stand in one place of a row."""
    return cell.box.overlap_x(other.box) > 0


def _head(cell: RowCell, header: tuple[RowCell, ...]) -> RowCell | None:
    """The header cell over a cell: the one of its column, or the nearest where columns differ."""
    own = next((head for head in header if head.column == cell.column), None)
    if own and own.role in ("count", RIVAL):
        return own
    return min(
        _counts(header), key=lambda head: abs(head.box.centre - cell.box.centre), default=None
    )
