"""Reads a `World` from the database: one series, as all its views have it at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from missiemonitor.output.analysis.absent import absent
from missiemonitor.output.analysis.beside_figure import names_by_mission, of_another_place
from missiemonitor.output.analysis.closed_findings import closed_findings
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.analysis.over_time import (
    days_besides,
    in_order,
    missing_between,
    waiting,
    without,
)
from missiemonitor.output.analysis.said import doubts, number_shown
from missiemonitor.output.database.connect import file_of, open_reading
from missiemonitor.output.render import LANGUAGES
from missiemonitor.output.site.model import Figure, Total, World, figure_of, state_of, total_of
from missiemonitor.output.site.read_report import Reports
from sqlite_utils import Database

T = TypeVar("T")

# A sentence that a person rejected is told nowhere.
STATEMENTS = """
    SELECT * FROM statements
    WHERE decided IS NOT 'reject' AND series = ? ORDER BY period, page, top, statement_id
"""


def read_world(db: Database) -> World:
    """All that the pages tell of the series that a database has, or is seen to have."""
    listed = next(db.query("SELECT series FROM listed_period LIMIT 1"), None)
    db.execute("BEGIN")  # all of one moment
    try:
        return _read(db, listed["series"] if listed else None)
    finally:
        db.execute("ROLLBACK")


def _read(db: Database, series: str | None) -> World:
    findings = {
        language: tuple(
            row for row in open_findings(db, language) if row["series"] in (None, series)
        )
        for language in LANGUAGES
    }
    every = _figures(db, series, findings["en"])
    figures = {key: figure for key, figure in every.items() if figure.named}
    by_period = _grouped(figures.values(), "period")
    by_mission = _grouped(figures.values(), "mission")
    listed = db.query("SELECT period FROM listed_period WHERE series = ? ORDER BY place", [series])
    periods = tuple(row["period"] for row in listed)
    waits = tuple(sorted(waiting(db) - {*periods}, key=in_order))
    # A period of which a report was read stands in its place, before the first and behind the last.
    read = {*_read_of(db, series)} - {*waits} if periods else set()
    between = missing_between(periods[0], periods[-1], list(periods)) if periods else ()
    missing = tuple(sorted({*between, *read} - {*periods}, key=in_order))
    return World(
        series=series,
        periods=periods,
        totals=_totals(db, series),
        figures=figures,
        missions=_missions(db),
        countries=_by(db.query("SELECT * FROM country"), "country"),
        organisations=_by(db.query("SELECT * FROM organisation"), "organisation"),
        reports=_by(_reports(db), "report"),
        statements=tuple(_statements(db, series, by_mission)),
        findings=findings,
        closed={language: tuple(closed_findings(db, language)) for language in LANGUAGES},
        changes=_Changes(file_of(db), series),
        behind=Reports(file_of(db)),
        successions=tuple(db.query("SELECT * FROM mission_succession")),
        regions=_by(db.query("SELECT * FROM region"), "region"),
        kinds=_by(db.query("SELECT * FROM statement_kind"), "kind"),
        absent={
            (by, key, period): row
            for by in ("mission", "organisation", "country")
            for (key, of, period), row in absent(db, by).items()
            if of == series
        },
        missing=missing,
        without=without(db, [*missing, *waits]),
        waiting=waits,
        set_aside=tuple(db.query("SELECT * FROM set_aside ORDER BY file")),
        decisions=tuple(db.query("SELECT * FROM decision ORDER BY number")),
        by_period=by_period,
        by_mission=by_mission,
        nameless=tuple(figure for figure in every.values() if not figure.named),
    )


def _figures(
    db: Database, series: str | None, findings: Iterable[Mapping[str, Any]]
) -> dict[str, Figure]:
    """Figures in the order of pages."""
    open_on: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for finding in findings:
        for key in finding["deployments"]:
            open_on[key].append(finding)
    waiting = {row["subject"] for row in db.query("SELECT subject FROM waiting_decision")}
    rows = db.query(
        "SELECT o.*, d.subject, d.readings, d.note, e.x0 AS row_x0, e.top AS row_top, "
        "e.x1 AS row_x1, e.bottom AS row_bottom, "
        "CASE w.page WHEN e.page THEN w.x0 ELSE e.x0 END AS table_x0, "
        "CASE w.page WHEN e.page THEN w.x1 ELSE e.x1 END AS table_x1 FROM marked_officers AS o "
        "JOIN deployment AS d USING (deployment) JOIN evidence AS e ON e.evidence = d.evidence "
        "JOIN extracted_table AS t ON t.extracted_table = d.extracted_table "
        "JOIN evidence AS w ON w.evidence = t.evidence "
        "WHERE o.series = ? ORDER BY o.period, o.file, o.page, o.top, o.x0",
        [series],
    )
    return {
        row["deployment"]: figure_of(
            row,
            state_of(row["decided"], row["subject"] in waiting, open_on.get(row["deployment"], ())),
        )
        for row in rows
    }


def _statements(
    db: Database, series: str | None, by_mission: Mapping[str, tuple[Figure, ...]]
) -> Iterable[Mapping[str, Any]]:
    """What sentences tell, why one is unsure (`doubts`, by language), and whether one speaks of
    another place than its mission's."""
    names = names_by_mission(db)
    unsure = {language: doubts(db, language) for language in LANGUAGES}
    for row in db.query(STATEMENTS, [series]):
        places = {c for f in by_mission.get(row["mission"], ()) for c in f.countries}
        known = names.get(row["mission"], ())
        elsewhere = of_another_place(row["sentence"], known, places)
        said = {each: told.get(row["statement_id"], ()) for each, told in unsure.items()}
        yield {**row, "elsewhere": elsewhere, "doubts": said, "shown": number_shown(row)}


def _read_of(db: Database, series: str | None) -> Iterable[str]:
    rows = db.execute(
        "SELECT DISTINCT period FROM current_report WHERE series = ? AND period IS NOT NULL",
        [series],
    )
    return (period for (period,) in rows.fetchall())


def _totals(db: Database, series: str | None) -> dict[str, Total]:
    rows = db.query("SELECT * FROM officers_by_period WHERE series = ?", [series])
    return {row["period"]: total_of(row) for row in rows}


def _missions(db: Database) -> dict[str, dict[str, Any]]:
    aliases = _grouped_rows(db.query("SELECT * FROM mission_alias ORDER BY alias"), "mission")
    return {
        row["mission"]: {**row, "aliases": [a["alias"] for a in aliases.get(row["mission"], ())]}
        for row in db.query("SELECT * FROM mission")
    }


def _reports(db: Database) -> Iterable[dict[str, Any]]:
    """Reports, the newest half-year first, whether they count, and the days of their figures where
    these are others than the reference date that the report states."""
    days = days_besides(db)
    rows = db.query(
        "SELECT r.*, c.report IS NOT NULL AS counts, s.stated_total AS stated, s.stated_page "
        "FROM report AS r JOIN settled_total AS s USING (report) "
        "LEFT JOIN current_report AS c USING (report) "
        "ORDER BY r.period IS NULL, r.period DESC, counts DESC, r.file"
    )
    return ({**row, "days": days.get(row["report"], [])} for row in rows)


class _Changes:
    """What changed in each period, read when a page asks: all at once takes a while."""

    def __init__(self, path: Path, series: str | None) -> None:
        self._path, self._series = path, series
        self._read: dict[str, tuple[Mapping[str, Any], ...]] = {}

    def __call__(self, period: str) -> tuple[Mapping[str, Any], ...]:
        if period not in self._read:
            with closing(open_reading(self._path)) as db:
                rows = db.query(
                    "SELECT * FROM changes WHERE series = ? AND period = ? ORDER BY mission_name",
                    [self._series, period],
                )
                self._read[period] = tuple(rows)
        return self._read[period]


def _by(rows: Iterable[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows}


def _grouped_rows(
    rows: Iterable[Mapping[str, Any]], key: str
) -> dict[Any, tuple[Mapping[str, Any], ...]]:
    found: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return {name: tuple(group) for name, group in found.items()}


def _grouped(figures: Iterable[Figure], key: str) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[getattr(figure, key)].append(figure)
    return {name: tuple(group) for name, group in found.items()}
