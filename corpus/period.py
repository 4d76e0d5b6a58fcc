"""Periods: a year, or a half of it, as reports are about; `2024-1` and `2023` in the database.

One frozen type for every series. What orders periods is their first day, never their text, so that
periods of different lengths stand in their places.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from missiemonitor.corpus.errors import PeriodError

# What stands between the year and the part: nothing where the year is whole.
SIGNS = {1: "", 2: "-", 4: "-q", 12: "-m"}
MONTHS = 12
_FORM = "write the year and the half, as 2024-1, or a year where periods are years"


@dataclass(frozen=True, slots=True)
class Period:
    """A part of a year: `part` counts from 1 to `parts`, which is how many make a year.

    Raises PeriodError for a part that the year does not have.
    """

    year: int
    part: int = 1
    parts: int = 1

    def __post_init__(self) -> None:
        if self.parts not in SIGNS or not 1 <= self.part <= self.parts:
            raise PeriodError(f"a year has no part {self.part} of {self.parts}", _FORM)
        if not dt.MINYEAR <= self.year < dt.MAXYEAR:
            raise PeriodError(f"{self.year} is no year of a period", _FORM)

    @staticmethod
    def parse(text: str) -> Period:
        """The period that is written so. Raises PeriodError."""
        match = re.fullmatch(r"(\d{4})(?:(-[qm]?)(\d{1,2}))?", text, re.ASCII)
        if match:
            parts = next(n for n, sign in SIGNS.items() if sign == (match[2] or ""))
            try:
                return Period(int(match[1]), int(match[3] or 1), parts)
            except PeriodError:
                pass
        raise PeriodError(f"{text!r} is no period", _FORM)

    @staticmethod
    def of(day: dt.date, parts: int) -> Period:
        """The period of this length that a day lies in."""
        return Period(day.year, (day.month - 1) * parts // MONTHS + 1, parts)

    def __str__(self) -> str:
        return f"{self.year}{SIGNS[self.parts]}{self.part if self.parts > 1 else ''}"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, (self.part - 1) * MONTHS // self.parts + 1, 1)

    @property
    def last_day(self) -> dt.date:
        return self.next.first_day - dt.timedelta(days=1)

    @property
    def next(self) -> Period:
        """The period of the same length that follows."""
        if self.part < self.parts:
            return Period(self.year, self.part + 1, self.parts)
        return Period(self.year + 1, 1, self.parts)

    def between(self, later: Period) -> Iterator[Period]:
        """The periods of this length that lie between this one and a later one, in order."""
        period = self.next
        while period.last_day < later.first_day:
            yield period
            period = period.next
