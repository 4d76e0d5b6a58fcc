"""Storing: the same rows whatever the order and however often; whole or not at all."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from sqlite3 import IntegrityError
from typing import Any

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction, Item
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database import report_rows
from missiemonitor.output.database.connect import DatabaseError, open_database, open_reading
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.bounds import MOST_OFFICERS
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.hash_chain import FIRST, hash_of
from sqlite_utils import Database

from tests.conftest import SAMPLES, pdf_of, rows_page
from tests.invented import invented_extraction

Read = Callable[..., Document]


def dump(db: Database) -> list[str]:
    """Every row of every table but the journal of runs, in one order."""
    rows = []
    for table in sorted(db.table_names()):
        if table in ("run", "_sqlite_migrations") or "_search" in table:
            continue
        for row in db.query(f"SELECT * FROM [{table}]"):
            rows.append(f"{table} {sorted(row.items())}")
    return sorted(rows)


@pytest.fixture(scope="module")
def samples() -> list[Extraction]:
    return [extract(read_document(path)) for path in sorted(SAMPLES.glob("*.pdf"))]


def filled(path: Path, extractions: list[Extraction]) -> Database:
    db = open_database(path, create=True)
    for extraction in extractions:
        store(db, extraction, "test")
    return db


@pytest.mark.slow
def test_any_order_and_any_number_of_times_give_the_same_database(
    tmp_path: Path, samples: list[Extraction]
) -> None:
    expected = dump(filled(tmp_path / "0.db", samples))
    assert len(expected) > 1000
    orders = list(itertools.permutations(samples))[7::29]
    for number, order in enumerate(orders, start=1):
        assert dump(filled(tmp_path / f"{number}.db", [*order, *order[:2]])) == expected


def test_the_stored_database_is_whole(tmp_path: Path, samples: list[Extraction]) -> None:
    assert list(damage(filled(tmp_path / "a.db", samples))) == []


def revised(read: Read, count: str, date: str, name: str) -> Extraction:
    rows = [("EULEX Kosovo", "Kosovo", count), ("EUMM Georgië", "Georgië", "4")]
    page = [*rows_page(rows), (60.0, 75.0, f"Datum: {date}")]
    return extract(read(pdf_of(page), name))


def figures(db: Database) -> list[tuple[str, int]]:
    return [
        (r["mission"], r["officers"]) for r in db.query("SELECT * FROM officers ORDER BY mission")
    ]


def test_a_revised_report_supersedes_the_older_one_which_stays(db: Database, read: Read) -> None:
    old = revised(read, "3", "1 juni 2024", "a.pdf")
    new = revised(read, "5", "1 juli 2024", "b.pdf")
    for extraction in (new, old):
        store(db, extraction, "test")
    assert figures(db) == [("eulex-kosovo", 5), ("eumm-georgia", 4)]
    assert db.table("report").count == 2
    assert db.table("deployment").count == 4
    told = list(db.query("SELECT message FROM finding WHERE code = 'revised-report'"))
    assert len(told) == 1
    assert "EULEX Kosovo 3 -> 5" in told[0]["message"]


def test_the_same_content_in_another_file_is_told_and_counted_once(
    db: Database, read: Read
) -> None:
    one = revised(read, "3", "1 juni 2024", "a.pdf")
    # The same page drawn in another order is another file with the same text.
    page = [*rows_page([("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4")])]
    data = pdf_of([*page, (60.0, 75.0, "Datum: 1 juni 2024")]).replace(b"%PDF-1.3", b"%PDF-1.4")
    other = extract(read(data, "b.pdf"))
    for extraction in (one, other):
        store(db, extraction, "test")
    assert figures(db) == [("eulex-kosovo", 3), ("eumm-georgia", 4)]
    assert [r["code"] for r in db.query("SELECT code FROM finding WHERE across")] == [
        "same-content"
    ]


def test_a_mission_that_vanishes_without_a_word_is_told(db: Database, read: Read) -> None:
    before = rows_page([("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4")])
    before[0] = (60, 60, "Bijlage 5 bij het tweede halfjaarbericht 2023")
    after = rows_page([("EULEX Kosovo", "Kosovo", "3")])
    store(db, extract(read(pdf_of(after), "after.pdf")), "test")
    store(db, extract(read(pdf_of(before), "before.pdf")), "test")
    told = list(db.query("SELECT message FROM finding WHERE code = 'left-without-notice'"))
    assert len(told) == 1
    assert "EUMM Georgië had 4 in 2023-2" in told[0]["message"]


def test_a_mission_that_vanishes_and_is_spoken_of_is_told_with_that_sentence(
    db: Database, read: Read
) -> None:
    before = rows_page([("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4")])
    before[0] = (60, 60, "Bijlage 5 bij het tweede halfjaarbericht 2023")
    after = rows_page([("EULEX Kosovo", "Kosovo", "3")])
    said = "De post bij EUMM Georgië is sinds mei niet langer bemenst."
    after += [(60, 400, "Dit halfjaar veranderde er weinig."), (60, 414, said)]
    store(db, extract(read(pdf_of(after), "after.pdf")), "test")
    store(db, extract(read(pdf_of(before), "before.pdf")), "test")
    told = list(db.query("SELECT * FROM finding WHERE code = 'left-without-notice'"))
    assert [each["severity"] for each in told] == ["info"] * len(told)
    ended = db.execute("SELECT 1 FROM changes WHERE change = 'ended'").fetchone()
    assert ended or said in told[0]["message"]


@pytest.mark.parametrize(("now", "told"), [("14", 1), ("5", 0), ("1", 0)])
def test_a_count_far_from_that_of_the_period_before_is_told(
    db: Database, read: Read, now: str, told: int
) -> None:
    before = rows_page([("EULEX Kosovo", "Kosovo", "4"), ("EUMM Georgië", "Georgië", "4")])
    before[0] = (60, 60, "Bijlage 5 bij het tweede halfjaarbericht 2023")
    after = rows_page([("EULEX Kosovo", "Kosovo", now), ("EUMM Georgië", "Georgië", "4")])
    store(db, extract(read(pdf_of(after), "after.pdf")), "test")
    store(db, extract(read(pdf_of(before), "before.pdf")), "test")
    found = list(db.query("SELECT message FROM finding WHERE code = 'count-jumped'"))
    assert len(found) == told
    assert all(f"had 4 in 2023-2 and has {now} now" in row["message"] for row in found)


def test_a_report_is_stored_whole_or_not_at_all(
    db: Database, samples: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    store(db, samples[0], "test")
    before = dump(db)

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(report_rows, "find_across", fails)
    for extraction in samples[:2]:
        with pytest.raises(RuntimeError):
            store(db, extraction, "test")
    assert dump(db) == before


def test_a_mission_in_two_countries_counts_once(tmp_path: Path, samples: list[Extraction]) -> None:
    db = filled(tmp_path / "a.db", samples)
    total = next(db.query("SELECT sum(officers) AS n FROM officers WHERE period = '2024-1'"))["n"]
    assert total == 26
    by_country = {
        r["country"]: (r["officers"], r["officers_shared"])
        for r in db.query("SELECT * FROM officers_by_country WHERE period = '2024-1'")
    }
    assert by_country["MD"] == (None, 1)
    assert by_country["UA"] == (2, 1)
    organisations = db.query("SELECT * FROM officers_by_organisation WHERE period = '2024-1'")
    assert sum(r["officers"] for r in organisations) == 26


def test_full_text_search_finds_pages(tmp_path: Path, samples: list[Extraction]) -> None:
    db = filled(tmp_path / "a.db", samples)
    found = list(
        db.query(
            "SELECT p.number, r.period FROM page_search AS s JOIN page AS p ON p.page_id = s.rowid "
            "JOIN report AS r USING (report) WHERE page_search MATCH 'Transnistrie'"
        )
    )
    assert found == [{"number": 2, "period": "2024-1"}]


def test_databases_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database, but long enough to look like one" * 50)
    foreign = Database(tmp_path / "foreign.db")
    foreign.table("thing").insert({"a": 1})
    foreign.close()
    newer = open_database(tmp_path / "newer.db", create=True)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    for name, says in (
        ("text.db", "is not a sound SQLite database"),
        ("foreign.db", "of another program"),
        ("newer.db", "newer Missiemonitor"),
        ("none.db", "there is no such database"),
    ):
        for opener in (open_database, open_reading):
            with pytest.raises(DatabaseError, match=says):
                opener(tmp_path / name)


def test_what_other_extractors_find_is_kept_with_its_place(
    db: Database, samples: list[Extraction]
) -> None:
    spot = samples[0].deployments[0].evidence
    found = Item(
        key="budget/1",
        kind="budget",
        label="EULEX Kosovo",
        as_written="1,2 miljoen euro",
        evidence=spot,
        confidence=0.8,
        mission="unknown-elsewhere",
        value=1_200_000.0,
        unit="EUR",
        details=(("year", "2024"),),
        extractor="budgets",
    )
    for _ in range(2):
        store(db, replace(samples[0], items=(found,)), "test")
    (row,) = db.query("SELECT * FROM items")
    assert (row["kind"], row["value"], row["unit"], row["details"]) == (
        "budget",
        1_200_000.0,
        "EUR",
        '{"year": "2024"}',
    )
    assert (row["page"], row["x0"]) == (spot.page, spot.box.rounded()[0])
    assert row["series"] == samples[0].document.series
    assert row["subject"].endswith("/=budgets budget 1")
    assert list(damage(db)) == []
    store(db, samples[0], "test")
    assert db.table("item").count == 0
    assert not db.execute("SELECT 1 FROM mission WHERE mission = 'unknown-elsewhere'").fetchone()


def test_a_new_kind_of_statement_is_a_row(db: Database, samples: list[Extraction]) -> None:
    extraction = next(each for each in samples if each.statements)
    db.table("statement_kind").insert(
        {"kind": "training", "name_nl": "Opleidingen", "name_en": "Training", "position": 9}
    )
    statement = replace(extraction.statements[0], kind="training")
    store(db, replace(extraction, statements=(statement,)), "test")
    assert [row["kind"] for row in db.query("SELECT kind FROM statement")] == ["training"]
    with pytest.raises(IntegrityError):
        store(db, replace(extraction, statements=(replace(statement, kind="nonsense"),)), "test")


def test_a_row_that_is_not_counted_is_in_no_sum(db: Database, samples: list[Extraction]) -> None:
    store(db, samples[0], "test")
    before = next(db.query("SELECT officers, deployments FROM officers_by_period"))
    row = next(db.query("SELECT deployment, officers FROM officers WHERE officers > 0"))
    db.execute(
        "UPDATE deployment SET counted = 0, nationality = NULL WHERE deployment = ?",
        [row["deployment"]],
    )
    after = next(db.query("SELECT officers, deployments FROM officers_by_period"))
    assert after["officers"] == before["officers"] - row["officers"]
    assert after["deployments"] == before["deployments"] - 1


def test_a_report_of_no_series_counts_nowhere_and_stays(
    db: Database, samples: list[Extraction]
) -> None:
    store(db, replace(samples[0], document=replace(samples[0].document, series=None)), "test")
    assert db.table("report").count == 1
    for view in ("officers", "officers_by_period", "current_report"):
        assert list(db.query(f"SELECT * FROM {view}")) == []


def test_figures_of_two_series_are_never_added_up_or_compared(db: Database) -> None:
    """Two half-years, of which the second is told to be of another series."""
    db.execute(
        "INSERT INTO series (series, name_nl, name_en, language, country, parts) "
        "VALUES ('other', 'ander', 'other', 'nl', 'BE', 2)"
    )
    for period in ("2023-1", "2024-1"):
        store(db, invented_extraction(period, Random(1), {}), "test")
    ours = list(db.query("SELECT * FROM officers_by_period ORDER BY period"))
    assert list(db.query("SELECT missing FROM comparison LIMIT 1")) == [{"missing": 1}]
    db.execute("UPDATE report SET series = 'other' WHERE period = '2024-1'")
    both = list(db.query("SELECT * FROM officers_by_period ORDER BY period"))
    assert [row["series"] for row in both] == ["halfjaarbericht-politie", "other"]
    assert [row["officers"] for row in both] == [row["officers"] for row in ours]
    assert list(db.query("SELECT * FROM comparison")) == []
    assert list(db.query("SELECT * FROM changes")) == []


@pytest.mark.parametrize("officers", [-1, MOST_OFFICERS + 1, 2**62])
def test_no_table_holds_a_count_out_of_bounds(db: Database, officers: int) -> None:
    store(db, invented_extraction("2023-1", Random(1), {}), "test")
    for table in ("deployment", "statement"):
        db.execute(f"UPDATE {table} SET officers = ?, officers_max = NULL", [MOST_OFFICERS])
        with pytest.raises(IntegrityError):
            db.execute(f"UPDATE {table} SET officers = ?, officers_max = NULL", [officers])


@pytest.mark.parametrize("value", ["1" + "0" * 30, str(MOST_OFFICERS + 1), "-3", "3.5", "", "many"])
def test_a_correction_that_no_report_can_mean_breaks_no_view(db: Database, value: str) -> None:
    """Decisions are never changed, so views bear what an older program took."""
    store(db, invented_extraction("2023-1", Random(1), {}), "test")
    row = next(db.query("SELECT * FROM deployment WHERE officers > 0 ORDER BY deployment"))
    decision = {
        "subject": row["subject"],
        "action": "correct",
        "field": "officers",
        "value": value,
        "count_as_written": row["count_as_written"],
        "reviewer": "Ada",
        "reason": None,
        "decided_at": "2026-01-01T00:00:00+00:00",
        "previous": FIRST,
    }
    db.table("decision").insert({"number": 1, **decision, "hash": hash_of(decision)})
    (shown,) = db.query("SELECT * FROM officers WHERE deployment = ?", [row["deployment"]])
    assert (shown["officers"], shown["decided"]) == (row["officers"], "conflict")
    for view in db.view_names():
        list(db.query(f"SELECT * FROM {view}"))


def test_the_largest_correction_that_is_taken_is_shown(db: Database) -> None:
    store(db, invented_extraction("2023-1", Random(1), {}), "test")
    row = next(db.query("SELECT * FROM deployment ORDER BY deployment"))
    decide(db, row["deployment"], "correct", Person("Ada"), Correction(officers=MOST_OFFICERS))
    (shown,) = db.query("SELECT * FROM officers WHERE deployment = ?", [row["deployment"]])
    assert (shown["officers"], shown["decided"]) == (MOST_OFFICERS, "corrected")


def test_of_two_copies_the_more_official_counts(db: Database, samples: list[Extraction]) -> None:
    order = ("invented", "transcript", "unknown", "official")
    for number, origin in enumerate(order):
        document = samples[0].document
        said = replace(document.particulars, origin=origin)
        copy = replace(document, sha256=f"{number}" * 64, particulars=said)
        store(db, replace(samples[0], document=copy), "test")
        (shown,) = db.query("SELECT origin FROM officers_by_period")
        assert shown["origin"] == origin
