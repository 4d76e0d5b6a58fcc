"""Opens the database: migrations are applied, reference data is brought in.

Lengths are PDF points, counts are officers, dates ISO 8601 days; see the schema files.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path

from missiemonitor.corpus.whole_files import clear_left, own_folder, scratch
from missiemonitor.output.database.migrate import (
    MigrationError,
    bring_up,
    is_current,
    schema_version,
    version_of,
    views_changed_since,
)
from missiemonitor.output.database.writing import PATIENCE, DatabaseError, problem_of
from sqlite_utils import Database

IN_MEMORY, URI = ":memory:", "file:"  # names that SQLite takes for something else than a file
WRITES_AHEAD = b"\2\2"  # bytes 18 and 19 of a database with a log beside it (SQLite file format)

__all__ = ["DatabaseError", "file_of", "open_database", "open_reading", "schema_version"]

# The copies that this program reads, by what they are copies of; pages are asked for in threads.
_copies: dict[tuple[Path, object], Path] = {}
_copying = threading.Lock()


def open_database(
    path: Path, create: bool = False, keep: bool = True, mended: list[str] | None = None
) -> Database:
    """The database at `path`, brought up to the newest schema.

    One of an older schema is copied first, to a file beside it that is named after its schema,
    unless not `keep`. `mended` gets the names of views that another program had changed.

    Raises DatabaseError where it is missing (unless `create`), no database of ours, locked, or
    made by a newer program.
    """
    if path.name == IN_MEMORY or (path.parts[:1] and path.parts[0].startswith(URI)):
        raise DatabaseError(
            f"{path}: what is stored there would be gone with the command", "name a database file"
        )
    if path.suffix.lower() == ".pdf":
        raise DatabaseError(f"{path}: is a report by its name", "name a database file with --db")
    if not create and not path.exists():
        raise DatabaseError(f"{path}: there is no such database", "make one with 'ingest'")
    if path.is_dir():
        raise DatabaseError(f"{path}: is a folder", "name a database file")
    if path.exists() and not path.is_file():
        raise DatabaseError(f"{path}: is a pipe or a device", "name a database file")
    if path.exists() and not _may(path, os.W_OK):
        raise DatabaseError(
            f"{path}: cannot be opened for writing (it may only be read)",
            "check the folder and permissions",
        )
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path.absolute(), timeout=PATIENCE)
        connection.execute("PRAGMA foreign_keys = ON")
        db = Database(connection)
        version = _check(db, path)
        _write_ahead(connection)
        if keep and 0 < version < schema_version():
            _keep_as_it_is(db, path, version)
        if mended is not None:
            mended += views_changed_since(db)
        bring_up(db)
    except (sqlite3.Error, MigrationError) as error:
        if connection:
            connection.close()
        raise _problem(path, error) from error
    return db


def _keep_as_it_is(db: Database, path: Path, version: int) -> None:
    """A copy of a database as it is before it gets another schema. Raises DatabaseError."""
    copy = path.with_name(f"{path.name}.schema-{version}")
    if copy.exists():
        clear_left(copy.parent, copy.name)  # of who was killed when the copy was just there
        return
    try:
        copy_to(db, copy, version)
    except (OSError, sqlite3.Error) as error:
        db.close()
        raise DatabaseError(
            f"{path}: no copy of it could be kept before it gets a newer schema ({error})",
            f"make room for {copy.name}, or put a copy there yourself",
        ) from error


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while another one writes, where the database does not yet."""
    given_up = time.monotonic() + PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            # The one thing for which SQLite does not wait: another program opens it too. For what
            # cannot be written nobody waits.
            if _is_unwritable(error) or time.monotonic() > given_up:
                raise
            time.sleep(0.05)
        else:
            # Where no log can stand beside it (file systems without shared memory) writers wait
            # for readers.
            if mode != "wal":
                return


def _problem(path: Path, error: sqlite3.Error | MigrationError) -> DatabaseError:
    if isinstance(error, MigrationError):
        return DatabaseError(
            f"{path}: cannot be brought up to schema {schema_version()}: {error.message}; nothing "
            "was changed",
            error.do,
        )
    return problem_of(path, error)


def open_reading(path: Path, mended: list[str] | None = None) -> Database:
    """The database at `path` for reading only. Raises DatabaseError.

    One that is not of this program's schema is brought up where it stands; where it cannot be
    written, or is part of a bag, a copy is read, which goes when the program ends, and nothing of
    the folder changes. `mended` gets the names of views that another program had changed.
    """
    if not path.is_file():
        raise DatabaseError(f"{path}: there is no such database", "make one with 'ingest'")
    if _shuts_out(path):
        return _opened(_copied(path, mended))
    try:
        db = _opened(path)
        current = is_current(db)
    except sqlite3.Error as error:
        # A database that others may write to cannot even be read where no file can be made beside
        # it, which SQLite needs to tell readers from writers.
        if not _is_unwritable(error):
            raise problem_of(path, error) from error
        return _opened(_copied(path, mended))
    if current and not (_in_bag(path) and _makes_files(db)):
        return db
    version = version_of(db)
    db.close()
    if not _in_bag(path) and _may(path, os.W_OK):
        try:
            open_database(path, mended=mended).close()
            return _opened(path)
        except DatabaseError as error:
            if isinstance(error.__cause__, MigrationError) or not _may(path, os.R_OK):
                raise
    try:
        return _opened(_copied(path, mended))
    except DatabaseError as error:
        raise DatabaseError(
            f"{path}: was made by another Missiemonitor (schema {version}) and cannot be brought "
            f"up to schema {schema_version()}, not even as a copy ({error.message})",
            error.do,
        ) from error


def file_of(db: Database, path: Path | None = None) -> Path:
    """The file that a database is read from, which may be a copy; if it is at `path`, just that."""
    rows = db.execute("PRAGMA database_list").fetchall()
    read = Path(next(row[2] for row in rows if row[1] == "main"))
    return path if path and path.exists() and read.samefile(path) else read


def state_of(path: Path) -> object:
    """What changes whenever a database does: size and time of its file and of its log."""
    return tuple(
        (each.stat().st_mtime_ns, each.stat().st_size) if each.exists() else None
        for each in (path, path.with_name(f"{path.name}-wal"))
    )


def _opened(path: Path) -> Database:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
    db = Database(connection)
    try:
        if _check(db, path) == 0:
            raise DatabaseError(f"{path}: holds no reports", "fill it with 'ingest'")
    except BaseException:
        connection.close()
        raise
    return db


def copy_to(db: Database, file: Path, schema: int | None = None) -> None:
    """Write a whole copy of a database to a file, or none; none either where it has another
    `schema` by now. Raises OSError, sqlite3.Error.
    """
    with own_folder(file.parent, file.name) as folder:
        unfinished = folder / file.name
        # Not VACUUM INTO: some SQLites stumble in it over columns that are worked out.
        with closing(sqlite3.connect(unfinished)) as target:
            db.conn.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            if schema not in (None, target.execute("PRAGMA user_version").fetchone()[0]):
                return  # another program was quicker, and has kept it
        unfinished.replace(file)


def _is_unwritable(error: sqlite3.Error) -> bool:
    """Whether SQLite wanted to write a file and could not."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _in_bag(path: Path) -> bool:
    """Whether a database is part of a bag, whose files are what its manifest says."""
    return any((folder / "bagit.txt").is_file() for folder in path.resolve().parents[:2])


def _may(path: Path, what: int) -> bool:
    """Whether whoever runs this may do with a file what `os.access` calls by a number."""
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


def _shuts_out(path: Path) -> bool:
    """Whether reading a database leaves files beside it that whoever may write to it may not.

    SQLite makes them where they are not there yet, and cannot take them away without writing:
    the owner of the database could not write to it any more.
    """
    if _may(path, os.W_OK) or path.with_name(f"{path.name}-wal").exists():
        return False
    try:
        with path.open("rb") as file:
            return file.read(20)[18:] == WRITES_AHEAD
    except OSError:
        return False  # what cannot be read is told of where it is opened


def _makes_files(db: Database) -> bool:
    """Whether reading makes files beside the database."""
    return bool(db.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def _copied(path: Path, mended: list[str] | None) -> Path:
    """A copy of a database in a folder of its own, of the newest schema; it goes with the program.

    One copy is read as long as the database stays the same. Raises DatabaseError.
    """
    key = (path.resolve(), state_of(path))
    with _copying:
        if key not in _copies:
            _copies[key] = _copy_now(path, mended)
        return _copies[key]


def _copy_now(path: Path, mended: list[str] | None) -> Path:
    """A new copy; what others have written and not yet put into the file itself comes along."""
    try:
        keeping = ExitStack()
        folder = keeping.enter_context(scratch())
        atexit.register(keeping.close)
        for end in ("-wal", ""):
            if (beside := path.with_name(path.name + end)).is_file():
                shutil.copyfile(beside, folder / beside.name)
    except OSError as error:
        raise DatabaseError(
            f"{path}: cannot be written, and not be copied either ({error.strerror})",
            "make room for a copy, or name a folder for it in TMPDIR",
        ) from error
    open_database(folder / path.name, keep=False, mended=mended).close()
    return folder / path.name


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
