"""What is stored of a report or a table as a whole (nations, days, its period), held against all
its text; findings on what does not stand there come out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from missiemonitor.corpus.period import Period
from missiemonitor.corpus.report_period import periods_in
from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.thresholds import METADATA
from missiemonitor.extractors.against_page.days import stands_written
from missiemonitor.extractors.against_page.told import of_table
from missiemonitor.extractors.extraction import Deployment, ExtractedTable, Extraction, Finding
from missiemonitor.extractors.findings import finding

COUNTED, TO_AGREE = "counted", "to-agree"  # as a table that is stored may stand


def nations_doubted(table: ExtractedTable, rows: Sequence[Deployment]) -> Iterator[Finding]:
    own = current_series().nationality
    others = sorted({row.nationality or "?" for row in rows if row.nationality != own})
    if others and own:
        yield of_table("nationality-unsure", table, message="counted", other=", ".join(others))


def day_doubted(table: ExtractedTable, found: Extraction) -> Iterator[Finding]:
    day = table.reference_date
    if day and not stands_written(day, found.document.texts):
        yield of_table("date-unsure", table, message="not-on-page", day=str(day))
    period = found.document.particulars.period
    if day and period and not any(each.code == "period-unsure" for each in found.findings):
        yield from _of_another_time(day, Period.parse(period), table, found)


def _of_another_time(
    day: dt.date, period: Period, table: ExtractedTable, found: Extraction
) -> Iterator[Finding]:
    """That a table counts whose day is not of the period, where the report's own day does not say
    so already."""
    first = period.first_day - dt.timedelta(days=METADATA.days_before)
    last = period.last_day + dt.timedelta(days=METADATA.days_after)
    known = {str(each.values.get("day")) for each in found.findings if each.code == "date-unsure"}
    if not first <= day <= last and str(day) not in known:
        yield of_table(
            "date-unsure", table, message="outside-period", day=str(day), period=str(period)
        )


def period_doubted(found: Extraction) -> Iterator[Finding]:
    period = found.document.particulars.period
    if period is None or any(each.code == "period-unsure" for each in found.findings):
        return
    lines = [line for text in found.document.texts for line in text.splitlines()]
    told = {each for line in lines for each in periods_in(line, title=True)}
    for text in found.document.texts:
        told.update(periods_in(" ".join(text.split())))
    if told and period not in told:
        yield finding("period-unsure", {}, message="not-on-page", value=period, others=sorted(told))


def nothing_told(found: Extraction) -> Iterator[Finding]:
    """Nothing that is stored of the report counts or may count, and no finding says so."""
    if any(table.standing in (COUNTED, TO_AGREE) for table in found.tables):
        return
    keys = {table.key for table in found.tables}
    if not any(each.code == "no-table" or _asks_of(each, keys) for each in found.findings):
        about = {"pages": found.document.page_count}
        yield finding("no-table", about, message="of-others" if found.tables else "default")


def _asks_of(finding_: Finding, keys: Collection[str]) -> bool:
    """Whether a finding asks somebody to look at one of these tables."""
    return finding_.severity != "info" and str(finding_.about.get("table")) in keys
