"""Columns of lines without rules: white space that line after line leaves open parts them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import inf
from statistics import median

from missiemonitor.corpus.document import Line, Word, text_of
from missiemonitor.extractors.tables.cell_kinds import is_figure
from missiemonitor.extractors.tables.columns import Columns, runs

APART = 0.75  # ems of white space that part the cells of a line
SENTENCE = 25  # ems; a cell that is wider and all words is a line of running text
FULLEST = 0.8  # share of the lines that have no more cells than the line that others are held to
CORE = 0.6  # share of that line's cells which a line has, for its white space to count
USUAL = 0.28  # ems between words, where few lines tell
LEAST = 1.1  # times the usual space, between a figure and words that are cells
NARROWEST = 0.33  # ems between words that belong together
WIDER = 1.3  # times the usual space, between columns that nearly touch
PARTED = 0.65  # share of the lines of a column that such spaces part at one place
ONE_CELL = 1.5  # ems between words of a head that may be one cell
CROSSING = 0.06  # share of lines that may run over white space between columns


def cells_of_line(line: Line) -> list[list[Word]]:
    """The cells of a line; one where most of it is running text, its spaces stretched or not."""
    cells = runs(line, APART)
    if _is_stretched(line.words) or any(is_sentence(cell) for cell in cells):
        return [list(line.words)]
    return cells


def is_sentence(words: Sequence[Word]) -> bool:
    """Whether words beside each other are long enough for a line of running text."""
    letters = sum(word.text[0].isalpha() for word in words)
    wide = words[-1].box.x1 - words[0].box.x0 > SENTENCE * words[0].size
    return len(words) > 6 and letters > 0.7 * len(words) and wide


def _is_stretched(words: Sequence[Word]) -> bool:
    """Whether a line reads like a sentence and has no gap that is much wider than its others."""
    gaps = [(b.box.x0 - a.box.x1) / b.size for a, b in pairwise(words)]
    letters = sum(word.text[0].isalpha() for word in words)
    return (
        len(gaps) > 4
        and letters > 0.7 * len(words)
        and (max(gaps) < 2.2 and max(gaps) < 2.5 * max(0.3, median(gaps)))
    )


def column_edges(lines: Sequence[Line], usual: float = USUAL) -> list[float]:
    """The x between each two columns of lines that have several cells.

    The fullest lines tell: titles, notes and heads over several columns run over white space.
    `usual` is the space between words, in ems: where a wider one parts nearly all lines at one
    place, columns nearly touch.
    """
    if not lines:
        return []
    parts = [runs(line, APART) for line in lines]
    counts = sorted(map(len, parts))
    full = counts[min(len(counts) - 1, int(FULLEST * len(counts)))]
    core = [line for line, cells in zip(lines, parts, strict=True) if len(cells) >= CORE * full]
    if len(core) < 2:
        core = list(lines)
    wide = _open_places(core, APART)
    limits = [-inf, *wide, inf]
    found = list(wide)
    for left, right in pairwise(limits):
        inside = [
            Line(words)
            for line in core
            if (words := tuple(w for w in line.words if left < w.box.centre < right))
        ]
        found += _narrow_places(inside, usual)
    return sorted(found)


def behind_long_cells(edges: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """The edges, where a cell alone on its line reaches over one and ends before the next column
    begins: between the two."""
    cells = [cells_of_line(line) for line in lines]
    begins = [cell[0].box.x0 for some in cells if len(some) > 1 for cell in some]
    alone = [some[0] for some in cells if len(some) == 1]
    moved = []
    for edge in edges:
        after = min((x for x in begins if x >= edge), default=edge)
        ends = [cell[-1].box.x1 for cell in alone if cell[0].box.x0 < edge]
        over = [x for x in ends if edge < x < after]
        moved.append((max(over) + after) / 2 if over else edge)
    return moved


def _narrow_places(lines: Sequence[Line], usual: float) -> list[float]:
    """The x at which spaces part nearly all lines of a column: wider than usual, or each between a
    figure and words, or two figures."""
    if len(lines) < 2:
        return []
    found = []
    for edge in _open_places(lines, LEAST * usual):
        apart, one_side = 0, 0
        for line in lines:
            before = [word for word in line.words if word.box.x1 <= edge + 1]
            after = [word for word in line.words if word.box.x0 >= edge - 1]
            if before and after and not _is_thousands(before[-1], after[0]):
                space = (after[0].box.x0 - before[-1].box.x1) / after[0].size
                figures = sum(is_figure(text_of(words)) for words in (before, after))
                apart += figures > 0 or space >= WIDER * usual
            one_side += len(line.words) in (len(before), len(after))
        if apart >= max(2, 0.5 * len(lines), PARTED * (len(lines) - one_side)):
            found.append(edge)
    return found


def runs_over(line: Line, columns: Columns) -> bool:
    """Whether words of a line stand across an edge of columns, as a title or a note does."""
    em = line.words[0].size
    for left, right in pairwise(line.words):
        space = right.box.x0 - left.box.x1
        if space < NARROWEST * em and any(left.box.x1 <= x <= right.box.x0 for x in columns.edges):
            return True
    return any(w.box.x0 + 1 < x < w.box.x1 - 1 for w in line.words for x in columns.edges)


def _is_thousands(left: Word, right: Word) -> bool:
    """Whether two words are parts of one number: 15 455."""
    return left.text[-1:].isdigit() and len(right.text) == 3 and right.text.isdigit()


def usual_space(lines: Sequence[Line]) -> float:
    """The space between most words of lines, in ems."""
    gaps = [
        (b.box.x0 - a.box.x1) / b.size
        for line in lines
        for a, b in pairwise(line.words)
        if not (a.raised or b.raised) and 0.1 < (b.box.x0 - a.box.x1) / b.size < APART
    ]
    # Spaces between columns that nearly touch are among them: the narrower ones tell.
    return min(sorted(gaps)[len(gaps) // 4], 1.3 * USUAL) if len(gaps) > 5 else USUAL


def _open_places(lines: Sequence[Line], space: float) -> list[float]:
    spans = [_span(cell) for line in lines for cell in runs(line, space)]
    left, right = min(a for a, _ in spans), max(b for _, b in spans)
    steps = [0] * (int(2 * (right - left)) + 4)
    for a, b in spans:
        first, last = int(2 * (a - left) + 0.6), int(2 * (b - left) - 0.6) + 1
        if first < last:
            steps[first] += 1
            steps[last] -= 1
    covered = list(accumulate(steps))[:-2]
    most = max(1, round(CROSSING * len(lines))) if len(lines) > 5 else 0
    edges = []
    start: int | None = None
    for index, number in enumerate(covered):
        if number <= most and start is None:
            start = index
        elif number > most and start is not None:
            if start > 0:
                first, end = _most_open(covered, start, index)
                edges.append(left + (first + end) / 4)
            start = None
    return edges


def _span(cell: Sequence[Word]) -> tuple[float, float]:
    """From where to where a cell stands; a raised mark behind it may reach into the next column."""
    plain = [word for word in cell if not word.raised] or cell
    return plain[0].box.x0, plain[-1].box.x1


def _most_open(covered: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The longest part of a gap over which the fewest lines run."""
    least = min(covered[start:end])
    best, first = (start, start), start
    for at in range(start, end + 1):
        if at == end or covered[at] > least:
            best = max(best, (first, at), key=lambda part: part[1] - part[0])
            first = at + 1
    return best


def without_halves(
    edges: Sequence[float], head: Sequence[Line], body: Sequence[Line]
) -> list[float]:
    """The edges, without those between a head and the column below it that stands beside it, and
    without those between words of a head that have nothing below them.

    Figures set right under a head set left leave white space between the two, but no line has both.
    """
    kept = list(edges)
    at = 0
    while at < len(kept):
        columns = Columns(tuple(kept), APART)
        heads, rows = ([_filled(columns, line) for line in lines] for lines in (head, body))
        both = any(at in line and at + 1 in line for line in (*heads, *rows))
        one, other = ((_any(heads, c), _any(rows, c)) for c in (at, at + 1))
        halves = {one, other} == {(True, False), (False, True)} and not both
        spare = not (one[1] and other[1]) and one[0] and other[0] and _near(head, columns, at)
        if halves or spare:
            del kept[at]
        else:
            at += 1
    return kept


def _near(head: Sequence[Line], columns: Columns, at: int) -> bool:
    """Whether words of a head in neighbouring columns stand as near as those of one cell."""
    for line in head:
        parts = columns.split(line)
        if parts[at] and parts[at + 1]:
            gap = parts[at + 1][0].box.x0 - parts[at][-1].box.x1
            return gap < ONE_CELL * parts[at][-1].size
    return False


def _filled(columns: Columns, line: Line) -> set[int]:
    if runs_over(line, columns):
        return set()
    return {at for at, words in enumerate(columns.split(line)) if words}


def _any(lines: Sequence[set[int]], column: int) -> bool:
    return any(column in line for line in lines)
