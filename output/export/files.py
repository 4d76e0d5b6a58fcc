"""Ways out: CSV, Excel, Parquet, and a Frictionless data package from which a database comes back.

Views go out in long form as they are, and officers besides in wide form, periods across. The
package holds every table too, with schemas, sources, licence and the SHA-256 of every file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import pandas as pd
from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.analysis.notation import NOT_LISTED
from missiemonitor.output.database.catalogue import Column, Relation, about, relations
from missiemonitor.output.database.connect import schema_version
from missiemonitor.output.export.wide import is_count, wide
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from sqlite_utils import Database

# A row for every pair of periods is too much to hand out, and `changes` has those in a row; what
# only other views are made of says nothing new.
LEFT_OUT = ("comparison", "marked_officers", "listed_period")
DERIVED = {"report": ("weight",), "decision": ("kind",)}  # columns that SQLite works out itself
WIDE = ("mission", "organisation", "region", "country")
LONGEST_CELL = 32_767  # characters that Excel takes

# Colours of cells by what their marks begin with, the weightiest first.
FILLS = (
    (("unsure", "total may", "not readable", "at least"), "F8CBAD"),
    (("range", "about", "shared", "sum over"), "DDEBF7"),
    (("invented", "origin unknown", "transcript"), "FFF2CC"),
    (("not checked",), "EDEDED"),
)

Rows = Iterable[Sequence[Any]]


class ExportError(MissieError):
    """What could not be written; `str()` says what to do."""


def views(db: Database) -> list[Relation]:
    """The views that go out."""
    return [r for r in relations(db) if r.view and r.name not in LEFT_OUT]


def _columns(relation: Relation) -> list[Column]:
    return [c for c in relation.columns if c.name not in DERIVED.get(relation.name, ())]


def _rows(db: Database, relation: Relation) -> Iterator[Sequence[Any]]:
    columns = ", ".join(f'"{column.name}"' for column in _columns(relation))
    # In a fixed order, so that the same database gives the same bytes.
    every = ", ".join(str(at) for at in range(1, len(_columns(relation)) + 1))
    yield from db.execute(f'SELECT {columns} FROM "{relation.name}" ORDER BY {every}')


# --- CSV and Parquet --------------------------------------------------------------------------


def _csv(columns: Sequence[str], rows: Rows) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue().encode()


def _wide_csv(db: Database, by: str) -> bytes:
    text: str = wide(db, by).with_marks().to_csv(index=False, lineterminator="\n")
    return text.encode()


def csv_files(db: Database) -> Iterator[tuple[str, bytes]]:
    """A CSV file a view, and the wide forms: names and bytes."""
    for relation in views(db):
        names = [column.name for column in _columns(relation)]
        yield f"{relation.name}.csv", _csv(names, _rows(db, relation))
    for by in WIDE:
        yield f"officers_by_{by}_wide.csv", _wide_csv(db, by)


def parquet_files(db: Database) -> Iterator[tuple[str, bytes]]:
    """A Parquet file a view. Raises ExportError without pyarrow."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ExportError(
            "Parquet needs pyarrow", "install it with: pip install 'missiemonitor[parquet]'"
        ) from error
    for relation in views(db):
        yield f"{relation.name}.parquet", _parquet(db, relation)


def _parquet(db: Database, relation: Relation) -> bytes:
    columns = _columns(relation)
    table = pd.DataFrame(list(_rows(db, relation)), columns=[c.name for c in columns])
    for column in columns:
        kind = _type(column, db, relation)
        values = table[column.name]
        if kind == "integer":
            table[column.name] = values.astype("Int64")
        elif kind == "number":
            table[column.name] = values.astype("Float64")
        elif kind == "date":
            table[column.name] = [None if v is None else date.fromisoformat(v) for v in values]
        else:
            table[column.name] = values.astype("string")
    written = io.BytesIO()
    table.to_parquet(written, index=False)
    return written.getvalue()


# --- Excel ------------------------------------------------------------------------------------


def excel(db: Database, path: Path | IO[bytes]) -> None:
    """A workbook: a sheet that explains, a sheet a view, and the wide forms."""
    book = Workbook(write_only=True)
    _explain(book, db)
    for relation in views(db):
        columns = _columns(relation)
        kinds = [_type(column, db, relation) for column in columns]
        rows = [
            [_cell(value, kind) for value, kind in zip(row, kinds, strict=True)]
            for row in _rows(db, relation)
        ]
        _sheet(book, relation.name, [column.name for column in columns], rows)
    for by in WIDE:
        across = wide(db, by)
        names = [str(name) for name in across.table.columns]
        rows = [
            [
                _marked(value, across.marks(at, name))
                if name in across.periods
                else _cell(value, "")
                for name, value in zip(names, row, strict=True)
            ]
            for at, row in enumerate(across.table.itertuples(index=False))
        ]
        _sheet(book, f"{by}, periods across", names, rows)
    book.save(path)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A count with its marks in words: shown as a fill, and as a comment."""

    marks: tuple[str, ...]
    value: int | str | None

    def __str__(self) -> str:
        return "" if self.value is None else str(self.value)


def _marked(value: Any, marks: tuple[str, ...]) -> _Marked:
    """A count of a wide sheet; what is shared alone or could not be read is no empty cell."""
    if not pd.isna(value):
        return _Marked(marks, int(value))
    shared = next((mark for mark in marks if mark.startswith("shared")), None)
    if shared:
        return _Marked(marks, f"(+{shared.removeprefix('shared ')})")
    return _Marked(marks, None if NOT_LISTED in marks else "?")


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
            "An empty count of a view could not be read; an empty cell of a sheet with periods "
            "across is not listed, which is not zero.",
        ],
        [
            "Marks",
            "Sheets with periods across show them as a fill and a comment: orange may be wrong, "
            "blue is a range, about, shared with other countries or regions (+n) or a sum over "
            "corps, "
            "yellow is not official, grey was not checked by a person.",
        ],
    ]
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


# --- the data package -------------------------------------------------------------------------


def package_files(db: Database) -> Iterator[tuple[str, bytes]]:
    """The files of a Frictionless data package, datapackage.json last: names and bytes."""
    resources = []
    for relation in relations(db):
        if relation.name in LEFT_OUT:
            continue
        columns = _columns(relation)
        content = _csv([column.name for column in columns], _rows(db, relation))
        path = f"{'views' if relation.view else 'tables'}/{relation.name}.csv"
        resources.append(_resource(db, relation, path, content))
        yield path, content
    for by in WIDE:
        path, content = f"wide/officers_by_{by}.csv", _wide_csv(db, by)
        resources.append(_wide_resource(by, path, content))
        yield path, content
    readme = _readme(db)
    yield "README.md", readme
    told = about()
    package = {
        "name": "missiemonitor",
        "title": told["title"],
        "description": told["description"],
        "profile": "tabular-data-package",
        "version": str(schema_version()),
        "created": db.execute("SELECT max(ingested_at) FROM run").fetchone()[0],
        "licenses": [
            {"name": told["license"], "title": told["license_title"], "path": told["license_url"]}
        ],
        "sources": [
            {
                "title": f"{row['file']} ({row['origin']}), SHA-256 {row['sha256']}",
                "path": told["source_url"],
            }
            for row in db.query("SELECT file, origin, sha256 FROM report ORDER BY file, sha256")
        ]
        or [{"title": told["source"], "path": told["source_url"]}],
        "readme_sha256": hashlib.sha256(readme).hexdigest(),
        "resources": resources,
    }
    yield "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1).encode()


def _readme(db: Database) -> bytes:
    told = about()
    lines = [
        f"# {told['title']}",
        "",
        told["description"],
        "",
        f"Licence: {told['license_title']}.",
        "",
        "`views/` has answers, `wide/` the same with periods across, `tables/` everything that the "
        "database is made of; `datapackage.json` describes each column.",
        "",
        "An empty count could not be read, or is not listed: that is not zero. In `wide/` the "
        "columns of marks, behind the others, say which. Texts are as the "
        "pages have them; a spreadsheet may take one that begins with = for a formula.",
        "",
        "A database comes back with `missiemonitor import DIR --db new.db`.",
        "",
    ]
    lines += [f"- `{r.name}`: {r.title}. {r.description}" for r in views(db)]
    return ("\n".join(lines) + "\n").encode()


def _file(path: str, content: bytes) -> dict[str, Any]:
    return {
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "profile": "tabular-data-resource",
    }


def _resource(db: Database, relation: Relation, path: str, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.name,
                "type": _type(column, db, relation),
                "description": column.description + (f" ({column.unit})" if column.unit else ""),
            }
            for column in _columns(relation)
        ],
        "missingValues": [""],
    }
    if not relation.view:
        table = db.table(relation.name)
        schema["primaryKey"] = list(table.pks)
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {"resource": key.other_table, "fields": [key.other_column]},
            }
            for key in table.foreign_keys
            if isinstance(key.column, str)
        ]
    return {
        "name": relation.name,
        "title": relation.title,
        "description": " ".join(filter(None, (relation.description, relation.not_said))),
        **_file(path, content),
        "schema": schema,
    }


def _wide_resource(by: str, path: str, content: bytes) -> dict[str, Any]:
    header = next(csv.reader(io.StringIO(content.decode())))
    return {
        "name": f"officers_by_{by}_wide",
        "title": f"Officers by {by}, periods across",
        "description": "Officers, and behind them for each period the most of a range, the "
        "officers shared with others, and the marks in words. Empty and 'not listed' is not zero.",
        **_file(path, content),
        "schema": {
            "fields": [
                {"name": name, "type": "integer" if is_count(name) else "string"} for name in header
            ],
            "missingValues": [""],
        },
    }


def _type(column: Column, db: Database, relation: Relation) -> str:
    """The Frictionless type of a column; those of views are what their values are."""
    if column.unit == "day":
        return "date"
    if column.type:
        return {"INTEGER": "integer", "REAL": "number"}.get(column.type, "string")
    kinds = {
        row[0]
        for row in db.execute(f'SELECT DISTINCT typeof("{column.name}") FROM "{relation.name}"')
    } - {"null"}
    if kinds and kinds <= {"integer"}:
        return "integer"
    if kinds and kinds <= {"integer", "real"}:
        return "number"
    # An empty column of counts is one of counts.
    return "integer" if not kinds and column.unit == "officers" else "string"
