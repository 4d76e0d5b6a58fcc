"""Opens the database: migrations are applied, reference data is brought in.

Lengths are PDF points, counts are officers, dates ISO 8601 days; see the schema files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from missiemonitor.corpus.errors import MissieError
from missiemonitor.extractors.reference import countries, missions, organisations, regions
from sqlite_utils import Database, Migrations


class DatabaseError(MissieError):
    """A database that cannot be used; `str()` is one line: which, what, and what to do."""


def _scripts() -> list[tuple[str, str]]:
    folder = files("missiemonitor.output.database.schema")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(name[:-4], folder.joinpath(name).read_text(encoding="utf-8")) for name in names]


def schema_version() -> int:
    """The number of the newest schema, which is that of its migrations."""
    return len(_scripts())


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; executescript would end the transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def migrations(upto: int | None = None) -> Migrations:
    """The migrations, all of them or the first `upto`."""
    migrations = Migrations("missiemonitor")
    for number, (name, script) in enumerate(_scripts()[:upto], start=1):

        def apply(db: Database, script: str = script, number: int = number) -> None:
            for statement in _statements(script):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")

        migrations(name=name)(apply)
    return migrations


def open_database(path: Path, create: bool = False) -> Database:
    """The database at `path`, brought up to the newest schema.

    Raises DatabaseError where it is missing (unless `create`), no database of ours, locked, or
    made by a newer program.
    """
    if not create and not path.exists():
        raise DatabaseError(f"{path}: there is no such database", "make one with 'ingest'")
    if path.is_dir():
        raise DatabaseError(f"{path}: is a folder", "name a database file")
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=30)
        connection.execute("PRAGMA foreign_keys = ON")
        db = Database(connection)
        _check(db, path)
        db.enable_wal()
        migrations().apply(db)
        _bring_in_reference(db)
    except sqlite3.Error as error:
        if connection:
            connection.close()
        raise _problem(path, error) from error
    return db


def open_reading(path: Path) -> Database:
    """The database at `path` for reading only. Raises DatabaseError."""
    if not path.is_file():
        raise DatabaseError(f"{path}: there is no such database", "make one with 'ingest'")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
        db = Database(connection)
        version = _check(db, path)
        if version == 0:
            raise DatabaseError(f"{path}: holds no reports", "fill it with 'ingest'")
        if version < schema_version():
            connection.close()
            return _brought_up(path, version)
    except sqlite3.Error as error:
        raise _problem(path, error) from error
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
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
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


def _problem(path: Path, error: sqlite3.Error) -> DatabaseError:
    text = str(error)
    if "locked" in text:
        return DatabaseError(
            f"{path}: another program is writing to it", "try again when it is done"
        )
    if "not a database" in text or "malformed" in text:
        return DatabaseError(
            f"{path}: is not a sound SQLite database", "name another file or restore a copy"
        )
    if "readonly" in text or "unable to open" in text:
        return DatabaseError(
            f"{path}: cannot be opened for writing ({text})", "check the folder and permissions"
        )
    return DatabaseError(f"{path}: {text}", "restore a copy, or make it anew with 'ingest'")


def _bring_in_reference(db: Database) -> None:
    """The reference data as rows; what is gone from the files and used nowhere goes too."""
    with db.atomic():
        db.table("organisation").upsert_all(
            (
                {
                    "organisation": o.organisation,
                    "name_nl": o.name_nl,
                    "name_en": o.name_en,
                    "source": o.source,
                }
                for o in organisations()
            ),
            pk="organisation",
        )
        db.table("region").upsert_all(
            (
                {
                    "region": r.region,
                    "name_nl": r.name_nl,
                    "name_en": r.name_en,
                    "source": r.source,
                }
                for r in regions()
            ),
            pk="region",
        )
        inside = {code: r.region for r in regions() for code in r.countries}
        db.table("country").upsert_all(
            (
                {
                    "country": c.country,
                    "name_nl": c.name_nl,
                    "name_en": c.name_en,
                    "region": inside.get(c.country),
                }
                for c in countries()
            ),
            pk="country",
        )
        db.table("mission").upsert_all(
            (
                {
                    "mission": m.mission,
                    "name": m.name,
                    "full_name_nl": m.full_name_nl,
                    "full_name_en": m.full_name_en,
                    "organisation": m.organisation,
                    "first_year": m.first_year,
                    "last_year": m.last_year,
                    "known": 1,
                    "source": m.source,
                }
                for m in missions()
            ),
            pk="mission",
        )
        db.execute(
            "DELETE FROM mission_alias WHERE mission IN (SELECT mission FROM mission WHERE known)"
        )
        db.execute(
            "DELETE FROM mission_country WHERE mission IN (SELECT mission FROM mission WHERE known)"
        )
        db.execute("DELETE FROM country_alias")
        db.table("mission_alias").insert_all(
            {"mission": m.mission, "alias": alias}
            for m in missions()
            for alias in dict.fromkeys((m.name, *m.aliases))
        )
        db.table("mission_country").insert_all(
            {"mission": m.mission, "country": code} for m in missions() for code in m.countries
        )
        db.table("country_alias").insert_all(
            {"country": c.country, "alias": alias, "source": source}
            for c in countries()
            for alias, source in c.variants
        )
