"""Whether two readings of a row say the same of its mission, country or count, by what they mean.

Another spelling is no difference, nor a line more of a cell, nor a sum written out ("2 + 3").
"""

from __future__ import annotations

import re
from enum import StrEnum

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.reading import OWN, RowCell, RowReading

SUM = re.compile(r"\d{1,4}(?:\s*\+\s*\d{1,4})+")


class Stance(StrEnum):
    """What a reading says of what another one saw; `UNSURE` is one that does not tell."""

    AGREES = "agrees"
    UNSURE = "unsure"
    DIFFERS = "differs"


def stance(best: RowReading, other: RowReading, role: str) -> Stance:
    """What a reading of a row says of what the best one saw in this role."""
    if role == "count":
        own = other.way in OWN
        return _of_own_count(best, other) if own else _of_count(best, other)
    apart = other.way in OWN
    a, b = best.cell(role), other.cell(role)
    if a is None and b is None:
        return Stance.AGREES
    if a is None or b is None:
        # What knows no columns of the table may have it in another cell, or not looked for it; nor
        # does every reading see that a cell above, or between rows, holds for this one too.
        held = a is not None and (a.inherited or not a.box.top <= best.at[1] <= a.box.bottom)
        return Stance.UNSURE if apart or held else Stance.DIFFERS
    if normal(a.text) == normal(b.text):
        return Stance.AGREES
    if apart and role == "mission" and _with_its_country(best, a, b):
        return Stance.AGREES
    told = _of_missions(a, b) if role == "mission" else _of_countries(a, b)
    if apart and told is Stance.DIFFERS and not _speaks_against(best, a, b):
        return Stance.UNSURE
    return told


def _with_its_country(best: RowReading, stored: RowCell, own: RowCell) -> bool:
    """Whether a reading that knows no columns has the stored name with the words of the country
    beside it."""
    name, said = ({*normal(cell.text).split()} for cell in (stored, own))
    place = {*normal(best.text("country")).split()}
    return bool(name) and name <= said <= name | place


def _speaks_against(best: RowReading, stored: RowCell, own: RowCell) -> bool:
    """Whether a reading of its own, which may have a part of a cell, names something else."""
    cells = (stored,) if own.role == "mission" else best.cells
    said = {token for each in cells for token in normal(each.text).split()}
    if {*normal(own.text).split()} <= said:
        return False  # a line of a cell, or a country of the mission's name
    if own.role == "country":
        codes = [{*link_countries(cell.text).codes} for cell in (stored, own)]
        return all(codes) and not codes[0] & codes[1]
    return known_mission(own.text) is not None


def _number(text: str) -> tuple[int | None, int | None]:
    if SUM.fullmatch(text.strip()):
        return sum(map(int, re.findall(r"\d+", text))), None
    count = read_count(text)
    most = count.officers_max
    return count.officers, most if most != count.officers else None


def _of_count(best: RowReading, other: RowReading) -> Stance:
    a, b = best.cell("count"), other.cell("count")
    if a is None and b is None:
        return Stance.AGREES
    if a is None or b is None:
        return Stance.DIFFERS
    if _number(a.text) == _number(b.text):
        return Stance.AGREES
    one, two = {*a.text.split()}, {*b.text.split()}
    if read_count(b.text).officers is None and (one <= two or two <= one):
        return Stance.UNSURE  # a line less of the cell, or lines of others with it
    return Stance.DIFFERS


def has_number(best: RowReading, other: RowReading) -> bool:
    """Whether the count of the best reading is among the counts of another."""
    stored = best.cell("count")
    number = _number(stored.text)[0] if stored else None
    counts = [_number(cell.text)[0] for cell in other.cells if cell.role == "count"]
    return number is not None and number in counts


def _of_own_count(best: RowReading, other: RowReading) -> Stance:
    """The same of a reading that may have several numbers, each of which may be the count."""
    stored = best.cell("count")
    counts = [cell for cell in other.cells if cell.role == "count"]
    numbers = {_number(cell.text)[0] for cell in counts}
    if not counts or numbers == {None}:
        return Stance.UNSURE
    if stored is None:
        return Stance.DIFFERS
    number, most = _number(stored.text)
    if number is None:
        return Stance.UNSURE  # told as a count that cannot be read
    if number in numbers or most in numbers - {None}:
        return Stance.AGREES if len(counts) == 1 else Stance.UNSURE
    inside = [cell for cell in counts if stored.box.holds(cell.box)]
    if inside and normal(stored.text) != normal(inside[0].text):
        # A part of the cell: "8, of whom 1 half-time".
        tokens = {*normal(stored.text).split()}
        if {*normal(inside[0].text).split()} <= tokens:
            return Stance.UNSURE
    return Stance.UNSURE if None in numbers else Stance.DIFFERS


def _of_missions(a: RowCell, b: RowCell) -> Stance:
    known = [
        link.mission.mission if link and link.mission else None
        for link in map(known_mission, (a.text, b.text))
    ]
    if None not in known:
        return Stance.AGREES if known[0] == known[1] else Stance.DIFFERS
    one, two = ({*normal(cell.text).split()} for cell in (a, b))
    if known == [None, None]:
        # A line more or less of one cell.
        return Stance.AGREES if one <= two or two <= one else Stance.DIFFERS
    return Stance.DIFFERS


def _of_countries(a: RowCell, b: RowCell) -> Stance:
    one, two = ({*link_countries(cell.text).codes} for cell in (a, b))
    if one == two:
        # Names that no list has are held by their words.
        same = bool(one) or {*normal(a.text).split()} & {*normal(b.text).split()}
        return Stance.AGREES if same else Stance.DIFFERS
    return Stance.DIFFERS
