"""A Datasette with the site in it, for one database and the PDFs under some paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm
from missiemonitor.output.database.connect import file_of
from missiemonitor.output.explore import datasette_of
from missiemonitor.output.page_images import Pages
from missiemonitor.output.site.address import Served
from missiemonitor.output.site.plugin import SitePlugin
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.tables import TablesPlugin
from sqlite_utils import Database


def show_site(datasette: Datasette, site: Site, hosts: Iterable[str] = ()) -> None:
    """Puts the pages of a site before those of a Datasette over the same database.

    `hosts` are the names with port that it answers to; any where none is given. Raises
    DatabaseError, and SeriesError where there are several series and none is named.
    """
    site.world()  # says what is wrong before anybody opens a page
    for other in [p for p in pm.get_plugins() if isinstance(p, SitePlugin | TablesPlugin)]:
        pm.unregister(other)
    pm.register(SitePlugin(site, datasette, hosts), name="missiemonitor_site")
    pm.register(TablesPlugin(site, datasette), name="missiemonitor_tables")


def site_of(
    db: Database,
    path: Path,
    reports: Iterable[Path],
    series: str | None = None,
    hosts: Iterable[str] = (),
    immutable: bool = False,
) -> Datasette:
    """A Datasette with the site of the database at `path`, for reading only.

    `reports` are PDFs, or folders of them, for pictures of pages. Raises what `show_site` does.
    """
    read = file_of(db, path)  # a copy, where the database cannot be written or is an older one
    datasette = datasette_of(db, read, immutable)
    show_site(datasette, Site(read, Served(whole=immutable), Pages(reports), series), hosts)
    return datasette
