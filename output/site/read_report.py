"""What a report's own page tells beside its rows: its tables, its pages, and where it names its
half-year, dates and number. Read from the database when that page is asked for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from missiemonitor.corpus.dates import dates
from missiemonitor.corpus.report_period import periods_in
from missiemonitor.corpus.series import all_series, using
from missiemonitor.extractors.reasons import reason_text
from missiemonitor.output.database.connect import open_reading
from sqlite_utils import Database

OPENING = 5  # pages from the first on which a report tells what it is; its tables' pages are beside
MOST_LISTED = 50  # pages that are told one by one

# Rows are told with what people decided on them, as in the sum beside them.
TABLES = """
    SELECT t.extracted_table, t.caption, t.reference_date, t.standing, t.reasons, e.page,
           s.counts, s.decided, count(d.deployment) AS rows,
           sum(coalesce(o.corrected_officers, d.officers)) AS officers
    FROM extracted_table AS t
    JOIN table_standing AS s ON s.extracted_table = t.extracted_table
    JOIN evidence AS e ON e.evidence = t.evidence
    LEFT JOIN (deployment AS d LEFT JOIN standing_decision AS o ON o.subject = d.subject)
        ON d.extracted_table = t.extracted_table AND o.action IS NOT 'reject'
    WHERE t.report = ? GROUP BY t.extracted_table ORDER BY e.page, e.top, e.x0
"""
PAGES = """
    SELECT p.number, p.source,
           (SELECT count(*) FROM deployment AS d JOIN evidence AS e ON e.evidence = d.evidence
            LEFT JOIN standing_decision AS o ON o.subject = d.subject
            WHERE d.report = p.report AND e.page = p.number AND o.action IS NOT 'reject') AS rows,
           (SELECT count(*) FROM statement AS s JOIN evidence AS e ON e.evidence = s.evidence
            WHERE s.report = p.report AND e.page = p.number) AS sentences
    FROM page AS p WHERE p.report = ? ORDER BY p.number
"""


@dataclass(frozen=True, slots=True)
class NamingLine:
    """A line of a report that names one of its particulars; `page` 0 is the name of its file."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Behind:
    """Behind a report: its tables with why they count, its pages, and lines by particular."""

    tables: tuple[Mapping[str, Any], ...]
    pages: tuple[Mapping[str, Any], ...]
    named: Mapping[str, NamingLine]
    corrected: Mapping[str, Any]  # what was read of a particular that a person corrected
    stated_page: int | None


class Reports:
    """Reads what is behind a report; `path` is the database."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, report: str, language: str) -> Behind:
        """All of one report, reasons in this language."""
        with closing(open_reading(self._path)) as db:
            return read(db, report, language)


def read(db: Database, report: str, language: str) -> Behind:
    """What is behind a report that the database has; reasons in this language (nl, en)."""
    told = next(db.query("SELECT * FROM report WHERE report = ?", [report]))
    tables = tuple(_table(row, language) for row in db.query(TABLES, [report]))
    stated = next(db.query("SELECT stated_page FROM settled_total WHERE report = ?", [report]))
    with using(all_series().get(told["series"] or "")):
        named = dict(_named(told, tables, _lines(db, report, {row["page"] for row in tables})))
    return Behind(
        tables=tables,
        pages=tuple(db.query(PAGES, [report])),
        named=named,
        corrected=json.loads(told["as_read"]),
        stated_page=stated["stated_page"],
    )


def _table(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    why = [reason_text(code, values, language) for code, values in json.loads(row["reasons"])]
    return {**row, "reasons": why}


def _lines(db: Database, report: str, pages: Iterable[int]) -> list[NamingLine]:
    """The lines on which a report may tell what it is, in their order."""
    wanted = sorted({*range(1, OPENING + 1), *pages})
    rows = db.query(
        "SELECT number, text FROM page WHERE report = ? "
        f"AND number IN ({','.join('?' * len(wanted))}) ORDER BY number",
        [report, *wanted],
    )
    return [NamingLine(row["number"], line) for row in rows for line in row["text"].splitlines()]


def _named(
    told: Mapping[str, Any], tables: Iterable[Mapping[str, Any]], lines: list[NamingLine]
) -> Iterator[tuple[str, NamingLine]]:
    """Each particular with the first line that names it; one that a table has in its caption is
    told of there."""
    period, reference = told["period"], told["reference"]
    wanted: dict[str, Callable[[str], bool]] = {}
    if period:
        wanted["period"] = lambda text: period in periods_in(text, title=True)
    if reference:
        wanted["reference"] = lambda text: reference in text
    for name in ("document_date", "reference_date"):
        if told[name]:
            wanted[name] = _names_day(dt.date.fromisoformat(told[name]))
    captions = [NamingLine(row["page"], row["caption"]) for row in tables]
    for name, names in wanted.items():
        first = [*captions, *lines] if name == "reference_date" else lines
        found = next((line for line in first if names(line.text)), None) or _over_lines(
            first, names
        )
        if found is None and name == "period" and period in told["file"].replace("_", "-"):
            found = NamingLine(0, told["file"])
        if found:
            yield name, found


def _names_day(day: dt.date) -> Callable[[str], bool]:
    return lambda text: any(found.day == day for found in dates(text))


def _over_lines(lines: list[NamingLine], names: Callable[[str], bool]) -> NamingLine | None:
    """The two lines, one after the other on a page, that together name it."""
    for line, following in pairwise(lines):
        both = f"{line.text} {following.text}"
        if line.page == following.page and names(both):
            return NamingLine(line.page, both)
    return None
