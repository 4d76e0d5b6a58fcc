"""What stands in columns and is no table: running text, lists, and the axes of charts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from missiemonitor.corpus.document import Box, Line, text_of
from missiemonitor.extractors.tables.aligned_columns import cells_of_line
from missiemonitor.extractors.tables.cell_kinds import are_steps, count_up, has_axis, is_figure
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.level_rules import LevelRules

LABEL = 4.5  # ems that the labels of a list take, at most
LISTED = re.compile(r"[-–—•▪◦‣·*]|\(?[\w.]{1,5}[.):]|\d+(\.\d+)*")
RUNNING = 0.4  # share of the cells of some words that begin in lower case, for columns of prose


def is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines with several cells are columns of running text beside each other."""
    cells = [cell for line in lines for cell in cells_of_line(line)]
    texts = [cell for cell in cells if len(cell) > 2]
    if len(texts) < 0.6 * len(cells):
        return False
    low = sum(cell[0].text[:1].islower() for cell in texts)
    return low > RUNNING * len(texts)


def is_chart(body: Sequence[Line], columns: Columns) -> bool:
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


def is_list(block: Sequence[Line], head: int, columns: Columns, rules: LevelRules) -> bool:
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
