"""Where a table is: the lines under its header, over columns of text and pages.

A stretch is the part of a table that stands in one frame (a column of text on a page). A table ends
at a gap too high to part two rows, at running text, or at the edge of its drawn frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from missiemonitor.corpus.document import Box, Line, Page, Region, Word, text_of
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.text import join_lines, normal
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.tables.columns import Columns, WhiteSpace
from missiemonitor.extractors.tables.header import Header, HeaderCell, find_headers, is_heading
from missiemonitor.extractors.tables.header_choice import (
    best_columns,
    score,
    settled,
    without_prose,
)
from missiemonitor.extractors.tables.rows import is_total
from missiemonitor.extractors.tables.ruled_grid import Grid
from missiemonitor.extractors.trace import trace


@dataclass(frozen=True, slots=True)
class Frame:
    """A column of text on a page: the lines among which a table can stand."""

    page: Page
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of a table in one frame, under its header or going on from the frame before.

    Where it goes to the end of the frame, `cut` are lines there that are neither rows nor the rest
    of one: a row of the next frame may begin with them.
    """

    frame: Frame
    header: Header
    lines: tuple[Line, ...]
    at_end: bool
    cut: tuple[Line, ...] = ()


def stretches_of(
    frames: Sequence[Frame],
    index: int,
    header: Header,
    grids: dict[int, list[Grid]],
    taken: set[tuple[int, int]],
) -> Iterator[Stretch]:
    """The lines under a header, frame after frame for as long as the table goes on."""
    frame = frames[index]
    below = _until_gap(header, frame.lines[header.after :], frame.page)
    if not below and index + 1 < len(frames):
        # All rows stand on the next page.
        below = _until_gap(header, frames[index + 1].lines, frames[index + 1].page)
    header = settled(header, below)
    _note_choice(frame.page, header)
    stretch = _under(frame, header, header.after, grids[frame.page.number])
    yield stretch
    _, columns = best_columns(WhiteSpace.of(without_prose(stretch.lines)), header.cells)
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
        across = here.cells[0].box.x0 - header.cells[0].box.x0
        like = replace(columns, edges=tuple(x + across for x in columns.edges)) if columns else None
        stretch = _under(frame, here, start, grids[frame.page.number], known, like)
        if not stretch.lines:
            return
        yield stretch


def _note_choice(page: Page, header: Header) -> None:
    """Note the ways in which a header's words make cells, and the one that was taken."""
    seen = trace()
    if seen is None:
        return
    scores = [score(fit, likely) for fit, likely in zip(header.fits, header.likely, strict=True)]
    best = scores.index(max(scores))
    for at, (cells, likely, fit) in enumerate(
        zip(header.options, header.likely, header.fits, strict=True)
    ):
        # What stands under it may have told more of the one that is taken.
        told = header.cells if at == best else cells
        seen.note(
            "header choice",
            page.number,
            " | ".join(f"{cell.text} ({cell.role or 'unknown'})" for cell in told),
            [cell.box for cell in told],
            at == best,
            likely=likely,
            fit=fit,
            score=scores[at],
        )


def _repeated(frame: Frame, header: Header) -> Header | None:
    """The header among the first lines of a frame; as high as the known one if it is the same."""
    found = next(iter(find_headers(frame.lines[:6], frame.page.rules)), None)
    if found is None:
        return _said_again(frame, header)
    if _same_header(found, header):
        return found
    # The first line of a row may stand so close under it that it seems to belong to it.
    end = found.first + header.after - header.first
    same = next(iter(find_headers(frame.lines[found.first : end], frame.page.rules)), None)
    if same and same.first == 0 and _same_header(same, header):
        return replace(same, first=found.first, after=end)
    return found


def _said_again(frame: Frame, header: Header) -> Header | None:
    """The header where its very words come back at the head of a frame, whatever they are."""
    high = header.after - header.first
    for first in range(min(3, len(frame.lines))):
        lines = frame.lines[first : first + high]
        if lines and sorted(t for li in lines for t in normal(li.text).split()) == _tokens(header):
            box = Box.around(line.box for line in lines)
            known = Box.around(cell.box for cell in header.cells)
            x, y = box.x0 - known.x0, box.top - known.top
            cells = tuple(
                replace(
                    c,
                    box=Box(c.box.x0 + x, c.box.top + y, c.box.x1 + x, c.box.bottom + y),
                    band=c.band and Box(c.band.x0 + x, c.band.top, c.band.x1 + x, c.band.bottom),
                )
                for c in header.cells
            )
            return replace(header, cells=cells, first=first, after=first + high, options=(cells,))
    return None


def _left(frame: Frame) -> float:
    return min(line.box.x0 for line in frame.lines)


def _moved(header: Header, columns: Columns | None, by: float) -> tuple[Header, Columns | None]:
    """A header and its columns where the table goes on in another column of text."""
    if abs(by) < 100:  # points; less is a ragged margin
        return header, columns
    cells = tuple(
        replace(
            c,
            box=Box(c.box.x0 + by, c.box.top, c.box.x1 + by, c.box.bottom),
            band=None,
        )
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


def _under(
    frame: Frame,
    header: Header,
    start: int,
    grids: Sequence[Grid],
    known: Columns | None = None,
    like: Columns | None = None,
) -> Stretch:
    """The lines of the table from line `start` of a frame on.

    Where the table goes on from the frame before, its columns are `known`; under a header that
    comes back they are `like` those before where a line or two, such as a total, show none.
    """
    lines = frame.lines[start:]
    kept = _framed(header, lines, grids, going_on=start == 0)
    last = kept[-1] if kept else None
    left: list[Line] = []
    if kept is None:
        kept, last, left = _by_spacing(header, lines, frame.page, known, like)
    elif seen := trace():
        feet = [replace(g.box, top=g.box.bottom) for g in grids if g.box.holds(kept[0].box)]
        seen.note("end", frame.page.number, "ended by the foot of its drawn frame", feet)
    body = [line for line in frame.lines if line.region is Region.BODY]
    at_end = bool(body) and last in (None, body[-1])
    return Stretch(frame, header, tuple(kept), at_end, tuple(left) if at_end and kept else ())


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
            return inside + _below(inside, lines, header)
    return None


def _below(inside: Sequence[Line], lines: Sequence[Line], header: Header) -> list[Line]:
    """Rows under the foot of a drawn frame, set as those inside it: added to the table later."""
    steps = [below.box.top - above.box.top for above, below in pairwise(inside)]
    kept: list[Line] = []
    for line in lines[lines.index(inside[-1]) + 1 :]:
        above = kept[-1] if kept else inside[-1]
        near = steps and line.box.top - above.box.top < 1.5 * min(steps)
        if not near or not _like(line, above, header):
            break
        kept.append(line)
    return kept


def _by_spacing(
    header: Header,
    lines: Sequence[Line],
    page: Page,
    known: Columns | None,
    like: Columns | None,
) -> tuple[list[Line], Line | None, list[Line]]:
    """The lines up to a gap too high to part two rows, or to text that runs across columns.

    Also the last line that may belong to the table, as a title over rows on the next page does, and
    the lines left out at the end.
    """
    near = _until_gap(header, lines, page)
    columns = known or best_columns(WhiteSpace.of(without_prose(near)), header.cells)[1] or like
    if columns is None or (known and near and _is_text(columns, header, near[0])):
        if columns is None:
            why = "no white space parts the lines under the header into its columns with counts"
        else:
            why = "text runs across the columns: the table does not go on here"
        _ended(page, lines[:1], why)
        return [], lines[-1] if lines else None, []
    kept: list[Line] = []
    pending: list[Line] = []
    for line in near:
        if is_heading(line) or not _may_be_row(columns, header, line):
            _ended(
                page, [line], "ended by what can be no row: another header, or words for a count"
            )
            break
        if (
            kept
            and _is_total_line(columns, header, kept[-1])
            and not _filled(columns, header, line)
        ):
            _ended(page, [line], "ended by a line without a count behind a total")
            break
        if _is_text(columns, header, line):
            # A title between rows, or the end of the table: the next line tells.
            pending.append(line)
            if len(pending) > 2 or len(line.words) > 9:
                _ended(page, pending, "ended by text across the columns")
                break
            continue
        if pending and not _filled(columns, header, line):
            _ended(page, pending, "ended by text across the columns that no row follows")
            break
        kept += pending
        pending = []
        kept.append(line)
    last = (kept + pending)[-1] if kept else None
    stray: list[Line] = []
    while kept and _stray(columns, header, kept):
        stray.append(kept.pop())
    if stray:
        _ended(page, stray, "left out at the end: neither rows nor the rest of one")
    while known and len(kept) > 1 and _runs_along(columns, header, kept[0], kept[1]):
        _ended(page, [kept.pop(0)], "left out at the beginning: the row under it is whole")
    if known and not any(_filled(columns, header, line) for line in kept):
        _ended(page, lines[:1], "no line has a count: the table does not go on here")
        return [], lines[0], []
    return kept, last, stray[::-1] + pending


def _runs_along(columns: Columns, header: Header, line: Line, below: Line) -> bool:
    """Whether the first line of a page is no part of the row under it, which is whole without it:
    what runs along at the head of pages may stand close over a row."""
    if _filled(columns, header, line) or not _filled(columns, header, below):
        return False
    if _is_total_line(columns, header, below):
        return True
    over, under = (
        text_of(dict(zip(header.roles, columns.split(each), strict=True)).get("mission", []))
        for each in (line, below)
    )
    known = known_mission(under)
    return bool(over) and known is not None and known_mission(join_lines([over, under])) is None


def _is_total_line(columns: Columns, header: Header, line: Line) -> bool:
    cells = zip(header.roles, columns.split(line), strict=True)
    return any(is_total(text_of(words)) for role, words in cells if role != "count")


def _ended(page: Page, lines: Sequence[Line], why: str) -> None:
    """Note where and why a table ended."""
    if seen := trace():
        seen.note("end", page.number, why, [line.box for line in lines])


def _until_gap(header: Header, lines: Sequence[Line], page: Page) -> list[Line]:
    """The lines down to the first high gap, or the first line of running text."""
    kept: list[Line] = []
    flat = [rule.box.top for rule in page.rules if rule.horizontal]
    for line in lines:
        if kept:
            gap = line.box.top - kept[-1].box.bottom
            if is_heading(line):
                # Another table's header, and the title over it.
                if len(kept) > 1 and len(segments(kept[-1].words)) == 1:
                    kept.pop()
                _ended(page, [line], "ended by another table's header")
                break
            if _is_running_text(header, line):
                _ended(page, [line], "ended by running text or a note")
                break
            if gap < -0.9 * line.box.height:
                _ended(page, [line], "ended by a line that stands above the one before")
                break
            ruled = any(kept[-1].box.bottom - 2 <= y <= line.box.top + 2 for y in flat)
            seen = [b.box.top - a.box.bottom for a, b in pairwise(kept)]
            usual = max((between for between in seen if between > 0), default=None)
            # The first gap may be any that rows have; later ones are held against it. The lines
            # of one row stand closer than rows do.
            high = line.box.height
            high = 2.5 * high if usual is None else max(usual + 0.9 * high, 1.6 * high)
            if gap > (2.5 if ruled else 1.0) * high and not _like(line, kept[-1], header):
                most = (2.5 if ruled else 1.0) * high
                _ended(page, [line], f"ended by a gap of {gap:.1f} points, over {most:.1f}")
                break
        kept.append(line)
    return kept


WIDEST_GAP = 10.0  # line heights between two rows of one table


def _like(line: Line, above: Line, header: Header) -> bool:
    """Whether a line is parted into the same columns as the line above it, with a count in each.

    Such a line is a row, also far below: rows are set wide, and one between may not be shown.
    """
    pieces, others = segments(line.words), segments(above.words)
    if line.box.top - above.box.bottom > WIDEST_GAP * line.box.height:
        return False
    if len(pieces) < 2 or len(pieces) != len(others):
        return False
    level = zip(pieces, others, strict=True)
    aligned = all(
        min(abs(a.box.x0 - b.box.x0), abs(a.box.x1 - b.box.x1), abs(a.box.centre - b.box.centre))
        < a.size / 4
        for a, b in level
    )
    counts = [cell.over for cell in header.cells if cell.role == "count"]
    return aligned and any(
        piece.box.overlap_x(box) > -piece.size
        and read_count(text_of(piece.words)).officers is not None
        for piece in pieces
        for box in counts
    )


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
    counts = [cell.over for cell in header.cells if cell.role == "count"]
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
