"""Deployment tables: a Document goes in; each table with its rows as three readings saw them.

The readings share nothing but the words of the page: `aligned` goes by white space under the
header, `ruled` by drawn lines, `names` by which words are missions, countries and numbers. A row
is known by the place of its count, so that what was made of one row can be held against each other
(agreement.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from corpus.dates import dates
from corpus.document import Box, Document, Line, Page, Region, Rule, Word, text_of
from corpus.layout import segments
from corpus.paragraphs import join_lines
from extractors import by_names, by_rules, by_white_space
from extractors.columns import Columns, WhiteSpace
from extractors.grids import Grid, ruled_grids
from extractors.headers import Header, HeaderCell, find_headers, is_heading
from extractors.linking import known_mission, link_countries, link_organisation, normal
from extractors.numbers import read_count
from extractors.readings import RowCell, RowReading, over_pages, with_missions_from_above
from extractors.reference import words as small_words
from extractors.rows import TableLines

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


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The deployment tables of a document, and rows by their names that stand in none of them."""

    tables: tuple[TableReading, ...]
    outside: tuple[RowReading, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A column of text on a page: the lines among which a table can stand."""

    page: Page
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The lines of a table in one frame, under its header or going on from the frame before."""

    frame: _Frame
    header: Header
    lines: tuple[Line, ...]
    at_end: bool


def read_tables(document: Document) -> FoundTables:
    """All tables of the document with a header that names missions or countries and counts."""
    grids = {page.number: ruled_grids(page) for page in document.pages}
    drawn = {page.number: ruled_grids(page, drawn=True) for page in document.pages}
    frames = [_Frame(page, lines) for page in document.pages for lines in page.columns(*REGIONS)]
    tables: list[TableReading] = []
    before: list[Line] = []
    used: set[int] = set()
    taken: set[tuple[int, int]] = set()
    for index, frame in enumerate(frames):
        seen = 0
        for header in find_headers(frame.lines, frame.page.rules):
            if (index, header.first) in taken:
                continue
            before += frame.lines[seen : header.first]
            seen = header.first
            stretches = list(_stretches(frames, index, header, drawn, taken))
            table = _table(stretches, grids, before)
            if table:
                tables.append(table)
                before = []
                used.update(id(line) for stretch in stretches for line in stretch.lines)
        before += frame.lines[seen:]
    outside = [row for frame in frames for row in _outside(frame, used)] if tables else []
    return FoundTables(tuple(tables), tuple(outside))


def _outside(frame: _Frame, used: set[int]) -> Iterator[RowReading]:
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
    yield from by_names.read_rows(free, frame.page.number, with_country=True)


def is_total(text: str) -> bool:
    """Whether a row that begins with this text adds up the rows above it."""
    form = normal(text)
    return any(
        form == normal(word) or form.startswith(normal(word) + " ")
        for word in small_words()["totals"]["words"]
    )


# --- where a table is -------------------------------------------------------------------------


def _stretches(
    frames: Sequence[_Frame],
    index: int,
    header: Header,
    grids: dict[int, list[Grid]],
    taken: set[tuple[int, int]],
) -> Iterator[_Stretch]:
    """The lines under a header, frame after frame for as long as the table goes on."""
    frame = frames[index]
    below = _until_gap(header, frame.lines[header.after :], frame.page.rules)
    if not below and index + 1 < len(frames):
        # All rows stand on the next page.
        below = _until_gap(header, frames[index + 1].lines, frames[index + 1].page.rules)
    header = _settled(header, below)
    stretch = _under(frame, header, header.after, grids[frame.page.number])
    yield stretch
    _, columns = _best(WhiteSpace.of(_without_prose(stretch.lines)), header.cells)
    begun = index
    while stretch.at_end and index + 1 < len(frames):
        index += 1
        following = frames[index]
        if following.page.number > frame.page.number + 1:
            return
        frame = following
        again = _repeated(frame, header)
        if again and not _same_header(again, header):
            if again.first == 0:
                return
            again = None  # another table stands lower on the page
        start = 0
        aside = frame.lines[0].column != frames[begun].lines[0].column
        by = _left(frame) - _left(frames[begun]) if aside else 0.0
        here, moved = _moved(header, columns, by)
        if again:
            taken.add((index, again.first))
            again = replace(again, cells=_alike(again, header))
            start, here = again.after, again
        known = None if again else moved
        stretch = _under(frame, here, start, grids[frame.page.number], known)
        if not stretch.lines:
            return
        yield stretch


def _repeated(frame: _Frame, header: Header) -> Header | None:
    """The header among the first lines of a frame; as high as the known one if it is the same."""
    found = next(iter(find_headers(frame.lines[:6], frame.page.rules)), None)
    if found is None or _same_header(found, header):
        return found
    # The first line of a row may stand so close under it that it seems to belong to it.
    end = found.first + header.after - header.first
    same = next(iter(find_headers(frame.lines[found.first : end], frame.page.rules)), None)
    if same and same.first == 0 and _same_header(same, header):
        return replace(same, first=found.first, after=end)
    return found


def _left(frame: _Frame) -> float:
    return min(line.box.x0 for line in frame.lines)


def _moved(header: Header, columns: Columns | None, by: float) -> tuple[Header, Columns | None]:
    """A header and its columns where the table goes on in another column of text."""
    if abs(by) < 100:  # points; less is a ragged margin
        return header, columns
    cells = tuple(
        replace(c, box=Box(c.box.x0 + by, c.box.top, c.box.x1 + by, c.box.bottom))
        for c in header.cells
    )
    if columns:
        columns = replace(columns, edges=tuple(edge + by for edge in columns.edges))
    return replace(header, cells=cells), columns


def _same_header(one: Header, other: Header) -> bool:
    """Whether two headers have the same words, whichever way they make cells."""
    return _tokens(one) == _tokens(other)


def _tokens(header: Header) -> list[str]:
    return sorted(token for cell in header.cells for token in normal(cell.text).split())


def _alike(header: Header, known: Header) -> tuple[HeaderCell, ...]:
    """The cells of a repeated header, made as those of the first one were."""
    texts = [cell.text for cell in known.cells]
    same = (cells for cells in header.options if [cell.text for cell in cells] == texts)
    return next(same, header.cells)


def _settled(header: Header, lines: Sequence[Line]) -> Header:
    """The header with its words made cells in the way that fits best what stands under it."""
    space = WhiteSpace.of(_without_prose(lines)[:40])
    # What stands under it must be plainly better to overrule what the header itself says.
    scores = [
        _best(space, cells)[0] + 0.4 * likely
        for cells, likely in zip(header.options, header.likely, strict=True)
    ]
    cells = header.options[scores.index(max(scores))]
    return replace(header, cells=_one_count(_told_by_rows(cells, space)))


def _told_by_rows(cells: tuple[HeaderCell, ...], space: WhiteSpace) -> tuple[HeaderCell, ...]:
    """The cells, where a heading that is not understood stands over missions or countries."""
    _, columns = _best(space, cells)
    if columns is None:
        return cells
    told = list(cells)
    for at, cell in enumerate(cells):
        texts = [text_of(columns.split(line)[at]) for line in space.lines]
        texts = [text for text in texts if text]
        missions = sum(known_mission(text) is not None for text in texts)
        places = sum(bool(link_countries(text).codes) for text in texts)
        for role, number in (("mission", missions), ("country", places - missions)):
            if (
                not cell.role
                and role not in [c.role for c in told]
                and (number > 1 and number > 0.5 * len(texts))
            ):
                told[at] = replace(cell, role=role)
                break
    return tuple(told)


def _best(space: WhiteSpace, cells: Sequence[HeaderCell]) -> tuple[float, Columns | None]:
    """Of all columns that there may be under these header cells, those that hold what they say."""
    found = [
        (_holds(cells, columns, space.lines), columns)
        for columns in space.columns([cell.box for cell in cells])
    ]
    return max(found, key=lambda item: item[0], default=(-1.0, None))


def _holds(cells: Sequence[HeaderCell], columns: Columns, lines: Sequence[Line]) -> float:
    """How well columns hold what their headers say, from 0 to 3; -1 where no count is read."""
    good: dict[str, list[bool]] = {"count": [], "mission": [], "country": []}
    for line in lines:
        for cell, words in zip(cells, columns.split(line), strict=True):
            text = text_of(words)
            if not text:
                continue
            if cell.role == "count":
                good["count"].append(read_count(text).officers is not None)
            elif cell.role == "mission":
                good["mission"].append(known_mission(text) is not None)
            elif cell.role == "country":
                place = link_countries(text)
                good["country"].append(bool(place.codes) and not place.rest)
    if not any(good["count"]) or _numbers_rows(cells, columns, lines):
        return -1.0
    return sum(sum(found) / len(found) for found in good.values() if found)


def _numbers_rows(cells: Sequence[HeaderCell], columns: Columns, lines: Sequence[Line]) -> bool:
    """Whether what would be counts are the numbers of the rows: 1, 2, 3, 4 and so on."""
    at = next(i for i, cell in enumerate(cells) if cell.role == "count")
    texts = [text_of(columns.split(line)[at]) for line in lines]
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) > 3 and all(b - a == 1 for a, b in pairwise(numbers))


def _one_count(cells: tuple[HeaderCell, ...]) -> tuple[HeaderCell, ...]:
    """Of several columns of counts the one whose header names the last year or day."""
    counts = [cell for cell in cells if cell.role == "count"]
    days = {cell: _last_day(cell.text) for cell in counts}
    if len(counts) < 2 or len(set(days.values())) < 2:
        return cells
    last = max(counts, key=lambda cell: days[cell])
    return tuple(
        replace(cell, role="other") if cell in counts and cell is not last else cell
        for cell in cells
    )


def _last_day(text: str) -> str:
    """The last day, half-year or year that a header names, so that a later one sorts behind."""
    days = [found.day.isoformat() for found in dates(text)]
    years = re.findall(r"\b(?:19|20)\d\d(?:[-/][12])?\b", text)
    return max([*days, *years], default="")


def _under(
    frame: _Frame,
    header: Header,
    start: int,
    grids: Sequence[Grid],
    known: Columns | None = None,
) -> _Stretch:
    """The lines of the table from line `start` of a frame on.

    Where the table goes on from the frame before, its columns are `known`.
    """
    lines = frame.lines[start:]
    kept = _framed(header, lines, grids, going_on=start == 0)
    last = kept[-1] if kept else None
    if kept is None:
        kept, last = _by_spacing(header, lines, frame.page.rules, known)
    body = [line for line in frame.lines if line.region is Region.BODY]
    at_end = bool(body) and last in (None, body[-1])
    return _Stretch(frame, header, tuple(kept), at_end)


def _framed(
    header: Header, lines: Sequence[Line], grids: Sequence[Grid], going_on: bool
) -> list[Line] | None:
    """The lines inside the drawn frame that the header stands in, if there is one."""
    if going_on:
        first = lines[0].box if lines else None
        within = [g for g in grids if first and g.box.holds(first)]
    else:
        heads = Box.around(cell.box for cell in header.cells)
        within = [g for g in grids if g.box.holds(heads)]
    for grid in within:
        inside = [
            line
            for line in lines
            if grid.box.top - 1 <= line.box.middle <= grid.box.bottom + 1
            and line.box.overlap_x(grid.box) > 0
        ]
        if inside and grid.columns >= len(header.cells):
            return inside
    return None


def _by_spacing(
    header: Header, lines: Sequence[Line], rules: Sequence[Rule], known: Columns | None
) -> tuple[list[Line], Line | None]:
    """The lines up to a gap too high to part two rows, or to text that runs across columns.

    Also the last line that may belong to the table, as a title over rows on the next page does.
    """
    near = _until_gap(header, lines, rules)
    columns = known or _best(WhiteSpace.of(_without_prose(near)), header.cells)[1]
    if columns is None or (known and near and _is_text(columns, header, near[0])):
        return [], lines[-1] if lines else None
    kept: list[Line] = []
    pending: list[Line] = []
    for line in near:
        if is_heading(line) or not _may_be_row(columns, header, line):
            break
        if (
            kept
            and _is_total_line(columns, header, kept[-1])
            and not _filled(columns, header, line)
        ):
            break
        if _is_text(columns, header, line):
            # A title between rows, or the end of the table: the next line tells.
            pending.append(line)
            if len(pending) > 2 or len(line.words) > 9:
                break
            continue
        if pending and not _filled(columns, header, line):
            break
        kept += pending
        pending = []
        kept.append(line)
    last = (kept + pending)[-1] if kept else None
    while kept and _stray(columns, header, kept):
        kept.pop()
    if known and not any(_filled(columns, header, line) for line in kept):
        return [], lines[0]
    return kept, last


def _is_total_line(columns: Columns, header: Header, line: Line) -> bool:
    cells = zip(header.roles, columns.split(line), strict=True)
    return any(is_total(text_of(words)) for role, words in cells if role != "count")


def _until_gap(header: Header, lines: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
    """The lines down to the first high gap, or the first line of running text."""
    kept: list[Line] = []
    flat = [rule.box.top for rule in rules if rule.horizontal]
    for line in lines:
        if kept:
            gap = line.box.top - kept[-1].box.bottom
            if is_heading(line):
                # Another table's header, and the title over it.
                if len(kept) > 1 and len(segments(kept[-1].words)) == 1:
                    kept.pop()
                break
            if _is_running_text(header, line):
                break
            if gap < -0.9 * line.box.height:
                break
            ruled = any(kept[-1].box.bottom - 2 <= y <= line.box.top + 2 for y in flat)
            seen = [b.box.top - a.box.bottom for a, b in pairwise(kept)]
            usual = max((between for between in seen if between > 0), default=None)
            # The first gap may be any that rows have; later ones are held against it. The lines
            # of one row stand closer than rows do.
            high = line.box.height
            high = 2.5 * high if usual is None else max(usual + 0.9 * high, 1.6 * high)
            if gap > (2.5 if ruled else 1.0) * high:
                break
        kept.append(line)
    return kept


def _is_running_text(header: Header, line: Line) -> bool:
    """Whether a line is a run of words across columns, with no count in it: no row of a table.

    It is long and goes under most of the header, or is one sentence, or a note ("Bron: ...").
    """
    width = header.cells[-1].box.x1 - header.cells[0].box.x0
    pieces = segments(line.words)
    if len(pieces) > 1 or len(line.words) < 3:
        return False
    said = line.words[0].text.endswith(":") or line.words[-1].text.endswith(".")
    across = sum(line.box.overlap_x(cell.box) > 0 for cell in header.cells) > 1
    if (
        said
        and (across or line.words[0].text.endswith(":"))
        and not link_organisation(line.words[0].text)
    ):
        share = 0.0
    elif pieces[0].prose and len(line.words) >= 8:
        share = 0.7
    else:
        return False
    counts = [cell.box for cell in header.cells if cell.role == "count"]
    counted = any(
        word.box.overlap_x(box) > -2 * word.size
        for word in _apart(line)
        if read_count(word.text).officers is not None
        for box in counts
    )
    left = line.box.x0 < header.cells[0].box.x0 + 0.3 * width
    return left and line.box.width > share * width and not counted


def _apart(line: Line) -> list[Word]:
    """The words of a line that stand further from their neighbours than its words mostly do."""
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(line.words)]
    usual = 1.25 * median(gaps) if gaps else 0.0
    sides = [inf, *gaps, inf]
    return [
        word
        for word, left, right in zip(line.words, sides, sides[1:], strict=False)
        if min(left, right) > usual
    ]


def _without_prose(lines: Sequence[Line]) -> list[Line]:
    """The lines without sentences, which would cover the gaps between columns."""
    plain = [
        line
        for line in lines
        if not any(s.prose and len(s.words) > 8 for s in segments(line.words))
    ]
    return plain or list(lines)


def _is_text(columns: Columns, header: Header, line: Line) -> bool:
    """Whether a line runs across the columns and has no count: a title or a sentence, no row."""
    return columns.crossed_by(line) and not _filled(columns, header, line)


def _filled(columns: Columns, header: Header, line: Line) -> bool:
    """Whether a line has a short word or two where counts stand, and something beside it."""
    parts = columns.split(line)
    count = parts[header.roles.index("count")]
    others = [part for part in parts if part and part is not count]
    if not count or not others or len(count) > 8:
        return False
    said = (text_of(count), count[0].text)
    return any(read_count(text).officers is not None for text in said) or (
        not columns.crossed_by(line)
    )


def _may_be_row(columns: Columns, header: Header, line: Line) -> bool:
    """Whether a line with words where counts stand can be a row, and not another table's header.

    A count that cannot be read still has a figure or a mark in it, or stands beside a name.
    """
    cells = dict(zip(header.roles, map(text_of, columns.split(line)), strict=True))
    count = cells["count"]
    if not count or not _filled(columns, header, line) or not count.replace(" ", "").isalpha():
        return True
    if read_count(count).officers is not None or is_total(line.text):
        return True
    named = known_mission(cells.get("mission", "")) is not None
    return named or bool(link_countries(cells.get("country", "")).codes)


def _stray(columns: Columns, header: Header, kept: Sequence[Line]) -> bool:
    """Whether the last line is neither a row nor the second line of one."""
    line = kept[-1]
    parts = columns.split(line)
    if parts[header.roles.index("count")]:
        return False
    if len(kept) < 2:
        return True
    gaps = [b.box.top - a.box.bottom for a, b in pairwise(kept)]
    several = sum(bool(part) for part in parts) > 1
    if line.size < 0.93 * max(other.size for other in kept):
        return True
    if several:
        return gaps[-1] > 1.3 * max([0.3 * line.box.height, *gaps[:-1]])
    if gaps[-1] > 0.6 * line.box.height or columns.crossed_by(line):
        return True
    # The second line of a name does not make a known name unknown.
    at = next(column for column, part in enumerate(parts) if part)
    above = text_of(columns.split(kept[-2])[at])
    if header.roles[at] != "mission" or known_mission(above) is None:
        return False
    return known_mission(join_lines([above, text_of(parts[at])])) is None


# --- one table, three readings ----------------------------------------------------------------


def _table(
    stretches: Sequence[_Stretch], grids: dict[int, list[Grid]], before: Sequence[Line]
) -> TableReading | None:
    stretches = [stretch for stretch in stretches if stretch.lines]
    if not stretches:
        return None
    first = stretches[0]
    header = first.header
    aligned: list[list[RowReading]] = []
    rows: list[RowReading] = []
    for stretch in stretches:
        columns = _columns(stretches, stretch)
        page = stretch.frame.page
        if columns:
            table = TableLines(stretch.lines, header.roles, columns, page.rules)
            aligned.append(list(by_white_space.read_rows(table, page.number)))
        named = by_names.read_rows(stretch.lines, page.number, "country" in header.roles)
        rows += (row for row in named if not _elsewhere(row, header, columns))
    for parts in (aligned, _ruled(stretches, grids)):
        rows += with_missions_from_above(over_pages(parts))
    if not any(row.way != "names" for row in rows):
        return None
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
    )


def _elsewhere(row: RowReading, header: Header, columns: Columns | None) -> bool:
    """Whether the number of a row stands under a heading that counts something else."""
    count = row.cell("count")
    if columns is None or count is None:
        return False
    return header.roles[columns.column(count.box)] == "other"


def _columns(stretches: Sequence[_Stretch], here: _Stretch) -> Columns | None:
    """The columns of a stretch, from all stretches that have them in the same place."""
    left = here.header.cells[0].box.x0
    alike = [s for s in stretches if abs(s.header.cells[0].box.x0 - left) < 1.0]
    lines = [line for stretch in alike for line in stretch.lines]
    return _best(WhiteSpace.of(_without_prose(lines)), here.header.cells)[1]


def _ruled(
    stretches: Sequence[_Stretch], grids: dict[int, list[Grid]]
) -> Iterator[list[RowReading]]:
    """Rows by drawn lines, stretch by stretch: of the grids that lie where the stretches are."""
    roles: list[str] | None = None
    for stretch in stretches:
        if not stretch.lines:
            continue
        area = Box.around(line.box for line in stretch.lines)
        rows: list[RowReading] = []
        for grid in grids[stretch.frame.page.number]:
            if grid.box.overlap_y(area) < 0.3 * area.height or grid.box.overlap_x(area) <= 0:
                continue
            start = 0
            found = by_rules.header_of(grid)
            if found:
                roles, start = found
            if roles and len(roles) == grid.columns:
                rows += by_rules.read_rows(grid, roles, start)
        yield rows


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
