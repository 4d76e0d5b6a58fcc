"""How anything is written: one writer at a time, and all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from missiemonitor.corpus.errors import MissieError
from sqlite_utils import Database

PATIENCE = 30.0  # seconds that a writer waits for another one; a report is stored in far less


class DatabaseError(MissieError):
    """A database that cannot be used; `str()` is one line: which, what, and what to do."""


class BusyError(DatabaseError):
    """Another program kept writing for longer than is waited."""


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """A transaction that writes from its first statement on; inside another one, a part of it.

    SQLite's plain BEGIN takes the lock at the first write only, and where another program wrote
    since the first read, it gives up at once, however long the timeout is. Raises DatabaseError
    where another program keeps writing for PATIENCE seconds.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    try:
        db.conn.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise problem_of(_path(db), error) from error
    try:
        yield
        db.conn.commit()
    except BaseException:
        db.conn.rollback()
        raise


def _path(db: Database) -> str:
    return str(db.conn.execute("PRAGMA database_list").fetchone()[2]) or "the database"


def problem_of(path: object, error: sqlite3.Error) -> DatabaseError:
    """What an error of SQLite means for who named this database, and what to do."""
    text = str(error)
    if "locked" in text:
        return BusyError(f"{path}: another program is writing to it", "try again when it is done")
    if "not a database" in text or "malformed" in text:
        return DatabaseError(
            f"{path}: is not a sound SQLite database", "name another file or restore a copy"
        )
    if "readonly" in text or "unable to open" in text:
        return DatabaseError(
            f"{path}: cannot be opened for writing ({text})", "check the folder and permissions"
        )
    return DatabaseError(f"{path}: {text}", "restore a copy, or make it anew with 'ingest'")
