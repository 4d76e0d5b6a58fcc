"""Grids by drawn lines: rules and words go in; cells with their rows and columns come out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from missiemonitor.corpus.document import Box, Page, Rule, Word, text_of
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.tables.corners import cells_of
from missiemonitor.extractors.tables.table import INSIDE

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
    def lines(self) -> list[list[Word]]:
        """Its words as they stand under each other."""
        return _lines(self.words)

    @property
    def text(self) -> str:
        """Its words as text, lines joined, without raised marks."""
        return join_lines(t for t in map(text_of, self.lines) if t)


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
    return [word for line in page.lines if line.region in INSIDE for word in line.words]


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
    rows.sort(key=lambda row: min((w.raised, w.box.top) for w in row)[1])
    return [sorted(row, key=lambda w: w.box.x0) for row in rows]


def ruled_grids(page: Page, drawn: bool = False, words: Sequence[Word] | None = None) -> list[Grid]:
    """Grids of at least two rows and two columns whose cells are bounded by rules; `words` are
    those that stand in them, where not those of the body.

    Where `drawn`, edges of shading do not bound cells: shaded rows end before their table does.
    """
    rules = [rule for rule in page.rules if rule.drawn or not drawn]
    if len({rule.horizontal for rule in rules}) < 2:
        return []  # cells have edges both ways
    # A tenth of a second, which a page without cells need not wait for.
    from pdfplumber.table import merge_edges

    edges = merge_edges([_edge(rule) for rule in rules], SNAP, SNAP, SNAP, SNAP)
    across = [_box(edge) for edge in edges if edge["orientation"] == "h"]
    down = [_box(edge) for edge in edges if edge["orientation"] == "v"]
    placed = _Words(body_words(page) if words is None else words)
    grids = []
    for boxes in cells_of(across, down, SNAP):
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
                    placed.inside(box),
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


def _box(edge: dict[str, Any]) -> Box:
    return Box(*(float(edge[side]) for side in ("x0", "top", "x1", "bottom")))


class _Words:
    """Words that can be asked for by their place."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.order = sorted(range(len(words)), key=lambda index: words[index].box.middle)
        self.middles = [words[index].box.middle for index in self.order]

    def inside(self, box: Box) -> tuple[Word, ...]:
        """Those whose centre lies in the box, in their order on the page."""
        first, last = bisect_left(self.middles, box.top), bisect_right(self.middles, box.bottom)
        level = sorted(self.order[first:last])
        return tuple(self.words[index] for index in level if box.holds(self.words[index].box))


def _steps(values: Iterable[float]) -> list[float]:
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > SNAP:
            steps.append(value)
    return steps


def _index(steps: Sequence[float], value: float) -> int:
    """Which of these steps is nearest to a value; the first of two that are as near."""
    above = bisect_left(steps, value)
    near = range(max(0, above - 1), min(len(steps), above + 1))
    return min(near, key=lambda index: abs(steps[index] - value))
