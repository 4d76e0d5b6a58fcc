"""What goes out: views in long form as they are, and officers in wide form; as CSV and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd
from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.database.catalogue import Column, Relation, relations
from missiemonitor.output.decisions.anchor import anchor
from missiemonitor.output.export.wide import wide
from sqlite_utils import Database

# A row for every pair of periods is too much to hand out, and `changes` has those in a row; what
# only other views are made of says nothing new.
LEFT_OUT = ("comparison", "marked_officers", "listed_period")
RUN = ("=", "+", "-", "@", "\t", "\r")  # what a text begins with that spreadsheets run
ANCHOR = "anchor.json"  # a file of each folder that goes out: see output/decisions/anchor.py
DERIVED = {"report": ("weight",), "decision": ("kind",)}  # columns that SQLite works out itself
WIDE = ("mission", "organisation", "region", "country")

Rows = Iterable[Sequence[Any]]


class ExportError(MissieError):
    """What could not be written; `str()` says what to do."""


def views(db: Database) -> list[Relation]:
    """The views that go out."""
    return [r for r in relations(db) if r.view and r.name not in LEFT_OUT]


def columns_of(relation: Relation) -> list[Column]:
    """The columns that go out: those that SQLite works out itself do not."""
    return [c for c in relation.columns if c.name not in DERIVED.get(relation.name, ())]


def rows_of(db: Database, relation: Relation) -> Iterator[Sequence[Any]]:
    """The rows of a table or view."""
    columns = ", ".join(f'"{column.name}"' for column in columns_of(relation))
    # In a fixed order, so that the same database gives the same bytes.
    every = ", ".join(str(at) for at in range(1, len(columns_of(relation)) + 1))
    yield from db.execute(f'SELECT {columns} FROM "{relation.name}" ORDER BY {every}')


def as_csv(columns: Sequence[str], rows: Rows) -> bytes:
    """Rows under a head as CSV."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue().encode()


def wide_csv(db: Database, by: str) -> bytes:
    """Officers with periods across as CSV, their marks behind them."""
    text: str = wide(db, by).with_marks().to_csv(index=False, lineterminator="\n")
    return text.encode()


def _not_run(value: Any) -> Any:
    """A value as a spreadsheet takes it for text: an apostrophe before what it might run."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUN) else value


def csv_files(db: Database) -> Iterator[tuple[str, bytes]]:
    """A CSV file a view, and the wide forms: names and bytes.

    For people, whose spreadsheets run what begins with =: such texts begin with an apostrophe. A
    data package has them as they are, as a database is made of it again.
    """
    for relation in views(db):
        names = [column.name for column in columns_of(relation)]
        rows = ([_not_run(value) for value in row] for row in rows_of(db, relation))
        yield f"{relation.name}.csv", as_csv(names, rows)
    for by in WIDE:
        head, *others = csv.reader(io.StringIO(wide_csv(db, by).decode()))
        cells = ([_not_run(value) for value in row] for row in others)
        yield f"officers_by_{by}_wide.csv", as_csv(head, cells)
    yield ANCHOR, anchor(db).encode()


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
    yield ANCHOR, anchor(db).encode()


def _parquet(db: Database, relation: Relation) -> bytes:
    columns = columns_of(relation)
    table = pd.DataFrame(list(rows_of(db, relation)), columns=[c.name for c in columns])
    for column in columns:
        kind = type_of(column, db, relation)
        values = table[column.name]
        if kind == "integer":
            table[column.name] = values.astype("Int64")
        elif kind == "number":
            table[column.name] = values.astype("Float64")
        elif kind == "date":
            table[column.name] = [None if pd.isna(v) else date.fromisoformat(v) for v in values]
        else:
            table[column.name] = values.astype("string")
    written = io.BytesIO()
    table.to_parquet(written, index=False)
    return written.getvalue()


def type_of(column: Column, db: Database, relation: Relation) -> str:
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
