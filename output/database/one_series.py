"""One series of a database, as if there were no other: what is compared, drawn and added up.

Figures of two series are never added to each other. So that no query can forget that, a connection
of its own sees each table and view that tells of a series through a temporary view of one series;
the database itself stays as it is, and may be one that cannot be written.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from missiemonitor.corpus.errors import SeriesError
from missiemonitor.corpus.series import Series, series_named
from missiemonitor.output.database.writing import PATIENCE
from sqlite_utils import Database


def series_in(db: Database) -> list[str]:
    """The series of which a database has reports, by name."""
    rows = db.query("SELECT DISTINCT series FROM report WHERE series IS NOT NULL ORDER BY series")
    return [row["series"] for row in rows]


def one_series(db: Database, series: str | None = None) -> Database:
    """A reading connection to the same database that sees one series only.

    Without `series` it is the one that the database has. Raises SeriesError where it has several
    and none is named, and for one that there is none of.
    """
    there = series_in(db)
    if series is not None:
        series_named(series)
        if there and series not in there:
            raise SeriesError(
                f"the database has nothing of {series}", f"it has {', '.join(there) or 'none'}"
            )
    elif len(there) > 1:
        names = ", ".join(there)
        raise SeriesError("the database has several series", f"name one with --series: {names}")
    if len(there) < 2:
        return db
    scoped = Database(_connection(db))
    quoted = series.replace("'", "''") if series else ""
    for name in _of_series(db):
        scoped.execute(
            f'CREATE TEMP VIEW "{name}" AS SELECT * FROM main."{name}" WHERE series = \'{quoted}\''
        )
    return scoped


def series_of(db: Database) -> Series | None:
    """The series of a database that has one, or of what `one_series` gave; else None."""
    there = series_in(db)
    return series_named(there[0]) if len(there) == 1 else None


def _of_series(db: Database) -> list[str]:
    """The tables and views with a column that tells of a series, but for that of series itself."""
    rows = db.query(
        "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c "
        "WHERE m.type IN ('table', 'view') AND c.name = 'series' AND m.name <> 'series' "
        "ORDER BY m.name"
    )
    return [row["name"] for row in rows]


def _connection(db: Database) -> sqlite3.Connection:
    file = next(row[2] for row in db.execute("PRAGMA database_list").fetchall() if row[1] == "main")
    return sqlite3.connect(f"{Path(file).as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
