"""Datasette over the database: every question answers, searching leads to the page, plots draw."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.explore import datasette_of, metadata, queries
from missiemonitor.output.explore.plugin import render_cell
from missiemonitor.pipeline.cli import main

from tests.browser import browser, served, shot

# Questions to which the samples have no answer.
EMPTY = {"table_against_text", "superseded_reports"}


@pytest.mark.parametrize("name", sorted(queries()))
def test_each_question_has_an_answer_in_the_samples(samples_path: Path, name: str) -> None:
    db = open_reading(samples_path)
    query = queries()[name]
    rows = list(db.query(query.sql.replace("{db}", "x"), dict.fromkeys(query.params, "")))
    assert bool(rows) == (name not in EMPTY)
    for column in query.plot.values():
        assert column in ("bar", "area") or column in rows[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(queries()))
def test_each_question_can_be_asked_of_many_periods(invented_path: Path, name: str) -> None:
    db = open_reading(invented_path)
    query = queries()[name]
    rows = list(db.query(query.sql.replace("{db}", "x"), dict.fromkeys(query.params, "")))
    plotted = {query.plot[axis] for axis in ("x", "y", "colour") if axis in query.plot}
    assert all(plotted <= row.keys() for row in rows)


def test_there_are_questions_enough_and_everything_is_described(samples_path: Path) -> None:
    assert len(queries()) >= 12
    told = metadata(open_reading(samples_path), "x")
    tables = told["databases"]["x"]["tables"]
    assert all(t.get("hidden") or (t["title"] and t["columns"]) for t in tables.values())
    assert told["license"] and told["source_url"]


def test_links_stay_within_the_server() -> None:
    def rendered(href: str, column: str = "link") -> object:
        return render_cell(json.dumps({"href": href, "label": "<i>"}), column)

    assert str(rendered("/x/page/1")) == '<a href="/x/page/1">&lt;i&gt;</a>'
    assert rendered("//evil.example/") is None
    assert rendered("javascript:alert(1)") is None
    assert rendered("/x", "note") is None
    assert render_cell("no json", "link") is None


@pytest.mark.slow
def test_every_table_and_view_has_a_page(samples_path: Path) -> None:
    """With labels of what rows refer to, for which references have to name their column."""
    server = datasette_of(open_reading(samples_path), samples_path)
    db = open_reading(samples_path)

    async def statuses() -> dict[str, list[int]]:
        found = {}
        for name in [*db.view_names(), *db.table_names()]:
            pages = [f"/samples/{name}", f"/samples/{name}.json?_labels=on&_shape=objects"]
            found[name] = [(await server.client.get(page)).status_code for page in pages]
        return found

    assert {
        name: told for name, told in asyncio.run(statuses()).items() if told != [200, 200]
    } == {}


@pytest.mark.slow
@pytest.mark.parametrize("immutable", [False, True])
def test_exploring_in_a_browser(samples_path: Path, immutable: bool) -> None:
    app = datasette_of(open_reading(samples_path), samples_path, immutable).app()
    with served(app) as address, browser() as opened:
        page = opened.new_page(viewport={"width": 1100, "height": 900})
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{address}/samples")
        assert page.get_by_role("link", name="Which missions did the Netherlands leave?").count()
        shot(page, f"explore-{immutable}")
        page.goto(f"{address}/samples/officers_in_country?country=GE")
        picture = page.locator("img.missie-plot")
        picture.wait_for()
        page.wait_for_function("document.querySelector('img.missie-plot').naturalWidth > 0")
        assert "Georgië" in page.content()
        shot(page, f"explore-country-{immutable}")
        page.goto(f"{address}/samples/search_sentences?words=waterwerpers")
        page.get_by_role("link", name="page 3").first.click()
        assert "waterwerpers" in page.content()
        page.goto(f"{address}/samples/officers?_facet=period")
        assert "Officers: one row a deployment" in page.content()
        shot(page, f"explore-officers-{immutable}")
        assert problems == []
        missing = page.goto(f"{address}/-/missie/plot/samples/none.svg")
        assert missing is not None and missing.status == 404


def test_a_published_copy_carries_its_description(samples_path: Path, tmp_path: Path) -> None:
    outcome = CliRunner().invoke(
        main, ["explore", "--publish", str(tmp_path / "site"), "--db", str(samples_path)]
    )
    assert outcome.exit_code == 0, outcome.output
    told = json.loads((tmp_path / "site" / "metadata.json").read_text("utf-8"))
    assert "officers" in told["databases"]["samples"]["tables"]
    copy = open_reading(tmp_path / "site" / "samples.db")
    assert copy.execute("SELECT count(*) FROM officers").fetchone()[0] == 59


def test_a_port_that_is_taken_gets_one_line(samples_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        outcome = CliRunner().invoke(main, ["explore", "--db", str(samples_path), "--port", port])
    assert outcome.exit_code == 2 and "name another --port" in outcome.output


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--port", "99999"], "99999 is not in the range"),
        (["--review", "--reviewer", "123"], "'123': a decision needs the name"),
        (["--review", "--reviewer", "Anna", "--reviewer", "anna."], "'anna.' looks like 'Anna'"),
        (["--review", "--reviewer", "\u0410nna"], "letters of several alphabets"),
    ],
)
def test_a_port_and_names_that_cannot_be_are_wrong_use(
    samples_path: Path, given: list[str], told: str
) -> None:
    outcome = CliRunner().invoke(main, ["open", "--db", str(samples_path), *given])
    assert outcome.exit_code == 2 and told in outcome.output
