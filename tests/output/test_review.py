"""The desk in a browser: by keyboard, by mouse, narrow, read aloud, and under attack."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
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
from missiemonitor.output.database.report_digests import note_old
from missiemonitor.output.decisions.apply import lay_decisions
from missiemonitor.output.decisions.by_number import StaleDecisionError
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.page_images import PageImageError, Pages
from missiemonitor.output.review import desk_of
from missiemonitor.output.review.desk import rows
from missiemonitor.output.review.people import People
from missiemonitor.output.site.words import Wording, catalogue
from playwright.sync_api import Locator, Page, expect

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
            db.table("finding_deployment").insert(
                {"finding": f"planted-{mission}", "deployment": row["deployment"]}
            )
    note_old(db, [report_of(copy)])
    db.conn.commit()
    db.close()
    return copy


def report_of(path: Path) -> str:
    db = open_reading(path)
    return str(db.execute("SELECT report FROM report WHERE period = ?", [PERIOD]).fetchone()[0])


NAMES = ("Ada", "Bo")


class Late:
    """An application of which the answers to decisions come so many seconds late."""

    def __init__(self, app: Any, seconds: float) -> None:
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def late(event: Any) -> None:
            if scope["type"] == "http" and scope["method"] == "POST":
                await asyncio.sleep(self.seconds if event["type"] == "http.response.start" else 0)
            await send(event)

        await self.app(scope, receive, late)


@contextmanager
def desk(path: Path, eyes: int = 1, late: float = 0) -> Iterator[str]:
    hosts: set[str] = set()
    server, at = desk_of(
        open_reading(path), path, [SAMPLES], hosts, People.named([*NAMES, "Eve"]), eyes
    )
    with served(Late(server.app(), late)) as address:
        at.hosts = frozenset({urlsplit(address).netloc})
        yield address


def sign(page: Page, name: str) -> None:
    page.locator("#reviewer").select_option(name)


def row(page: Page, name: str) -> Locator:
    return page.locator("tr.row", has_text=name)


def saved(page: Page) -> None:
    """Wait until nothing is being saved any more."""
    page.wait_for_function("() => pending === 0")


def refused(text: str) -> bool:
    """What a browser says of an answer by which the desk refuses a decision."""
    return bool(re.search("status of (400|403|409)", text))


@contextmanager
def opened(
    path: Path, width: int = 1300, language: str = "nl", eyes: int = 1, late: float = 0
) -> Iterator[Page]:
    """The desk of the report, in a browser, with nothing gone wrong on the page."""
    with desk(path, eyes, late) as address, browser() as started:
        page = started.new_page(viewport={"width": width, "height": 850})
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: refused(m.text) or problems.append(m.text))
        root = address if language == "nl" else f"{address}/{language}"
        page.goto(f"{root}/nakijken/{report_of(path)}")
        page.locator("tr.now").wait_for()
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
        expect(told).to_contain_text(f"{severity}: {title}: planted by a test")
        expect(told.locator(".advice")).to_contain_text(wanted)


@pytest.mark.slow
def test_a_whole_report_is_checked_with_few_keys(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        pressed = 0

        def press(*keys: str) -> None:
            nonlocal pressed
            for key in keys:
                page.keyboard.press(key)
                pressed += 1

        right = {"EULEX Kosovo": "3", "EUMM Georgië": "3", "USSC": "1"}
        for _ in range(3):
            name = page.locator("tr.now th").inner_text().split("\n")[0]
            press("e")
            expect(page.get_by_label("Het juiste aantal")).to_be_focused()
            press(right[name], "Enter", "n")
        press("Shift+A")
        expect(page.locator("#progress")).to_have_text("12 van 12 rijen beslist")
        saved(page)
        expect(page.locator("#say")).to_contain_text("Alles beslist. Som 26")
        shot(page, "desk-done")
        assert pressed < 30
    found = figures(path)
    assert found["eulex-kosovo"] == (3, "corrected") and found["ussc"] == (1, "corrected")
    assert {state for _, state in found.values()} == {"corrected", "approved"}
    db = open_reading(path)
    assert list(damage(db)) == []
    assert db.execute("SELECT count(*) FROM decision").fetchone()[0] == 12


@pytest.mark.slow
def test_keys_pressed_fast_give_what_they_say_though_answers_come_late(path: Path) -> None:
    """Each key is about the row that is marked when it is pressed, and no answer moves the mark."""
    db = open_reading(path)
    order = [each["mission"] for each in rows(db, report_of(path))]
    with opened(path, late=2) as page:
        sign(page, "Ada")
        page.locator("tr.row").first.click()
        for key in ("a", "a", "j", "a", "u", "k", "x", "Enter", "e", "7", "Enter"):
            page.keyboard.press(key)
        page.locator("tr.row").nth(8).click()
        expect(page.locator("tr.row").nth(0)).to_contain_text("wordt bewaard")
        shot(page, "desk-saving")
        saved(page)
        expect(page.locator("tr.now .opt")).to_have_text("9")
        expect(page.locator("tr.row").nth(0)).to_contain_text("nagekeken")
    said = db.execute("SELECT subject, action, value FROM decision ORDER BY number").fetchall()
    subject = dict(db.execute(
        "SELECT mission, subject FROM deployment WHERE report = ?", [report_of(path)]).fetchall()
    )  # fmt: skip
    # a on the first two, a on the fourth and taken back, x on the third, 7 in the fourth
    assert said == [
        (subject[order[0]], "approve", None),
        (subject[order[1]], "approve", None),
        (subject[order[3]], "approve", None),
        (subject[order[3]], "undo", "3"),
        (subject[order[2]], "reject", None),
        (subject[order[3]], "correct", "7"),
    ]


@pytest.mark.slow
def test_a_key_right_after_a_form_is_not_lost_though_an_answer_drew_the_rows_anew(
    path: Path,
) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        page.keyboard.press("e")
        # All in one task: the browser has not yet left the field of the form that is closed.
        there = page.evaluate(
            """() => {
              showRows();
              el("change").close();
              const target = document.activeElement;
              target.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true }));
              return [target.tagName, el("ask").open];
            }"""
        )
        assert there == ["INPUT", True]


@pytest.mark.slow
def test_what_is_not_saved_returns_to_its_state_and_says_so(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        page.route("**/decide?*", lambda route: route.fulfill(status=400, json={"error": "weg"}))
        page.locator("tr.row").nth(3).click()
        page.keyboard.press("a")
        saved(page)
        expect(page.locator("#say")).to_have_text("Niet bewaard: weg")
        line = page.locator("tr.row").nth(3)
        expect(line).to_contain_text("niet bewaard: weg")
        expect(line).to_have_class(re.compile("row open"))
        page.unroute("**/decide?*")
        page.keyboard.press("k")
        page.keyboard.press("a")
        saved(page)
        expect(line).not_to_contain_text("niet bewaard")


@pytest.mark.slow
def test_a_batch_is_stored_and_taken_back_as_one(path: Path) -> None:
    with opened(path, late=1) as page:
        sign(page, "Ada")
        page.keyboard.press("Shift+A")
        page.keyboard.press("u")
        saved(page)
        expect(page.locator("#progress")).to_have_text("0 van 12 rijen beslist")
    db = open_reading(path)
    said = [each[0] for each in db.execute("SELECT action FROM decision ORDER BY number")]
    assert said == ["approve"] * 9 + ["undo"] * 9
    assert list(damage(db)) == []


@pytest.mark.slow
def test_an_unlikely_number_asks_once(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        row(page, "EUAM Irak").click()
        page.keyboard.press("e")
        page.keyboard.type("31")
        page.keyboard.press("Enter")
        expect(page.locator("#change-error")).to_contain_text("vorige keer 3")
        expect(page.locator("#officers")).to_be_focused()
        shot(page, "desk-unlikely")
        page.keyboard.press("Enter")
        saved(page)
    assert figures(path)["euam-iraq"] == (31, "corrected")


@pytest.mark.slow
def test_a_mission_and_its_countries_are_corrected_by_name(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        row(page, "EUAM Irak").click()
        page.keyboard.press("e")
        page.get_by_label("De juiste missie").fill("geen missie")
        page.keyboard.press("Enter")
        expect(page.locator("#change-error")).to_have_text("Kies een missie uit de lijst.")
        page.get_by_label("De juiste missie").fill("EUAM RCA")
        page.get_by_label("Het juiste land").fill("Atlantis")
        page.keyboard.press("Enter")
        expect(page.locator("#change-error")).to_contain_text("Kies een land uit de lijst")
        page.get_by_label("Het juiste land").fill("centraal-afrikaanse republiek")
        page.locator("#reason").fill("verkeerde regel")
        shot(page, "desk-change")
        page.keyboard.press("Enter")
        saved(page)
        expect(row(page, "EUAM RCA")).to_have_class(re.compile("row corrected"))
        expect(row(page, "EUAM RCA")).to_contain_text("Centraal-Afrikaanse Republiek")
    db = open_reading(path)
    found = next(db.query(
        "SELECT * FROM officers WHERE period = ? AND mission = 'euam-rca'", [PERIOD]))  # fmt: skip
    assert (found["country"], found["officers"], found["decided"]) == ("CF", 3, "corrected")
    by_country = "SELECT officers FROM officers_by_country WHERE period = ? AND country = ?"
    assert [r["officers"] for r in db.query(by_country, [PERIOD, "CF"])] == [3]
    assert list(db.query(by_country, [PERIOD, "IQ"])) == []
    assert db.execute("SELECT count(*) FROM decision").fetchone()[0] == 2
    assert list(damage(db)) == []


@pytest.mark.slow
def test_right_on_a_corrected_row_confirms_the_correction(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        row(page, "EUAM Irak").click()
        page.keyboard.press("e")
        page.keyboard.type("4")
        page.keyboard.press("Enter")
        sign(page, "Bo")
        row(page, "EUAM Irak").click()
        page.keyboard.press("a")
        saved(page)
        expect(row(page, "EUAM Irak")).to_have_class(re.compile("row corrected"))
    assert figures(path)["euam-iraq"] == (4, "corrected")
    said = open_reading(path).execute("SELECT reviewer, action, value FROM decision").fetchall()
    assert said == [("Ada", "correct", "4"), ("Bo", "correct", "4")]


@pytest.fixture
def missing(path: Path) -> Path:
    """The desk's database, with a row that was not read."""
    db = open_database(path)
    with db.atomic():
        db.execute("DELETE FROM deployment WHERE report = ? AND mission = 'euam-iraq'",
                   [report_of(path)])  # fmt: skip
        note_old(db, [report_of(path)])
    db.close()
    return path


@pytest.mark.slow
def test_a_missed_row_is_added_by_keys(missing: Path) -> None:
    with opened(missing) as page:
        sign(page, "Ada")
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
        page.locator("#missed-countries").fill("irak")
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
        sign(page, "Ada")
        page.get_by_role("button", name="Rij gemist").click()
        wanted = page.locator(".box.line[aria-label*='EUAM Irak']").first
        wanted.scroll_into_view_if_needed()
        box = wanted.bounding_box()
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
        page.locator("#missed .primary").click()
        expect(page.locator("#missed-error")).to_contain_text("er is geen land ‘ZZ’")
        page.locator("#missed-countries").fill("Irak")
        page.locator("#missed .primary").click()
        expect(page.locator("tr.row.added")).to_contain_text("Een nieuwe missie")
    assert figures(missing)["unknown-een-nieuwe-missie"] == (3, "added")


@pytest.mark.slow
def test_a_heading_is_explained(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        page.keyboard.press("m")
        page.locator(".box.line").first.click()
        page.get_by_label("Wat er staat").fill("Eenheden")
        page.get_by_label("Dit is").select_option("count")
        page.locator("#missed .primary").click()
        expect(page.locator("#say")).to_have_text("Bewaard.")
    decision = next(open_reading(path).query("SELECT * FROM decision"))
    assert (decision["field"], decision["value"]) == ("heading", "count")


@pytest.mark.slow
def test_a_second_person_confirms(path: Path) -> None:
    with opened(path, eyes=2) as page:
        sign(page, "Ada")
        line = row(page, "EUAM Irak")
        line.click()
        page.keyboard.press("x")
        page.keyboard.press("Enter")
        saved(page)
        expect(line).to_contain_text("wacht op een tweede")
        assert figures(path)["euam-iraq"] == (3, None)
        line.click()
        page.keyboard.press("c")
        saved(page)
        expect(page.locator("#say")).to_contain_text("een ander moet het bevestigen")
        sign(page, "Bo")
        line.click()
        shot(page, "desk-waiting")
        page.keyboard.press("c")
        saved(page)
        expect(line).to_have_class(re.compile("row rejected"))
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
        sign(page, "Bo")
        expect(page.locator("#loose")).to_contain_text(
            "wat 2024-1-bijlage-5.pdf niet (meer) vermeldt"
        )
        shot(page, "desk-loose")
        page.locator("#loose").get_by_role("button", name="Terug").click()
        saved(page)
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
        expect(page.locator("tr.now")).to_contain_text("EUAM Irak")
        page.get_by_role("button", name="Groter").click()
        assert page.locator(".leaf").bounding_box()["width"] > 650  # type: ignore[index]
        page.get_by_role("button", name="Geen rij").click()
        expect(page.locator("#say")).to_have_text("Kies eerst uw naam.")
        sign(page, "Ada")
        page.get_by_role("button", name="Geen rij").click()
        page.locator("#ask .primary").click()
        saved(page)
        expect(page.locator("tr.row.rejected")).to_contain_text("EUAM Irak")
        page.locator("tr.row.rejected").click()
        page.keyboard.press("w")
        saved(page)
        expect(page.locator("tr.row.rejected")).to_have_count(0)
    assert "euam-irak" not in figures(path)
    assert figures(path)["euam-iraq"] == (3, None)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_serious_fault_of_accessibility(path: Path, language: str) -> None:
    with opened(path, language=language) as page:
        for name in ("desk", "missed", "list"):
            if name == "missed":
                sign(page, "Ada")
                page.locator("#miss").click()
                page.locator(".box.line").first.click()
                expect(page.locator("#missed")).to_be_visible()
            if name == "list":
                page.goto(page.url.rsplit("/", 1)[0])
                shot(page, "desk-list")
            found = Axe().run(page).response["violations"]
            serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
            assert serious == [], name


@pytest.mark.slow
def test_a_narrow_screen_has_everything_and_shows_name_and_count_of_the_row(path: Path) -> None:
    with opened(path, width=390) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.get_by_role("button", name="Volgende twijfel")).to_be_visible()
        sign(page, "Ada")
        line = row(page, "EUAM Irak")
        line.click()
        for cut in ("#cut", "#cut-n"):
            expect(page.locator(cut)).to_be_visible()
        shot(page, "desk-narrow")
        expect(page.locator("#paper")).to_be_hidden()
        page.locator("#show-page").click()
        expect(page.locator(".leaf img")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize(("wide", "high"), [(1024, 768), (1366, 700), (390, 844)])
def test_on_a_low_or_narrow_screen_rows_are_seen_and_what_stands_above_them_is_one_click_away(
    path: Path, wide: int, high: int
) -> None:
    with opened(path) as page:
        expect(page.locator("#head")).to_be_visible()
        page.set_viewport_size({"width": wide, "height": high})
        page.reload()
        page.locator("tr.now").wait_for()
        shot(page, f"desk-{wide}x{high}")
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        expect(page.locator("#head")).to_be_hidden()
        expect(page.locator("#strip")).to_be_in_viewport()
        if wide > 390:
            acts = page.locator(".acts").bounding_box()
            assert acts and acts["y"] + acts["height"] <= high
            tops = [box["y"] + box["height"] for each in page.locator("tr.row").all()[:3]
                    if (box := each.bounding_box())]  # fmt: skip
            assert len(tops) == 3 and max(tops) <= acts["y"]
        page.keyboard.press("g")
        expect(page.locator("#head")).to_be_visible()
        page.locator("#about-told").click()
        expect(page.locator("#head")).to_be_hidden()
        page.keyboard.press("t")  # a table is looked at where it stands
        expect(page.locator("#tables .pick[aria-current]")).to_be_visible()


@pytest.mark.slow
def test_two_archivists_see_each_other(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        here = page.locator("tr.now").get_attribute("data-deployment")
        db = open_database(path)
        decide(db, str(here), "reject", Person("Bo"), seen=0)
        db.close()
        page.keyboard.press("a")
        saved(page)
        expect(page.locator("#say")).to_contain_text("Intussen besliste een ander: Bo wees af")
        expect(page.locator(f"tr[data-deployment='{here}']")).to_have_class(
            re.compile("row rejected")
        )
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
        assert page.locator("#rows script, #details img, .desk-top b").count() == 0
        expect(page.locator("tr.now")).to_contain_text("<script>")
        assert "Nakijken" in page.title()
        expect(page.locator(".desk-top")).to_contain_text("<b>.pdf")


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
        status, text, headers = ask(address, "GET", f"/nakijken/{report}")
        token = text.split('name="missie-token" content="')[1].split('"')[0]
        assert status == 200 and headers["x-frame-options"] == "DENY"
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert ask(address, "GET", "/nakijken", Host="evil.example")[0] == 403
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
        status, told, _ = ask(address, "GET", f"{target}?language=en")
        assert status == 405 and "are not taken this way" in told
        status, told, _ = ask(address, "POST", target, {"reason": "x" * 45_000}, **ours)
        assert status == 413 and "te lang voor een beslissing" in told
        for bad in (
            [],
            {**asked, "action": "drop"},
            {**asked, "reviewer": " "},
            {**asked, "action": "correct", "officers": -1},
            {**asked, "seen": "x"},
            {"action": "approve"},
        ):
            assert ask(address, "POST", target, bad, **ours)[0] in (400, 403, 404), bad
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


def test_rows_stand_in_the_order_of_the_page_beside_the_count_of_the_period_before(
    path: Path,
) -> None:
    found = rows(open_reading(path), report_of(path))
    places = [(each["row_page"], each["row_box"][1]) for each in found]
    assert places == sorted(places)
    assert {each["mission"] for each in found if each["doubtful"]} == set(PLANTED)
    before = {each["mission"]: each["previous"] for each in found}
    assert before["euam-iraq"] and before["euam-iraq"]["text"] == "3"


def test_only_names_of_the_list_decide_and_a_name_that_looks_alike_is_none(path: Path) -> None:
    report = report_of(path)
    one = rows(open_reading(path), report)[0]
    asked = {"deployment": one["deployment"], "action": "approve", "seen": 0}
    with desk(path) as address:
        text = ask(address, "GET", f"/nakijken/{report}")[1]
        token = text.split('name="missie-token" content="')[1].split('"')[0]
        ours = {"X_Missie_Token": token, "Origin": address}
        target = f"/-/review/{report}/decide"
        for name in ("Ada.", "ada", "Ada\u200b", "Mallory", "", None, 3):
            told = ask(address, "POST", target, {**asked, "reviewer": name}, **ours)
            assert told[0] == 403, name
        told = ask(
            address, "POST", target, {**asked, "reviewer": "Ada", "reason": "a\x1bb"}, **ours
        )
        assert told[0] == 400 and "U+001B" in told[1]


@pytest.mark.parametrize(
    "name", ["", " ", "...", "\u0410nna", "A\u200bda", "Ada\n", "Ada\u202e", "\u3164", "x" * 101]
)
def test_a_name_is_one_that_can_be_seen(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        People.named([name])


def test_each_text_of_the_desk_is_used() -> None:
    root = Path(__file__).parent.parent.parent / "output"
    code = "\n".join(
        file.read_text("utf-8")
        for file in (*root.glob("review/**/*.*s"), *root.glob("site/templates/desk*.html"),
                     *root.glob("review/*.py"))
    )  # fmt: skip
    families = ("did_", "origin_", "table_", "filter_", "stands_", "two_", "four_")
    for key in Wording("nl").desk():
        stem = key.rpartition(".")[0] or key
        used = any(
            f"{quote}{lead}{stem}{quote}" in code for quote in "\"'" for lead in ("", "desk.")
        )
        states = key in {"open", "approved", "corrected", "rejected", "added", "conflict"}
        severities = key in {"error", "warning", "info"}
        assert used or states or severities or key.startswith(families), key
    assert {len(texts) for texts in catalogue().values()} == {2}
