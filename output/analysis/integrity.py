"""Everything that is open: findings, totals that do not hold, and whether the database is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from missiemonitor.corpus.files import by_digest
from missiemonitor.extractors.findings import advice
from missiemonitor.output.decisions.hash_chain import broken_links
from sqlite_utils import Database


def open_findings(db: Database) -> list[dict[str, Any]]:
    """Findings that no decision has settled, worst first: the view `to_review`, with advice.

    `title` says what each is, `do` what to do about it.
    """
    return [row | advice(row["code"]) for row in db.query("SELECT * FROM to_review")]


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
    for row in db.query(
        "SELECT r.file, r.stated_total, sum(d.officers) AS summed, "
        "sum(coalesce(d.officers_max, d.officers)) AS most FROM report AS r "
        "JOIN deployment AS d USING (report) WHERE r.stated_total IS NOT NULL "
        "AND d.added IS NULL AND d.counted "
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
