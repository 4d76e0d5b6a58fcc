"""Opens the database: migrations are applied, reference data is brought in.

Lengths are PDF points, counts are officers, dates ISO 8601 days; see the schema files.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from missiemonitor.output.database.migrate import (
    MigrationError,
    bring_up,
    schema_version,
    version_of,
)
from missiemonitor.output.database.writing import PATIENCE, DatabaseError, problem_of
from sqlite_utils import Database

__all__ = ["DatabaseError", "open_database", "open_reading", "schema_version"]


def open_database(path: Path, create: bool = False) -> Database:
    """The database at `path`, brought up to the newest schema.

    Raises DatabaseError where it is missing (unless `create`), no database of ours, locked, or
    made by a newer program.
    """
    if not create and not path.exists():
        raise DatabaseError(f"{path}: there is no such database", "make one with 'ingest'")
    if path.is_dir():
        raise DatabaseError(f"{path}: is a folder", "name a database file")
    if path.exists() and not path.is_file():
        raise DatabaseError(f"{path}: is a pipe or a device", "name a database file")
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=PATIENCE)
        connection.execute("PRAGMA foreign_keys = ON")
        db = Database(connection)
        _check(db, path)
        _write_ahead(connection)
        bring_up(db)
    except (sqlite3.Error, MigrationError) as error:
        if connection:
            connection.close()
        raise _problem(path, error) from error
    return db


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while another one writes, where the database does not yet."""
    given_up = time.monotonic() + PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            # The one thing for which SQLite does not wait: another program opens it too.
            if time.monotonic() > given_up:
                raise
            time.sleep(0.05)


def _problem(path: Path, error: sqlite3.Error | MigrationError) -> DatabaseError:
    if isinstance(error, MigrationError):
        return DatabaseError(
            f"{path}: cannot be brought up to schema {schema_version()}: {error.message}; nothing "
            "was changed",
            error.do,
        )
    return problem_of(path, error)


def open_reading(path: Path) -> Database:
    """The database at `path` for reading only. Raises DatabaseError."""
    if not path.is_file():
        raise DatabaseError(f"{path}: there is no such database", "make one with 'ingest'")
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE
        )
        db = Database(connection)
        version = _check(db, path)
        if version == 0:
            raise DatabaseError(f"{path}: holds no reports", "fill it with 'ingest'")
        if version < schema_version():
            connection.close()
            return _brought_up(path, version)
    except sqlite3.Error as error:
        raise problem_of(path, error) from error
    return db


def _brought_up(path: Path, version: int) -> Database:
    """An older database, brought up to the newest schema and opened for reading."""
    try:
        open_database(path).close()
    except DatabaseError as error:
        raise DatabaseError(
            f"{path}: was made by an older Missiemonitor (schema {version}) and cannot be brought "
            f"up to schema {schema_version()} where it stands",
            "copy it to where it can be written",
        ) from error
    return open_reading(path)


def _check(db: Database, path: Path) -> int:
    """The schema version of a database. Raises DatabaseError for one that is not ours."""
    version = version_of(db)
    known = schema_version()
    if version > known:
        raise DatabaseError(
            f"{path}: was made by a newer Missiemonitor (schema {version}, this one knows {known})",
            "update the program",
        )
    tables = set(db.table_names())
    if tables and "_sqlite_migrations" not in tables:
        raise DatabaseError(f"{path}: is a database of another program", "name another file")
    return version
