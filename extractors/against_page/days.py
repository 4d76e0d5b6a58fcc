"""Whether a day stands anywhere in a report, in figures or with its month's name."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable

from missiemonitor.corpus.languages import current_language
from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import normal


@per_series()
def _months() -> dict[int, tuple[str, ...]]:
    named = current_language().months
    return {
        number: tuple(re.escape(normal(name)) for name, at in named.items() if at == number)
        for number in {*named.values()}
    }


def stands_written(day: dt.date, texts: Iterable[str]) -> bool:
    """Whether some text has this day; the last of a month may be told by the month alone."""
    names = "|".join(_months().get(day.month, ())) or "(?!)"
    # A day without a year may be of any; one of another year is another day.
    year = rf"(?:\s+(?:{day.year}|{day:%y})\b|(?!\s+(?:19|20)\d\d\b)(?!\w))"
    months = rf"(?:0?{day.month}|{names})"
    forms = [
        rf"\b0?{day.day}(?:e|ste|de|st|nd|rd|th|er)?\s+(?:of\s+|de\s+)?{months}{year}",
        rf"\b(?:{names})\s+0?{day.day}(?:st|nd|rd|th)?{year}",
        rf"\b{day.year}\s+0?{day.month}\s+0?{day.day}\b",
    ]
    if day.day in (1, calendar.monthrange(day.year, day.month)[1]):
        forms.append(rf"\b(?:{names}){year}")
    pattern = re.compile("|".join(forms))
    return any(
        pattern.search(form) and (str(day.year) in form or any(str(day.year) in t for t in texts))
        for form in map(normal, texts)
    )
