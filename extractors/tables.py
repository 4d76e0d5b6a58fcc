"""Deployment tables: a Document goes in; each table with its rows as three readings saw them.

The readings share nothing but the words of the page: `ruled` goes by drawn lines, `aligned` by the
white space under the recognised header, `names` splits each line's text into a mission, a country
and a count with the gazetteer alone. A row is known by the place of its count, so that what the
readings made of one row can be held against each other (agreement.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.document import Box, Document, Line, Page, Region, Rule, Word, text_of
from corpus.layout import join_lines, segments
from extractors.grids import Cell, Columns, Grid, columns_between, ruled_grids
from extractors.headers import Header, find_headers, is_header, role_of
from extractors.linking import known_mission, link_countries, link_organisation, normal
from extractors.numbers import read_count
from extractors.reference import words as small_words


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row as one reading saw it; `box` is in the page's reading position."""

    role: str
    text: str
    box: Box
    column: int = 0
    marks: str = ""
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row as one reading saw it. `at` is the centre of its count, or of its first word."""

    way: str
    page: int
    at: tuple[float, float]
    cells: tuple[RowCell, ...]
    unsure: str = ""

    def cell(self, role: str) -> RowCell | None:
        """The cell of this role, or None."""
        return next((cell for cell in self.cells if cell.role == role), None)

    def text(self, role: str) -> str:
        """The text of this role's cell, or nothing."""
        found = self.cell(role)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table that has a deployment table's header, with its rows as each reading saw them."""

    page: int
    header: tuple[RowCell, ...]
    caption: str
    box: Box
    rows: tuple[RowReading, ...]
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The lines of a table on one page, under its header or going on from the page before."""

    page: Page
    header: Header
    columns: Columns
    lines: tuple[Line, ...]
    reaches_end: bool


def read_tables(document: Document) -> tuple[TableReading, ...]:
    """All tables of the document with a header that names missions or countries and counts."""
    grids = {page.number: ruled_grids(page) for page in document.pages}
    tables: list[TableReading] = []
    taken: set[tuple[int, float]] = set()
    for page in document.pages:
        body = _body(page)
        for header in find_headers(body):
            top = body[header.first].box.top
            if (page.number, top) in taken:
                continue
            stretches = list(_stretches(document, page, header, taken))
            table = _table(stretches, grids, body[: header.first])
            if table:
                tables.append(table)
    return tuple(tables)


def _body(page: Page) -> list[Line]:
    return [line for line in page.lines if line.region in (Region.BODY, Region.FOOTNOTE)]


# --- where a table is -------------------------------------------------------------------------


def _stretches(
    document: Document, page: Page, header: Header, taken: set[tuple[int, float]]
) -> Iterator[_Stretch]:
    """The table under a header, page after page for as long as it goes on."""
    stretch = _under(page, header, _body(page)[header.after :], None)
    while stretch:
        yield stretch
        following = document.page(stretch.page.number + 1)
        if not stretch.reaches_end or following is None:
            return
        body = _body(following)
        again = next(iter(find_headers(body[:6])), None)
        if again and _same_header(again, header):
            taken.add((following.number, body[again.first].box.top))
            stretch = _under(following, again, body[again.after :], None)
        elif again is None:
            stretch = _under(following, header, body, stretch.columns)
        else:
            return


def _same_header(one: Header, other: Header) -> bool:
    return [normal(c.text) for c in one.cells] == [normal(c.text) for c in other.cells]


def _under(
    page: Page, header: Header, lines: Sequence[Line], known: Columns | None
) -> _Stretch | None:
    near = _until_break(lines, page.rules)
    columns = known or columns_between([c.box for c in header.cells], _few_prose(near))
    if columns is None or len(columns.edges) + 1 != len(header.cells):
        return None
    kept: list[Line] = []
    pending: list[Line] = []
    for line in near:
        if _is_title(columns, header, line):
            # A title between rows, or the end of the table: the next rows tell.
            pending.append(line)
            if len(pending) > 2 or len(line.words) > 9:
                break
            continue
        if pending and not _has_count(columns, header, line):
            break
        kept += pending
        pending = []
        kept.append(line)
    while kept and not _has_count(columns, header, kept[-1]) and _stray(columns, kept[-1], kept):
        kept.pop()
    if known and not any(_has_count(columns, header, line) for line in kept):
        return None
    return _Stretch(
        page, header, columns, tuple(kept), bool(kept) and kept[-1] is _last(lines, kept)
    )


def _last(lines: Sequence[Line], kept: Sequence[Line]) -> Line:
    """The last body line of the page; footnotes under a table do not end it."""
    body = [line for line in lines if line.region is Region.BODY]
    return body[-1] if body else kept[-1]


def _few_prose(lines: Sequence[Line]) -> list[Line]:
    """The lines without sentences, which would cover the gaps between columns."""
    return [line for line in lines if not any(s.prose for s in segments(line.words))] or list(lines)


def _until_break(lines: Sequence[Line], rules: Iterable[Rule]) -> list[Line]:
    """The lines up to a gap that is too high for the gap between two rows."""
    kept: list[Line] = []
    flat = [rule.box.top for rule in rules if rule.horizontal]
    for line in lines:
        if kept:
            gap = line.box.top - kept[-1].box.bottom
            ruled = any(kept[-1].box.bottom - 2 <= y <= line.box.top + 2 for y in flat)
            usual = max((b.box.top - a.box.bottom for a, b in pairwise(kept)), default=gap)
            high = 2.5 * line.box.height if len(kept) == 1 else max(1.0, 0.9 * line.box.height)
            if gap > (2.5 if ruled else 1.0) * (usual + high):
                break
        kept.append(line)
    return kept


def _is_title(columns: Columns, header: Header, line: Line) -> bool:
    """Whether a line runs across the columns and has no count: a title or a sentence, no row."""
    return columns.crossed_by(line) and not _has_count(columns, header, line)


def _has_count(columns: Columns, header: Header, line: Line) -> bool:
    parts = columns.split(line)
    return any(
        read_count(text_of(parts[i])).officers is not None
        for i, role in enumerate(header.roles)
        if role == "count" and parts[i]
    )


def _stray(columns: Columns, line: Line, kept: Sequence[Line]) -> bool:
    """Whether a last line without a count is no second line of the last row."""
    if len(kept) < 2:
        return True
    gap = line.box.top - kept[-2].box.bottom
    return gap > 0.6 * line.box.height or line.size < 0.9 * kept[-2].size


def is_total(text: str) -> bool:
    """Whether a row that begins with this text adds up the rows above it."""
    form = normal(text)
    return any(
        form == normal(word) or form.startswith(normal(word) + " ")
        for word in small_words()["totals"]["words"]
    )


# --- one table, three readings ----------------------------------------------------------------


def _table(
    stretches: Sequence[_Stretch], grids: dict[int, list[Grid]], above: Sequence[Line]
) -> TableReading | None:
    if not stretches:
        return None
    first = stretches[0]
    rows: list[RowReading] = []
    for stretch in stretches:
        rows += _aligned(stretch)
        # Also what lies under the stretch: a row that the columns lost is still a row.
        body = _body(stretch.page)
        top = min((line.box.top for line in stretch.lines), default=stretch.page.height)
        rows += _named(stretch.page, [line for line in body if line.box.top >= top])
    rows += _ruled(stretches, grids)
    if not rows:
        return None
    boxes = [cell.box for cell in first.header.cells] + [line.box for line in first.lines]
    return TableReading(
        page=first.page.number,
        header=tuple(
            RowCell(cell.role, cell.text, cell.box, column)
            for column, cell in enumerate(first.header.cells)
        ),
        caption=_caption(above, first.header),
        box=Box.around(boxes),
        rows=tuple(rows),
        pages=tuple(stretch.page.number for stretch in stretches),
    )


def _caption(above: Sequence[Line], header: Header) -> str:
    """The lines close above a header: its title, or the end of the text that introduces it."""
    top = min(cell.box.top for cell in header.cells)
    kept: list[Line] = []
    for line in reversed(above[-4:]):
        gap = top - line.box.bottom
        if kept and (gap > 0.9 * line.box.height or line.words[0].style != kept[-1].words[0].style):
            break
        if gap > 3.0 * line.box.height:
            break
        kept.append(line)
        top = line.box.top
    return join_lines(line.text for line in reversed(kept))


def _centre(words: Sequence[Word]) -> tuple[float, float]:
    box = words[0].box
    return box.centre, box.middle


def _aligned(stretch: _Stretch) -> Iterator[RowReading]:
    """Rows by white space: one row to each count, other lines with the row they stand nearest."""
    roles = stretch.header.roles
    last_mission: RowCell | None = None
    for group, unsure in _groups(stretch):
        parts: list[list[list[Word]]] = [[] for _ in roles]
        for line in group:
            if _is_title(stretch.columns, stretch.header, line):
                continue
            for column, words in enumerate(stretch.columns.split(line)):
                if words:
                    parts[column].append(words)
        cells = [
            RowCell(
                roles[column],
                join_lines(t for t in map(text_of, lines) if t),
                Box.around(w.box for words in lines for w in words),
                column,
                " ".join(w.text for words in lines for w in words if w.raised),
            )
            for column, lines in enumerate(parts)
            if lines
        ]
        if not cells:
            continue
        by_role = {cell.role: cell for cell in reversed(cells)}
        if "mission" in by_role:
            last_mission = by_role["mission"]
        elif "mission" in roles and last_mission and "country" in by_role and "count" in by_role:
            cells.append(replace(last_mission, inherited=True))
        count = roles.index("count")
        key = parts[count][0] if parts[count] else next(p for p in parts if p)[0]
        yield RowReading("aligned", stretch.page.number, _centre(key), tuple(cells), unsure)


def _groups(stretch: _Stretch) -> Iterator[tuple[list[Line], str]]:
    """The lines of a stretch as rows. A row is unsure where another grouping was as likely."""
    lines = list(stretch.lines)
    bands = _bands(stretch)
    if bands:
        for band in bands:
            yield band, ""
        return
    anchors = [i for i, line in enumerate(lines) if _count_words(stretch, line)]
    if not anchors:
        return
    cuts: list[int] = []
    doubt: list[bool] = []
    for above, below in pairwise(anchors):
        cut, unsure = _cut(stretch, above, below, first_is_anchor=anchors[0] == 0)
        cuts.append(cut)
        doubt.append(unsure)
    starts = [0, *cuts]
    ends = [*cuts, len(lines)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        unsure = any(doubt[max(0, index - 1) : index + 1])
        yield lines[start:end], "lines between two rows may belong to either" if unsure else ""


def _count_words(stretch: _Stretch, line: Line) -> bool:
    if _is_title(stretch.columns, stretch.header, line):
        return False
    parts = stretch.columns.split(line)
    return bool(parts[stretch.header.roles.index("count")])


def _cut(stretch: _Stretch, above: int, below: int, first_is_anchor: bool) -> tuple[int, bool]:
    """Before which line a new row begins, between two lines with counts; and whether in doubt.

    White space tells, if one gap is wider than the others; else the names that come out whole.
    """
    lines = stretch.lines
    if below == above + 1:
        return below, False
    gaps = [lines[i + 1].box.top - lines[i].box.bottom for i in range(above, below)]
    widest = max(range(len(gaps)), key=lambda i: gaps[i])
    others = [gap for i, gap in enumerate(gaps) if i != widest]
    if gaps[widest] > max(others) + 0.1 * lines[above].box.height:
        return above + 1 + widest, False
    linked = {
        cut: _linked(stretch, lines[above:cut]) + _linked(stretch, lines[cut : below + 1])
        for cut in range(above + 1, below + 1)
    }
    best = [cut for cut, count in linked.items() if count == max(linked.values())]
    if len(best) == 1:
        return best[0], False
    return (below if first_is_anchor else above + 1), True


def _linked(stretch: _Stretch, lines: Sequence[Line]) -> int:
    """How many of the names in these lines, read as one row, are known as a whole."""
    texts: list[list[str]] = [[] for _ in stretch.header.roles]
    for line in lines:
        for column, words in enumerate(stretch.columns.split(line)):
            if words:
                texts[column].append(text_of(words))
    known = 0
    for role, parts in zip(stretch.header.roles, texts, strict=True):
        text = join_lines(parts)
        if role == "mission":
            known += known_mission(text) is not None
        elif role == "country":
            places = link_countries(text)
            known += bool(places.codes) and not places.rest
    return known


def _bands(stretch: _Stretch) -> list[list[Line]]:
    """The lines between horizontal rules, where rules part every two rows with counts."""
    lines = list(stretch.lines)
    if not lines:
        return []
    left, right = min(li.box.x0 for li in lines), max(li.box.x1 for li in lines)
    flat = sorted(
        {
            round(rule.box.top, 1)
            for rule in stretch.page.rules
            if rule.horizontal and rule.box.x0 < left + 20 and rule.box.x1 > right - 60
        }
    )
    bands: list[list[Line]] = []
    at: tuple[int, ...] = ()
    for line in lines:
        above = sum(y < line.box.middle for y in flat)
        if bands and at == (above,):
            bands[-1].append(line)
        else:
            bands.append([line])
            at = (above,)
    counted = [sum(_count_words(stretch, line) for line in band) for band in bands]
    return bands if len(bands) > 1 and max(counted) == 1 else []


def _named(page: Page, lines: Sequence[Line]) -> Iterator[RowReading]:
    """Rows by names: a line that splits in one way only into a mission, a country and a count.

    A line that does not is tried with the line under it, and above it, where these have no count.
    """
    counts = [_count_at_end(line) for line in lines]
    for index, (line, count) in enumerate(zip(lines, counts, strict=True)):
        if count is None:
            continue
        windows = [[line]]
        for other in (index + 1, index - 1):
            if 0 <= other < len(lines) and counts[other] is None:
                apart = max(lines[other].box.top, line.box.top) - min(
                    lines[other].box.bottom, line.box.bottom
                )
                if apart < 0.8 * line.box.height:
                    windows.append([lines[i] for i in sorted((index, other))])
        splits = [_split_lines(window, count) for window in windows]
        split = splits[0] or (
            next((s for s in splits[1:] if s), None) if sum(map(bool, splits)) == 1 else None
        )
        if split is None:
            continue
        mission, country = split
        marks = " ".join(word.text for word in line.words if word.raised)
        cells = [
            RowCell("mission", text_of(mission), Box.around(w.box for w in mission)),
            RowCell("country", text_of(country), Box.around(w.box for w in country)),
            RowCell("count", count.text, count.box, marks=marks),
        ]
        yield RowReading("names", page.number, _centre([count]), tuple(cells))


def _count_at_end(line: Line) -> Word | None:
    """The number with which a line begins or ends, where only one of its ends is a number."""
    words = [word for word in line.words if not word.raised]
    ends = {id(word): word for word in (words[0], words[-1])} if words else {}
    numbers = [w for w in ends.values() if read_count(w.text).officers is not None]
    return numbers[0] if len(numbers) == 1 else None


Split = tuple[Sequence[Word], Sequence[Word]]
WAYS = ("exact", "form", "words")


def _split_lines(lines: Sequence[Line], count: Word) -> Split | None:
    """The words of a row as a known mission and countries, if one way to split them is the best.

    A word for an organisation at either end may be a cell of its own.
    """
    words = [w for line in lines for w in line.words if w is not count and not w.raised]
    found: list[tuple[int, int, Split]] = []
    for cut, rest in enumerate((words, words[1:], words[:-1])):
        left_out = words[0] if cut == 1 else words[-1] if cut == 2 and words else None
        if len(rest) < 2 or (left_out and not link_organisation(left_out.text)):
            continue
        for split in _splits(rest, inside=len(lines) > 1):
            mission = known_mission(text_of(split[0]))
            if mission:
                found.append((WAYS.index(mission.way), min(cut, 1), split))
    if not found:
        return None
    best = min((way, cut) for way, cut, _ in found)
    splits = [split for way, cut, split in found if (way, cut) == best]
    return splits[0] if len(splits) == 1 else None


def _splits(words: Sequence[Word], inside: bool) -> Iterator[Split]:
    """Ways to take countries from either end of the words, or from their middle."""
    last = len(words)
    spans = [(0, at) for at in range(1, last)] + [(at, last) for at in range(1, last)]
    if inside:
        spans += [(a, b) for a in range(1, last - 1) for b in range(a + 1, last)]
    for start, end in spans:
        country = words[start:end]
        tokens = normal(text_of(country)).split()
        # "Kosovo Kosovo" is the end of a mission's name and a country, not a country.
        if len(tokens) == len(set(tokens)):
            link = link_countries(text_of(country), strict=True)
            if link.codes and not link.rest:
                yield [*words[:start], *words[end:]], country


def _ruled(stretches: Sequence[_Stretch], grids: dict[int, list[Grid]]) -> Iterator[RowReading]:
    """Rows by drawn lines: the grids that lie where the stretches are."""
    roles: list[str] | None = None
    for stretch in stretches:
        area = Box.around(
            [line.box for line in stretch.lines] or [cell.box for cell in stretch.header.cells]
        )
        for grid in grids[stretch.page.number]:
            if grid.box.overlap_y(area) < 0.3 * area.height or grid.box.overlap_x(area) <= 0:
                continue
            start = 0
            for row in range(min(4, grid.rows)):
                names = [cell.text if cell else "" for cell in _row(grid, row)]
                heads = [role_of(name) for name in names]
                if is_header(heads):
                    roles, start = heads, row + 1
            if roles and len(roles) == grid.columns:
                yield from _grid_rows(grid, roles, start)


def _row(grid: Grid, row: int) -> list[Cell | None]:
    return [grid.at(row, column) for column in range(grid.columns)]


def _grid_rows(grid: Grid, roles: Sequence[str], start: int) -> Iterator[RowReading]:
    count = roles.index("count")
    for row in range(start, grid.rows):
        across = _row(grid, row)
        cells = [
            RowCell(
                roles[column],
                cell.text,
                Box.around(w.box for w in cell.words),
                column,
                cell.marks,
                inherited=cell.row < row,
            )
            for column, cell in enumerate(across)
            if cell and cell.words and cell.column == column
        ]
        if not cells:
            continue
        counted = across[count]
        holder = (
            counted.words
            if counted and counted.words and counted.column == count
            else next(cell.words for cell in across if cell and cell.words)
        )
        first = min(holder, key=lambda w: (w.box.top, w.box.x0))
        yield RowReading("ruled", grid.page, _centre([first]), tuple(cells))
