"""What `check` tells of: the weightiest first, of what was asked for, in two languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from missiemonitor.extractors.findings import CHANGES, SEVERITIES, descriptions
from missiemonitor.output.analysis.integrity import open_findings
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_digests import note_old
from missiemonitor.pipeline.cli import main
from sqlite_utils import Database


@pytest.fixture
def several(demo: Path) -> Database:
    """The samples with findings of all weights added, in no order."""
    db = open_database(demo)
    report = next(db.query("SELECT report, file FROM report WHERE period = '2024-1'"))
    for number, (code, severity) in enumerate(
        [
            ("date-unsure", "warning"),
            ("unknown-mission", "warning"),
            ("no-table", "warning"),
            ("total-mismatch", "error"),
            ("unknown-mission", "warning"),
        ]
    ):
        db.table("finding").insert(
            {
                "finding": f"added-{number}",
                "report": report["report"],
                "code": code,
                "severity": severity,
                "message": f"said {number}",
                "about": "{}",
                "across": 0,
            }
        )
    note_old(db, [report["report"]])  # they were told since it was read, and are no damage
    db.conn.commit()
    return db


def check(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", "--db", str(path), *options])


def test_errors_come_first_then_what_changes_a_total_then_a_row(several: Database) -> None:
    found = open_findings(several)
    weights = [
        (SEVERITIES.index(each["severity"]), CHANGES.index(descriptions()[each["code"]].changes))
        for each in found
    ]
    assert weights == sorted(weights)
    assert found[0]["code"] == "total-mismatch"
    assert {"date-unsure"} <= {each["code"] for each in found[-3:]}


def test_findings_of_one_code_stand_together_with_what_to_do_once(
    several: Database, demo: Path
) -> None:
    text = check(demo).stdout
    assert text.count("[unknown-mission] (2)") == 1
    assert text.count(descriptions()["unknown-mission"].do["en"]) == 1
    assert "1 error, " in text


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--severity", "error"), {"total-mismatch"}),
        (("--code", "no-table"), {"no-table"}),
        (("--code", "no-table", "--severity", "error"), set()),
        (("--code", "no-table, row-twice"), {"no-table"}),
    ],
)
def test_only_what_was_asked_for_is_told(
    several: Database, demo: Path, options: tuple[str, ...], codes: set[str]
) -> None:
    result = check(demo, *options, "--json")
    found = json.loads(result.stdout)["findings"]
    assert {each["code"] for each in found} == codes
    assert result.exit_code == (1 if codes else 0)


def test_of_one_period_or_report_alone(several: Database, demo: Path) -> None:
    period = json.loads(check(demo, "--period", "2024-1", "--json").stdout)["findings"]
    assert period and {each["period"] for each in period} == {"2024-1"}
    report = json.loads(check(demo, "--report", period[0]["file"], "--json").stdout)["findings"]
    assert report and {each["report"] for each in report} == {period[0]["report"]}
    assert check(demo, "--report", "gone.pdf").exit_code == 2
    assert check(demo, "--code", "no-such-code").exit_code == 2
    assert check(demo, "--code", "no-table,no-such-code").exit_code == 2
    assert check(demo, "--period", "1999-1").exit_code == 2


def test_the_same_in_dutch(several: Database, demo: Path) -> None:
    text = check(demo, "--language", "nl").stdout
    assert descriptions()["unknown-mission"].title["nl"] in text
    assert "1 fout, " in text


def test_what_is_for_the_record_is_counted_and_shown_where_it_is_asked_for(demo: Path) -> None:
    database = open_database(demo)
    of_record = open_findings(database, severity="info")
    assert of_record and {each["severity"] for each in of_record} == {"info"}
    assert (
        f"not shown: {len(of_record)} for the record (check --severity info"
        in (check(demo).stdout.splitlines()[-1])
    )
    asked = check(demo, "--severity", "info")
    assert asked.exit_code == 0 and f"{len(of_record)} info" in asked.stdout.splitlines()[-1]
    assert "not shown" not in asked.stdout
    one = check(demo, "--severity", "info", "--code", of_record[0]["code"], "--json")
    assert {each["code"] for each in json.loads(one.stdout)["findings"]} == {of_record[0]["code"]}
    assert "--severity info" in " ".join(check(demo, "--help").stdout.split())


@pytest.mark.parametrize("asked", ["error", "warning", "info"])
def test_what_is_open_of_other_weights_is_counted_and_never_called_none(
    several: Database, demo: Path, asked: str
) -> None:
    every = [*open_findings(several), *open_findings(several, severity="info")]
    last = check(demo, "--severity", asked).stdout.splitlines()[-1]
    own, _, besides = last.partition("; open besides: ")
    for severity in ("error", "warning"):
        number = sum(each["severity"] == severity for each in every)
        told = f"{number} {severity}{'' if number == 1 else 's'}"
        assert number and told in (own if severity == asked else besides).split(", ")
    number = sum(each["severity"] == "info" for each in every)
    assert (f"{number} info" in own.split(", ")) == (asked == "info")
    assert "open besides" not in check(demo).stdout
    one = check(demo, "--severity", "info", "--code", "no-table", "--language", "nl").stdout
    assert one.splitlines()[-1].endswith("verder open: 1 waarschuwing")


def test_a_finding_about_a_statement_says_which_number_it_is(demo: Path) -> None:
    database = open_database(demo)
    asked = "SELECT f.finding, s.officers, s.nationality FROM finding AS f "
    asked += "JOIN statement AS s USING (statement_id) WHERE s.officers IS NOT NULL "
    numbers = {finding: told for finding, *told in database.execute(asked).fetchall()}
    told = [
        each
        for each in [*open_findings(database), *open_findings(database, severity="info")]
        if each["finding"] in numbers
    ]
    assert told
    for each in told:
        officers, nationality = numbers[each["finding"]]
        assert f"{officers} {nationality or ''}".strip() in each["message"].rpartition("(")[2]
