"""Several readings of a row held against each other: what is sure, and how sure.

Readings of a table come in; rows come out, each with the reading to store, all that was read of
it, whether the readings differ, and a confidence between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from missiemonitor.corpus.document import Box
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.thresholds import RECONCILE
from missiemonitor.extractors.trace import trace

# Which reading is stored where they agree: the one with the best boxes.
ORDER = ("ruled", "aligned", "names")
ROLES = ("mission", "country", "count")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table after its readings were held against each other."""

    best: RowReading
    readings: tuple[RowReading, ...]
    differing: tuple[str, ...]
    confidence: float


def rows(readings: Iterable[RowReading]) -> list[Row]:
    """The rows that the readings speak of, from top to bottom."""
    groups: list[list[RowReading]] = []
    for reading in sorted(readings, key=lambda r: (r.page, r.at[1], r.at[0], r.way)):
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
    differing = tuple(
        sorted({role for other in readings[1:] for role in ROLES if _differ(best, other, role)})
    )
    agreeing = [r for r in readings if not any(_differ(best, r, role) for role in ROLES)]
    confidence = RECONCILE.differing if differing else _agreed(len(agreeing))
    if best.unsure and len(agreeing) < 2:
        confidence = min(confidence, RECONCILE.differing)
    return Row(best, readings, differing, confidence)


def _agreed(readings: int) -> float:
    """The confidence of what one, two or three readings saw alike."""
    return (RECONCILE.one, RECONCILE.two, RECONCILE.three)[readings - 1]


def _differ(one: RowReading, other: RowReading, role: str) -> bool:
    """Whether two readings of a row contradict each other; what one did not look for does not."""
    a, b = one.cell(role), other.cell(role)
    if a is None and b is None:
        return False
    if a is None or b is None:
        return True
    if role == "count":
        return read_count(a.text) != read_count(b.text)
    if normal(a.text) == normal(b.text):
        return False
    if role == "mission" and "names" in (one.way, other.way):
        # The reading by names goes by which mission it is, not by how much of a cell names it.
        known = [known_mission(cell.text) for cell in (a, b)]
        return None in known or len({link.mission for link in known if link}) > 1
    return True
