"""The site in Datasette: its pages at addresses of their own, Datasette's one click away."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from datasette import Response, hookimpl
from missiemonitor.output.site.address import FOLDERS, Address, renamed, routes
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.style import style_sheet

# Nothing from elsewhere, and no script; a page may not be framed.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
LISTS = ("missions", "countries", "periods", "questions", "reports", "search", "meaning")
PAGES = ("mission", "country", "organisation", "period", "figure", "question", "report")
# What a page may be asked with.
INPUTS = {"search": ("q",), "question": ("country", "mission", "before", "after")}
TYPES = {
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",  # of Vega-Lite
}
LONGEST = 200  # characters of what is searched for


class SitePlugin:
    """The hooks of Datasette for one site."""

    __name__ = "missiemonitor_site"

    def __init__(self, site: Site, datasette: Any, hosts: Iterable[str] = ()) -> None:
        self.site = site
        self.datasette = datasette  # the one that shows it; others in the process are left alone
        self.hosts = frozenset(host.casefold() for host in hosts)

    @hookimpl
    def asgi_wrapper(self, datasette: Any) -> Callable[[Any], Any]:
        """Refuses a Host that is not ours, so that no page from elsewhere reads this one."""
        guard = datasette is self.datasette and bool(self.hosts)
        return self._guarded if guard else lambda app: app

    def _guarded(self, app: Any) -> Any:
        async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").casefold()
                if host not in self.hosts:
                    refused = Response.text("this site does not answer to that host", status=403)
                    await refused.asgi_send(send)
                    return
            await app(scope, receive, send)

        return guarded

    @hookimpl
    def register_routes(self, datasette: Any) -> list[tuple[str, Any]]:
        """The pages of the site go before those of Datasette."""
        if datasette is not self.datasette:
            return []
        old = "|".join(folder for folder in FOLDERS["nl"].values() if folder)
        closed = () if self.site.review else ("review", "sign_in")
        return [
            (r"^/(?P<language>en/?)?$", self._page),
            *((rf"^{at}/?$", self._page) for kind in LISTS for at in routes(kind)),
            *((rf"^{at}/(?P<name>[^/]+)/?$", self._page) for kind in PAGES for at in routes(kind)),
            *((rf"^{at}(?:/.*)?$", self._closed) for kind in closed for at in routes(kind)),
            (rf"^/en/(?:{old})(?:/.*)?$", self._renamed),
            (r"^/-/site/site\.css$", self._static),
            (r"^/-/site/crops/(?P<name>[^/]+)\.png$", self._crop),
            (
                rf"^/-/site/pictures/(?P<language>nl|en)/(?P<name>[^/]+)\.(?P<ending>{'|'.join(TYPES)})$",
                self._taken,
            ),
        ]

    async def _page(self, request: Any) -> Response:
        told = request.url_vars
        language = "en" if told.get("language") else "nl"
        name = told.get("name") or ""
        kind = _kind(request.path, language, name)
        given = tuple(
            (key, (request.args.get(key) or "")[:LONGEST])
            for key in INPUTS.get(kind, ())
            if request.args.get(key)
        )
        at = Address(kind, name, language)
        html = await asyncio.to_thread(self.site.html, at, given)
        if html is None:
            missing = await asyncio.to_thread(self.site.missing, language)
            return _answer(missing, status=404)
        return _answer(html)

    async def _closed(self, request: Any) -> Response:
        """Whoever asks for the desk where there is none is told how it is opened."""
        at = Address("review", "", request.url_vars.get("language") or "nl")
        html = await asyncio.to_thread(self.site.html, at)
        return _answer(html or "")

    async def _renamed(self, request: Any) -> Response:
        """English pages had Dutch folders before."""
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(renamed(request.path) + query, status=301)

    async def _static(self, request: Any) -> Response:
        return Response(style_sheet(), content_type="text/css; charset=utf-8")

    async def _crop(self, request: Any) -> Response:
        name = request.url_vars["name"]
        return await asyncio.to_thread(self._crop_of, name)

    async def _taken(self, request: Any) -> Response:
        told = request.url_vars
        made = await asyncio.to_thread(
            self.site.taken, told["language"], told["name"], told["ending"]
        )
        if made is None:
            return Response.text("there is no such picture", status=404)
        name = f"{told['name']}.{told['ending']}"
        return Response(
            made,
            content_type=TYPES[told["ending"]],
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
                "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
                "X-Content-Type-Options": "nosniff",
            },
        )

    def _crop_of(self, name: str) -> Response:
        figure = self.site.world().figure_at(name)
        cut = self.site.crop(figure) if figure else None
        if cut is None:
            return Response.text("there is no picture of that", status=404)
        return Response(
            cut.png, content_type="image/png", headers={"Cache-Control": "private, max-age=300"}
        )


def _kind(path: str, language: str, name: str) -> str:
    """The kind of page of an address; a number behind a list is a further part of it."""
    folder = path.strip("/").split("/")[language == "en" :][:1]
    kinds = (LISTS + PAGES) if not name or name.isdecimal() else PAGES
    of = FOLDERS[language]
    return next((kind for kind in kinds if [of[kind]] == folder), "home")


def _answer(html: str, status: int = 200) -> Response:
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }
    return Response.html(re.sub(r"\n\s*\n+", "\n", html), status=status, headers=headers)
