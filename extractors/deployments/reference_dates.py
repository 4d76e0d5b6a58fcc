"""The day that a table's counts hold for, by what is printed in it, over it and under it.

The nearest goes first: the head of the counted column, then the caption, the note below, and the
paragraph before. In a head any day is that of the counts; elsewhere a word must say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from missiemonitor.corpus.dates import dates, days_near
from missiemonitor.corpus.metadata import reference_dates_in
from missiemonitor.corpus.period import Period
from missiemonitor.extractors.deployments.meaning.view import TableView


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A reference date and which text says so: `place` is `head`, `caption`, `note` or `before`."""

    day: dt.date
    place: str
    text: str


def reference_date_of(
    heads: Sequence[str],
    caption: str = "",
    after: str = "",
    before: str = "",
    period: Period | None = None,
) -> StatedDay | None:
    """The reference date of a table, None where nothing at it states one.

    `heads` are those of the counted columns. Of several days in one text the last date counts. Days
    without a year are those nearest to the end of the `period`.
    """
    near = period.last_day if period else None
    return next(_stated(heads, caption, after, before, near), None)


def _stated(
    heads: Sequence[str], caption: str, after: str, before: str, near: dt.date | None
) -> Iterator[StatedDay]:
    for head in heads:
        # A month's day in a head is a day of counting, whatever word stands before it.
        days = [found.day for found in dates(head)]
        days = days or ([found.day for found in days_near(head, near)] if near else [])
        if days:
            yield StatedDay(max(days), "head", head)
    # Text farther up is of other tables.
    last = before.rstrip().split("\n")[-1]
    for place, text in (("caption", caption), ("note", after), ("before", last)):
        if days := reference_dates_in(text, near):
            yield StatedDay(max(days), place, text)


def reference_date_in(view: TableView, count: int | None) -> StatedDay | None:
    """The reference date of a table of which the column `count` is counted."""
    heads = [view.columns[count].head] if count is not None else []
    return reference_date_of(heads, view.caption, view.after, view.before, view.period)
