"""The account of a bag: what it holds, what was checked by whom, and what is open, for people."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from typing import Any, NamedTuple

from missiemonitor.extractors.findings import codes, retold
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.decisions.rules import eyes_of
from missiemonitor.output.decisions.settling import tables_to_settle
from missiemonitor.output.names import MissionNames, names_in
from missiemonitor.output.render import labels_of
from sqlite_utils import Database


class _Called(NamedTuple):
    """Names of missions and countries by their ids."""

    missions: dict[str, str]
    countries: dict[str, str]


def _called(db: Database, names: MissionNames) -> _Called:
    missions = {row["mission"]: names.of(row) for row in db.query("SELECT * FROM mission")}
    countries = db.execute(f"SELECT country, name_{names.language} FROM country").fetchall()
    return _Called(missions, dict(countries))


class _Words:
    """The texts of the account in one language."""

    def __init__(self, language: str) -> None:
        source = files(__package__).joinpath("account.toml").read_text("utf-8")
        self.language, self._texts = language, tomllib.loads(source)[language]

    def __call__(self, key: str, **values: object) -> str:
        return str(self._texts[key]).format(**values)


def account(
    db: Database, kept: set[str], database: str, organisation: str, language: str = "en"
) -> str:
    """The account as Markdown; `kept` are the SHA-256 of the PDFs in the bag."""
    w = _Words(language)
    lines = [
        f"# {w('title')}",
        "",
        w("about"),
        "",
        w("of", organisation=_cell(organisation)),
        "",
        w("holds", database=database),
        "",
        f"{w('proof')} {w(f'eyes_{eyes_of(db)}')}",
        "",
        *_totals(db, w),
    ]
    names = names_in(db, language)
    open_by_report: dict[str | None, list[str]] = {}
    for row in open_findings(db, language):
        open_by_report.setdefault(row["report"], []).append(row["message"])
    for report in db.query(
        "SELECT r.* FROM report AS r LEFT JOIN period AS p USING (period) "
        "ORDER BY p.first_day, r.file, r.sha256"
    ):
        still = open_by_report.pop(report["report"], [])
        lines += _about_report(db, report, report["sha256"] in kept, still, names, w)
    lines += [f"- {w('open', message=_cell(m))}" for each in open_by_report.values() for m in each]
    return "\n".join(lines) + "\n"


def _totals(db: Database, w: _Words) -> list[str]:
    rows = list(
        db.query(
            "SELECT o.* FROM officers_by_period AS o JOIN period AS p USING (period) "
            "ORDER BY o.series, p.first_day"
        )
    )
    if not rows:
        return []
    lines = [f"## {w('totals')}", "", w("totals_head"), "|---|---|---|---|"]
    for row in rows:
        stated = w("states_none") if row["stated_total"] is None else row["stated_total"]
        cells = (row["period"], notation.shown(row), stated, row["missions"])
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    meant = notation.meanings(
        map(notation.shown, rows), labels_of("missiemonitor.output", w.language)
    )
    return [*lines, "", *(f"- {each}" for each in meant), *([""] if meant else [])]


def _about_report(
    db: Database,
    report: dict[str, Any],
    kept: bool,
    still: list[str],
    names: MissionNames,
    w: _Words,
) -> list[str]:
    """A report, what was decided about it and each of its rows, and what is open."""
    rows = _decided_rows(db, report["report"])
    decided = sum(row["action"] is not None for row in rows)
    lines = [
        f"## {report['period'] or '?'}: {report['file']}",
        "",
        f"SHA-256 `{report['sha256']}`, {w('origin_' + report['origin'])}"
        + ("" if kept else f"; **{w('no_pdf')}**")
        + f". {w('decided', n=decided, all=len(rows))}",
        "",
    ]
    for field, read in json.loads(report["as_read"]).items():
        told = {"value": _said(field, report[field], w), "read": _said(field, read, w)}
        lines.append(f"- {w('fact', field=w(f'field_{field}'), **told)}")
    lines += _decided_else(db, report["report"], names, w)
    if rows:
        lines += [*([""] if lines[-1] else []), w("rows_head"), "|---|---|---|---|---|---|---|"]
    called = _called(db, names)
    lines += [_table_row(row, called, w) for row in rows]
    if rows:
        lines.append("")
    lines += [
        _of_table(table, w) for table in tables_to_settle(db) if table["report"] == report["report"]
    ]
    # What was decided and meets nothing is told of superseded reports too.
    loose = codes(lambda described: described.decision)
    for row in db.query(
        "SELECT DISTINCT code, message, message_values FROM finding WHERE report = ? "
        f"AND code IN ({','.join('?' * len(loose))}) ORDER BY message",
        [report["report"], *loose],
    ):
        message = names.told(retold(row["code"], row["message"], row["message_values"], w.language))
        if message not in still:
            still = [*still, message]
    if not still:
        return [*lines, w("none_open"), ""]
    return [*lines, *(f"- {w('open', message=_cell(message))}" for message in still), ""]


def _said(field: str, value: object, w: _Words) -> str:
    return w(f"origin_{value}") if field == "origin" and value else _cell(value) or "?"


def _of_table(table: dict[str, Any], w: _Words) -> str:
    """What was said of a table that is or was to be agreed."""
    said = w(f"table_{table['decided'] or 'open'}")
    if table["decided"] in ("agreed", "rejected"):
        last = next(each for each in table["history"] if each["number"] == table["decision"])
        reason = f" ({_cell(last['reason'])})" if last["reason"] else ""
        said += f" {w('by', name=_cell(last['reviewer']), when=last['decided_at'])}{reason}"
    caption = _cell(table["caption"]) or w("no_caption")
    return f"- {w('table', page=table['page'], caption=caption, said=said)}"


def _decided_rows(db: Database, report: str) -> list[dict[str, Any]]:
    return list(
        db.query(
            "SELECT d.mission_as_written, d.count_as_written, d.officers, d.officers_max, "
            "d.qualifier, d.scope, s.action, s.corrected_officers, s.corrected_mission, "
            "s.corrected_countries, s.reviewer, s.decided_at, "
            "EXISTS (SELECT 1 FROM waiting_decision AS w WHERE w.subject = d.subject) AS waits, "
            "EXISTS (SELECT 1 FROM decision AS w WHERE w.subject = d.subject) AS looked_at, "
            "s.reason, s.count_as_written AS decided_on, "
            "(SELECT group_concat(DISTINCT c.reviewer) FROM decision AS c "
            " WHERE c.subject = d.subject AND c.action = 'confirm' AND c.number > s.number) "
            "AS confirmed_by "
            "FROM deployment AS d LEFT JOIN standing_decision AS s ON s.subject = d.subject "
            "WHERE d.report = ? ORDER BY d.row",
            [report],
        )
    )


def _decided_else(db: Database, report: str, names: MissionNames, w: _Words) -> list[str]:
    """What people decided on sentences and findings of a report, with their reasons."""
    found = []
    for row in db.query(
        "SELECT t.sentence, s.* FROM statement AS t JOIN standing_decision AS s USING (subject) "
        "WHERE t.report = ? GROUP BY s.number ORDER BY s.number",
        [report],
    ):
        corrected = row["action"] == "correct"
        did = w("corrected", value=row["corrected_officers"]) if corrected else w(row["action"])
        found.append(w("sentence", sentence=_cell(row["sentence"]), said=f"{did} {_who(row, w)}"))
    for row in db.query(
        "SELECT f.code, f.message, f.message_values, s.* FROM finding AS f "
        "JOIN agreed_finding AS a USING (subject) JOIN standing_decision AS s USING (number) "
        "WHERE f.report = ? GROUP BY s.number ORDER BY s.number",
        [report],
    ):
        message = names.told(retold(row["code"], row["message"], row["message_values"], w.language))
        found.append(w("settled", message=_cell(message), said=_who(row, w)))
    return [f"- {each}" for each in found]


def _who(row: dict[str, Any], w: _Words) -> str:
    """Who decided, when and why."""
    reason = f" ({_cell(row['reason'])})" if row["reason"] else ""
    return w("by", name=_cell(row["reviewer"]), when=row["decided_at"]) + reason


def _corrected(row: dict[str, Any], called: _Called) -> str:
    """What is right by a correction: a number, the name of a mission, those of countries."""
    codes = json.loads(row["corrected_countries"] or "[]")
    told = (
        "" if row["corrected_officers"] is None else str(row["corrected_officers"]),
        called.missions.get(row["corrected_mission"], row["corrected_mission"]),
        ", ".join(called.countries.get(code, code) for code in codes),
    )
    return "; ".join(filter(None, told))


def _table_row(row: dict[str, Any], called: _Called, w: _Words) -> str:
    action = w("waits" if row["waits"] else "undone" if row["looked_at"] else "nobody")
    if row["action"] == "correct":
        action = w("corrected", value=_corrected(row, called))
    elif row["action"] == "add":
        action = w("added")
    elif row["action"]:
        action = w(row["action"])
    if row["action"] and row["decided_on"] != row["count_as_written"]:
        action += f" {w('conflict')}"
    read = notation.shown({**row, **notation.marks_of(row)})
    cells = (
        row["mission_as_written"],
        row["count_as_written"],
        read,
        action,
        " + ".join(each for each in (row["reviewer"], row["confirmed_by"]) if each),
        row["decided_at"] or "",
        row["reason"] or "",
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
