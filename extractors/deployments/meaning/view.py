"""What goes in and comes out: a table as texts, and what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from missiemonitor.corpus.period import Period


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column: what its head says, and its cells from top to bottom, empty ones as ""."""

    head: str
    cells: tuple[str, ...]


class OfficersSaid(NamedTuple):
    """Officers of ours that a sentence says to be there now: in a mission, by id, or in countries
    (ISO 3166-1) where it names none."""

    mission: str | None
    countries: tuple[str, ...]
    officers: int


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as texts, without where they stand on the page.

    `caption` are the lines close above it, `heading` the nearest heading over it that is not close
    above another table, `before` the paragraphs that go before, a line each, `after` what stands
    below it, `report` the running text of the whole report, a paragraph a line. `period` is that of
    the report, where it is known; `said` is how many officers of ours sentences of it
    say to be where.
    """

    columns: tuple[ColumnView, ...]
    caption: str = ""
    heading: str = ""
    before: str = ""
    after: str = ""
    report: str = ""
    period: Period | None = None
    said: tuple[OfficersSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that was weighed; `reasons.told` makes a sentence of it."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a table is.

    `standing` is `counted`, `to-agree` or `other`. `roles` and `scopes` go with the columns: a role
    is `mission`, `country`, `count` (the column that is counted, and no other), `organisation` or
    `other`; a scope is what a column of numbers counts (`police`, `marechaussee`, `defence`,
    `customs`, `justice`, `civil`, `others`, `sum`, or "" where it does not say). `count` is the
    column that is counted, `rivals` those that may be it as well. `nationality` is an ISO 3166-1
    code, None where nobody is named; so is `corps`, which is one of the scopes. `direction` is
    `sent`, `received` or `home`; `tense` is `present`, `ceiling`, `former`, `average` or `planned`;
    `unit` is `persons`, `fte`, `money` or `cases`. `reasons` come with the heaviest first; `clear`
    (0 to 1) is how likely it is that the table tells how many of our officers are sent now.
    `head_is_row` says that the heads are a row like the others, so that the table has no head.
    """

    standing: str
    roles: tuple[str, ...]
    count: int | None
    rivals: tuple[int, ...]
    scopes: tuple[str, ...]
    nationality: str | None
    corps: str | None
    direction: str
    tense: str
    unit: str
    reasons: tuple[Reason, ...]
    clear: float
    head_is_row: bool = False
