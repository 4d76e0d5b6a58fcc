"""Tables that are to be agreed, by the command: listed, settled, taken back, scored apart."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.evaluation.tables import score
from missiemonitor.pipeline.ingest import Outcome
from missiemonitor.pipeline.presentation.as_json import extraction_as_json
from missiemonitor.pipeline.presentation.summaries import as_line, ingest_as_text, of_ingest

from tests.output.test_tables_agreed import read, total


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one table to be agreed, of 88 officers."""
    made = tmp_path / "my.db"
    db = open_database(made, create=True)
    store(db, read("to-agree"), "test")
    db.close()
    return made


def test_tables_are_listed_with_page_rows_and_reasons(path: Path) -> None:
    listed = run("settle", "--db", path)
    assert listed.exit_code == 1
    for told in (
        "1. 2024-1-verzonnen-cijfers.pdf, 2024-1, page 1: 12 rows, 88 officers",
        "row      EULEX Kosovo | XK | 2",
        "why      seen-by-a-test (n 3)",
        f"missiemonitor settle 1 --agree --reviewer NAME --reason TEXT --db {path}",
    ):
        assert told in listed.stdout


def test_a_table_is_agreed_to_and_taken_back_by_number_and_subject(path: Path) -> None:
    (table,) = json.loads(run("settle", "--json", "--db", path).stdout)["tables"]
    done = run("settle", 1, "--agree", "--reviewer", "Ada", "--reason", "kop", "--db", path)
    assert done.exit_code == 0 and "agreed to; it counts" in done.stdout
    assert total(open_database(path)) == 88
    assert run("check", "--db", path).exit_code == 0
    assert run("settle", "--db", path).exit_code == 0
    every = run("settle", "--all", "--db", path).stdout
    assert "decision 1: agree by Ada" in every and "(kop)" in every
    assert "counts" in run("settle", 1, "--db", path).stdout
    undone = run("settle", table["subject"], "--undo", "--reviewer", "Bo", "--json", "--db", path)
    assert json.loads(undone.stdout)["table"]["open"] is True
    assert total(open_database(path)) is None
    assert run("settle", 1, "--reject", "--reviewer", "Bo", "--db", path).exit_code == 0
    assert run("settle", "--db", path).exit_code == 0
    assert total(open_database(path)) is None


def test_a_table_of_a_report_without_a_period_is_said_to_be_in_no_total(path: Path) -> None:
    db = open_database(path)
    made = read("to-agree")
    particulars = replace(made.document.particulars, period=None)
    document = replace(made.document, particulars=particulars)
    store(db, replace(made, document=document), "test")
    done = run("settle", 1, "--agree", "--reviewer", "Ada", "--db", path)
    assert done.exit_code == 0 and "of no period yet" in done.stdout
    assert total(db) is None


def test_numbers_stay_while_others_are_settled(path: Path) -> None:
    db = open_database(path)
    made = read("to-agree")
    later = replace(
        made.tables[0], key="later", caption="Later", evidence=made.findings[0].evidence
    )
    store(db, replace(made, tables=(*made.tables, later), deployments=()), "test")
    before = json.loads(run("settle", "--json", "--db", path).stdout)["tables"]
    assert [each["number"] for each in before] == [1, 2]
    run("settle", 1, "--reject", "--reviewer", "Ada", "--db", path)
    (left,) = json.loads(run("settle", "--json", "--db", path).stdout)["tables"]
    assert left == before[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--agree",), "name the table"),
        ((1, "--agree"), "say who decides"),
        ((1, "--agree", "--reviewer", " "), "say who decides"),
        ((2, "--agree", "--reviewer", "Ada"), "there is no table or finding '2'"),
        ((1, "--undo", "--reviewer", "Ada"), "nothing was said of table 1"),
        ((1, "--confirm", "--reviewer", "Ada"), "nothing waits for a second person"),
        ((1, "--reason", "zomaar"), "take one of --agree"),
    ],
)
def test_what_cannot_be_settled_changes_nothing_and_says_why(
    path: Path, arguments: tuple[Any, ...], told: str
) -> None:
    refused = run("settle", *arguments, "--db", path)
    assert refused.exit_code == 2 and told in refused.stderr
    assert open_database(path).table("decision").count == 0


def test_with_four_eyes_a_second_person_confirms(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISSIEMONITOR_FOUR_EYES", "1")
    done = run("settle", 1, "--agree", "--reviewer", "Ada", "--db", path)
    assert "does not count; it waits for a second person" in done.stdout
    assert run("settle", 1, "--confirm", "--reviewer", "Ada", "--db", path).exit_code == 2
    done = run("settle", 1, "--confirm", "--reviewer", "Bo", "--db", path)
    assert "confirmed; it counts" in done.stdout
    assert total(open_database(path)) == 88


def test_ingest_lists_a_table_that_counts_no_more(path: Path) -> None:
    db = open_database(path)
    store(db, read(), "old")
    report = store(db, read("other"), "new").report
    told = of_ingest(db, [Outcome("a.pdf", "replaced", report)])
    (row,) = told["reports"]
    assert row["warnings"] == 1 and row["officers"] is None
    (message,) = row["no_longer_counted"]
    assert "88 officers" in message
    assert "No longer counted" in ingest_as_text(told, path)
    assert message in ingest_as_text(told, path) and message in as_line(row)


def test_extract_tells_what_a_table_is_and_why() -> None:
    plain = extraction_as_json(read("to-agree"))
    (table,) = plain["tables"]
    assert (table["standing"], table["rows"]) == ("to-agree", 12)
    assert table["reasons"] == [
        {"code": "seen-by-a-test", "values": {"n": 3}, "text": "seen-by-a-test (n 3)"}
    ]
    assert plain["officers_total"] is None
    assert not any(row["counted"] for row in plain["deployments"])


@pytest.mark.parametrize(
    ("standing", "exact", "apart"), [("counted", 12, (0, 0)), ("to-agree", 0, (12, 12))]
)
def test_rows_that_do_not_count_are_scored_apart(
    standing: str, exact: int, apart: tuple[int, int]
) -> None:
    made = read(standing)
    rows = extraction_as_json(made)["deployments"]
    truth = {"path": "t", "file": "a.pdf", "deployments": rows}

    def reading(_: Path) -> Extraction:
        return made

    found = score([truth], {}, {"a.pdf": Path("a.pdf")}, reading)
    assert (found.exact, found.read, len(found.missed)) == (exact, exact, 12 - exact)
    assert (len(found.not_counted), found.not_counted_exact) == apart
    assert found.unwarned == []
