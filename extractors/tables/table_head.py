"""How many rows at the top of a table are its head: told by type, rules and kinds of cells."""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.document import Box, Line, Rule, text_of
from missiemonitor.extractors.tables.aligned_rows import woven
from missiemonitor.extractors.tables.cell_kinds import is_figure, is_number, is_year
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.level_rules import LevelRules
from missiemonitor.extractors.tables.table import GridCell, Table

TALLEST = 10  # rows that a head may have
NUMERIC = 0.6  # share of a column's cells that are numbers, for the column to be one of numbers
SPANNED = 0.6  # share of a table's width that a rule under its head has


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
                return _without_labels(_without_first_row(block, number), columns)
        return 1
    styles = [{word.style for word in line.words} for line in block]
    usual = [style for line in styles[1:] for style in line]
    common = max(set(usual), key=usual.count)
    count = 0
    while count < most and common not in styles[count]:
        count += 1
    count = count or _set_alike(styles)
    if 0 < count <= most:
        return count
    box = Box.around(line.box for line in block)
    parted = [n for n in range(1, len(block)) if rules.across(block[n - 1].box, block[n].box, box)]
    if parted and parted[0] <= most and len(parted) < 0.5 * len(block):
        return parted[0]
    return 1


def _set_alike(styles: Sequence[set[str]]) -> int:
    """How many lines at the top are set alike, and otherwise than all below: a high head over few
    rows; 0 where that is not so."""
    count = 1
    if "" in styles[0]:
        return 0  # a sum below may be set otherwise than the rows
    while count < len(styles) and styles[count] == styles[0]:
        count += 1
    apart = all(not each & styles[0] for each in styles[count:])
    return count if count > 1 and apart and count < len(styles) else 0


def _without_first_row(block: Sequence[Line], count: int) -> Sequence[Line]:
    """The first lines of a block without those that stand at half the height of the line below
    them: a cell of several lines begins above the others of its row."""
    above = woven(block[count], block[:count])
    return [line for line in block[:count] if line not in above]


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


def head_rows(table: Table, rules: Sequence[Rule]) -> int:
    """Rows of the head; 0 where the first one already looks like those below it.

    `rules` are those of the page that it begins on.
    """
    rows: list[list[GridCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    most = min(TALLEST, table.rows - 1)
    by_kind = _by_kind(rows, table.columns, most)
    by_style = _by_style(rows, most)
    if by_style and (by_kind is None or by_style <= by_kind):
        numeric = _numeric(rows, table.columns)
        while by_kind and by_style < by_kind and _is_of_words(rows[by_style], numeric):
            by_style += 1  # a line of the head that is set like the body
        return by_style
    if by_kind is not None:
        return by_kind
    return _by_rule(rows, rules, table.box, most) or 1


def _by_kind(rows: Sequence[Sequence[GridCell]], columns: int, most: int) -> int | None:
    """Rows above the first number in columns of numbers; None where there are no such columns."""
    numeric = _numeric(rows, columns)
    if not numeric:
        return None
    count = 0
    for row in rows[:most]:
        texts = [cell.text for cell in row if cell.column in numeric]
        if any(is_figure(text) and not is_year(text) for text in texts):
            break
        count += 1
    # A row of one cell close above the body names a group of its rows.
    while count > 1 and len(rows[count - 1]) == 1 and rows[count - 1][0].column == 0:
        count -= 1
    return count


def _numeric(rows: Sequence[Sequence[GridCell]], columns: int) -> set[int]:
    """The columns of numbers."""
    numeric = set()
    for column in range(columns):
        texts = [cell.text for row in rows[1:] for cell in row if cell.column == column]
        numbers = sum(map(is_number, texts))
        if texts and numbers > NUMERIC * len(texts):
            numeric.add(column)
    return numeric


def _is_of_words(row: Sequence[GridCell], numeric: set[int]) -> bool:
    """Whether a row has words in each column of numbers, as heads do."""
    said = {cell.column: cell.text for cell in row if cell.column in numeric}
    return said.keys() == numeric and not any(map(is_number, said.values()))


def _by_style(rows: Sequence[Sequence[GridCell]], most: int) -> int:
    """Rows at the top that are set otherwise than most others."""
    styles = [{word.style for cell in row for word in cell.words} for row in rows]
    body = [style for row in styles[1:] for style in row]
    if not body:
        return 0
    usual = max(set(body), key=body.count)
    count = 0
    while count < most and styles[count] and usual not in styles[count]:
        count += 1
    return count


def _by_rule(rows: Sequence[Sequence[GridCell]], rules: Sequence[Rule], box: Box, most: int) -> int:
    """Rows above the first rule across the table; 0 where a rule parts all rows."""
    across = [r.box.middle for r in rules if r.horizontal and _spans(r.box, box)]
    parted = []
    for number in range(1, len(rows)):
        if rows[number - 1] and rows[number]:
            bottom = max(cell.box.bottom for cell in rows[number - 1])
            top = min(cell.box.top for cell in rows[number])
            if any(bottom - 3 <= y <= top + 3 for y in across):
                parted.append(number)
    if not parted or len(parted) > max(2, 0.5 * len(rows)) or parted[0] > most:
        return 0
    return parted[0]


def _spans(rule: Box, box: Box) -> bool:
    return rule.overlap_x(box) > SPANNED * box.width
