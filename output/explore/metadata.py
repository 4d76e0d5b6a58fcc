"""Datasette's metadata: from the catalogue, queries.toml and facets.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from missiemonitor.output.database.catalogue import INTERNAL, Relation, about, relations
from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the SQL that answers it, values to begin with, and how to plot the answer.

    `plot` has kind (bar or area), x, y and perhaps colour: columns of the answer. `group` is where
    the site lists it; empty for what only Datasette answers.
    """

    name: str
    title: str
    description: str
    sql: str
    params: dict[str, str]
    plot: dict[str, str]
    group: str = ""
    title_nl: str = ""
    description_nl: str = ""

    def text(self, language: str) -> tuple[str, str]:
        """Title and description in a language (nl, en)."""
        if language == "nl":
            return self.title_nl, self.description_nl
        return self.title, self.description


@lru_cache(maxsize=1)
def queries() -> dict[str, Query]:
    """The questions of queries.toml by name."""
    told = tomllib.loads(files(__package__).joinpath("queries.toml").read_text("utf-8"))
    return {
        name: Query(
            name,
            each["title"],
            each["description"],
            _with_defaults(each["sql"], each.get("params", {})),
            each.get("params", {}),
            each.get("plot", {}),
            each["group"],
            each["title_nl"],
            each["description_nl"],
        )
        for name, each in told.items()
    }


@lru_cache(maxsize=1)
def _shown() -> dict[str, dict[str, Any]]:
    """facets.toml: for each setting of Datasette, tables with their value."""
    return tomllib.loads(files(__package__).joinpath("facets.toml").read_text("utf-8"))


def _with_defaults(sql: str, params: dict[str, str]) -> str:
    """The SQL with a value to begin with for each parameter that is left empty."""
    for name, value in params.items():
        literal = value.replace("'", "''")
        sql = re.sub(rf":{name}\b", f"coalesce(nullif(:{name}, ''), '{literal}')", sql)
    return sql


def metadata(db: Database, name: str) -> dict[str, Any]:
    """What Datasette shows of a database under this name."""
    told = about()
    whole = {
        "title": told["title"],
        "description": told["description"],
        "license": told["license_title"],
        "license_url": told["license_url"],
        "source": told["source"],
        "source_url": told["source_url"],
    }
    internal = {table: {"hidden": True} for table in db.table_names() if table.startswith(INTERNAL)}
    return {
        **whole,
        "databases": {
            name: {
                **{key: whole[key] for key in whole if key != "title"},
                "tables": {**{r.name: _table(r) for r in relations(db)}, **internal},
                "queries": {query.name: _query(query, name) for query in queries().values()},
            }
        },
    }


def _table(relation: Relation) -> dict[str, Any]:
    said = relation.description
    if relation.not_said:
        said += f" What it does not say: {relation.not_said}"
    # No units of Datasette's: where a column has one, a filter by a text ends in a fault.
    told: dict[str, Any] = {
        "title": relation.title,
        "description": said.replace("`", ""),  # Datasette shows no Markdown
        "columns": {
            column.name: column.description + (f" ({column.unit})" if column.unit else "")
            for column in relation.columns
        },
        "license": about()["license_title"],
        "license_url": about()["license_url"],
        "source": about()["source"],
        "source_url": about()["source_url"],
        "facets": _shown()["facets"].get(relation.name, []),
        "size": 50,
    }
    for key in ("sort_desc", "label_column"):
        if relation.name in _shown()[key]:
            told[key] = _shown()[key][relation.name]
    return told


def _query(query: Query, name: str) -> dict[str, Any]:
    begun = ", ".join(f"{key} = {value}" for key, value in query.params.items())
    told: dict[str, Any] = {
        "title": query.title,
        "description": query.description + (f" Without values: {begun}." if begun else ""),
        "sql": query.sql.replace("{db}", name),
        "hide_sql": True,
    }
    if query.params:
        told["params"] = list(query.params)
    return told
