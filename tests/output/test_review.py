"""The desk in a browser: by keyboard, by mouse, narrow, read aloud, and under attack."""

from __future__ import annotations

import http.client
import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from missiemonitor.extractors.findings import descriptions
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.decisions.apply import lay_decisions
from missiemonitor.output.decisions.decide import Correction, Person, StaleDecisionError, decide
from missiemonitor.output.page_images import PageImageError, Pages
from missiemonitor.output.render import labels_of
from missiemonitor.output.review import desk_of
from missiemonitor.output.review.desk import rows
from missiemonitor.output.review.plugin import PACKAGE
from playwright.sync_api import Page, expect

from tests.browser import browser, served, shot
from tests.conftest import SAMPLES

PERIOD = "2024-1"
PLANTED = {"eulex-kosovo": 8, "eumm-georgia": 1, "ussc": 7}  # what was "read" for 3, 3 and 1


@pytest.fixture
def path(samples_path: Path, tmp_path: Path) -> Path:
    """The samples, with three counts of 2024-1 read wrongly, and said to be unsure."""
    copy = tmp_path / "desk.db"
    shutil.copy(samples_path, copy)
    db = open_database(copy)
    for mission, officers in PLANTED.items():
        row = next(
            db.query("SELECT * FROM officers WHERE period = ? AND mission = ?", [PERIOD, mission])
        )
        with db.atomic():
            db.execute(
                "UPDATE deployment SET officers = ? WHERE deployment = ?",
                [officers, row["deployment"]],
            )
            db.table("finding").insert(
                {
                    "finding": f"planted-{mission}",
                    "report": row["report"],
                    "deployment": row["deployment"],
                    "code": "readings-differ",
                    "severity": "warning",
                    "message": "planted by a test",
                    "about": "{}",
                    "across": 0,
                }
            )
    db.close()
    return copy


def report_of(path: Path) -> str:
    db = open_reading(path)
    return str(db.execute("SELECT report FROM report WHERE period = ?", [PERIOD]).fetchone()[0])


@contextmanager
def desk(path: Path, language: str = "nl", eyes: int = 1) -> Iterator[str]:
    hosts: set[str] = set()
    server, at = desk_of(open_reading(path), path, [SAMPLES], hosts, language, eyes)
    with served(server.app()) as address:
        at.hosts = frozenset({urlsplit(address).netloc})
        yield address


def refused(text: str) -> bool:
    """What a browser says of an answer by which the desk refuses a decision."""
    return "status of 400" in text or "status of 409" in text


@contextmanager
def opened(path: Path, width: int = 1300, language: str = "nl", eyes: int = 1) -> Iterator[Page]:
    """The desk of the report, in a browser, with nothing gone wrong on the page."""
    with desk(path, language, eyes) as address, browser() as started:
        page = started.new_page(viewport={"width": width, "height": 850})
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: refused(m.text) or problems.append(m.text))
        page.goto(f"{address}/-/review/{report_of(path)}")
        page.locator(".box.count.lit").wait_for()
        yield page
        assert problems == []


def figures(path: Path) -> dict[str, tuple[int, str | None]]:
    db = open_reading(path)
    return {
        row["mission"]: (row["officers"], row["decided"])
        for row in db.query("SELECT * FROM officers WHERE period = ?", [PERIOD])
    }


@pytest.mark.slow
@pytest.mark.parametrize(("language", "wanted"), [("nl", "Leg de rij naast"), ("en", "Hold the")])
def test_the_desk_says_what_to_do_about_a_finding(path: Path, language: str, wanted: str) -> None:
    with opened(path, language=language) as page:
        told = page.locator("#details li", has_text="planted by a test")
        title = descriptions()["readings-differ"].title[language]
        severity = {"nl": "waarschuwing", "en": "warning"}[language]
        expect(told).to_contain_text(f"{severity}: {title} (readings-differ): planted by a test")
        expect(told.locator(".advice")).to_contain_text(wanted)


@pytest.mark.slow
def test_a_whole_report_is_checked_with_few_keys(path: Path) -> None:
    with opened(path) as page:
        page.get_by_label("Uw naam").fill("Ada")
        page.keyboard.press("Tab")
        pressed = 0

        def press(*keys: str) -> None:
            nonlocal pressed
            for key in keys:
                page.keyboard.press(key)
                pressed += 1

        right = {"EULEX Kosovo": "3", "EUMM Georgië": "3", "USSC": "1"}
        for number in range(3):
            name = page.locator("tr.here th").inner_text().split("\n")[0]
            press("e")
            expect(page.get_by_label("Het juiste aantal")).to_be_focused()
            press(right[name], "Enter")
            expect(page.locator("#progress")).to_have_text(f"{number + 1} van 12 rijen beslist")
        press("Shift+A")
        expect(page.locator("#progress")).to_have_text("12 van 12 rijen beslist")
        shot(page, "desk-done")
        assert pressed < 30
    found = figures(path)
    assert found["eulex-kosovo"] == (3, "corrected") and found["ussc"] == (1, "corrected")
    assert {state for _, state in found.values()} == {"corrected", "approved"}
    db = open_reading(path)
    assert list(damage(db)) == []
    assert db.execute("SELECT count(*) FROM decision").fetchone()[0] == 12


@pytest.mark.slow
def test_a_mission_and_its_countries_are_corrected(path: Path) -> None:
    with opened(path) as page:
        page.get_by_label("Uw naam").fill("Ada")
        page.locator("tr.row", has_text="EUAM Irak").click()
        page.keyboard.press("e")
        page.get_by_label("De juiste missie").fill("geen missie")
        page.keyboard.press("Enter")
        expect(page.locator("#say")).to_have_text("Kies een missie uit de lijst.")
        page.get_by_label("De juiste missie").fill("EUAM RCA")
        page.get_by_label("De juiste landen (codes)").fill("cf")
        page.get_by_label("Reden").fill("verkeerde regel")
        page.keyboard.press("Enter")
        line = page.locator("tr.row", has_text="EUAM RCA")
        expect(line).to_have_class("row corrected")
        shot(page, "desk-corrected")
    db = open_reading(path)
    row = next(db.query(
        "SELECT * FROM officers WHERE period = ? AND mission = 'euam-rca'", [PERIOD]))  # fmt: skip
    assert (row["country"], row["officers"], row["decided"]) == ("CF", 3, "corrected")
    by_country = "SELECT officers FROM officers_by_country WHERE period = ? AND country = ?"
    assert [r["officers"] for r in db.query(by_country, [PERIOD, "CF"])] == [3]
    assert list(db.query(by_country, [PERIOD, "IQ"])) == []
    assert db.execute("SELECT count(*) FROM decision").fetchone()[0] == 2
    assert list(damage(db)) == []


@pytest.fixture
def missing(path: Path) -> Path:
    """The desk's database, with a row that was not read."""
    db = open_database(path)
    with db.atomic():
        db.execute("DELETE FROM deployment WHERE report = ? AND mission = 'euam-iraq'",
                   [report_of(path)])  # fmt: skip
    db.close()
    return path


@pytest.mark.slow
def test_a_missed_row_is_added_by_keys(missing: Path) -> None:
    with opened(missing) as page:
        page.get_by_label("Uw naam").fill("Ada")
        page.keyboard.press("Tab")
        page.keyboard.press("m")
        lines = page.locator(".box.line")
        lines.first.wait_for()
        wanted = page.locator(".box.line[aria-label*='EUAM Irak']").first
        for _ in range(lines.count()):
            if page.evaluate("document.activeElement.getAttribute('aria-label')") == (
                wanted.get_attribute("aria-label")
            ):
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        shot(page, "desk-missed")
        expect(page.get_by_label("Aantal in de rij")).to_have_value("3")
        page.locator("#missed-mission").fill("EUAM Irak")
        page.locator("#missed-countries").fill("iq")
        page.keyboard.press("Enter")
        line = page.locator("tr.row.added")
        expect(line).to_contain_text("EUAM Irak")
        expect(page.locator("#missed")).to_be_hidden()
        shot(page, "desk-added")
        assert figures(missing)["euam-iraq"] == (3, "added")
        page.keyboard.press("u")
        expect(line).to_have_count(0)
    assert "euam-iraq" not in figures(missing)
    assert list(damage(open_reading(missing))) == []


@pytest.mark.slow
def test_a_missed_row_is_added_by_drawing_a_box(missing: Path) -> None:
    with opened(missing) as page:
        page.get_by_label("Uw naam").fill("Ada")
        page.get_by_role("button", name="Rij gemist").click()
        box = page.locator(".box.line[aria-label*='EUAM Irak']").first.bounding_box()
        assert box
        page.mouse.move(box["x"] - 3, box["y"] - 3)
        page.mouse.down()
        page.mouse.move(box["x"] + 40, box["y"] + 8)
        page.mouse.move(box["x"] + box["width"] + 3, box["y"] + box["height"] + 3)
        page.mouse.up()
        expect(page.locator("#words")).to_have_value("EUAM Irak Irak 3")
        shot(page, "desk-box")
        page.locator("#missed-mission").fill("Een nieuwe missie")
        page.locator("#missed-countries").fill("IQ, ZZ")
        page.get_by_role("button", name="Bewaar").last.click()
        expect(page.locator("#say")).to_contain_text("Niet bewaard")
        page.locator("#missed-countries").fill("IQ")
        page.get_by_role("button", name="Bewaar").last.click()
        expect(page.locator("tr.row.added")).to_contain_text("Een nieuwe missie")
    assert figures(missing)["unknown-een-nieuwe-missie"] == (3, "added")


@pytest.mark.slow
def test_a_heading_is_explained(path: Path) -> None:
    with opened(path) as page:
        page.get_by_label("Uw naam").fill("Ada")
        page.keyboard.press("Tab")
        page.keyboard.press("m")
        page.locator(".box.line").first.click()
        page.get_by_label("Wat er staat").fill("Eenheden")
        page.get_by_label("Dit is").select_option("count")
        page.get_by_role("button", name="Bewaar").last.click()
        expect(page.locator("#say")).to_have_text("Bewaard.")
    decision = next(open_reading(path).query("SELECT * FROM decision"))
    assert (decision["field"], decision["value"]) == ("heading", "count")


@pytest.mark.slow
def test_a_second_person_confirms(path: Path) -> None:
    with opened(path, eyes=2) as page:
        page.get_by_label("Uw naam").fill("Ada")
        page.locator("tr.row", has_text="EUAM Irak").click()
        page.keyboard.press("x")
        line = page.locator("tr.row", has_text="EUAM Irak")
        expect(line).to_contain_text("wacht op een tweede")
        assert figures(path)["euam-iraq"] == (3, None)
        line.click()
        page.keyboard.press("c")
        expect(page.locator("#say")).to_contain_text("another person must confirm")
        page.get_by_label("Uw naam").fill("Bo")
        line.click()
        shot(page, "desk-waiting")
        page.keyboard.press("c")
        expect(line).to_have_class("row rejected")
    assert "euam-iraq" not in figures(path)


@pytest.mark.slow
def test_a_decision_that_meets_nothing_is_shown_and_taken_back(path: Path) -> None:
    db = open_database(path)
    row = next(db.query(
        "SELECT deployment FROM officers WHERE period = ? AND mission = 'euam-iraq'",
        [PERIOD]))  # fmt: skip
    decide(db, row["deployment"], "correct", Person("Ada"), Correction(officers=4))
    with db.atomic():
        db.execute("UPDATE deployment SET subject = 'x/x/x/x/1' WHERE deployment = ?",
                   [row["deployment"]])  # fmt: skip
        lay_decisions(db, [PERIOD])
    assert figures(path)["euam-iraq"] == (3, None)
    assert [f["code"] for f in open_findings(db)].count("decision-unplaced") == 1
    with opened(path) as page:
        page.get_by_label("Uw naam").fill("Bo")
        expect(page.locator("#loose")).to_contain_text(
            "wat 2024-1-bijlage-5.pdf niet (meer) vermeldt"
        )
        shot(page, "desk-loose")
        page.locator("#loose").get_by_role("button", name="Terug").click()
        expect(page.locator("#loose")).to_be_empty()
    assert not any(f["code"] == "decision-unplaced" for f in open_findings(db))


@pytest.mark.slow
def test_pointing_lights_the_other_side(path: Path) -> None:
    with opened(path) as page:
        shot(page, "desk")
        line = page.locator("tr.row", has_text="EUCAP Somalië")
        line.hover()
        lit = page.locator(".box.count.lit")
        expect(lit).to_have_attribute("aria-label", "EUCAP Somalië: 5")
        page.locator(".box.count[aria-label='EUAM Irak: 3']").click()
        expect(page.locator("tr.here")).to_contain_text("EUAM Irak")
        page.get_by_role("button", name="Groter").click()
        assert page.locator(".leaf").bounding_box()["width"] > 650  # type: ignore[index]
        page.get_by_role("button", name="Geen rij").click()
        expect(page.locator("#say")).to_have_text("Vul eerst uw naam in.")
        page.get_by_label("Uw naam").fill("Ada")
        page.get_by_role("button", name="Geen rij").click()
        expect(page.locator("tr.row.rejected")).to_contain_text("EUAM Irak")
        page.locator("tr.row.rejected").click()
        page.get_by_role("button", name="Terug").click()
        expect(page.locator("tr.row.rejected")).to_have_count(0)
    assert "euam-irak" not in figures(path)
    assert figures(path)["euam-iraq"] == (3, None)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_serious_fault_of_accessibility(path: Path, language: str) -> None:
    with opened(path, language=language) as page:
        for name in ("desk", "missed", "list"):
            if name == "missed":
                page.locator("#reviewer").fill("Ada")
                page.locator("#miss").click()
                page.locator(".box.line").first.click()
                expect(page.locator("#missed")).to_be_visible()
            if name == "list":
                page.goto(page.url.rsplit("/", 1)[0])
            found = Axe().run(page).response["violations"]
            serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
            assert serious == [], name


@pytest.mark.slow
def test_a_narrow_screen_has_everything(path: Path) -> None:
    with opened(path, width=400) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        expect(page.get_by_role("button", name="Volgende twijfel")).to_be_visible()
        shot(page, "desk-narrow")


@pytest.mark.slow
def test_two_archivists_see_each_other(path: Path) -> None:
    with opened(path) as page:
        page.get_by_label("Uw naam").fill("Ada")
        page.keyboard.press("Tab")
        here = page.locator("tr.here").get_attribute("data-deployment")
        db = open_database(path)
        decide(db, str(here), "reject", Person("Bo"), seen=0)
        db.close()
        page.keyboard.press("a")
        expect(page.locator("#say")).to_contain_text("Intussen besliste een ander")
        expect(page.locator(f"tr[data-deployment='{here}']")).to_have_class("row rejected here")
    with pytest.raises(StaleDecisionError, match="Bo decided reject"):
        decide(open_database(path), str(here), "approve", Person("Ada"), seen=0)


@pytest.mark.slow
def test_hostile_names_stay_text(path: Path) -> None:
    db = open_database(path)
    with db.atomic():
        db.execute(
            "UPDATE deployment SET mission_as_written = ?, note = ?",
            ["<script>document.title='x'</script>", "<img src=x onerror=document.title='x'>"],
        )
        db.execute("UPDATE report SET file = ?", ["<b>.pdf"])
    db.close()
    with opened(path) as page:
        assert page.locator("#rows script, #details img, header b").count() == 0
        expect(page.locator("tr.here")).to_contain_text("<script>")
        assert page.title() == "Nakijken: <b>.pdf"


def ask(
    address: str, method: str, target: str, body: object = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port)
    connection.putrequest(method, target, skip_host="Host" in headers)
    content = json.dumps(body).encode() if body is not None else b""
    for name, value in {"Content-Length": str(len(content)), **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders(content)
    with closing(connection), connection.getresponse() as answer:
        told = {name.casefold(): value for name, value in answer.getheaders()}
        return answer.status, answer.read().decode("utf-8", "replace"), told


def test_only_the_desk_decides_and_only_its_host_answers(path: Path) -> None:
    report = report_of(path)
    target = f"/-/review/{report}/decide"
    with desk(path) as address:
        status, text, headers = ask(address, "GET", f"/-/review/{report}")
        token = text.split('name="missie-token" content="')[1].split('"')[0]
        assert status == 200 and headers["x-frame-options"] == "DENY"
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert ask(address, "GET", "/-/review", Host="evil.example")[0] == 403
        deployment = json.loads(ask(address, "GET", f"/-/review/{report}/rows.json")[1])["rows"][0]
        asked: dict[str, Any] = {
            "deployment": deployment["deployment"],
            "action": "approve",
            "reviewer": "Eve",
            "seen": 0,
        }
        for more in (
            {},
            {"X_Missie_Token": "wrong"},
            {"X_Missie_Token": token, "Origin": "http://evil.example"},
        ):
            assert ask(address, "POST", target, asked, **more)[0] == 403
        ours = {"X_Missie_Token": token, "Origin": address}
        assert ask(address, "GET", target)[0] == 405
        for bad in (
            [],
            {**asked, "action": "drop"},
            {**asked, "reviewer": " "},
            {**asked, "action": "correct", "officers": -1},
            {**asked, "seen": "x"},
            {"action": "approve"},
        ):
            assert ask(address, "POST", target, bad, **ours)[0] in (400, 404), bad
        assert ask(address, "POST", target, {**asked, "deployment": "none"}, **ours)[0] == 404
        assert ask(address, "POST", target, asked, **ours)[0] == 200
        assert ask(address, "POST", target, asked, **ours)[0] == 409
    assert open_reading(path).execute("SELECT count(*) FROM decision").fetchone()[0] == 1


def test_only_known_pdfs_can_be_asked_for(path: Path, tmp_path: Path) -> None:
    report = report_of(path)
    with desk(path) as address:
        status, _, headers = ask(address, "GET", f"/-/review/{report}/page/2.png?scale=1.5")
        assert status == 200 and headers["content-type"] == "image/png"
        for target in (
            f"/-/review/{report}/page/0.png",
            f"/-/review/{report}/page/99.png",
            f"/-/review/{'0' * 16}/page/1.png",
            "/-/review/..%2f..%2fetc%2fpasswd/page/1.png",
            "/-/review/static/..%2fplugin.py",
            "/-/review/static/plugin.py",
        ):
            status, text, _ = ask(address, "GET", target)
            assert status in (302, 404) and "root:" not in text and "import" not in text, target
        assert ask(address, "GET", f"/-/review/{report}/page/1.png?scale=x")[0] == 400
    changed = tmp_path / "changed.pdf"
    shutil.copy(SAMPLES / "2024-1-bijlage-5.pdf", changed)
    pages = Pages([changed])
    digest = next(r["sha256"] for r in open_reading(path).query(
        "SELECT sha256 FROM report WHERE period = ?", [PERIOD]))  # fmt: skip
    assert pages.has(digest)
    changed.write_bytes(changed.read_bytes() + b"\n")
    with pytest.raises(PageImageError, match="was changed since"):
        pages.png(digest, 1, 1.0)
    with pytest.raises(PageImageError, match="was not found"):
        pages.size("0" * 64, 1)


def test_rows_in_doubt_come_first_and_labels_are_in_both_languages(path: Path) -> None:
    found = rows(open_reading(path), report_of(path))
    assert [row["doubtful"] for row in found] == [True] * 3 + [False] * 9
    assert {row["mission"] for row in found[:3]} == set(PLANTED)
    assert set(labels_of(PACKAGE, "nl")) == set(labels_of(PACKAGE, "en"))
