"""Figures of the period before that a report quotes, held against what the report of then had.

A letter says "63 officers, against 47 half a year earlier", a table has a column of the time
before. Where the database has that time, the two are compared.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from missiemonitor.extractors.deployments.earlier_columns import earlier_column, earlier_number
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.thresholds import DEPLOYMENTS
from sqlite_utils import Database

Rows = list[dict[str, Any]]


def misquoted(db: Database, changes: Rows) -> Iterator[tuple[str, Finding]]:
    """Earlier figures of the reports of a period that the period before had otherwise; `changes`
    are its missions against that period, as the view of that name has them."""
    rows = [row for row in changes if not row["missing"] and row["previous_period"]]
    if not rows:
        return
    yield from _in_columns(db, rows)
    yield from _in_sentences(db, rows)


def _in_columns(db: Database, rows: Rows) -> Iterator[tuple[str, Finding]]:
    known = {
        row["mission"]: row
        for row in rows
        if row["previous_officers"] is not None and not row["previous_unread"]
    }
    for table in db.query(
        "SELECT t.* FROM extracted_table AS t JOIN current_report AS r USING (report) "
        "JOIN table_standing AS s USING (extracted_table) "
        "WHERE r.period = ? AND r.series = ? AND s.counts ORDER BY t.report, t.extracted_table",
        [rows[0]["period"], rows[0]["series"]],
    ):
        cells = list(
            db.query(
                'SELECT row, "column", role, text FROM table_cell WHERE extracted_table = ?',
                [table["extracted_table"]],
            )
        )
        heads = [(c["column"], _role(cells, c), c["text"]) for c in cells if c["role"] == "header"]
        day = table["reference_date"]
        column = earlier_column(heads, dt.date.fromisoformat(day) if day else None)
        said: dict[str, list[int]] = defaultdict(list)
        unread: set[str] = set()
        for row in db.query(
            "SELECT mission, row FROM deployment WHERE extracted_table = ? AND added IS NULL",
            [table["extracted_table"]],
        ):
            texts = [c["text"] for c in cells if (c["row"], c["column"]) == (row["row"], column)]
            count = read_count(" ".join(texts)) if texts else None
            if count is None or count.officers is None or count.qualifier or count.rest:
                unread.add(row["mission"])
            else:
                said[row["mission"]].append(count.officers)
        for mission, numbers in sorted(said.items()):
            before = known.get(mission)
            if before is None or mission in unread:
                continue
            right = before["previous_officers"]
            if right not in (sum(numbers), *numbers):
                yield table["report"], _otherwise(before, numbers[0])


def _role(cells: Rows, head: dict[str, Any]) -> str:
    """The role of the cells under a head."""
    under = [c["role"] for c in cells if c["column"] == head["column"] and c["role"] != "header"]
    return max(under, key=under.count, default="")


def _otherwise(before: dict[str, Any], said: int) -> Finding:
    return finding(
        "earlier-otherwise",
        {"mission": before["mission"], "previous_period": before["previous_period"]},
        mission=before["mission_name"],
        said=said,
        previous=before["previous_officers"],
        previous_period=before["previous_period"],
    )


def _in_sentences(db: Database, rows: Rows) -> Iterator[tuple[str, Finding]]:
    """What is said of all officers of the time before."""
    period, series, before = (rows[0][name] for name in ("period", "series", "previous_period"))
    ours = {
        number
        for row in db.query(
            "SELECT sum(o.officers) AS officers, max(r.stated_total) AS stated FROM officers AS o "
            "JOIN report AS r USING (report) WHERE o.period = ? AND o.series = ?",
            [before, series],
        )
        for number in (row["officers"], row["stated"])
        if number is not None
    }
    if not ours or any(row["previous_unread"] for row in rows):
        return
    told: set[int] = set()
    for row in db.query(
        "SELECT s.report, s.sentence FROM statement AS s JOIN current_report AS r USING (report) "
        "JOIN statement_detail AS d USING (statement_id) "
        "WHERE r.period = ? AND r.series = ? AND d.role = 'total' AND d.value = 'all' "
        "ORDER BY s.report, s.statement_id",
        [period, series],
    ):
        said = earlier_number(row["sentence"])
        if said is None or said in ours | told:
            continue
        if max(said, *ours) > DEPLOYMENTS.misquoted * min(said, *ours):
            continue  # a number of another size is of something else
        told.add(said)
        yield (
            row["report"],
            finding(
                "earlier-otherwise",
                {"previous_period": before, "said": said},
                message="total",
                said=said,
                previous=min(ours),
                previous_period=before,
                sentence=row["sentence"],
            ),
        )
