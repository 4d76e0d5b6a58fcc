"""Several readings of a row held against each other: what is sure, and how sure.

Readings of a table come in; rows come out, each with the reading to store, all that was read of
it, whether the readings differ, and a confidence between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.reading import OWN, RowReading
from missiemonitor.extractors.tables.reliability import Pattern, confidence_of
from missiemonitor.extractors.tables.stances import Stance, has_number, stance
from missiemonitor.extractors.trace import trace

# Which reading is stored: that of the table as it was found, by drawn cells or white space.
ORDER = ("ruled", "structure", *OWN)
ROLES = ("mission", "country", "count")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table after its readings were held against each other.

    `agreeing` are the ways of those readings that saw the same count and names.
    """

    best: RowReading
    readings: tuple[RowReading, ...]
    differing: tuple[str, ...]
    confidence: float
    pattern: Pattern
    agreeing: tuple[str, ...] = ()
    count_seen: bool = False
    """Whether a reading of its own has its count too, be it among several numbers; or none of them
    sees a row of its page."""
    alone: bool = False
    """Whether nothing bears it out: no other reading agrees, or none sees it where they see most
    rows of its page."""


def rows(readings: Iterable[RowReading]) -> list[Row]:
    """The rows that the readings speak of, from top to bottom.

    Readings of their own bear rows out or speak against them; they make none.
    """
    ordered = sorted(readings, key=lambda r: (r.page, r.at[1], r.at[0], r.way))
    groups = [[reading] for reading in ordered if reading.way not in OWN]
    for reading in (each for each in ordered if each.way in OWN):
        at = _at_height(reading, groups)
        if at is not None:
            groups[at].append(reading)
    found = [_row(group) for group in groups]
    heard = {row.best.page for row in found if any(r.way in OWN for r in row.readings)}
    found = [
        replace(
            row,
            alone=len(row.agreeing) == 1,  # nothing bears it out
            count_seen=row.count_seen or row.best.page not in heard,
        )
        for row in found
    ]
    if seen := trace():
        for row in found:
            seen.note(
                "difference" if row.differing else "agreement",
                row.best.page,
                _told(row),
                [Box.around(cell.box for cell in row.best.cells)],
                readings=len(row.readings),
                confidence=row.confidence,
            )
    return found


def _at_height(reading: RowReading, groups: Sequence[Sequence[RowReading]]) -> int | None:
    """Which row stands where a reading of its own has its count: the nearest of those."""
    y = reading.at[1]
    near: list[tuple[float, int]] = []
    for at, group in enumerate(groups):
        if group[0].page != reading.page or reading.way in {r.way for r in group}:
            continue
        box = Box.around(cell.box for row in group for cell in row.cells if not cell.inherited)
        if box.top <= y <= box.bottom:
            near.append((abs(group[0].at[1] - y), at))
    return min(near)[1] if near else None


def _told(row: Row) -> str:
    """What the readings made of a row: once where they agree, else what each saw."""
    said = {r.way: " | ".join(r.text(role) or "-" for role in ROLES) for r in row.readings}
    if row.differing:
        each = "; ".join(f"{way}: {text}" for way, text in said.items())
        return f"in {', '.join(row.differing)}: {each}"
    doubt = f"; {row.best.unsure}" if row.best.unsure else ""
    return f"{said[row.best.way]} ({', '.join(said)}){doubt}"


def _row(group: Sequence[RowReading]) -> Row:
    readings = tuple(sorted(group, key=lambda r: ORDER.index(r.way)))
    best = readings[0]
    said = {r.way: [stance(best, r, role) for role in ROLES] for r in readings[1:]}
    differing = tuple(
        sorted(
            {
                role
                for each in said.values()
                for role, s in zip(ROLES, each, strict=True)
                if s is Stance.DIFFERS
            }
        )
    )
    agreeing = (best.way, *(way for way, each in said.items() if _bears_out(each)))
    pattern = _pattern(best, said)
    also = any(has_number(best, each) for each in readings if each.way in OWN)
    return Row(best, readings, differing, confidence_of(pattern), pattern, agreeing, also)


def _pattern(best: RowReading, said: Mapping[str, Sequence[Stance]]) -> Pattern:
    """How the readings of a row saw it, as the laboratory counts it."""
    own = {way: _voice(each) for way, each in said.items()}
    return Pattern(
        bool(best.unsure),
        own.get("pdfplumber", "none"),
        own.get("content", "none"),
        known=known_mission(best.text("mission")) is not None,
        picture=any(cell.sure < 1.0 for cell in best.cells if cell.role in ROLES),
        ruled=best.way == "ruled",
    )


def _voice(said: Sequence[Stance]) -> str:
    if Stance.DIFFERS in said:
        return Stance.DIFFERS.value
    return (Stance.AGREES if _bears_out(said) else Stance.UNSURE).value


def _bears_out(said: Sequence[Stance]) -> bool:
    """Whether a reading says the same of a row: its count and what of its names it tells."""
    mission, country, count = said
    return (
        count is Stance.AGREES
        and Stance.AGREES in (mission, country)
        and (Stance.DIFFERS not in said)
    )
