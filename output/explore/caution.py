"""What stands around a server: whatever is asked of it, it answers in a line, and goes on.

Datasette tells a fault with every variable that was in sight, the token of the desk among them, and
a fault while it does so is told to nobody. Here a fault is one line on standard error.
"""

from __future__ import annotations

import sqlite3
import sys
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import Response
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup
from missiemonitor.corpus.files import shown

LARGEST = 100_000  # bytes of what is sent here; a decision has 40,000 at most
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
OURS = "something went wrong here; who runs this server sees it there"
Receive = Callable[[], Awaitable[Any]]


class TooLarge(Base400):  # type: ignore[misc]
    """More is sent than anything that is asked here takes."""

    status = 413


def told(exception: BaseException, method: str = "GET") -> tuple[int, str]:
    """The HTTP status and the line by which a fault is answered."""
    if isinstance(exception, DatasetteError):
        # What Datasette finds wrong is wrong with what was asked.
        status = 400 if exception.status == 500 else exception.status
        return status, str(exception.message)
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0]) if exception.args else "not so"
    if isinstance(exception, AssertionError) and method == "POST":
        return 405, "nothing is taken here"
    if isinstance(exception, sqlite3.OperationalError) and "locked" in str(exception):
        return 503, "the database is being written to; ask again"
    if isinstance(exception, QueryInterrupted):
        return 400, "the question took too long"
    if isinstance(exception, MemoryError):
        return 400, "the question takes too much memory"
    if isinstance(exception, UnicodeError | OverflowError | RecursionError | sqlite3.Error):
        return 400, "that cannot be understood"
    return 500, OURS


def note(exception: BaseException, method: str, path: str) -> None:
    """A fault of ours as a line for who runs the server: what, where in the code, and no values."""
    at = traceback.extract_tb(exception.__traceback__)
    where = f" ({at[-1].filename}:{at[-1].lineno})" if at else ""
    line = f"{method} {path[:200]}: {type(exception).__name__}: {str(exception)[:200]}{where}"
    print(f"missiemonitor: {shown(line)}", file=sys.stderr, flush=True)


async def answered(datasette: Any, request: Any, exception: BaseException) -> Response:
    """The page, or the JSON, by which a fault is answered."""
    status, message = told(exception, request.method)
    if status == 500:
        note(exception, request.method, request.path)
    of_datasette = isinstance(exception, DatasetteError)
    info = {
        **(exception.error_dict if of_datasette else {}),  # type: ignore[attr-defined]
        "ok": False,
        "error": message,
        "status": status,
        "title": exception.title if of_datasette else None,  # type: ignore[attr-defined]
    }
    if request.path.endswith(".json"):
        return Response.json(info, status=status)
    if request.path.endswith(".csv"):
        return Response.text(f"{message}\n", status=status)
    if of_datasette and exception.message_is_html:  # type: ignore[attr-defined]
        info["error"] = Markup(message)
    template = datasette.jinja_env.select_template([f"{status}.html", "error.html"])
    page = await template.render_async(
        {
            **info,
            "urls": datasette.urls,
            "app_css_hash": datasette.app_css_hash(),
            "menu_links": list,
        }
    )
    return Response.html(page, status=status)


def in_a_line(app: Any) -> Any:
    """An ASGI application that answers whatever becomes of a request, and takes no more than
    LARGEST bytes."""

    async def answers(scope: dict[str, Any], receive: Receive, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        begun = False

        async def sending(event: Any) -> None:
            nonlocal begun
            begun = True
            await send(event)

        async def refuse(status: int, message: str) -> None:
            if not begun:
                await Response.text(message, status=status).asgi_send(send)

        if scope["method"] not in METHODS:
            await refuse(405, "that is not done here")
            return
        try:
            await app(scope, _bounded(scope, receive), sending)
        except Exception as error:
            status, message = told(error, scope["method"])
            if status == 500:
                note(error, scope["method"], scope["path"])
            await refuse(status, message)

    return answers


def _bounded(scope: dict[str, Any], receive: Receive) -> Receive:
    """What is received, up to LARGEST bytes. Raises TooLarge."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    promised = len(length) > 15 or int(length or b"0") > LARGEST
    taken = 0

    async def bounded() -> Any:
        nonlocal taken
        event = await receive()
        if event["type"] == "http.request":
            taken += len(event.get("body", b""))
            if promised or taken > LARGEST:
                raise TooLarge(f"that is too much: {LARGEST} bytes at most")
        return event

    return bounded
