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
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.thresholds import DEPLOYMENTS
from missiemonitor.output.analysis.said import HOLDS
from sqlite_utils import Database

OURS = {"police", "own"}
Rows = list[dict[str, Any]]


def misquoted(db: Database, changes: Rows) -> Iterator[tuple[str, Finding]]:
    """Earlier figures of the reports of a period that the period before had otherwise; `changes`
    are its missions against that period, as the view of that name has them."""
    rows = [row for row in changes if not row["missing"] and row["previous_period"]]
    if not rows:
        return
    yield from _in_columns(db, rows)
    quoted = {finding.about["mission"] for _, finding in _in_columns(db, rows)}
    yield from (each for each in _of_missions(db, rows) if each[1].about["mission"] not in quoted)
    yield from _in_sentences(db, rows)


def _in_columns(db: Database, rows: Rows) -> Iterator[tuple[str, Finding]]:
    known = {
        row["mission"]: row
        for row in rows
        if row["previous_officers"] is not None and not row["previous_unread"]
    }
    then = _day_of(db, rows[0]["series"], rows[0]["previous_period"])
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
        column = earlier_column(heads, dt.date.fromisoformat(day) if day else None, then)
        said: dict[str, list[int]] = defaultdict(list)
        unread: set[str] = set()
        for row in db.query(
            "SELECT mission, row, scope FROM deployment "
            "WHERE extracted_table = ? AND added IS NULL",
            [table["extracted_table"]],
        ):
            texts = [c["text"] for c in cells if (c["row"], c["column"]) == (row["row"], column)]
            count = read_count(" ".join(texts)) if texts else None
            if count is None or count.officers is None or count.qualifier or count.rest:
                unread.add(row["mission"])
            elif (row["scope"] == "sum") != _is_a_sum(known.get(row["mission"])):
                unread.add(row["mission"])  # of other corps too, now or then
            else:
                said[row["mission"]].append(count.officers)
        for mission, numbers in sorted(said.items()):
            before = known.get(mission)
            if before is None or mission in unread:
                continue
            right = before["previous_officers"]
            if right not in (sum(numbers), *numbers):
                yield table["report"], _otherwise(before, numbers[0])


def _is_a_sum(before: dict[str, Any] | None) -> bool:
    """Whether the number of the period before is of several corps."""
    return bool(before and before["previous_sums"])


def _day_of(db: Database, series: str, period: str) -> dt.date | None:
    """The one day that the tables of a period that count are of."""
    days = [
        row["reference_date"]
        for row in db.query(
            "SELECT DISTINCT t.reference_date FROM extracted_table AS t "
            "JOIN current_report AS r USING (report) JOIN table_standing AS s "
            "USING (extracted_table) WHERE r.period = ? AND r.series = ? AND s.counts "
            "AND t.reference_date IS NOT NULL",
            [period, series],
        )
    ]
    return dt.date.fromisoformat(days[0]) if len(days) == 1 else None


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


def _of_missions(db: Database, rows: Rows) -> Iterator[tuple[str, Finding]]:
    """What sentences say of a mission at the time before: "in the last report there were six"."""
    known = {row["mission"]: row for row in rows if not row["previous_unread"]}
    told: set[str] = set()
    for row in db.query(
        f"SELECT s.report, s.mission, s.officers, s.sentence FROM {HOLDS} AS s "
        "JOIN current_report AS r USING (report) WHERE r.period = ? AND r.series = ? "
        "AND s.kind = 'deployment' AND s.status = 'past' AND s.mission IS NOT NULL "
        "AND s.officers IS NOT NULL ORDER BY s.report, s.statement_id",
        [rows[0]["period"], rows[0]["series"]],
    ):
        before = known.get(row["mission"])
        if before is None or before["previous_officers"] is None or row["mission"] in told:
            continue
        if earlier_number(row["sentence"]) != row["officers"] or _with_others(row["sentence"]):
            continue
        if row["officers"] != before["previous_officers"]:
            told.add(row["mission"])
            yield row["report"], _otherwise(before, row["officers"])


def _with_others(sentence: str) -> bool:
    """Whether a sentence names other corps, whom its number of then may count too."""
    return bool({each.name for each in concepts_in(sentence)} & ({*ASPECTS["corps"]} - OURS))


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
        f"SELECT s.report, s.sentence FROM {HOLDS} AS s JOIN current_report AS r USING (report) "
        "JOIN statement_detail AS d USING (statement_id) "
        "WHERE r.period = ? AND r.series = ? AND d.role = 'total' AND d.value = 'all' "
        "ORDER BY s.report, s.statement_id",
        [period, series],
    ):
        said = earlier_number(row["sentence"])
        if said is None or said in ours | told or _with_others(row["sentence"]):
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
