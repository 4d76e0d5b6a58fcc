"""Names the regions of pages: words and rules go in; lines by region, in reading order, come out.

A colophon is what stands beside the column of running text; a header or footer is what comes back
at one height on other pages, or stands alone at the page's edge; a footnote is small, marked and
under all else. Geometry and repetition decide, never a list of words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from missiemonitor.corpus.document import Box, Line, Page, Region, Word
from missiemonitor.corpus.open_rows import OpenRows
from missiemonitor.corpus.thresholds import LAYOUT


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line with no wide gap between them."""

    words: tuple[Word, ...]
    box: Box

    @property
    def size(self) -> float:
        return self.words[0].size

    @property
    def prose(self) -> bool:
        """Whether it reads like a piece of a running sentence: several words, mostly letters."""
        letters = sum(word.text[0].isalpha() for word in self.words)
        many = len(self.words)
        return many >= LAYOUT.prose_words and letters >= LAYOUT.prose_letters * many


def arrange(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with their lines, each line in its region, in reading order.

    All pages of a document go in together, because repetition tells what runs along.
    """
    segmented = {page.number: segments(page.words) for page in pages}
    frames = _frames(pages, segmented)
    outside = {
        page.number: _beside(segmented[page.number], frames.get(page.number), page)
        for page in pages
    }
    for page in pages:
        if _is_column(outside[page.number], frames.get(page.number), page):
            outside[page.number] = []
    margin = _margins(pages, segmented, outside)
    arranged = []
    inner: dict[int, list[Line]] = {}
    for page in pages:
        rest = [s for s in segmented[page.number] if s not in margin[page.number]]
        inner[page.number] = _lines(rest)
    running = _running(pages, inner)
    for page in pages:
        marks = running[page.number]
        lines = [
            replace(line, region=marks[index])
            for index, line in enumerate(inner[page.number])
            if index in marks
        ]
        body = [line for index, line in enumerate(inner[page.number]) if index not in marks]
        lines += _with_footnotes(_in_columns(body, _reading_size(page)[0]))
        lines += [replace(line, region=Region.MARGIN) for line in _lines(list(margin[page.number]))]
        arranged.append(replace(page, lines=tuple(lines)))
    return tuple(arranged)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words as lines from top to bottom, whatever region they stand in."""
    return _lines(segments(words))


def segments(words: Iterable[Word]) -> list[Segment]:
    """Words joined to their left neighbours where these are near and at the same height."""
    ordered = sorted(words, key=lambda w: (w.box.x0, w.box.top))
    under_way = OpenRows(ordered)
    for word in ordered:
        found: int | None = None
        best_gap = 0.0
        for row in under_way.near(word):
            last = under_way.rows[row][-1]
            gap = word.box.x0 - last.box.x1
            size = max(word.size, last.size)
            if not -LAYOUT.word_overlap * size <= gap <= LAYOUT.segment_gap * size:
                continue
            if not _level(last, word):
                continue
            if found is None or gap < best_gap:
                found, best_gap = row, gap
        if found is None:
            under_way.begin(word)
            continue
        best = under_way.rows[found]
        last = best[-1]
        joined = best_gap < LAYOUT.joined_gap * min(word.size, last.size)
        if (len(best) == 1 and _lifted(last, word)) or _small_figure(last, word):
            best[-1] = last = replace(last, raised=True)
        base = next((one for one in reversed(best) if not one.raised), last)
        raised = (
            word.raised
            or _lifted(word, base)
            or _set_off(word, last, base)
            or (last.raised and not _returns(word, last))
        )
        same = joined == word.joined and raised == word.raised
        under_way.go_on(found, word if same else replace(word, joined=joined, raised=raised))
    return [Segment(tuple(row), Box.around(w.box for w in row)) for row in under_way.rows]


def _level(left: Word, right: Word) -> bool:
    """Whether two words stand on one line, a raised mark with the word it marks."""
    shared = left.box.overlap_y(right.box)
    if shared < LAYOUT.level_shared * min(left.box.height, right.box.height):
        return False
    apart = abs(left.box.bottom - right.box.bottom)
    level = apart <= LAYOUT.same_foot * max(left.size, right.size)
    return level or _lifted(left, right) or _lifted(right, left)


def _lifted(mark: Word, base: Word) -> bool:
    """Whether `mark` is short, smaller than `base`, and its foot stands above that of `base`.

    What was read from a picture has no sizes to go by; ocr.py tells marks there.
    """
    if len(mark.text) > LAYOUT.mark_characters or (mark.confidence < 1.0 and not mark.raised):
        return False
    lifted = mark.box.bottom < base.box.bottom - LAYOUT.mark_lift * base.size
    return mark.size <= LAYOUT.mark_size * base.size and lifted


def _set_off(mark: Word, last: Word, base: Word) -> bool:
    """Whether `mark`, close behind `last`, is a small one that is lowered, or a figure that is no
    part of the number `base`: level with it but smaller, or on another foot."""
    if len(mark.text) > LAYOUT.mark_characters or mark.confidence < 1.0:
        return False
    if not FIGURES.fullmatch(mark.text) or not _close(last, mark, base):
        return False
    smaller = mark.size <= LAYOUT.mark_size * base.size
    lower = mark.box.bottom - base.box.bottom
    if not (base.text[-1:].isdigit() and base.confidence == 1.0):
        return smaller and lower > LAYOUT.mark_lift * base.size
    return smaller or (mark.size <= base.size and abs(lower) > LAYOUT.mark_lift * base.size)


def _small_figure(mark: Word, base: Word) -> bool:
    """Whether a figure stands close before a larger one: it is no part of that number."""
    return (
        not mark.raised
        and mark.confidence == base.confidence == 1.0
        and len(mark.text) <= LAYOUT.mark_characters
        and FIGURES.fullmatch(mark.text) is not None
        and base.text[:1].isdigit()
        and mark.size <= LAYOUT.mark_size * base.size
        and _close(mark, base, base)
    )


def _close(left: Word, right: Word, base: Word) -> bool:
    return right.box.x0 - left.box.x1 < LAYOUT.mark_gap * base.size


def _returns(word: Word, mark: Word) -> bool:
    """Whether the line goes on with `word` behind a mark, and the mark does not."""
    smaller = mark.size <= LAYOUT.mark_size * word.size
    return smaller or abs(mark.box.bottom - word.box.bottom) > LAYOUT.mark_lift * word.size


FIGURES = re.compile(r"[(\[]?\d[\d,]*[)\]]?")


def _frames(
    pages: Sequence[Page], segmented: dict[int, list[Segment]]
) -> dict[int, tuple[float, float]]:
    """Left and right edge of the running text by page number, from all pages of the same size."""
    by_size: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    sizes: dict[int, tuple[int, int]] = {}
    for page in pages:
        wide, high = _reading_size(page)
        sizes[page.number] = (round(wide), round(high))
        for segment in segmented[page.number]:
            if segment.prose and segment.box.width > LAYOUT.frame_width * wide:
                by_size[sizes[page.number]].append(segment)
    frames = {}
    for number, size in sizes.items():
        prose = by_size[size]
        if len(prose) >= LAYOUT.frame_segments:
            # Prose may stand in several columns; a single stray line does not widen the frame.
            lefts = sorted(segment.box.x0 for segment in prose)
            rights = sorted(segment.box.x1 for segment in prose)
            stray = len(prose) // LAYOUT.stray
            frames[number] = (lefts[stray], rights[-1 - stray])
    return frames


def _reading_size(page: Page) -> tuple[float, float]:
    return (page.height, page.width) if page.turn % 2 else (page.width, page.height)


def _beside(
    all_segments: Sequence[Segment], frame: tuple[float, float] | None, page: Page
) -> list[Segment]:
    """What stands beside the running text, but for what a rule over that reaches."""
    if frame is None:
        return []
    left, right = frame
    wide = LAYOUT.beside_rule * (right - left)
    rules = [
        rule.box
        for rule in page.rules
        if rule.horizontal and min(rule.box.x1, right) - max(rule.box.x0, left) > wide
    ]
    rules.sort(key=_top)
    return [
        segment
        for segment in all_segments
        if _is_beside(segment, frame) and not _is_reached(segment, rules)
    ]


def _top(box: Box) -> float:
    return box.top


def _is_beside(segment: Segment, frame: tuple[float, float]) -> bool:
    slack = LAYOUT.beside_gap * segment.size
    return segment.box.x0 >= frame[1] + slack or segment.box.x1 <= frame[0] - slack


def _is_reached(segment: Segment, rules: Sequence[Box]) -> bool:
    """Whether one of these rules, from top to bottom, goes over or under a segment."""
    near, middle = LAYOUT.beside_rule_near * segment.box.height, segment.box.middle
    first = bisect_left(rules, middle - near, key=_top)
    last = bisect_right(rules, middle + near, key=_top)
    return any(
        rule.x0 <= segment.box.centre <= rule.x1 and abs(rule.top - middle) < near
        for rule in rules[first:last]
    )


def _is_column(outside: Sequence[Segment], frame: tuple[float, float] | None, page: Page) -> bool:
    """Whether what stands beside the running text takes as much width as that: no colophon."""
    high = _reading_size(page)[1]
    inner = [s.box for s in outside if _off_the_edge(s, high)]
    if frame is None or len(inner) < LAYOUT.column_segments:
        return False
    return Box.around(inner).width > LAYOUT.column_width * (frame[1] - frame[0])


def _off_the_edge(segment: Segment, height: float) -> bool:
    return LAYOUT.edge * height < segment.box.middle < (1 - LAYOUT.edge) * height


def _margins(
    pages: Sequence[Page],
    segmented: dict[int, list[Segment]],
    outside: dict[int, list[Segment]],
) -> dict[int, set[Segment]]:
    """Of what stands beside the running text: what is colophon and not a table's outer column.

    It is colophon where its like stands at the same place of another page, or where most of it
    does not stand level with the cells of a row.
    """
    places: Counter[tuple[str, int]] = Counter()
    for number in outside:
        places.update({_place(segment) for segment in outside[number]})
    margins: dict[int, set[Segment]] = {}
    for page in pages:
        beside = outside[page.number]
        repeated = {s for s in beside if places[_place(s)] > 1}
        others = [s for s in beside if s not in repeated]
        aside = set(outside[page.number])
        text = [s for s in segmented[page.number] if s not in aside] if others else []
        text.sort(key=_foot)
        cells = [s for s in others if _in_row(s, text)]
        # Page numbers at the edge of the paper say nothing about what stands beside the text.
        high = _reading_size(page)[1]
        inner = [s for s in others if _off_the_edge(s, high)]
        margins[page.number] = repeated | (
            set(others) if len(cells) <= len(inner) / 2 else set(others) - set(cells)
        )
        if repeated:
            # What stands in the column of a repeated colophon belongs to it.
            column = Box.around(s.box for s in repeated)
            margins[page.number] |= {s for s in others if s.box.overlap_x(column) > 0}
    return margins


def _place(segment: Segment) -> tuple[str, int]:
    text = " ".join(word.text for word in segment.words)
    return _pattern(text), round(segment.box.x0 / LAYOUT.same_place)


def _foot(segment: Segment) -> float:
    return segment.box.bottom


def _in_row(segment: Segment, text: Sequence[Segment]) -> bool:
    """Whether a segment stands in a row of cells; `text` is what it stands beside, by its foot."""
    near, foot = LAYOUT.row_foot * segment.size, segment.box.bottom
    first = bisect_left(text, foot - near, key=_foot)
    last = bisect_right(text, foot + near, key=_foot)
    level = [other for other in text[first:last] if abs(other.box.bottom - foot) < near]
    return bool(level) and not any(other.prose for other in level)


def _left(segment: Segment) -> float:
    return segment.box.x0


class _Row:
    """Segments beside each other on one foot, from left to right; one at least."""

    def __init__(self, first: Segment) -> None:
        self.segments = [first]
        self._widest, self._largest = first.box.width, first.size
        self._lowest = first.box.bottom

    def takes(self, segment: Segment) -> bool:
        """Whether there is room for a segment whose foot is as low as theirs, or lower."""
        # Most are too far below all of them, which is told at once.
        most = LAYOUT.same_foot * max(segment.size, self._largest)
        if segment.box.bottom - self._lowest > most + 1.0:
            return False
        first = bisect_left(self.segments, segment.box.x0 - self._widest - 1.0, key=_left)
        last = bisect_right(self.segments, segment.box.x1 + 1.0, key=_left)
        return all(_beside_each_other(segment, each) for each in self.segments[first:last]) and any(
            abs(segment.box.bottom - other.box.bottom)
            <= LAYOUT.same_foot * max(segment.size, other.size)
            for other in self.segments
        )

    def add(self, segment: Segment) -> None:
        insort_right(self.segments, segment, key=_left)
        self._widest = max(self._widest, segment.box.width)
        self._largest = max(self._largest, segment.size)
        self._lowest = max(self._lowest, segment.box.bottom)


def _lines(rest: list[Segment]) -> list[Line]:
    """Segments at one height as lines, from top to bottom."""
    rows: list[_Row] = []
    for segment in sorted(rest, key=lambda s: (s.box.bottom, s.box.x0)):
        for row in reversed(rows[-LAYOUT.lines_back :]):
            if row.takes(segment):
                row.add(segment)
                break
        else:
            rows.append(_Row(segment))
    lines = [Line(tuple(word for s in row.segments for word in s.words)) for row in rows]
    return sorted(lines, key=lambda line: (line.box.bottom, line.box.x0))


def _in_columns(lines: list[Line], width: float) -> list[Line]:
    """Body lines in reading order: where the page has two columns of text, the left one first.

    A line across both parts what is above it from what is below.
    """
    parts = [part for line in lines for part in _parts_of(line)]
    gutter = _gutter(parts, width)
    if gutter is None:
        return lines
    tops = sorted({s.box.top for s in parts if _crosses(s, gutter)})
    groups: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    for segment in parts:
        level = bisect_right(tops, segment.box.top)
        side = 0 if _crosses(segment, gutter) else 1 if segment.box.centre < gutter else 2
        groups[level, side].append(segment)
    return [
        replace(line, column=column)
        for column, key in enumerate(sorted(groups))
        for line in _lines(groups[key])
    ]


def _parts_of(line: Line) -> list[Segment]:
    """The segments that a line is made of: what wide gaps part, on one level already."""
    parts: list[list[Word]] = []
    for word in line.words:
        last = parts[-1][-1] if parts else None
        gap = word.box.x0 - last.box.x1 if last else 0.0
        size = max(word.size, last.size) if last else 0.0
        if last and -LAYOUT.word_overlap * size <= gap <= LAYOUT.segment_gap * size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Segment(tuple(part), Box.around([word.box for word in part])) for part in parts]


def _gutter(parts: Sequence[Segment], width: float) -> float | None:
    """The x between two columns of running text, or None.

    Lines of running text nearly all reach the edge of their column, one after another; the cells
    of a table do not.
    """
    prose = [s for s in parts if s.prose and s.box.width < LAYOUT.column_prose * width]
    over = LAYOUT.over_middle * width
    for side in (True, False):
        column = [s for s in prose if (s.box.centre < width / 2) is side]
        if len(column) < LAYOUT.column_lines:
            continue
        edge = Box.around(s.box for s in column)
        full = LAYOUT.full_line * edge.width
        if sum(s.box.width > full for s in column) < LAYOUT.full_lines * len(column):
            continue
        if edge.x1 > width / 2 + over and edge.x0 < width / 2 - over:
            continue
        if not _runs_on(column, full):
            continue
        beyond = [s.box for s in parts if (s.box.x0 >= edge.x1 if side else s.box.x1 <= edge.x0)]
        inner = edge.x1 if side else edge.x0
        crossing = sum(_crosses(s, inner) for s in parts)
        if len(beyond) < LAYOUT.beyond or crossing > LAYOUT.crossing * len(parts):
            continue
        other = min(b.x0 for b in beyond) if side else max(b.x1 for b in beyond)
        return (inner + other) / 2
    return None


def _crosses(segment: Segment, gutter: float) -> bool:
    slack = LAYOUT.across_gutter
    return segment.box.x0 < gutter - slack and segment.box.x1 > gutter + slack


def _runs_on(column: Sequence[Segment], full: float) -> bool:
    """Whether a few lines follow each other at one step, most of them more than `full` wide."""
    lines = sorted(column, key=lambda s: s.box.bottom)
    for at in range(len(lines) - LAYOUT.running_lines + 1):
        few = lines[at : at + LAYOUT.running_lines]
        steps = [b.box.bottom - a.box.bottom for a, b in pairwise(few)]
        even = max(steps) - min(steps) < LAYOUT.even_step
        close = max(steps) < LAYOUT.widest_step * few[0].size
        if even and close and sum(s.box.width > full for s in few) >= LAYOUT.running_full:
            return True
    return False


def _beside_each_other(a: Segment, b: Segment) -> bool:
    return a.box.overlap_x(b.box) <= LAYOUT.cells_overlap * min(a.size, b.size)


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _running(pages: Sequence[Page], lines: dict[int, list[Line]]) -> dict[int, dict[int, Region]]:
    """Which lines run along at the top or bottom of pages, by page number and line index."""
    seen: dict[tuple[str, bool], list[tuple[int, float]]] = defaultdict(list)
    elsewhere: Counter[str] = Counter()
    heights = {page.number: _reading_size(page)[1] for page in pages}
    for page in pages:
        for line in lines[page.number]:
            height = heights[page.number]
            pattern = _pattern(line.text)
            zone = _zone(line, height)
            if zone is None:
                elsewhere[pattern] += 1
            else:
                # A footer is held against the page's foot, a header against its head.
                at = line.box.top if zone is Region.HEADER else height - line.box.bottom
                seen[pattern, zone is Region.HEADER].append((page.number, at))
    result: dict[int, dict[int, Region]] = {}
    for page in pages:
        marks: dict[int, Region] = {}
        height = heights[page.number]
        page_lines = lines[page.number]
        for region, order in (
            (Region.HEADER, range(len(page_lines))),
            (Region.FOOTER, range(len(page_lines) - 1, -1, -1)),
        ):
            for index in order:
                line = page_lines[index]
                if _zone(line, height) is not region or index in marks:
                    break
                at = line.box.top if region is Region.HEADER else height - line.box.bottom
                again = any(
                    number != page.number and abs(other - at) <= LAYOUT.same_place
                    for number, other in seen[_pattern(line.text), region is Region.HEADER]
                )
                repeated = again and not elsewhere[_pattern(line.text)]
                if repeated and not _heads_a_table(page_lines, index):
                    marks[index] = region
                elif not _alone(page_lines, index, region, height) or _is_row(
                    line,
                    page,
                    _around(pages, lines, result, page, index, region),
                    _numbered(page, page_lines, line, height),
                ):
                    break
                elif (
                    _pattern(line.text).count("#") and len(line.words) <= LAYOUT.numbered_words
                ) or line.size < LAYOUT.running_size * usual_size(page_lines):
                    marks[index] = region
                else:
                    break
        result[page.number] = marks
    return result


def _zone(line: Line, height: float) -> Region | None:
    if line.box.bottom <= LAYOUT.edge * height:
        return Region.HEADER
    if line.box.top >= (1 - LAYOUT.edge) * height:
        return Region.FOOTER
    return None


def _alone(lines: list[Line], index: int, region: Region, height: float) -> bool:
    """Whether a line at the page's edge is parted from the text by more than lines of text are."""
    line = lines[index]
    if region is Region.HEADER:
        edge = line.box.bottom <= LAYOUT.outer_edge * height
        others = [o.box.top - line.box.bottom for o in lines[index + 1 :]]
    else:
        edge = line.box.top >= (1 - LAYOUT.outer_edge) * height
        others = [line.box.top - o.box.bottom for o in lines[:index]]
    return edge and (not others or min(others) > LAYOUT.alone_gap * line.box.height)


def _around(
    pages: Sequence[Page],
    lines: dict[int, list[Line]],
    running: dict[int, dict[int, Region]],
    page: Page,
    index: int,
    region: Region,
) -> list[Line]:
    """The lines among which a line at a page's edge stands, those over the break of pages too."""
    own, few = lines[page.number], LAYOUT.row_lines
    over = page.number + (-1 if region is Region.HEADER else 1)
    beyond = lines.get(over, [])
    marks = running.get(over, {})
    if region is Region.HEADER:
        inner = [line for at, line in enumerate(beyond) if at not in marks]
        return inner[-few:] + own[index + 1 : index + 1 + few]
    high = next((_reading_size(p)[1] for p in pages if p.number == over), 0.0)
    # What runs along there is not known yet: the first line of the text may stand under it.
    head = sum(_zone(line, high) is Region.HEADER for line in beyond)
    return own[max(0, index - few) : index] + beyond[: head + few]


def _is_row(line: Line, page: Page, others: Sequence[Line], numbered: bool) -> bool:
    """Whether a line alone at the edge of a page is a row: names and a number by itself, in drawn
    cells or in the columns of the lines before and after it.

    Where one name stands beside it, as in running heads, the number must be no year, and none of
    the page unless that is `numbered` elsewhere.
    """
    parts = segments(line.words)
    numbers = [part for part in parts if NUMBER.fullmatch(_text(part))]
    names = [part for part in parts if not NUMBER.fullmatch(_text(part))]
    if not numbers or not names:
        return False
    if _in_cells(parts, line, page):
        return True
    paged = {word.text for word in line.words if YEAR.fullmatch(word.text)}
    if not numbered:
        paged.add(str(page.number))
    if names == names[:1] and any(_text(number) in paged for number in numbers):
        return False
    return stands_in_columns(line, others)


def stands_in_columns(line: Line, others: Iterable[Line]) -> bool:
    """Whether each of a line's segments stands under or over one of these lines' segments."""
    known = [other for each in others for other in _columns_of(each)]
    parts = _columns_of(line)
    return bool(parts) and all(any(_in_line(part, other) for other in known) for part in parts)


def _numbered(page: Page, lines: Sequence[Line], line: Line, height: float) -> bool:
    """Whether another line at the page's edges has the page's number."""
    return any(
        other is not line
        and _zone(other, height) is not None
        and str(page.number) in re.findall(r"\d+", other.text)
        and len(other.words) <= LAYOUT.numbered_words
        for other in lines
    )


def _in_cells(parts: Sequence[Segment], line: Line, page: Page) -> bool:
    """Whether drawn upright lines part each two segments of a line, and bound it on both sides."""
    upright = sorted(
        rule.box.x0
        for rule in page.rules
        if not rule.horizontal and rule.box.top < line.box.middle < rule.box.bottom
    )
    cells = [bisect_left(upright, part.box.centre) for part in parts]
    return min(cells) > 0 and max(cells) < len(upright) and len(set(cells)) == len(parts)


def _columns_of(line: Line) -> list[Segment]:
    """The segments of a line of several; one alone says nothing of columns."""
    parts = segments(line.words)
    return parts if len(parts) > 1 and not any(part.prose for part in parts) else []


def _in_line(one: Segment, other: Segment) -> bool:
    """Whether two segments are set under each other: left, right or in the middle."""
    a, b = one.box, other.box
    apart = min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.centre - b.centre))
    return a.overlap_x(b) > 0 and apart <= LAYOUT.column_edge


def _text(part: Segment) -> str:
    return "".join(word.text for word in part.words if not word.raised)


NUMBER = re.compile(r"[(±~<>]?\d[\d.,+–—-]*\)?")
YEAR = re.compile(r"(19|20)\d\d")


def _heads_a_table(lines: list[Line], index: int) -> bool:
    """Whether a line's segments stand above those of the next lines, as a table's header does."""
    here = segments(lines[index].words)
    if len(here) < 2:
        return False
    under: list[Segment] = []
    for above, below in pairwise(lines[index : index + LAYOUT.header_lines]):
        if below.box.top - above.box.bottom > LAYOUT.header_gap * above.box.height:
            break
        under += segments(below.words)
    return len(under) > 1 and all(any(a.box.overlap_x(b.box) > 0 for b in under) for a in here)


MARK = re.compile(r"^(\d{1,2}|[*†‡¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\(\d\)|[a-e]\))$")


def _with_footnotes(lines: list[Line]) -> list[Line]:
    """The lines with those at the bottom that are small and marked named as footnotes."""
    body = [line for line in lines if line.region is Region.BODY]
    if len(body) < LAYOUT.body_lines:
        return lines
    usual = usual_size(body)
    tail: list[Line] = []
    for line in reversed(body):
        scanned = line.words[0].confidence != 1.0
        small = LAYOUT.footnote_size_scanned if scanned else LAYOUT.footnote_size
        if line.size > small * usual:
            break
        tail.append(line)
    marked = [line for line in tail if MARK.match(line.words[0].text) or line.words[0].raised]
    if not marked:
        return lines
    first = marked[-1].box.top
    notes = {line for line in tail if line.box.top >= first - LAYOUT.footnote_slack}
    return [replace(line, region=Region.FOOTNOTE) if line in notes else line for line in lines]


def usual_size(lines: Iterable[Line]) -> float:
    """The font size in points that most characters of these lines have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for word in line.words:
            sizes[word.size] += len(word.text)
    return sizes.most_common(1)[0][0]
