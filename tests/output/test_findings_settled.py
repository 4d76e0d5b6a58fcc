"""Any finding can be settled: by whom, why, for how long, and what becomes of what it marked."""

from __future__ import annotations

import html
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.extractors.findings import advice, finding
from missiemonitor.output.analysis.closed_findings import closed_findings
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.analysis.provenance import why
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database, schema_version
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.bring_in import bring_in
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.decide_report import settle_finding
from missiemonitor.output.decisions.hash_chain import written
from missiemonitor.output.page_images import Pages
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.site import Site
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.presentation import as_figure
from sqlite_utils import Database

from tests.invented import invented_extraction
from tests.output.test_migration import filled

ADA, BOB = Person("Ada", "looked at the page"), Person("Bob")


def read(period: str = "2024-1", value: str = "7 of 8", sha: str = "") -> Extraction:
    """An invented half-year with a finding on a row and one on the whole report."""
    made = invented_extraction(period, Random(3), {})
    row = made.deployments[0]
    told = (
        finding("footnote-on-count", {"deployment": row.key}, name="EULEX", note=value),
        finding("series-unsure", {}),
    )
    document = replace(made.document, sha256=sha or made.document.sha256)
    return replace(made, document=document, findings=told)


def open_codes(db: Database) -> dict[str, str]:
    return {each["code"]: each["finding"] for each in open_findings(db)}


def marked(db: Database) -> int:
    found: int = db.execute("SELECT sum(findings) FROM officers").fetchone()[0]
    return found


def test_a_settled_finding_is_open_no_more_and_marks_no_figure(db: Database) -> None:
    store(db, read(), "v1")
    before, unsure = open_codes(db), marked(db)
    number = settle_finding(db, before["footnote-on-count"], "agree", ADA)
    assert open_codes(db).keys() == before.keys() - {"footnote-on-count"}
    assert marked(db) == unsure - 1
    (said,) = db.query("SELECT * FROM decision WHERE number = ?", [number])
    assert (said["kind"], said["reason"]) == ("finding", "looked at the page")
    settle_finding(db, before["footnote-on-count"], "undo", BOB)
    assert open_codes(db) == before
    assert list(damage(db)) == []


def told_by_why(db: Database) -> tuple[list[str], list[int], str]:
    """Codes that are open, numbers of decisions and the text of the figure with the finding."""
    (row,) = db.query(
        "SELECT d.* FROM finding AS f JOIN deployment AS d ON d.deployment = f.deployment"
    )
    (figure,) = why(db, row["mission"], "2024-1")
    text = as_figure.figure(figure, "en", closed_findings(db, "en", row["deployment"]))
    return (
        [each["code"] for each in figure["findings"]],
        [each["number"] for each in figure["decisions"]],
        text,
    )


def test_why_tells_a_settled_finding_as_settled_with_its_decision(db: Database) -> None:
    store(db, read(), "v1")
    codes, numbers, text = told_by_why(db)
    assert (codes, numbers) == (["footnote-on-count"], []) and "decisions  none" in text
    assert "finding    warning: footnote-on-count" in text
    number = settle_finding(db, open_codes(db)["footnote-on-count"], "agree", ADA)
    codes, numbers, text = told_by_why(db)
    assert (codes, numbers) == ([], [number])
    assert f"finding    settled by decision {number}: warning: footnote-on-count" in text
    title = advice("footnote-on-count")["title"]
    assert f"decision   {number}: agree (finding: {title}) by Ada" in text and "none" not in text
    (closed,) = closed_findings(db)
    settle_finding(db, closed["finding"], "undo", BOB)
    codes, numbers, text = told_by_why(db)
    assert (codes, numbers) == (["footnote-on-count"], [number, number + 1])
    assert "settled by" not in text


@pytest.mark.parametrize("action", ["approve", "correct", "reject"])
def test_why_tells_a_finding_that_a_decision_on_its_row_answered_as_settled(
    db: Database, action: str
) -> None:
    store(db, read(), "v1")
    (row,) = db.query("SELECT deployment FROM finding WHERE deployment IS NOT NULL")
    decide(
        db, row["deployment"], action, ADA, Correction(officers=7) if action == "correct" else None
    )
    codes, (number,), text = told_by_why(db)
    assert codes == [] and "footnote-on-count" not in open_codes(db)
    assert f"settled by decision {number}: warning: footnote-on-count" in text


def test_the_page_of_a_figure_tells_who_settled_its_finding(db: Database, tmp_path: Path) -> None:
    store(db, read(), "v1")
    open_ = open_codes(db)["footnote-on-count"]
    message, deployment = db.execute(
        "SELECT message, deployment FROM finding WHERE finding = ?", [open_]
    ).fetchone()
    site = Site(tmp_path / "test.db", Served(), Pages([]))

    def page(language: str = "en") -> str:
        figure = site.world(language).figures[deployment]
        return html.unescape(site.html(Address("figure", figure.address, language)) or "")

    assert message in page() and "Nobody has checked" in page() and "ettled" not in page()
    settle_finding(db, open_, "agree", ADA)
    assert f"<strong>Ada</strong> settled this finding: {message} (looked at the page)" in page()
    assert "Settled by Ada" in page() and "Nobody has checked" not in page()
    assert "Afgedaan door Ada" in page("nl")
    decide(db, deployment, "approve", BOB)
    assert "Settled by Ada" in page() and "<strong>Bob</strong> approved" in page()


def test_a_finding_on_a_whole_report_is_settled_too(db: Database) -> None:
    store(db, read(), "v1")
    settle_finding(db, open_codes(db)["series-unsure"], "agree", ADA)
    assert "series-unsure" not in open_codes(db)


def test_it_stays_settled_while_the_same_is_said_and_comes_back_where_another_thing_is(
    db: Database,
) -> None:
    store(db, read(), "v1")
    settle_finding(db, open_codes(db)["footnote-on-count"], "agree", ADA)
    store(db, read(), "v2")
    assert "footnote-on-count" not in open_codes(db)
    store(db, read(value="6 of 8"), "v3")
    assert "footnote-on-count" in open_codes(db)


def test_with_four_eyes_it_is_open_until_another_person_confirms(db: Database) -> None:
    store(db, read(), "v1")
    found = open_codes(db)["footnote-on-count"]
    settle_finding(db, found, "agree", replace(ADA, eyes=2))
    assert "footnote-on-count" in open_codes(db)
    with pytest.raises(ValueError, match="another person"):
        settle_finding(db, found, "confirm", ADA)
    settle_finding(db, found, "confirm", BOB)
    assert "footnote-on-count" not in open_codes(db)


def test_what_makes_no_sense_is_refused(db: Database) -> None:
    store(db, read(), "v1")
    with pytest.raises(LookupError):
        settle_finding(db, "gone", "agree", ADA)
    with pytest.raises(ValueError, match="no action"):
        settle_finding(db, open_codes(db)["footnote-on-count"], "reject", ADA)


def test_what_was_settled_holds_in_another_database(db: Database, tmp_path: Path) -> None:
    store(db, read(), "v1")
    settle_finding(db, open_codes(db)["footnote-on-count"], "agree", ADA)
    other = open_database(tmp_path / "other.db", create=True)
    bring_in(other, written(db))
    store(other, read(), "v1")
    assert "footnote-on-count" not in open_codes(other)


@pytest.mark.parametrize("version", range(6, schema_version()))
def test_a_finding_of_an_old_database_can_be_settled(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    filled(path, version).close()
    db = open_database(path)
    assert db.execute("SELECT count(*) FROM finding WHERE subject = ''").fetchone() == (0,)
    found = next(iter(db.query("SELECT * FROM finding WHERE severity = 'warning'")))
    settle_finding(db, found["finding"], "agree", ADA)
    again = db.execute("SELECT subject FROM standing_decision WHERE kind = 'finding'").fetchall()
    assert again == [(found["subject"],)]
    assert list(damage(db)) == []


def test_what_several_reports_say_follows_from_a_decision_at_once(db: Database) -> None:
    """A count that a person corrects may be far from that of the period before."""
    for period in ("2023-2", "2024-1"):
        store(db, replace(read(period), findings=()), "v1")
    assert "count-jumped" not in open_codes(db)
    row = next(db.query("SELECT * FROM officers WHERE period = '2024-1' AND officers > 0 LIMIT 1"))
    decide(db, row["deployment"], "correct", ADA, Correction(officers=row["officers"] * 3 + 60))
    assert "count-jumped" in open_codes(db)
    decide(db, row["deployment"], "undo", ADA)
    assert "count-jumped" not in open_codes(db)


def test_the_order_of_reports_and_decisions_shows_nowhere(db: Database, tmp_path: Path) -> None:
    reports = {period: replace(read(period), findings=()) for period in ("2023-2", "2024-1")}
    for made in reports.values():
        store(db, made, "v1")
    row = next(db.query("SELECT * FROM officers WHERE period = '2023-2' AND officers > 0 LIMIT 1"))
    decide(db, row["deployment"], "correct", ADA, Correction(officers=row["officers"] * 3 + 60))
    decisions = list(written(db))
    told: set[tuple[Any, ...]] = set()
    for number, steps in enumerate(permutations(["decide", *reports])):
        other = open_database(tmp_path / f"{number}.db", create=True)
        for step in steps:
            if step == "decide":
                bring_in(other, decisions)
            else:
                store(other, reports[step], "v1")
        told.add(tuple(canonical(other)))
        other.close()
    assert len(told) == 1


def test_settle_takes_the_beginning_of_an_id(db: Database, tmp_path: Path) -> None:
    store(db, read(), "v1")
    found = open_codes(db)["footnote-on-count"]
    path = str(db.execute("PRAGMA database_list").fetchone()[2])
    db.close()

    def settle(*options: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["settle", *options, "--db", path])
        return result.exit_code, result.output

    assert settle(found[:8])[0] == 1
    assert settle(found[:8], "--agree", "--reviewer", "Ada")[0] == 2  # without a reason
    agree = ("--agree", "--reviewer", "Ada", "--reason", "as printed")
    assert "is settled" in settle(found[:8], *agree)[1]
    assert settle(found[:8])[0] == 0
    assert settle(found[:3], *agree)[0] == 2
    assert settle(found[:8], "--reject", "--reviewer", "Ada")[0] == 2
    assert "open again" in settle(found[:8], "--undo", "--reviewer", "Ada")[1]
    assert settle(found[:4], "--undo", "--reviewer", "Ada")[0] == 2  # it is open


def test_why_names_the_finding_that_each_decision_is_on(db: Database) -> None:
    store(db, read(), "v1")
    told = open_codes(db)["footnote-on-count"]
    settle_finding(db, told, "agree", ADA)
    settle_finding(db, told, "undo", BOB)
    (row,) = db.query("SELECT deployment FROM finding WHERE finding = ?", [told])
    decide(db, row["deployment"], "approve", ADA)
    lines = [each for each in told_by_why(db)[2].splitlines() if " decision " in each]
    title = advice("footnote-on-count")["title"]
    assert [f"(finding: {title})" in each for each in lines[-3:]] == [True, True, False]
    assert "undo" in lines[-2] and "Bob" in lines[-2]
