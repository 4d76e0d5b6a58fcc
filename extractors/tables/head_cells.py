"""The cells of a head without drawn lines: of any height, and over several columns.

Lines of one cell stand close under each other; a cell over several columns stands over their
middle, or a rule below it tells how far it goes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from missiemonitor.corpus.document import Box, Line, Page, Word, text_of
from missiemonitor.extractors.tables.cell_kinds import is_figure
from missiemonitor.extractors.tables.columns import SPACE, Columns, runs
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.table import GridCell, grid_cell

CLOSE = 0.75  # line heights between the lines of one cell
MIDDLE = 3.0  # points by which a cell stands nearer to the middle of several columns than of one
WIDER = 1.25  # times the narrowest space of a run, that parts it at an edge
LEAST = 0.3  # ems of such a space
SAME = 1.5  # points between the edges of a head and of the cells under it
UNDER = 1.0  # line heights below a cell within which a rule tells how far it goes

Extent = tuple[float, float]  # left and right of what stands in a column


@dataclass(slots=True)
class _Piece:
    """Words of a head over the columns from `first` to `last`."""

    first: int
    last: int
    lines: list[list[Word]] = field(default_factory=list)
    row: int = 0

    @property
    def box(self) -> Box:
        return Box.around(word.box for words in self.lines for word in words)

    def shares(self, other: _Piece) -> bool:
        return self.first <= other.last and other.first <= self.last


def head_cells(
    page: Page,
    head: Sequence[Line],
    body: Sequence[Line],
    columns: Columns,
    rules: LevelRules,
) -> list[GridCell]:
    """The cells of a head's lines; rows count from 0."""
    extents = _extents([*head, *body], columns)
    under = _extents(body, columns)
    columns = _moved(columns, head, under)
    levels = [_pieces(line, columns, under, head[at + 1 :]) for at, line in enumerate(head)]
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


def _pieces(
    line: Line, columns: Columns, under: Sequence[Extent], below: Sequence[Line]
) -> list[_Piece]:
    """The runs of a line with the columns that they stand over; `under` is where the cells of the
    columns begin and end, `below` the lines of the head under it."""
    pieces: list[_Piece] = []
    headed = {columns.column(Box.around(w.box for w in r)) for li in below for r in runs(li, SPACE)}
    for run in runs(line, SPACE):
        for part in (
            p for some in _parted(run, columns) for p in _begun(some, columns, under, headed)
        ):
            box, em = Box.around(word.box for word in part), part[0].size
            inner = [
                at
                for at, edge in enumerate(columns.edges)
                if box.x0 + 0.6 * em < edge < box.x1 - 0.6 * em
            ]
            first, last = (inner[0], inner[-1] + 1) if inner else (columns.column(box),) * 2
            before = pieces[-1] if pieces else None
            if before and before.last >= first:
                before.lines[0] += part
                before.last = max(before.last, last)
            else:
                pieces.append(_Piece(first, last, [list(part)]))
    return pieces


def _parted(run: Sequence[Word], columns: Columns) -> list[list[Word]]:
    """A run parted at edges where its words stand further apart than its others."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(run)]
    parts = [[run[0]]]
    for word, gap in zip(run[1:], gaps, strict=True):
        last = parts[-1][-1]
        at_edge = any(last.box.x1 - 2 <= edge <= word.box.x0 + 2 for edge in columns.edges)
        if at_edge and gap > max(WIDER * min(gaps), LEAST * word.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _moved(columns: Columns, head: Sequence[Line], under: Sequence[Extent]) -> Columns:
    """The columns with edges behind or before words of the head that are wider than the cells under
    them: they begin or end where these do, and leave the next column free."""
    words = [word.box for line in head for word in line.words]
    edges = []
    for edge, (before, after) in zip(columns.edges, pairwise(under), strict=True):
        crossing = [box for box in words if box.x0 < edge < box.x1]
        behind = [
            box.x1 for box in crossing if abs(box.x0 - before[0]) < SAME and box.x1 < after[0]
        ]
        ahead = [box.x0 for box in crossing if abs(box.x1 - after[1]) < SAME and box.x0 > before[1]]
        ahead += [
            two.x0
            for line in head
            for at, (one, two) in enumerate(pairwise(word.box for word in line.words), start=1)
            if two in crossing
            and abs(one.x1 - before[1]) < SAME
            # Several words whose last one ends there.
            and any(abs(word.box.x1 - after[1]) < SAME for word in line.words[at:])
        ]
        edges.append(max(behind, default=min(ahead, default=edge)))
    return replace(columns, edges=tuple(edges))


def _begun(
    run: Sequence[Word], columns: Columns, under: Sequence[Extent], headed: Collection[int]
) -> list[list[Word]]:
    """A run parted where its words begin right over the cells of two columns next to each other,
    which have no heads of their own below it; or where one ends and the next begins as these do, or
    both end so."""
    parts = [[run[0]]]
    end = run[-1].box.x1
    for word in run[1:]:
        last, column = parts[-1][-1], columns.column(word.box)
        before = columns.column(parts[-1][0].box)
        begins = (
            column == before + 1
            and not {column, before} <= {*headed}
            and any(last.box.x1 - 2 <= edge <= word.box.x0 + 2 for edge in columns.edges)
            and abs(word.box.x0 - under[column][0]) < SAME
            and abs(parts[-1][0].box.x0 - under[before][0]) < SAME
        )
        between = (
            column == before + 1
            and abs(last.box.x1 - under[before][1]) < SAME
            and abs(word.box.x0 - under[column][0]) < SAME
        )
        ends = (
            column == before + 1
            and abs(last.box.x1 - under[before][1]) < SAME
            and abs(end - under[column][1]) < SAME
        )
        if begins or between or ends:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _extents(lines: Sequence[Line], columns: Columns) -> list[Extent]:
    """Left and right of what stands in each column."""
    found: dict[int, tuple[float, float]] = {}
    for line in lines:
        whole = (
            [[word] for word in run] if all(is_figure(word.text) for word in run) else [run]
            for run in runs(line, SPACE)
        )
        for run in (run for some in whole for run in some):
            if columns.crosses(run):
                continue
            box = Box.around(word.box for word in run)
            column = columns.column(box)
            left, right = found.get(column, (box.x0, box.x1))
            found[column] = (min(left, box.x0), max(right, box.x1))
    limits = [*columns.edges]
    return [
        found.get(c, (limits[max(0, c - 1)], limits[min(len(limits) - 1, c)]))
        for c in range(len(limits) + 1)
    ]


def _widen(
    pieces: list[_Piece],
    below: Sequence[list[_Piece]],
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
    pieces: list[_Piece],
    below: Sequence[list[_Piece]],
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
    piece: _Piece, first: int, last: int, extents: Sequence[tuple[float, float]]
) -> float:
    return abs(piece.box.centre - (extents[first][0] + extents[last][1]) / 2)


def _ruled(
    piece: _Piece, extents: Sequence[tuple[float, float]], rules: LevelRules
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


def _joined(levels: Sequence[list[_Piece]], rules: LevelRules) -> list[_Piece]:
    """The pieces, those of one cell put together from top to bottom."""
    found: list[_Piece] = []
    for pieces in levels:
        for piece in pieces:
            over = [other for other in found if other.shares(piece)]
            above = max(over, key=lambda each: each.box.bottom, default=None)
            if above and _is_one(above, piece, rules):
                above.lines += piece.lines
            else:
                found.append(piece)
    return found


def _is_one(above: _Piece, piece: _Piece, rules: LevelRules) -> bool:
    if (above.first, above.last) != (piece.first, piece.last):
        return False
    gap = piece.box.top - above.box.bottom
    if gap > CLOSE * piece.box.height:
        return False
    between = rules.between(above.box.bottom - 2, piece.box.top + 2)
    return not any(rule.overlap_x(piece.box) > 0.5 * piece.box.width for rule in between)


def _set_rows(pieces: Sequence[_Piece]) -> int:
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
