"""A Datasette with the site and the desk in it, for one database and the PDFs under some paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm
from missiemonitor.output.explore import datasette_of
from missiemonitor.output.page_images import Pages
from missiemonitor.output.review.people import People
from missiemonitor.output.review.plugin import DeskPlugin
from missiemonitor.output.review.served_desk import Desk
from missiemonitor.output.site.address import Served
from missiemonitor.output.site.serve import show_site
from missiemonitor.output.site.site import Site
from sqlite_utils import Database


def desk_of(
    db: Database,
    path: Path,
    reports: Iterable[Path],
    hosts: Iterable[str],
    people: People,
    eyes: int = 1,
    series: str | None = None,
    proxy: str = "",
) -> tuple[Datasette, Desk]:
    """A Datasette that shows the site of the database at `path` with its desk.

    `hosts` are the names with port that it answers to; `reports` are PDFs, or folders of them;
    `people` are who may decide, `eyes` is how many people a decision takes at least, 1 or 2;
    `proxy` is the address of one that gives the pages out by TLS. Raises what `show_site` does.
    """
    pages = Pages(reports)
    site = Site(path, Served(), pages, series, review=True)
    known = frozenset(host.casefold() for host in hosts)
    desk = Desk(path, pages, site, people, known, eyes, proxy)
    datasette = datasette_of(db, path)
    for plugin in [p for p in pm.get_plugins() if isinstance(p, DeskPlugin)]:
        pm.unregister(plugin)
    pm.register(DeskPlugin(desk), name="missiemonitor_review")
    show_site(datasette, site)
    desk.datasette = datasette
    return datasette, desk
