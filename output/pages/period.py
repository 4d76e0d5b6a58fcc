"""A period on one page: figures, changes, charts, sentences and findings, with crops of pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from missiemonitor.extractors.scopes import scope_text
from missiemonitor.output.analysis import differences, notation
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.analysis.over_time import periods, records
from missiemonitor.output.analysis.over_time import totals as totals_of
from missiemonitor.output.analysis.said import doubts, names_for, number_shown
from missiemonitor.output.charts import Chart, Labels
from missiemonitor.output.charts.changes import CHANGE_LABELS
from missiemonitor.output.database.records import parts_of
from missiemonitor.output.names import MissionNames, names_in
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages.trends import by_reason
from missiemonitor.output.render import render
from sqlite_utils import Database


def period_page(
    db: Database,
    period: str,
    file: str,
    labels: Labels,
    charts: Iterable[Chart],
    crops: Crops,
) -> str:
    """One HTML page about a period that the database has; `file` is the name of the database."""
    known = periods(db)
    totals = totals_of(db)
    total = totals[period]
    at = known.index(period)
    before = known[at - 1] if at else None
    table = compare(db, before, period) if before else None
    names = names_in(db, labels.language)
    rows = _rows(db, period, crops, names)
    counted = [row for row in rows if row["named"]]

    def shown(row: Mapping[str, Any]) -> str:
        text = notation.shown({**row, "origin": None})
        return notation.with_unchecked(text, bool(row["unchecked"]), total)

    return render(
        "pages",
        "report.html",
        labels=labels,
        period=period,
        file=file,
        total=total,
        stated=_stated(total, labels),
        stated_at=_stated_at(db, total, crops),
        rows=rows,
        named=counted,
        shown=shown,
        marks=notation.meanings(map(shown, [*rows, total]), labels),
        countries=len({code for row in counted for code in _codes(row)}),
        before=before,
        difference=differences.of_totals(totals[before], total).text(labels) if before else None,
        **_missing(table),
        changes=_changes(table, _by_id(db, names), names, labels) if table is not None else [],
        charts=list(charts),
        statements=_statements(db, period, names, labels),
        findings=open_findings(db, labels.language, period=period),
        reports=list(
            db.query(
                "SELECT file, origin, document_date, sha256 FROM current_report WHERE period = ? "
                "ORDER BY file",
                [period],
            )
        ),
        without=sorted({row["file"] for row in rows if not row["crop"]}),
    )


def _by_id(db: Database, names: MissionNames) -> dict[str, str]:
    return {row["mission"]: names.of(row) for row in db.query("SELECT * FROM mission")}


def _rows(db: Database, period: str, crops: Crops, names: MissionNames) -> list[dict[str, Any]]:
    """The figures of a period by organisation and mission, with their marks and crops."""
    rows = [
        {
            **row,
            "crop": crops.around(row),
            "checked": row["decided"] or "nobody",
            "mission_name": names.mission(row["mission_name"]),
            "organisation": names.letters(row["organisation"]),
        }
        for row in db.query(
            "SELECT o.*, r.sha256 FROM marked_officers AS o JOIN report AS r USING (report) "
            "WHERE o.period = ? "
            "ORDER BY NOT o.named, o.organisation, o.mission_name, o.page, o.top",
            [period],
        )
    ]
    language = names.language
    named = {row["country"]: row[f"name_{language}"] for row in db.query("SELECT * FROM country")}
    for row in rows:
        row["countries"] = ", ".join(named[code] for code in _codes(row))
        row["who"] = scope_text(row["scope"], parts_of(db, row["deployment"]), language)
    return rows


def _codes(row: Mapping[str, Any]) -> list[str]:
    return [code for code in (row["country"] or "").split("+") if code]


def _stated(total: Mapping[str, Any], labels: Labels) -> str:
    """The total that the report states, and where; empty where it states none."""
    if total["stated_total"] is None:
        return ""
    if total["stated_page"] is None:
        return labels["stated"].format(number=total["stated_total"])
    return labels["stated_at"].format(
        number=total["stated_total"], page=total["stated_page"], words=total["stated_words"]
    )


def _stated_at(db: Database, total: Mapping[str, Any], crops: Crops) -> dict[str, Any] | None:
    """The spot where the report states its total, as rows have theirs; None where it has none."""
    if total["stated_page"] is None:
        return None
    (report,) = db.query("SELECT * FROM report WHERE report = ?", [total["stated_report"]])
    box = {side: total[f"stated_{side}"] for side in ("page", "x0", "top", "x1", "bottom")}
    spot = {"file": report["file"], "sha256": report["sha256"], **box}
    return {**spot, "crop": crops.around(spot)}


def _missing(table: Any) -> dict[str, list[str]]:
    """Periods without figures between the two that are compared, by why."""
    missing = table.attrs["missing"] if table is not None else ()
    without = {period: table.attrs["without"][period] for period in missing}
    waits = [period for period, why in without.items() if why == notation.WAITING]
    return {**by_reason(without), "waits": waits}


def _changes(
    table: Any, missions: Mapping[str, str], names: MissionNames, labels: Labels
) -> list[str]:
    lines = []
    for row in records(table):
        if row["change"] == "same":
            continue
        line = labels[f"change_{CHANGE_LABELS[row['change']]}"].format(
            name=missions[row["mission"]],
            before=row["before_shown"],
            after=row["after_shown"],
        )
        for column, label in (("continues_as", "goes_on"), ("continued_from", "came_from")):
            if isinstance(row[column], str):
                others = ", ".join(missions[each] for each in row[column].split("+"))
                line += f"; {labels[label].format(names=others)}"
        lines.append(line)
    lines += [
        labels["perhaps"].format(gone=names.mission(gone), fresh=names.mission(fresh))
        for gone, fresh in table.attrs["perhaps"]
    ]
    return lines or [labels["nothing_changed"]]


def _details(db: Database, statement: int, labels: Labels, countries: Mapping[str, str]) -> str:
    """What else a sentence tells, by role; a role of another version has its own name."""
    said = db.query(
        "SELECT role, value FROM statement_detail WHERE statement_id = ? ORDER BY role, value",
        [statement],
    )
    return ", ".join(
        f"{labels.get('role_' + each['role'], each['role'])}: {names_for(each['value'], countries)}"
        for each in said
    )


def _statements(
    db: Database, period: str, names: MissionNames, labels: Labels
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Statements of a period by the name of their kind, in reading order, with what was read, what
    a person said of it and why it is unsure."""
    language = labels.language
    unsure = doubts(db, language)
    countries = {
        row["country"]: row[f"name_{language}"] for row in db.query("SELECT * FROM country")
    }
    rows = list(
        db.query(
            f"SELECT s.*, k.name_{language} AS kind_name FROM statements AS s "
            "JOIN statement_kind AS k ON k.kind = s.kind "
            "WHERE s.period = ? AND s.decided IS NOT 'reject' "
            "ORDER BY k.position, k.kind, s.file, s.page, s.top, s.statement_id",
            [period],
        )
    )
    for row in rows:
        number, about = number_shown(row), row["country"] or ""
        facts = (
            labels[f"status_{row['status']}"],
            number and f"{number} {row['nationality'] or ''}".strip(),
            names.mission(row["mission_name"] or "") or names_for(about, countries),
            _details(db, row["statement_id"], labels, countries),
            row["decided"] and labels[f"said_{row['decided']}"],
        )
        row["facts"] = ", ".join(filter(None, facts))
        row["doubts"] = "; ".join(unsure.get(row["statement_id"], ()))
    return [(name, list(group)) for name, group in groupby(rows, key=lambda row: row["kind_name"])]
