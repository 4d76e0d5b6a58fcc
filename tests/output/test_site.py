"""The site: links lead somewhere, numbers are those of the views, each page is in one language."""

from __future__ import annotations

import asyncio
import html
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from missiemonitor.extractors.findings import finding
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.records import write_finding
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.page_images import Pages
from missiemonitor.output.site import marks
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.map import spots
from missiemonitor.output.site.publish import UnlistedSiteError, publish
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.serve import site_of
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.take_away import HEADS
from missiemonitor.output.site.views import VIEWS, addresses
from missiemonitor.output.site.words import Wording, catalogue
from sqlite_utils import Database

from tests.browser import browser, served, shot
from tests.conftest import SAMPLES

SITE = Path(__file__).parent.parent.parent / "output" / "site"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.texts: list[str] = []
        self.foreign = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        for name in ("href", "src", "action"):
            if value := told.get(name):
                self.found.append(value)
        for name in ("aria-label", "alt", "placeholder"):
            if value := told.get(name):
                self.texts.append(value)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def parsed(text: str) -> _Links:
    found = _Links()
    found.feed(text)
    return found


@pytest.fixture(scope="module")
def written(samples_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    assert list(publish(samples_path, folder, Pages([SAMPLES])))
    return folder


def test_every_link_of_the_written_site_leads_to_a_file_in_its_folder(written: Path) -> None:
    pages = sorted(written.rglob("*.html"))
    assert len(pages) > 150
    for page in pages:
        for link in parsed(page.read_text("utf-8")).found:
            parts = urlsplit(link)
            assert not parts.scheme and not parts.netloc, f"{page}: {link} leaves the folder"
            if parts.path:
                target = (page.parent / unquote(parts.path)).resolve()
                assert target.is_file() and target.is_relative_to(written.resolve()), (page, link)


def test_every_figure_has_a_page_with_its_spot(written: Path, samples_path: Path) -> None:
    world = read_world(open_reading(samples_path))
    assert world.figures
    for figure in world.figures.values():
        text = (written / "cijfers" / figure.address / "index.html").read_text("utf-8")
        assert (written / "crops" / f"{figure.address}.png").is_file()
        assert html.escape(world.reports[figure.report]["sha256"]) in text


def test_no_page_has_a_text_of_the_other_language(written: Path) -> None:
    def said(language: str, other: str) -> set[str]:
        ours = {texts[language] for texts in catalogue().values()}
        return {
            texts[other]
            for texts in catalogue().values()
            if texts[other] not in ours and len(texts[other]) > 8 and "{" not in texts[other]
        }

    for language, other, root in (("nl", "en", written), ("en", "nl", written / "en")):
        foreign = said(language, other)
        for page in root.rglob("*.html"):
            if language == "nl" and "en" in page.relative_to(written).parts[:1]:
                continue
            texts = {text.strip() for text in parsed(page.read_text("utf-8")).texts}
            assert not texts & foreign, page


def test_no_page_tells_a_mission_by_its_id(written: Path, samples_path: Path) -> None:
    ids = {mission for mission in read_world(open_reading(samples_path)).missions if "-" in mission}
    assert len(ids) > 20
    for page in written.rglob("*.html"):
        texts = " ".join(parsed(page.read_text("utf-8")).texts)
        assert not set(re.split(r"[\s,+]+", texts)) & ids, page


def test_each_text_of_the_catalogue_is_in_both_languages_and_used() -> None:
    columns = set(HEADS)  # and those of the questions that the site lists
    for query in asked_on_pages().values():
        columns |= set(re.findall(r"(?:AS |\.|, |SELECT )(\w+)", query.sql))
    code = "\n".join(
        file.read_text("utf-8")
        for file in [*SITE.glob("*.py"), *SITE.rglob("*.html"), *SITE.parent.glob("review/*.py")]
    )
    for key, texts in catalogue().items():
        assert set(texts) == {"nl", "en"}, key
        slots = [set(re.findall(r"{(\w+)}", texts[language])) for language in ("nl", "en")]
        assert slots[0] == slots[1], key
        if key.startswith("desk."):
            continue  # what the browser fills in: test_review.py
        stem, _, last = key.rpartition(".")
        used = f'"{key}"' in code or f"'{key}'" in code
        parts = last in ("one", "many") and f'"{stem}"' in code
        family = f'"{key.split(".")[0]}." ~' in code or f"{stem}.{{" in code
        if stem == "column":
            assert last in columns, key
        assert used or parts or family, f"nobody says {key}"


def test_bars_hold_the_numbers_of_the_views(samples_path: Path) -> None:
    db = open_reading(samples_path)
    world = read_world(db)
    page = Sheet(Address("home"), world, Wording("nl"), Served())
    totals = {row["period"]: row for row in db.query("SELECT * FROM officers_by_period")}
    for mark in page.bars_of_totals():
        row = totals[mark.period]
        assert (mark.sum, mark.stated) == (row["officers"], row["stated_total"])
    for row in db.query("SELECT * FROM officers_by_mission"):
        mark = next(m for m in page.bars_of_mission(row["mission"]) if m.period == row["period"])
        assert mark.sum == row["officers"]
    for row in db.query("SELECT * FROM officers_by_country"):
        mark = next(m for m in page.bars_of_country(row["country"]) if m.period == row["period"])
        own = sum(number for number, state in mark.parts if state != "shared")
        assert own == (row["officers"] or 0)
        assert mark.sum - own == (row["officers_shared"] or 0)


def test_the_map_and_the_line_under_it_leave_nobody_out(samples_path: Path) -> None:
    world = read_world(open_reading(samples_path))
    for period in world.periods:
        on_map, left = spots(world, period)
        counted = sum(spot.officers for spot in on_map) + sum(f.officers or 0 for f in left)
        assert counted == world.totals[period].officers


def test_a_period_without_a_report_is_a_gap_and_not_a_mission_that_left(
    invented_path: Path,
) -> None:
    world = read_world(open_reading(invented_path))
    gaps = [m for m in marks.totals(world, Wording("nl"), lambda p: p) if m.kind == "none"]
    assert [mark.period for mark in gaps] == list(world.missing)


def test_a_number_in_doubt_is_marked_on_each_page_that_shows_it(
    samples_path: Path, written: Path
) -> None:
    world = read_world(open_reading(samples_path))
    doubted = [f for f in world.figures.values() if f.state == "doubt"]
    assert doubted
    for figure in doubted:
        for page in (f"missies/{figure.mission}", f"perioden/{figure.period}"):
            text = (written / page / "index.html").read_text("utf-8")
            assert f">{figure.officers} ?</a>" in text, page


def test_served_pages_answer_and_what_is_not_there_is_said(samples_path: Path) -> None:
    datasette = site_of(open_reading(samples_path), samples_path, [SAMPLES])
    world = read_world(open_reading(samples_path))

    async def walk() -> None:
        await datasette.invoke_startup()
        transport = httpx.ASGITransport(app=datasette.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            for language in ("nl", "en"):
                for at in addresses(world, language, asked_on_pages()):
                    answer = await client.get(f"/{at.path}")
                    assert answer.status_code == 200, at
                    policy = answer.headers.get("content-security-policy", "")
                    assert "default-src 'none'" in policy, at
            assert (await client.get("/missies/geen")).status_code == 404
            assert (await client.get("/samples/officers.json")).status_code == 200
            figure = next(iter(world.figures.values()))
            crop = await client.get(f"/-/site/crops/{figure.address}.png")
            assert crop.content.startswith(b"\x89PNG")
            found = (await client.get("/zoeken", params={"q": "kosovo"})).text
            assert "/missies/eulex-kosovo" in found

    asyncio.run(walk())


def test_hostile_names_stay_text(db: Database, tmp_path: Path) -> None:
    name = "<script>alert(1)</script>\"'{{ 7 * 7 }}"
    site = Site(tmp_path / "test.db", Served(), Pages([]))
    found = site.html(Address("search"), (("q", name),))
    assert found is not None
    assert "<script>alert" not in found and "49" not in re.sub(r"[0-9a-f]{16}", "", found)


def test_an_empty_database_says_what_to_do(db: Database, tmp_path: Path) -> None:
    site = Site(tmp_path / "test.db", Served(), Pages([]))
    for kind in VIEWS:
        made = site.html(Address(kind))
        assert made is None or "</html>" in made
    assert "missiemonitor ingest" in (site.html(Address("home")) or "")


def test_pages_are_made_anew_when_the_database_changes(tmp_path: Path, samples_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(samples_path.read_bytes())
    site = Site(path, Served(), Pages([]))
    figure = next(iter(site.world().figures.values()))
    before = site.html(Address("period", figure.period))
    database = open_database(path)
    with database.conn:
        database.execute("UPDATE deployment SET officers = 77 WHERE deployment = ?", [figure.id])
    database.close()
    after = site.html(Address("period", figure.period))
    assert before != after and after is not None and ">77" in after


@pytest.mark.slow
@pytest.mark.parametrize("wide", [1440, 1024, 390])
def test_no_page_is_wider_than_the_screen_or_asks_elsewhere(samples_path: Path, wide: int) -> None:
    datasette = site_of(open_reading(samples_path), samples_path, [SAMPLES])
    world = read_world(open_reading(samples_path))
    kinds = {at.kind: at for at in addresses(world, "nl", asked_on_pages())}
    with served(datasette.app()) as address, browser() as opened:
        page = opened.new_page(viewport={"width": wide, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for kind, at in kinds.items():
            page.goto(f"{address}/{at.path}")
            shot(page, f"site-{kind}-{wide}")
            assert page.evaluate("document.documentElement.scrollWidth") <= wide, kind
        assert all(url.startswith(address) for url in asked)


def test_each_question_is_told_in_both_languages_and_has_words_for_its_columns(
    samples_path: Path,
) -> None:
    for language in ("nl", "en"):
        site = Site(samples_path, Served(), Pages([]))
        for name, query in asked_on_pages().items():
            made = site.html(Address("question", name, language))
            assert made is not None and html.escape(query.text(language)[0]) in made
        assert query.text("nl") != query.text("en")


def test_what_is_picked_is_answered_and_what_cannot_be_picked_is_not_asked(
    samples_path: Path,
) -> None:
    site = Site(samples_path, Served(), Pages([]))
    at = Address("question", "officers_in_country")
    chosen = site.html(at, (("country", "XK"),))
    assert chosen is not None and '<option value="XK" selected>' in chosen
    hostile = site.html(at, (("country", "' OR 1=1 --"),))
    assert hostile is not None and "OR 1=1" not in hostile


def test_a_total_that_may_be_wrong_is_contradicted_on_each_page_that_shows_it(
    tmp_path: Path, samples_path: Path
) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(samples_path.read_bytes())
    period = read_world(open_reading(path)).last
    assert period is not None
    database = open_database(path)
    with database.conn:
        database.execute("UPDATE report SET stated_total = 90 WHERE period = ?", [period])
        database.execute("UPDATE extracted_table SET stated_total = 90 WHERE stated_total = 31")
        (report,) = database.execute(
            "SELECT report FROM current_report WHERE period = ?", [period]
        ).fetchone()
        told = finding("total-mismatch", {"table": "t"}, stated=90, counted=31)
        write_finding(database, report, told)
    database.close()
    site = Site(path, Served(), Pages([]))
    total = site.world().totals[period]
    assert (total.stated, total.state) == (90, "bad")
    for at in (Address("home"), Address("period", period), Address("periods")):
        assert f"{total.officers} ? \N{NOT EQUAL TO}" in (site.html(at) or ""), at


def test_who_reads_does_not_wait_for_a_change_that_another_reads_anew(
    tmp_path: Path, samples_path: Path
) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(samples_path.read_bytes())
    site = Site(path, Served(), Pages([]))
    before = site.world()
    database = open_database(path)
    with database.conn:
        database.execute("UPDATE deployment SET officers = 78 WHERE officers = 5")
    database.close()
    with site._lock:  # as if another were reading
        assert site.world() is before
    assert site.world() is not before
    # What is made of the world of before is not kept for the one after.
    assert ">78" in (site.html(Address("home")) or "")


def test_english_pages_have_english_addresses_and_the_old_ones_send_on(samples_path: Path) -> None:
    server = site_of(open_reading(samples_path), samples_path, [SAMPLES])
    figure = next(iter(read_world(open_reading(samples_path)).figures.values())).address

    async def walk() -> None:
        await server.invoke_startup()
        transport = httpx.ASGITransport(app=server.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            for old, new in (
                ("missies", "missions"),
                ("missies/eulex-kosovo", "missions/eulex-kosovo"),
                (f"cijfers/{figure}", f"figures/{figure}"),
                (
                    "vragen/officers_in_country?country=UA",
                    "questions/officers_in_country?country=UA",
                ),
                ("perioden/2024-1", "half-years/2024-1"),
                ("zoeken?q=kosovo", "search?q=kosovo"),
            ):
                answer = await client.get(f"/en/{old}")
                assert answer.status_code == 301, old
                assert answer.headers["location"] == f"/en/{new}", old
                assert (await client.get(f"/en/{new}")).status_code == 200, new
                assert (await client.get(f"/{old}")).status_code == 200, old
                assert (await client.get(f"/{new}")).status_code == 404, new
            # Those of the desk too, which this server has not.
            answer = await client.get("/en/nakijken/beslissingen/0123456789abcdef")
            assert answer.headers["location"] == "/en/review/decisions/0123456789abcdef"

    asyncio.run(walk())


def test_a_site_written_again_has_nothing_of_the_one_before(
    tmp_path: Path, samples_path: Path
) -> None:
    db, folder = tmp_path / "a #b.db", tmp_path / "site"
    shutil.copy(samples_path, db)
    folder.mkdir()
    (folder / "CNAME").write_text("mine")
    list(publish(db, folder, Pages([])))
    links = re.findall(r'href="([^"]*\.db)"', (folder / "index.html").read_text())
    assert links and all((folder / unquote(link)).is_file() for link in links)
    figure = next(iter(read_world(open_reading(db)).by_mission["eulex-kosovo"]))
    page = folder / Address("figure", figure.address).path / "index.html"
    assert page.is_file()
    database = open_database(db)
    decide(database, figure.id, "reject", Person("Ada"))
    database.close()
    # One that was stopped leaves the site as it was.
    stopped = publish(db, folder, Pages([]))
    next(stopped)
    stopped.close()
    assert page.is_file()
    list(publish(db, folder, Pages([])))
    assert not page.exists() and not page.parent.exists()
    assert (folder / "CNAME").read_text() == "mine"
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert there == {*(folder / "files.txt").read_text().split("\n")[:-1], "files.txt", "CNAME"}
    (folder / "files.txt").unlink()
    with pytest.raises(UnlistedSiteError, match="empty the folder"):
        list(publish(db, folder, Pages([])))
