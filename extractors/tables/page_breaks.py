"""Rows over a page break: the parts of a table on its pages go in, whole rows come out.

The rest of a name may stand on the next page, under the row with its count; or a name begins at the
foot of a page and its row goes on, with the count, on the next. Such a row is of the page of its
count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.rows import WAYS, goes_on, is_total

NAMES = ("mission", "country")
EITHER = "either-row"  # a message of the finding readings-differ: of lines between two rows


@dataclass(frozen=True, slots=True)
class Part:
    """A table's rows on one page as one reading saw them; `foot` is what stands below the last of
    them at the foot of the page and has no count, `top` what stands so above the first."""

    rows: tuple[RowReading, ...]
    foot: RowReading | None = None
    top: RowReading | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A line without a count at the foot of a page, and the row on the next that it may begin; of
    a table that does not go on there, None."""

    foot: RowReading
    head: RowReading | None


@dataclass(frozen=True, slots=True)
class Whole:
    """The rows of a table, what of them could not be put together surely, and which feet of pages
    are part of the row on the next."""

    rows: list[RowReading]
    broken: list[Broken]
    moved: list[RowReading]


def over_pages(parts: Sequence[Part]) -> Whole:
    """The rows of a table's parts on several pages.

    A part begins with the rest of a row where its first row has no count and lacks a name.
    """
    rows: list[RowReading] = []
    broken: list[Broken] = []
    moved: list[RowReading] = []
    foot: RowReading | None = None
    for at, part in enumerate(parts):
        here = list(part.rows)
        if foot and here and "count" in _own(here[0]):
            if _begins(foot, here[0]):
                moved.append(foot)
                here[0] = _with_foot(foot, here[0])
            elif not _whole(here[0]):
                broken.append(Broken(foot, here[0]))
        elif rows and here and _is_rest(here[0], rows[-1]):
            rows[-1] = _joined(rows[-1], here[0])
            here = here[1:]
        elif rows and part.top and _ends(rows[-1], part.top):
            rows[-1] = _joined(rows[-1], part.top)
        elif rows and here and (parted := _parted(rows[-1], here[0])):
            rows[-1], here[0] = parted
        rows += here
        foot = _foot(part)
        if foot is part.foot and foot and at == len(parts) - 1 and _reads_like_row(foot):
            broken.append(Broken(foot, None))
    return Whole(rows, broken, moved)


def made_whole(rows: Sequence[RowReading]) -> list[RowReading]:
    """The rows of a page, where one that white space parts in two is whole: of two with one count
    between them, whose name begins in the first and ends in the second."""
    found: list[RowReading] = []
    for row in rows:
        above = found[-1] if found else None
        if above and _may_begin(above) and "count" in _own(row) and _name_goes_over(above, row):
            found[-1] = _with_foot(above, row, EITHER)
        elif above and "count" in _own(above) and "count" not in _own(row) and _ends(above, row):
            found[-1] = _joined(above, row, "")
        else:
            found.append(row)
    return found


def without_moved(rows: Sequence[RowReading], moved: Sequence[RowReading]) -> list[RowReading]:
    """The rows without feet of pages that are part of the row on the next, in whatever reading."""
    feet = {(foot.page, foot.text(role)) for foot in moved for role in _own(foot)}
    return [
        row
        for row in rows
        if "count" in _own(row) or not all((row.page, row.text(role)) in feet for role in _own(row))
    ]


def _foot(part: Part) -> RowReading | None:
    """What may begin a row at the foot of a part: no title, and without a count."""
    foot = part.foot or next(iter(part.rows[-1:]), None)
    return foot if foot and _may_begin(foot) else None


def _may_begin(row: RowReading) -> bool:
    """Whether a row without a count may be the beginning of the next: no title, no total."""
    if "count" in _own(row) or not _own(row) & set(NAMES):
        return False
    alone = len(row.cells) == 1
    title = alone and link_organisation(row.cells[0].text) is not None
    return not title and not is_total(row.cells[0].text)


def _ends(above: RowReading, top: RowReading) -> bool:
    """Whether what stands over the rows of a page ends a name of the last row before it."""
    own = _own(top)
    return len(own) == 1 and any(
        role in _own(above) and _goes_over(role, above.text(role), top.text(role))
        for role in own & set(NAMES)
    )


def _parted(above: RowReading, head: RowReading) -> tuple[RowReading, RowReading] | None:
    """Two rows, where the second begins with the end of the name of the first, which has its count
    on the page before; None where their names do not tell so."""
    one, two = above.cell("mission"), head.cell("mission")
    if one is None or two is None or one.inherited or two.inherited:
        return None
    words = two.text.split()
    for end in range(1, len(words)):
        rest, name = " ".join(words[:end]), " ".join(words[end:])
        if _known("mission", name) and _goes_over("mission", one.text, rest):
            whole = replace(one, text=join_lines([one.text, rest]))
            return _with(above, one, whole), _with(head, two, replace(two, text=name))
    return None


def _with(row: RowReading, cell: RowCell, instead: RowCell) -> RowReading:
    return replace(row, cells=tuple(instead if each is cell else each for each in row.cells))


def _own(row: RowReading) -> set[str]:
    return {cell.role for cell in row.cells if not cell.inherited}


def _begins(foot: RowReading, head: RowReading) -> bool:
    """Whether a row surely begins with what stands at the foot of the page before."""
    if is_total(head.cells[0].text):
        return False
    lacks = [role for role in NAMES if role in _own(foot) and role not in _own(head)]
    if lacks and all(_known(role, foot.text(role)) for role in lacks):
        return True
    return _name_goes_over(foot, head)


def _name_goes_over(above: RowReading, below: RowReading) -> bool:
    both = [role for role in NAMES if role in _own(above) and role in _own(below)]
    return any(_goes_over(role, above.text(role), below.text(role)) for role in both)


def _known(role: str, text: str) -> bool:
    if role == "mission":
        return known_mission(text) is not None
    return link_countries(text).whole


def _goes_over(role: str, above: str, below: str) -> bool:
    """Whether a name begins with one text and ends with the other."""
    joined = join_lines([above, below])
    if role != "mission":
        return not _known(role, above) and not _known(role, below) and _known(role, joined)
    named = known_mission(above)
    if named is not None:
        short = known_mission(below) if below[0] == "(" else None
        return short is not None and short.mission == named.mission
    if below[0] == "(" or below[0].islower():
        return True
    whole, rest = known_mission(_bare(joined)), known_mission(_bare(below))
    if whole:
        return rest is None or WAYS.index(whole.way) < WAYS.index(rest.way)
    open_end = goes_on(above) or above.count("(") > above.count(")")
    return known_mission(below) is None and open_end


def _bare(text: str) -> str:
    """A name without what stands in brackets, which alone may say which mission it is."""
    return re.sub(r"\([^)]*\)", " ", text).strip()


def _whole(row: RowReading) -> bool:
    """Whether a row lacks nothing: its names are known, or it adds up others."""
    names = [role for role in NAMES if role in _own(row)]
    return is_total(row.cells[0].text) or (
        bool(names) and all(_known(role, row.text(role)) for role in names)
    )


def _reads_like_row(foot: RowReading) -> bool:
    return all(_known(role, foot.text(role)) for role in NAMES if role in _own(foot))


def _with_foot(foot: RowReading, head: RowReading, doubt: str = "over-page") -> RowReading:
    """A row with what begins it on the page before; boxes are those of its own page."""
    cells: list[RowCell] = []
    for cell in head.cells:
        above = foot.text(cell.role) if cell.role in NAMES and not cell.inherited else ""
        cells.append(replace(cell, text=join_lines([above, cell.text])) if above else cell)
    lacking = _own(foot) & set(NAMES) - _own(head)
    kept = [cell for cell in cells if cell.role not in lacking]
    kept += [replace(c, inherited=True) for c in foot.cells if c.role in lacking]
    row = replace(head, cells=tuple(kept))
    return row if _whole(row) else replace(row, unsure=doubt)


def _is_rest(row: RowReading, above: RowReading) -> bool:
    own = {cell.role for cell in row.cells if not cell.inherited}
    names = {cell.role for cell in above.cells} & {"mission", "country"}
    if len(own) == 1 and link_organisation(row.cells[0].text):
        return False  # a title over the rows that follow
    return "count" not in own and bool(own) and (names > own or len(own) == 1)


def _joined(row: RowReading, rest: RowReading, doubt: str = "over-page") -> RowReading:
    cells = []
    for cell in row.cells:
        more = rest.text(cell.role) if cell.role else ""
        cells.append(replace(cell, text=join_lines([cell.text, more])) if more else cell)
    return replace(row, cells=tuple(cells), unsure=doubt or row.unsure)
