"""Tables without drawn cells: lines of a column of text go in; those that are tables come out.

A table is where line after line has its words in the same few upright bands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from missiemonitor.corpus.document import Box, Line, Page, Word, text_of
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.tables.aligned_columns import (
    APART,
    cells_of_line,
    column_edges,
    is_sentence,
    runs_over,
    usual_space,
    without_halves,
)
from missiemonitor.extractors.tables.aligned_rows import grouped
from missiemonitor.extractors.tables.cell_kinds import (
    are_steps,
    count_up,
    has_axis,
    is_figure,
    is_number,
    is_year,
)
from missiemonitor.extractors.tables.columns import Columns, runs
from missiemonitor.extractors.tables.head_cells import head_cells
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.table import GridCell, Table, grid_cell, table_of

ABOVE = 4  # lines before a line that tell where its cells may stand
SAME = 1.5  # points between the edges of cells under each other
NEAR = 2.2  # line heights; a higher gap ends a table, unless a rule spans it
LONE = 4  # lines with one cell that may follow each other within a table
NUMERIC = 0.6  # share of a column's cells that are numbers, for the column to be one of numbers
TALLEST = 10  # lines that a head may have
LABEL = 4.5  # ems that the labels of a list take, at most
HEAD_STEP = 0.7  # line heights between the lines of a head
APART_NOTE = 0.3  # line heights by which a note stands further from a table than its lines do
LISTED = re.compile(r"[-–—•▪◦‣·*]|\(?[\w.]{1,5}[.):]|\d+(\.\d+)*")
RUNNING = 0.4  # share of the cells of some words that begin in lower case, for columns of prose


def aligned_tables(page: Page, lines: Sequence[Line], rules: LevelRules) -> Iterator[Table]:
    """The tables among lines of a column of text, from top to bottom."""
    ordered = sorted(lines, key=lambda line: (line.box.top, line.box.x0))
    for block in (part for whole in _blocks(ordered, rules) for part in _split(whole)):
        table = _table(page, ordered, block, rules)
        if table is not None:
            yield table


def _blocks(lines: Sequence[Line], rules: LevelRules) -> Iterator[list[Line]]:
    """Lines that may be one table: near each other, most with several cells, no running text."""
    block: list[Line] = []
    boxes: list[Box] = []  # of the last lines of the block
    around: Box | None = None  # the block
    lone = 0
    for line in lines:
        several = len(cells_of_line(line)) > 1 or _is_level(line, block)
        box = line.box
        if around is not None:
            gap = box.top - max(other.bottom for other in boxes)
            high = gap > NEAR * box.height and (
                gap > 2 * NEAR * box.height or not rules.parts(boxes[-1], box)
            )
            if high or lone >= LONE or (not several and _is_text(line, around.width)):
                yield block
                block, boxes, around, lone = [], [], None, 0
        if block or several:
            block.append(line)
            boxes = [*boxes[-2:], box]
            around = Box.around([around, box]) if around else box
            lone = 0 if several else lone + 1
    if block:
        yield block


def _several(block: Sequence[Line]) -> list[Line]:
    """The lines of several cells."""
    return [
        line
        for at, line in enumerate(block)
        if len(cells_of_line(line)) > 1 or _is_level(line, block[:at])
    ]


def _is_level(line: Line, block: Sequence[Line]) -> bool:
    """Whether a line that reads like running text has cells under those of the lines before it."""
    parts = runs(line, APART)
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


def _split(block: list[Line]) -> Iterator[list[Line]]:
    """A block parted where other columns begin below a gap: two tables close to each other."""
    if len(block) < 6:
        yield block
        return
    gaps = [b.box.top - a.box.bottom for a, b in pairwise(block)]
    least = max(1.5 * median(gaps), median(gaps) + 0.4 * block[0].box.height)
    counted = [_is_counted(line) for line in block]
    for at in range(2, len(block) - 1):
        above, below = block[:at], block[at:]
        if gaps[at - 1] < least or min(sum(counted[:at]), sum(counted[at:])) < 2:
            continue
        if _is_crossed(above, below) or _is_crossed(below, above):
            yield above
            yield from _split(below)
            return
    yield block


def _is_counted(line: Line) -> bool:
    """Whether a line has several cells, of which one says a number and no year."""
    cells = [text_of(cell) for cell in cells_of_line(line)]
    return len(cells) > 1 and any(is_figure(text) and not is_year(text) for text in cells)


def _is_crossed(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    """Whether many of the lines run over white space between the columns of others."""
    several = [[li for li in each if len(cells_of_line(li)) > 1] for each in (lines, others)]
    columns = Columns(tuple(column_edges(several[1])))
    return sum(runs_over(line, columns) for line in several[0]) > 0.3 * len(several[0])


def _is_text(line: Line, width: float) -> bool:
    """Whether a line of one cell is running text, as wide as a table of that width."""
    prose = segments(line.words)[0].prose or is_sentence(line.words)
    return prose and line.box.width > 0.75 * width


def _table(
    page: Page, lines: Sequence[Line], block: Sequence[Line], rules: LevelRules
) -> Table | None:
    """The table that a block of `lines` is; None where it is none."""
    kept = _trimmed(block)
    several = _several(kept)
    edges = column_edges(several, usual_space(lines))
    if len(several) < 2 or len(several) < 0.4 * len(kept) or not edges:
        return None
    columns = Columns(tuple(edges))
    kept = _without_notes(kept, columns)
    several = _several(kept)
    if len(several) < 2 or _is_prose(several):
        return None
    above = _head_above(lines, kept[0], columns, rules)
    head = head_lines(kept, columns, rules)
    if above and head:
        kept, head = [*above, *kept], head + len(above)
    edges = without_halves(edges, kept[:head], kept[head:])
    columns = Columns(tuple(edges))
    if not edges or _is_chart(kept[head:], columns) or _is_list(kept, head, columns, rules):
        return None
    cells = head_cells(page, kept[:head], kept[head:], columns, rules)
    start = max((cell.row + cell.row_span for cell in cells), default=0)
    body = kept[head:]
    rows = grouped([*body, *_lone_after(block, kept[-1])], columns, rules)
    while rows and rows[-1][0].box.top > body[-1].box.top:
        rows.pop()
    for number, inside in enumerate(rows):
        cells += _row(page, start + number, inside, columns)
    made = [*kept[:head], *(line for inside in rows for line in inside)]
    box = Box.around(line.box for line in made)
    table = table_of(page, box, cells, made, edges, head=start)
    return table if table.rows > 1 and table.columns > 1 else None


def _lone_after(block: Sequence[Line], last: Line) -> list[Line]:
    """The lines of one cell close behind the last line of a table: its cells may end there."""
    found: list[Line] = []
    for line in block[block.index(last) + 1 :][:LONE]:
        above = found[-1] if found else last
        if len(cells_of_line(line)) > 1 or line.box.top - above.box.bottom > line.box.height:
            break
        found.append(line)
    return found


def _head_above(
    lines: Sequence[Line], first: Line, columns: Columns, rules: LevelRules
) -> list[Line]:
    """The lines of one cell close above a head, with which cells of several lines begin."""
    found: list[Line] = []
    below = first
    before = [line for line in lines if line.box.bottom < first.box.bottom and line is not first]
    for line in sorted(before, key=lambda each: each.box.bottom, reverse=True)[:LONE]:
        gap = below.box.top - line.box.bottom
        beside = min(li.box.top for li in (first, *found)) < line.box.bottom
        cells = columns.split(line)
        column = columns.column(line.box)
        under = any(columns.split(li)[column] for li in (first, *found))
        if (
            gap > HEAD_STEP * line.box.height
            or (columns.crossed_by(line) and not rules.under(line.box, columns.edges))
            or sum(map(bool, cells)) != 1
            or not (under or beside)
            or line.words[0].style != first.words[0].style
            or abs(line.size - first.size) > 0.5
        ):
            break
        found.append(line)
        below = line
    return found[::-1]


def _row(page: Page, row: int, lines: Sequence[Line], columns: Columns) -> Iterator[GridCell]:
    inside: list[list[list[Word]]] = [[] for _ in range(len(columns.edges) + 1)]
    for line in lines:
        for at, words in enumerate(columns.split(line)):
            if words:
                inside[at].append(words)
    for column, parts in enumerate(inside):
        if parts:
            yield grid_cell(page, row, column, parts)


def _trimmed(block: Sequence[Line]) -> list[Line]:
    """The block without lone lines at its end."""
    last = max((block.index(line) for line in _several(block)[-1:]), default=-1)
    return list(block[: last + 1])


def _without_notes(block: Sequence[Line], columns: Columns) -> list[Line]:
    """The block without the titles at its top and the notes at its end, that run over columns or
    are set otherwise."""
    kept = list(block)
    sizes = [line.size for line in block]
    usual = max(set(sizes), key=sizes.count)
    gap = median(b.box.top - a.box.bottom for a, b in pairwise(block)) if len(block) > 1 else 0.0
    while len(kept) > 1:
        last, above = kept[-1], kept[-2]
        alone = [at for at, words in enumerate(columns.split(last)) if words] == [0]
        small = last.size < usual - 0.4
        far = last.box.top - above.box.bottom > gap + APART_NOTE * last.box.height
        crossed = runs_over(last, columns) and _is_words(last)
        if not (crossed or (alone and (small or far))):
            break
        kept.pop()
    while (
        len(kept) > 1
        and runs_over(kept[0], columns)
        and _is_words(kept[0])
        and len(cells_of_line(kept[0])) < 3
        and kept[0].words[0].box.x0 < columns.edges[0] < cells_of_line(kept[0])[0][-1].box.x1
    ):
        kept.pop(0)
    return kept


def _is_words(line: Line) -> bool:
    """Whether a line is made of words rather than figures."""
    return sum(word.text[:1].isalpha() for word in line.words) > 0.6 * len(line.words)


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines with several cells are columns of running text beside each other."""
    cells = [cell for line in lines for cell in cells_of_line(line)]
    texts = [cell for cell in cells if len(cell) > 2]
    if len(texts) < 0.6 * len(cells):
        return False
    low = sum(cell[0].text[:1].islower() for cell in texts)
    return low > RUNNING * len(texts)


def head_lines(block: Sequence[Line], columns: Columns, rules: LevelRules) -> int:
    """How many lines at the top of a block are its head, by kinds of cells, style, and rules."""
    texts = [[text_of(words) for words in columns.split(line)] for line in block]
    most = min(TALLEST, len(block) - 1)
    numeric = [
        column
        for column in range(len(columns.edges) + 1)
        if (cells := [t[column] for t in texts[1:] if t[column]])
        and sum(map(is_number, cells)) > NUMERIC * len(cells)
    ]
    if numeric:
        for number, line in enumerate(texts[: most + 1]):
            said = [line[column] for column in numeric if line[column]]
            if any(is_figure(text) and not is_year(text) for text in said):
                return _without_labels(block[:number], columns)
        return 1
    styles = [{word.style for word in line.words} for line in block]
    usual = [style for line in styles[1:] for style in line]
    common = max(set(usual), key=usual.count)
    count = 0
    while count < most and common not in styles[count]:
        count += 1
    if count:
        return count
    box = Box.around(line.box for line in block)
    parted = [n for n in range(1, len(block)) if rules.across(block[n - 1].box, block[n].box, box)]
    if parted and parted[0] <= most and len(parted) < 0.5 * len(block):
        return parted[0]
    return 1


def _without_labels(head: Sequence[Line], columns: Columns) -> int:
    """Lines of a head without the names of groups of rows, that stand in the first column alone."""
    count = len(head)
    while count > 1:
        filled = [at for at, words in enumerate(columns.split(head[count - 1])) if words]
        over = head[count - 1].box.x1 > columns.edges[0]
        if filled != [0] or over or not _has_more(head[: count - 1], columns):
            break
        count -= 1
    return count


def _has_more(head: Sequence[Line], columns: Columns) -> bool:
    return any(sum(map(bool, columns.split(line))) > 1 for line in head)


def _is_chart(body: Sequence[Line], columns: Columns) -> bool:
    """Whether figures rise by one step along a line, or fall in a column, as along an axis; or
    stand alone in line after line."""
    by_column: list[list[str]] = [[] for _ in range(len(columns.edges) + 1)]
    alone = 0
    for line in body:
        parts = [text_of(words) for words in columns.split(line)]
        said = [text for text in parts if text]
        alone += len(said) == 1 and is_figure(said[0]) and len(line.words) == 1
        for at, text in enumerate(parts):
            if is_figure(text):
                by_column[at].append(text)
        if len(line.words) > 4 and are_steps([word.text for word in line.words]):
            return True
    if alone > 1 and alone > 0.25 * len(body):
        return True
    return any(has_axis(texts) for texts in by_column)


def _is_list(block: Sequence[Line], head: int, columns: Columns, rules: LevelRules) -> bool:
    """Whether lines are items behind marks, numbers or short labels, or words far apart.

    Of a table without figures, more is asked than two lines.
    """
    cells = [[text_of(words) for words in columns.split(line)] for line in block]
    first = [row[0] for row in cells if row[0]]
    counts = sum(is_figure(text) for text in first) > 0.6 * len(first) and not count_up(first)
    if counts or any(is_figure(text) for row in cells for text in row[1:]):
        return False
    if len(columns.edges) == 1:
        labels = [line.words for line, row in zip(block, cells, strict=True) if row[0]]
        left = min(words[0].box.x0 for words in labels) if labels else columns.edges[0]
        if columns.edges[0] - left < LABEL * block[0].size:
            return True
        if 2 * sum(LISTED.fullmatch(row[0]) is not None for row in cells) > len(cells):
            return True
    return len(block) < 3 and not rules.steps(Box.around(line.box for line in block))
