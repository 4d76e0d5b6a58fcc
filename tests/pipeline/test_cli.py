"""The command as people use it: output, exit statuses, errors in one line, JSON for programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from missiemonitor.pipeline.cli import main

from tests.conftest import SAMPLES, pdf_of, rows_page

ANNEX = SAMPLES / "2024-1-bijlage-5.pdf"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_extract_shows_a_report_and_stores_nothing(tmp_path: Path) -> None:
    result = run("extract", ANNEX)
    assert result.exit_code == 0
    assert "12 rows, 26 officers" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_extract_as_json_has_what_the_design_lays_down() -> None:
    result = run("extract", ANNEX, "--json")
    found = json.loads(result.stdout)
    assert found["period"] == "2024-1"
    assert found["reference_date"] == "2024-04-17"
    assert found["officers_total"] == 26
    first = found["deployments"][0]
    assert {
        "mission_as_written",
        "mission",
        "known",
        "organisation",
        "countries",
        "officers",
    } <= set(first)
    assert len(first["box"]) == 4


def test_extract_draws_what_it_made_of_the_pages(tmp_path: Path) -> None:
    result = run("extract", ANNEX, "--debug", tmp_path / "drawn")
    assert result.exit_code == 0
    assert len(list((tmp_path / "drawn").glob("*.png"))) == 4
    told = (tmp_path / "drawn" / f"{ANNEX.stem}-2.txt").read_text(encoding="utf-8")
    assert "+ header: Missienaam (mission) | Land (country)" in told
    assert "+ row ruled: EULEX Kosovo (mission) | Kosovo (country) | 3 (count)" in told
    assert "counted, with 12 deployments" in told


def test_ingest_twice_changes_nothing(demo: Path) -> None:
    again = run("ingest", SAMPLES, "--db", demo, "--json")
    assert json.loads(again.stdout)["outcomes"] == {"known": 5}
    assert again.exit_code == 1


@pytest.mark.slow
def test_what_can_not_be_read_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "leeg.pdf").touch()
    (tmp_path / "tekst.pdf").write_text("no pdf")
    (tmp_path / "goed.pdf").write_bytes(ANNEX.read_bytes())
    result = run("ingest", tmp_path, "--db", "a.db")
    assert result.exit_code == 3
    assert "leeg.pdf: is empty" in result.stderr
    assert "tekst.pdf: is not a PDF" in result.stderr
    assert run("compare", "2024-1", "2024-1", "--db", "a.db").exit_code == 2
    assert (
        json.loads(run("why", "ussc", "2024-1", "--db", "a.db", "--json").stdout)[0]["officers"]
        == 1
    )


def test_compare_in_every_form(demo: Path) -> None:
    text = run("compare", "2023-2", "2024-1", "--db", demo)
    assert text.exit_code == 0
    assert "not listed, which is not zero" in text.stdout
    assert "The figures of 2023-2 are invented." in text.stdout
    csv = run("compare", "2023-2", "2024-1", "--db", demo, "--csv").stdout
    assert "EUCAP Somalië,EU,4,4,5,5,1,more" in csv
    markdown = run("compare", "2023-2", "2024-1", "--db", demo, "--markdown").stdout
    assert markdown.startswith("| mission")
    found = json.loads(run("compare", "2023-2", "2024-1", "--db", demo, "--json").stdout)
    assert len(found["missions"]) == 14
    assert run("compare", "2023-2", "--db", demo).exit_code == 2
    assert run("compare", "--csv", "--json", "--db", demo).exit_code == 2
    assert run("compare", "1999-1", "2024-1", "--db", demo).exit_code == 2


def test_check_is_1_while_something_is_open(demo: Path) -> None:
    result = run("check", "--db", demo)
    assert result.exit_code == 1
    assert "footnote-on-count" in result.stdout
    assert "the database is whole" in result.stdout
    told = json.loads(run("check", "--db", demo, "--json").stdout)
    assert told["damage"] == []
    note = next(each for each in told["findings"] if each["code"] == "footnote-on-count")
    assert note["title"] == "Note on the count" and note["do"].startswith("Read the note")


def test_why_shows_the_words_the_place_and_the_readings(demo: Path) -> None:
    result = run("why", "eulex kosovo", "2024-1", "--db", demo)
    assert result.exit_code == 0
    for part in (
        "EULEX Kosovo | Kosovo | 3",
        "page 2",
        "ruled",
        "pdfplumber",
        "content",
        "transcript",
    ):
        assert part in result.stdout
    assert run("why", "EUMM Georgië", "1999-1", "--db", demo).exit_code == 1
    assert run("why", "Geen Missie", "2024-1", "--db", demo).exit_code == 2
    assert run("why", "USSC", "voorjaar", "--db", demo).exit_code == 2


def test_doctor_and_help() -> None:
    assert run("doctor").exit_code == 0
    assert {part["part"] for part in json.loads(run("doctor", "--json").stdout)} >= {"SQLite"}
    for command in main.commands.values():
        assert command.help, command.name
    assert "A first session" in run("--help").stdout


def test_wrong_use_is_told_in_one_line(tmp_path: Path) -> None:
    for arguments, says in (
        (("compare", "--db", "none.db"), "there is no such database"),
        (("ingest", tmp_path, "--db", "a.db"), "no PDF files in"),
        (("ingest", ANNEX, "--db", "no/such/folder.db"), "there is no such folder"),
        (("extract", "none.pdf"), "cannot be opened"),
    ):
        result = run(*arguments)
        assert result.exit_code in (2, 3), arguments
        assert says in result.stderr
        assert "Traceback" not in result.stderr


def test_settings_come_from_file_and_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "missiemonitor.toml").write_text('db = "file.db"\nmax-pages = 2\n')
    assert run("ingest", ANNEX).exit_code == 3  # four pages
    monkeypatch.setenv("MISSIEMONITOR_MAX_PAGES", "10")
    assert run("ingest", ANNEX).exit_code == 0
    assert (tmp_path / "file.db").exists()
    (tmp_path / "missiemonitor.toml").write_text("maxpages = 2\n")
    assert "is no setting" in run("ingest", ANNEX).stderr
    monkeypatch.setenv("MISSIEMONITOR_MAX_PAGES", "many")
    (tmp_path / "missiemonitor.toml").unlink()
    assert "is not a whole number" in run("ingest", ANNEX).stderr


def test_a_long_report_shows_progress_on_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from missiemonitor.pipeline.presentation import progress

    monkeypatch.setattr(progress, "QUIET_FOR", 0.0)
    monkeypatch.setattr(progress, "LOG_EVERY", 0.0)
    (tmp_path / "lang.pdf").write_bytes(pdf_of(*[rows_page([("USSC", "Israël", "1")])] * 3))
    result = run("extract", "lang.pdf")
    assert "page 3 of 3" in result.stderr
    assert "page 3 of 3" not in result.stdout


def test_a_database_locked_by_another_program_is_told(
    tmp_path: Path, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("missiemonitor.output.database.connect.PATIENCE", 0.2)
    (tmp_path / "nieuw.pdf").write_bytes(pdf_of(rows_page([("USSC", "Israël", "1")])))
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN EXCLUSIVE');"
        "print('locked', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(demo)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        result = run("ingest", "nieuw.pdf", "--db", demo)
    finally:
        holder.communicate()
    assert result.exit_code == 2
    assert "another program is writing to it" in result.stderr


@pytest.mark.slow
def test_evaluate_prints_scores_per_kind_and_field(tmp_path: Path) -> None:
    gold = Path(__file__).parent.parent / "gold" / "development.txt"
    few = tmp_path / "few.txt"  # the whole of it is read once, below
    few.write_text("\n\n".join(gold.read_text("utf-8").split("\n\n")[:150]), "utf-8")
    shown = run("evaluate", few, "--errors")
    assert shown.exit_code == 0
    assert "deployment" in shown.output and "nationality" in shown.output
    told = json.loads(run("evaluate", gold, "--json").output)
    assert told["wrong and unwarned"] == []
    assert {row["kind"] for row in told["kinds"]} >= {"deployment", "liaison", "visit"}


def test_evaluate_tells_what_is_wrong_with_a_gold_file(tmp_path: Path) -> None:
    bad = tmp_path / "gold.txt"
    bad.write_text("Een zin.\n= D alleen dit\n", encoding="utf-8")
    shown = run("evaluate", bad)
    assert shown.exit_code == 2
    assert "tests/gold/README.md" in shown.output


def test_a_model_that_is_not_there_is_told_in_one_line() -> None:
    shown = run("extract", ANNEX, "--model", "nl_core_news_that_nobody_has")
    assert shown.exit_code == 2
    assert shown.output.count("\n") == 1
