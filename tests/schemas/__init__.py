"""The scripts by which schemas 1 to 16 were made, as they were: to make databases of those days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations

SCRIPTS = sorted(Path(__file__).parent.glob("*.sql"))


def old_database(path: Path | str, version: int) -> Database:
    """A database of an older schema, empty."""
    db = Database(path)
    migrations = Migrations("missiemonitor")
    for number, script in enumerate(SCRIPTS[:version], start=1):

        def apply(db: Database, script: Path = script, number: int = number) -> None:
            for statement in _statements(script.read_text("utf-8")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")

        migrations(name=script.stem)(apply)
    migrations.apply(db)
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
