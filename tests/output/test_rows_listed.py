"""A finding that lists rows makes each of them unsure, in every way out, until it is closed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import openpyxl
import pytest
from missiemonitor.extractors.extraction import Deployment, Extraction
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.closed_findings import closed_findings
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.analysis.provenance import why
from missiemonitor.output.charts import charts_of, labels_in
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.decide_report import settle_finding
from missiemonitor.output.export.excel import excel
from missiemonitor.output.export.package import package_files
from missiemonitor.output.names import names_in
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages import period_page
from missiemonitor.output.review import desk
from missiemonitor.output.site.read_world import read_world
from sqlite_utils import Database

from tests.invented import invented_extraction
from tests.output.test_marked_everywhere import Kept, ask

ADA = Person("Ada", "looked at the page")
BEFORE, NOW = "2023-2", "2024-1"
JUMP = 40  # officers of a row that had a few before
Marked = Iterator[tuple[str, bool]]  # a mission, and whether its figure is marked


def read(period: str, counts: Sequence[int], listed: Sequence[int] = ()) -> Extraction:
    """Rows with these counts; a finding of their whole table lists some of them, by place."""
    made = invented_extraction(period, Random(3), {})
    rows = tuple(
        replace(row, officers=count, officers_max=None, qualifier=None, count_as_written=str(count))
        for row, count in zip(made.deployments, counts, strict=False)
    )
    told = finding(
        "ocr-unsure",
        {"table": "t", "deployments": [rows[at].key for at in listed]},
        message="table",
        evidence=made.tables[0].evidence,
        number=len(listed),
        rows=[rows[at].evidence.text for at in listed],
    )
    return replace(made, deployments=rows, findings=(told,) if listed else (), statements=())


@dataclass(frozen=True)
class Stored:
    kept: Kept
    rows: tuple[Deployment, ...]
    unsure: set[str]  # missions

    @property
    def db(self) -> Database:
        return self.kept.db


@pytest.fixture(params=["ocr-unsure", "count-jumped"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Stored:
    """Two half-years; in the second a finding lists two rows, or one that counts far more."""
    scan = request.param == "ocr-unsure"
    db = open_database(tmp_path / "x.db", create=True)
    store(db, read(BEFORE, (3, 4, 5, 6)), "v")
    made = read(NOW, (3, 4, 5, 6), (1, 3)) if scan else read(NOW, (3, JUMP, 5, 6))
    store(db, made, "v")
    at = (1, 3) if scan else (1,)
    missions = {made.deployments[each].mission for each in at}
    return Stored(Kept(db, tmp_path / "x.db"), made.deployments, missions)


def in_views(stored: Stored) -> Marked:
    for view, column in (
        ("officers", "findings"),
        ("marked_officers", "unsure"),
        ("officers_by_mission", "unsure"),
        ("changes", "now_unsure"),
    ):
        for row in stored.db.query(f"SELECT * FROM {view} WHERE period = ?", [NOW]):
            yield row["mission"], bool(row[column])


def compared(stored: Stored) -> Marked:
    told = json.loads(ask(stored.kept, "compare", BEFORE, NOW, "--json"))
    for row in told["missions"]:
        yield row["mission"], "?" in row["after_shown"]
    lines = ask(stored.kept, "compare", "--all", "--markdown").splitlines()
    names = {row.mission_as_written: row.mission for row in stored.rows}
    for cells in (line.strip("| ").split(" | ") for line in lines):
        if (name := cells[0].strip()) in names:
            yield names[name], "?" in cells[-1]


def told_why(stored: Stored) -> Marked:
    for row in stored.rows:
        (figure,) = why(stored.db, row.mission, NOW)
        yield row.mission, bool(figure["findings"])
        yield row.mission, "unsure" in figure["in_force"]["marks"]


def reported(stored: Stored) -> Marked:
    page = period_page(stored.db, NOW, "x.db", labels_in("en"), [], Crops(()))
    table = page[page.index("<tbody>") :]
    for row in stored.rows:
        cells = table[table.index(row.mission_as_written) :].split("</tr>")[0]
        yield row.mission, f"{row.officers} ?" in cells


def drawn(stored: Stored) -> Marked:
    (chart,) = [each for each in charts_of(stored.db, labels_in("en")) if each.name == "mission"]
    called = names_in(stored.db, "en")
    names = {called.mission(row.mission_as_written): row.mission for row in stored.rows}
    for cells in chart.table.to_dict("records"):
        first, *_ = cells.values()
        if first in names:
            yield names[first], "?" in next(v for k, v in cells.items() if k.startswith(NOW))


def exported(stored: Stored) -> Marked:
    for name, content in package_files(stored.db):
        if name.endswith("marked_officers.csv"):
            for row in csv.DictReader(io.StringIO(content.decode())):
                if row["period"] == NOW:
                    yield row["mission"], row["unsure"] == "1"
    written = io.BytesIO()
    excel(stored.db, written)
    sheet = list(openpyxl.load_workbook(written)["officers_by_mission"].iter_rows())
    heads = [cell.value for cell in sheet[0]]
    for cells in sheet[1:]:
        of = dict(zip(heads, cells, strict=True))
        comment = of["officers"].comment
        if of["period"].value == NOW:
            yield of["mission"].value, "unsure" in (comment.text if comment else "")


def at_the_desk(stored: Stored) -> Marked:
    (report,) = stored.db.query("SELECT * FROM current_report WHERE period = ?", [NOW])
    for row in desk.rows(stored.db, report["report"]):
        yield row["mission"], row["doubtful"]
        yield row["mission"], bool(row["findings"])
    (told,) = [each for each in desk.reports(stored.db) if each["period"] == NOW]
    assert told["doubtful"] == len(stored.unsure)


def on_the_site(stored: Stored) -> Marked:
    world = read_world(stored.db)
    for figure in world.by_period[NOW]:
        yield figure.mission, figure.state == "doubt" and "?" in figure.shown


WAYS = (in_views, compared, told_why, reported, drawn, exported, at_the_desk, on_the_site)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_rows_that_a_finding_lists_are_marked_and_no_others(
    stored: Stored, way: Callable[[Stored], Marked]
) -> None:
    found = list(way(stored))
    assert {mission for mission, _ in found} == {row.mission for row in stored.rows}
    assert [each for each in found if each[1] != (each[0] in stored.unsure)] == []
    assert list(damage(stored.db)) == []


def ids(stored: Stored) -> list[str]:
    rows = stored.db.query(
        "SELECT deployment, mission FROM officers WHERE period = ? ORDER BY top", [NOW]
    )
    return [row["deployment"] for row in rows if row["mission"] in stored.unsure]


def codes(db: Database) -> list[str]:
    return [each["code"] for each in open_findings(db)]


def test_it_is_open_until_each_of_its_rows_is_decided(stored: Stored) -> None:
    (code,) = codes(stored.db)
    *first, last = ids(stored)
    for key in first:
        decide(stored.db, key, "approve", ADA)
        assert codes(stored.db) == [code]
    number = decide(stored.db, last, "approve", ADA)
    assert codes(stored.db) == []
    closed = {(each["deployment"], each["closed_by"]) for each in closed_findings(stored.db)}
    assert closed == {(key, number) for key in ids(stored)}
    decide(stored.db, last, "undo", ADA)
    assert codes(stored.db) == [code]
    (told,) = open_findings(stored.db)
    settle_finding(stored.db, told["finding"], "agree", ADA)
    assert codes(stored.db) == []
    assert not any(row["findings"] for row in stored.db.query("SELECT findings FROM officers"))


def test_a_count_that_a_person_makes_jump_is_told_and_marks_no_row(stored: Stored) -> None:
    db = stored.db
    key = next(
        row["deployment"]
        for row in db.query("SELECT * FROM officers WHERE period = ? ORDER BY top", [NOW])
        if row["mission"] not in stored.unsure
    )
    before = codes(db)
    decide(db, key, "correct", ADA, Correction(officers=99))
    assert codes(db).count("count-jumped") == before.count("count-jumped") + 1
    (row,) = db.query("SELECT unsure FROM marked_officers WHERE deployment = ?", [key])
    assert not row["unsure"]
    decide(db, key, "undo", ADA)
    assert codes(db) == before


def test_a_corrected_count_jumps_no_more(tmp_path: Path) -> None:
    db = open_database(tmp_path / "x.db", create=True)
    for period, counts in ((BEFORE, (3, 4)), (NOW, (3, JUMP))):
        store(db, read(period, counts), "v")
    (told,) = open_findings(db)
    assert told["code"] == "count-jumped"
    decide(db, told["deployments"][0], "correct", ADA, Correction(officers=4))
    assert codes(db) == []
