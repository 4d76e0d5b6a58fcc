"""The site in Datasette: its pages at addresses of their own, Datasette's one click away."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette import Response, hookimpl
from missiemonitor.output.site.address import FOLDERS, Address
from missiemonitor.output.site.site import Site

STATIC = Path(__file__).parent / "static"
# Nothing from elsewhere, and no script; a page may not be framed.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
LISTS = {
    FOLDERS[kind]: kind for kind in ("missions", "countries", "periods", "questions", "reports")
}
PAGES = {
    FOLDERS[kind]: kind
    for kind in ("mission", "country", "organisation", "period", "figure", "question", "report")
}
ALONE = {FOLDERS[kind]: kind for kind in ("search", "meaning")}
# What a page may be asked with.
INPUTS = {"search": ("q",), "question": ("country", "mission", "before", "after")}
TYPES = {
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
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
        return [
            (r"^/(?P<language>en/?)?$", self._page),
            (rf"^/(?P<language>en/)?(?P<folder>{'|'.join(LISTS | ALONE)})/?$", self._page),
            (rf"^/(?P<language>en/)?(?P<folder>{'|'.join(PAGES)})/(?P<name>[^/]+)/?$", self._page),
            (r"^/-/site/(?P<name>site\.css)$", self._static),
            (r"^/-/site/crops/(?P<name>[^/]+)\.png$", self._crop),
            (
                rf"^/-/site/pictures/(?P<language>nl|en)/(?P<name>[^/]+)\.(?P<ending>{'|'.join(TYPES)})$",
                self._taken,
            ),
        ]

    async def _page(self, request: Any) -> Response:
        told = request.url_vars
        language = "en" if told.get("language") else "nl"
        folder, name = told.get("folder") or "", told.get("name") or ""
        listed = not name or name.isdecimal()  # a number is a further part of the list
        kind = "home" if not folder else ((LISTS | ALONE) if listed else PAGES).get(folder, "")
        given = tuple(
            (key, (request.args.get(key) or "")[:LONGEST])
            for key in INPUTS.get(kind, ())
            if request.args.get(key)
        )
        at = Address(kind or PAGES[folder], name, language)
        html = await asyncio.to_thread(self.site.html, at, given)
        if html is None:
            missing = await asyncio.to_thread(self.site.missing, language)
            return _answer(missing, status=404)
        return _answer(html)

    async def _static(self, request: Any) -> Response:
        text = (STATIC / request.url_vars["name"]).read_text("utf-8")
        return Response(text, content_type="text/css; charset=utf-8")

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


def _answer(html: str, status: int = 200) -> Response:
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }
    return Response.html(re.sub(r"\n\s*\n+", "\n", html), status=status, headers=headers)
