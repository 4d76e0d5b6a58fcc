"""Where pdfplumber's own finder sees tables, and their cells: words and drawn rules go in.

How it looks is set by what is drawn there: drawn cells by their lines; else columns by where words
align (or by the upright lines, where there are some) and rows by the levels of words. Areas are
levels of several short pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from missiemonitor.corpus.document import Box, Page, Rule, Word
from missiemonitor.extractors.tables.own_words import (
    Piece,
    levels,
    pieces,
)
from missiemonitor.extractors.thresholds import READINGS

Cell = tuple[Word, ...]
Grid = list[list[Cell]]


@dataclass(frozen=True)
class _Canvas:
    """What pdfplumber's finder asks of a page."""

    bbox: tuple[float, float, float, float]
    edges: list[dict[str, Any]]
    words: list[dict[str, Any]]

    def extract_words(self, **_settings: Any) -> list[dict[str, Any]]:
        return self.words


def _found(canvas: _Canvas, settings: dict[str, Any]) -> list[list[list[Box | None]]]:
    """The tables that the finder gives, as boxes of cells row by row."""
    # A tenth of a second, which a document without deployments need not wait for.
    from pdfplumber.table import TableFinder

    found = TableFinder(canvas, settings).tables
    return [[[Box(*c) if c else None for c in row.cells] for row in t.rows] for t in found]


def drawn_grids(page: Page, words: Sequence[Word]) -> Iterator[Grid]:
    """The tables whose cells are drawn."""
    drawn = [rule for rule in page.rules if rule.drawn]
    if len({rule.horizontal for rule in drawn}) < 2:
        return
    canvas = _Canvas((0, 0, page.width, page.height), [_edge(rule) for rule in drawn], [])
    for boxes in _found(canvas, {"vertical_strategy": "lines", "horizontal_strategy": "lines"}):
        grid = _filled(boxes, words)
        if len(grid) > 1 and max(map(len, grid)) > 1:
            yield grid


def _edge(rule: Rule) -> dict[str, Any]:
    box = rule.box
    sides = {"x0": box.x0, "x1": box.x1, "top": box.top, "bottom": box.bottom}
    kind = "h" if rule.horizontal else "v"
    return {**sides, "width": box.width, "height": box.height, "orientation": kind}


def areas(words: Sequence[Word]) -> Iterator[list[list[Piece]]]:
    """Levels of several short pieces that stand under each other, without sentences beside them."""
    area: list[list[Piece]] = []
    for level in levels(words):
        parts = pieces(level)
        short = [part for part in parts if not part.prose]
        foot = max((part.box.bottom for part in area[-1]), default=0.0) if area else 0.0
        gap = parts[0].box.top - foot
        if area and (not short or gap > READINGS.apart * parts[0].box.height):
            yield from _if_several(area)
            area = []
        if short:
            area.append(short)
    yield from _if_several(area)


def _if_several(area: list[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """An area from its first to its last level of several pieces, where there are two."""
    several = [at for at, level in enumerate(area) if len(level) > 1]
    if len(several) > 1:
        yield area[several[0] : several[-1] + 2]


def piece_alone(word: Word) -> Piece:
    """A word as a piece of its own."""
    return Piece((word,), word.box)


def aligned_grid(page: Page, area: Sequence[Sequence[Piece]]) -> Grid:
    """The cells of an area: columns where pieces align, a row for each level of words."""
    boxes = [part.box for level in area for part in level]
    around = Box.around(boxes)
    tops = [min(part.box.top for part in level) for level in area]
    feet = [max(part.box.bottom for part in level) for level in area]
    across = [tops[0] - 1, *((a + b) / 2 for a, b in zip(feet, tops[1:], strict=False))]
    across.append(feet[-1] + 1)
    upright = sorted(
        {
            round(rule.box.x0, 1)
            for rule in page.rules
            if not rule.horizontal and rule.drawn and rule.box.overlap_y(around) > 0
        }
    )
    sides = [around.x0 - 1, around.x1 + 1]
    several = sum(len(level) > 1 for level in area)
    columns: dict[str, Any] = {
        "vertical_strategy": "text",
        "explicit_vertical_lines": sides,
        "min_words_vertical": max(2, round(READINGS.aligned * several)),
    }
    if len(upright) > 1:
        columns = {
            "vertical_strategy": "explicit",
            "explicit_vertical_lines": sorted({*upright, *sides}),
        }
    rows = {"horizontal_strategy": "explicit", "explicit_horizontal_lines": across}
    words = [{"text": "", "x0": b.x0, "x1": b.x1, "top": b.top, "bottom": b.bottom} for b in boxes]
    canvas = _Canvas((around.x0 - 1, tops[0] - 1, around.x1 + 1, feet[-1] + 1), [], words)
    found = _found(canvas, {**columns, **rows, "snap_tolerance": 1, "join_tolerance": 1})
    held = [word for level in area for part in level for word in part.words]
    largest = max(found, key=len, default=[])
    return _filled(largest, held)


def _filled(boxes: Sequence[Sequence[Box | None]], words: Sequence[Word]) -> Grid:
    """The words whose centre lies in each of these cells."""
    grid: Grid = []
    for row in boxes:
        area = [box for box in row if box]
        top, bottom = min(box.top for box in area), max(box.bottom for box in area)
        level = [word for word in words if top <= word.box.middle <= bottom]
        grid.append([tuple(w for w in level if box and box.holds(w.box)) for box in row])
    return grid
