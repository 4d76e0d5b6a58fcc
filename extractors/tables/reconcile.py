"""Several readings of a row held against each other: what is sure, and how sure.

Readings of a table come in; rows come out, each with the reading to store, all that was read of
it, whether the readings differ, and a confidence between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.tables.reading import OWN, RowReading
from missiemonitor.extractors.tables.stances import Stance, stance
from missiemonitor.extractors.thresholds import RECONCILE
from missiemonitor.extractors.trace import trace

# Which reading is stored where they agree: the one with the best boxes.
ORDER = ("ruled", "aligned", "structure", "names", *OWN)
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
    agreeing: tuple[str, ...] = ()


def rows(readings: Iterable[RowReading]) -> list[Row]:
    """The rows that the readings speak of, from top to bottom.

    Readings of their own bear rows out or speak against them; they make none.
    """
    ordered = sorted(readings, key=lambda r: (r.page, r.at[1], r.at[0], r.way))
    groups: list[list[RowReading]] = []
    for reading in (each for each in ordered if each.way not in OWN):
        for group in groups:
            other = group[0]
            if (
                other.page == reading.page
                and abs(other.at[0] - reading.at[0]) <= RECONCILE.near
                and abs(other.at[1] - reading.at[1]) <= RECONCILE.near
                and reading.way not in {r.way for r in group}
            ):
                group.append(reading)
                break
        else:
            groups.append([reading])
    for reading in (each for each in ordered if each.way in OWN):
        at = _at_height(reading, groups)
        if at is not None:
            groups[at].append(reading)
    found = [_row(group) for group in groups]
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
    confidence = RECONCILE.differing if differing else _agreed(len(agreeing))
    if best.unsure and len(agreeing) < 2:
        confidence = min(confidence, RECONCILE.differing)
    return Row(best, readings, differing, confidence, agreeing)


def _bears_out(said: Sequence[Stance]) -> bool:
    """Whether a reading says the same of a row: its count and what of its names it tells."""
    mission, country, count = said
    return (
        count is Stance.AGREES
        and Stance.AGREES in (mission, country)
        and (Stance.DIFFERS not in said)
    )


def _agreed(readings: int) -> float:
    """The confidence of what one, two or three readings saw alike."""
    alike = (RECONCILE.one, RECONCILE.two, RECONCILE.three)
    return alike[min(readings, len(alike)) - 1]
