"""What stands before the desk: hosts that are not ours are refused, and no page may be framed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from datasette import Response

Send = Callable[[Any], Awaitable[None]]
HEADERS = (
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with none, forms say that they come from nowhere
    (b"cross-origin-resource-policy", b"same-origin"),
)


@dataclass(frozen=True, slots=True)
class Door:
    """Who is let in: names with port that are answered to, and the address of the proxy before
    the desk, which alone may ask and only for pages that it gives out by TLS; "" without one."""

    hosts: frozenset[str]
    proxy: str = ""

    def refuses(self, scope: dict[str, Any]) -> str:
        """Why a request is not answered; "" where it is."""
        headers = dict(scope["headers"])
        if headers.get(b"host", b"").decode("latin-1").casefold() not in self.hosts:
            return "this desk does not answer to that host"
        if not self.proxy:
            return ""
        if (scope.get("client") or ("",))[0] != self.proxy:
            return "this desk answers to its proxy alone"
        if headers.get(b"x-forwarded-proto", b"").strip().lower() != b"https":
            return "this desk is shown over https alone"
        return ""


def guarded(app: Any, door: Callable[[], Door]) -> Any:
    """An ASGI application that answers to whom the door lets in, with headers of caution."""

    async def answered(scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if refused := door().refuses(scope):
            await Response.text(refused, status=403).asgi_send(send)
            return

        async def with_headers(event: Any) -> None:
            if event["type"] == "http.response.start":
                own = {name for name, _ in HEADERS}
                there = [pair for pair in event.get("headers", []) if pair[0].lower() not in own]
                event["headers"] = [*there, *HEADERS]
            await send(event)

        await app(scope, receive, with_headers)

    return answered
