"""What a person decided: only added to, chained, and laid over what was extracted."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.series import current_series
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.decide_report import (
    explain_heading,
    settle_finding,
    settle_table,
)
from missiemonitor.output.decisions.hash_chain import hash_of
from missiemonitor.output.decisions.missed_rows import Missed, add_row
from missiemonitor.output.decisions.suggestions import Suggestion, suggestions
from missiemonitor.output.decisions.truth_files import truths
from missiemonitor.pipeline.evaluation.tables import TruthError, read_truth, score
from sqlite_utils import Database

from tests.conftest import pdf_of, rows_page
from tests.schemas import old_database

Read = Callable[..., Document]
ROWS = [("EULEX Kosovo", "Kosovo", "3*"), ("EUMM Georgië", "Georgië", "4")]


@pytest.fixture
def deployment(db: Database, read: Read) -> str:
    store(db, extract(read(pdf_of(rows_page(ROWS)))), "test")
    row = next(db.query("SELECT deployment FROM officers WHERE mission = 'eulex-kosovo'"))
    return str(row["deployment"])


def officers(db: Database) -> dict[str, tuple[int, str | None]]:
    return {r["mission"]: (r["officers"], r["decided"]) for r in db.query("SELECT * FROM officers")}


def test_a_correction_stays_when_the_report_is_read_again(
    db: Database, read: Read, deployment: str
) -> None:
    decide(db, deployment, "correct", Person("Ada", "voetnoot"), Correction(officers=2))
    store(db, extract(read(pdf_of(rows_page(ROWS)))), "newer")
    assert officers(db)["eulex-kosovo"] == (2, "corrected")
    # The same row lower on another page of a revised report is the same subject.
    store(db, extract(read(pdf_of([(60.0, 80.0, "Voorblad")], rows_page(ROWS, top=300)))), "newer")
    assert officers(db)["eulex-kosovo"] == (2, "corrected")


def test_where_the_page_reads_otherwise_the_decision_is_a_conflict(
    db: Database, read: Read, deployment: str
) -> None:
    decide(db, deployment, "approve", Person("Ada"))
    changed = [("EULEX Kosovo", "Kosovo", "5"), ROWS[1]]
    page = [*rows_page(changed), (60.0, 75.0, "Datum: 19 juni 2024")]
    store(db, extract(read(pdf_of(page), "revised.pdf")), "test")
    assert officers(db)["eulex-kosovo"] == (5, "conflict")


def test_rejecting_and_undoing(db: Database, deployment: str) -> None:
    decide(db, deployment, "reject", Person("Ada"))
    assert "eulex-kosovo" not in officers(db)
    decide(db, deployment, "undo", Person("Ada"))
    assert officers(db)["eulex-kosovo"] == (3, None)


def test_an_approval_settles_the_findings_of_its_row(db: Database, deployment: str) -> None:
    assert any(f["code"] == "footnote-on-count" for f in open_findings(db))
    decide(db, deployment, "approve", Person("Ada"))
    assert not any(f["code"] == "footnote-on-count" for f in open_findings(db))


def test_decisions_can_not_be_changed_or_deleted(db: Database, deployment: str) -> None:
    decide(db, deployment, "approve", Person("Ada"))
    for statement in ("UPDATE decision SET reviewer = 'Bob'", "DELETE FROM decision"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            db.execute(statement)


def test_a_tampered_chain_is_noticed(db: Database, deployment: str) -> None:
    decide(db, deployment, "approve", Person("Ada"))
    decide(db, deployment, "correct", Person("Ada"), Correction(officers=2))
    assert list(damage(db)) == []
    db.execute("DROP TRIGGER decision_no_update")
    db.execute("UPDATE decision SET value = '9' WHERE number = 2")
    assert list(damage(db)) == [
        "the trigger decision_no_update is not there: restore a copy",
        "decision 2 was changed after it was taken",
    ]


def test_decisions_that_make_no_sense_are_refused(db: Database, deployment: str) -> None:
    with pytest.raises(LookupError):
        decide(db, "nowhere", "approve", Person("Ada"))
    for action, reviewer, number in (
        ("like", "Ada", None),
        ("approve", "  ", None),
        ("approve", "Ada", 3),
        ("correct", "Ada", None),
        ("correct", "Ada", -1),
    ):
        with pytest.raises(ValueError, match=r"action|name|correction|whole number"):
            decide(db, deployment, action, Person(reviewer), Correction(officers=number))
    assert db.table("decision").count == 0


def test_what_makes_no_correction_is_refused(db: Database, deployment: str) -> None:
    for wrong in (
        {"officers": 1, "mission": "eulex-kosovo"},
        {"mission": "no-such-mission"},
        {"countries": []},
        {"countries": ["XX"]},
        {"officers": -1},
        {},
    ):
        with pytest.raises(ValueError):
            decide(db, deployment, "correct", Person("Ada"), Correction(**wrong))  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        decide(db, deployment, "approve", Person("Ada"), Correction(countries=["UA"]))
    assert db.table("decision").count == 0


def test_fields_are_corrected_one_by_one_and_an_approval_confirms_them(
    db: Database, deployment: str
) -> None:
    def row() -> tuple[object, ...]:
        found = next(db.query("SELECT * FROM officers WHERE deployment = ?", [deployment]))
        return found["mission"], found["country"], found["officers"], found["decided"]

    decide(db, deployment, "correct", Person("Ada"), Correction(officers=2))
    decide(db, deployment, "correct", Person("Ada"), Correction(mission="eumm-georgia"))
    decide(db, deployment, "correct", Person("Ada"), Correction(countries=["GE", "AM"]))
    assert row() == ("eumm-georgia", "GE+AM", 2, "corrected")
    assert list(damage(db)) == []
    decide(db, deployment, "approve", Person("Bo"))
    assert row() == ("eumm-georgia", "GE+AM", 2, "corrected")
    decide(db, deployment, "undo", Person("Ada"))
    decide(db, deployment, "approve", Person("Ada"))
    assert row() == ("eulex-kosovo", "XK", 3, "approved")


def test_a_corrected_mission_that_is_gone_takes_no_row_with_it(
    db: Database, deployment: str
) -> None:
    db.table("mission").insert({"mission": "unknown-x", "name": "X", "known": 0})
    db.conn.commit()
    decide(db, deployment, "correct", Person("Ada"), Correction(mission="unknown-x"))
    db.execute("DELETE FROM mission WHERE mission = 'unknown-x'")
    db.conn.commit()
    found = next(db.query("SELECT * FROM officers WHERE deployment = ?", [deployment]))
    assert (found["mission"], found["decided"]) == ("eulex-kosovo", "conflict")


def test_decisions_of_an_older_schema_keep_their_hashes(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = old_database(path, 4)
    decision = {
        "subject": "2024-1/5/eulex kosovo/kosovo/1",
        "action": "correct",
        "field": "officers",
        "value": "4",
        "count_as_written": "3",
        "reviewer": "Ada",
        "reason": None,
        "decided_at": "2026-01-01T00:00:00+00:00",
        "previous": "0" * 64,
    }
    old.table("decision").insert({"number": 1, **decision, "hash": hash_of(decision)})
    old.close()
    db = open_database(path)
    assert list(damage(db)) == []
    assert next(db.query("SELECT * FROM standing_decision"))["corrected_officers"] == 4
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        db.execute("DELETE FROM decision")


def test_a_name_corrected_twice_is_suggested_as_an_alias(db: Database, read: Read) -> None:
    def corrected(period: str, mission: str) -> None:
        text = f"Bijlage 5 bij het {period}"
        page = rows_page([("Balkanmissie X", "Kosovo", "3"), ROWS[1]])
        page[0] = (60, 60, text)
        store(db, extract(read(pdf_of(page), f"{period}.pdf".replace(" ", "-"))), "test")
        row = next(db.query(
            "SELECT deployment FROM officers WHERE mission_as_written = 'Balkanmissie X' "
            "ORDER BY period DESC"))  # fmt: skip
        decide(db, row["deployment"], "correct", Person("Ada"), Correction(mission=mission))

    corrected("eerste halfjaarbericht 2024", "eulex-kosovo")
    assert list(suggestions(db)) == []
    corrected("tweede halfjaarbericht 2024", "eulex-kosovo")
    assert list(suggestions(db)) == [
        Suggestion("missions.csv", "eulex-kosovo", "Balkanmissie X", 2)
    ]
    corrected("eerste halfjaarbericht 2025", "osce-kosovo")
    assert list(suggestions(db)) == []  # people do not agree


def test_a_heading_explained_in_two_reports_is_suggested(db: Database, read: Read) -> None:
    for period, role in (("eerste", "count"), ("tweede", "count")):
        assert list(suggestions(db)) == []
        page = rows_page(ROWS)
        page[0] = (60, 60, f"Bijlage 5 bij het {period} halfjaarbericht 2024")
        report = store(db, extract(read(pdf_of(page), f"{period}.pdf")), "test").report
        explain_heading(db, report, "Sterkte", role, Person("Ada"))
        explain_heading(db, report, "Aantal", "count", Person("Ada"))  # known already
    assert list(suggestions(db)) == [
        Suggestion("halfjaarbericht-politie.toml", "count", "Sterkte", 2)
    ]
    with pytest.raises(ValueError, match="one of"):
        explain_heading(db, report, "Sterkte", "colour", Person("Ada"))


def titled(read: Read, period: str, title: str) -> Extraction:
    """A half-year with one table of this title, that has the day in it."""
    page = rows_page(ROWS, top=160)
    page[0] = (60, 60, f"Bijlage 5 bij het {period[:-5]} halfjaarbericht politie {period[-4:]}")
    month = "april" if period.startswith("eerste") else "oktober"
    page.insert(2, (60, 135, f"Tabel 3. {title} (1 {month} {period[-4:]})"))
    return extract(read(pdf_of(page), f"{period}.pdf"))


@pytest.mark.parametrize(
    ("title", "action", "side", "standing"),
    [
        ("Geplande inzet bij missies", "agree", "ours", ["counted"]),
        ("Deelnemers aan de cursus", "reject", "others", []),
    ],
)
def test_what_people_said_of_two_tables_is_not_asked_of_the_third(
    db: Database,
    read: Read,
    monkeypatch: pytest.MonkeyPatch,
    title: str,
    action: str,
    side: str,
    standing: list[str],
) -> None:
    for period in ("eerste 2023", "tweede 2023"):
        assert list(suggestions(db)) == []
        made = titled(read, period, title)
        assert [table.standing for table in made.tables] == ["to-agree"]
        report = store(db, made, "test").report
        (table,) = db.query("SELECT * FROM extracted_table WHERE report = ?", [report])
        settle_table(db, table["extracted_table"], action, Person("Ada"))
    (line,) = suggestions(db)
    words = f"tabel {title.casefold()}"
    assert line == Suggestion("halfjaarbericht-politie.toml", f"captions.{side}", words, 2)
    with monkeypatch.context() as patch:
        patch.setitem(current_series().words, "captions", {side: [line.alias]})
        anew = titled(read, "eerste 2024", title).tables
        # A table of others is none of those that are kept.
        assert [table.standing for table in anew] == standing
        for each in anew:
            assert each.reasons[0] == (f"people-{side}", {"word": line.alias})
        (others,) = titled(read, "eerste 2024", "Trainingen door collega's").tables
        assert others.standing == "to-agree"  # of another title it is asked
        assert list(suggestions(db)) == []  # it is known
    # Where somebody said otherwise of such a table nothing is learned.
    report = store(db, titled(read, "tweede 2024", title), "test").report
    (table,) = db.query("SELECT * FROM extracted_table WHERE report = ?", [report])
    other = "reject" if action == "agree" else "agree"
    settle_table(db, table["extracted_table"], other, Person("Bo"))
    assert list(suggestions(db)) == []


MISSED = Missed(1, (55.0, 180.0, 400.0, 200.0), "EUAM Irak Irak 5", "EUAM Irak", ("IQ",), 5)


def test_an_added_row_stays_until_it_is_read(db: Database, read: Read) -> None:
    seen = store(db, extract(read(pdf_of(rows_page(ROWS)), "a.pdf")), "test")
    number = add_row(db, seen.report, MISSED, Person("Ada", "gemist"))
    assert officers(db)["euam-iraq"] == (5, "added")
    with pytest.raises(ValueError, match="added already"):
        add_row(db, seen.report, MISSED, Person("Bo"))
    # read again: it stays; corrected and rejected like any row
    store(db, extract(read(pdf_of(rows_page(ROWS)), "a.pdf")), "newer")
    row = next(db.query("SELECT * FROM deployment WHERE added = ?", [number]))
    decide(db, row["deployment"], "correct", Person("Bo"), Correction(officers=4))
    assert officers(db)["euam-iraq"] == (4, "corrected")
    decide(db, row["deployment"], "reject", Person("Bo"))
    assert "euam-iraq" not in officers(db)
    decide(db, row["deployment"], "undo", Person("Bo"))
    assert "euam-iraq" not in officers(db)
    assert not db.execute("SELECT 1 FROM deployment WHERE added").fetchone()
    add_row(db, seen.report, MISSED, Person("Ada"))
    # a revised report in which the row is read: the reading stands, once
    page = [*rows_page([*ROWS, ("EUAM Irak", "Irak", "5")]), (60.0, 75.0, "Datum: 19 juni 2024")]
    store(db, extract(read(pdf_of(page), "revised.pdf")), "test")
    found = list(db.query("SELECT * FROM officers WHERE mission = 'euam-iraq'"))
    assert [(row["officers"], row["decided"], row["findings"]) for row in found] == [(5, None, 0)]
    assert list(damage(db)) == []


def test_an_added_row_that_is_read_otherwise_is_unsure(db: Database, read: Read) -> None:
    seen = store(db, extract(read(pdf_of(rows_page(ROWS)), "a.pdf")), "test")
    add_row(db, seen.report, replace(MISSED, officers=6), Person("Ada"))
    page = [*rows_page([*ROWS, ("EUAM Irak", "Irak", "5")]), (60.0, 75.0, "Datum: 19 juni 2024")]
    store(db, extract(read(pdf_of(page), "revised.pdf")), "test")
    found = list(db.query("SELECT * FROM officers WHERE mission = 'euam-iraq'"))
    assert [(row["officers"], row["findings"]) for row in found] == [(5, 1)]
    assert "added-and-read" in [f["code"] for f in open_findings(db)]


def test_an_added_row_goes_along_to_a_report_with_the_same_words(db: Database, read: Read) -> None:
    seen = store(db, extract(read(pdf_of(rows_page(ROWS)), "a.pdf")), "test")
    add_row(db, seen.report, MISSED, Person("Ada"))
    revised = [*rows_page(ROWS), (60.0, 75.0, "Datum: 19 juni 2024")]
    store(db, extract(read(pdf_of(revised), "gone.pdf")), "test")
    assert "euam-iraq" not in officers(db)
    assert "decision-unplaced" in [f["code"] for f in open_findings(db)]
    later = [*rows_page(ROWS), (60.0, 75.0, "Datum: 20 juni 2024"),
             (60.0, 700.0, "Niet in de tabel: EUAM Irak (Irak): 5")]  # fmt: skip
    store(db, extract(read(pdf_of(later), "later.pdf")), "test")
    assert officers(db)["euam-iraq"] == (5, "added")
    assert "decision-unplaced" not in [f["code"] for f in open_findings(db)]
    # of another file only the page is known, not the spot
    spot = next(db.query("SELECT * FROM officers WHERE mission = 'euam-iraq'"))
    assert (spot["page"], spot["x0"], spot["x1"]) == (1, 0, 595)


def test_rows_that_make_no_sense_are_not_added(db: Database, read: Read) -> None:
    seen = store(db, extract(read(pdf_of(rows_page(ROWS)), "a.pdf")), "test")
    for wrong in (
        {"page": 9},
        {"page": 0},
        {"text": " "},
        {"mission": ""},
        {"countries": ("ZZ",)},
        {"countries": ()},
        {"officers": -1},
        {"box": (0.0, float("nan"), 1.0, 1.0)},
        {"box": (0.0, 0.0, 1e9, 1.0)},
        {"box": (0.0, 0.0, 1.0)},
    ):
        with pytest.raises(ValueError):
            add_row(db, seen.report, replace(MISSED, **wrong), Person("Ada"))  # type: ignore[arg-type]
    with pytest.raises(LookupError):
        add_row(db, "nowhere", MISSED, Person("Ada"))
    assert db.table("decision").count == 0


def test_four_eyes(db: Database, deployment: str) -> None:
    decide(db, deployment, "correct", Person("Ada", eyes=2), Correction(officers=2))
    assert officers(db)["eulex-kosovo"] == (3, None)
    assert "decision-unconfirmed" in [f["code"] for f in open_findings(db)]
    for same in ("Ada", " ada "):
        with pytest.raises(ValueError, match="another person"):
            decide(db, deployment, "confirm", Person(same))
    decide(db, deployment, "confirm", Person("Bo"))
    assert officers(db)["eulex-kosovo"] == (2, "corrected")
    with pytest.raises(ValueError, match="nothing waits"):
        decide(db, deployment, "confirm", Person("Bo"))
    # one person cannot take back what two decided, and what waits does not hold
    decide(db, deployment, "undo", Person("Bo", eyes=2))
    assert officers(db)["eulex-kosovo"] == (2, "corrected")
    decide(db, deployment, "confirm", Person("Ada"))
    assert officers(db)["eulex-kosovo"] == (3, None)
    # what does not hold yet is taken back by one
    decide(db, deployment, "reject", Person("Ada", eyes=2))
    decide(db, deployment, "undo", Person("Ada", eyes=2))
    assert not db.execute("SELECT 1 FROM waiting_decision").fetchone()
    assert list(damage(db)) == []
    db.execute("DROP TRIGGER decision_no_update")
    db.execute("UPDATE decision SET eyes = 1 WHERE number = 1")
    assert "decision 1 was changed after it was taken" in damage(db)


def test_a_total_is_settled_and_unsettled_by_decisions(db: Database, read: Read) -> None:
    page = rows_page([*ROWS, ("Totaal", "", "12")])
    seen = store(db, extract(read(pdf_of(page), "a.pdf")), "test")

    def codes() -> list[str]:
        return [f["code"] for f in open_findings(db) if "total" in f["code"]]

    assert codes() == ["total-mismatch"]
    add_row(db, seen.report, MISSED, Person("Ada"))
    assert codes() == []
    row = next(db.query("SELECT deployment FROM officers WHERE mission = 'eumm-georgia'"))
    decide(db, row["deployment"], "correct", Person("Ada"), Correction(officers=5))
    assert codes() == ["decided-total-mismatch"]
    decide(db, row["deployment"], "undo", Person("Ada"))
    assert codes() == []


def test_a_settled_total_is_open_again_where_a_decision_changes_the_sum(
    db: Database, read: Read
) -> None:
    page = rows_page([*ROWS, ("Totaal", "", "12")])
    store(db, extract(read(pdf_of(page), "a.pdf")), "test")

    def told() -> list[str]:
        return [f["message"] for f in open_findings(db) if "total" in f["code"]]

    def settle() -> None:
        (found,) = (f for f in open_findings(db) if "total" in f["code"])
        settle_finding(db, found["finding"], "agree", Person("Ada", "it adds up wrongly"))
        assert told() == []

    def correct(officers: int) -> None:
        row = next(db.query("SELECT deployment FROM officers WHERE mission = 'eumm-georgia'"))
        decide(db, row["deployment"], "correct", Person("Ada"), Correction(officers=officers))

    assert len(told()) == 1 and "add up to 7" in told()[0]
    settle()
    correct(5)
    assert len(told()) == 1 and "rows make 8" in told()[0]
    settle()
    correct(6)
    assert len(told()) == 1 and "rows make 9" in told()[0]
    correct(9)
    assert told() == []  # they make it
    correct(5)
    assert told() == []  # which was settled
    correct(4)
    assert told() == []  # as was what was read
    assert list(damage(db)) == []


def test_decisions_that_break_a_total_are_told(db: Database, read: Read) -> None:
    page = rows_page([*ROWS, ("Totaal", "", "7")])
    store(db, extract(read(pdf_of(page), "a.pdf")), "test")
    row = next(db.query("SELECT deployment FROM officers WHERE mission = 'eumm-georgia'"))
    decide(db, row["deployment"], "correct", Person("Ada"), Correction(officers=5))
    (told,) = (f for f in open_findings(db) if "total" in f["code"])
    assert told["code"] == "decided-total-mismatch" and "make 8" in told["message"]
    decide(db, row["deployment"], "undo", Person("Ada"))
    assert not any("total" in f["code"] for f in open_findings(db))


def test_what_was_checked_whole_becomes_a_truth_file(
    db: Database, read: Read, deployment: str, tmp_path: Path
) -> None:
    decide(db, deployment, "correct", Person("Ada"), Correction(officers=2))
    assert list(truths(db)) == []
    other = next(db.query("SELECT deployment FROM officers WHERE mission = 'eumm-georgia'"))
    decide(db, other["deployment"], "approve", Person("Bo"))
    (truth,) = truths(db)
    assert truth["reviewers"] == ["Ada", "Bo"]
    assert [(r["mission"], r["countries"], r["officers"]) for r in truth["deployments"]] == [
        ("eulex-kosovo", ["XK"], 2),
        ("eumm-georgia", ["GE"], 4),
    ]
    content = pdf_of(rows_page(ROWS))
    file = tmp_path / "again.pdf"
    file.write_bytes(content)
    assert truth["sha256"] == hashlib.sha256(content).hexdigest()
    path = tmp_path / "truth.json"
    path.write_text(json.dumps(truth), "utf-8")
    found = score(
        [read_truth(path)], {truth["sha256"]: file}, {}, lambda pdf: extract(read(pdf.read_bytes()))
    )
    # the count with a footnote mark is read as 3, with a finding
    assert (found.gold, found.read, found.exact, found.unwarned) == (2, 2, 1, [])
    with pytest.raises(TruthError, match="was not found"):
        score([read_truth(path)], {}, {}, lambda pdf: extract(read(pdf.read_bytes())))
    path.write_text("[1]", "utf-8")
    with pytest.raises(TruthError, match="is no truth file"):
        read_truth(path)
