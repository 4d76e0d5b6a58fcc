"""A digest of the rows of each report, which is kept beside them, so that a changed row is noticed.

Two a report: of what was read, noted when it is stored and never after; and of what decisions and
other reports lay over it, noted whenever that is laid anew. They tell what was changed past the
program (a slip in SQL, a damaged disk); who changes rows on purpose can work them out again, which
an anchor kept elsewhere tells (`decisions/anchor.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from missiemonitor.corpus.period import Period
from missiemonitor.output.database.reference_rows import TABLES, reference_digest, reference_rows
from sqlite_utils import Database

Row = dict[str, Any]

READ_TABLE = (
    "(extracted_table IN (SELECT extracted_table FROM table_cell) OR extracted_table IN "
    "(SELECT extracted_table FROM deployment WHERE added IS NULL))"
)
# What was read of a report: rows by table, and the rows that hang on them by the column they share.
READ = {
    "report": "1",
    "run": "1",
    "page": "1",
    "extracted_table": READ_TABLE,
    "deployment": "added IS NULL",
    "statement": "1",
    "item": "1",
    "finding": "NOT across",
}
LAID = {
    "extracted_table": f"NOT {READ_TABLE}",
    "deployment": "added IS NOT NULL",
    "finding": "across",
}
PARTS = {
    "extracted_table": (("table_cell", "extracted_table"),),
    "deployment": (("deployment_country", "deployment"), ("deployment_part", "deployment")),
    "statement": (("statement_country", "statement_id"), ("statement_detail", "statement_id")),
    "finding": (("finding_deployment", "finding"),),
}
# Which of two tables that say the same is the first may change with one that people add.
CHANGING = {
    "extracted_table": ("subject", "counted_before"),
    "run": ("ingested_at",),
    # The weight follows from the origin, which people may say otherwise.
    "report": ("as_read", "weight"),
}
EVIDENCE = ("evidence", "count_evidence", "stated_evidence")


def note_read(db: Database, report: str) -> None:
    """Keep the digests of a report that was just stored."""
    db.table("report_digest").upsert(
        {"report": report, "read": _digest(_read(db, report)), "laid": _digest(_laid(db, report))},
        pk="report",
    )


def note_laid(db: Database, reports: Iterable[str]) -> None:
    """Keep the digest of what lies over these reports now."""
    for report in reports:
        db.execute(
            "UPDATE report_digest SET laid = ? WHERE report = ?",
            [_digest(_laid(db, report)), report],
        )


def sound(db: Database) -> set[str]:
    """The reports of which every row is as it was stored."""
    return {report for report, problem in _looked(db) if not problem}


def note_old(db: Database, reports: Iterable[str] | None = None) -> None:
    """Keep the digests of these reports anew; without any, of those that have none."""
    if reports is None:
        rows = db.execute("SELECT report FROM report EXCEPT SELECT report FROM report_digest")
        reports = [report for (report,) in rows.fetchall()]
    for report in reports:
        note_read(db, report)


def changed(db: Database) -> Iterator[str]:
    """What is not as the program stored it, a line each; nothing where all of it is."""
    files = dict(db.execute("SELECT report, file FROM report").fetchall())
    for report, problem in _looked(db):
        if problem:
            yield f"{files[report]}: {problem}; read it again with 'ingest'"
    yield from _changed_reference(db)
    for row in db.query(
        "SELECT m.mission, m.name, min(nullif(d.mission_as_written, '')) AS written "
        "FROM mission AS m JOIN deployment AS d USING (mission) WHERE NOT m.known "
        "GROUP BY m.mission HAVING m.name <> written ORDER BY m.mission"
    ):
        yield f"mission {row['mission']}: is called {row['name']}, and pages say {row['written']}"
    for row in db.query("SELECT * FROM period ORDER BY period"):
        period = Period.parse(row["period"])
        told = {
            "period": row["period"],
            "year": period.year,
            "part": period.part,
            "parts": period.parts,
            "first_day": period.first_day.isoformat(),
            "last_day": period.last_day.isoformat(),
        }
        if row != told:
            yield f"period {row['period']}: its days were changed after it was stored"


def _looked(db: Database) -> Iterator[tuple[str, str]]:
    """Each report, and what is wrong with its rows."""
    kept = {row["report"]: row for row in db.query("SELECT * FROM report_digest")}
    for (report,) in db.execute("SELECT report FROM report ORDER BY file, report").fetchall():
        problem = ""
        if report not in kept:
            problem = "there is no digest of its rows"
        elif kept[report]["read"] != _digest(_read(db, report)):
            problem = "its rows were changed after it was stored"
        elif kept[report]["laid"] != _digest(_laid(db, report)):
            problem = "what decisions or other reports say of it was changed after it was stored"
        yield report, problem


def _changed_reference(db: Database) -> Iterator[str]:
    """Rows of the reference data that are not those of this program, which put them in."""
    kept = db.execute("SELECT digest FROM _digest WHERE name = 'reference'").fetchone()
    if not kept or kept[0] != reference_digest():
        return  # those of another version, or of an import, stand until it is opened for writing
    for table, key in TABLES.items():
        told = {_line(row) for row in reference_rows()[table]}
        there = {_line(row) for row in db.query(f'SELECT * FROM "{table}"')}
        if told - there or (not key and there - told):
            yield f"{table}: rows of the reference data were changed; 'import' or 'ingest' anew"


def _read(db: Database, report: str) -> Iterator[str]:
    yield from _rows(db, report, READ)


def _laid(db: Database, report: str) -> Iterator[str]:
    yield from _rows(db, report, LAID)
    for row in db.query(
        "SELECT extracted_table, subject, counted_before FROM extracted_table WHERE report = ?",
        [report],
    ):
        yield f"subject {_line(row)}"
    for row in db.query("SELECT * FROM report WHERE report = ?", [report]):
        yield f"said {_line(row)}"


def _rows(db: Database, report: str, chosen: dict[str, str]) -> Iterator[str]:
    spots = set()
    there = {*db.table_names()}  # one of an older schema may be asked, before it is brought up
    for table, which in chosen.items():
        rows = list(db.query(f"SELECT * FROM {table} WHERE report = ? AND {which}", [report]))
        for part, key in PARTS.get(table, ()):
            if part not in there:
                continue
            for row in db.query(
                f"SELECT * FROM {part} WHERE {key} IN "
                f"(SELECT {key} FROM {table} WHERE report = ? AND {which})",
                [report],
            ):
                spots |= {row.get(name) for name in EVIDENCE}
                yield f"{part} {_line(row)}"
        for row in rows:
            spots |= {row.get(name) for name in EVIDENCE}
            if table == "report":  # what people say of it lies over what was read
                row |= json.loads(row["as_read"])
            kept = {k: v for k, v in row.items() if k not in CHANGING.get(table, ())}
            yield f"{table} {_line(kept)}"
    for row in db.query("SELECT * FROM evidence WHERE report = ?", [report]):
        if row["evidence"] in spots:
            yield f"evidence {_line(row)}"


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _digest(lines: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for line in sorted(lines):
        whole.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return whole.hexdigest()
