"""Dates: text goes in, the days that it names and where come out, in the language at hand.

Reads "17 april 2024", "1 okt. '23", "zeventien april tweeduizend vierentwintig", "eerste april
2024", "April 17, 2024", "17-04-2024", "17/4/2024" and "2024-04-17". A date
without its year is not a day and is left out, unless it is known near which day it lies
(`days_near`). Month names and numerals are those of the language (corpus/languages).
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from missiemonitor.corpus.languages import current_language, number_in_words
from missiemonitor.corpus.series import per_series


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day named in a text, with the span of characters that names it."""

    day: dt.date
    start: int
    end: int


@per_series()
def _pattern() -> re.Pattern[str]:
    language = current_language()
    month = _either(language.months)
    ending, thousand = _either(language.ordinal_endings), _either(language.years)
    return re.compile(
        rf"""
        (?<![\w/.-])(?:
          (?P<day>\d{{1,2}}(?:{ending})?|[^\W\d]{{3,20}})\s+(?P<month>{month})\b\.?\s+
            (?P<year>\d{{4}}|['’]\d{{2}}|(?:{thousand})(?:\s?[^\W\d]+)?)
        | (?P<month2>{month})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<year2>\d{{4}})
        | (?P<y>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})
        | (?P<d2>\d{{1,2}})(?P<sep>[-/.])(?P<m2>\d{{1,2}})(?P=sep)(?P<y2>\d{{4}}|['’]?\d{{2}})
        )(?!\w|[-/]\d)
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def dates(text: str) -> Iterator[FoundDate]:
    """The days that `text` names, from left to right."""
    for match in _pattern().finditer(text):
        got = match.groupdict()
        try:
            if got["month"]:
                day = _number(got["day"])
                month = current_language().months[got["month"].casefold()]
                year = _year(got["year"])
            elif got["month2"]:
                day, year = int(got["day2"]), int(got["year2"])
                month = current_language().months[got["month2"].casefold()]
            else:
                day = int(got["d"] or got["d2"])
                month = int(got["m"] or got["m2"])
                year = _year(got["y"] or got["y2"])
            yield FoundDate(dt.date(year, month, day), match.start(), match.end())
        except ValueError:
            continue  # 31-02-2024, or a word that is no number: not a date


@per_series()
def _yearless() -> re.Pattern[str]:
    language = current_language()
    ending = _either(language.ordinal_endings)
    return re.compile(
        rf"(?<![\w/.-])(?P<day>\d{{1,2}}(?:{ending})?|[^\W\d]{{3,20}})\s+"
        rf"(?P<month>{_either(language.months)})\b\.?(?!\s*(?:\d|['’]\d))",
        re.IGNORECASE,
    )


def days_near(text: str, near: dt.date) -> Iterator[FoundDate]:
    """The days that `text` names without their year: of all years, the ones nearest to `near`."""
    for match in _yearless().finditer(text):
        try:
            day, month = _number(match["day"]), current_language().months[match["month"].casefold()]
            days = [dt.date(near.year + ahead, month, day) for ahead in (-1, 0, 1)]
        except ValueError:
            continue  # 31 februari, or a word that is no number
        nearest = min(days, key=lambda each: abs(each - near))
        yield FoundDate(nearest, match.start(), match.end())


@per_series()
def _month_end() -> re.Pattern[str] | None:
    language = current_language()
    if not language.month_ends:
        return None
    return re.compile(
        rf"\b(?:{_either(language.month_ends)})\s+(?P<month>{_either(language.months)})\b\.?\s+"
        rf"(?P<year>\d{{4}}|['’]\d{{2}})(?!\w)",
        re.IGNORECASE,
    )


def month_ends(text: str) -> Iterator[FoundDate]:
    """The last days of months that `text` names so: "eind juni 2019", "ultimo december '23"."""
    pattern = _month_end()
    for match in pattern.finditer(text) if pattern else ():
        month, year = current_language().months[match["month"].casefold()], _year(match["year"])
        last = monthrange(year, month)[1]
        yield FoundDate(dt.date(year, month, last), match.start(), match.end())


@per_series()
def _months_from_to() -> re.Pattern[str]:
    month = _either(current_language().months)
    ending = _either(current_language().ordinal_endings)
    # A day may stand on either side of its month.
    one, other = (
        rf"(?:(?P<{day}>\d{{1,2}})(?:{ending})?\s+)?(?P<{name}>{month})\b\.?"
        rf"(?:\s+(?P<{day}_behind>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?"
        for day, name in (("day1", "month1"), ("day2", "month2"))
    )
    year = r"(?P<{}>(?:19|20)\d\d)(?!\w)"
    return re.compile(
        rf"(?<!\w){one}(?:,?\s+{year.format('year1')})?\W+(?:[^\W\d]+\W+){{0,4}}?"
        rf"{other},?\s+{year.format('year2')}",
        re.IGNORECASE,
    )


def months_from_to(text: str) -> Iterator[tuple[dt.date, dt.date, int]]:
    """The first and the last day of whole months that `text` names from one to another, and where
    that begins: "januari – juni 2020", "1 juli tot en met 31 december 2016". Days that begin or end
    no month are no whole months."""
    months = current_language().months
    for match in _months_from_to().finditer(text):
        year = int(match["year2"])
        first = dt.date(int(match["year1"] or year), months[match["month1"].casefold()], 1)
        month = months[match["month2"].casefold()]
        last = dt.date(year, month, monthrange(year, month)[1])
        begins = match["day1"] or match["day1_behind"] or first.day
        ends = match["day2"] or match["day2_behind"] or last.day
        if first < last and (int(begins), int(ends)) == (first.day, last.day):
            yield first, last, match.start()


def first_date(text: str) -> dt.date | None:
    """The first day that `text` names, or None."""
    return next((found.day for found in dates(text)), None)


def _number(word: str) -> int:
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits.group())
    return current_language().ordinals.get(word.casefold()) or number_in_words(word.casefold())


def _year(text: str) -> int:
    digits = re.search(r"\d+", text)
    if not digits:
        return number_in_words(text.casefold())
    year = int(digits.group())
    return year if year >= 100 else 2000 + year
