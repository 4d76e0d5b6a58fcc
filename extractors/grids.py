"""Grids of words: a page's rules and words go in; cells with their rows and columns come out.

Two ways that share nothing but the words: `ruled_grids` goes by the drawn lines, `Columns` by the
white space under a header whose cells are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from corpus.document import Box, Line, Page, Region, Rule, Word, text_of
from corpus.layout import join_lines

SNAP = 3.0  # points: rules nearer than this are one rule


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid with its words; boxes are in the page's reading position."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words as text, lines joined, without raised marks."""
        return join_lines(t for t in (text_of(line) for line in _lines(self.words)) if t)

    @property
    def marks(self) -> str:
        """Its raised marks, as in "3¹"."""
        return " ".join(word.text for word in self.words if word.raised)


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells on one page, of which each place in rows and columns is covered at most once."""

    page: int
    cells: tuple[Cell, ...]
    box: Box
    rows: int
    columns: int

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, also where it spans several."""
        for cell in self.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None


def body_words(page: Page) -> list[Word]:
    """The words of a page's body and footnotes; a table's last lines may be small and marked."""
    inside = (Region.BODY, Region.FOOTNOTE)
    return [word for line in page.lines if line.region in inside for word in line.words]


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.bottom, w.box.x0)):
        for row in rows:
            if any(
                word.box.overlap_y(other.box) > 0.5 * min(word.box.height, other.box.height)
                for other in row
            ):
                row.append(word)
                break
        else:
            rows.append([word])
    rows.sort(key=lambda row: min(w.box.top for w in row if not w.raised or len(row) == 1))
    return [sorted(row, key=lambda w: w.box.x0) for row in rows]


def ruled_grids(page: Page) -> list[Grid]:
    """Grids of at least two rows and two columns whose cells are bounded by rules."""
    edges = merge_edges([_edge(rule) for rule in page.rules], SNAP, SNAP, SNAP, SNAP)
    cells = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    words = body_words(page)
    grids = []
    for table in cells_to_tables(cells):
        boxes = [Box(*map(float, cell)) for cell in table]
        xs = _steps([b.x0 for b in boxes] + [b.x1 for b in boxes])
        ys = _steps([b.top for b in boxes] + [b.bottom for b in boxes])
        if len(xs) < 3 or len(ys) < 3:
            continue
        found = []
        for box in boxes:
            row, column = _index(ys, box.top), _index(xs, box.x0)
            found.append(
                Cell(
                    row,
                    column,
                    max(1, _index(ys, box.bottom) - row),
                    max(1, _index(xs, box.x1) - column),
                    box,
                    tuple(word for word in words if box.holds(word.box)),
                )
            )
        found.sort(key=lambda cell: (cell.row, cell.column))
        grids.append(Grid(page.number, tuple(found), Box.around(boxes), len(ys) - 1, len(xs) - 1))
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


def _edge(rule: Rule) -> dict[str, Any]:
    box = rule.box
    return {
        "x0": box.x0,
        "x1": box.x1,
        "top": box.top,
        "bottom": box.bottom,
        "width": box.width,
        "height": box.height,
        "orientation": "h" if rule.horizontal else "v",
        "object_type": "line",
    }


def _steps(values: Iterable[float]) -> list[float]:
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > SNAP:
            steps.append(value)
    return steps


def _index(steps: Sequence[float], value: float) -> int:
    return min(range(len(steps)), key=lambda index: abs(steps[index] - value))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns part, by white space: `edges` are the x of the gaps between them, in points."""

    edges: tuple[float, ...]

    def split(self, line: Line) -> list[list[Word]]:
        """The words of a line by column; words close together go to the column of most of them."""
        parts: list[list[Word]] = [[] for _ in range(len(self.edges) + 1)]
        for run in _runs_of_words(line):
            box = Box.around(word.box for word in run)
            if self._crosses(box, run[0].size):
                for word in run:
                    parts[self._column(word.box)].append(word)
            else:
                parts[self._column(box)] += run
        return parts

    def crossed_by(self, line: Line) -> bool:
        """Whether running words lie well across a gap, as a sentence or a title does."""
        return any(
            self._crosses(Box.around(word.box for word in run), run[0].size)
            for run in _runs_of_words(line)
        )

    def _column(self, box: Box) -> int:
        limits = [float("-inf"), *self.edges, float("inf")]
        shares = [min(box.x1, r) - max(box.x0, left) for left, r in pairwise(limits)]
        return max(range(len(shares)), key=lambda index: shares[index])

    def _crosses(self, box: Box, em: float) -> bool:
        return any(box.x0 + 1.5 * em < edge < box.x1 - 1.5 * em for edge in self.edges)


def _runs_of_words(line: Line) -> list[list[Word]]:
    """The words of a line in runs with no more than a space between them."""
    runs: list[list[Word]] = []
    for word in line.words:
        if runs and word.box.x0 - runs[-1][-1].box.x1 < 0.45 * max(word.size, runs[-1][-1].size):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def columns_between(anchors: Sequence[Box], lines: Sequence[Line]) -> Columns | None:
    """The gaps between columns whose header cells are `anchors`, from the words of `lines`.

    Between two header cells the gap is the widest stretch that the fewest words lie across and
    that ends at a word; None where there is no such stretch, because then these are no columns.
    """
    if not lines:
        return None
    right_end = max(line.box.x1 for line in lines)
    edges = []
    for index, (left, right) in enumerate(pairwise(anchors)):
        beyond = anchors[index + 2].x0 if index + 2 < len(anchors) else right_end
        start, end = int(left.centre), int(max(right.x1, beyond - 2, left.centre + 2))
        crossing = _crossing(lines, start, end)
        fewest = min(crossing)
        if fewest > 0.2 * len(lines):
            return None
        runs = _runs(crossing, fewest)
        # A stretch behind the header, or up to the next one, lies behind the column's cells.
        before = [run for run in runs if start + run[0] < right.x1]
        bounded = [run for run in before if run[1] < len(crossing)] or before or runs
        first, stop = max(bounded, key=lambda run: run[1] - run[0])
        # Longer cells of the left column may still come, on a later page; so keep to the right.
        em = lines[0].words[0].size
        edges.append(start + stop - min(1.2 * em, (stop - first) / 2))
    if edges != sorted(edges):
        return None
    return Columns(tuple(edges))


def _crossing(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """For each point from `start` to `end`, how many words lie there."""
    crossing = [0] * (end - start + 1)
    for line in lines:
        for word in line.words:
            for x in range(max(start, int(word.box.x0)), min(end, int(word.box.x1)) + 1):
                crossing[x - start] += 1
    return crossing


def _runs(values: Sequence[int], wanted: int) -> list[tuple[int, int]]:
    """Stretches of `wanted` in `values`, as first and one past the last index."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for index, value in enumerate([*values, wanted + 1]):
        if value == wanted and first is None:
            first = index
        elif value != wanted and first is not None:
            runs.append((first, index))
            first = None
    return runs
