"""A header's words made cells, and the columns under it, as fits best what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from missiemonitor.corpus.document import Line, text_of
from missiemonitor.corpus.layout import segments
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.columns import Columns, WhiteSpace
from missiemonitor.extractors.tables.header import (
    Header,
    HeaderCell,
    without_earlier_counts,
)


def settled(header: Header, lines: Sequence[Line]) -> Header:
    """The header with its words made cells in the way that fits best what stands under it."""
    space = WhiteSpace.of(without_prose(lines)[:40])
    fits = tuple(best_columns(space, cells)[0] for cells in header.options)
    scores = [score(fit, likely) for fit, likely in zip(fits, header.likely, strict=True)]
    cells = header.options[scores.index(max(scores))]
    cells = _told_by_rows(cells, space)
    roles = without_earlier_counts([(cell.role, cell.text) for cell in cells])
    return replace(
        header,
        cells=tuple(replace(cell, role=role) for cell, role in zip(cells, roles, strict=True)),
        fits=fits,
    )


def score(fit: float, likely: float) -> float:
    """By what the ways to make cells are weighed.

    What stands under a header must be plainly better to overrule what the header itself says.
    """
    return fit + 0.4 * likely


def _told_by_rows(cells: tuple[HeaderCell, ...], space: WhiteSpace) -> tuple[HeaderCell, ...]:
    """The cells, where a heading that is not understood stands over missions or countries."""
    _, columns = best_columns(space, cells)
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


def best_columns(space: WhiteSpace, cells: Sequence[HeaderCell]) -> tuple[float, Columns | None]:
    """Of all columns that there may be under these header cells, those that hold what they say."""
    found = [
        (_holds(cells, columns, space.lines), columns)
        for columns in space.columns([cell.over for cell in cells])
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
    """Whether what would be counts are the numbers of the rows: 1, 2, 3, 4 and so on.

    They begin with 1 or stand left of all else; counts of a few rows may well go up by one.
    """
    at = next(i for i, cell in enumerate(cells) if cell.role == "count")
    texts = [text_of(columns.split(line)[at]) for line in lines]
    numbers = [int(text) for text in texts if text.isdecimal()]
    if at and numbers[:1] != [1]:
        return False
    return len(numbers) > 3 and all(b - a == 1 for a, b in pairwise(numbers))


def without_prose(lines: Sequence[Line]) -> list[Line]:
    """The lines without sentences, which would cover the gaps between columns."""
    plain = [
        line
        for line in lines
        if not any(s.prose and len(s.words) > 8 for s in segments(line.words))
    ]
    return plain or list(lines)
