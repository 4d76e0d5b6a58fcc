"""Answers as CSV: whole, or refused with the reason.

Datasette gives a question that fails as an empty file, an answer or a table that is too long cut
off, and a fault on the way as the last line of the file: all with status 200, as if nothing were
wrong.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils.asgi import AsgiStream, BadRequest, Request, Response
from datasette.views.base import DataView
from datasette.views.database import DatabaseView
from datasette.views.table import TableView
from missiemonitor.corpus.errors import MissieError

LINE = "\r\n"  # ends each row, and nothing else that Datasette writes


class BrokenOffError(MissieError):
    """A file cannot be gone on with; as its status is sent, only its missing end tells of it."""


class _Whole(DataView):  # type: ignore[misc]  # it has no types
    async def data(self, request: Any, *args: Any, **more: Any) -> Any:
        answer = await super().data(request, *args, **more)
        if isinstance(answer, Response):
            return answer
        told = answer[0]
        if told.get("error"):
            raise BadRequest(told["error"])
        if "columns" not in told:
            raise BadRequest("a database is no table: ask for one of its tables, or a question")
        # Of a table one page comes after another (below); an answer has one.
        if "query_name" in told and told.get("truncated"):
            most = self.ds.setting("max_returned_rows")
            raise BadRequest(
                f"the answer has more than {most} rows: ask for them in parts, by LIMIT and OFFSET"
            )
        return answer

    async def as_csv(self, request: Any, database: str) -> Any:
        answer = await super().as_csv(request, database)
        if isinstance(answer, AsgiStream) and not request.args.get("_trace"):
            answer.stream_fn = _rows_alone(answer.stream_fn)
        return answer


class DatabaseAsCsv(_Whole, DatabaseView):  # type: ignore[misc]
    """What is asked of a database in SQL."""


class TableAsCsv(_Whole, TableView):  # type: ignore[misc]
    """A table, a view, or a question that has a name."""

    async def as_csv(self, request: Any, database: str) -> Any:
        """All rows, unless a page of them is asked for."""
        if request.args.get("_size", "max") == "max" and not request.args.get("_next"):
            query = "&".join(filter(None, [request.query_string, "_size=max&_stream=on"]))
            scope = {**request.scope, "query_string": query.encode("latin-1")}
            request = Request(scope, request.receive)
        return await super().as_csv(request, database)


class _Rows:
    """What is written of a file, while it is rows. Raises BrokenOffError."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    async def write(self, text: str) -> None:
        if text and not text.endswith(LINE):
            raise BrokenOffError(
                f"a file broke off: {text.strip()}", "ask for fewer rows, or for them again"
            )
        await self.inner.write(text)


def _rows_alone(stream: Callable[[Any], Awaitable[None]]) -> Callable[[Any], Awaitable[None]]:
    async def rows(writer: Any) -> None:
        await stream(_Rows(writer))

    return rows
