"""Datasette's pages inside the site: one head, cells that lead back, no host but ours."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
from click.testing import CliRunner
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.explore import datasette_of
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.serve import site_of
from missiemonitor.pipeline.cli import main

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
