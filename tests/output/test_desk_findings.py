"""Findings on a whole report, at the desk: listed with what to do, settled with a reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.records import write_finding
from missiemonitor.output.review.beside_rows import findings
from missiemonitor.output.review.deciding import answer
from playwright.sync_api import expect

from tests.browser import shot
from tests.output.test_review import opened, report_of, saved, sign


@pytest.fixture
def path(samples_path: Path, tmp_path: Path) -> Path:
    """The samples, with two more findings on the whole of 2024-1."""
    copy = tmp_path / "desk.db"
    shutil.copy(samples_path, copy)
    db = open_database(copy)
    with db.atomic():
        for told in (
            finding("series-unsure", {}),
            finding("no-table", {}),
        ):
            write_finding(db, report_of(copy), told)
    db.close()
    return copy


def test_only_findings_of_the_whole_report_are_listed_and_they_can_be_settled(path: Path) -> None:
    db, report = open_database(path), report_of(path)
    found = findings(db, report, "nl")
    assert {"series-unsure", "no-table"} <= {each["code"] for each in found}
    one = next(each for each in found if each["code"] == "no-table")
    asked = {"reviewer": "Ada", "finding": one["finding"], "action": "agree", "seen": 0}
    assert answer(db, report, "settle-finding", asked, 1)[0] == 400  # without a reason
    asked |= {"reason": "another document"}
    assert answer(db, report, "settle-finding", asked, 1)[0] == 200
    assert "no-table" not in {each["code"] for each in open_findings(db)}
    assert findings(db, report)[-1]["settled"]
    # by somebody who looked before
    assert answer(db, report, "settle-finding", {**asked, "action": "undo"}, 1)[0] == 409
    other = next(each for each in open_findings(db) if each["deployment"])
    asked = {**asked, "finding": other["finding"]}
    assert answer(db, report, "settle-finding", asked, 1)[0] == 404


@pytest.mark.slow
def test_a_finding_is_settled_with_a_reason_in_the_browser(path: Path) -> None:
    with opened(path) as page:
        sign(page, "Ada")
        line = page.locator("#findings .finding", has_text="Reeks onbekend")
        line.get_by_role("button", name="Afdoen").click()
        page.locator("#ask .primary").click()
        expect(page.locator("#ask-error")).to_have_text("Zeg waarom het zo klopt.")
        page.locator("#ask-reason").fill("bijlage van het halfjaarbericht")
        shot(page, "desk-findings")
        problems = Axe().run(page).response["violations"]
        assert [each for each in problems if each["impact"] in ("serious", "critical")] == []
        page.locator("#ask .primary").click()
        saved(page)
        expect(page.locator("#findings .finding.settled")).to_contain_text("Reeks onbekend")
    (said,) = open_reading(path).query("SELECT * FROM decision")
    assert (said["kind"], said["reason"]) == ("finding", "bijlage van het halfjaarbericht")
