"""What the pages of the site tell, read from the database at one moment: figures with their state.

Everything shown comes from the views that commands and exports use, so a number is the same
everywhere. A `World` is of one series and does not change; when the database does, another is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from missiemonitor.corpus.text import slug
from missiemonitor.output.analysis import notation

if TYPE_CHECKING:
    from missiemonitor.output.site.read_report import Behind

# States of a figure, the surest first; parts of a bar stand in this order.
NOTED = ("unread", "at_least", "approximate", "sums")  # marks that a sum has of its rows
STATES = ("ok", "wait", "open", "doubt", "bad")
MARKS = {"doubt": " ?", "bad": " \N{NOT EQUAL TO}"}


@dataclass(frozen=True, slots=True)
class Figure:
    """Officers of a mission in a period as they are in force, with their spot on a page.

    `state` is one of STATES; `box` is that of the count in points, from the top left of the page.
    """

    id: str
    address: str
    period: str
    reference_date: str | None
    mission: str
    mission_name: str
    organisation: str | None
    countries: tuple[str, ...]
    officers: int | None
    officers_max: int | None
    text: str
    state: str
    invented: bool
    origin: str
    report: str
    page: int
    box: tuple[float, float, float, float]
    confidence: float
    as_written: tuple[str, str, str]
    subject: str
    decided: str | None
    row_box: tuple[float, float, float, float]
    across: tuple[float, float]  # left and right of its table, in points
    readings: tuple[Mapping[str, str], ...]
    note: str
    named: bool
    unsure: bool = False  # open findings on which nobody decided, or on which one of two did
    noted: Mapping[str, int] = field(default_factory=dict)  # marks of NOTED, 0 or 1 each

    @property
    def shared(self) -> bool:
        """Whether it is of several countries at once, and counts in none of them."""
        return len(self.countries) > 1

    @property
    def most(self) -> int:
        """How many there can be, for the form of a word."""
        return self.officers_max or self.officers or 0

    @property
    def shown(self) -> str:
        """The number with the mark of its state."""
        return with_mark(self.text, self.state, self.unsure)


def with_mark(text: str, state: str, unsure: bool = False) -> str:
    """A number with the mark of its state; what waits for a second person can be unsure besides."""
    mark = MARKS.get(state) or (MARKS["doubt"] if unsure else "")
    # A number that could not be read is no surer than its mark says.
    return text if text == mark.strip() else text + mark


def total_with_marks(text: str, unsure: bool, contradicted: bool) -> str:
    """A total with both marks that it can have."""
    return text + MARKS["doubt"] * unsure + MARKS["bad"] * contradicted


@dataclass(frozen=True, slots=True)
class Total:
    """All officers of a period, beside what the report states of them."""

    period: str
    reference_date: str | None
    officers: int | None
    officers_max: int | None
    missions: int
    text: str
    stated: int | None
    agrees: bool
    state: str
    invented: bool
    origin: str
    stated_page: int | None = None
    waiting: int = 0  # rows of tables that nobody agreed to yet, and their officers: in no figure
    waiting_officers: int = 0
    unsure: bool = False  # a figure of it is
    same: bool = False  # exactly what the report states, and nothing contradicts it
    row: Mapping[str, Any] = field(default_factory=dict)  # of the view, to hold against another

    @property
    def shown(self) -> str:
        """The sum with its marks: that a figure of it is unsure, that it is contradicted."""
        return total_with_marks(self.text, self.unsure, self.state == "bad")


@dataclass(frozen=True, slots=True)
class World:
    """All that pages tell of one series; `periods` are those with figures, the oldest first."""

    series: str | None
    periods: tuple[str, ...]
    totals: Mapping[str, Total]
    figures: Mapping[str, Figure]
    missions: Mapping[str, Mapping[str, Any]]
    countries: Mapping[str, Mapping[str, Any]]
    organisations: Mapping[str, Mapping[str, Any]]
    reports: Mapping[str, Mapping[str, Any]]
    statements: tuple[Mapping[str, Any], ...]
    findings: Mapping[str, tuple[Mapping[str, Any], ...]]  # by language, the weightiest first
    changes: Callable[[str], tuple[Mapping[str, Any], ...]]  # of a period
    successions: tuple[Mapping[str, Any], ...]
    behind: Callable[[str, str], Behind]  # a report, in a language
    # by language, those about rows that a decision closed, with its number
    closed: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    kinds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    regions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    without: Mapping[str, str] = field(default_factory=dict)  # why, for those and waiting ones
    # why a half-year has no figure, by what is added up (mission...), its key and the half-year
    absent: Mapping[tuple[str, str, str], Mapping[str, Any]] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()  # periods without figures whose tables nobody agreed to yet
    set_aside: tuple[Mapping[str, Any], ...] = ()
    decisions: tuple[Mapping[str, Any], ...] = ()
    by_period: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    by_mission: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    nameless: tuple[Figure, ...] = ()  # rows that name no mission: in no figure

    @property
    def last(self) -> str | None:
        """The newest period with figures."""
        return self.periods[-1] if self.periods else None

    def before(self, period: str) -> str | None:
        """The period with figures before this one."""
        at = self.periods.index(period)
        return self.periods[at - 1] if at else None

    def after(self, period: str) -> str | None:
        """The period with figures after this one."""
        at = self.periods.index(period) + 1
        return self.periods[at] if at < len(self.periods) else None

    def of(self, mission: str, period: str) -> tuple[Figure, ...]:
        """The figures of a mission in a period: none where it is not listed."""
        return tuple(f for f in self.by_mission.get(mission, ()) if f.period == period)

    def gone(self, mission: str, period: str) -> str:
        """Why a period has no figure of a mission: waiting, ended or, for all that is known, gone;
        empty where it has."""
        if self.of(mission, period):
            return ""
        return str(self.absent.get(("mission", mission, period), {}).get("absent", "gone"))

    def figure_at(self, address: str) -> Figure | None:
        """The figure whose page has this address."""
        every = (*self.figures.values(), *self.nameless)
        return next((f for f in every if f.address == address), None)

    def counting(self, period: str | None) -> Mapping[str, Any] | None:
        """The report that counts for a period; the one with most rows where there are several."""
        there = [r for r in self.reports.values() if r["period"] == period and r["counts"]]
        return max(there, key=lambda r: r["deployments"], default=None)

    def in_country(self, country: str) -> tuple[Figure, ...]:
        """The figures of a country, those that it shares among them."""
        return tuple(f for f in self.figures.values() if country in f.countries)

    def country(self, code: str, language: str) -> str:
        """The name of a country."""
        known = self.countries.get(code)
        return str(known[f"name_{language}"]) if known else code

    def organisation(self, code: str | None, language: str) -> str:
        """The name of an organisation; empty where none is known."""
        known = self.organisations.get(code or "")
        return str(known[f"name_{language}"]) if known else code or ""

    def mission(self, mission: str) -> str:
        """The short name of a mission."""
        known = self.missions.get(mission)
        return str(known["name"]) if known else mission

    def name_read(self, mission: str) -> str:
        """The name by which the database has a mission, whatever language is told."""
        known = self.missions.get(mission)
        return str(known.get("name_read", known["name"])) if known else mission


def figure_of(row: Mapping[str, Any], state: str) -> Figure:
    """A figure of a row of the view marked_officers, with what `deployment` has of it and the box
    of its whole row."""
    countries = tuple(filter(None, (row["country"] or "").split("+")))
    plain = {**row, "origin": None, "unsure": 0}
    return Figure(
        id=row["deployment"],
        address=slug(row["subject"]),
        period=row["period"],
        reference_date=row["reference_date"],
        mission=row["mission"],
        mission_name=row["mission_name"],
        organisation=row["organisation"],
        countries=countries,
        officers=row["officers"],
        officers_max=row["officers_max"],
        text=notation.shown(plain),
        # One without a number is not contradicted: there is nothing to hold against anything.
        state="doubt" if state == "bad" and row["officers"] is None else state,
        invented=row["origin"] == "invented",
        origin=row["origin"],
        report=row["report"],
        page=row["page"],
        box=(row["x0"], row["top"], row["x1"], row["bottom"]),
        confidence=row["confidence"],
        as_written=(row["mission_as_written"], row["country_as_written"], row["count_as_written"]),
        subject=row["subject"],
        decided=row["decided"],
        row_box=(row["row_x0"], row["row_top"], row["row_x1"], row["row_bottom"]),
        across=(row["table_x0"], row["table_x1"]),
        readings=tuple(json.loads(row["readings"])),
        note=row["note"] or "",
        named=bool(row["named"]),
        unsure=bool(row["unsure"]),
        noted={name: row[name] for name in NOTED},
    )


def state_of(decided: str | None, waits: bool, findings: Iterable[Mapping[str, Any]]) -> str:
    """The state of a figure: who decided on it, and which of its findings are open."""
    severities = {row["severity"] for row in findings}
    if decided in ("approved", "corrected", "added"):
        return "ok"
    if waits:
        return "wait"
    if "error" in severities:
        return "bad"
    if severities or decided == "conflict":
        return "doubt"
    return "open"


def total_of(row: Mapping[str, Any]) -> Total:
    """The total of a period of a row of the view officers_by_period.

    It is contradicted where an open finding says that it may be wrong, and in doubt where a figure
    of it is; a person may have settled that the report states another one.
    """
    agrees = notation.fits_stated(row)
    state = "bad" if row["total_unsure"] else "doubt" if row["unsure"] else "open"
    return Total(
        period=row["period"],
        reference_date=row["reference_date"],
        officers=row["officers"],
        officers_max=row["officers_max"],
        missions=row["missions"],
        # The state says what is doubtful, so that no sign stands twice.
        text=notation.shown({**row, "origin": None, "unsure": 0, "total_unsure": 0}),
        stated=row["stated_total"],
        stated_page=row["stated_page"],
        agrees=agrees,
        state=state,
        unsure=bool(row["unsure"]),
        same=state != "bad" and notation.is_stated(row),
        invented=row["origin"] == "invented",
        origin=row["origin"],
        waiting=row["waiting"],
        waiting_officers=row["waiting_officers"],
        row=row,
    )
