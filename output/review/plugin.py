"""Datasette plugin of the desk: its pages, images of reports, and the one way to decide.

Safe by default: a Host that is not ours is refused, no page may be framed, the desk's own pages
run no script but the desk's, and a decision needs the token that only the desk's pages carry.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.page_images import PageImageError
from missiemonitor.output.render import LANGUAGES
from missiemonitor.output.review import beside_rows, listed
from missiemonitor.output.review.deciding import ASKED, answer, refusal
from missiemonitor.output.review.guard import guarded
from missiemonitor.output.review.served_desk import Desk
from missiemonitor.output.site.address import Address, routes
from missiemonitor.output.site.words import Wording
from sqlite_utils import Database

STATIC = Path(__file__).parent / "static"
SCRIPTS = (
    "desk",
    "sheet",
    "head",
    "deciding",
    "undoing",
    "changing",
    "tables",
    "findings",
    "missed",
    "items",
    "statements",
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MOST_BYTES = 40_000  # bytes of a decision: a batch names each row
REPORT = r"(?P<report>[0-9a-f]{16})"


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
            *((rf"^{at}/?$", self._list) for at in routes("review")),
            *((rf"^{at}/{REPORT}/?$", self._desk) for at in routes("review")),
            *((rf"^{at}/{REPORT}/?$", self._audit) for at in routes("audit")),
            *((rf"^{at}/?$", self._sign_in) for at in routes("sign_in")),
            # Where the desk was before it came to the site.
            (r"^/-/review$", self._moved),
            (rf"^/-/review/{REPORT}$", self._moved),
            (r"^/-/review/static/(?P<name>[a-z.]+)$", self._static),
            (rf"^/-/review/{REPORT}/rows\.json$", self._rows),
            (rf"^/-/review/{REPORT}/page/(?P<page>\d{{1,5}})\.png$", self._page),
            (rf"^/-/review/{REPORT}/page/(?P<page>\d{{1,5}})\.json$", self._lines),
            (rf"^/-/review/{REPORT}/(?P<kind>{'|'.join(ASKED)})$", self._decide),
        ]

    @hookimpl
    def skip_csrf(self, scope: dict[str, Any]) -> bool:
        # The desk has a check of its own, that needs no cookie.
        deciding = rf"/-/review/[0-9a-f]{{16}}/({'|'.join(ASKED)})"
        ours = (deciding, *(rf"{at}/?" for at in routes("sign_in")))
        return any(re.fullmatch(each, scope["path"]) for each in ours)

    @hookimpl
    def asgi_wrapper(self, datasette: Any) -> Callable[[Any], Any]:
        if datasette is not self.desk.datasette:
            return lambda app: app
        return lambda app: guarded(app, self.desk.door)

    def _framed(self, kind: str, name: str, language: str, template: str, told: Any) -> Response:
        html = self.desk.site.framed(Address(kind, name, language), template, told)
        return Response.html(
            re.sub(r"\n\s*\n+", "\n", html),
            headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"},
        )

    async def _moved(self, request: Any) -> Response:
        to = Address("review", request.url_vars.get("report") or "")
        return Response.redirect(f"/{to.path}")

    def _turned_away(self, request: Any) -> Response | None:
        """To the sign-in, where the desk is shown to who signed in alone."""
        if self.desk.people.may_look(request):
            return None
        to = Address("sign_in", "", language_of(request))
        return Response.redirect(f"/{to.path}?{urlencode({'next': request.path})}")

    async def _sign_in(self, request: Any) -> Response:
        language = language_of(request)
        people, then, name, wrong = self.desk.people, request.args.get("next") or "", "", ""
        if request.method == "POST":
            asked = await request.post_vars()
            then, name = asked.get("next", ""), asked.get("name", "")[:100]
            if not self._is_ours(request, asked.get("token", "")):
                return Response.text(refusal("not-ours", language), status=403)
            if asked.get("out"):
                home = Address("home", "", language).path
                return Response.redirect(
                    f"/{home}", headers={"Set-Cookie": people.sign_out(request)}
                )
            try:
                cookie = await asyncio.to_thread(people.sign_in, name, asked.get("password", ""))
            except PermissionError:
                wrong = "wrong"
            else:
                desk_ = Address("review", "", language).path
                # Only to pages of the desk, never to another server.
                fits = any(re.fullmatch(rf"{at}(/[\w/]*)?", then) for at in routes("review"))
                to = then if fits else f"/{desk_}"
                return Response.redirect(to, headers={"Set-Cookie": cookie})
        told = {"me": people.of(request), "then": then, "name": name, "wrong": wrong,
                "token": self.desk.token}  # fmt: skip
        answer = await asyncio.to_thread(
            self._framed, "sign_in", "", language, "sign_in.html", told
        )
        answer.status = 403 if wrong else 200
        return answer

    def _is_ours(self, request: Any, token: str) -> bool:
        """Whether a request to change something comes from a page of the desk."""
        origin = request.headers.get("origin", "")
        ours = not origin or origin.split("://", 1)[-1].casefold() in self.desk.hosts
        return ours and secrets.compare_digest(token.encode(), self.desk.token.encode())

    async def _list(self, request: Any) -> Response:
        return self._turned_away(request) or await asyncio.to_thread(self._list_of, request)

    def _list_of(self, request: Any) -> Response:
        language = language_of(request)
        me = self.desk.people.of(request)
        given = {key: request.args.get(key) or "" for key in ("q", "show", "me")}
        with closing(self.desk.reading()) as db:
            told = listed.view(db, self.desk.pages, me, self.desk.people.names, given)
        return self._framed("review", "", language, "desk_list.html", told)

    def _report(self, db: Database, report: str) -> dict[str, Any] | None:
        return next(db.query("SELECT * FROM report WHERE report = ?", [report]), None)

    async def _desk(self, request: Any) -> Response:
        return self._turned_away(request) or await asyncio.to_thread(self._desk_of, request)

    def _desk_of(self, request: Any) -> Response:
        language = language_of(request)
        with closing(self.desk.reading()) as db:
            report = self._report(db, request.url_vars["report"])
        if report is None:
            return Response.html(self.desk.site.missing(language), status=404)
        told = {
            "report": report,
            "token": self.desk.token,
            "pdf": self.desk.pages.has(report["sha256"]),
            "me": self.desk.people.of(request),
            "names": self.desk.people.names,
            "scripts": SCRIPTS,
            "texts": json.dumps(Wording(language).desk(), ensure_ascii=False),
        }
        return self._framed("review", report["report"], language, "desk.html", told)

    async def _audit(self, request: Any) -> Response:
        return self._turned_away(request) or await asyncio.to_thread(self._audit_of, request)

    def _audit_of(self, request: Any) -> Response:
        language = language_of(request)
        with closing(self.desk.reading()) as db:
            report = self._report(db, request.url_vars["report"])
            if report is None:
                return Response.html(self.desk.site.missing(language), status=404)
            told = {"report": report, "trail": listed.trail(db, report, language, self.desk.eyes)}
        return self._framed("audit", report["report"], language, "desk_audit.html", told)

    async def _rows(self, request: Any) -> Response:
        return self._turned_away(request) or await asyncio.to_thread(self._rows_of, request)

    def _rows_of(self, request: Any) -> Response:
        name, language = request.url_vars["report"], asked_language(request.args.get("language"))
        with closing(self.desk.reading()) as db:
            report = self._report(db, name)
            if report is None:
                return Response.json({"error": "there is no such report"}, status=404)
            told = beside_rows.all_told(db, self.desk.pages, report, language)
        told["token"] = self.desk.token
        return Response.json(told, headers={"Cache-Control": "no-store"})

    async def _page(self, request: Any) -> Response:
        return self._turned_away(request) or await asyncio.to_thread(self._page_image, request)

    def _page_image(self, request: Any) -> Response:
        with closing(self.desk.reading()) as db:
            report = self._report(db, request.url_vars["report"])
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
        return self._turned_away(request) or await asyncio.to_thread(self._lines_of, request)

    def _lines_of(self, request: Any) -> Response:
        """Size and lines of a page, to pick a row from that was missed."""
        with closing(self.desk.reading()) as db:
            report = self._report(db, request.url_vars["report"])
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
        if name.removesuffix(".js") not in SCRIPTS:
            return Response.text("there is no such file", status=404)
        text = (STATIC / name).read_text("utf-8")
        return Response(text, content_type="text/javascript; charset=utf-8")

    async def _decide(self, request: Any) -> Response:
        language = asked_language(request.args.get("language"))

        def no(status: int, code: str, **values: object) -> Response:
            told = {"error": refusal(code, language, **values), "code": code}
            return Response.json(told, status=status)

        if request.method != "POST":
            return no(405, "not-posted")
        if not self._is_ours(request, request.headers.get("x-missie-token", "")):
            return no(403, "not-ours")
        body = await request.post_body()
        if len(body) > MOST_BYTES:
            return no(413, "too-many-bytes", most=MOST_BYTES)
        try:
            asked = json.loads(body)
            if not isinstance(asked, dict):
                raise ValueError("a decision is an object")
        except (ValueError, RecursionError):
            return no(400, "not-so")
        language = asked_language(asked.get("language") or language)
        try:
            asked["reviewer"] = self.desk.people.who(request, asked.get("reviewer"))
        except PermissionError:
            return no(403, "name-unknown" if self.desk.people.file is None else "signed-out")
        return await asyncio.to_thread(
            self._decided, request.url_vars["report"], request.url_vars["kind"], asked, language
        )

    def _decided(self, report: str, kind: str, asked: dict[str, Any], language: str) -> Response:
        with closing(open_database(self.desk.path)) as db:
            status, told = answer(db, report, kind, asked, self.desk.eyes, language)
        return Response.json(told, status=status)


def language_of(request: Any) -> str:
    """The language of a page, by its address."""
    return "en" if request.url_vars.get("language") else "nl"


def asked_language(given: object) -> str:
    """A language that was asked for, if it is one of ours."""
    return str(given) if given in LANGUAGES else LANGUAGES[0]
