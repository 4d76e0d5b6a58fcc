"""A data package goes in, a database with the same rows comes out.

Every file is held against its SHA-256 first; all rows go in in one transaction, or none. A package
of an older schema is brought up in memory, by the migrations that databases of those days go
through, and comes out as such a database would.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.files import need_file
from missiemonitor.output.database.catalogue import INTERNAL, names
from missiemonitor.output.database.connect import schema_version
from missiemonitor.output.database.migrate import MigrationError, bring_up, older
from missiemonitor.output.database.reference_rows import TABLES
from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions.hash_chain import as_hashed
from missiemonitor.output.export.files import DERIVED
from sqlite_utils import Database


class PackageError(MissieError):
    """A data package that cannot be brought in; `str()` says which file and what to do."""


def restore(db: Database, folder: Path) -> int:
    """Bring a data package into an empty database and return the number of its reports.

    Raises PackageError.
    """
    package = _package(folder)
    files = {resource["name"]: resource for resource in package["resources"]}
    version = int(package["version"])
    newest = version == schema_version()
    rows = _rows(db, folder, files) if newest else _brought_up(version, folder, files)
    tables = [name for name in names(db) if name in db.table_names()]
    try:
        with writing(db):
            if db.table("report").count or db.table("decision").count:
                raise PackageError(
                    "the database has reports or decisions already", "name a new one with --db"
                )
            db.execute("PRAGMA defer_foreign_keys = ON")
            # Filled when the database was opened; the package's rows take their place.
            for name in reversed(TABLES):
                db.execute(f'DELETE FROM "{name}"')
            for name in tables:
                db.table(name).insert_all(rows[name])
            db.execute("DELETE FROM _digest WHERE name = 'reference'")  # it has the package's
    except PackageError:
        raise
    except Exception as error:  # sqlite3's errors; nothing was brought in
        raise PackageError(
            f"{folder}: does not fit the database ({error})", "export it anew"
        ) from error
    return int(db.table("report").count)


def _rows(db: Database, folder: Path, files: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of a package for every table that a database has."""
    tables = [name for name in db.table_names() if not name.startswith(INTERNAL)]
    missing = [name for name in tables if name not in files]
    if missing:
        raise PackageError(f"{folder}: the package has no {', '.join(missing)}", "export it anew")
    rows = {name: _read(db, folder, name, files[name]) for name in tables}
    rows["decision"] = [as_hashed(row) for row in rows["decision"]]
    return rows


def _brought_up(
    version: int, folder: Path, files: dict[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """The rows of a package of an older schema, as the newest has them."""
    db = older(version)
    rows = _rows(db, folder, files)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        with writing(db):
            db.execute("PRAGMA defer_foreign_keys = ON")
            for name, own in rows.items():
                db.execute(f'DELETE FROM "{name}"')
                db.table(name).insert_all(own)
        bring_up(db)
    except (sqlite3.Error, MigrationError) as error:
        why = error.message if isinstance(error, MigrationError) else str(error)
        raise PackageError(
            f"{folder}: cannot be brought up from schema {version} to {schema_version()} ({why})",
            "import it with the version of Missiemonitor that wrote it, and open the database "
            "with this one",
        ) from error
    return {
        name: [
            {column: value for column, value in row.items() if column not in DERIVED.get(name, ())}
            for row in db.query(f'SELECT * FROM "{name}"')
        ]
        for name in db.table_names()
        if not name.startswith(INTERNAL)
    }


def _package(folder: Path) -> dict[str, Any]:
    path = folder / "datapackage.json" if folder.is_dir() else folder
    try:
        if path.exists():
            need_file(path)
        package: dict[str, Any] = json.loads(path.read_text("utf-8"))
        version, resources = int(package["version"]), package["resources"]
        if not all({"name", "path", "hash"} <= set(resource) for resource in resources):
            raise KeyError("resources")
    except FileNotFoundError as error:
        raise PackageError(f"{path}: there is no such file", "name the package's folder") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackageError(
            f"{path}: is no data package of ours ({error})", "name one that 'export' wrote"
        ) from error
    if version < 1:
        raise PackageError(f"{path}: has no schema {version}", "name one that 'export' wrote")
    if version > schema_version():
        raise PackageError(
            f"{path}: was made by a newer Missiemonitor (schema {version}, this one knows "
            f"{schema_version()})",
            "update the program",
        )
    return package


def _read(db: Database, folder: Path, name: str, resource: dict[str, Any]) -> list[dict[str, Any]]:
    base = folder if folder.is_dir() else folder.parent
    path = (base / resource["path"]).resolve()
    if not path.is_relative_to(base.resolve()):
        raise PackageError(
            f"{resource['path']}: lies outside the package", "take the package as it was written"
        )
    try:
        need_file(path)
        content = path.read_bytes()
    except OSError as error:
        raise PackageError(
            f"{path}: cannot be read ({error.strerror or error})", "check its permissions"
        ) from error
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != resource["hash"]:
        raise PackageError(
            f"{path}: was changed since it was written (its SHA-256 is another)",
            "take the package as it was written",
        )
    if b"\0" in content:  # which no text has that was read or said, and programs end at
        raise PackageError(f"{path}: holds U+0000", "take the package as it was written")
    kinds = {c.name: (c.type, c.notnull or c.is_pk) for c in db.table(name).columns}
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    unknown = set(reader.fieldnames or ()) - kinds.keys()
    if unknown:
        raise PackageError(
            f"{path}: has columns that are not ours: {', '.join(sorted(unknown))}", "export it anew"
        )
    return [
        {
            column: _value(text, *kinds[column])
            for column, text in row.items()
            if column not in DERIVED.get(name, ())
        }
        for row in reader
    ]


def _value(text: str, kind: str, needed: int) -> Any:
    if text == "" and not needed:
        return None
    return int(text) if kind == "INTEGER" else float(text) if kind == "REAL" else text
