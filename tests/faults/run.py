"""Reads reports rightly and with a fault, and tells which faults findings tell."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.read import read_data
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Deployment, ExtractedTable, Extraction

from tests.faults.edits import EDITS, Table
from tests.faults.picture import PICTURES
from tests.faults.places import CHARACTERS, PICTURE, PLACES, Base, Plant
from tests.faults.whole import WHOLE
from tests.laboratory.report import Invented

COLUMN_ASKED = {"header-unsure", "several-counts"}
COLUMNS_SEEN = ("readings-differ", "other-columns")
OF_A_COLUMN = ("another column taken", "the time before taken")
REREAD = ("another period", "another digit, and the picture believes it")


@dataclass(frozen=True)
class Trial:
    """A fault that was planted and made something wrong: where, and whether a finding tells it.

    `total` says that it changes the sum of rows for which the report states a total."""

    kind: str
    place: str
    report: int
    told: bool
    total: bool
    codes: tuple[str, ...] = ()
    wrong: str = ""


def base_of(report: Invented, pdf: bytes) -> Base | None:
    """The report as it is read without a fault; None where it has no counted rows."""
    name = f"{report.number}-verzonnen-cijfers.pdf"
    try:
        document = read_data(pdf, name)
    except ReportError:
        return None
    found = extract(document)
    heads = _heads(report)
    tables = []
    for table in found.tables:
        rows = tuple(row for row in found.deployments if row.table == table.key and row.counted)
        if table.standing == "counted" and rows:
            roles = {
                cell.column: heads[_form(cell.text)]
                for cell in table.cells
                if cell.role == "header" and _form(cell.text) in heads
            }
            tables.append(Table(table, rows, roles))
    return Base(pdf, name, document, found, tuple(tables)) if tables else None


def _form(text: str) -> str:
    return normal(text).replace(" ", "")


def _heads(report: Invented) -> dict[str, str]:
    """What the columns of the drawn tables are, by the words of their heads."""
    tables = [block.table for block in report.blocks if block.table]
    return {
        _form(" ".join(column.header)): column.role
        for table in tables
        if not table.look_alike
        for column in table.columns
        if column.header
    }


def plants(base: Base, dice: random.Random) -> Iterator[tuple[str, str, Table, Plant]]:
    """Every fault that this report has something for."""
    for table in base.tables:
        for kind, edit in EDITS.items():
            for place, planted in PLACES.items():
                made = edit(table, dice)
                plant = planted(base, table, made, dice) if made is not None else None
                if plant is not None:
                    yield kind, place, table, plant
        for (kind, place), whole in WHOLE.items():
            if (plant := whole(base, table, dice)) is not None:
                yield kind, place, table, plant
        for kind, picture in PICTURES.items():
            if (plant := picture(base, table, dice)) is not None:
                yield kind, PICTURE, table, plant


def tried(base: Base, report: int, kind: str, place: str, plant: Plant) -> Trial | None:
    """What becomes of the report with this fault; None where nothing that is stored changes."""
    with ExitStack() as stack:
        plant(stack)
        again = place == CHARACTERS or kind in REREAD
        try:
            found = extract(read_data(base.pdf, base.name) if again else base.document)
        except ReportError as error:
            return Trial(kind, place, report, True, False, (str(error),))
    before, after = _stored(base.found), _stored(found)
    if before == after and place != PICTURE:
        return None
    new = Counter(_findings(found)) - Counter(_findings(base.found))
    told = bool(new) or _are_pointed_at(base.found, found, kind)
    stated = base.found.stated_total
    total = stated is not None and found.officers_total != base.found.officers_total
    gone, come = (before - after).elements(), (after - before).elements()
    wrong = f"{sorted(gone, key=str)} -> {sorted(come, key=str)}"
    return Trial(kind, place, report, told, total, tuple(sorted({code for code, _ in new})), wrong)


def _are_pointed_at(before: Extraction, found: Extraction, kind: str) -> bool:
    """Whether a warning or an error that was there before asks to look at what is wrong now: at
    the counts or names of each row that is wrong, at the column or the day of a table of which all
    rows are, or at the period where nothing else is."""
    gone, come = _stored(before) - _stored(found), _stored(found) - _stored(before)
    if {each[0] for each in (*gone, *come)} == {"period"}:
        return "period-unsure" in {each.code for each in found.findings if each.severity != "info"}
    right = Counter(map(_row, before.deployments))
    wrong = [row for row in found.deployments if row.counted and not right[_row(row)]]
    asked = {
        str(each.about.get("deployment")) for each in found.findings if each.severity != "info"
    }
    whole = {table.key for table in found.tables if _is_asked_of_all(table, found)}
    # (rows that have the same number in another column are wrong as the others are)
    asked |= {
        row.key
        for row in wrong
        if row.table in whole and (kind in OF_A_COLUMN or _all_wrong(row.table, wrong, found))
    }
    return bool(wrong) and all(row.key in asked for row in wrong)


def _is_asked_of_all(table: ExtractedTable, found: Extraction) -> bool:
    """Whether a warning or an error asks of a table as a whole which column of it counts, or of
    which day it is; one on the report may name that day."""
    for each in found.findings:
        about = each.about.get("table") == table.key
        day = each.code == "date-unsure" and each.values.get("day") == str(table.reference_date)
        column = each.code in COLUMN_ASKED or (each.code, each.message_key) == COLUMNS_SEEN
        if each.severity != "info" and ((about and column) or day):
            return True
    return False


def _all_wrong(table: str, wrong: Sequence[Deployment], found: Extraction) -> bool:
    of_table = [row for row in found.deployments if row.table == table and row.counted]
    return len([row for row in wrong if row.table == table]) == len(of_table)


def _row(row: Deployment) -> Any:
    return (
        *(row.mission, row.countries, row.officers, row.officers_max),
        *(row.qualifier, row.nationality),
    )


def _findings(found: Extraction) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in found.findings if each.severity != "info"]


def _stored(found: Extraction) -> Counter[Any]:
    """What is stored and counts: rows, days, totals, the period."""
    rows: list[Any] = [_row(row) for row in found.deployments if row.counted]
    days: list[Any] = [
        ("day", table.reference_date) for table in found.tables if table.standing == "counted"
    ]
    return Counter(
        [*rows, *days, ("total", found.stated_total), ("period", found.document.particulars.period)]
    )
