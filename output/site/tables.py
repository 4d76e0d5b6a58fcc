"""Datasette's own pages in the frame of the site: its head and menu, and cells that link back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from datasette import hookimpl
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup
from missiemonitor.output.site.address import Address
from missiemonitor.output.site.model import World
from missiemonitor.output.site.site import Site

TEMPLATES = Path(__file__).parent / "datasette"
LANGUAGE = "en"  # in which Datasette's own pages are
# Columns of ids, and the kind of page that each leads to.
PAGES = {
    "mission": "mission",
    "report": "report",
    "country": "country",
    "organisation": "organisation",
    "period": "period",
    "previous_period": "period",
}


class TablesPlugin:
    """The hooks by which Datasette's pages look like the site's, for one site."""

    __name__ = "missiemonitor_tables"

    def __init__(self, site: Site, datasette: Any) -> None:
        self.site, self.datasette = site, datasette

    @hookimpl
    def prepare_jinja2_environment(self, env: Any, datasette: Any) -> None:
        """Our frame goes before Datasette's."""
        if datasette is self.datasette:
            env.loader = ChoiceLoader([FileSystemLoader(str(TEMPLATES)), env.loader])

    @hookimpl
    def extra_template_vars(self, datasette: Any) -> Any:
        """The head and the foot of the site's pages."""

        async def told() -> dict[str, Any]:
            before, after = await asyncio.to_thread(self.site.frame, LANGUAGE)
            return {"site_before": Markup(before), "site_after": Markup(after)}

        return told if datasette is self.datasette else {}

    @hookimpl
    def render_cell(self, value: Any, column: str, datasette: Any) -> Markup | None:
        """Ids of figures, missions, countries, half-years and reports lead to their pages."""
        if datasette is not self.datasette or not isinstance(value, str):
            return None
        if column != "deployment" and column not in PAGES:
            return None
        world = self.site.known()
        if column == "deployment" and value in world.figures:
            to = Address("figure", world.figures[value].address, LANGUAGE)
        elif column in PAGES and self._has(world, column, value):
            to = Address(PAGES[column], value, LANGUAGE)
        else:
            return None
        return Markup('<a href="{}">{}</a>').format(self.site.links.page(to, to), value)

    @staticmethod
    def _has(world: World, column: str, value: str) -> bool:
        """Whether a value of a column has a page."""
        if column == "country":
            return any(value in figure.countries for figure in world.figures.values())
        if column == "organisation":
            return any(value == figure.organisation for figure in world.figures.values())
        known = {"mission": world.by_mission, "report": world.reports}.get(column, world.totals)
        return value in known
