"""What the file of a database holds besides rows, against what this program makes.

In: a database of the newest schema. Out: tables, views, indexes and triggers that are missing,
changed or too many, and indexes of words that do not answer for their rows. Another program can
change them, and what is read through them is wrong while every row is right.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing

from sqlite_utils import Database

# What SQLite and sqlite-utils make for themselves: their text is that of their version.
THEIRS = ("sqlite_", "_sqlite_migrations")
COMMENT, SPACE = re.compile(r"--[^\n]*"), re.compile(r"\s+")
# Renaming a table writes its name in quotes or without, by the version of SQLite.
QUOTED = re.compile(r'"(\w+)"')
# An index of words, with the table and the column that numbers the rows it is of.
WORDS = re.compile(r"USING fts5 .*content = '(\w+)', content_rowid = '(\w+)'")

Kind = tuple[str, str]  # as in sqlite_master: type, name
Schema = Mapping[Kind, str]


def schema_of(db: Database, kind: str = "") -> dict[Kind, str]:
    """The text of all that a database holds (of one kind: table, view, index, trigger), without
    comments and spaces, which say nothing."""
    rows = db.execute("SELECT type, name, sql FROM main.sqlite_master").fetchall()
    return {(each, name): _plain(sql or "") for each, name, sql in rows if kind in ("", each)}


def _plain(sql: str) -> str:
    return SPACE.sub(" ", QUOTED.sub(r"\1", COMMENT.sub(" ", sql))).strip()


def changed_schema(db: Database, made: Schema) -> Iterator[str]:
    """What of `made` is missing or another one, and what is not ours and changes what is.

    Tables, views and indexes that are not ours are let be; a trigger on what is ours changes what
    is written, and a unique index what can be.
    """
    there = schema_of(db)
    shadows = _shadows(there)
    for (kind, name), sql in made.items():
        if name.startswith(THEIRS):
            continue
        if (kind, name) not in there:
            yield f"the {kind} {name} is not there: restore a copy"
        elif there[kind, name] != sql and name not in shadows:
            yield f"the {kind} {name} was changed by another program: restore a copy"
    ours = {name for _, name in made}
    tables = dict(db.execute("SELECT name, tbl_name FROM main.sqlite_master").fetchall())
    for kind, name in sorted(set(there) - set(made)):
        changes = kind == "trigger" or there[kind, name].upper().startswith("CREATE UNIQUE")
        if changes and tables[name] in ours:
            yield (
                f"the {kind} {name} on {tables[name]} is not of this program and changes what is "
                f"written: take it away (DROP {kind.upper()} {name}) and read reports anew"
            )


def changed_views(db: Database, made: Schema) -> list[str]:
    """The views of `made` that are missing or another one in a database, by name."""
    there = schema_of(db, "view")
    return [name for (kind, name), sql in made.items() if there.get((kind, name)) != sql]


def added_schema(db: Database, made: Schema) -> list[str]:
    """Tables and views of another program or a person, by name."""
    there = schema_of(db)
    shadows = _shadows(there)
    return sorted(
        name
        for kind, name in set(there) - set(made)
        if kind in ("table", "view") and not name.startswith(THEIRS) and name not in shadows
    )


def _shadows(there: Schema) -> set[str]:
    """The tables that virtual tables, such as indexes of words, keep for themselves."""
    virtual = [name for (_, name), sql in there.items() if sql.startswith("CREATE VIRTUAL")]
    return {name for _, name in there if name.startswith(tuple(f"{each}_" for each in virtual))}


def changed_words(db: Database, made: Schema) -> Iterator[str]:
    """Indexes of words that find what is not stored, or not what is."""
    for (_, name), sql in made.items():
        if (index := WORDS.search(sql)) and not _answers(db, name, sql, *index.groups()):
            yield (
                f"searching in {name} does not find what is stored: make it anew with the SQL "
                f"INSERT INTO {name} ({name}) VALUES ('rebuild')"
            )


def _answers(db: Database, name: str, sql: str, table: str, key: str) -> bool:
    """Whether an index of words is what it would be if it were made anew of the rows.

    The check that SQLite has for it writes, and a database may be one that cannot be written.
    """
    try:
        columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({name})"))
        with closing(sqlite3.connect(":memory:")) as anew:
            anew.execute(sql)
            anew.execute(f"CREATE TABLE {table} ({key} INTEGER PRIMARY KEY, {columns})")
            places = ", ".join("?" * (columns.count(",") + 2))
            rows = db.execute(f"SELECT {key}, {columns} FROM main.{table}")
            anew.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
            anew.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
            return _terms(db.conn, name) == _terms(anew, name)
    except sqlite3.DatabaseError:
        return False


def _terms(connection: sqlite3.Connection, name: str) -> list[tuple[str, int, int]]:
    """Each word of an index, in how many rows it stands and how often."""
    terms = f"temp.{name}_terms"
    connection.execute(f"CREATE VIRTUAL TABLE {terms} USING fts5vocab('main', '{name}', 'row')")
    try:
        return connection.execute(f"SELECT term, doc, cnt FROM {terms} ORDER BY term").fetchall()
    finally:
        connection.execute(f"DROP TABLE {terms}")
