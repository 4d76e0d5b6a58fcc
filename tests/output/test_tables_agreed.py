"""Tables that are to be agreed: in no total until a person says yes, told where they drop out."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from missiemonitor.corpus.document import Box
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.analysis.provenance import why
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
from missiemonitor.output.decisions.truth_files import truths
from missiemonitor.output.export.bag import archive
from missiemonitor.output.export.package import package_files
from missiemonitor.output.export.restore import restore
from missiemonitor.pipeline.ingest import Outcome
from missiemonitor.pipeline.presentation import as_figure
from missiemonitor.pipeline.presentation.summaries import of_ingest
from sqlite_utils import Database

from tests.invented import invented_extraction
from tests.schemas import old_database

ADA, BOB = Person("Ada"), Person("Bob")


def read(standing: str = "counted", **changed: Any) -> Extraction:
    """An invented half-year with one table of this standing, as one version or another reads it."""
    made = invented_extraction("2024-1", Random(3), {})
    table = replace(
        made.tables[0], standing=standing, reasons=(("seen-by-a-test", {"n": 3}),), **changed
    )
    told = finding(
        "table-to-agree",
        {"table": "t"},
        evidence=table.evidence,
        reasons=[{"code": code, **values} for code, values in table.reasons],
        rows=len(made.deployments),
        officers=88,
        pages=[1],
    )
    return replace(
        made,
        tables=(table,),
        deployments=tuple(replace(d, counted=standing == "counted") for d in made.deployments),
        findings=(told,) if standing == "to-agree" else (),
    )


def total(db: Database) -> int | None:
    found: tuple[int | None] = db.execute("SELECT sum(officers) FROM officers").fetchone()
    return found[0]


def table_of(db: Database) -> str:
    (row,) = db.query("SELECT extracted_table FROM extracted_table")
    return str(row["extracted_table"])


def row_of(db: Database, at: int = 0) -> dict[str, Any]:
    return list(db.query("SELECT * FROM deployment ORDER BY row"))[at]


def open_codes(db: Database) -> list[str]:
    return [each["code"] for each in open_findings(db)]


def subject(db: Database) -> str:
    return str(db.execute("SELECT subject FROM extracted_table").fetchone()[0])


def test_a_table_to_be_agreed_is_in_no_total_until_a_person_agrees(db: Database) -> None:
    store(db, read("to-agree"), "test")
    assert total(db) is None and open_codes(db) == ["table-to-agree"]
    settle_table(db, table_of(db), "agree", ADA)
    assert total(db) == 88 and open_codes(db) == []
    periods = list(db.query("SELECT officers FROM officers_by_period"))
    assert periods == [{"officers": 88}]
    settle_table(db, table_of(db), "undo", ADA)
    assert total(db) is None and open_codes(db) == ["table-to-agree"]
    settle_table(db, table_of(db), "reject", ADA)
    assert total(db) is None and open_codes(db) == []
    assert list(damage(db)) == []


def test_a_rejected_table_takes_its_rows_and_their_findings_out(db: Database) -> None:
    made = read()
    row = made.deployments[0]
    told = finding("single-reading", {"deployment": row.key}, name=row.mission_as_written)
    store(db, replace(made, findings=(told,)), "test")
    assert total(db) == 88 and open_codes(db) == ["single-reading"]
    settle_table(db, table_of(db), "reject", ADA)
    assert total(db) is None and open_codes(db) == []


def test_of_a_row_and_its_table_the_later_word_goes_first(db: Database) -> None:
    store(db, read(), "test")
    row = row_of(db)
    decide(db, row["deployment"], "approve", ADA)
    settle_table(db, table_of(db), "reject", ADA)
    assert total(db) is None
    decide(db, row["deployment"], "approve", ADA)
    assert total(db) == row["officers"]


def test_a_row_that_a_person_approves_agrees_to_a_table_that_was_to_be_agreed(
    db: Database,
) -> None:
    store(db, read("to-agree"), "test")
    decide(db, row_of(db)["deployment"], "correct", ADA, Correction(officers=0))
    assert total(db) == 88 - row_of(db)["officers"]
    assert open_codes(db) == []
    decide(db, row_of(db)["deployment"], "undo", ADA)
    assert total(db) is None


@pytest.mark.parametrize(("below", "counts"), [(1.0, True), (100.0, False)])
def test_a_row_added_in_a_table_agrees_to_it_and_one_elsewhere_does_not(
    db: Database, below: float, counts: bool
) -> None:
    made = read("to-agree")
    report = store(db, made, "test").report
    top = made.deployments[-1].evidence.box.bottom + below
    add_row(db, report, Missed(1, (55, top, 400, top + 10), "Nieuw 2", "Nieuw", ("GE",), 2), ADA)
    assert total(db) == (90 if counts else 2)


def test_a_row_of_a_table_of_others_counts_alone(db: Database) -> None:
    store(db, read("other"), "test")
    decide(db, row_of(db)["deployment"], "approve", ADA)
    assert total(db) == row_of(db)["officers"]


def test_a_decision_on_a_table_takes_two_people_where_that_is_asked(db: Database) -> None:
    store(db, read("to-agree"), "test")
    settle_table(db, table_of(db), "agree", Person("Ada", eyes=2))
    assert total(db) is None
    assert open_codes(db) == ["table-to-agree", "decision-unconfirmed"]
    settle_table(db, table_of(db), "confirm", BOB)
    assert total(db) == 88 and open_codes(db) == []


def test_decisions_on_tables_that_make_no_sense_are_refused(db: Database) -> None:
    store(db, read("to-agree"), "test")
    with pytest.raises(LookupError, match="no table"):
        settle_table(db, "nowhere", "agree", ADA)
    with pytest.raises(ValueError, match="is no action"):
        settle_table(db, table_of(db), "approve", ADA)
    ((asked,),) = db.execute("SELECT finding FROM finding WHERE code = 'table-to-agree'").fetchall()
    with pytest.raises(ValueError, match="agree to the table itself"):
        settle_finding(db, asked, "agree", Person("Ada", "it is ours"))
    row = row_of(db)["subject"]
    for about, action in ((row, "agree"), (subject(db), "approve")):
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            db.table("decision").insert(
                {
                    "number": 1,
                    "subject": about,
                    "action": action,
                    "reviewer": "Ada",
                    "decided_at": "",
                    "previous": "",
                    "hash": "0" * 64,
                }
            )


# --- subjects ---------------------------------------------------------------------------------


def test_the_subject_of_a_table_is_what_it_says_and_not_where_it_stands(db: Database) -> None:
    made = read("to-agree")
    store(db, made, "one")
    before = subject(db)
    assert before.startswith("2024-1/5/@missies/2024-04-10/") and before.endswith("/1")
    table, lower = made.tables[0], Box(50.0, 400.0, 500.0, 420.0)
    moved = replace(
        table,
        key="elsewhere",
        evidence=replace(table.evidence, box=lower),
        cells=tuple(
            replace(cell, evidence=replace(cell.evidence, box=lower), text=text)
            for cell in table.cells
            for text in ["1" if cell.role == "count" else cell.text.upper()]
        ),
    )
    rows = tuple(replace(d, table="elsewhere") for d in made.deployments)
    store(db, replace(made, tables=(moved,), deployments=rows, findings=()), "two")
    assert subject(db) == before
    parted = [
        replace(cell, text=text)
        for cell in table.cells
        for text in (cell.text.split() if cell.role == "mission" else [cell.text])
    ]
    apart = tuple(replace(cell, column=at) for at, cell in enumerate(parted))
    store(db, replace(made, tables=(replace(table, cells=apart),)), "parted")
    assert subject(db) == before
    for changed in (
        replace(table, caption="Andere missies"),
        replace(table, reference_date=None),
        replace(table, cells=table.cells[2:]),
    ):
        store(db, replace(made, tables=(changed,)), "three")
        assert subject(db) != before


def test_of_two_tables_that_say_the_same_each_has_its_own_subject(db: Database) -> None:
    made = read("to-agree")
    table = made.tables[0]
    under = replace(
        table, key="under", evidence=replace(table.evidence, box=Box(50.0, 500.0, 500.0, 520.0))
    )
    for tables in ((table, under), (under, table)):
        store(db, replace(made, tables=tables), "test")
        found = db.query(
            "SELECT t.subject FROM extracted_table AS t JOIN evidence USING (evidence) ORDER BY top"
        )
        assert [row["subject"][-2:] for row in found] == ["/1", "/2"]


def test_a_decision_on_a_table_that_is_not_there_any_more_is_told(db: Database) -> None:
    store(db, read("to-agree"), "one")
    settle_table(db, table_of(db), "agree", ADA)
    store(db, read("to-agree", caption="Iets anders"), "two")
    assert total(db) is None
    assert sorted(open_codes(db)) == [
        "decision-unplaced",
        "table-no-longer-counted",
        "table-to-agree",
    ]
    store(db, read("to-agree"), "three")
    assert total(db) == 88 and open_codes(db) == []


def test_decisions_on_tables_hold_in_another_database(db: Database, tmp_path: Path) -> None:
    store(db, read("to-agree"), "test")
    settle_table(db, table_of(db), "agree", ADA)
    other = open_database(tmp_path / "other.db", create=True)
    bring_in(other, list(written(db)))
    store(other, read("to-agree"), "test")
    assert total(other) == 88
    assert list(canonical(other)) == list(canonical(db))


def test_decisions_on_tables_go_along_in_a_package_and_into_the_account_of_a_bag(
    db: Database, tmp_path: Path
) -> None:
    store(db, read("to-agree"), "test")
    settle_table(db, table_of(db), "agree", Person("Ada", "de kop"))
    for name, content in package_files(db):
        path = tmp_path / "package" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
    copy = open_database(tmp_path / "copy.db", create=True)
    restore(copy, tmp_path / "package")
    assert total(copy) == 88 and list(canonical(copy)) == list(canonical(db))
    archive(db, tmp_path / "bag", [])
    account = (tmp_path / "bag" / "data" / "ACCOUNT.md").read_text("utf-8")
    assert "- Table on page 1, Missies: agreed to by Ada, " in account and "(de kop)" in account
    assert list(damage(open_database(tmp_path / "bag" / "data" / "missiemonitor.db"))) == []


def test_why_tells_what_became_of_the_table_of_a_figure(db: Database) -> None:
    store(db, read("to-agree"), "test")
    (figure,) = why(db, "eulex-kosovo", "2024-1")
    assert not figure["counted"] and figure["table"]["standing"] == "to-agree"
    text = as_figure.figure(figure)
    assert "seen-by-a-test" in text and "table      is to be agreed" in text
    settle_table(db, table_of(db), "agree", Person("Ada", "de kop"))
    (figure,) = why(db, "eulex-kosovo", "2024-1")
    assert figure["counted"] and figure["table"]["decided"] == "agreed"
    text = as_figure.figure(figure)
    assert "agree (its table) by Ada" in text
    assert "table      agreed to: it counts" in text and "is to be agreed" not in text


# --- totals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("stated", "codes"), [(88, []), (90, ["decided-total-mismatch"])])
def test_the_total_that_an_agreed_table_states_is_held_against_its_rows(
    db: Database, stated: int, codes: list[str]
) -> None:
    store(db, read("to-agree", stated_total=stated), "test")
    settle_table(db, table_of(db), "agree", ADA)
    assert open_codes(db) == codes
    (period,) = db.query("SELECT stated_total FROM officers_by_period")
    assert period["stated_total"] == stated


def test_a_rejected_table_takes_the_total_that_it_states_along(db: Database) -> None:
    store(db, replace(read(stated_total=88), stated_total=88), "test")
    settle_table(db, table_of(db), "reject", ADA)
    (found,) = db.query("SELECT stated_total FROM settled_total")
    assert found["stated_total"] is None and open_codes(db) == []


def test_a_report_with_a_table_to_be_agreed_is_not_checked_whole(db: Database) -> None:
    both = read()
    table = replace(
        both.tables[0], key="other", standing="to-agree", evidence=both.deployments[-1].evidence
    )
    told = read("to-agree").findings[0]
    told = replace(told, about={"table": "other"})
    store(db, replace(both, tables=(*both.tables, table), findings=(told,)), "test")
    for row in list(db.query("SELECT deployment FROM deployment")):
        decide(db, row["deployment"], "approve", ADA)
    assert list(truths(db)) == []
    key = db.execute("SELECT extracted_table FROM extracted_table WHERE standing = 'to-agree'")
    settle_table(db, key.fetchone()[0], "reject", ADA)
    assert len(list(truths(db))) == 1


# --- what counted before ----------------------------------------------------------------------


def as_schema_7(db: Database, path: Path) -> Path:
    """The same rows as a database of the schema before."""
    old = old_database(path, 7)
    old.execute("PRAGMA foreign_keys = OFF")
    for name in old.table_names():
        if name.startswith(("_", "sqlite_", "page_search", "statement_search")):
            continue
        columns = [c.name for c in old.table(name).columns]
        old.execute(f'DELETE FROM "{name}"')
        rows = [{c: row[c] for c in columns} for row in db.query(f'SELECT * FROM "{name}"')]
        old.table(name).insert_all(rows)
    old.close()
    return path


@pytest.mark.parametrize("standing", ["to-agree", "other"])
def test_a_table_of_an_old_database_with_decisions_goes_on_counting(
    db: Database, tmp_path: Path, standing: str
) -> None:
    store(db, read(), "old")
    decide(db, row_of(db)["deployment"], "approve", ADA)
    hashes = [row["hash"] for row in db.query("SELECT hash FROM decision")]
    new = open_database(as_schema_7(db, tmp_path / "seven.db"))
    assert total(new) == 88
    store(new, read(standing), "new")
    assert total(new) == 88 and open_codes(new) == []
    store(new, read(standing), "newer")
    assert total(new) == 88
    assert [row["hash"] for row in new.query("SELECT hash FROM decision")] == hashes
    assert list(damage(new)) == []


@pytest.mark.parametrize("standing", ["to-agree", "other"])
def test_a_table_of_an_old_database_that_stops_counting_is_told(
    db: Database, tmp_path: Path, standing: str
) -> None:
    store(db, read(), "old")
    new = open_database(as_schema_7(db, tmp_path / "seven.db"))
    report = new.execute("SELECT report FROM report").fetchone()[0]
    for reader in ("new", "newer"):
        store(new, read(standing), reader)
        assert total(new) is None
        (told,) = new.query("SELECT * FROM to_review WHERE code = 'table-no-longer-counted'")
        assert told["report"] == report and "88 officers" in told["message"]
    settle_table(new, table_of(new), "reject", ADA)
    assert open_codes(new) == []
    settle_table(new, table_of(new), "agree", ADA)
    assert total(new) == 88 and open_codes(new) == []


def nothing() -> Extraction:
    return replace(read(), tables=(), deployments=())


def test_a_table_of_an_old_database_of_which_nothing_is_read_any_more_is_told(
    db: Database, tmp_path: Path
) -> None:
    store(db, read(), "old")
    new = open_database(as_schema_7(db, tmp_path / "seven.db"))
    for reader in ("new", "newer"):
        store(new, nothing(), reader)
        (told,) = open_findings(new)
        assert told["code"] == "table-no-longer-counted" and "88 officers" in told["message"]
        assert total(new) is None
    settle_table(new, table_of(new), "agree", ADA)
    assert total(new) == 88 and open_findings(new) == []
    store(new, nothing(), "newest")
    assert total(new) == 88 and open_findings(new) == []
    settle_table(new, table_of(new), "reject", ADA)
    assert total(new) is None and open_findings(new) == []
    store(new, read(), "back")
    assert new.execute("SELECT max(counted_before) FROM extracted_table").fetchone()[0] == 0
    assert list(damage(new)) == []


def test_a_table_with_decisions_of_which_nothing_is_read_any_more_goes_on_counting(
    db: Database, tmp_path: Path
) -> None:
    store(db, read(), "old")
    decide(db, row_of(db)["deployment"], "correct", ADA, Correction(officers=1))
    before = total(db)
    rows = "SELECT mission, country, officers, page, x0, top FROM officers ORDER BY mission, top"
    figures = list(db.query(rows))
    new = open_database(as_schema_7(db, tmp_path / "seven.db"))
    for reader in ("new", "newer"):
        store(new, nothing(), reader)
        assert total(new) == before and open_findings(new) == []
        assert list(new.query(rows)) == figures
    assert list(damage(new)) == []


def test_reading_the_period_before_takes_no_finding_of_a_table_or_decision_away(
    db: Database,
) -> None:
    store(db, read(), "old")
    store(db, read("other"), "new")
    assert "table-no-longer-counted" in open_codes(db)
    store(db, invented_extraction("2023-2", Random(4), {}), "new")
    assert "table-no-longer-counted" in open_codes(db)


def test_a_decision_stays_with_the_row_that_is_read_now(db: Database) -> None:
    """Another table of the page has the same rows now: they do not count twice."""
    store(db, read(), "old")
    decide(db, row_of(db)["deployment"], "approve", ADA)
    made = read()
    lower = {
        each.key: replace(each.evidence, box=replace(each.evidence.box, top=700.0, bottom=710.0))
        for each in made.deployments
    }
    rows = tuple(
        replace(each, key="low" + each.key, evidence=lower[each.key]) for each in made.deployments
    )
    table = replace(made.tables[0], key="low", evidence=next(iter(lower.values())), cells=())
    rows = tuple(replace(each, table="low") for each in rows)
    store(db, replace(made, tables=(table,), deployments=rows), "new")
    assert total(db) == 88
    assert open_codes(db) == ["table-no-longer-counted"]


def test_how_rows_were_read_waits_until_their_table_is_agreed_to_and_what_is_wrong_does_not(
    db: Database,
) -> None:
    made = read("to-agree")
    row = made.deployments[0]
    doubt = finding("single-reading", {"deployment": row.key}, name=row.mission_as_written)
    other = finding("total-mismatch", {"table": "t"}, stated=1, counted=88)
    table = replace(made.tables[0], doubts=(doubt, other))
    report = store(db, replace(made, tables=(table,)), "test").report
    assert sorted(open_codes(db)) == ["table-to-agree", "total-mismatch"]
    (told,) = of_ingest(db, [Outcome("a.pdf", "stored", report)])["reports"]
    assert (told["errors"], told["warnings"]) == (1, 1)
    settle_table(db, table_of(db), "agree", ADA)
    assert sorted(open_codes(db)) == ["single-reading", "total-mismatch"]
    (told,) = of_ingest(db, [Outcome("a.pdf", "known", report)])["reports"]
    assert told["errors"] + told["warnings"] == 2  # as 'check' tells
    settle_table(db, table_of(db), "reject", ADA)
    assert open_codes(db) == []


def test_rows_of_others_in_an_old_database_count_as_they_did(db: Database, tmp_path: Path) -> None:
    made = read()
    none = tuple(replace(d, counted=False) for d in made.deployments)
    made = replace(made, deployments=none, tables=(replace(made.tables[0], chosen=False),))
    store(db, made, "old")
    decide(db, row_of(db)["deployment"], "approve", ADA)
    new = open_database(as_schema_7(db, tmp_path / "seven.db"))
    assert total(new) == row_of(db)["officers"]


def test_reading_the_same_again_changes_no_row(db: Database) -> None:
    for standing in ("counted", "to-agree", "other"):
        store(db, read(standing), "one")
        settle_table(db, table_of(db), "undo", ADA)
    settle_table(db, table_of(db), "agree", ADA)
    store(db, read("to-agree"), "one")
    before = list(canonical(db))
    store(db, read("to-agree"), "one")
    assert list(canonical(db)) == before


# --- whatever people do -----------------------------------------------------------------------

STEP = st.one_of(
    st.tuples(st.just("read"), st.sampled_from(["counted", "to-agree"])),
    st.tuples(st.just("table"), st.sampled_from(["agree", "reject", "undo"])),
    st.tuples(st.sampled_from(["row 0", "row 5"]), st.sampled_from(["approve", "reject", "undo"])),
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(STEP, min_size=2, max_size=9))
def test_the_total_follows_from_the_last_reading_and_the_last_words(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    db = open_database(tmp_path_factory.mktemp("random") / "random.db", create=True)
    standing, told = "counted", dict[str, tuple[int, str]]()
    store(db, read(standing), "0")
    for number, (what, action) in enumerate(steps, start=1):
        if what == "read":
            standing = action
            store(db, read(standing), str(number))
        else:
            if what == "table":
                settle_table(db, table_of(db), action, ADA)
            else:
                decide(db, row_of(db, int(what[4:]))["deployment"], action, ADA)
            told[what] = (number, action)
            if action == "undo":
                del told[what]
        assert total(db) == expected(db, standing, told)
        assert list(damage(db)) == []


def expected(db: Database, standing: str, told: dict[str, tuple[int, str]]) -> int | None:
    """The total by the rule as it is told in words."""
    when, word = told.get("table", (0, ""))
    by_row = any(action == "approve" for what, (_, action) in told.items() if what != "table")
    whole = word != "reject" and (standing == "counted" or word == "agree" or by_row)
    sums = []
    for at in range(len(list(db.query("SELECT 1 FROM deployment")))):
        number, said = told.get(f"row {at}", (0, ""))
        own = said == "approve" and not (word == "reject" and when > number)
        if said != "reject" and (whole or own):
            sums.append(row_of(db, at)["officers"])
    return sum(sums) if sums else None
