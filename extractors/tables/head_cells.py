"""The cells of a head without drawn lines: of any height, and over several columns.

Lines of one cell stand close under each other; a cell over several columns stands over their
middle, or a rule below it tells how far it goes.
"""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.document import Line, Page, text_of
from missiemonitor.extractors.tables.cell_kinds import is_figure
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.head_pieces import (
    SAME,
    Extent,
    HeadPiece,
    extents_of,
    moved,
    pieces_of,
)
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.table import GridCell, grid_cell

CLOSE = 0.75  # line heights between the lines of one cell
MIDDLE = 3.0  # points by which a cell stands nearer to the middle of several columns than of one
UNDER = 1.0  # line heights below a cell within which a rule tells how far it goes


def head_cells(
    page: Page,
    head: Sequence[Line],
    body: Sequence[Line],
    columns: Columns,
    rules: LevelRules,
) -> list[GridCell]:
    """The cells of a head's lines; rows count from 0."""
    extents = extents_of([*head, *body], columns)
    under = extents_of(body, columns)
    columns = moved(columns, head, under)
    levels = [pieces_of(line, columns, under, head[at + 1 :]) for at, line in enumerate(head)]
    figures = _of_figures(body, columns)
    for number, pieces in enumerate(levels):
        _widen(pieces, levels[number + 1 :], extents, rules)
        _over_groups(pieces, levels[number + 1 :], under, figures)
    joined = _joined(levels, rules)
    height = _set_rows(joined)
    cells = []
    for piece in joined:
        over = [p.row for p in joined if p is not piece and p.shares(piece) and p.row < piece.row]
        start = max(over, default=-1) + 1
        cells.append(
            grid_cell(
                page,
                start,
                piece.first,
                piece.lines,
                row_span=piece.row - start + 1,
                column_span=piece.last - piece.first + 1,
            )
        )
    assert all(cell.row + cell.row_span <= height for cell in cells)
    return cells


def _widen(
    pieces: list[HeadPiece],
    below: Sequence[list[HeadPiece]],
    extents: Sequence[tuple[float, float]],
    rules: LevelRules,
) -> None:
    """Let pieces go over the columns next to them that the line leaves open, where they stand over
    the middle of these or a rule below them does so."""
    for at, piece in enumerate(pieces):
        least = pieces[at - 1].last + 1 if at else 1
        most = pieces[at + 1].first - 1 if at + 1 < len(pieces) else len(extents) - 1
        least, most = min(least, piece.first), max(most, piece.last)
        ruled = _ruled(piece, extents, rules)
        if ruled and least <= ruled[0] and ruled[1] <= most:
            piece.first, piece.last = ruled
            continue
        under = {p.first for line in below for p in line}
        best = _off_middle(piece, piece.first, piece.last, extents)
        wider = [
            (_off_middle(piece, first, last, extents), first, last)
            for first in range(least, piece.first + 1)
            for last in range(piece.last, most + 1)
            if (first, last) != (piece.first, piece.last)
            and all(column in under for column in range(first, last + 1))
        ]
        if wider and min(wider)[0] < best - MIDDLE:
            _, piece.first, piece.last = min(wider)


def _of_figures(body: Sequence[Line], columns: Columns) -> list[bool]:
    """Whether most of what stands in each column says a number."""
    texts = [[text_of(words) for words in columns.split(line)] for line in body]
    by_column = [[text for text in column if text] for column in zip(*texts, strict=True)]
    return [2 * sum(map(is_figure, column)) > len(column) for column in by_column]


def _over_groups(
    pieces: list[HeadPiece],
    below: Sequence[list[HeadPiece]],
    under: Sequence[Extent],
    figures: Sequence[bool],
) -> None:
    """Let pieces that end where the cells of their column do go over the columns before them that
    have heads below alone: where several do so, over columns of figures, they are of groups."""
    headed = {piece.first for line in below for piece in line}
    groups = []
    for at, piece in enumerate(pieces):
        first = pieces[at - 1].last + 1 if at else 0
        open_ = range(first, piece.first)
        if not open_:
            continue
        over = range(first, piece.last + 1)
        ended = abs(piece.box.x1 - under[piece.last][1]) < SAME and piece.first == piece.last
        if not (ended and {*over} <= headed and all(figures[column] for column in over)):
            return
        groups.append((piece, first))
    if len(groups) + sum(piece.last > piece.first for piece in pieces) > 1:
        for piece, first in groups:
            piece.first = first


def _off_middle(
    piece: HeadPiece, first: int, last: int, extents: Sequence[tuple[float, float]]
) -> float:
    return abs(piece.box.centre - (extents[first][0] + extents[last][1]) / 2)


def _ruled(
    piece: HeadPiece, extents: Sequence[tuple[float, float]], rules: LevelRules
) -> tuple[int, int] | None:
    """The columns over which the rule close below a piece goes, where they are several, not all."""
    box = piece.box
    for rule in rules.between(box.bottom - 3, box.bottom + UNDER * box.height):
        if rule.x0 > box.x0 + 3 or rule.x1 < box.x1 - 3:
            continue
        over = [
            column
            for column, (left, right) in enumerate(extents)
            if rule.x0 - 2 <= (left + right) / 2 <= rule.x1 + 2
        ]
        if 1 < len(over) < len(extents):
            return over[0], over[-1]
    return None


def _joined(levels: Sequence[list[HeadPiece]], rules: LevelRules) -> list[HeadPiece]:
    """The pieces, those of one cell put together from top to bottom."""
    found: list[HeadPiece] = []
    for pieces in levels:
        for piece in pieces:
            over = [other for other in found if other.shares(piece)]
            above = max(over, key=lambda each: each.box.bottom, default=None)
            if above and _is_one(above, piece, rules):
                above.lines += piece.lines
            else:
                found.append(piece)
    return found


def _is_one(above: HeadPiece, piece: HeadPiece, rules: LevelRules) -> bool:
    if (above.first, above.last) != (piece.first, piece.last):
        return False
    gap = piece.box.top - above.box.bottom
    if gap > CLOSE * piece.box.height:
        return False
    between = rules.between(above.box.bottom - 2, piece.box.top + 2)
    return not any(rule.overlap_x(piece.box) > 0.5 * piece.box.width for rule in between)


def _set_rows(pieces: Sequence[HeadPiece]) -> int:
    """Give each piece the row that its last line stands in, counted from below; how many rows."""
    depth: dict[int, int] = {}
    for piece in sorted(pieces, key=lambda each: each.box.bottom, reverse=True):
        under = [
            depth[id(other)]
            for other in pieces
            if id(other) in depth and other.shares(piece) and other is not piece
        ]
        depth[id(piece)] = max(under, default=-1) + 1
    height = max(depth.values(), default=-1) + 1
    for piece in pieces:
        piece.row = height - 1 - depth[id(piece)]
    return height
