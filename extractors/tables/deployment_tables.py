"""Deployment tables: a Document goes in; each table with its rows as three readings saw them.

No reading leans on another: `aligned` goes by white space under the header, `ruled` by drawn
lines, `names` by which words are missions, countries and numbers; what they share is told in
README.md of this folder. A row is known by the place of its count, so that what was made of one row
can be held against each other (reconcile.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.document import Box, Document, Line, Page, Region, Word, text_of
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables import (
    own_readings,
    read_by_gazetteer,
    read_by_ruling,
    read_by_structure,
    read_by_whitespace,
)
from missiemonitor.extractors.tables.columns import Columns, WhiteSpace
from missiemonitor.extractors.tables.extent import Frame, Stretch, stretches_of
from missiemonitor.extractors.tables.from_above import with_missions_from_above
from missiemonitor.extractors.tables.header import Header, find_headers, is_heading
from missiemonitor.extractors.tables.header_choice import best_columns, without_prose
from missiemonitor.extractors.tables.page_breaks import Broken, Part, over_pages, without_moved
from missiemonitor.extractors.tables.page_edges import with_rows_at_edges
from missiemonitor.extractors.tables.reading import (
    RowCell,
    RowReading,
    cell_of,
    centre,
)
from missiemonitor.extractors.tables.rows import TableLines
from missiemonitor.extractors.tables.ruled_grid import Grid, ruled_grids
from missiemonitor.extractors.tables.told import ToldTable, header_of, heads_of
from missiemonitor.extractors.trace import trace

REGIONS = (Region.BODY, Region.FOOTNOTE)


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table that has a deployment table's header, with its rows as each reading saw them."""

    page: int
    header: tuple[RowCell, ...]
    caption: str
    box: Box
    rows: tuple[RowReading, ...]
    pages: tuple[int, ...] = ()
    before: str = ""
    """The text between the table before and this one, or the beginning of the document."""
    own: tuple[RowReading, ...] = ()
    """The same rows as readings saw them that know no head or extent of this table."""
    broken: tuple[Broken, ...] = ()
    """Rows that may be split over a page break and could not be put together."""


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The deployment tables of a document, and rows by their names that stand in none of them."""

    tables: tuple[TableReading, ...]
    outside: tuple[RowReading, ...]


def read_tables(document: Document, told: Sequence[ToldTable] = ()) -> FoundTables:
    """All tables of the document with a header that names missions or countries and counts, or
    whose columns are `told` by what stands in them."""
    given, document = document, with_rows_at_edges(document)
    grids = {page.number: ruled_grids(page) for page in document.pages}
    drawn = {page.number: _drawn(page, grids[page.number]) for page in document.pages}
    frames = [Frame(page, lines) for page in document.pages for lines in page.columns(*REGIONS)]
    tables: list[TableReading] = []
    before: list[Line] = []
    used: set[int] = set()
    taken: set[tuple[int, int]] = set()
    for index, frame in enumerate(frames):
        seen = 0
        for header in _headers(frame, told):
            if (index, header.first) in taken or _begins_in(used, frame, header):
                continue
            before += frame.lines[seen : header.first]
            seen = header.first
            _note_header(frame, header)
            stretches = list(stretches_of(frames, index, header, drawn, taken))
            table = _table(stretches, grids, before)
            if table:
                tables.append(table)
                before = []
                used.update(id(line) for stretch in stretches for line in stretch.lines)
        before += frame.lines[seen:]
        _note_other_headings(frame)
    for each in told:
        _with_structure(tables, each)
        used |= _lines_in_place(frames, each)
    outside = [row for frame in frames for row in _outside(frame, used)] if tables else []
    tables, left = _with_own_readings(given, tables)
    outside += left
    for row in outside:
        _note_row(row, "outside the tables: ", taken=False)
    return FoundTables(tuple(tables), tuple(outside))


def _with_own_readings(
    document: Document, tables: Sequence[TableReading]
) -> tuple[list[TableReading], list[RowReading]]:
    """The tables with what readings of their own saw of their rows, and rows only those saw."""
    found, left = own_readings.beside(document, [table.rows for table in tables])
    for row in (row for rows in found for row in rows):
        _note_row(row)
    both = zip(tables, found, strict=True)
    return [replace(table, own=tuple(own)) for table, own in both], left


def _begins_in(used: set[int], frame: Frame, header: Header) -> bool:
    """Whether the line under a header is of a table already, that goes on over the page."""
    under = frame.lines[header.after : header.after + 1]
    return any(id(line) in used for line in under)


def _with_structure(tables: list[TableReading], told: ToldTable) -> None:
    """Adds what the shape of a told table gives: to the table read in its place, or as one."""
    rows = tuple(read_by_structure.read_rows(told.table, told.roles))
    if not rows:
        return
    for row in rows:
        _note_row(row)
    if not any(told.table.holds(r.page, r.at) for each in tables for r in each.rows):
        tables.append(_by_structure(told, rows))
        return
    at: int | None = None
    for row in rows:
        beside = [i for i, each in enumerate(tables) if any(map(row.is_at, each.rows))]
        # A row that no other reading saw goes with the one above it, where it names a mission.
        at = beside[0] if beside else at
        if at is None or len(tables[at].header) != told.table.columns:
            continue
        if beside or known_mission(row.text("mission")) is not None:
            tables[at] = replace(tables[at], rows=(*tables[at].rows, row))


def _by_structure(told: ToldTable, rows: tuple[RowReading, ...]) -> TableReading:
    table = told.table
    named: list[RowReading] = []
    for part in table.parts:
        named += read_by_gazetteer.read_rows(part.lines, part.page, "country" in told.roles)
    known = {(row.page, row.at) for row in rows}
    return TableReading(
        page=table.page,
        header=tuple(heads_of(told)),
        caption=table.caption,
        box=table.box,
        rows=(*rows, *(row for row in named if (row.page, row.at) in known)),
        pages=table.pages,
        before=table.before,
    )


def _lines_in_place(frames: Sequence[Frame], told: ToldTable) -> set[int]:
    parts = {part.page: part.box for part in told.table.parts}
    return {
        id(line)
        for frame in frames
        for line in frame.lines
        if frame.page.number in parts and parts[frame.page.number].holds(line.box)
    }


def _drawn(page: Page, grids: list[Grid]) -> list[Grid]:
    """The grids of drawn rules alone: the same where nothing is shaded."""
    if all(rule.drawn for rule in page.rules):
        return grids
    return ruled_grids(page, drawn=True)


def _headers(frame: Frame, told: Sequence[ToldTable]) -> list[Header]:
    """The headers in a frame: by their words, and those of told tables.

    Of two for one table the one is taken that parts it into more columns.
    """
    named = list(find_headers(frame.lines, frame.page.rules))
    here = [each for each in told if each.table.page == frame.page.number]
    upright = frame.page.upright
    others = [header for each in here if (header := header_of(each, frame.lines, upright))]
    kept = [
        each
        for each in named
        if not any(_touches(o, each) and len(o.cells) > len(each.cells) for o in others)
    ]
    kept += [o for o in others if not any(_touches(o, each) for each in kept)]
    return sorted(kept, key=lambda header: header.first)


def _touches(one: Header, other: Header) -> bool:
    """Whether two headers are of one table: the lines of one stand among those of the other."""
    return one.first <= other.after and other.first <= one.after


def _note_header(frame: Frame, header: Header) -> None:
    if seen := trace():
        found = " | ".join(f"{cell.text} ({cell.role or 'unknown'})" for cell in header.cells)
        seen.note("header", frame.page.number, found, [cell.box for cell in header.cells])


def _note_other_headings(frame: Frame) -> None:
    """Note lines that name columns but make no header of a deployment table."""
    if seen := trace():
        headers = [range(h.first, h.after) for h in find_headers(frame.lines, frame.page.rules)]
        for at, line in enumerate(frame.lines):
            prose = any(piece.prose for piece in segments(line.words))
            if is_heading(line) and not prose and not any(at in lines for lines in headers):
                why = f"columns are named, but no cells make a deployment table's: {line.text}"
                seen.note("header", frame.page.number, why, [line.box], taken=False)


def _note_row(row: RowReading, why: str = "", taken: bool = True) -> None:
    if seen := trace():
        text = why + " | ".join(f"{cell.text} ({cell.role or 'unknown'})" for cell in row.cells)
        boxes = [cell.box for cell in row.cells if not cell.inherited]
        seen.note(f"row {row.way}", row.page, text, boxes, taken)


def _note_columns(stretch: Stretch, columns: Columns | None) -> None:
    """Note the lines of a table on a page and what parts its columns."""
    seen = trace()
    if seen is None:
        return
    page = stretch.frame.page.number
    area = Box.around(line.box for line in stretch.lines)
    count = len(stretch.lines)
    seen.note("extent", page, f"{count} lines", [line.box for line in stretch.lines], lines=count)
    if columns is None:
        seen.note("columns", page, "no columns that hold what the header says", (), taken=False)
    else:
        edges = [Box(x, area.top, x, area.bottom) for x in columns.edges]
        seen.note("columns", page, f"{len(edges) + 1} columns", edges, space=columns.space)


def _outside(frame: Frame, used: set[int]) -> Iterator[RowReading]:
    """Lines that read like rows and stand in no table, but for those under another header."""
    free: list[Line] = []
    other = False
    for line in frame.lines:
        if id(line) in used:
            other = False
        elif is_heading(line):
            other = not any(find_headers([line]))
        elif any(piece.prose for piece in segments(line.words)):
            other = False
        elif not other:
            free.append(line)
    yield from read_by_gazetteer.read_rows(free, frame.page.number, with_country=True)


def _table(
    stretches: Sequence[Stretch], grids: dict[int, list[Grid]], before: Sequence[Line]
) -> TableReading | None:
    given, stretches = stretches, [stretch for stretch in stretches if stretch.lines]
    if not stretches:
        _note_table(given[0], "no table: no line under the header belongs to it", taken=False)
        return None
    first = stretches[0]
    header = first.header
    aligned: list[Part] = []
    rows: list[RowReading] = []
    feet: list[RowReading | None] = []
    tops: list[RowReading | None] = []
    above: Sequence[Line] = ()
    for stretch in stretches:
        columns = _columns(stretches, stretch)
        page = stretch.frame.page
        _note_columns(stretch, columns)
        feet.append(_foot(stretch, columns))
        tops.append(_top(stretch, columns))
        found: tuple[RowReading, ...] = ()
        if columns:
            table = TableLines(stretch.lines, header.roles, columns, page.rules)
            found = tuple(read_by_whitespace.read_rows(table, page.number))
            aligned.append(Part(found, feet[-1], tops[-1]))
        rows += _named(stretch, above)
        above = _lines_of(stretch, found)
    ruled = [
        Part(tuple(found), foot, top)
        for found, foot, top in zip(_ruled(stretches, grids), feet, tops, strict=True)
    ]
    wholes = [over_pages(parts) for parts in (aligned, ruled)]
    moved = [foot for whole in wholes for foot in whole.moved]
    for whole in wholes:
        rows += with_missions_from_above(without_moved(whole.rows, moved))
    broken = next((whole.broken for whole in wholes if whole.broken), [])
    for row in rows:
        _note_row(row)
    if not any(row.way != "names" for row in rows):
        _note_table(first, "no table: neither white space nor rules give rows", taken=False)
        return None
    _note_table(first, f"a table with {len(rows)} readings of its rows")
    return TableReading(
        page=first.frame.page.number,
        header=tuple(
            RowCell(cell.role, cell.text, cell.box, column)
            for column, cell in enumerate(header.cells)
        ),
        caption=_caption(before, header),
        box=Box.around([cell.box for cell in header.cells] + [line.box for line in first.lines]),
        rows=tuple(rows),
        pages=tuple(dict.fromkeys(stretch.frame.page.number for stretch in stretches)),
        before=join_lines(line.text for line in before),
        broken=tuple(broken),
    )


def _foot(stretch: Stretch, columns: Columns | None) -> RowReading | None:
    """What stands below the last row at the foot of a page, as a row without a count."""
    return _beside(stretch, columns, stretch.cut)


def _top(stretch: Stretch, columns: Columns | None) -> RowReading | None:
    """What stands above the first row at the head of a page where a table goes on, in the same way.

    The end of a name may be left there, whose row and count are on the page before.
    """
    lines = [line for line in stretch.frame.lines if line.region is Region.BODY]
    at = lines.index(stretch.lines[0]) if stretch.lines and stretch.lines[0] in lines else 0
    return _beside(stretch, columns, lines[:at]) if at == 1 else None


def _beside(stretch: Stretch, columns: Columns | None, lines: Sequence[Line]) -> RowReading | None:
    if columns is None or not lines:
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
            stretch.header.roles[column],
            join_lines(text for text in map(text_of, lines) if text),
            [word for words in lines for word in words],
            column,
        )
        for column, lines in sorted(parts.items())
    )
    return RowReading("aligned", stretch.frame.page.number, centre(lines[0].words), cells)


def _lines_of(stretch: Stretch, rows: Sequence[RowReading]) -> Sequence[Line]:
    """The lines at the foot of a page without a count, with which a row of the next may begin."""
    if stretch.cut or not stretch.at_end or not rows or rows[-1].cell("count"):
        return stretch.cut
    area = Box.around(cell.box for cell in rows[-1].cells)
    return [line for line in stretch.lines if area.top <= line.box.middle <= area.bottom]


def _named(stretch: Stretch, above: Sequence[Line]) -> Iterator[RowReading]:
    """Rows by their names; the first may begin with lines at the foot of the page before."""
    page, country = stretch.frame.page.number, "country" in stretch.header.roles
    first, whole = stretch.lines[0], []
    if above:
        words = [word for line in (*above, first) for word in line.words]
        for row in read_by_gazetteer.read_rows([Line(tuple(words))], page, country):
            # Boxes are those of its own page.
            cells = (
                replace(cell, box=first.box) if cell.role == "mission" else cell
                for cell in row.cells
            )
            whole.append(replace(row, cells=tuple(cells)))
    yield from whole
    for row in read_by_gazetteer.read_rows(stretch.lines, page, country):
        if row.at not in [other.at for other in whole]:
            yield row


def _note_table(stretch: Stretch, text: str, taken: bool = True) -> None:
    if seen := trace():
        boxes = [cell.box for cell in stretch.header.cells] + [line.box for line in stretch.lines]
        seen.note("table", stretch.frame.page.number, text, [Box.around(boxes)], taken)


def _columns(stretches: Sequence[Stretch], here: Stretch) -> Columns | None:
    """The columns of a stretch, from all stretches that have them in the same place."""
    left = here.header.cells[0].box.x0
    alike = [s for s in stretches if abs(s.header.cells[0].box.x0 - left) < 1.0]
    lines = [line for stretch in alike for line in stretch.lines]
    return best_columns(WhiteSpace.of(without_prose(lines)), here.header.cells)[1]


def _ruled(
    stretches: Sequence[Stretch], grids: dict[int, list[Grid]]
) -> Iterator[list[RowReading]]:
    """Rows by drawn lines, stretch by stretch: of the grids that lie where the stretches are."""
    for stretch in stretches:
        if not stretch.lines:
            continue
        area = Box.around(line.box for line in stretch.lines)
        rows: list[RowReading] = []
        for grid in grids[stretch.frame.page.number]:
            if grid.box.overlap_y(area) < 0.3 * area.height or grid.box.overlap_x(area) <= 0:
                _note_grid(grid, "not used: it lies beside the table", taken=False)
                continue
            own = _columns_of(grid, stretch.header)
            if own is None:
                _note_grid(grid, "not used: its columns are not those of the head", taken=False)
                continue
            roles = [stretch.header.roles[column] for column in own]
            _note_grid(grid, " | ".join(role or "unknown" for role in roles))
            over = [c.row + c.row_span for c in grid.cells if c.words and c.box.middle < area.top]
            for row in read_by_ruling.read_rows(grid, roles, max(over, default=0)):
                cells = (replace(cell, column=own[cell.column]) for cell in row.cells)
                rows.append(replace(row, cells=tuple(cells)))
        yield rows


def _columns_of(grid: Grid, header: Header) -> list[int] | None:
    """The column of the head for each column of a grid; None where two are of one."""
    heads = header.cells
    if grid.columns == len(heads):
        return list(range(len(heads)))
    single = (
        [c.box for c in grid.cells if c.column == at and c.column_span == 1]
        for at in range(grid.columns)
    )
    spans = [Box.around(boxes) for boxes in single if boxes]
    own = [max(range(len(heads)), key=lambda at: heads[at].over.overlap_x(box)) for box in spans]
    return own if len(own) == grid.columns and len(set(own)) == len(own) else None


def _note_grid(grid: Grid, text: str, taken: bool = True) -> None:
    if seen := trace():
        text = f"{grid.rows} x {grid.columns} cells by drawn lines: {text}"
        seen.note("grid", grid.page, text, [grid.box], taken)


def _caption(above: Sequence[Line], header: Header) -> str:
    """The lines close above a header: its title, or the end of the text that introduces it."""
    top = min(cell.box.top for cell in header.cells)
    kept: list[Line] = []
    for line in reversed(above[-4:]):
        gap = top - line.box.bottom
        if gap < -2 * line.box.height and not kept:
            gap = 0.0  # the foot of the column or page before
        if kept and (
            gap < 0 or gap > 0.9 * line.box.height or line.words[0].style != kept[-1].words[0].style
        ):
            break
        if gap > 3.0 * line.box.height:
            break
        kept.append(line)
        top = line.box.top
    return join_lines(line.text for line in reversed(kept))
