"""The colophon: what stands beside the column of running text, and is no column of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from missiemonitor.corpus.document import Box, Page
from missiemonitor.corpus.layout.lines import reading_size, with_numbers_out
from missiemonitor.corpus.layout.segments import Segment
from missiemonitor.corpus.thresholds import LAYOUT


def text_frames(
    pages: Sequence[Page], segmented: dict[int, list[Segment]]
) -> dict[int, tuple[float, float]]:
    """Left and right edge of the running text by page number, from all pages of the same size."""
    by_size: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    sizes: dict[int, tuple[int, int]] = {}
    for page in pages:
        wide, high = reading_size(page)
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


def stands_beside(
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


def is_text_column(
    outside: Sequence[Segment], frame: tuple[float, float] | None, page: Page
) -> bool:
    """Whether what stands beside the running text takes as much width as that: no colophon."""
    high = reading_size(page)[1]
    inner = [s.box for s in outside if _off_the_edge(s, high)]
    if frame is None or len(inner) < LAYOUT.column_segments:
        return False
    return Box.around(inner).width > LAYOUT.column_width * (frame[1] - frame[0])


def _off_the_edge(segment: Segment, height: float) -> bool:
    return LAYOUT.edge * height < segment.box.middle < (1 - LAYOUT.edge) * height


def margins_of(
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
        high = reading_size(page)[1]
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
    return with_numbers_out(text), round(segment.box.x0 / LAYOUT.same_place)


def _foot(segment: Segment) -> float:
    return segment.box.bottom


def _in_row(segment: Segment, text: Sequence[Segment]) -> bool:
    """Whether a segment stands in a row of cells; `text` is what it stands beside, by its foot."""
    near, foot = LAYOUT.row_foot * segment.size, segment.box.bottom
    first = bisect_left(text, foot - near, key=_foot)
    last = bisect_right(text, foot + near, key=_foot)
    level = [other for other in text[first:last] if abs(other.box.bottom - foot) < near]
    return bool(level) and not any(other.prose for other in level)
