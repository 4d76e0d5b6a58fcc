"""A Datasette for a database, live or as a published copy that does not change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm
from missiemonitor.corpus.whole_files import write_whole
from missiemonitor.output.database.connect import copy_to
from missiemonitor.output.explore import plugin
from missiemonitor.output.explore.metadata import metadata
from sqlite_utils import Database

TELLS_ALL = "datasette.handle_exception"
SETTINGS = {"sql_time_limit_ms": 5_000, "max_returned_rows": 5_000, "allow_download": True}


def datasette_of(db: Database, path: Path, immutable: bool = False) -> Datasette:
    """A Datasette that shows the database at `path`; the plots and links of this package in it."""
    if not pm.is_registered(plugin):
        pm.register(plugin, name="missiemonitor")
    # It would be asked beside ours, and tells the values of all variables.
    if pm.has_plugin(TELLS_ALL):
        pm.unregister(name=TELLS_ALL)
    files: list[str] = [] if immutable else [str(path)]
    return Datasette(
        files,
        immutables=[str(path)] if immutable else [],
        metadata=metadata(db, path.stem),
        settings=dict(SETTINGS),
    )


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
