"""Tables and answers as CSV: whole, or told why not, or plainly broken off."""

from __future__ import annotations

import asyncio
import csv
from pathlib import Path
from typing import Any

import httpx
import pytest
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.explore import datasette_of
from missiemonitor.output.explore.caution import in_a_line
from missiemonitor.output.explore.serve import SETTINGS

from tests.browser import served

NUMBERS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"


def asked(path: Path, address: str, **query: str) -> httpx.Response:
    server = datasette_of(open_reading(path), path)
    answer: httpx.Response = asyncio.run(server.client.get(str(httpx.URL(address, params=query))))
    return answer


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("SELECT place FROM officers", "no such column: place"),
        (f"{NUMBERS} LIMIT 5001", "more than 5000 rows"),
        (f"{NUMBERS} WHERE x = 0", "took too long"),
        (f"SELECT hex(zeroblob(1000000)) FROM ({NUMBERS} LIMIT 30)", "larger than 20 MB"),
        ("DELETE FROM report", "must be a SELECT"),
        ("", "ask for one of its tables, or a question"),
    ],
)
def test_a_question_without_a_whole_answer_is_refused_in_a_line(
    samples_path: Path, sql: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTINGS, "sql_time_limit_ms", 300)
    answer = asked(samples_path, "/samples.csv", sql=sql)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert why in answer.text and answer.text.count("\n") == 1


def test_an_answer_is_given_whole_be_it_empty(samples_path: Path) -> None:
    answer = asked(samples_path, "/samples.csv", sql=f"{NUMBERS} LIMIT 5000")
    assert answer.text.split() == ["x", *map(str, range(1, 5001))]
    none = asked(samples_path, "/samples.csv", sql="SELECT mission FROM officers WHERE 0")
    assert (none.status_code, none.text) == (200, "mission\r\n")
    bare = asked(samples_path, "/samples.csv", sql="SELECT 1 WHERE 0", _header="off")
    assert (bare.status_code, bare.text) == (200, "")


def test_a_question_that_has_a_name_is_whole_or_refused(
    samples_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asked(samples_path, "/samples/all_officers.csv")
    assert whole.status_code == 200 and len(whole.text.splitlines()) > 3
    monkeypatch.setitem(SETTINGS, "max_returned_rows", 2)
    cut = asked(samples_path, "/samples/all_officers.csv")
    assert cut.status_code == 400 and "more than 2 rows" in cut.text


def rows(answer: httpx.Response) -> list[list[str]]:
    return list(csv.reader(answer.text.splitlines()))[1:]


def test_a_table_has_all_its_rows_unless_a_page_is_asked_for(
    samples_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = open_reading(samples_path)
    monkeypatch.setitem(SETTINGS, "max_returned_rows", 7)
    monkeypatch.setitem(SETTINGS, "default_page_size", 5)
    for name in ("officers", "deployment"):
        for query in ({}, {"_size": "max"}, {"_stream": "on"}):
            answer = asked(samples_path, f"/samples/{name}.csv", **query)
            assert len(rows(answer)) == db[name].count > 20
    assert len(rows(asked(samples_path, "/samples/officers.csv", _size="2"))) == 2
    named = asked(samples_path, "/samples/officers.csv", mission="eulex-kosovo")
    assert {"eulex-kosovo"} == {row[2] for row in rows(named)}
    missing = asked(samples_path, "/samples/nothing.csv")
    assert (missing.status_code, missing.text) == (404, "Table not found\n")
    unsorted = asked(samples_path, "/samples/officers.csv", _sort="nothing")
    assert (unsorted.status_code, unsorted.text) == (400, "Cannot sort table by nothing\n")


def test_what_fails_on_the_way_is_broken_off(
    samples_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is sent by then; a file that ended well would be taken for a whole one."""
    server = datasette_of(open_reading(samples_path), samples_path)
    server._settings["max_csv_mb"] = 0.005
    got: list[str] = []

    def take(address: str, client: Any) -> None:
        with client.stream("GET", f"{address}/samples/officers.csv") as answer:
            assert answer.status_code == 200
            got.extend(answer.iter_text())

    with served(in_a_line(server.app())) as address, httpx.Client() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            take(address, client)
        assert client.get(f"{address}/samples.csv?sql=SELECT+1+AS+a").text == "a\r\n1\r\n"
    assert "period," in "".join(got) and "more than" not in "".join(got)
    told = capsys.readouterr().err
    assert "CSV contains more than" in told and "Traceback" not in told
