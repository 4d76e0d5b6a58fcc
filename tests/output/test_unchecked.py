"""Numbers that nobody looked at are told beside those that somebody did, rejected rows too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from missiemonitor.output.analysis.over_time import over_time
from missiemonitor.output.charts import labels_in
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages import period_page
from missiemonitor.pipeline.presentation.comparisons import of_periods
from sqlite_utils import Database

from tests.output.test_rows_listed import BEFORE, NOW, read

ADA = Person("Ada")


@pytest.fixture
def both(tmp_path: Path) -> Database:
    db = open_database(tmp_path / "x.db", create=True)
    for period in (BEFORE, NOW):
        store(db, read(period, (3, 4, 5, 6)), "v")
    return db


def compared(db: Database) -> str:
    return of_periods(db, over_time(db), "mission", "pipe", "en")


def decided(db: Database, action: str) -> None:
    (report,) = db.execute("SELECT report FROM report WHERE period = ?", [NOW]).fetchone()
    rows = db.execute("SELECT deployment FROM deployment WHERE report = ?", [report]).fetchall()
    decide(db, rows[0][0], action, ADA)


@pytest.mark.parametrize(("action", "total"), [("reject", r"1\d"), ("approve", "18")])
def test_what_nobody_looked_at_is_told_beside_what_somebody_did(
    both: Database, action: str, total: str
) -> None:
    before = compared(both)
    assert "^" not in before and f"Nobody has checked any row of {BEFORE}, {NOW}." in before
    decided(both, action)
    told = compared(both)
    (row,) = [line for line in told.splitlines() if line.startswith("| Total")]
    assert re.search(rf"\| 18 +\| {total} \^ +\|$", row)
    assert f"Nobody has checked any row of {BEFORE}." in told
    assert f"{NOW}: nobody has checked 3 of 4 rows." in told
    page = period_page(both, NOW, "x.db", labels_in("en"), [], Crops(()))
    (foot,) = re.findall(r'<tfoot>.*?<td class="n">(.*?)</td>', page)
    (opening,) = re.findall(r'<ul class="figures">\s*<li><b>(.*?)</b>', page)
    assert foot == opening and re.fullmatch(rf"{total} \^", foot)
    assert len(re.findall(r'<td class="n">\d+ \^</td>', page)) == 4  # three rows, and the total
    assert "^  checked by nobody, where others of its half-year are" in page
    decided(both, "undo")
    assert compared(both) == before
