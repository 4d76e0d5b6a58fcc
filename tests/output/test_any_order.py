"""The same reports and decisions give the same database, in whatever order they came."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.bring_in import bring_in
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.decide_report import settle_finding, settle_table
from missiemonitor.output.decisions.hash_chain import written
from missiemonitor.output.decisions.missed_rows import Missed, add_row
from sqlite_utils import Database

from tests.invented import invented_extraction

ADA, BOB = Person("Ada", "staat zo op de bladzijde"), Person("Bob", "nagekeken")
PERIODS = ("2023-1", "2023-2", "2024-1", "2024-2")


def reports(dice: Random) -> list[Extraction]:
    """Half-years in which missions come and go, one of them told twice, one to be agreed."""
    made, counts = [], dict[str, int]()
    for period in PERIODS:
        read = invented_extraction(period, dice, counts)
        made.append(read)
    at = dice.randrange(len(made))
    document = made[at].document
    later = replace(
        document,
        file=f"herzien-{document.file}",
        sha256=hashlib.sha256(b"revised").hexdigest(),
        texts=tuple(f"{text} herzien" for text in document.texts),
    )
    rows = made[at].deployments[:-1]
    revised = replace(made[at], document=later, deployments=rows, statements=(), findings=())
    waits = dice.choice([each for each in range(len(made)) if each != at])
    table = replace(made[waits].tables[0], standing="to-agree")
    told = finding("table-to-agree", {"table": "t"}, reasons=[], rows=9, officers=9, pages=[1])
    made[waits] = replace(
        made[waits],
        tables=(table,),
        deployments=tuple(replace(d, counted=False) for d in made[waits].deployments),
        findings=(told,),
    )
    return [*made, revised]


def decided(db: Database, dice: Random) -> None:
    """What people decide on a database with all reports, each kind of decision among it."""
    rows = [r["deployment"] for r in db.query("SELECT deployment FROM deployment ORDER BY 1")]
    for deployment in dice.sample(rows, 10):
        action = dice.choice(["approve", "reject", "officers", "mission", "countries"])
        if action in ("approve", "reject"):
            decide(db, deployment, action, dice.choice([ADA, BOB]))
            continue
        right = {
            "officers": Correction(officers=dice.choice([0, 3, 90])),
            "mission": Correction(mission=dice.choice(["minusma", "eulex-kosovo"])),
            "countries": Correction(countries=("ML", "NE")),
        }[action]
        decide(db, deployment, "correct", ADA, right)
        if dice.random() < 0.3:
            decide(db, deployment, "undo", BOB)
    # A row that nobody read, and what waits for a second person, until he says so of one.
    (report,) = db.execute("SELECT min(report) FROM current_report").fetchone()
    words = "Missie in Verzonnenland 4"
    missed = Missed(1, (50.0, 700.0, 480.0, 712.0), words, "Missie in Verzonnenland", ("FJ",), 4)
    add_row(db, report, missed, ADA)
    waits = dice.sample(rows, 2)
    for deployment in waits:
        decide(db, deployment, "reject", replace(ADA, eyes=2))
    decide(db, waits[0], "confirm", BOB)
    for (table,) in db.execute(
        "SELECT extracted_table FROM extracted_table WHERE standing = 'to-agree'"
    ).fetchall():
        settle_table(db, table, dice.choice(["agree", "reject"]), ADA)
    several = open_findings(db)
    for each in dice.sample(several, min(5, len(several))):
        there = db.execute("SELECT 1 FROM finding WHERE finding = ?", [each["finding"]])
        if each["code"] != "table-to-agree" and there.fetchone():
            settle_finding(db, each["finding"], "agree", BOB)


@pytest.mark.parametrize("seed", range(6))
def test_reports_and_decisions_in_any_order_give_the_same_database(
    tmp_path: Path, seed: int
) -> None:
    dice = Random(seed)
    read = reports(dice)
    db = open_database(tmp_path / "first.db", create=True)
    for each in read:
        store(db, each, "v1")
    decided(db, dice)
    lines = list(written(db))
    actions = {json.loads(line)["action"] for line in lines}
    assert {"add", "reject", "confirm", "correct", "agree"} <= actions
    assert len(lines) > 10 and list(damage(db)) == []
    first = list(canonical(db))
    views = {view: _rows(db, view) for view in ("officers", "officers_by_period", "to_review")}
    for number in range(3):
        other = open_database(tmp_path / f"{number}.db", create=True)
        # The chain comes in as it was written, in pieces between the reports.
        steps: list[Extraction | int] = [*read, *sorted(dice.sample(range(1, len(lines)), 2))]
        dice.shuffle(steps)
        brought = 0
        for step in [*steps, len(lines)]:
            if isinstance(step, int):
                brought = max(brought, step)
                bring_in(other, lines[:brought])
            else:
                store(other, step, "v1")
        assert list(canonical(other)) == first
        assert {view: _rows(other, view) for view in views} == views
        other.close()


def _rows(db: Database, view: str) -> list[str]:
    return sorted(map(repr, db.execute(f'SELECT * FROM "{view}"').fetchall()))
