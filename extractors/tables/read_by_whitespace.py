"""First reading of a table: rows by the white space under its header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from missiemonitor.corpus.document import Line, Word, text_of
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.columns import Columns, WhiteSpace, has_prose
from missiemonitor.extractors.tables.reading import RowReading, cell_of, centre
from missiemonitor.extractors.tables.rows import TableLines, group
from missiemonitor.extractors.tables.stretches import Stretch


def columns_of(stretches: Sequence[Stretch], here: Stretch) -> Columns:
    """The columns of a stretch by white space, of all stretches that have them in the same place:
    of all that there may be under the heads those that hold what their roles say.

    Where no white space parts them, the edges that the table has.
    """
    left = here.heads[0].x0
    lines = [li for each in stretches if abs(each.heads[0].x0 - left) < 1.0 for li in each.lines]
    together = _best(here, _without_prose(lines))
    if len(lines) == len(here.lines):
        return together
    # The same columns may be wider or narrower where the table goes on.
    alone = _best(here, _without_prose(here.lines))
    better = _holds(here.roles, alone, here.lines) > _holds(here.roles, together, here.lines)
    return alone if better else together


def _best(here: Stretch, lines: Sequence[Line]) -> Columns:
    """The columns by the white space of these lines that hold best what their roles say."""
    space = WhiteSpace.of(lines)
    found = [(_holds(here.roles, each, space.lines), each) for each in space.columns(here.heads)]
    own = (-1.0, Columns(here.edges))
    return max(found, key=lambda item: item[0], default=own)[1]


def read_rows(table: TableLines, page: int) -> Iterator[RowReading]:
    """One reading a row."""
    for lines, doubt in group(table):
        parts: list[list[list[Word]]] = [[] for _ in table.roles]
        for line in lines:
            for column, words in enumerate(table.columns.split(line)):
                if words:
                    parts[column].append(words)
        cells = [
            cell_of(
                table.roles[column],
                join_lines(text for text in map(text_of, pieces) if text),
                [word for words in pieces for word in words],
                column,
            )
            for column, pieces in enumerate(parts)
            if pieces
        ]
        if not cells:
            continue
        counted = (part for part, role in zip(parts, table.roles, strict=True) if role == "count")
        key = [w for words in next(filter(None, counted), parts[cells[0].column]) for w in words]
        yield RowReading("aligned", page, centre(key), tuple(cells), doubt)


def beside(stretch: Stretch, columns: Columns, lines: Sequence[Line]) -> RowReading | None:
    """What stands below the last row or above the first at a page break, as a row without count."""
    if not lines:
        return None
    parts: dict[int, list[list[Word]]] = {}
    for line in lines:
        if columns.crossed_by(line):
            # A name that is too long for its column is still one name.
            parts.setdefault(columns.column(line.words[0].box), []).append(list(line.words))
            continue
        for column, words in enumerate(columns.split(line)):
            if words:
                parts.setdefault(column, []).append(words)
    cells = tuple(
        cell_of(
            stretch.roles[column],
            join_lines(text for text in map(text_of, some) if text),
            [word for words in some for word in words],
            column,
        )
        for column, some in sorted(parts.items())
    )
    return RowReading("aligned", stretch.page.number, centre(lines[0].words), cells)


def _holds(roles: Sequence[str], columns: Columns, lines: Sequence[Line]) -> float:
    """How well columns hold what their roles say, from 0 to 3; -1 where no count is read."""
    good: dict[str, list[bool]] = {"count": [], "mission": [], "country": []}
    for line in lines:
        for role, words in zip(roles, columns.split(line), strict=True):
            text = text_of(words)
            if not text:
                continue
            if role == "count":
                good["count"].append(read_count(text).officers is not None)
            elif role == "mission":
                good["mission"].append(known_mission(text) is not None)
            elif role == "country":
                good["country"].append(link_countries(text).whole)
    if not any(good["count"]) or _numbers_rows(roles, columns, lines):
        return -1.0
    return sum(sum(found) / len(found) for found in good.values() if found)


def _numbers_rows(roles: Sequence[str], columns: Columns, lines: Sequence[Line]) -> bool:
    """Whether what would be counts are the numbers of the rows: 1, 2, 3, 4 and so on.

    They begin with 1 or stand left of all else; counts of a few rows may well go up by one.
    """
    at = roles.index("count")
    texts = [text_of(columns.split(line)[at]) for line in lines]
    numbers = [int(text) for text in texts if text.isdecimal()]
    if at and numbers[:1] != [1]:
        return False
    return len(numbers) > 3 and all(b - a == 1 for a, b in pairwise(numbers))


def _without_prose(lines: Sequence[Line]) -> list[Line]:
    """The lines without sentences, which would cover the gaps between columns."""
    plain = [line for line in lines if not has_prose(line)]
    return plain or list(lines)
