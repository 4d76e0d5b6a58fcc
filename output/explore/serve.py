"""A Datasette for a database, live or as a published copy that does not change."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database as DatasetteDatabase
from datasette.plugins import pm
from missiemonitor.corpus.whole_files import write_whole
from missiemonitor.output.database.connect import copy_to
from missiemonitor.output.explore import plugin
from missiemonitor.output.explore.metadata import metadata
from sqlite_utils import Database

TELLS_ALL = "datasette.handle_exception"
SETTINGS = {"sql_time_limit_ms": 5_000, "max_returned_rows": 5_000, "allow_download": True}


KEPT_STATEMENTS = 16  # compiled questions that a connection keeps


class Kept(DatasetteDatabase):  # type: ignore[misc]  # it has no types
    """A file of which connections keep few compiled questions. One on the views that build on each
    other takes a megabyte, Python keeps 128 of each connection, and with those of a long visit
    nothing is left under the bound on memory."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        if write:
            connection: sqlite3.Connection = super().connect(write)
            return connection
        how = "mode=ro" if self.is_mutable else "immutable=1"
        connection = sqlite3.connect(
            f"file:{self.path}?{how}",
            uri=True,
            check_same_thread=False,
            cached_statements=KEPT_STATEMENTS,
        )
        self._all_file_connections.append(connection)
        return connection


def datasette_of(db: Database, path: Path, immutable: bool = False) -> Datasette:
    """A Datasette that shows the database at `path`; the plots and links of this package in it."""
    if not pm.is_registered(plugin):
        pm.register(plugin, name="missiemonitor")
    # It would be asked beside ours, and tells the values of all variables.
    if pm.has_plugin(TELLS_ALL):
        pm.unregister(name=TELLS_ALL)
    files: list[str] = [] if immutable else [str(path)]
    served = Datasette(
        files,
        immutables=[str(path)] if immutable else [],
        metadata=metadata(db, path.stem),
        settings=dict(SETTINGS),
    )
    for name, each in [*served.databases.items()]:
        if each.path is not None:
            served.remove_database(name)
            served.add_database(Kept(served, path=each.path, is_mutable=each.is_mutable), name=name)
    return served


def publish(db: Database, folder: Path, name: str) -> list[Path]:
    """A copy of the database that can be put on a server, with its metadata beside it.

    Serve it with `datasette serve -i NAME.db -m metadata.json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copy, told = folder / f"{name}.db", folder / "metadata.json"
    copy_to(db, copy)
    content: dict[str, Any] = metadata(db, name)
    write_whole(told, json.dumps(content, ensure_ascii=False, indent=1).encode())
    return [copy, told]
