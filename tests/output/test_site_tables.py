"""Datasette's pages inside the site: one head, cells that lead back, no host but ours."""

from __future__ import annotations

import asyncio
import html
import re
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.explore import datasette_of
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.serve import site_of
from missiemonitor.pipeline.cli import main

from tests.browser import browser, fine, served
from tests.conftest import SAMPLES


def asked(
    path: Path, *addresses: str, hosts: tuple[str, ...] = (), host: str = "localhost"
) -> list[httpx.Response]:
    """The answers of a site over the database at `path`."""

    async def walk() -> list[httpx.Response]:
        server = site_of(open_reading(path), path, [SAMPLES], hosts=hosts)
        await server.invoke_startup()
        transport = httpx.ASGITransport(app=server.app())
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return [await client.get(address) for address in addresses]

    return asyncio.run(walk())


def test_tables_have_the_head_of_the_site_and_lead_back_to_figures(samples_path: Path) -> None:
    figure = next(iter(read_world(open_reading(samples_path)).figures.values()))
    whole, table, row, data = asked(
        samples_path,
        "/samples",
        "/samples/officers",
        f"/samples/deployment/{figure.id}",
        "/samples/officers.json?_shape=array",
    )
    for page in (whole, table, row):
        assert page.status_code == 200
        assert 'class="head"' in page.text and 'href="/en/missions"' in page.text
        assert page.text.count("<h1") == 1
    assert 'href="/en/figures/' in table.text and 'href="/en/half-years/2024-2"' in table.text
    assert f'href="/en/figures/{figure.address}"' in row.text
    assert "<a" not in data.text  # what programs read stays as it is


def test_a_host_that_is_not_ours_gets_no_page_and_no_data(samples_path: Path) -> None:
    ours = ("localhost:8000", "127.0.0.1:8000")
    addresses = ("/", "/samples/officers.json", "/-/site/site.css", "/samples.db")
    for answer in asked(samples_path, *addresses, hosts=ours, host="evil.example:8000"):
        assert answer.status_code == 403 and len(answer.text) < 100
    for answer in asked(samples_path, "/", hosts=ours, host="LOCALHOST:8000"):
        assert answer.status_code == 200


def test_a_datasette_without_a_site_keeps_its_own_pages(samples_path: Path) -> None:
    asked(samples_path, "/")

    async def page() -> str:
        return (await datasette_of(open_reading(samples_path), samples_path).client.get("/")).text

    assert 'class="head"' not in asyncio.run(page())


def test_explore_says_where_plain_files_are_made(samples_path: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(
        main, ["explore", "--publish", str(tmp_path / "copy"), "--db", str(samples_path)]
    )
    assert told.exit_code == 0 and "missiemonitor publish" in told.output
    helped = CliRunner().invoke(main, ["explore", "--help"]).output
    for option in ("--host", "--port", "--immutable", "--open", "--publish"):
        assert option in helped


def test_every_table_and_view_answers_and_each_link_on_them_leads_somewhere(
    samples_path: Path,
) -> None:
    db = open_reading(samples_path)
    names = [*db.table_names(), *db.view_names()]
    shown = [name for name in names if "_search_" not in name and not name.startswith("_")]
    pages = [f"/samples/{name}" for name in shown]
    answers = asked(samples_path, "/samples", "/samples?sql=select+1", *pages)
    links: set[str] = set()
    for answer in answers:
        assert answer.status_code == 200, answer.url
        assert 'class="head"' in answer.text, answer.url
        links |= {
            html.unescape(link).split("#")[0]
            for link in re.findall(r'<a [^>]*href="(/[^"]*)"', answer.text)
        }
    # Of the many ways to sort and to filter a table, those of one.
    followed = sorted(
        link for link in links if "?" not in link or link.startswith("/samples/officers?")
    )
    assert len(followed) > 300
    for link, answer in zip(followed, asked(samples_path, *followed), strict=True):
        assert answer.status_code in (200, 302), link


@pytest.mark.slow
def test_pages_of_datasette_have_no_serious_fault_on_any_screen(samples_path: Path) -> None:
    figure = next(iter(read_world(open_reading(samples_path)).figures.values()))
    server = site_of(open_reading(samples_path), samples_path, [SAMPLES])
    pages = {
        "database": "/samples",
        "view": "/samples/officers",
        "table": "/samples/finding",
        "filtered": "/samples/report?period__exact=2024-1&_sort=file",
        "row": f"/samples/deployment/{figure.id}",
        "sql": "/samples?sql=select+period,officers+from+officers_by_period",
        "wrong": "/samples?sql=select+nothing+from+nowhere",
    }
    with served(server.app()) as address, browser() as opened:
        page = opened.new_page()
        for name, at in pages.items():
            page.goto(f"{address}{at}")
            fine(page, f"site-tables-{name}", widths=(1440,), axe=(1024, 390))
