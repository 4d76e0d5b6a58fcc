"""Datasette plugin of the desk: its pages, images of reports, and the one way to decide.

Safe by default: a Host that is not ours is refused, no page may be framed, the desk's own pages
run no script but the desk's, and a decision needs the token that only the desk's pages carry.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from missiemonitor.extractors.findings import advice, descriptions
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.page_images import PageImageError, Pages
from missiemonitor.output.render import labels_of, render
from missiemonitor.output.review import desk
from missiemonitor.output.review.deciding import KINDS, answer
from sqlite_utils import Database

PACKAGE = "missiemonitor.output.review"
STATIC = Path(__file__).parent / "static"
STATIC_TYPES = {
    "desk.js": "text/javascript",
    "missed.js": "text/javascript",
    "items.js": "text/javascript",
    "tables.js": "text/javascript",
    "findings.js": "text/javascript",
    "desk.css": "text/css",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
MOST_BYTES = 10_000  # bytes of a decision


@dataclass
class Desk:
    """What the plugin needs to know: the database, its PDFs, the hosts it answers to."""

    path: Path
    pages: Pages
    hosts: frozenset[str]
    language: str = "nl"
    eyes: int = 1  # how many people a decision takes
    datasette: Any = None  # the one that shows it; others in the process are left alone
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def reading(self) -> Database:
        return open_reading(self.path)


class DeskPlugin:
    """The hooks of Datasette for one desk."""

    __name__ = "missiemonitor_review"

    def __init__(self, at: Desk) -> None:
        self.desk = at

    @hookimpl
    def register_routes(self, datasette: Any) -> list[tuple[str, Any]]:
        if datasette is not self.desk.datasette:
            return []
        return [
            (r"^/-/review$", self._list),
            (r"^/-/review/static/(?P<name>[a-z.]+)$", self._static),
            (r"^/-/review/(?P<report>[0-9a-f]{16})$", self._desk),
            (r"^/-/review/(?P<report>[0-9a-f]{16})/rows\.json$", self._rows),
            (r"^/-/review/(?P<report>[0-9a-f]{16})/page/(?P<page>\d{1,5})\.png$", self._page),
            (
                r"^/-/review/(?P<report>[0-9a-f]{16})/page/(?P<page>\d{1,5})\.json$",
                self._lines,
            ),
            (
                rf"^/-/review/(?P<report>[0-9a-f]{{16}})/(?P<kind>{'|'.join(KINDS)})$",
                self._decide,
            ),
        ]

    @hookimpl
    def skip_csrf(self, scope: dict[str, Any]) -> bool:
        # The desk has a check of its own, that needs no cookie.
        return bool(re.fullmatch(rf"/-/review/[0-9a-f]{{16}}/({'|'.join(KINDS)})", scope["path"]))

    @hookimpl
    def asgi_wrapper(self, datasette: Any) -> Callable[[Any], Any]:
        return self._guarded if datasette is self.desk.datasette else lambda app: app

    def _guarded(self, app: Any) -> Any:
        """Refuses hosts that are not ours, and lets nobody frame a page."""

        async def guarded(
            scope: dict[str, Any], receive: Any, send: Callable[[Any], Awaitable[None]]
        ) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").casefold()
            if host not in self.desk.hosts:
                await Response.text("this desk does not answer to that host", status=403).asgi_send(
                    send
                )
                return

            async def with_headers(event: Any) -> None:
                if event["type"] == "http.response.start":
                    event["headers"] = [
                        *event.get("headers", []),
                        (b"x-frame-options", b"DENY"),
                        (b"x-content-type-options", b"nosniff"),
                        (b"referrer-policy", b"no-referrer"),
                        (b"cross-origin-resource-policy", b"same-origin"),
                    ]
                await send(event)

            await app(scope, receive, with_headers)

        return guarded

    def _page_of(self, template: str, **values: Any) -> Response:
        told = labels_of(PACKAGE, self.desk.language)
        return Response.html(
            render("review", template, labels=told, **values),
            headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"},
        )

    async def _list(self) -> Response:
        db = self.desk.reading()
        found = [{**r, "pdf": self.desk.pages.has(r["sha256"])} for r in desk.reports(db)]
        db.close()
        return self._page_of("list.html", reports=found)

    def _report(self, db: Database, report: str) -> dict[str, Any] | None:
        return next(db.query("SELECT * FROM report WHERE report = ?", [report]), None)

    async def _desk(self, request: Any) -> Response:
        db = self.desk.reading()
        report = self._report(db, request.url_vars["report"])
        db.close()
        if report is None:
            return Response.text("there is no such report", status=404)
        return self._page_of(
            "desk.html",
            report=report,
            token=self.desk.token,
            pdf=self.desk.pages.has(report["sha256"]),
            labels_json=json.dumps(labels_of(PACKAGE, self.desk.language), ensure_ascii=False),
        )

    async def _rows(self, request: Any) -> Response:
        return await asyncio.to_thread(self._rows_of, request.url_vars["report"])

    def _rows_of(self, name: str) -> Response:
        db = self.desk.reading()
        try:
            report = self._report(db, name)
            if report is None:
                return Response.json({"error": "there is no such report"}, status=404)
            language = self.desk.language
            found, known = desk.rows(db, name, language), desk.missions(db)
            loose = desk.loose(db, name, language)
            items = desk.items(db, name)
            tables = desk.tables(db, name, language)
            findings = desk.findings(db, name, language)
        finally:
            db.close()
        sizes = {}
        if self.desk.pages.has(report["sha256"]):
            for page in sorted({1, *(row["page"] for row in (*found, *items, *tables))}):
                sizes[page] = self.desk.pages.size(report["sha256"], page)
        return Response.json(
            {
                "rows": found,
                "sizes": sizes,
                "missions": known,
                "loose": loose,
                "items": items,
                "tables": tables,
                "findings": findings,
                "advice": {code: advice(code, self.desk.language) for code in descriptions()},
            },
            headers={"Cache-Control": "no-store"},
        )

    async def _page(self, request: Any) -> Response:
        return await asyncio.to_thread(self._page_image, request)

    def _page_image(self, request: Any) -> Response:
        db = self.desk.reading()
        report = self._report(db, request.url_vars["report"])
        db.close()
        if report is None:
            return Response.text("there is no such report", status=404)
        try:
            scale = float(request.args.get("scale") or 2)
            content = self.desk.pages.png(report["sha256"], int(request.url_vars["page"]), scale)
        except PageImageError as error:
            return Response.text(str(error), status=404)
        except ValueError:
            return Response.text("scale is a number", status=400)
        return Response(
            content, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"}
        )

    async def _lines(self, request: Any) -> Response:
        return await asyncio.to_thread(self._lines_of, request)

    def _lines_of(self, request: Any) -> Response:
        """Size and lines of a page, to pick a row from that was missed."""
        db = self.desk.reading()
        report = self._report(db, request.url_vars["report"])
        db.close()
        if report is None:
            return Response.json({"error": "there is no such report"}, status=404)
        page = int(request.url_vars["page"])
        try:
            size = self.desk.pages.size(report["sha256"], page)
            lines = self.desk.pages.lines(report["sha256"], page)
        except PageImageError as error:
            return Response.json({"error": str(error)}, status=404)
        return Response.json({"size": size, "lines": lines})

    async def _static(self, request: Any) -> Response:
        name = request.url_vars["name"]
        if name not in STATIC_TYPES:
            return Response.text("there is no such file", status=404)
        text = (STATIC / name).read_text("utf-8")
        return Response(text, content_type=f"{STATIC_TYPES[name]}; charset=utf-8")

    async def _decide(self, request: Any) -> Response:
        if request.method != "POST":
            return Response.json({"error": "decisions are posted"}, status=405)
        origin = request.headers.get("origin", "")
        ours = not origin or origin.split("://", 1)[-1].casefold() in self.desk.hosts
        token = request.headers.get("x-missie-token", "")
        if not ours or not secrets.compare_digest(token.encode(), self.desk.token.encode()):
            return Response.json({"error": "this did not come from the desk"}, status=403)
        body = await request.post_body()
        try:
            asked = json.loads(body[:MOST_BYTES])
            if not isinstance(asked, dict):
                raise ValueError("a decision is an object")
        except ValueError:
            return Response.json({"error": "that is no decision"}, status=400)
        return await asyncio.to_thread(
            self._decided, request.url_vars["report"], request.url_vars["kind"], asked
        )

    def _decided(self, report: str, kind: str, asked: dict[str, Any]) -> Response:
        db = open_database(self.desk.path)
        try:
            status, told = answer(db, report, kind, asked, self.desk.eyes, self.desk.language)
        finally:
            db.close()
        return Response.json(told, status=status)
