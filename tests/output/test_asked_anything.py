"""Whatever is sent to a server, it answers in a line, tells no values, and goes on."""

from __future__ import annotations

import http.client
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.explore.caution import LARGEST, in_a_line
from missiemonitor.output.review import desk_of
from missiemonitor.output.review.deciding import KINDS
from missiemonitor.output.review.people import People

from tests.browser import served
from tests.conftest import SAMPLES

BODIES = (
    b"",
    b"null",
    b"{",
    b"Infinity",
    b"[" * 30_000,
    b"\xff\xfe",
    b'{"seen": 1e999}',
    json.dumps(
        {"reviewer": "Ada", "seen": 10**30, "deployment": "\ud800", "subject": None}
    ).encode(),
    json.dumps(
        {"reviewer": "Ada", "seen": 0, "deployment": [1], "finding": {}, "rows": 10**9}
    ).encode(),
    json.dumps(
        {"reviewer": "Ada", "seen": -1, "deployment": "\0", "statement": 10**40, "box": [1, "x"]}
    ).encode(),
)
ASKED = (
    "/-/nowhere",
    "/%ff",
    "/%00",
    "/\\evil.example",
    "//evil.example/",
    "/desk?sql=select+9e999",
    "/desk?sql=" + "(" * 5_000,
    "/desk/report?_size=" + "9" * 40,
    "/desk//report",
    "/zoeken?q=%ed%a0%80",
    "/-/missie/plot/desk/..svg",
    "/-/site/crops/%ff.png",
)


@pytest.fixture
def desk(samples_path: Path, tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """Where a desk is served, its token, and a report."""
    path = tmp_path / "desk.db"
    shutil.copy(samples_path, path)
    server, at = desk_of(open_reading(path), path, [SAMPLES], set(), People.named(["Ada"]))
    report = str(open_reading(path).execute("SELECT min(report) FROM report").fetchone()[0])
    with served(in_a_line(server.app())) as address:
        at.hosts = frozenset({urlsplit(address).netloc})
        yield urlsplit(address).netloc, at.token, report


def ask(
    host: str, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, bytes, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        connection.putrequest(method, path)
        for name, value in {"Content-Length": str(len(body)), **named}.items():
            connection.putheader(name, value.encode("latin-1"))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("location", "")


def test_what_makes_no_sense_is_refused_in_a_line(
    desk: tuple[str, str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    host, token, report = desk
    for kind in (*KINDS, "no-such-kind"):
        for body in BODIES:
            status, told, _ = ask(
                host, "POST", f"/-/review/{report}/{kind}", body, X_Missie_Token=token
            )
            assert status in (400, 403, 404), (kind, body[:60], told[:200])
    for path in ASKED:
        status, told, to = ask(host, "GET", path)
        assert status < 500, (path, told[:200])
        assert not to.startswith(("//", "/\\", "http")), (path, to)
    for method in ("PUT", "DELETE", "TRACE", "FOO"):
        assert ask(host, method, f"/-/review/{report}/decide")[0] == 405
    assert ask(host, "POST", "/desk/report")[0] in (403, 405)
    assert ask(host, "GET", "/", Cookie="\xff=\xff; a")[0] == 400
    assert ask(host, "GET", f"/-/review/{report}/rows.json")[0] == 200
    said = capfd.readouterr()
    assert "Traceback" not in said.err + said.out and token not in said.err + said.out


def test_more_than_anything_takes_is_not_taken_in(desk: tuple[str, str, str]) -> None:
    host, token, report = desk
    where = f"/-/review/{report}/decide"
    for headers in ({}, {"Content_Length": str(LARGEST + 1)}, {"Content_Length": "9" * 18}):
        body = b"x" * (LARGEST + 1)
        assert ask(host, "POST", where, body, X_Missie_Token=token, **headers)[0] == 413
    assert ask(host, "POST", where, b"x" * 50_000, X_Missie_Token=token)[0] == 413


def test_a_fault_of_ours_is_one_line_without_values(
    desk: tuple[str, str, str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    host, token, report = desk

    def broken(*_: Any) -> None:
        secret = token  # noqa: F841
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("missiemonitor.output.review.beside_rows.rows", broken)
    status, told, _ = ask(host, "GET", f"/-/review/{report}/rows.json")
    assert (status, json.loads(told)["status"]) == (500, 500)
    assert b"planted" not in told
    (line,) = [each for each in capfd.readouterr().err.splitlines() if "planted" in each]
    assert "ZeroDivisionError" in line and token not in line
