"""Blocks of lines that may be tables without drawn cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from missiemonitor.corpus.document import Box, Line, Word, text_of
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.tables.aligned_columns import (
    APART,
    cells_of_line,
    column_edges,
    is_sentence,
    runs_over,
)
from missiemonitor.extractors.tables.cell_kinds import is_figure, is_number, is_year
from missiemonitor.extractors.tables.columns import Columns, runs
from missiemonitor.extractors.tables.level_rules import LevelRules

LONE = 4  # lines with one cell that may follow each other within a table
ABOVE = 4  # lines before a line that tell where its cells may stand
SAME = 1.5  # points between the edges of cells under each other
FEW = 2  # edges that lines of running text share: those of the margins
MORE = 3  # cells of a row that may stand far below another
WIDEST = 10.0  # line heights between two such rows
LEVEL = 0.3  # line heights by which lines of one row may overlap, and others not
FAR = 1.5  # times the usual gap between lines, over the title of another table
HIGH = 0.5  # line heights by which that gap is higher than the usual one, at least
NEAR = 2.2  # line heights; a higher gap ends a table, unless a rule spans it


def blocks(lines: Sequence[Line], rules: LevelRules) -> Iterator[list[Line]]:
    """Lines that may be one table, from top to bottom: near each other, most of several cells, with
    no running text between them and no other columns below a gap."""
    for whole in _near_each_other(lines, rules):
        yield from _split(whole)


def _near_each_other(lines: Sequence[Line], rules: LevelRules) -> Iterator[list[Line]]:
    block: list[Line] = []
    boxes: list[Box] = []  # of the last lines of the block
    around: Box | None = None  # the block
    lone = 0
    step = 0.0  # the highest gap that rows set wide have
    for line in lines:
        several = len(cells_of_line(line)) > 1 or _is_level(line, block)
        box = line.box
        if around is not None:
            gap = box.top - max(other.bottom for other in boxes)
            high = gap > max(NEAR * box.height, step) and (
                gap > 2 * NEAR * box.height or not rules.parts(boxes[-1], box)
            )
            if high and _is_next_row(line, block[-1]):
                step, high = gap + 0.9 * box.height, False
            if high or lone >= LONE or (not several and _is_text(line, around.width)):
                yield block
                block, boxes, around, lone, step = [], [], None, 0, 0.0
        if block or several:
            block.append(line)
            boxes = [*boxes[-2:], box]
            around = Box.around([around, box]) if around else box
            lone = 0 if several else lone + (not _is_of_a_cell(line, block))
    if block:
        yield block


def _is_of_a_cell(line: Line, block: Sequence[Line]) -> bool:
    """Whether a line stands right under a cell of the row above, and goes no farther than it may.

    Not under the first one, as text below a table does.
    """
    row = next((each for other in block[::-1] if len(each := cells_of_line(other)) > 1), [])
    return any(
        abs(line.box.x0 - cell[0].box.x0) < SAME and line.box.x1 < after[0].box.x0
        for cell, after in pairwise(row[1:])
    )


def _is_next_row(line: Line, above: Line) -> bool:
    """Whether a line far below another has its cells under those of that, one of them a number.

    Rows may be set wide.
    """
    cells, others = cells_of_line(line), cells_of_line(above)
    if len(cells) < MORE or len(cells) != len(others) or not _is_counted(line):
        return False
    if line.box.top - above.box.bottom > WIDEST * line.box.height:
        return False
    return all(
        min(
            abs(a[0].box.x0 - b[0].box.x0),
            abs(a[-1].box.x1 - b[-1].box.x1),
            abs(a[0].box.x0 + a[-1].box.x1 - b[0].box.x0 - b[-1].box.x1) / 2,
        )
        < SAME
        for a, b in zip(cells, others, strict=True)
    )


def lines_of_cells(block: Sequence[Line]) -> list[Line]:
    """The lines of several cells."""
    return [
        line
        for at, line in enumerate(block)
        if len(cells_of_line(line)) > 1 or _is_level(line, block[:at])
    ]


def _is_level(line: Line, block: Sequence[Line]) -> bool:
    """Whether a line that reads like running text has cells under those of the lines before it."""
    parts = runs(line, APART)
    if _is_in_all(line, block):
        return True
    if len(parts) < 2:
        return False
    above = [run for other in block[-ABOVE:] for run in runs(other, APART)]
    lefts = [run[0].box.x0 for run in above]
    rights = [run[-1].box.x1 for run in above]
    met = sum(
        any(abs(run[0].box.x0 - x) < SAME for x in lefts)
        or any(abs(run[-1].box.x1 - x) < SAME for x in rights)
        for run in parts
    )
    return met > 1 and met >= 0.6 * len(parts)


def _is_in_all(line: Line, block: Sequence[Line]) -> bool:
    """Whether words of a line stand at each edge that all lines before it share: a name that fills
    its column leaves no space before the next."""
    above = [other for other in block if len(cells_of_line(other)) > 1][-ABOVE:]
    if len(above) < ABOVE:
        return False
    lefts, rights = (
        _shared([[w.box.x0 for w in li.words] for li in above]),
        _shared([[w.box.x1 for w in li.words] for li in above]),
    )
    return (
        len(lefts) + len(rights) > FEW
        and all(any(abs(word.box.x0 - x) < SAME for word in line.words) for x in lefts)
        and all(any(abs(word.box.x1 - x) < SAME for word in line.words) for x in rights)
    )


def _shared(edges: Sequence[Sequence[float]]) -> list[float]:
    """The edges of the last line that all the others have too."""
    return [
        x for x in edges[-1] if all(any(abs(x - other) < SAME for other in each) for each in edges)
    ]


def _split(block: list[Line]) -> Iterator[list[Line]]:
    """A block parted where another table begins: under a head of its own, or in other columns below
    a gap."""
    found = _next_head(block) or _head_again(block) or _next_columns(block)
    if found is None:
        yield block
    else:
        end, start = found
        yield block[:end]
        yield from _split(block[start:])


def _next_head(block: Sequence[Line]) -> tuple[int, int] | None:
    """Where lines of one cell stand between rows and a line of words in as many cells: a title, and
    the head of the next table."""
    cells = [cells_of_line(line) for line in block]
    counted = [_is_counted(line) for line in block]
    # Where columns nearly touch, a number may stand in one cell with the words beside it.
    numbered = [len(c) > 1 and any(map(_has_figure, c)) for c in cells]
    for at in range(3, len(block) - 1):
        rows = counted if any(map(_has_figure, cells[at])) else numbered
        above = [len(each) for each, row in zip(cells[:at], rows, strict=False) if row]
        # The next table may be set closer.
        said = [text_of(run) for run in runs(block[at])]
        title = len(cells[at - 1]) == 1 and _is_below(block, at)
        full = len(said) >= max(above, default=9) or (title and _is_far(block, at, cells))
        heads = len(said) > 1 and full and not any(map(is_number, said))
        below = (text_of(run) for line in block[at + 1 :] for run in runs(line))
        if heads and title and len(above) > 1 and any(map(is_figure, below)):
            first = at
            while len(cells[first - 1]) == 1:
                first -= 1
            # The end of a cell of several lines stands level with the others of its row.
            if _is_below(block, first):
                return first, at
    return None


def _has_figure(cell: Sequence[Word]) -> bool:
    return any(is_figure(word.text) for word in cell)


def _is_below(block: Sequence[Line], at: int) -> bool:
    """Whether a line stands clear of the lines around it, as those of one row may not."""
    around = block[at - 1 : at + 2]
    return all(b.box.top - a.box.bottom > -LEVEL * b.box.height for a, b in pairwise(around))


def _is_far(block: Sequence[Line], at: int, cells: Sequence[Sequence[object]]) -> bool:
    """Whether the title over a line, of one cell a line, stands farther below what is above it than
    lines do there: a table of fewer columns may follow."""
    first = at
    while first > 1 and len(cells[first - 1]) == 1:
        first -= 1
    gaps = [b.box.top - a.box.bottom for a, b in pairwise(block[: at + 1])]
    usual, height = median(gaps[: first - 1] or gaps), block[at].box.height
    return gaps[first - 1] > max(FAR * usual, usual + HIGH * height)


def _head_again(block: Sequence[Line]) -> tuple[int, int] | None:
    """Where another table begins whose head has the words of the first one's.

    Its title, lines of one cell above the head, goes with it.
    """
    first = next((line for line in block if len(cells_of_line(line)) > 1), None)
    if first is None or _is_counted(first):
        return None
    start = block.index(first)
    for at in range(start + 2, len(block)):
        if block[at].text == first.text:
            while at > start + 1 and len(cells_of_line(block[at - 1])) == 1:
                at -= 1
            return at, at
    return None


def _next_columns(block: Sequence[Line]) -> tuple[int, int] | None:
    if len(block) < 6:
        return None
    gaps = [b.box.top - a.box.bottom for a, b in pairwise(block)]
    least = max(1.5 * median(gaps), median(gaps) + 0.4 * block[0].box.height)
    counted = [_is_counted(line) for line in block]
    for at in range(2, len(block) - 1):
        above, below = block[:at], block[at:]
        if gaps[at - 1] < least or min(sum(counted[:at]), sum(counted[at:])) < 2:
            continue
        if _is_crossed(above, below) or _is_crossed(below, above):
            return at, at
    return None


def _is_counted(line: Line) -> bool:
    """Whether a line has several cells, of which one says a number and no year."""
    cells = [text_of(cell) for cell in cells_of_line(line)]
    return len(cells) > 1 and any(is_figure(text) and not is_year(text) for text in cells)


def _is_crossed(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    """Whether many of the rows with numbers run over white space between the columns of others.

    Heads may.
    """
    counted = [line for line in lines if _is_counted(line)]
    columns = Columns(tuple(column_edges(lines_of_cells(others))))
    return sum(runs_over(line, columns) for line in counted) > 0.3 * len(counted)


def _is_text(line: Line, width: float) -> bool:
    """Whether a line of one cell is running text, as wide as a table of that width."""
    prose = segments(line.words)[0].prose or is_sentence(line.words)
    return prose and line.box.width > 0.75 * width
