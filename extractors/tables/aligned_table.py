"""Tables without drawn cells: lines of a column of text go in; those that are tables come out.

A table is where line after line has its words in the same few upright bands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.document import Box, Line, Page, Word, text_of
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.tables.aligned_columns import (
    APART,
    cells_of_line,
    column_edges,
    is_sentence,
    without_halves,
)
from missiemonitor.extractors.tables.aligned_rows import grouped
from missiemonitor.extractors.tables.cell_kinds import are_steps, is_figure, is_number, is_year
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.head_cells import head_cells
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.table import GridCell, Table, grid_cell, table_of

NEAR = 2.2  # line heights; a higher gap ends a table, unless a rule spans it
LONE = 4  # lines with one cell that may follow each other within a table
NUMERIC = 0.6  # share of a column's cells that are numbers, for the column to be one of numbers
TALLEST = 10  # lines that a head may have
RUNNING = 0.4  # share of the cells of some words that begin in lower case, for columns of prose


def aligned_tables(page: Page, lines: Sequence[Line], rules: LevelRules) -> Iterator[Table]:
    """The tables among lines of a column of text, from top to bottom."""
    ordered = sorted(lines, key=lambda line: (line.box.top, line.box.x0))
    for block in _blocks(ordered, rules):
        table = _table(page, block, rules)
        if table is not None:
            yield table


def _blocks(lines: Sequence[Line], rules: LevelRules) -> Iterator[list[Line]]:
    """Lines that may be one table: near each other, most with several cells, no running text."""
    block: list[Line] = []
    boxes: list[Box] = []  # of the last lines of the block
    around: Box | None = None  # the block
    lone = 0
    for line in lines:
        several = len(cells_of_line(line)) > 1
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


def _is_text(line: Line, width: float) -> bool:
    """Whether a line of one cell is running text, as wide as a table of that width."""
    prose = segments(line.words)[0].prose or is_sentence(line.words)
    return prose and line.box.width > 0.75 * width


def _table(page: Page, block: Sequence[Line], rules: LevelRules) -> Table | None:
    block = _trimmed(block)
    several = [line for line in block if len(cells_of_line(line)) > 1]
    if len(several) < 2 or len(several) < 0.4 * len(block):
        return None
    edges = column_edges(several)
    block = _without_notes(block, Columns(tuple(edges), APART))
    several = [line for line in block if len(cells_of_line(line)) > 1]
    if not edges or len(several) < 2 or _is_prose(several):
        return None
    head = head_lines(block, Columns(tuple(edges), APART), rules)
    edges = without_halves(edges, block[:head], block[head:])
    columns = Columns(tuple(edges), APART)
    if not edges or _is_chart(block[head:], columns):
        return None
    cells = head_cells(page, block[:head], block[head:], columns, rules)
    start = max((cell.row + cell.row_span for cell in cells), default=0)
    for number, lines in enumerate(grouped(block[head:], columns, rules)):
        cells += _row(page, start + number, lines, columns)
    box = Box.around(line.box for line in block)
    table = table_of(page, box, cells, block, edges, head=start)
    return table if table.rows > 1 and table.columns > 1 else None


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
    kept = list(block)
    while kept and len(cells_of_line(kept[-1])) == 1:
        kept.pop()
    return kept


def _without_notes(block: Sequence[Line], columns: Columns) -> list[Line]:
    """The block without the titles at its top and the notes at its end, that run over columns."""
    kept = list(block)
    while kept and columns.crossed_by(kept[-1]) and _is_words(kept[-1]):
        kept.pop()
    while (
        kept
        and columns.crossed_by(kept[0])
        and _is_words(kept[0])
        and kept[0].words[0].box.x0 < columns.edges[0]
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
            if any(map(is_figure, said)) and not all(is_year(text) for text in said):
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
    """Whether the figures of a column or a line rise by one step, as along the axis of a chart."""
    by_column: list[list[str]] = [[] for _ in range(len(columns.edges) + 1)]
    for line in body:
        for at, words in enumerate(columns.split(line)):
            if words:
                by_column[at].append(text_of(words))
        if len(line.words) > 4 and are_steps([word.text for word in line.words]):
            return True
    return any(are_steps([t for t in texts if is_figure(t)]) for texts in by_column)
