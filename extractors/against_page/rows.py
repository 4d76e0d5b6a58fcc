"""Each row that is stored, held against the line of the page that it says it comes from.

One row has one doubt: the first that its number, its place or its names give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from missiemonitor.corpus.document import Box
from missiemonitor.corpus.text import normal, slug
from missiemonitor.extractors.against_page.counts import is_a_range, limits, numbers_in, says_none
from missiemonitor.extractors.against_page.lines_left import word_close
from missiemonitor.extractors.against_page.names import (
    countries_in,
    countries_of,
    missions_at,
    missions_in,
    named_exactly,
    squeezed,
    words_of,
)
from missiemonitor.extractors.against_page.page_text import Chunk, PageText
from missiemonitor.extractors.extraction import Deployment
from missiemonitor.extractors.thresholds import AGAINST_PAGE
from rapidfuzz.fuzz import partial_ratio

LIMITS = ("up_to", "at_least", "about", "fte", "part_time")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is otherwise on the page: a message of the finding, and what fills it."""

    message: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lines:
    """The counts of all rows on a page, which part its lines: boxes as the page is read."""

    page: PageText
    counts: tuple[Box, ...]
    sideways: bool = False
    """Whether rows stand beside each other, so that names stand on no line of their counts."""

    def band(self, count: Box) -> list[Chunk]:
        """The pieces that may be of the row of a count: between the counts above and below."""
        reach = AGAINST_PAGE.above * count.height
        others = [box for box in self.counts if box.overlap_x(count) > 0]
        above = [box.bottom for box in others if box.bottom <= count.middle]
        below = [box.top for box in others if box.top >= count.middle]
        top = max([*above, count.top - reach])
        bottom = min([*below, count.bottom + reach])
        return [
            piece
            for piece in self.page.pieces
            if top <= piece.box.middle <= bottom or _level(piece.box, count)
        ]


def _level(box: Box, count: Box) -> bool:
    return box.overlap_y(count) >= AGAINST_PAGE.level * min(box.height, count.height)


def doubt_of(row: Deployment, lines: Lines) -> Doubt | None:
    """The first thing of a row that is otherwise on its page; None where nothing is."""
    count = lines.page.read(row.count_evidence.box)
    return next(
        (
            doubt
            for doubts in (_of_count, _of_place, _of_names)
            for doubt in doubts(row, lines, count)
        ),
        None,
    )


# --- the number ---------------------------------------------------------------------------------


def _of_count(row: Deployment, lines: Lines, count: Box) -> Iterator[Doubt]:
    there = [piece for piece in lines.page.inside(count) if not piece.small]
    text = " ".join(piece.text for piece in there)
    # Letters that are set wide are words too.
    spelt = "".join(filter(str.isalpha, text.split("(")[0]))
    stated = (*numbers_in(text), *numbers_in(lines.page.joined(count)), *numbers_in(spelt))
    if not text or row.count_evidence.box == row.evidence.box:
        return
    if row.officers is None:
        if text.isdecimal() and len(stated) == 1 and row.count_as_written != text:
            yield Doubt("count", {"stored": "nothing", "text": text})
        return
    if says_none(text):
        if row.officers:
            yield Doubt("count", {"stored": row.officers, "text": text})
        return
    claimed = {row.officers, row.officers_max} - {None}
    near = {number + step for number in stated for step in (-1, 0, 1)}
    if stated and not claimed <= (near if row.qualifier in LIMITS else {*stated}):
        yield Doubt("count", {"stored": row.officers, "text": text})
        return
    if row.officers_max is None and row.qualifier is None:
        for whole in (text, lines.page.beside(count)):
            if is_a_range(whole):
                yield Doubt("range", {"stored": row.officers, "text": whole})
            elif stated and limits(whole):
                yield Doubt("limit", {"stored": row.officers, "text": whole})


# --- the line -----------------------------------------------------------------------------------


def _of_place(row: Deployment, lines: Lines, count: Box) -> Iterator[Doubt]:
    """Whether the mission and the country that are stored stand on the line of the count."""
    if lines.sideways:
        return
    band = lines.band(count)
    for role, text in (("mission", row.mission_as_written), ("country", row.country_as_written)):
        missing = _missing(text, band)
        if missing and _others_there(text, lines, count):
            yield Doubt(f"{role}-elsewhere", {"text": text})


def _missing(text: str, band: Sequence[Chunk]) -> list[str]:
    """The words of a name that stand nowhere among these pieces."""
    told = [normal(word) for word in normal(text).split()]
    long_ = [word for word in told if len(word) >= AGAINST_PAGE.shortest_word] or told
    by_lines = squeezed(" ".join(piece.text for piece in band))
    by_columns = squeezed("".join(piece.text.rstrip("-") for piece in _by_columns(band)))
    return [word for word in long_ if word not in by_lines and word not in by_columns]


def _by_columns(band: Sequence[Chunk]) -> list[Chunk]:
    """Pieces column by column, as those that stand over each other are one."""
    columns: list[tuple[float, float, list[Chunk]]] = []
    for piece in sorted(band, key=lambda one: one.box.x0):
        if columns and piece.box.x0 < columns[-1][1]:
            left, right, held = columns[-1]
            columns[-1] = (left, max(right, piece.box.x1), [*held, piece])
        else:
            columns.append((piece.box.x0, piece.box.x1, [piece]))
    return [
        piece
        for _, _, held in columns
        for piece in sorted(held, key=lambda one: (round(one.box.bottom), one.box.x0))
    ]


def _others_there(text: str, lines: Lines, count: Box) -> bool:
    """Whether the line of a count has something else where names like this one stand.

    Where it has nothing there, the name is that of a row above or below, which holds for it too.
    """
    first = squeezed(text.split()[0])
    spots = [
        piece.box
        for piece in lines.page.pieces
        if squeezed(piece.text) == first
        and piece.box.overlap_x(count) <= 0
        and not word_close(lines.page, piece.box, -1)
    ]
    if not spots:
        return True
    nearest = min(spots, key=lambda box: abs(box.middle - count.middle))
    whole = squeezed(text)
    level = [piece for piece in lines.page.pieces if _level(piece.box, count)]
    # Names of one organisation begin alike: what follows as words of one text do is held too.
    end = nearest.x1
    for piece in sorted(level, key=lambda one: one.box.x0):
        if nearest.x0 <= piece.box.x0 <= end + AGAINST_PAGE.apart * piece.high:
            end = max(end, piece.box.x1)
    cell = replace(nearest, x1=end)
    held = sorted((p for p in level if p.box.overlap_x(cell) > 0), key=lambda one: one.box.x0)
    there = named_exactly(" ".join(piece.text for piece in held))
    if there and there != named_exactly(text):
        return True
    return any(
        # (a letter may be lost where two are drawn as one)
        partial_ratio(squeezed(piece.text), whole) < AGAINST_PAGE.same_word
        for piece in held
        if squeezed(piece.text)
    )


# --- the names ----------------------------------------------------------------------------------


def _of_names(row: Deployment, lines: Lines, count: Box) -> Iterator[Doubt]:
    written = row.mission_as_written
    if written and _is_another(row):
        yield Doubt("mission", {"text": written, "stored": row.mission})
    if row.countries and _of_others(row):
        yield Doubt("country", {"text": row.country_as_written or written, "stored": _codes(row)})


def _codes(row: Deployment) -> str:
    return ", ".join(row.countries)


def _is_another(row: Deployment) -> bool:
    """Whether the mission that is stored is another than the name that stands there."""
    written = row.mission_as_written
    exactly = named_exactly(written)
    if not row.known:
        return row.mission != f"unknown-{slug(written) or 'unnamed'}"
    if exactly:
        return row.mission not in exactly and bool(
            not row.countries
            or not countries_in(row.country_as_written)
            or {*row.countries} & {code for each in exactly for code in countries_of(each)}
        )
    within = list(missions_in(written))
    if within:
        here = {code for ids in within for each in ids for code in countries_of(each)}
        told = any(row.mission in ids for ids in within)
        return not told and (not row.countries or bool(here & {*row.countries}))
    if countries_of(row.mission) & {*row.countries}:
        return False
    said = {*normal(written).split()}
    shared = len(words_of(row.mission) & said)
    return not shared or any(
        len(words_of(each) & said) > shared
        for each in missions_at(frozenset(row.countries))
        if each != row.mission
    )


def _of_others(row: Deployment) -> bool:
    """Whether the countries that are stored are others than those that stand there."""
    named = countries_in(row.country_as_written)
    stored = {*row.countries}
    if named and "." not in row.country_as_written:
        return not stored & named or not stored <= named | countries_of(row.mission)
    inferred = countries_of(row.mission) | countries_in(row.mission_as_written)
    return bool(inferred) and not stored & inferred
