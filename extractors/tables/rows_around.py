"""Rows of a told table that its shape leaves out: right below it, or at the head of the next page.

What stands in the columns tells that a line is a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from missiemonitor.corpus.document import Box, Document, Line, Page, Region, text_of
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.tables import read_by_gazetteer
from missiemonitor.extractors.tables.columns import TIGHT, Columns
from missiemonitor.extractors.tables.rows import is_total
from missiemonitor.extractors.tables.table import INSIDE, GridCell, Table, TablePart, grid_cell
from missiemonitor.extractors.tables.told import ToldTable

STEP = 1.5  # times the highest step from line to line in a table, to what may be a row below it
OVER = 2  # lines between the last row of a page and the end of that, at most
NAMED = {"mission", "country", "count"}


def with_lines(told: ToldTable, lines: Sequence[tuple[Page, Line]]) -> Table:
    """The table with more lines below it on its last page, each of them a row."""
    table, last = told.table, told.table.parts[-1]
    columns = Columns(last.edges)
    cells: list[GridCell] = []
    for row, (page, line) in enumerate(lines, start=table.rows):
        # A row's cells may nearly touch; what else runs over them is one name.
        near = replace(columns, space=TIGHT) if reads_as_row(told, columns, line) else columns
        cells += (
            grid_cell(page, row, column, [words]) for column, words in near.cells(line).items()
        )
    more = [line for _, line in lines]
    box = Box.around([last.box, *(line.box for line in more)])
    part = replace(last, box=box, lines=(*last.lines, *more))
    return replace(
        table,
        parts=(*table.parts[:-1], part),
        cells=(*table.cells, *cells),
        rows=table.rows + len(lines),
    )


def is_near(part: TablePart, below: Sequence[Line]) -> bool:
    """Whether lines follow the rows of a part as they follow each other."""
    tops = [line.box.top for line in part.lines]
    steps = [b - a for a, b in pairwise(tops)]
    most = STEP * max(steps, default=2.0 * part.lines[-1].box.height)
    return all(b - a <= most for a, b in pairwise([tops[-1], *(li.box.top for li in below)]))


def with_rows_below(document: Document, told: ToldTable) -> ToldTable:
    """The table with the rows right below it that its shape leaves out: names and a count, with
    titles over them, or a number alone among the counts, which may add them up."""
    last = told.table.parts[-1]
    page = document.page(last.page)
    body = page.columns(*INSIDE) if page else ()
    below = (
        line
        for lines in body
        for line in lines
        if line.column == last.lines[0].column and line.box.middle > last.box.bottom
    )
    columns, country = Columns(last.edges), "country" in told.roles

    def fits(line: Line) -> bool:
        texts = [text_of(part) for part in columns.split(line)]
        count = texts[told.roles.index("count")]
        alone = [text for text in texts if text] == [count]
        return (
            (alone and read_count(count).officers is not None)
            or any(read_by_gazetteer.read_rows([line], last.page, country))
            or reads_as_row(told, columns, line)
            or link_organisation(line.text) is not None
        )

    lines = list(takewhile(fits, below))
    while lines and link_organisation(lines[-1].text):
        lines.pop()  # a title that no row follows
    if page is None or not lines or not is_near(last, lines):
        return told
    return replace(told, table=with_lines(told, [(page, line) for line in lines]))


def with_rows_over(document: Document, told: ToldTable, others: Sequence[ToldTable]) -> ToldTable:
    """The table with rows at the head of the next page that its shape leaves out, where no more
    than a line or two stand between: a name that is split by the page break, a running head."""
    table, last = told.table, told.table.parts[-1]
    page, following = document.page(last.page), document.page(last.page + 1)
    if page is None or following is None or any(map(is_total, table.texts()[-1])):
        return told
    end = (last.lines[0].column, last.box.bottom)
    rest = [line for line in page.of(Region.BODY) if (line.column, line.box.middle) > end]
    held = [part for each in others for part in each.table.parts if part.page == following.number]
    columns = Columns(last.edges)
    lines = list(next(iter(following.columns(*INSIDE)), ()))
    if lines and len(segments(lines[0].words)) == 1:
        lines = lines[1:]  # what runs along at the head of pages
    rows = list(
        takewhile(
            lambda line: (
                reads_as_row(told, columns, line)
                and not any(part.box.holds(line.box) for part in held)
            ),
            lines,
        )
    )
    if len(rest) > OVER or not rows:
        return told
    box = Box.around(line.box for line in rows)
    part = TablePart(following.number, box, following.on_paper(box), (), last.edges, table.rows)
    table = replace(table, parts=(*table.parts, part))
    return replace(
        told, table=with_lines(replace(told, table=table), [(following, line) for line in rows])
    )


def reads_as_row(told: ToldTable, columns: Columns, line: Line) -> bool:
    columns = replace(columns, space=TIGHT)  # they may nearly touch
    texts = dict(zip(told.roles, map(text_of, columns.split(line)), strict=True))
    counted = read_count(texts["count"]).officers is not None
    return counted and says_where(texts) and not columns.crossed_by(line)


def says_where(texts: Mapping[str, str]) -> bool:
    """Whether a row names a known mission or country."""
    place = link_countries(texts.get("country", ""))
    return known_mission(texts.get("mission", "")) is not None or bool(place.codes)
