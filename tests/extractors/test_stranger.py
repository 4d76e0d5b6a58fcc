"""An extractor of a package that nothing here knows (tests/stranger), from the page to the desk."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors import installed
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Evidence, Finding, Item
from missiemonitor.extractors.extractor import DocumentReading, Found
from missiemonitor.extractors.page_filter import wanted_pages
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.explore import datasette_of
from missiemonitor.output.review import desk_of
from missiemonitor.output.review.people import People
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.ingest import ingest
from missiemonitor.pipeline.readers.sources import find_sources
from missiemonitor.pipeline.settings import Settings
from missiemonitor.pipeline.version import reader_of
from playwright.sync_api import expect

from tests.browser import browser, served
from tests.conftest import Text, pdf_of, rows_page

STRANGER = Path(__file__).parent.parent / "stranger"
ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4")]
LINES: list[Text] = [
    (60, 300, "De kosten zijn geraamd in een afzonderlijke begroting van het ministerie."),
    (60, 330, "Budget EULEX Kosovo: EUR 1.250.000"),
    (60, 360, "Budget EUMM Georgië: EUR 90000"),
    (60, 390, "Budget EUBAM Libië: EUR nog onbekend"),
]


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package on Python's path, as if it were installed."""
    monkeypatch.syspath_prepend(str(STRANGER))
    yield
    sys.modules.pop("missie_budget", None)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report with two rows and, under its table, three budgets of which one cannot be read."""
    path = tmp_path / "2024-1-verzonnen.pdf"
    path.write_bytes(pdf_of([*rows_page(ROWS), *LINES]))
    return path


def run(*words: object) -> str:
    outcome = CliRunner().invoke(main, [str(word) for word in words])
    assert outcome.exit_code in (0, 1), outcome.output
    return outcome.stdout


def test_without_the_package_nothing_of_it_is_there(report: Path) -> None:
    assert "budget" not in reader_of(Settings())
    assert json.loads(run("extract", report, "--json"))["items"] == []


def test_extract_shows_what_it_found_and_doubts(stranger: None, report: Path) -> None:
    found = json.loads(run("extract", report, "--json"))
    told = [(i["extractor"], i["mission"], i["value"], i["unit"]) for i in found["items"]]
    assert told == [
        ("budget", "eulex-kosovo", 1_250_000, "EUR"),
        ("budget", "eumm-georgia", 90_000, "EUR"),
    ]
    assert found["items"][0]["details"] == {"currency": "euro"}
    assert [d["officers"] for d in found["deployments"]] == [3, 4]
    assert "budget-unread" in [f["code"] for f in found["findings"]]
    assert "(budget, EULEX Kosovo, 1250000 EUR; found by budget)" in run("extract", report)


def test_a_newly_installed_extractor_has_reports_read_again(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outcome() -> str:
        db = open_database(tmp_path / "a.db", create=True)
        (told,) = ingest(db, find_sources([str(report)]), Settings(workers=0))
        return told.outcome

    assert outcome() == "stored"
    assert outcome() == "known"
    monkeypatch.syspath_prepend(str(STRANGER))
    assert outcome() == "replaced"
    assert outcome() == "known"


def test_an_extractor_may_want_pages_that_nobody_else_reads(stranger: None) -> None:
    texts = ["Niets."] * 20
    texts[14] = "Budget: EUR 5"
    assert wanted_pages(texts) == {15}


@pytest.mark.slow
@pytest.mark.parametrize("workers", [0, 2])
def test_it_is_stored_shown_exported_and_looked_at(
    stranger: None, report: Path, tmp_path: Path, workers: int
) -> None:
    path = tmp_path / "a.db"
    run("ingest", report, "--db", path, "--workers", workers)
    db = open_reading(path)
    told = list(db.query("SELECT mission, value, unit, extractor FROM items ORDER BY value"))
    assert [tuple(row.values()) for row in told] == [
        ("eumm-georgia", 90_000, "EUR", "budget"),
        ("eulex-kosovo", 1_250_000, "EUR", "budget"),
    ]
    assert "EULEX Kosovo: EUR 1.250.000" in run("why", "EULEX Kosovo", "2024-1", "--db", path)
    assert "budget-unread" in run("check", "--db", path)

    package, again = tmp_path / "package", tmp_path / "again.db"
    run("export", package, "--db", path)
    run("import", package, "--db", again)
    every = "SELECT * FROM item ORDER BY item"
    assert list(open_reading(again).query(every)) == list(db.query(every)) != []
    run("export", tmp_path / "a.xlsx", "--format", "excel", "--db", path)

    asyncio.run(_explored(path))
    _looked_at(path, report)


async def _explored(path: Path) -> None:
    client = datasette_of(open_reading(path), path).client
    for page in ("a/items", "a/item", "a/item?_labels=on"):
        answer = await client.get(f"/{page}")
        assert answer.status_code == 200, answer.text
        assert "EULEX Kosovo" in answer.text


def _looked_at(path: Path, report: Path) -> None:
    hosts: set[str] = set()
    datasette, desk = desk_of(open_reading(path), path, [report], hosts, People.named(["Ada"]))
    key = open_reading(path).execute("SELECT report FROM report").fetchone()[0]
    with served(datasette.app()) as address, browser() as opened:
        page = opened.new_page()
        desk.hosts = frozenset({urlsplit(address).netloc})
        page.goto(f"{address}/nakijken/{key}")
        page.get_by_role("button", name="budget: EULEX Kosovo: 1.250.000 EUR").first.click()
        expect(page.locator("#items button[aria-current=true]")).to_contain_text("EUR 1.250.000")
        frame = page.locator(".box.item.lit")
        expect(frame).to_have_count(1)
        told: dict[str, Any] = page.request.get(f"{address}/-/review/{key}/rows.json").json()
    first = told["items"][0]
    assert (first["kind"], first["mission_name"], first["value"]) == (
        "budget",
        "EULEX Kosovo",
        1_250_000,
    )
    left, top, right, bottom = first["box"]
    assert left < right and 315 < top < bottom < 335


class Wrong:
    """An extractor that gives what a test wants it to, or raises it."""

    name = "wrong"

    def __init__(self, gives: object) -> None:
        self.gives = gives

    def __call__(self, reading: DocumentReading) -> Found:
        if isinstance(self.gives, BaseException):
            raise self.gives
        return self.gives  # type: ignore[return-value]


def an_item(**other: Any) -> Item:
    place = Evidence(1, Box(0, 0, 9, 9), "x")
    told: dict[str, Any] = {
        "key": "a",
        "kind": "k",
        "label": "l",
        "as_written": "x",
        "evidence": place,
        "confidence": 1.0,
    }
    return Item(**{**told, **other})


@pytest.mark.parametrize(
    ("gives", "why"),
    [
        (ZeroDivisionError("oh"), "ZeroDivisionError: oh"),
        (SystemExit(0), "SystemExit: 0"),
        (MemoryError(), "MemoryError"),
        (ValueError("\ud800"), "\\ud800"),
        (None, "gave NoneType and not Found"),
        (Found((an_item(), an_item())), "two items have the key 'a'"),
        (Found((an_item(value=float("nan")),)), "the value of the item 'a' is no number"),
        (Found((an_item(value=10**30),)), "the value of the item 'a' is too large a number"),
        (Found((an_item(value=True),)), "is a number and not bool"),
        (Found((an_item(value=Decimal(3)),)), "is a number and not Decimal"),
        (Found((an_item(label=b"x"),)), "the label of the item 'a' is a text and not bytes"),
        (Found((an_item(label="\ud800"),)), "the label of the item 'a' cannot be written"),
        (Found((an_item(details=(("a", 3),)),)), "details of the item 'a'"),
        (Found((an_item(key=[]),)), "an item's key is a text and not list"),
        (Found(("item",)), "gave str among its items"),  # type: ignore[arg-type]
        (Found(7), "not iterable"),  # type: ignore[arg-type]
        (Found((an_item(evidence=Evidence(1.5, Box(0, 0, 9, 9), "x")),)), "no page 1.5"),  # type: ignore[arg-type]
        (Found((an_item(evidence=Evidence(1, Box(0, 0, 9, b"9"), "x")),)), "an edge of a box"),  # type: ignore[arg-type]
        (Found(findings=(Finding("x", "info", "\ud800"),)), "the message of 'x' cannot be written"),
        (Found(findings=(Finding("x", "info", "m", {"a": "\ud800"}),)), "what 'x' is about"),
        (Found(findings=(Finding("x", "info", "m", {"a": b"x"}),)), "bytes"),
        (Found((an_item(confidence=2.0),)), "confidence lies between 0 and 1"),
        (Found((an_item(evidence=Evidence(9, Box(0, 0, 9, 9), "x")),)), "there is no page 9"),
        (Found(stated_total=3), "given by missiemonitor's own alone"),
    ],
)
def test_an_extractor_that_fails_costs_only_itself(
    report: Path, monkeypatch: pytest.MonkeyPatch, gives: object, why: str
) -> None:
    sound = Found((an_item(),))
    both = (
        installed.Installed("other", "1", Wrong(sound)),
        installed.Installed("wrong", "1", Wrong(gives)),
    )
    monkeypatch.setattr("missiemonitor.extractors.extract.installed", lambda: both)
    found = extract(read_document(report))
    assert [d.officers for d in found.deployments] == [3, 4]
    assert [item.extractor for item in found.items] == ["other"]
    (failed,) = [f for f in found.findings if f.code == "extractor-failed"]
    assert why in failed.message
    assert failed.about == {"extractor": "wrong"}


class Label(str):
    """A text of a class of its own, which cannot be sent to another process."""

    def __reduce__(self) -> Any:
        raise TypeError("not to be sent")


def test_what_is_given_is_made_plain_so_that_it_can_be_sent(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Found((an_item(label=Label("x")),), (Finding("x", "info", Label("m")),))
    found = installed.found_outside(
        installed.Installed("one", "1", Wrong(given)), DocumentReading(read_document(report))
    )
    assert pickle.loads(pickle.dumps(found)).items[0].label == "x"


@pytest.mark.slow
@pytest.mark.parametrize("body", ["os._exit(3)", "time.sleep(60)"])
def test_one_that_ends_or_holds_up_the_process_is_named_where_the_report_is_lost(
    report: Path, tmp_path: Path, body: str
) -> None:
    site = tmp_path / "site"
    told = site / "rude-1.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: rude\nVersion: 1\n")
    (told / "entry_points.txt").write_text("[missiemonitor.extractors]\nrude = rude:Rude\n")
    (site / "rude.py").write_text(
        "import os, time\nclass Rude:\n    name = 'rude'\n"
        f"    def __call__(self, reading):\n        {body}\n"
    )
    command = [sys.executable, "-m", "missiemonitor", "ingest", report, "--db", "a.db"]
    ended = subprocess.run(
        [*map(str, command), "--workers", "1", "--timeout", "15"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3
    assert "the extractor 'rude' of another package" in ended.stderr
    with open_reading(tmp_path / "a.db") as db:
        (aside,) = db.query("SELECT * FROM set_aside")
    assert "'rude'" in aside["message"]


def test_one_that_cannot_be_loaded_is_told_of(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "site" / "broken-1.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    (told / "entry_points.txt").write_text(
        "[missiemonitor.extractors]\nbroken = no_such_module:X\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert "extractors=broken-1" in reader_of(Settings())
    found = json.loads(run("extract", report, "--json"))
    (failed,) = [f for f in found["findings"] if f["code"] == "extractor-failed"]
    assert "no_such_module" in failed["message"]
