"""Everything that is open: findings, totals that do not hold, and whether the database is whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from missiemonitor.corpus.files import by_digest
from missiemonitor.extractors.findings import advice, retold, weight
from missiemonitor.output.analysis import notation
from missiemonitor.output.database.as_made import added_schema, changed_schema, changed_words
from missiemonitor.output.database.migrate import made_schema
from missiemonitor.output.database.report_digests import changed
from missiemonitor.output.decisions.hash_chain import broken_links
from missiemonitor.output.names import MissionNames, names_in
from missiemonitor.output.render import labels_of
from sqlite_utils import Database

# What is told for the record of reports that are not superseded, with the columns of to_review.
RECORD = """
    SELECT r.period, f.severity, f.code, f.message, d.mission_as_written, d.count_as_written,
        coalesce(e.page, json_extract(f.about, '$.page')) AS page, e.x0, e.top, e.x1, e.bottom,
        r.file, r.report, f.deployment, f.finding, r.series, f.subject
    FROM finding AS f
    JOIN report AS r ON r.report = f.report
    LEFT JOIN evidence AS e ON e.evidence = f.evidence
    LEFT JOIN deployment AS d ON d.deployment = f.deployment
    WHERE f.severity = 'info'
      AND f.subject NOT IN (SELECT subject FROM agreed_finding)
      AND (f.report IN (SELECT report FROM current_report) OR r.period IS NULL OR r.series IS NULL)
    ORDER BY r.period, r.file, page, e.top, f.finding
"""


def open_findings(
    db: Database,
    language: str = "en",
    *,
    report: str | None = None,
    period: str | None = None,
    codes: Collection[str] = (),
    severity: str | None = None,
) -> list[dict[str, Any]]:
    """Findings that no decision has settled, the weightiest first over all reports.

    The view `to_review`, with its messages in a language (nl, en), the `title` of each and what to
    `do`. Of one report (its id, its path or the end of that), period or severity, and of these
    codes, where any is named. Errors come before warnings, what changes a total before what changes
    a row; findings of one code stand together. `deployments` are the rows that each is about, of
    one of a whole table those that it lists. Severity `info` gives those for the record, of
    which nobody needs to look at one: they are told of nowhere else.
    """
    values = dict(db.execute("SELECT finding, message_values FROM finding").fetchall())
    numbers, names = _numbers(db, language), names_in(db, language)
    rows: dict[str, list[str]] = {}
    for name, deployment in db.execute("SELECT finding, deployment FROM finding_deployment"):
        rows.setdefault(name, []).append(deployment)
    found = [
        row
        | {"deployments": rows.get(row["finding"], [])}
        | _said(row, values.get(row["finding"]), names, numbers.get(row["finding"], ""))
        for row in db.query(RECORD if severity == "info" else "SELECT * FROM to_review")
        if (report is None or is_report(row, report))
        and period in (None, row["period"])
        and (not codes or row["code"] in codes)
        and severity in (None, row["severity"])
    ]
    return sorted(found, key=lambda row: (weight(row["severity"], row["code"]), row["code"]))


def _said(
    row: dict[str, Any], values: str | None, names: MissionNames, number: str
) -> dict[str, Any]:
    message = retold(row["code"], row["message"], values, names.language)
    if number:
        message += f" ({number})"
    return {"message": names.told(message), **advice(row["code"], names.language)}


def _numbers(db: Database, language: str) -> dict[str, str]:
    """By findings about a statement with a number which number it is: "EULEX Kosovo 14 NL, nu"."""
    labels = labels_of("missiemonitor.output", language)
    rows = db.query(
        "SELECT f.finding, s.*, m.name, (SELECT group_concat(country, '+') "
        " FROM statement_country AS c WHERE c.statement_id = s.statement_id) AS countries "
        "FROM finding AS f JOIN statement AS s USING (statement_id) "
        "LEFT JOIN mission AS m ON m.mission = s.mission WHERE s.officers IS NOT NULL"
    )
    return {row["finding"]: number_told(row, labels) for row in rows}


def number_told(row: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """A number of a sentence with where, whose and when: `row` has name, countries, officers,
    officers_max, qualifier, nationality and status."""
    where = row["name"] or row["countries"] or ""
    told = f"{where} {notation.shown({**row, 'origin': None})} {row['nationality'] or ''}".strip()
    status = labels["status_" + row["status"]]
    return f"{told}, {status}"


def is_report(row: dict[str, Any], name: str) -> bool:
    """Whether a name is that of a report: its id, its path or the end of that."""
    file = row["file"] or ""
    return name in (row["report"], file) or file.endswith(f"/{name}")


def lost_reports(db: Database, folders: Iterable[Path]) -> Iterator[str]:
    """Reports of which the PDF is not in these folders, or no longer what was read."""
    there = by_digest(folders)
    names = {path.name for path in there.values()}
    for row in db.query("SELECT file, sha256 FROM report ORDER BY file, sha256"):
        if row["sha256"] in there:
            continue
        name = Path(row["file"]).name
        yield f"{row['file']}: " + (
            "its PDF is another one than was read" if name in names else "its PDF was not found"
        )


def added(db: Database) -> list[str]:
    """Tables and views of another program or a person, which no command reads or changes."""
    return added_schema(db, made_schema())


def told_mended(views: Iterable[str]) -> Iterator[str]:
    """Views that another program changed and that opening the database made anew."""
    for view in views:
        yield (
            f"the view {view} was changed or taken away by another program, and was made anew "
            "just now: make what was exported or published of this database once more"
        )


def damage(db: Database) -> Iterator[str]:
    """What is wrong with the database itself; nothing where it is whole."""
    for (message,) in db.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield f"integrity: {message}"
    for row in db.execute("PRAGMA foreign_key_check").fetchall():
        yield f"table {row[0]}, row {row[1]}: points at a row of {row[2]} that is not there"
    yield from changed_schema(db, made_schema())
    yield from changed_words(db, made_schema())
    yield from broken_links(db)
    yield from changed(db)
    for row in db.query(
        "SELECT r.file, r.stated_total, sum(d.officers) AS summed, "
        "sum(coalesce(d.officers_max, d.officers)) AS most FROM report AS r "
        "JOIN deployment AS d USING (report) WHERE r.stated_total IS NOT NULL "
        "AND d.added IS NULL AND d.counted "
        # where a person says what it states, decided-total-mismatch tells
        "AND json_type(r.as_read, '$.stated_total') IS NULL "
        "GROUP BY r.report HAVING r.stated_total NOT BETWEEN summed AND most"
    ):
        known = db.execute(
            "SELECT 1 FROM finding AS f JOIN report AS r USING (report) "
            "WHERE r.file = ? AND f.code = 'total-mismatch'",
            [row["file"]],
        ).fetchone()
        if not known:
            yield (
                f"{row['file']}: states a total of {row['stated_total']}, "
                f"the database has {row['summed']}"
            )
