"""Pages of the site as people meet them: in one language, on any screen, with no fault that axe
knows, and whatever the database holds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.page_images import Pages
from missiemonitor.output.site import search_index
from missiemonitor.output.site.address import Address, Served, Written
from missiemonitor.output.site.model import World
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.serve import site_of
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.style import SHEET, squeezed, style_sheet
from missiemonitor.output.site.views import addresses
from missiemonitor.output.site.words import Wording
from playwright.sync_api import Browser

from tests.browser import browser, fine, served, shot
from tests.conftest import SAMPLES

# Words that one language has and the other has not.
DUTCH = {"het", "een", "niet", "van", "voor", "zijn", "wordt", "naar", "dit", "geen", "ook"}
ENGLISH = {"the", "of", "and", "not", "which", "were", "was", "this", "there", "with", "has", "by"}
SHARED = {"was", "of"}  # Dutch words too
ONE_PART = {"input", "img", "br", "meta", "link", "rect", "line", "circle", "path", "stop"}
WIDTHS = (1440, 1024, 390)  # pixels of a screen
UGLY = (
    "Zeer lange naam van een missie die nergens ophoudt en maar doorgaat tot voorbij de rand",
    "EenenkelwoordzondereinddatnietafgebrokenkanwordenEUCAPSahelMaliNigerSomalië",
    '<b>vet</b> & "aan\'halingen" {{ 7 * 7 }} %00',
    "عربي نص من اليمين",
)


class _Spoken(HTMLParser):
    """The texts of a page in its own language: what is marked as another's is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[bool] = []  # whether each open element is left out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        out = (self.open[-1] if self.open else False) or tag in ("code", "script", "title")
        out = out or ("lang" in told and tag != "html")
        for name in ("aria-label", "alt", "placeholder", "title"):
            if not out and told.get(name):
                self.texts.append(told[name] or "")
        if tag not in ONE_PART:
            self.open.append(out)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ONE_PART and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1]):
            self.texts.append(data)


def pages_of(site: Site, language: str) -> Iterator[tuple[Address, str]]:
    for at in addresses(site.world(), language, asked_on_pages()):
        made = site.html(at)
        assert made is not None
        yield at, made


def kinds(world: World, language: str = "nl") -> dict[str, Address]:
    """One page of each kind."""
    return {at.kind: at for at in addresses(world, language, asked_on_pages())}


@pytest.mark.parametrize(
    ("language", "foreign"), [("nl", ENGLISH - SHARED), ("en", DUTCH)], ids=["nl", "en"]
)
def test_no_sentence_of_a_page_is_in_the_other_language(
    samples_path: Path, language: str, foreign: set[str]
) -> None:
    site = Site(samples_path, Served(), Pages([]))
    for at, made in pages_of(site, language):
        spoken = _Spoken()
        spoken.feed(made)
        for text in spoken.texts:
            own = re.sub(r"'[^']*'", "", text)  # without what a message quotes from a report
            words = set(re.findall(r"[a-zà-ÿ]+", own.casefold()))
            assert not words & foreign, (at, text.strip(), words & foreign)


def changed(path: Path, to: Path) -> Path:
    """A copy of the samples with names that nobody would choose."""
    to.write_bytes(path.read_bytes())
    database = open_database(to)
    with database.conn:
        missions = [
            row["mission"] for row in database.query("SELECT mission FROM mission_timeline")
        ]
        for mission, name in zip(missions, UGLY, strict=False):
            database.execute("UPDATE mission SET name = ? WHERE mission = ?", [name, mission])
        database.execute("UPDATE report SET title = ?", [UGLY[1]])
    database.close()
    return to


def test_ugly_names_are_shown_as_text_and_break_no_page(samples_path: Path, tmp_path: Path) -> None:
    site = Site(changed(samples_path, tmp_path / "lelijk.db"), Served(), Pages([]))
    for at, made in pages_of(site, "nl"):
        assert "<b>vet" not in made and "49 %00" not in made, at


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    """One browser for all pages."""
    with browser() as found:
        yield found


@pytest.mark.slow
def test_no_page_has_a_serious_fault_or_is_wider_than_the_screen(
    samples_path: Path, tmp_path: Path, opened: Browser
) -> None:
    ugly = changed(samples_path, tmp_path / "lelijk.db")
    for path, languages in ((samples_path, ("nl", "en")), (ugly, ("nl",))):
        server = site_of(open_reading(path), path, [SAMPLES])
        page = opened.new_page()
        with served(server.app()) as address:
            world = read_world(open_reading(path))
            for language in languages:
                whole = path == samples_path and language == "nl"
                for kind, at in kinds(world, language).items():
                    page.goto(f"{address}/{at.path}")
                    name = f"site-{path.stem}-{language}-{kind}"
                    fine(page, name, WIDTHS, axe=WIDTHS if whole else WIDTHS[1:2])


@pytest.mark.slow
def test_an_empty_database_and_one_report_have_pages_too(
    samples_path: Path, tmp_path: Path, opened: Browser
) -> None:
    empty = tmp_path / "leeg.db"
    open_database(empty, create=True).close()
    one = tmp_path / "een.db"
    one.write_bytes(samples_path.read_bytes())
    database = open_database(one)
    with database.conn:
        for row in list(database.query("SELECT report FROM report WHERE period <> '2024-1'")):
            database.execute("DELETE FROM report WHERE report = ?", [row["report"]])
    database.close()
    for path in (empty, one):
        server = site_of(open_reading(path), path, [SAMPLES])
        page = opened.new_page()
        with served(server.app()) as address:
            for kind, at in kinds(read_world(open_reading(path))).items():
                answer = page.goto(f"{address}/{at.path}")
                assert answer is not None and answer.status == 200, (path, kind)
                fine(page, f"site-{path.stem}-{kind}", axe=WIDTHS[1:2])


@pytest.mark.slow
def test_two_hundred_half_years_fit_the_screen(invented_path: Path, opened: Browser) -> None:
    server = site_of(open_reading(invented_path), invented_path, [])
    found = kinds(read_world(open_reading(invented_path)))
    page = opened.new_page()
    with served(server.app()) as address:
        for kind in ("home", "missions", "countries", "mission", "country", "periods", "reports"):
            page.goto(f"{address}/{found[kind].path}", timeout=120_000)
            fine(page, f"site-200-{kind}", WIDTHS)
            shot(page, f"site-200-{kind}")


def test_a_search_index_stays_within_its_budget_and_says_what_it_leaves_out(
    samples_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = read_world(open_reading(samples_path))
    sheet = Sheet(Address("search"), world, Wording("nl"), Served())
    whole = search_index.entries(sheet)
    assert whole["left"] == ""
    monkeypatch.setattr(search_index, "BUDGET", 8_000)
    part = search_index.entries(sheet)
    kept, every = part["found"], whole["found"]
    assert isinstance(kept, list) and isinstance(every, list)
    assert str(len(every) - len(kept)) in str(part["left"])
    assert {"EULEX Kosovo", "Kosovo"} <= {each["text"] for each in kept}


@pytest.mark.slow
def test_keys_alone_lead_from_the_first_page_to_a_figure(
    samples_path: Path, opened: Browser
) -> None:
    server = site_of(open_reading(samples_path), samples_path, [SAMPLES])
    page = opened.new_page(viewport={"width": 1440, "height": 900})
    with served(server.app()) as address:
        page.goto(f"{address}/missies/eulex-kosovo")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("!!document.activeElement.closest('svg.chart')"):
                break
        said = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert re.fullmatch(r"2022-2: \d+", said)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "/cijfers/2022-2-" in page.url
        assert page.locator("h1").inner_text().startswith("EULEX Kosovo")


def test_the_menu_leads_to_the_desk_or_to_how_it_is_opened(samples_path: Path) -> None:
    pages = Pages([])
    readable = Site(samples_path, Served(), pages)
    with_desk = Site(samples_path, Served(), pages, review=True)
    written = Site(samples_path, Written(), pages)
    for language, desk in (("nl", "/nakijken"), ("en", "/en/review")):
        for at in (Address("home", "", language), Address("reports", "", language)):
            for site in (readable, with_desk):
                assert f'<a href="{desk}">' in (site.html(at) or "")
            # Files of a published site have no server that could take a decision.
            assert desk[1:] not in (written.html(at) or desk)
        told = readable.html(Address("review", "", language)) or ""
        assert "missiemonitor open --review --db samples.db" in told
        assert f'<a href="{desk}" aria-current="page">' in told


def test_who_asks_for_the_desk_where_there_is_none_is_told_how_it_is_opened(
    samples_path: Path,
) -> None:
    server = site_of(open_reading(samples_path), samples_path, [])
    report = next(iter(read_world(open_reading(samples_path)).reports))

    async def answers() -> list[httpx.Response]:
        await server.invoke_startup()
        transport = httpx.ASGITransport(app=server.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            there = ("nakijken", "aanmelden", "en/review", "en/sign-in")
            below = (f"nakijken/{report}", f"en/review/decisions/{report}")
            return [await client.get(f"/{at}") for at in (*there, *below)]

    # A browser of another test may have a loop running in this thread.
    with ThreadPoolExecutor(1) as apart:
        found = apart.submit(asyncio.run, answers()).result()
    for answer in found:
        assert answer.status_code == 200 and "open --review --db samples.db" in answer.text
        dutch = "/en/" not in str(answer.url)
        assert f'<html lang="{"nl" if dutch else "en"}">' in answer.text


def test_the_style_sheet_is_sent_within_its_budget_and_says_what_it_said() -> None:
    sent = style_sheet()
    assert len(sent.encode()) <= 30_000
    assert squeezed(sent) == sent
    told = (
        '/* "a" */ tr :focus > a , b { content: " : ; " ; margin: 0 calc(1px + 2px); }\n'
        "@media print { a { top: 0 } }"
    )
    assert squeezed(told) == (
        'tr :focus>a,b{content:" : ; ";margin:0 calc(1px + 2px)}@media print{a{top:0}}'
    )


def test_a_browser_reads_the_same_rules_from_the_sheet_as_it_is_written(
    opened: Browser,
) -> None:
    page = opened.new_page()
    # Own properties are kept letter by letter, so spaces after commas are left out of both.
    read = (
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
        " return [...s.cssRules].map(rule => rule.cssText.replaceAll(', ', ',')) }"
    )
    written, sent = (page.evaluate(read, css) for css in (SHEET.read_text("utf-8"), style_sheet()))
    page.close()
    assert written == sent and len(sent) > 300
