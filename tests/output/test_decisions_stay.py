"""Random decisions and random re-readings, and a program that is killed at any moment."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.bring_in import bring_in
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.hash_chain import written
from missiemonitor.output.decisions.missed_rows import Missed, add_row
from sqlite_utils import Database

from tests.conftest import SAMPLES, pdf_of, rows_page

MISSIONS = [("EULEX Kosovo", "Kosovo"), ("EUMM Georgië", "Georgië"), ("EUAM Irak", "Irak")]
UNREAD = "EUAM Oekraïne heeft er 2"  # a line of which no row is made
PAGE = st.tuples(
    st.lists(st.sampled_from([None, 1, 2, 3, 4]), min_size=3, max_size=3).filter(any),
    st.booleans(),
)
STEP = st.one_of(
    st.tuples(st.just("read"), PAGE),
    st.tuples(
        st.sampled_from(["approve", "officers", "mission", "countries", "reject", "undo", "add"]),
        st.tuples(st.integers(0, 2), st.integers(0, 9)),
    ),
)
RIGHT = {"mission": "euam-ukraine", "countries": ["UA", "MD"]}


@dataclass
class Stands:
    """What should hold of a row: the last action, the count decided on, and what was corrected."""

    action: str
    on: int
    fields: dict[str, Any] = field(default_factory=dict)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(STEP, min_size=2, max_size=10))
def test_no_decision_is_lost_or_falls_on_another_row(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any]]
) -> None:
    """A report is read again with other counts, rows that come and go, in another order."""
    folder = tmp_path_factory.mktemp("random")
    db = open_database(folder / "random.db", create=True)
    counts: list[int | None] = [1, 2, 3]
    unread = True
    _read(db, folder, counts, unread)
    stands: dict[str, Stands] = {}
    added = False
    taken = 0
    for action, told in steps:
        if action == "read":
            counts, unread = told
            _read(db, folder, counts, unread)
        elif action == "add":
            if unread and not added:
                report = db.execute("SELECT report FROM report").fetchone()[0]
                missed = Missed(1, (55, 690, 400, 705), UNREAD, "EUAM Oekraïne", ("UA",), 2)
                add_row(db, report, missed, Person("Ada"))
                added = True
                taken += 1
        else:
            which, value = told
            name, count = MISSIONS[which][0], counts[which]
            if count is None:
                continue
            _decide(db, name, action, value)
            taken += 1
            _expect(stands, name, action, count, value)
        assert db.table("decision").count == taken
        _hold(db, counts, stands, added, unread)
    assert list(damage(db)) == []
    copy = open_database(folder / "copy.db", create=True)
    bring_in(copy, list(written(db)))
    _read(copy, folder, counts, unread)
    for query in (
        "SELECT mission, country, officers, decided, findings FROM officers ORDER BY mission",
        "SELECT code, message FROM to_review ORDER BY code, message",
    ):
        assert list(copy.query(query)) == list(db.query(query))


def _decide(db: Database, name: str, action: str, value: int) -> None:
    row = db.execute(
        "SELECT deployment FROM deployment WHERE mission_as_written = ?", [name]
    ).fetchone()
    if action == "officers":
        decide(db, row[0], "correct", Person("Ada"), Correction(officers=value))
    elif action in RIGHT:
        decide(db, row[0], "correct", Person("Ada"), Correction(**{action: RIGHT[action]}))  # type: ignore[arg-type]
    else:
        decide(db, row[0], action, Person("Ada"))


def _expect(stands: dict[str, Stands], name: str, action: str, count: int, value: int) -> None:
    if action == "undo":
        stands.pop(name, None)
        return
    before = stands.get(name)
    if action == "approve" and before and before.action == "correct":
        stands[name] = Stands("correct", count, before.fields)  # it confirms what was corrected
        return
    if action in ("approve", "reject"):
        stands[name] = Stands(action, count)
        return
    fields = before.fields if before and before.action == "correct" else {}
    more = {"officers": value} if action == "officers" else {action: RIGHT[action]}
    stands[name] = Stands("correct", count, {**fields, **more})


def _read(db: Database, folder: Path, counts: list[int | None], unread: bool) -> None:
    rows = [
        (*names, str(count))
        for names, count in zip(MISSIONS, counts, strict=True)
        if count is not None
    ]
    page = rows_page(sorted(rows, key=lambda row: (row[2], row[0])))
    path = folder / "report.pdf"
    path.write_bytes(pdf_of([*page, (60.0, 700.0, UNREAD)] if unread else page))
    with db.atomic():
        db.execute("DELETE FROM report")
    store(db, extract(read_document(path)), "test")


def _hold(
    db: Database,
    counts: list[int | None],
    stands: dict[str, Stands],
    added: bool,
    unread: bool,
) -> None:
    shown = {row["mission_as_written"]: row for row in db.query("SELECT * FROM officers")}
    unplaced = [f["message"] for f in open_findings(db) if f["code"] == "decision-unplaced"]
    lost = 0
    for (name, _), count in zip(MISSIONS, counts, strict=True):
        if count is None:
            assert name not in shown
            lost += name in stands
        else:
            _holds(shown.get(name), count, stands.get(name))
    if added and unread:
        row = shown["EUAM Oekraïne"]
        assert (row["officers"], row["country"], row["decided"]) == (2, "UA", "added")
    else:
        assert "EUAM Oekraïne" not in shown
        lost += added
    # Each decision that meets nothing is told: nothing is lost in silence.
    assert len(set(unplaced)) == lost, unplaced


def _holds(row: dict[str, Any] | None, count: int, stands: Stands | None) -> None:
    """What is shown of a mission is what is read, and what was decided on just that count."""
    if stands and stands.action == "reject":
        assert row is None
        return
    assert row is not None
    if stands is None:
        assert (row["officers"], row["decided"]) == (count, None)
        return
    assert row["officers"] == stands.fields.get("officers", count)
    if "mission" in stands.fields:
        assert row["mission"] == RIGHT["mission"]
    if "countries" in stands.fields:
        assert row["country"] == "UA+MD"
    if stands.on != count:
        assert row["decided"] == "conflict"
    else:
        assert row["decided"] == ("corrected" if stands.action == "correct" else "approved")


def _killed(program: str, arguments: list[str], after: float) -> list[str]:
    """Run a program, kill it some seconds after its first line, and give all lines it printed."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True
    ) as ran:
        assert ran.stdout
        lines = [ran.stdout.readline()]
        time.sleep(after)
        os.kill(ran.pid, signal.SIGKILL)
        return lines + ran.stdout.readlines()


DECIDING = """
import sys
from pathlib import Path
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
db = open_database(Path(sys.argv[1]))
ids = [row["deployment"] for row in db.query("SELECT deployment FROM officers")]
number = 0
while True:
    for each in ids:
        number = decide(db, each, "correct", Person("Ada"), Correction(officers=number % 7))
        print(number, flush=True)
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_no_decision_that_was_told(
    samples_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "killed.db"
    path.write_bytes(samples_path.read_bytes())
    moments = random.Random(1)
    told = 0
    for _ in range(8):
        lines = _killed(DECIDING, [str(path)], moments.uniform(0, 0.5))
        told = max(told, *(int(line) for line in lines if line.endswith("\n")))
        db = open_reading(path)
        kept = db.execute("SELECT count(*) FROM decision").fetchone()[0]
        # The last one may have been stored and not told yet.
        assert told <= kept <= told + 1
        told = kept
        assert list(damage(db)) == []
        db.close()
    assert told > 20


INGESTING = """
import sys
from pathlib import Path
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
db = open_database(Path(sys.argv[1]))
found = extract(read_document(Path(sys.argv[2])))
print("ready", flush=True)
while True:
    store(db, found, "again")
"""


@pytest.mark.slow
def test_a_kill_while_reports_are_stored_leaves_them_whole(
    samples_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "killed.db"
    path.write_bytes(samples_path.read_bytes())
    before = open_reading(path)
    rows = "SELECT * FROM officers ORDER BY deployment"
    wanted = json.dumps(list(before.query(rows)))
    before.close()
    moments = random.Random(2)
    sample = SAMPLES / "2024-1-bijlage-5.pdf"
    for _ in range(2):
        assert _killed(INGESTING, [str(path), str(sample)], moments.uniform(0, 0.3)) == ["ready\n"]
        db = open_reading(path)
        assert list(damage(db)) == []
        assert json.dumps(list(db.query(rows))) == wanted
        db.close()
