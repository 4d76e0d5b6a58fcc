"""Tables without drawn cells: lines of a column of text go in; those that are tables come out.

A table is where line after line has its words in the same few upright bands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from missiemonitor.corpus.document import Box, Line, Page, text_of
from missiemonitor.extractors.tables.aligned_blocks import LONE, blocks, lines_of_cells
from missiemonitor.extractors.tables.aligned_columns import (
    behind_long_cells,
    cells_of_line,
    column_edges,
    runs_over,
    usual_space,
    without_halves,
)
from missiemonitor.extractors.tables.aligned_rows import grouped, row_cells, woven
from missiemonitor.extractors.tables.cell_kinds import is_number
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.head_cells import head_cells
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.not_tables import is_chart, is_list, is_prose
from missiemonitor.extractors.tables.table import Table, table_of
from missiemonitor.extractors.tables.table_head import head_lines

SAME = 1.5  # points between the places of names of groups of rows
HEAD_STEP = 0.7  # line heights between the lines of a head
APART_NOTE = 0.3  # line heights by which a note stands further from a table than its lines do


def aligned_tables(page: Page, lines: Sequence[Line], rules: LevelRules) -> Iterator[Table]:
    """The tables among lines of a column of text, from top to bottom."""
    ordered = sorted(lines, key=lambda line: (line.box.top, line.box.x0))
    for block in blocks(ordered, rules):
        table = _table(page, ordered, block, rules)
        if table is not None:
            yield table


def _table(
    page: Page, lines: Sequence[Line], block: Sequence[Line], rules: LevelRules
) -> Table | None:
    """The table that a block of `lines` is; None where it is none."""
    kept = _trimmed(block)
    several = lines_of_cells(kept)
    edges = column_edges(several, usual_space(lines))
    if len(several) < 2 or len(several) < 0.4 * len(kept) or not edges:
        return None
    columns = Columns(tuple(edges))
    kept = _without_notes(kept, columns)
    several = lines_of_cells(kept)
    if len(several) < 2 or is_prose(several):
        return None
    above = _head_above(lines, kept[0], columns, rules)
    head = head_lines(kept, columns, rules)
    if above:
        kept, head = [*above, *kept], head + len(above) if head else 0
    elif head == 0 and (label := _label_above(lines, kept)):
        kept = [label, *kept]
    edges = without_halves(edges, kept[:head], kept[head:])
    columns = Columns(tuple(edges))
    if not edges or is_chart(kept[head:], columns) or is_list(kept, head, columns, rules):
        return None
    cells = head_cells(page, kept[:head], kept[head:], columns, rules)
    start = max((cell.row + cell.row_span for cell in cells), default=0)
    body = kept[head:]
    edges = behind_long_cells(edges, body)
    columns = Columns(tuple(edges))
    rows = grouped([*body, *_lone_after(block, kept[-1])], columns, rules)
    while rows and rows[-1][0].box.top > body[-1].box.top:
        rows.pop()
    for number, inside in enumerate(rows):
        cells += row_cells(page, start + number, inside, columns)
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
    """The lines of one cell close above the first one, with which cells of several lines begin."""
    found: list[Line] = []
    below = first
    before = [line for line in lines if line.box.bottom < first.box.bottom and line is not first]
    for line in sorted(before, key=lambda each: each.box.bottom, reverse=True)[:LONE]:
        gap = below.box.top - line.box.bottom
        beside = min(li.box.top for li in (first, *found)) < line.box.bottom
        cells = columns.split(line)
        column = columns.column(line.box)
        # A cell that stands at the middle of its row may have no line beside the others.
        under = any(columns.split(li)[column] for li in (first, *found, *woven(first, lines)))
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


def _label_above(lines: Sequence[Line], kept: Sequence[Line]) -> Line | None:
    """The name of the first group of rows, set as far above them as those of other groups are; None
    where there is none."""
    above = [line for line in lines if line.box.bottom <= kept[0].box.top]
    if not above:
        return None
    line = max(above, key=lambda each: each.box.bottom)
    for label, below in pairwise(kept):
        alike = (
            len(cells_of_line(label)) == len(cells_of_line(line)) == 1
            and len(cells_of_line(below)) > 1
            and abs(label.box.x0 - line.box.x0) < SAME
            and label.words[0].style == line.words[0].style
            and abs(label.size - line.size) < 0.1
        )
        steps = kept[0].box.top - line.box.bottom, below.box.top - label.box.bottom
        if alike and abs(steps[0] - steps[1]) < SAME:
            return line
    return None


def _trimmed(block: Sequence[Line]) -> list[Line]:
    """The block without lone lines at its end."""
    last = max((block.index(line) for line in lines_of_cells(block)[-1:]), default=-1)
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
        if not (crossed or (alone and (small or far)) or _is_wordy(last, block, columns)):
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


def _is_wordy(line: Line, block: Sequence[Line], columns: Columns) -> bool:
    """Whether a line has a few words in a column of figures, as a note below a table has."""
    for at, words in enumerate(columns.split(line)):
        if len(words) > 2 and not is_number(text_of(words)):
            others = [text_of(columns.split(li)[at]) for li in block if li is not line]
            said = [text for text in others if text]
            if sum(map(is_number, said)) > 0.6 * max(2, len(said)):
                return True
    return False


def _is_words(line: Line) -> bool:
    """Whether a line is made of words rather than figures."""
    return sum(word.text[:1].isalpha() for word in line.words) > 0.6 * len(line.words)
