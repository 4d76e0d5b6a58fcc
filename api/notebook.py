"""The functions of the public face, which `missiemonitor` itself hands out when they are used.

From a PDF to figures: `document = read("report.pdf")`, `found = extract(document)`, `rows(found)`.
Into a database and out again: `db = open_database("my.db")`, `store(db, found)`, `compare(db)`,
`over_time(db, "country")`, `query(db, "SELECT ...")`, `pictures(db)`. Tables are pandas DataFrames;
counts are officers in nullable integers, missing where a period does not list them.
docs/tutorial.ipynb shows all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.output import charts
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.over_time import over_time
from missiemonitor.output.charts import Chart
from missiemonitor.output.database import report_rows
from missiemonitor.output.database.connect import open_database as _open_database
from missiemonitor.output.database.one_series import one_series, series_of
from sqlite_utils import Database

__all__ = [
    "Chart",
    "Document",
    "Extraction",
    "compare",
    "extract",
    "one_series",
    "open_database",
    "over_time",
    "pictures",
    "query",
    "read",
    "rows",
    "series",
    "store",
]


series = over_time  # what it was called before a series was a kind of report


def read(path: str | Path, origin: str | None = None) -> Document:
    """The report at `path`, all pages read with care. Raises ReportError (corpus.errors)."""
    return read_document(Path(path), origin=origin)


def rows(extraction: Extraction) -> pd.DataFrame:
    """The deployments of a report, one a line, with the page and box (points) of each count."""
    table = pd.DataFrame(
        [
            {
                "mission": d.mission,
                "mission_as_written": d.mission_as_written,
                "organisation": d.organisation,
                "countries": "+".join(d.countries),
                "officers": d.officers,
                "officers_max": d.officers_max,
                "qualifier": d.qualifier,
                "confidence": d.confidence,
                "page": d.count_evidence.page,
                "box": d.count_evidence.box.rounded(),
                "counted": d.counted,
            }
            for d in extraction.deployments
        ]
    )
    return table if table.empty else table.astype({"officers": "Int64", "officers_max": "Int64"})


def open_database(path: str | Path, create: bool = True) -> Database:
    """The database at `path`, made if it is not there. Raises DatabaseError."""
    return _open_database(Path(path), create=create)


def store(db: Database, extraction: Extraction) -> str:
    """Store a report whole, or not at all; gives `stored` or `replaced`."""
    return report_rows.store(db, extraction, "notebook").outcome


def query(
    db: Database, sql: str, given: Sequence[object] | Mapping[str, object] = ()
) -> pd.DataFrame:
    """The rows that a SELECT gives; the views are described in docs/database.md."""
    cursor = db.execute(sql, dict(given) if isinstance(given, Mapping) else list(given))
    return pd.DataFrame(cursor.fetchall(), columns=[column[0] for column in cursor.description])


def pictures(db: Database, language: str = "nl") -> dict[str, Chart]:
    """The charts of a database by name; each has `chart` (Altair), `table` and `svg()`."""
    return {
        each.name: each for each in charts.charts_of(db, charts.labels_in(language, series_of(db)))
    }
