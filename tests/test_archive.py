"""Bags for the archive, and decisions that outlive the database they were taken in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from corpus.read import read_document
from extractors.extract import extract
from output.archive import archive, verify
from output.checks import damage
from output.database import open_database, open_reading
from output.decisions import BadDecisions, bring_in, decide, written
from output.store import store
from pipeline.cli import main
from tests.conftest import SAMPLES, pdf_of, rows_page


@pytest.fixture
def decided(samples_path: Path, tmp_path: Path) -> Path:
    path = tmp_path / "decided.db"
    shutil.copy(samples_path, path)
    db = open_database(path)
    ids = [r["deployment"] for r in db.query("SELECT * FROM officers ORDER BY deployment")]
    decide(db, ids[0], "correct", "Ada", 9, "een | streep")
    decide(db, ids[1], "approve", "Bo")
    db.close()
    return path


def test_a_bag_is_whole_and_says_what_was_checked(decided: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    assert archive(open_reading(decided), bag, [SAMPLES]) == []
    assert list(verify(bag)) == []
    account = (bag / "data" / "ACCOUNT.md").read_text("utf-8")
    assert "corrected to 9 | Ada" in account and "nobody looked" in account
    assert len(list((bag / "data" / "reports").iterdir())) == 5
    copy = open_reading(bag / "data" / "missiemonitor.db")
    assert copy.execute("SELECT count(*) FROM decision").fetchone()[0] == 2


def test_what_was_lost_or_changed_is_noticed(decided: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    archive(open_reading(decided), bag, [SAMPLES])
    pdf = next((bag / "data" / "reports").iterdir())
    kept = pdf.read_bytes()
    pdf.write_bytes(kept + b" ")
    assert any("another one than was read" in message for message in verify(bag))
    pdf.unlink()
    assert any("is not in the bag" in message for message in verify(bag))
    pdf.write_bytes(kept)
    assert list(verify(bag)) == []
    (bag / "data" / "decisions.jsonl").write_text("")
    outcome = CliRunner().invoke(main, ["archive", "--verify", str(bag)])
    assert outcome.exit_code == 1 and "is damaged" in outcome.output


def test_a_bag_without_a_pdf_says_which(decided: Path, tmp_path: Path) -> None:
    one = SAMPLES / "2024-1-bijlage-5.pdf"
    arguments = ["--db", str(decided), "--reports", str(one)]
    outcome = CliRunner().invoke(main, ["archive", str(tmp_path / "bag"), *arguments])
    assert outcome.exit_code == 1 and "2023-1-verzonnen-cijfers.pdf: its PDF" in outcome.output
    again = CliRunner().invoke(main, ["archive", str(tmp_path / "bag"), *arguments])
    assert again.exit_code == 2 and "is there already" in again.output
    none = CliRunner().invoke(main, ["archive", "--verify", str(tmp_path)])
    assert none.exit_code == 2 and "is no bag" in none.output


def test_decisions_go_into_a_database_made_anew(decided: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "decided.jsonl", tmp_path / "new.db"
    run = CliRunner().invoke
    assert run(main, ["decisions", str(file), "--db", str(decided)]).exit_code == 0
    db = open_database(new, create=True)
    assert bring_in(db, file.read_text("utf-8").splitlines()) == 2
    for path in sorted(SAMPLES.glob("*.pdf")):
        store(db, extract(read_document(path)), "newer")
    db.close()
    old = open_reading(decided)
    again = open_reading(new)
    for each in ("SELECT * FROM officers ORDER BY deployment", "SELECT * FROM decision"):
        assert list(old.query(each)) == list(again.query(each))
    outcome = run(main, ["decisions", str(file), "--bring-in", "--db", str(new)])
    assert outcome.output.startswith("0 decisions added")


def test_files_that_do_not_fit_are_refused_whole(decided: Path, tmp_path: Path) -> None:
    lines = list(written(open_reading(decided)))
    db = open_database(tmp_path / "new.db", create=True)
    for bad, told in (
        ([lines[1]], "decision 1 is missing"),
        ([lines[0].replace('"9"', '"8"')], "was changed after"),
        (["{}"], "line 1 is no decision"),
        (["[]"], "line 1 is no decision"),
        (["x"], "line 1 is no decision"),
    ):
        with pytest.raises(BadDecisions, match=told):
            bring_in(db, bad)
    assert db.table("decision").count == 0
    store(db, extract(read_document(SAMPLES / "2024-1-bijlage-5.pdf")), "test")
    row = next(db.query("SELECT deployment FROM officers"))
    decide(db, row["deployment"], "approve", "Cas")
    with pytest.raises(BadDecisions, match="decided on apart"):
        bring_in(db, lines)


MISSIONS = [("EULEX Kosovo", "Kosovo"), ("EUMM Georgië", "Georgië"), ("EUAM Irak", "Irak")]
STEP = st.one_of(
    st.tuples(st.just("read"), st.lists(st.integers(1, 4), min_size=3, max_size=3)),
    st.tuples(
        st.sampled_from(["approve", "correct", "reject", "undo"]),
        st.lists(st.integers(0, 9), min_size=3, max_size=3),
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(STEP, min_size=2, max_size=8))
def test_no_decision_is_lost_or_falls_on_another_row(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[int]]]
) -> None:
    """A report is read again and again with other counts and rows in another order."""
    folder = tmp_path_factory.mktemp("random")
    db = open_database(folder / "random.db", create=True)
    counts = [1, 2, 3]
    _read(db, folder, counts)
    standing: dict[str, tuple[str, int, int]] = {}  # action, count decided on, value
    taken = 0
    for action, numbers in steps:
        if action == "read":
            counts = numbers
            _read(db, folder, counts)
        else:
            which, value = numbers[0] % 3, numbers[1]
            name = MISSIONS[which][0]
            found = db.execute(
                "SELECT d.deployment FROM deployment AS d JOIN current_report USING (report) "
                "WHERE mission_as_written = ?",
                [name],
            ).fetchone()
            decide(db, found[0], action, "Ada", value if action == "correct" else None)
            taken += 1
            standing.pop(name, None)
            if action != "undo":
                standing[name] = (action, counts[which], value)
        assert db.table("decision").count == taken
        shown = {row["mission_as_written"]: row for row in db.query("SELECT * FROM officers")}
        for (name, _), count in zip(MISSIONS, counts, strict=True):
            _holds(shown.get(name), count, standing.get(name))
    assert list(damage(db)) == []
    copy = open_database(folder / "copy.db", create=True)
    bring_in(copy, list(written(db)))
    _read(copy, folder, counts)
    query = "SELECT mission, officers, decided FROM officers ORDER BY mission"
    assert list(copy.query(query)) == list(db.query(query))


def _read(db: Database, folder: Path, counts: list[int]) -> None:
    rows = [(*names, str(count)) for names, count in zip(MISSIONS, counts, strict=True)]
    path = folder / "report.pdf"
    path.write_bytes(pdf_of(rows_page(sorted(rows, key=lambda row: (row[2], row[0])))))
    with db.atomic():
        db.execute("DELETE FROM report")
    store(db, extract(read_document(path)), "test")


def _holds(row: dict[str, object] | None, count: int, stands: tuple[str, int, int] | None) -> None:
    """What is shown of a mission is what is read, and what was decided on just that count."""
    if stands and stands[0] == "reject":
        assert row is None
        return
    assert row is not None
    if stands is None:
        assert (row["officers"], row["decided"]) == (count, None)
        return
    action, on, value = stands
    if on != count:
        assert row["decided"] == "conflict"
    elif action == "correct":
        assert (row["officers"], row["decided"]) == (value, "corrected")
    else:
        assert (row["officers"], row["decided"]) == (count, "approved")
