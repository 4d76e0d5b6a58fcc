"""The places where an edit of rows is planted: the borders of the reader's parts.

Each wraps what one part hands to the next, so that all behind it believes what the fault says.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from missiemonitor.corpus import read as corpus_read
from missiemonitor.corpus.document import Box, Document, Page, Word
from missiemonitor.extractors.deployments import deployment_rows
from missiemonitor.extractors.deployments import extract as deployments
from missiemonitor.extractors.extraction import Deployment, Evidence, Extraction
from missiemonitor.extractors.extractor import Found
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.tables.reading import RowReading

from tests.faults.edits import Made, Table

CHARACTERS, STRUCTURE, MEANING, LINKING, LAST = (
    "characters",
    "structure",
    "meaning",
    "linking",
    "last step",
)
PICTURE = "picture"


@dataclass(frozen=True)
class Base:
    """A report as it is read without a fault."""

    pdf: bytes
    name: str
    document: Document
    found: Extraction
    tables: tuple[Table, ...]


Plant = Callable[[ExitStack], None]
"""Enters the patches of a fault."""


def wrap(stack: ExitStack, module: Any, name: str, made: Callable[[Any], Any]) -> None:
    """Puts what `made` makes of a function in its place."""
    stack.enter_context(patch.object(module, name, made(getattr(module, name))))


# --- characters ------------------------------------------------------------


def with_words(
    words: Sequence[Word], on_paper: Callable[[Box], Box], told: dict[Box, str]
) -> Iterator[Word]:
    """The words, in these boxes of the paper with another text or (where it is empty) without."""
    inside: dict[Box, list[Word]] = {box: [] for box in told}
    for word in words:
        box = next((b for b in told if b.holds(on_paper(word.box))), None)
        if box is None:
            yield word
        else:
            inside[box].append(word)
    for box, here in inside.items():
        here.sort(key=lambda word: (round(word.box.top), word.box.x0))
        letters = [word for word in here if not word.raised] or here
        texts = told[box].split()
        for at, word in enumerate(letters):
            last = at == len(letters) - 1
            text = " ".join(texts[at:]) if last else " ".join(texts[at : at + 1])
            if text:
                yield replace(word, text=text)


def in_words(told: dict[int, dict[Box, str]]) -> Plant:
    """A fault in the characters of pages: other texts in boxes on the paper."""

    def changed(page: Page) -> Page:
        if page.number not in told:
            return page
        words = tuple(with_words(page.words, page.on_paper, told[page.number]))
        return replace(page, words=words)

    return in_pages(changed)


def in_pages(changed: Callable[[Any], Any]) -> Plant:
    """A fault in pages as they were read: `changed` makes another of each."""
    return lambda stack: wrap(
        stack,
        corpus_read,
        "careful_pages",
        lambda honest: (
            lambda *given, **named: (
                replace(each, page=changed(each.page)) for each in honest(*given, **named)
            )
        ),
    )


def _cells(table: Table, at: int) -> dict[str, Evidence]:
    return {
        cell.role: cell.evidence
        for cell in table.table.cells
        if cell.row == table.rows[at].row and cell.role in ("mission", "country", "count")
    }


def characters(base: Base, table: Table, made: Sequence[Made], dice: random.Random) -> Plant | None:
    told: dict[int, dict[Box, str]] = {}
    here = [one.at for one in made]
    if len({*here}) < len(here):
        return None
    for at in set(range(len(table.rows))) - {*here}:
        for cell in table.table.cells:
            if cell.row == table.rows[at].row:
                told.setdefault(cell.evidence.page, {})[cell.evidence.box] = ""
    for one in made:
        for role, text in _texts(table, one).items():
            cell_at = _cells(table, one.at).get(role)
            if cell_at is None:
                return None
            told.setdefault(cell_at.page, {})[cell_at.box] = text
    return in_words(told)


def _texts(table: Table, one: Made) -> dict[str, str]:
    """What the fault writes in cells of a row."""
    rows = table.rows
    told = {}
    if one.mission != one.at:
        told["mission"] = rows[one.mission].mission_as_written
    if one.country != one.at:
        told["country"] = rows[one.country].country_as_written
    if one.count != one.at:
        told["count"] = rows[one.count].count_as_written
    if one.country_text is not None:
        told["country"] = one.country_text
    if one.text is not None:
        told["count"] = one.text
    if one.cell is not None:
        told["count"] = one.cell.text
    return told


# --- structure and meaning: readings of rows ----------------------------------------------------


def _index(base: Base, table: Table, row: RowReading) -> int | None:
    """Which row of the table a reading is of, by where its count stands."""
    page = base.document.page(row.page)
    if page is None:
        return None
    boxes = [page.on_paper(cell.box) for cell in row.cells if cell.role == "count"]
    for at, each in enumerate(table.rows):
        there = each.count_evidence
        if there.page == row.page and any(
            there.box.holds(box) or box.holds(there.box) for box in boxes
        ):
            return at
    return None


def _remade(
    base: Base, table: Table, one: Made, mine: RowReading, all_rows: Sequence[RowReading]
) -> RowReading:
    """A reading of a row with the cells that the fault puts there."""
    cells = list(mine.cells)
    for role, of in (("mission", one.mission), ("country", one.country), ("count", one.count)):
        if of == one.at:
            continue
        others = [row for row in all_rows if _index(base, table, row) == of]
        others.sort(key=lambda row: row.way != mine.way)
        cell = next((row.cell(role) for row in others if row.cell(role)), None)
        cells = [each for each in cells if each.role != role] + ([cell] if cell else [])
    texts: dict[str, str | None] = {"country": one.country_text, "count": one.text}
    if one.cell is not None:
        texts["count"] = one.cell.text
        page = base.document.page(mine.page)
        # The box of the other column, on the page as it is read.
        columns = [cell for cell in cells if cell.text == one.cell.text and cell.role != "count"]
        beside = next(
            (c for c in columns if page and one.cell.evidence.box.holds(page.on_paper(c.box))), None
        )
        if beside:
            cells = [
                replace(c, box=beside.box, at=beside.at) if c.role == "count" else c for c in cells
            ]
    return replace(
        mine,
        cells=tuple(
            cell if (text := texts.get(cell.role)) is None else replace(cell, text=text)
            for cell in cells
        ),
    )


def _readings(
    base: Base, table: Table, made: Sequence[Made], rows: Sequence[RowReading]
) -> tuple[RowReading, ...]:
    found: list[RowReading] = []
    if not any(_index(base, table, row) is not None for row in rows):
        return tuple(rows)
    for row in rows:
        at = _index(base, table, row)
        if at is None:
            found.append(row)
        else:
            found += [_remade(base, table, one, row, rows) for one in made if one.at == at]
    return tuple(found)


def structure(base: Base, table: Table, made: Sequence[Made], dice: random.Random) -> Plant:
    """What tables hand on: every reading of the rows is wrong alike."""

    def changed(found: Any) -> Any:
        tables = tuple(
            replace(
                each,
                rows=_readings(base, table, made, each.rows),
                own=_readings(base, table, made, each.own),
            )
            for each in found.tables
        )
        return replace(found, tables=tables)

    return lambda stack: wrap(
        stack, deployments, "read_tables", lambda honest: lambda *given: changed(honest(*given))
    )


def meaning(base: Base, table: Table, made: Sequence[Made], dice: random.Random) -> Plant:
    """What a row is taken for: the readings agree rightly, and then the row is wrong."""

    def changed(rows: Sequence[Any]) -> list[Any]:
        best = [row.best for row in rows]
        if not any(_index(base, table, each) is not None for each in best):
            return list(rows)
        found = []
        for row in rows:
            at = _index(base, table, row.best)
            if at is None:
                found.append(row)
                continue
            for one in (one for one in made if one.at == at):
                remade = [_remade(base, table, one, each, best) for each in row.readings]
                found.append(
                    replace(
                        row, best=_remade(base, table, one, row.best, best), readings=tuple(remade)
                    )
                )
        return found

    return lambda stack: wrap(
        stack, deployments, "rows", lambda honest: lambda readings: changed(honest(readings))
    )


# --- linking ------------------------------------------------------------


def linking(base: Base, table: Table, made: Sequence[Made], dice: random.Random) -> Plant:
    """What names and counts mean: what is written is kept, what it is taken for is another's."""
    now: list[Made | None] = [None]

    def reading(honest: Any) -> Any:
        def read_row(state: Any, row: Any, number: int) -> None:
            at = _index(base, table, row.best)
            if at is None:
                honest(state, row, number)
                return
            for one in (one for one in made if one.at == at):
                now[0] = one
                honest(state, row, number)
                now[0] = None

        return read_row

    def counting(honest: Any) -> Any:
        def count(text: str, *more: Any) -> Any:
            told = _texts(table, now[0]).get("count") if now[0] else None
            return honest(text if told is None else told, *more)

        return count

    def naming(honest: Any) -> Any:
        def link(text: str, codes: Any = ()) -> Any:
            one = now[0]
            if one and one.mission != one.at:
                other = table.rows[one.mission]
                return honest(other.mission_as_written, other.countries)
            return honest(text, codes)

        return link

    def placing(honest: Any) -> Any:
        def link(text: str, *more: Any) -> Any:
            told = _texts(table, now[0]).get("country") if now[0] else None
            return honest(text if told is None else told, *more)

        return link

    def plant(stack: ExitStack) -> None:
        wrap(stack, deployments, "read_row", reading)
        wrap(stack, deployment_rows, "read_count", counting)
        wrap(stack, deployment_rows, "link_mission", naming)
        wrap(stack, deployment_rows, "link_countries", placing)

    return plant


# --- the last step ------------------------------------------------------------


def _stored(table: Table, one: Made, dice: random.Random, again: bool) -> Deployment:
    rows, row = table.rows, table.rows[one.at]
    with_text, with_place = dice.random() < 0.5, dice.random() < 0.5
    if again:
        row = replace(row, key=f"{row.key}-2")
    if one.mission != one.at:
        other = rows[one.mission]
        row = replace(
            row,
            mission=other.mission,
            known=other.known,
            organisation=other.organisation,
            mission_as_written=other.mission_as_written if with_text else row.mission_as_written,
        )
    if one.country != one.at:
        other = rows[one.country]
        row = replace(row, countries=other.countries)
        if with_text:
            row = replace(row, country_as_written=other.country_as_written)
    if one.country_text is not None:
        row = replace(row, countries=("PE",))
        if with_text:
            row = replace(row, country_as_written=one.country_text)
    if one.count != one.at:
        other = rows[one.count]
        row = _with_count(row, other.count_as_written, with_text)
        if with_place:
            row = replace(row, count_evidence=other.count_evidence)
    for text, at in (
        (one.text, None),
        (one.cell.text, one.cell.evidence) if one.cell else (None, None),
    ):
        if text is not None:
            row = _with_count(row, text, with_text)
            row = replace(row, count_evidence=at) if at and with_place else row
    return row


def _with_count(row: Deployment, text: str, written: bool) -> Deployment:
    count = read_count(text)
    row = replace(
        row,
        officers=count.officers,
        officers_max=count.officers_max,
        qualifier=count.qualifier,
    )
    return replace(row, count_as_written=text) if written else row


def last(base: Base, table: Table, made: Sequence[Made], dice: random.Random) -> Plant:
    """What is handed to the store."""
    rows = []
    for at, one in enumerate(made):
        rows.append(_stored(table, one, dice, one.at in [other.at for other in made[:at]]))

    def changed(found: Found) -> Found:
        others = [each for each in found.deployments if each.table != table.table.key]
        return replace(found, deployments=(*others, *rows))

    return in_found(changed)


def in_found(changed: Callable[[Found], Found]) -> Plant:
    """A fault in what the extractor of deployments gives."""
    return lambda stack: wrap(
        stack,
        deployments.DeploymentExtractor,
        "__call__",
        lambda honest: lambda self, reading: changed(honest(self, reading)),
    )


PLACES = {
    CHARACTERS: characters,
    STRUCTURE: structure,
    MEANING: meaning,
    LINKING: linking,
    LAST: last,
}
