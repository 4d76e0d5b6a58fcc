"""Told tables that are pieces of one: rows that stand under each other in the same columns.

Shape alone leaves a table in pieces where its rows are set unevenly; what the columns hold tells
that they go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from missiemonitor.corpus.document import Box, Document, Line, Page, Region, text_of
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.text import join_lines, normal
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.tables import read_by_gazetteer
from missiemonitor.extractors.tables.columns import TIGHT, Columns
from missiemonitor.extractors.tables.header import is_phrase
from missiemonitor.extractors.tables.rows import WAYS, is_total
from missiemonitor.extractors.tables.table import GridCell, Table, TablePart, grid_cell
from missiemonitor.extractors.tables.told import ToldTable
from missiemonitor.extractors.trace import trace

REGIONS = (Region.BODY, Region.FOOTNOTE)
BETWEEN = 9  # lines between two pieces of a table, at most
STEP = 1.5  # times the highest step from line to line in a table, to what may be a row below it
OVER = 2  # lines between the last row of a page and the end of that, at most
BESIDE = 40.0  # points by which columns of one table may be set apart
NAMED = {"mission", "country", "count"}

Place = tuple[int, int, float]  # page, column of text, height


def joined(document: Document, told: Sequence[ToldTable]) -> list[ToldTable]:
    """The told tables from the first page on, those that are pieces of one put together."""
    found: list[ToldTable] = []
    for each in sorted(told, key=lambda each: _begin(each.table.parts[0])):
        each = _to_next_head(_with_first_row(each))
        between = _between(document, found[-1].table, each.table) if found else None
        if between is not None and _goes_on(found[-1], each, between):
            found[-1] = _together(found[-1], each, between)
        else:
            found.append(each)
    return [_with_rows_over(document, _with_rows_below(document, each), found) for each in found]


def _with_first_row(told: ToldTable) -> ToldTable:
    """The table with a head that ends where its rows begin: a row of a country, or of a mission
    and a count, is none of it, nor is the first line of a mission's name."""
    table = told.table
    texts = [dict(zip(told.roles, row, strict=True)) for row in table.texts()]
    head = next((at for at in range(table.head) if _is_row(texts[at])), table.head)
    names = [row.get("mission", "") for row in texts]
    if 0 < head < table.rows and _begins(names[head - 1], names[head]):
        head -= 1
    while head + 1 < table.rows and _is_of_head(texts[head]):
        head += 1
    return replace(told, table=replace(table, head=head)) if head != table.head else told


def _begins(text: str, below: str) -> bool:
    """Whether a name that is known begins with a text that is no word for a column."""
    if not text or not below or is_phrase(text):
        return False
    whole, rest = known_mission(join_lines([text, below])), known_mission(below)
    return whole is not None and (rest is None or WAYS.index(whole.way) <= WAYS.index(rest.way))


def _is_of_head(texts: Mapping[str, str]) -> bool:
    """Whether a row below a head is a line of it: words for columns and no count."""
    said = [text for text in texts.values() if text]
    return not texts["count"] and bool(said) and all(map(is_phrase, said))


def _to_next_head(told: ToldTable) -> ToldTable:
    """The table, up to where a word that is no count stands among its counts, beside no name: the
    head of another table below it, with the title over that."""
    table = told.table
    texts = table.texts()
    rows = range(table.head, table.rows)
    heads = (row for row in rows if _is_head(told.roles, texts[row]))
    at = told.roles.index("count")
    own = tuple(texts[row][at] for row in range(table.head) if texts[row][at])
    # The own head may come back on the next page.
    end = next((row for row in heads if not texts[row][at].startswith(own)), table.rows)
    while end < table.rows and end > table.head and not texts[end - 1][at]:
        end -= 1
    if end in (table.head, table.rows):
        return told
    last = max(c.box.bottom for c in table.cells if c.row == end - 1)
    page = max(c.page for c in table.cells if c.row == end - 1)
    if seen := trace():
        head = [c.box for c in table.cells if c.row == end]
        seen.note("end", page, "ended by the head of another table", head)
    parts = []
    for part in table.parts:
        if part.page < page:
            parts.append(part)
        elif part.page == page and part.box.top < last:
            lines = tuple(line for line in part.lines if line.box.middle <= last)
            box = replace(part.box, bottom=last)
            parts.append(replace(part, box=box, lines=lines))
    cells = tuple(cell for cell in table.cells if cell.row < end)
    return replace(told, table=replace(table, parts=tuple(parts), cells=cells, rows=end))


def _is_head(roles: Sequence[str], texts: Sequence[str]) -> bool:
    said = dict(zip(roles, texts, strict=True))
    count = said.get("count", "")
    several = sum(map(bool, texts)) > 1
    if (
        not several
        or not count.replace(" ", "").isalpha()
        or read_count(count).officers is not None
    ):
        return False
    return not _says_where(said) and not any(map(is_total, filter(None, texts)))


def _is_row(texts: Mapping[str, str]) -> bool:
    place = link_countries(texts.get("country", ""))
    named = known_mission(texts.get("mission", "")) is not None
    counted = read_count(texts["count"]).officers is not None
    return bool(place.codes and not place.rest) or (named and counted)


def _begin(part: TablePart) -> Place:
    return part.page, part.lines[0].column, part.lines[0].box.middle


def _between(document: Document, one: Table, other: Table) -> list[tuple[Page, Line]] | None:
    """The lines between two tables; None where more stand there than one table leaves out."""
    last, first = one.parts[-1], other.parts[0]
    begin = (last.page, last.lines[0].column, last.lines[-1].box.middle)
    end = _begin(first)
    if end < begin or end[0] > begin[0] + 1:
        return None
    found = [
        (page, line)
        for page in document.pages
        if begin[0] <= page.number <= end[0]
        for lines in page.columns(*REGIONS)
        for line in lines
        if begin < (page.number, line.column, line.box.middle) < end
    ]
    prose = any(p.prose and len(p.words) > 8 for _, li in found for p in segments(li.words))
    here = [line for page, line in found if page.number == last.page]
    if (first.page, first.lines[0].column) == begin[:2]:
        here.append(first.lines[0])
    if prose or len(found) > BETWEEN or not _is_near(last, here):
        return None
    return found


def _is_near(part: TablePart, below: Sequence[Line]) -> bool:
    """Whether lines follow the rows of a part as they follow each other."""
    tops = [line.box.top for line in part.lines]
    steps = [b - a for a, b in pairwise(tops)]
    most = STEP * max(steps, default=2.0 * part.lines[-1].box.height)
    return all(b - a <= most for a, b in pairwise([tops[-1], *(li.box.top for li in below)]))


def _goes_on(one: ToldTable, other: ToldTable, between: Sequence[object]) -> bool:
    """Whether a table has the columns of another, and no head but that one's again elsewhere."""
    last, first = one.table.parts[-1], other.table.parts[0]
    aside = (first.page, first.lines[0].column) != (last.page, last.lines[0].column)
    again = aside and not between and _head(one.table) == _head(other.table)
    if len(one.roles) != len(other.roles) or (other.table.head and not again):
        return False
    both = zip(one.roles, other.roles, strict=True)
    if any(a != b and ("count" in (a, b) or {a, b} <= NAMED) for a, b in both):
        return False
    shift = first.box.x0 - last.box.x0 if first.lines[0].column != last.lines[0].column else 0.0
    level = zip(last.edges, first.edges, strict=True)
    return all(abs(b - a - shift) < BESIDE for a, b in level)


def _with_lines(told: ToldTable, lines: Sequence[tuple[Page, Line]]) -> Table:
    """The table with more lines below it on its last page, each that has all of a row as a row."""
    table, last = told.table, told.table.parts[-1]
    columns = Columns(last.edges)
    cells: list[GridCell] = []
    for row, (page, line) in enumerate(lines, start=table.rows):
        parts = list(enumerate(columns.split(line)))
        if all(words for column, words in parts if told.roles[column] in NAMED):
            cells += (grid_cell(page, row, column, [words]) for column, words in parts if words)
    more = [line for _, line in lines]
    box = Box.around([last.box, *(line.box for line in more)])
    part = replace(last, box=box, lines=(*last.lines, *more))
    return replace(
        table,
        parts=(*table.parts[:-1], part),
        cells=(*table.cells, *cells),
        rows=table.rows + len(lines),
    )


def _head(table: Table) -> list[str]:
    """The words of a head, whichever way they make cells."""
    texts = (text for row in table.texts()[: table.head] for text in row)
    return sorted(token for text in texts for token in normal(text).split())


def _together(one: ToldTable, other: ToldTable, between: Sequence[tuple[Page, Line]]) -> ToldTable:
    above, below = one.table, other.table
    first = below.parts[0]
    here = [each for each in between if each[0].number == above.parts[-1].page]
    above = _with_lines(one, here)
    columns = Columns(above.parts[-1].edges)
    over = [
        (page, line)
        for page, line in between
        if (page, line) not in here
        and (not columns.crossed_by(line) or _reads_as_row(one, columns, line))
    ]
    if over:
        part = replace(first, lines=(), box=over[0][1].box, first_row=above.rows)
        above = replace(above, parts=(*above.parts, part))
        above = _with_lines(replace(one, table=above), over)
    down = above.rows - below.head
    parts = (replace(part, first_row=part.first_row + down) for part in below.parts[1:])
    table = replace(
        above,
        parts=(*above.parts, replace(first, first_row=above.rows), *parts),
        cells=(
            *above.cells,
            *(replace(c, row=c.row + down) for c in below.cells if c.row >= below.head),
        ),
        rows=down + below.rows,
        after=below.after,
    )
    return replace(one, table=table)


def _with_rows_below(document: Document, told: ToldTable) -> ToldTable:
    """The table with the rows right below it that its shape leaves out: names and a count, with
    titles over them, or a number alone among the counts, which may add them up."""
    last = told.table.parts[-1]
    page = document.page(last.page)
    body = page.columns(*REGIONS) if page else ()
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
            or _reads_as_row(told, columns, line)
            or link_organisation(line.text) is not None
        )

    lines = list(takewhile(fits, below))
    while lines and link_organisation(lines[-1].text):
        lines.pop()  # a title that no row follows
    if page is None or not lines or not _is_near(last, lines):
        return told
    return replace(told, table=_with_lines(told, [(page, line) for line in lines]))


def _with_rows_over(document: Document, told: ToldTable, others: Sequence[ToldTable]) -> ToldTable:
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
    lines = list(next(iter(following.columns(*REGIONS)), ()))
    if lines and len(segments(lines[0].words)) == 1:
        lines = lines[1:]  # what runs along at the head of pages
    rows = list(
        takewhile(
            lambda line: (
                _reads_as_row(told, columns, line)
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
        told, table=_with_lines(replace(told, table=table), [(following, line) for line in rows])
    )


def _reads_as_row(told: ToldTable, columns: Columns, line: Line) -> bool:
    columns = replace(columns, space=TIGHT)  # they may nearly touch
    texts = dict(zip(told.roles, map(text_of, columns.split(line)), strict=True))
    counted = read_count(texts["count"]).officers is not None
    return counted and _says_where(texts) and not columns.crossed_by(line)


def _says_where(texts: Mapping[str, str]) -> bool:
    """Whether a row names a known mission or country."""
    place = link_countries(texts.get("country", ""))
    return known_mission(texts.get("mission", "")) is not None or bool(place.codes)
