"""What tables and views hold, from catalogue.toml: titles, columns, units, examples."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from missiemonitor.corpus.errors import MissieError
from sqlite_utils import Database

# Views that have the columns of `decision`.
OF_DECISIONS = ("decision_in_force", "standing_decision", "waiting_decision")
# Tables that SQLite and sqlite-utils keep for themselves.
INTERNAL = ("_sqlite_migrations", "_digest", "sqlite_", "page_search", "statement_search")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its SQLite type ("" in views), what it holds and its unit ("" if none)."""

    name: str
    type: str
    description: str
    unit: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view: what it holds, what it does not say and an example (views only)."""

    name: str
    view: bool
    title: str
    description: str
    not_said: str
    example: str
    columns: tuple[Column, ...]


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("catalogue.toml").read_text("utf-8"))


def about() -> dict[str, str]:
    """Title, description, licence and source of the database as a whole."""
    return {key: value for key, value in _told().items() if isinstance(value, str)}


class NotOursError(MissieError):
    """A table or a column that this program did not make, and cannot tell what it holds."""


def _not_ours(name: str) -> NotOursError:
    return NotOursError(
        f"the database has {name}, which Missiemonitor did not make (catalogue.toml does not "
        "describe it)",
        "take out what another program put there, or restore a copy",
    )


def names(db: Database) -> list[str]:
    """The tables and views of the database that are for people, views first."""
    tables = [name for name in sorted(db.table_names()) if not name.startswith(INTERNAL)]
    return [*sorted(db.view_names()), *tables]


def relations(db: Database) -> list[Relation]:
    """Everything that the database holds, described. Raises NotOursError."""
    return [_relation(db, name) for name in names(db)]


def _relation(db: Database, name: str) -> Relation:
    view = name in db.view_names()
    told = _told()["views" if view else "tables"].get(name)
    if told is None:
        raise _not_ours(name)
    own = told.get("columns", {})
    return Relation(
        name=name,
        view=view,
        title=told["title"],
        description=told["description"],
        not_said=told.get("not_said", ""),
        example=told.get("example", ""),
        columns=tuple(
            Column(
                column.name,
                column.type or "",
                own[column.name] if column.name in own else _described(name, column.name),
                _told()["units"].get(column.name, ""),
            )
            for column in (db.view(name) if view else db.table(name)).columns
        ),
    )


def _described(relation: str, column: str) -> str:
    """What a column holds wherever it stands; a view has it from the table of its rows."""
    shared: str | None = _told()["columns"].get(column)
    if shared is None and relation in ("current_report", *OF_DECISIONS):
        table = "report" if relation == "current_report" else "decision"
        shared = _told()["tables"][table]["columns"].get(column)
    if shared is None:
        raise _not_ours(f"{relation}.{column}")
    return shared
