"""When the figures of a column are of: the newest time that its head names."""

from __future__ import annotations

import datetime as dt
import re

from babel import Locale
from missiemonitor.corpus.dates import dates
from missiemonitor.corpus.languages import current_language
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import current_series, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.thresholds import MEANING

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Time = tuple[int, int, int]


def time_of(head: str) -> Time | None:
    """The newest time that a text names, as year, month and day; a half-year is its last month.

    A year alone has month and day 0, and a month alone year 0.
    """
    found = [(each.day.year, each.day.month, each.day.day) for each in dates(head)]
    years = [int(match) for match in YEAR.findall(head)]
    tokens = normal(head).split()
    if not found and years:
        at = [at for at, token in enumerate(tokens) if YEAR.fullmatch(token)]
        near = {
            each
            for year in at
            for each in tokens[max(0, year - MEANING.beside_year) : year + MEANING.beside_year]
        }
        close = {each for year in at for each in tokens[max(0, year - 1) : year + 2]}
        # A number is that of a half-year beside the year only: it may be that of a table.
        told = [each for each in near if not each.isdigit() or each in close]
        found = [(max(years), max(map(_month, told), default=0), 0)]
    if not found and len(tokens) == 1 and tokens[0] in _months():
        found = [(0, _months()[tokens[0]], 0)]
    return max(found, default=None)


def apart(time: Time, period: Period) -> int:
    """Whether a time lies before a period (-1), in it or close by (0), or after it (1)."""
    year, month, day = time
    if not year:
        return 0
    if not month:
        return (year > period.last_day.year) - (year < period.first_day.year)
    # A date is of the day of counting; a half-year that is named is another one.
    before, after = (MEANING.near_period, MEANING.after_period) if day else (0, 0)
    when = dt.date(year, month, day or 1)
    late = when > period.last_day + dt.timedelta(days=after)
    return late - (when < period.first_day - dt.timedelta(days=before))


def _month(token: str) -> int:
    period = current_series().words["period"]
    if token in _months():
        return _months()[token]
    if token in period.get("second", ()) or token in ("h2", "2"):
        return 12
    if token in period.get("first", ()) or token in ("h1", "1"):
        return 6
    return 0


@per_series()
def _months() -> dict[str, int]:
    """Months by name, those of the language of the series before English ones."""
    english = Locale("en").months["format"]["wide"]
    names = {str(name).casefold(): int(number) for number, name in english.items()}
    return names | current_language().months
