"""Datasette plugin: links within the database, files that are whole, and plots beside the answers
that suit one."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

from datasette import Response, hookimpl
from markupsafe import Markup, escape
from missiemonitor.output.explore.as_csv import DatabaseAsCsv, TableAsCsv
from missiemonitor.output.explore.bounds import bound
from missiemonitor.output.explore.caution import answered
from missiemonitor.output.explore.metadata import queries

PLOT = "/-/missie/plot"


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Bounds what a question of a visitor may take."""
    bound(conn)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: BaseException) -> Any:
    """Faults are answered and told in a line, in place of Datasette's way (see `datasette_of`)."""
    return lambda: answered(datasette, request, exception)


@hookimpl
def render_cell(value: Any, column: str) -> Markup | None:
    """A column `link` of {"href", "label"} as a link, if it stays within this server."""
    if column != "link" or not isinstance(value, str):
        return None
    try:
        told = json.loads(value)
        href, label = str(told["href"]), str(told["label"])
    except (ValueError, KeyError, TypeError):
        return None
    # Browsers take a backslash for a slash, and leave out what cannot be seen.
    if not re.match(r"/(?![/\\])", href) or re.search(r"[\x00-\x20\x7f\\]", href):
        return None
    return Markup('<a href="{}">{}</a>').format(escape(href), escape(label))


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """Where plots are, and tables and answers as CSV."""
    database = r"^/(?P<database>[^/.]+)"
    return [
        (rf"^{PLOT}/(?P<database>[^/]+)/(?P<query>\w+)\.svg$", _plot),
        (rf"{database}\.(?P<format>csv)$", DatabaseAsCsv.as_view(datasette)),
        (rf"{database}/(?P<table>[^/.]+)\.(?P<format>csv)$", TableAsCsv.as_view(datasette)),
    ]


@hookimpl
def extra_body_script(
    database: str | None, request: Any, datasette: Any
) -> dict[str, str | bool] | str:
    """Puts the plot of an answer above it, with the values that were asked for."""
    name = request.path.rstrip("/").rsplit("/", 1)[-1] if request else ""
    query = queries().get(name)
    if not database or query is None or not query.plot:
        return ""
    told = json.dumps(
        {"src": datasette.urls.path(f"{PLOT}/{database}/{name}.svg"), "alt": query.title}
    ).replace("<", "\\u003c")
    return (
        f"const missie = {told};"
        "const picture = document.createElement('img');"
        "picture.src = missie.src + location.search;"
        "picture.alt = missie.alt + ', as a plot; the table below has the same figures';"
        "picture.className = 'missie-plot'; picture.style.maxWidth = '100%';"
        "const table = document.querySelector('table.rows-and-columns');"
        "if (table) { table.parentNode.insertBefore(picture, table); }"
    )


async def _plot(request: Any, datasette: Any) -> Response:
    from missiemonitor.output.charts.plot import plot

    query = queries().get(request.url_vars["query"])
    database = request.url_vars["database"]
    if query is None or not query.plot or database not in datasette.databases:
        return Response.text("there is no such plot", status=404)
    given = {name: request.args.get(name) or "" for name in query.params}
    found = await datasette.execute(database, query.sql.replace("{db}", database), given)
    rows = [dict(row) for row in found.rows]
    svg = plot(rows, query.title, **query.plot)
    return Response(
        svg,
        content_type="image/svg+xml; charset=utf-8",
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
    )
