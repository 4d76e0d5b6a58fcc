"""The day that a table's counts hold for, by what is printed in it, over it and under it.

The nearest goes first: the head of the counted column, then the caption, the note below, and the
paragraph before. In a head any day is that of the counts; elsewhere a word says so ("peildatum").
Where none does, a day on which something was so ("op 1 november 2023") is that of the counts, if
its sentence tells of them or of a table; such a day is told from others less surely.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from missiemonitor.corpus.dates import FoundDate, dates, days_near, month_ends
from missiemonitor.corpus.languages import current_language
from missiemonitor.corpus.metadata import is_dating, reference_dates_in
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.thresholds import METADATA
from missiemonitor.extractors.deployments.meaning.view import TableView
from missiemonitor.extractors.thresholds import DEPLOYMENTS

# A sentence may end with a year.
SENTENCES = re.compile(r"(?<=[^\W\d][.!?:])\s+|(?<=\d\d[.])\s+(?=[^\W\da-z])")


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A reference date and which text says so: `place` is `head`, `caption`, `note`, `heading` or
    `before`. One that is not `labelled` no word says to be a reference date."""

    day: dt.date
    place: str
    text: str
    labelled: bool = True


def reference_date_of(
    heads: Sequence[str],
    caption: str = "",
    after: str = "",
    before: str = "",
    period: Period | None = None,
    heading: str = "",
    written: dt.date | None = None,
) -> StatedDay | None:
    """The reference date of a table, None where nothing at it states one.

    `heads` are those of the counted columns; `written` is the day of the document. Of several days
    in one text the last date counts. Days without a year are those nearest to the end of the
    `period`, else to the day of the document.
    """
    near = period.last_day if period else written
    labelled = _labelled(heads, caption, after, before, heading, near)
    unlabelled = (
        StatedDay(day, place, text, False)
        for place, text in (("caption", caption), ("heading", heading), ("before", _last(before)))
        if (day := _told(text, near, period, written))
    )
    return next(labelled, None) or next(unlabelled, None) or _far_off(caption, near, written)


def _far_off(caption: str, near: dt.date | None, written: dt.date | None) -> StatedDay | None:
    """The day of a title that is far from the report's own: what stands under it is of that day,
    and a finding tells that it is another time's."""
    day = _told(caption, near, None, written)
    return StatedDay(day, "caption", caption, False) if day else None


def _labelled(
    heads: Sequence[str], caption: str, after: str, before: str, heading: str, near: dt.date | None
) -> Iterator[StatedDay]:
    for head in heads:
        # A month's day in a head is a day of counting, whatever word stands before it.
        days = [found.day for found in (*dates(head), *month_ends(head))]
        days = days or ([found.day for found in days_near(head, near)] if near else [])
        if days:
            yield StatedDay(max(days), "head", head)
    places = (
        ("caption", caption),
        ("note", unmarked(after, (*heads, caption))),
        ("heading", heading),
        ("before", _last(before)),
    )
    for place, text in places:
        if days := reference_dates_in(text, near):
            yield StatedDay(max(days), place, text)


def unmarked(after: str, marked: Iterable[str] = ()) -> str:
    """What is written under a table, without notes on single rows: those that begin with a mark
    ("* as of 15 December") that none of the `marked` texts ends with."""
    kept = []
    for sentence in SENTENCES.split(after):
        mark = sentence.split(" ", 1)[0].strip(".):(")
        note = not any(char.isalnum() for char in mark) and any(map(str.isalpha, sentence))
        if not note or any(text.endswith(mark) for text in marked):
            kept.append(sentence)
    return " ".join(kept)


def _last(before: str) -> str:
    """The last paragraph: text farther up is of other tables."""
    return before.rstrip().split("\n")[-1]


# --- days that no word says to be reference dates ------------------------------------------------


def _told(
    text: str, near: dt.date | None, period: Period | None, written: dt.date | None
) -> dt.date | None:
    """The one day that the sentence nearest to a table's rows says its counts to be of."""
    for sentence in reversed(SENTENCES.split(text)):
        if not (_tells().search(sentence) or len(sentence.split()) <= DEPLOYMENTS.title_words):
            continue
        found: Iterable[FoundDate] = [*dates(sentence), *month_ends(sentence)]
        if near and not found:
            found = days_near(sentence, near)
        days = {
            each.day
            for each in found
            if _is_day_of_state(sentence[: each.start]) and _may_be(each.day, period, written)
        }
        if len(days) == 1:
            return days.pop()
    return None


def _is_day_of_state(before: str) -> bool:
    """Whether what stands before a day says that something was so on it."""
    return bool(_at().search(before)) and not is_dating(before)


def _may_be(day: dt.date, period: Period | None, written: dt.date | None) -> bool:
    if period:
        first = period.first_day - dt.timedelta(days=METADATA.days_before)
        return first <= day <= period.last_day + dt.timedelta(days=METADATA.days_after)
    return written is None or day <= written


@per_series()
def _at() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in current_language().day_at)
    return re.compile(rf"(?:[(,]|\b(?:{words or '(?!)'}))\s*$", re.IGNORECASE)


@per_series()
def _tells() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in current_language().day_tells)
    return re.compile(rf"\b(?:{words or '(?!)'})", re.IGNORECASE)


def reference_date_in(
    view: TableView, count: int | None, written: dt.date | None = None
) -> StatedDay | None:
    """The reference date of a table of which the column `count` is counted."""
    heads = [view.columns[count].head] if count is not None else []
    return reference_date_of(
        heads, view.caption, view.after, view.before, view.period, view.heading, written
    )
