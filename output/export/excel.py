"""An Excel workbook: a sheet that explains, a sheet a view, and officers with periods across.

A number shows its marks as the fill of its cell, and has them in words as a comment.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import pandas as pd
from missiemonitor.corpus.whole_files import scratch
from missiemonitor.output.analysis.notation import (
    ENDED,
    ENDED_MARK,
    NO_FIGURES,
    NO_REPORT,
    NOT_LISTED,
    REJECTED,
    REJECTED_MARK,
    WAITING,
)
from missiemonitor.output.database.catalogue import about
from missiemonitor.output.decisions.anchor import last_decision
from missiemonitor.output.export.files import WIDE, columns_of, rows_of, type_of, views
from missiemonitor.output.export.view_marks import ViewMarks
from missiemonitor.output.export.wide import wide
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from sqlite_utils import Database

LONGEST_CELL = 32_767  # characters that Excel takes

# Colours of cells by what their marks begin with, the weightiest first.
FILLS = (
    (("unsure", "total may", "not readable", "at least", "at most"), "F8CBAD"),
    (("range", "about", "shared", "sum over"), "DDEBF7"),
    (("invented", "origin unknown", "transcript"), "FFF2CC"),
    (("not checked", "no report", "no figures", "waiting", "ended", "rejected"), "EDEDED"),
)


def excel(db: Database, path: Path | IO[bytes]) -> None:
    """A workbook: a sheet that explains, a sheet a view, and the wide forms."""
    with scratch() as folder, _temporary_files_in(folder):
        _workbook(db).save(path)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """openpyxl has a temporary file a sheet, and asks nobody where."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _workbook(db: Database) -> Workbook:
    book = Workbook(write_only=True)
    _explain(book, db)
    for relation in views(db):
        columns = columns_of(relation)
        names = [column.name for column in columns]
        kinds = [type_of(column, db, relation) for column in columns]
        marked = ViewMarks(db, relation, names)
        rows = []
        for row in rows_of(db, relation):
            marks = marked.of(row)
            # A sentence may tell no number, which is none that could not be read.
            rows.append(
                [
                    _marked(value, marks[name])
                    if name in marks and not (value is None and relation.name == "statements")
                    else _cell(value, kind)
                    for name, value, kind in zip(names, row, kinds, strict=True)
                ]
            )
        _sheet(book, relation.name, names, rows)
    for by in WIDE:
        across = wide(db, by)
        names = [str(name) for name in across.table.columns]
        rows = [
            [
                *(
                    _marked(value, across.marks(at, name))
                    if name in across.periods
                    else _cell(value, "")
                    for name, value in zip(names, row, strict=True)
                ),
                *(
                    _marked(None, (why[at],)) if why[at] else None
                    for why in across.missing.values()
                ),
            ]
            for at, row in enumerate(across.table.itertuples(index=False))
        ]
        _sheet(book, f"{by}, periods across", [*names, *across.missing], rows)
    return book


@dataclass(frozen=True, slots=True)
class _Marked:
    """A count with its marks in words: shown as a fill, and as a comment."""

    marks: tuple[str, ...]
    value: int | str | None

    def __str__(self) -> str:
        return "" if self.value is None else str(self.value)


def _marked(value: Any, marks: tuple[str, ...]) -> _Marked:
    """A count; what is shared alone or could not be read is no empty cell."""
    if not pd.isna(value):
        return _Marked(marks, int(value))
    shared = next((mark for mark in marks if mark.startswith("shared")), None)
    if shared:
        return _Marked(marks, f"(+{shared.removeprefix('shared ')})")
    if marks[0].startswith(WAITING):
        return _Marked(marks, f"[{marks[0].removeprefix(WAITING).strip() or '?'}]")
    gone = {
        NOT_LISTED: None,
        ENDED: ENDED_MARK,
        REJECTED: REJECTED_MARK,
        NO_REPORT: NO_REPORT,
        NO_FIGURES: NO_FIGURES,
    }
    return _Marked(marks, gone.get(marks[0], "?"))


def _fill(marks: Sequence[str]) -> PatternFill | None:
    for names, colour in FILLS:
        if any(mark.startswith(names) for mark in marks):
            return PatternFill("solid", fgColor=colour)
    return None


def _cell(value: Any, kind: str) -> Any:
    if kind == "date" and value is not None:
        return date.fromisoformat(value)
    if isinstance(value, str):
        # openpyxl refuses control characters; a text that begins with = must stay text.
        return "".join(c for c in value if c >= " " or c in "\t\n")[:LONGEST_CELL]
    return int(value) if hasattr(value, "item") else value


def _explain(book: Workbook, db: Database) -> None:
    told = about()
    rows: list[list[Any]] = [
        [told["title"], told["description"]],
        ["Licence", told["license_title"]],
        ["Source", f"{told['source']} ({told['source_url']})"],
        [
            "Empty",
            "An empty cell for a number of officers is not listed, which is not zero; ? could not "
            "be read, † has ended, × was rejected by a person, [n] waits in a table that nobody "
            "agreed to yet. Half-years without a report that counts stand behind the others.",
        ],
        [
            "Marks",
            "A number of officers shows them as a fill and a comment: orange may be wrong, "
            "blue is a range, about, shared with other countries or regions (+n) or a sum over "
            "corps, "
            "yellow is not official, grey was not checked by a person or has no figure.",
        ],
    ]
    number, last = last_decision(db)
    rows.append(["Last decision", f"number {number}, hash {last}"])
    for origin, title, said in (
        ("invented", "Invented", "the figures are invented"),
        ("unknown", "Origin unknown", "neither the page nor a person says that it is official"),
    ):
        found = db.query("SELECT DISTINCT period FROM officers WHERE origin = ?", [origin])
        if of := sorted(row["period"] for row in found):
            rows.append([title, f"{', '.join(of)}: {said}."])
    for relation in views(db):
        rows.append([relation.name, relation.description])
        if relation.not_said:
            rows.append(["", f"What it does not say: {relation.not_said}"])
        rows += [["", column.name, column.description, column.unit] for column in relation.columns]
    _sheet(book, "About", ["sheet", "column or description", "holds", "unit"], rows)


def _sheet(book: Workbook, title: str, columns: list[str], rows: list[list[Any]]) -> None:
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for at, name in enumerate(columns, start=1):
        longest = max((len(str(row[at - 1])) for row in rows[:300] if at <= len(row)), default=0)
        sheet.column_dimensions[get_column_letter(at)].width = min(60, max(len(name), longest) + 2)
    header = []
    for name in columns:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top")
        header.append(cell)
    sheet.append(header)
    for row in rows:
        cells = []
        for value in row:
            marks: tuple[str, ...] = ()
            if isinstance(value, _Marked):
                marks, value = value.marks, value.value
            cell = WriteOnlyCell(sheet, value=value)
            if value is not None and marks:
                cell.comment = Comment("; ".join(marks), "Missiemonitor")
                cell.fill = _fill(marks) or cell.fill
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is no formula
            elif isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            cells.append(cell)
        sheet.append(cells)
