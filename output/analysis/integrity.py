"""Everything that is open: findings, totals that do not hold, and whether the database is whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from missiemonitor.corpus.files import by_digest
from missiemonitor.extractors.findings import advice, retold, weight
from missiemonitor.output.database.report_digests import changed
from missiemonitor.output.decisions.hash_chain import broken_links
from sqlite_utils import Database


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
    a row; findings of one code stand together.
    """
    values = dict(db.execute("SELECT finding, message_values FROM finding").fetchall())
    found = [
        row | _said(row, values.get(row["finding"]), language)
        for row in db.query("SELECT * FROM to_review")
        if (report is None or is_report(row, report))
        and period in (None, row["period"])
        and (not codes or row["code"] in codes)
        and severity in (None, row["severity"])
    ]
    return sorted(found, key=lambda row: (weight(row["severity"], row["code"]), row["code"]))


def _said(row: dict[str, Any], values: str | None, language: str) -> dict[str, Any]:
    message = retold(row["code"], row["message"], values, language)
    return {"message": message, **advice(row["code"], language)}


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


def damage(db: Database) -> Iterator[str]:
    """What is wrong with the database itself; nothing where it is whole."""
    for (message,) in db.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield f"integrity: {message}"
    for row in db.execute("PRAGMA foreign_key_check").fetchall():
        yield f"table {row[0]}, row {row[1]}: points at a row of {row[2]} that is not there"
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
