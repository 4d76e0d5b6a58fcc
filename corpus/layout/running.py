"""Headers and footers: lines that come back at one height, or stand alone at the edge."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from missiemonitor.corpus.document import Line, Page, Region
from missiemonitor.corpus.layout.edge_rows import is_row
from missiemonitor.corpus.layout.lines import reading_size, usual_size, with_numbers_out
from missiemonitor.corpus.layout.segments import Segment, segments
from missiemonitor.corpus.thresholds import LAYOUT


def running_along(
    pages: Sequence[Page], lines: dict[int, list[Line]]
) -> dict[int, dict[int, Region]]:
    """Which lines run along at the top or bottom of pages, by page number and line index."""
    seen: dict[tuple[str, bool], list[tuple[int, float]]] = defaultdict(list)
    elsewhere: Counter[str] = Counter()
    heights = {page.number: reading_size(page)[1] for page in pages}
    for page in pages:
        for line in lines[page.number]:
            height = heights[page.number]
            pattern = _told(line)
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
                pattern = _told(line)
                again = any(
                    number != page.number and abs(other - at) <= LAYOUT.same_place
                    for number, other in seen[pattern, region is Region.HEADER]
                )
                repeated = again and not elsewhere[pattern]
                if repeated and not _heads_a_table(page_lines, index):
                    marks[index] = region
                elif not _alone(page_lines, index, region, height) or is_row(
                    line,
                    page,
                    _around(pages, lines, result, page, index, region),
                    _numbered(page, page_lines, line, height),
                ):
                    break
                elif (
                    with_numbers_out(line.text).count("#")
                    and len(line.words) <= LAYOUT.numbered_words
                ) or line.size < LAYOUT.running_size * usual_size(page_lines):
                    marks[index] = region
                else:
                    break
        result[page.number] = marks
    return result


def _told(line: Line) -> str:
    """What a line that runs along says on each page: without a number at its end, which stands in
    the margin on a page whose text is narrower."""
    pattern = with_numbers_out(line.text)
    return pattern.strip("# ") or pattern


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
    high = next((reading_size(p)[1] for p in pages if p.number == over), 0.0)
    # What runs along there is not known yet: the first line of the text may stand under it.
    head = sum(_zone(line, high) is Region.HEADER for line in beyond)
    return own[max(0, index - few) : index] + beyond[: head + few]


def _numbered(page: Page, lines: Sequence[Line], line: Line, height: float) -> bool:
    """Whether another line at the page's edges has the page's number."""
    return any(
        other is not line
        and _zone(other, height) is not None
        and str(page.number) in re.findall(r"\d+", other.text)
        and len(other.words) <= LAYOUT.numbered_words
        for other in lines
    )


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
