"""What a threshold is: a number that decides, with its unit, its meaning and where it comes from.

Thresholds stand in frozen dataclasses, one a room (corpus/thresholds.py, extractors/thresholds.py),
and the code reads them from there. `described` prints them, `thresholds_of` reads with others: that
is how `make sensitivity` tells which of them matter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, ClassVar, TypeVar

Number = int | float

# Units that a number may have. An em is the font size; a share is a part of what the meaning says.
UNITS = {
    "ems",
    "points",
    "pixels",
    "degrees",
    "dots per inch",
    "line heights",
    "letter heights",
    "share",
    "confidence",
    "factor",
    "likeness of 100",
    "darkness of 255",
    "words",
    "characters",
    "letters",
    "lines",
    "segments",
    "paragraphs",
    "sentences",
    "pages",
    "days",
    "officers",
    "doubts",
    "countries",
    "readings",
    "texts",
    "spots",
    "forms",
    "notes",
    "marks",
    "text objects",
    "points of a path",
    "seconds",
}
ORIGIN = re.compile(r"(guess|laboratory, \d{4}-\d\d-\d\d, [\d,]+ reports|source: .+)(; .+)?")
GUESS = "guess"

N = TypeVar("N", int, float)
S = TypeVar("S", bound="Thresholds")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Described:
    """One threshold as data: `name` is its room and field, as `layout.segment_gap`."""

    name: str
    value: Number
    unit: str
    meaning: str
    origin: str


class Thresholds:
    """Base of the sets: every field is a number made with `threshold`. Raises ValueError.

    `guards` argues for those that change nothing where they are moved: what they are there for.
    """

    __slots__ = ()
    guards: ClassVar[str]

    def __post_init__(self) -> None:
        for name, value, told in _stated(self):
            unit = told.get("unit")
            whole = isinstance(told.get("value"), int)
            if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
                raise ValueError(f"{name} is {value!r}; it is a {'whole ' if whole else ''}number")
            if not math.isfinite(value) or value <= 0:
                raise ValueError(f"{name} is {value!r}; it is more than 0")
            if unit in ("share", "confidence") and value > 1:
                raise ValueError(f"{name} is {value!r}; a {unit} is at most 1")


def threshold(value: N, unit: str, meaning: str, origin: str = GUESS) -> N:
    """A field of a set of thresholds. Raises ValueError for a unit or an origin of no known form.

    `origin` is `guess`, `laboratory, <day>, <n> reports` where it was measured, or `source: ...`;
    behind a semicolon may stand an argument for it.
    """
    if unit not in UNITS:
        raise ValueError(f"{unit!r} is no unit of a threshold")
    if not meaning or not ORIGIN.fullmatch(origin):
        raise ValueError(f"{origin!r} is no origin, or {meaning!r} no meaning, of a threshold")
    told = {"value": value, "unit": unit, "meaning": meaning, "origin": origin}
    stated: Any = field(default=value, metadata=told)  # dataclass takes it for the field that it is
    return stated  # type: ignore[no-any-return]


_IN_FORCE: dict[str, Thresholds] = {}
_FORGET: list[Callable[[], None]] = []


def remembered(function: Callable[[], T]) -> Callable[[], T]:
    """Remembers what a function gives, until a threshold that it may go by changes."""
    kept = lru_cache(maxsize=1)(function)
    _FORGET.append(kept.cache_clear)
    return kept


def in_force(room: str, thresholds: S) -> S:
    """Makes a set the one by which `room` reads, and gives it back. Raises ValueError on a twin."""
    if room in _IN_FORCE:
        raise ValueError(f"{room} has its thresholds already")
    _IN_FORCE[room] = thresholds
    return thresholds


def sets_in_force() -> dict[str, Thresholds]:
    """The sets by the name of their room."""
    return dict(_IN_FORCE)


def described() -> list[Described]:
    """All thresholds in force with what is said of them, in the order in which rooms read."""
    return [
        Described(f"{room}.{name}", value, told["unit"], told["meaning"], told["origin"])
        for room, thresholds in _IN_FORCE.items()
        for name, value, told in _stated(thresholds)
    ]


@contextmanager
def thresholds_of(changed: Mapping[str, Number]) -> Iterator[None]:
    """Reads with other thresholds (`{"layout.segment_gap": 1.3}`) for as long as it lasts.

    Holds for this process and all its threads; what is handed to a worker opens it there. Raises
    KeyError for a threshold that there is not and ValueError for a value that it cannot have.
    """
    before = {each.name: each.value for each in described()}
    unknown = changed.keys() - before.keys()
    if unknown:
        raise KeyError(f"there is no threshold {', '.join(sorted(unknown))}")
    try:
        _set(changed)
        yield
    finally:
        _set({name: before[name] for name in changed})


def _set(changed: Mapping[str, Number]) -> None:
    for room, thresholds in _IN_FORCE.items():
        own = {
            name.removeprefix(f"{room}."): value
            for name, value in changed.items()
            if name.rpartition(".")[0] == room
        }
        checked = replace(thresholds, **own)  # type: ignore[type-var]
        for name in own:
            # The one place where a set changes: modules hold the set itself, so they all see it.
            object.__setattr__(thresholds, name, getattr(checked, name))
    for forget in _FORGET:
        forget()


def _stated(thresholds: Thresholds) -> Iterator[tuple[str, Number, Mapping[str, Any]]]:
    for each in fields(thresholds):  # type: ignore[arg-type]
        yield each.name, getattr(thresholds, each.name), each.metadata
