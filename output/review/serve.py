"""A Datasette with the desk in it, for one database and the PDFs under some paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm
from missiemonitor.output.explore import datasette_of
from missiemonitor.output.page_images import Pages
from missiemonitor.output.review.plugin import Desk, DeskPlugin
from sqlite_utils import Database


def desk_of(
    db: Database,
    path: Path,
    reports: Iterable[Path],
    hosts: Iterable[str],
    language: str = "nl",
    eyes: int = 1,
) -> tuple[Datasette, Desk]:
    """A Datasette that shows the database at `path` and its desk at /-/review.

    `hosts` are the names with port that it answers to; `reports` are PDFs, or folders of them;
    `eyes` is how many people a decision takes, 1 or 2.
    """
    desk = Desk(path, Pages(reports), frozenset(host.casefold() for host in hosts), language, eyes)
    for plugin in [p for p in pm.get_plugins() if isinstance(p, DeskPlugin)]:
        pm.unregister(plugin)
    pm.register(DeskPlugin(desk), name="missiemonitor_review")
    desk.datasette = datasette_of(db, path)
    return desk.datasette, desk
