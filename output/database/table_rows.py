"""Tables of a report: their subjects, and what becomes of those that counted before.

A version may take for no table of ours what the one before counted. Where that changes a total it
is told: the table is kept with `counted_before`, of which a finding follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from missiemonitor.output.database.ids import identify
from missiemonitor.output.database.records import (
    OF_ROW,
    Corners,
    parts_of,
    write_deployment,
    write_evidence,
    write_mission,
    write_parts,
)
from missiemonitor.output.database.subject_key import table_subject
from sqlite_utils import Database

# What a row that is kept has as it was read.
KEPT = (*OF_ROW, "readings")
NO_LONGER_READ = '[["no-longer-read", {}]]'


def name_tables(db: Database, report: dict[str, Any]) -> None:
    """Give the tables of a report their subjects; of two that say the same the upper is first."""
    seen: dict[str, int] = {}
    for table in db.query(
        "SELECT t.extracted_table, t.caption, t.reference_date FROM extracted_table AS t "
        "JOIN evidence AS e USING (evidence) WHERE t.report = ? "
        "ORDER BY e.page, e.top, e.x0, t.extracted_table",
        [report["report"]],
    ):
        cells = list(
            db.query(
                "SELECT role, text FROM table_cell WHERE extracted_table = ?",
                [table["extracted_table"]],
            )
        )
        subject = table_subject(
            report,
            table["caption"],
            table["reference_date"] or "",
            (cell["text"] for cell in cells if cell["role"] == "header"),
            (cell["text"] for cell in cells if cell["role"] == "mission"),
        )
        seen[subject] = seen.get(subject, 0) + 1
        db.execute(
            "UPDATE extracted_table SET subject = ? WHERE extracted_table = ?",
            [f"{subject}/{seen[subject]}", table["extracted_table"]],
        )


def name_old_tables(db: Database) -> None:
    """Give subjects to the tables that a version before stored without."""
    for report in list(
        db.query(
            "SELECT * FROM report WHERE report IN "
            "(SELECT report FROM extracted_table WHERE subject = '')"
        )
    ):
        name_tables(db, report)


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table that counted, as it stood on the pages: its row, cells and deployments.

    Each has its evidence (page, box in points, words); those of counts begin with count_.
    """

    row: dict[str, Any]
    cells: list[dict[str, Any]]
    deployments: list[dict[str, Any]]
    countries: dict[str, list[str]]
    parts: dict[str, list[dict[str, Any]]]


def counted_tables(db: Database, report: str) -> list[CountedTable]:
    """The tables of a report of which rows count, or counted before; none where it is not there."""
    return [
        CountedTable(
            table,
            list(
                db.query(
                    "SELECT c.*, e.page, e.x0, e.top, e.x1, e.bottom, e.text AS words "
                    "FROM table_cell AS c JOIN evidence AS e USING (evidence) "
                    "WHERE c.extracted_table = ?",
                    [table["extracted_table"]],
                )
            ),
            rows := list(
                db.query(
                    "SELECT d.*, e.page, e.x0, e.top, e.x1, e.bottom, e.text AS words, "
                    "c.page AS count_page, c.x0 AS count_x0, c.top AS count_top, "
                    "c.x1 AS count_x1, c.bottom AS count_bottom, c.text AS count_words "
                    "FROM deployment AS d JOIN evidence AS e ON e.evidence = d.evidence "
                    "JOIN evidence AS c ON c.evidence = d.count_evidence "
                    "WHERE d.extracted_table = ? AND d.added IS NULL ORDER BY d.row, d.deployment",
                    [table["extracted_table"]],
                )
            ),
            {row["deployment"]: _countries(db, row["deployment"]) for row in rows},
            {row["deployment"]: parts_of(db, row["deployment"]) for row in rows},
        )
        for table in db.query(
            "SELECT t.*, e.page, e.x0, e.top, e.x1, e.bottom, e.text AS words "
            "FROM extracted_table AS t JOIN evidence AS e USING (evidence) "
            "JOIN table_standing AS s USING (extracted_table) WHERE t.report = ? "
            "AND (t.counted_before OR s.counts AND EXISTS (SELECT 1 FROM deployment AS d "
            " LEFT JOIN standing_decision AS o ON o.subject = d.subject "
            " WHERE d.extracted_table = t.extracted_table AND d.added IS NULL "
            " AND (d.counted OR s.standing <> 'counted') AND o.action IS NOT 'reject')) "
            "ORDER BY e.page, e.top, t.extracted_table",
            [report],
        )
    ]


def keep_counted(db: Database, report: dict[str, Any], before: Iterable[CountedTable]) -> None:
    """Mark what a report's tables were before where none of their rows counts any more.

    It is the same file, so what stands at the same place of a page is the same.
    """
    rows = [
        (_spot(row), row["extracted_table"], bool(row["counted"]))
        for row in db.query(
            "SELECT d.extracted_table, d.counted, e.* FROM deployment AS d "
            "JOIN evidence AS e USING (evidence) WHERE d.report = ? AND d.added IS NULL",
            [report["report"]],
        )
    ]
    tables = [
        (_spot(row), row["extracted_table"])
        for row in db.query(
            "SELECT t.extracted_table, e.* FROM extracted_table AS t "
            "JOIN evidence AS e USING (evidence) WHERE t.report = ?",
            [report["report"]],
        )
    ]
    for table in before:
        spots = [_spot(row) for row in table.deployments]
        there = [each for each in rows if any(_same(each[0], spot) for spot in spots)]
        over = [name for spot, name in tables if _same(spot, _spot(table.row))]
        names = [name for _, name, _ in there]
        if any(counted for _, _, counted in there) or any(map(partial(_counts, db), names + over)):
            continue
        db.execute(
            "UPDATE extracted_table SET counted_before = 1 WHERE extracted_table = ?",
            [names[0] if names else _kept(db, report, table)],
        )
    name_tables(db, report)


def _countries(db: Database, deployment: str) -> list[str]:
    rows = db.execute(
        "SELECT country FROM deployment_country WHERE deployment = ? ORDER BY position",
        [deployment],
    )
    return [country for (country,) in rows]


def _counts(db: Database, table: str) -> bool:
    """Whether a table counts by its reading, or because a person agreed to it."""
    return bool(
        db.execute(
            "SELECT 1 FROM table_standing AS s JOIN deployment AS d USING (extracted_table) "
            "WHERE s.extracted_table = ? "
            "AND CASE s.standing WHEN 'counted' THEN d.counted ELSE s.counts END",
            [table],
        ).fetchone()
    )


def _spot(row: dict[str, Any], of: str = "") -> tuple[int, Corners]:
    x0, top, x1, bottom = (row[of + edge] for edge in ("x0", "top", "x1", "bottom"))
    return row[f"{of}page"], (x0, top, x1, bottom)


def _same(one: tuple[int, Corners], two: tuple[int, Corners]) -> bool:
    """Whether two boxes stand at one place: the middle of either lies at the level of the other."""
    (page, (x0, top, x1, bottom)), (other, (left, upper, right, lower)) = one, two
    level = upper <= (top + bottom) / 2 <= lower or top <= (upper + lower) / 2 <= bottom
    return page == other and level and x0 < right and left < x1


def _kept(db: Database, report: dict[str, Any], table: CountedTable) -> str:
    """The table with its rows as they were before: nothing that stands there now has any.

    They count where a person said yes to one of them, or says so now.
    """
    name = report["report"]
    key = identify(name, "no longer read", table.row["caption"], *_spot(table.row))

    def evidence(row: dict[str, Any], of: str = "") -> str:
        return write_evidence(db, name, *_spot(row, of), row[f"{of}words"])

    db.table("extracted_table").insert(
        {
            "extracted_table": key,
            "report": name,
            "caption": table.row["caption"],
            "reference_date": table.row["reference_date"],
            "stated_total": table.row["stated_total"],
            "counted": 0,
            "standing": "other",
            "reasons": NO_LONGER_READ,
            "evidence": evidence(table.row),
        },
        ignore=True,
    )
    db.table("table_cell").insert_all(
        (
            {
                "table_cell": identify(key, cell["row"], cell["column"], cell["role"]),
                "extracted_table": key,
                **{part: cell[part] for part in ("row", "column", "role", "text")},
                "evidence": evidence(cell),
            }
            for cell in table.cells
        ),
        ignore=True,
    )
    for row in table.deployments:
        write_mission(db, row["mission"], row["mission_as_written"])
        write_deployment(
            db,
            {
                **{part: row[part] for part in KEPT},
                "deployment": (deployment := identify(key, row["subject"])),
                "report": name,
                "extracted_table": key,
                "subject": _free(db, name, row["subject"]),
                "evidence": evidence(row),
                "count_evidence": evidence(row, "count_"),
                "counted": 0,
            },
            table.countries[row["deployment"]],
        )
        write_parts(db, deployment, table.parts[row["deployment"]])
    return key


def _free(db: Database, report: str, subject: str) -> str:
    """The subject of a row, or the next one where a row that is read now has it."""
    said, _, number = subject.rpartition("/")
    while db.execute(
        "SELECT 1 FROM deployment WHERE report = ? AND subject = ?", [report, subject]
    ).fetchone():
        number = str(int(number) + 1)
        subject = f"{said}/{number}"
    return subject
