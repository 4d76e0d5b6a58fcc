"""Brings a database up to the newest schema, and loses nothing on the way.

Tables change by the numbered scripts of schema/tables, each once. Views, one file each in
schema/views, are dropped before and made anew after, so that no script needs to know of them. All
of it is one transaction, and it is kept only if every row is still there, every reference still
leads somewhere, the chain of decisions is what it was, and every view answers.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from importlib.resources import files

from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.database.as_made import Schema, changed_views, schema_of
from missiemonitor.output.database.catalogue import INTERNAL
from missiemonitor.output.database.records import (
    link_old_findings,
    name_old_findings,
    tie_old_findings,
)
from missiemonitor.output.database.reference_rows import bring_in_reference, reference_digest
from missiemonitor.output.database.report_digests import note_old, sound
from missiemonitor.output.database.table_rows import name_old_tables
from missiemonitor.output.database.writing import writing
from missiemonitor.output.decisions.hash_chain import broken_links
from missiemonitor.output.decisions.statements import name_statements
from sqlite_utils import Database, Migrations


class MigrationError(MissieError):
    """A database that would not come out whole; `str()` says what would be lost."""


WORD, COMMENT = re.compile(r"\w+"), re.compile(r"--[^\n]*")
KEEP = "keep it, and tell the makers of Missiemonitor"


@lru_cache(maxsize=2)
def _scripts(kind: str) -> dict[str, str]:
    """The scripts of a folder of schema/ by name, in the order of their names."""
    folder = files("missiemonitor.output.database.schema").joinpath(kind)
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return {name[:-4]: folder.joinpath(name).read_text(encoding="utf-8") for name in names}


def schema_version() -> int:
    """The number of the newest schema, which is that of its migrations."""
    return len(_scripts("tables"))


def version_of(db: Database) -> int:
    """The number of the schema that a database has; 0 for an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; executescript would end the transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _migrations() -> Migrations:
    """The numbered scripts; each that was applied is noted in `_sqlite_migrations`."""
    migrations = Migrations("missiemonitor")
    for number, (name, script) in enumerate(_scripts("tables").items(), start=1):

        def apply(db: Database, script: str = script, number: int = number) -> None:
            for statement in _statements(script):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")

        migrations(name=name)(apply)
    return migrations


def older(version: int) -> Database:
    """An empty database in memory, of the schema of that number; `bring_up` makes it the newest."""
    db = Database(memory=True)
    names = list(_scripts("tables"))
    _migrations().apply(db, stop_before=names[version] if version < len(names) else None)
    return db


def _digests() -> dict[str, str]:
    """What a database keeps a digest of, to tell at its next opening whether it is as new."""
    views = hashlib.sha256("".join(_scripts("views").values()).encode()).hexdigest()
    return {"views": views, "reference": reference_digest()}


def _kept(db: Database) -> dict[str, str]:
    return dict(db.execute("SELECT name, digest FROM _digest").fetchall())


def is_current(db: Database) -> bool:
    """Whether a database can be read as it is: it has the schema and the views of this program."""
    if version_of(db) != schema_version():
        return False
    return _kept(db).get("views") == _digests()["views"] and not other_views(db)


def other_views(db: Database) -> list[str]:
    """The views, by name, that are missing or another one than this program makes.

    The digest tells what made them; another program may have changed one since.
    """
    return changed_views(db, _made_views())


@lru_cache(maxsize=1)
def _made_views() -> Schema:
    with closing(Database(memory=True)) as db:
        _make_views(db)
        return schema_of(db)


@lru_cache(maxsize=1)
def made_schema() -> Schema:
    """All that a new database holds, as `as_made.py` compares it."""
    with closing(older(schema_version())) as db:
        _make_views(db)
        return schema_of(db)


def views_changed_since(db: Database) -> list[str]:
    """The views that were changed or dropped since a program of this version made them.

    They are made anew at the next opening, and then nobody knows of it.
    """
    if version_of(db) != schema_version() or _kept(db).get("views") != _digests()["views"]:
        return []
    return other_views(db)


def bring_up(db: Database) -> None:
    """Migrate, make the views and bring in the reference data, as far as they are not there yet.

    Writes nothing to a database that has all of it. Raises MigrationError, and leaves everything
    as it was, where the outcome would not be whole.
    """
    if version_of(db) == schema_version():
        if _kept(db) != _digests() or other_views(db):
            with writing(db):
                _renew(db)
        return
    # Tables are made anew, which must not take along the rows that refer to theirs.
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        with writing(db):
            # Another program may have been quicker.
            if version_of(db) < schema_version():
                _migrate(db)
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _migrate(db: Database) -> None:
    rows, broken, chain = _counts(db), _dangling(db), _chain(db)
    whole = sound(db) if "report_digest" in rows else set()
    _drop_views(db)
    _migrations().apply(db)
    if version_of(db) != schema_version():
        # Its list of migrations says that they were made: every opening would begin anew.
        raise MigrationError(
            f"it says to have schema {version_of(db)}, and its list of migrations says otherwise",
            "it was changed by another program: restore a copy",
        )
    now = _counts(db)
    for table, count in rows.items():
        if now.get(table, 0) < count:
            raise MigrationError(
                f"{now.get(table, 0)} of {count} rows of {table} would be left", KEEP
            )
    name_old_tables(db)
    name_old_findings(db)
    tie_old_findings(db)
    link_old_findings(db)
    name_statements(db)
    # A new column makes another digest; what was changed before stays known as changed.
    note_old(db, whole)
    note_old(db)
    _renew(db)
    if more := _dangling(db) - broken:
        (table, parent), count = more.most_common(1)[0]
        raise MigrationError(f"{count} rows of {table} would refer to no row of {parent}", KEEP)
    if _chain(db) != chain:
        raise MigrationError("the chain of decisions would be another one", KEEP)
    for view in _outermost(db):
        try:
            db.execute(f'SELECT * FROM "{view}" LIMIT 1').fetchall()
        except sqlite3.Error as error:
            raise MigrationError(f"the view {view} would not answer ({error})", KEEP) from error


def _outermost(db: Database) -> list[str]:
    """The views that no other reads: where these answer, so do those within them."""
    plain = {view.name: COMMENT.sub(" ", view.schema) for view in db.views}
    within = {name for view, sql in plain.items() for name in WORD.findall(sql) if name != view}
    return [view for view in plain if view not in within]


def _renew(db: Database) -> None:
    """Views and reference data as this program has them."""
    _drop_views(db)
    _make_views(db)
    bring_in_reference(db)
    db.table("_digest").upsert_all(
        ({"name": name, "digest": digest} for name, digest in _digests().items()), pk="name"
    )


def _make_views(db: Database) -> None:
    for script in _scripts("views").values():
        for statement in _statements(script):
            db.execute(statement)


def _drop_views(db: Database) -> None:
    for view in db.view_names():
        db.execute(f'DROP VIEW "{view}"')


def _counts(db: Database) -> Counter[str]:
    return Counter(
        {
            table: db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in db.table_names()
            if not table.startswith(INTERNAL)
        }
    )


def _dangling(db: Database) -> Counter[tuple[str, str]]:
    """How many rows of a table refer to none of another."""
    found = db.execute("PRAGMA foreign_key_check").fetchall()
    return Counter((row[0], row[2]) for row in found)


def _chain(db: Database) -> tuple[list[str], list[str]]:
    """The hashes of the chain of decisions, and where it is broken."""
    if "decision" not in db.table_names():
        return [], []
    rows = db.execute("SELECT hash FROM decision ORDER BY number").fetchall()
    return [row[0] for row in rows], list(broken_links(db))
