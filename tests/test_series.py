"""Two series beside each other: the second is Belgian, French and yearly; no line of code is."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from missiemonitor.corpus.errors import SeriesError
from missiemonitor.corpus.read import read_document
from missiemonitor.corpus.series import all_series, series_named, told_series
from missiemonitor.corpus.series.shape import tables_of
from missiemonitor.extractors.extract import extract
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.over_time import over_time, periods
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.one_series import one_series
from missiemonitor.output.database.reference_rows import reference_rows
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.presentation.as_json import extraction_as_json

from tests.conftest import SAMPLES

ROOT = Path(__file__).parent.parent
BELGIAN = ROOT / "corpus" / "samples-be"
TRUTH = sorted((Path(__file__).parent / "truth" / "be").glob("*.json"))
DUTCH_SERIES = "halfjaarbericht-politie"
BELGIAN_SERIES = "rapport-annuel-police-federale-belge"


@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_a_belgian_report_gives_what_its_truth_file_says(path: Path) -> None:
    expected: dict[str, Any] = json.loads(path.read_text("utf-8"))
    found = extraction_as_json(extract(read_document(BELGIAN / expected["file"])))
    rows = expected.pop("deployments")
    for name in ("nationality", "findings", "statements"):
        expected.pop(name, None)
    assert {key: found[key] for key in expected} == expected
    assert len(found["deployments"]) == len(rows)
    for row, owed in zip(found["deployments"], rows, strict=True):
        known = {key: value for key, value in owed.items() if value is not None}
        assert {key: row[key] for key in known} == known
        assert row["counted"]
    codes = {each["code"] for each in found["findings"] if each["severity"] == "error"}
    assert codes == set()


def test_a_document_is_told_to_be_of_a_series_by_what_stands_in_it() -> None:
    assert [s.series for s in told_series(["Halfjaarbericht", "POLITIE 2024"])] == [DUTCH_SERIES]
    french = told_series(["Rapport annuel 2023 de la Police fédérale"])
    assert [s.series for s in french] == [BELGIAN_SERIES]
    assert told_series(["Jaarverslag van het museum"]) == ()
    assert told_series(["Halfjaarbericht van de Europese Commissie"]) == ()
    assert told_series(["Halfjaarverslag politieke zaken"]) == ()


def test_the_series_without_a_key_comes_first_so_that_subjects_of_old_decisions_stay() -> None:
    first, *others = all_series().values()
    assert (first.series, first.key) == (DUTCH_SERIES, "")
    assert all(each.key for each in others)
    assert first.decision_key("2024-1") == "2024-1"
    assert series_named(BELGIAN_SERIES).decision_key("2023") == "be:2023"
    with pytest.raises(SeriesError, match=BELGIAN_SERIES):
        series_named("rapport")


def test_a_person_who_knows_better_says_the_series() -> None:
    document = read_document(SAMPLES / "2024-1-bijlage-5.pdf", series=BELGIAN_SERIES)
    assert document.series == BELGIAN_SERIES
    # What the pages say otherwise is told.
    assert [i.message for i in document.issues if i.code == "series-unsure"] == ["otherwise"]


def _shape(told: dict[str, Any]) -> set[str]:
    return {f"{group}.{name}" for group, names in told.items() for name in names}


def test_every_language_has_every_group_of_words() -> None:
    words = ROOT / "extractors" / "reference" / "language"
    first, *others = [tomllib.loads(path.read_text("utf-8")) for path in words.glob("*/words.toml")]
    assert others and all(_shape(each) == _shape(first) for each in others)


def test_every_series_has_every_particular_that_reading_asks_for() -> None:
    first, *others = all_series().values()
    for each in others:
        assert each.words.keys() == first.words.keys()
        for name in ("annex", "document_date", "reference_date", "reference", "origin", "officers"):
            assert each.words[name].keys() == first.words[name].keys(), name


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the samples of both series; not to be written to."""
    path = tmp_path_factory.mktemp("both") / "both.db"
    db = open_database(path, create=True)
    for folder in (SAMPLES, BELGIAN):
        for report in sorted(folder.glob("*.pdf")):
            store(db, extract(read_document(report)), "test")
    db.close()
    return path


def run(*command: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, command)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.slow
def test_commands_ask_for_the_series_where_there_are_several(both: Path, tmp_path: Path) -> None:
    for command in (
        ("compare",),
        ("compare", "--all"),
        ("trends", str(tmp_path / "t.html")),
        ("report", "2023", str(tmp_path / "r.html")),
        ("why", "EULEX Kosovo", "2023"),
    ):
        status, _, error = run(*command, "--db", str(both))
        assert status == 2 and BELGIAN_SERIES in error and DUTCH_SERIES in error, command


@pytest.mark.slow
def test_figures_of_two_series_are_never_added(both: Path) -> None:
    db = open_reading(both)
    totals = {
        (row["series"], row["period"]): row["officers"]
        for row in db.query("SELECT series, period, officers FROM officers_by_period")
    }
    assert totals[BELGIAN_SERIES, "2023"] == 40 and totals[DUTCH_SERIES, "2024-1"] == 26
    assert {series for series, _ in totals} == {BELGIAN_SERIES, DUTCH_SERIES}
    mixed = db.execute(
        "SELECT count(*) FROM changes AS c JOIN period AS a ON a.period = c.period "
        "JOIN period AS b ON b.period = c.previous_period WHERE a.parts <> b.parts"
    ).fetchone()
    assert mixed == (0,)


@pytest.mark.slow
def test_one_series_of_two_is_seen_as_if_there_were_no_other(both: Path) -> None:
    belgian = one_series(open_reading(both), BELGIAN_SERIES)
    assert periods(belgian) == ["2022", "2023", "2024"]
    table = compare(belgian)
    assert (table.attrs["before"], table.attrs["after"]) == ("2023", "2024")
    assert over_time(belgian, "total")["officers"].tolist() == [39, 40, 41]
    with pytest.raises(SeriesError, match="several series"):
        compare(open_reading(both))


@pytest.mark.slow
def test_pages_and_answers_of_the_second_series_speak_of_it(both: Path, tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    chosen = ("--db", str(both), "--series", BELGIAN_SERIES)
    assert run("report", "2023", str(page), *chosen)[0] == 0
    text = page.read_text("utf-8")
    assert "Belgische politiefunctionarissen" in text and "Nederlandse" not in text
    status, out, _ = run("why", "EULEX Kosovo", "2023", *chosen)
    assert status == 0 and "rapport-annuel-2023" in out
    assert run("compare", *chosen)[0] == 0


@pytest.mark.slow
def test_a_correction_on_one_series_leaves_the_other(both: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(both, path)
    db = open_database(path)
    row = next(db.query("SELECT * FROM officers WHERE series = ? LIMIT 1", [BELGIAN_SERIES]))
    subject = next(
        db.query("SELECT subject FROM deployment WHERE deployment = ?", [row["deployment"]])
    )["subject"]
    assert subject.startswith("be:")
    before = list(db.query("SELECT * FROM officers WHERE series = ?", [DUTCH_SERIES]))
    decide(
        db, row["deployment"], "correct", Person("Ada"), Correction(officers=row["officers"] + 1)
    )
    assert list(db.query("SELECT * FROM officers WHERE series = ?", [DUTCH_SERIES])) == before
    after = next(db.query("SELECT * FROM officers WHERE deployment = ?", [row["deployment"]]))
    assert (after["officers"], after["decided"]) == (row["officers"] + 1, "corrected")


WHOLE = (ROOT / "corpus" / "series" / f"{DUTCH_SERIES}.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('language = "nl"', "", r"key language: it is missing"),
        (
            "parts = 2",
            'parts = "2"',
            r"key parts: it is 1 for years or 2 for half-years and not '2'",
        ),
        ("parts = 2", "parts = true", r"key parts: it is 1 for years"),
        ('country = "NL"', 'country = "Nederland"', "key country: it is a code of two capitals"),
        ("[annex]", "[annexes]", r"table \[annex\]: the table is missing"),
        ("[annex]", "[headings.annex]", r"table \[annex\]: the table is missing"),
        ("rows = [2, 60]", "rows = [60, 2]", r"table \[expected\], key rows: it is two whole"),
        ('fillers = ["nummer"', 'fillers = ["nummer", 3', r"table \[annex\], key fillers: it is a"),
        ("first = [", "erste = [", r"table \[period\], key first: it is missing"),
        ('from = ["uit", "from"]', 'from = "uit"', r"table \[officers\], key from: it is a list"),
        ("[annex]", "[officers]", r"table \[officers\]: this is no TOML: .*line \d+"),
        (
            'adjectives = "before"',
            'adjectives = "before"\nadjectives = "after"',
            r"table \[officers\], key adjectives: this is no TOML: .*line \d+",
        ),
    ],
)
def test_a_broken_series_file_is_told_of_with_its_table_and_key(
    was: str, now: str, told: str
) -> None:
    assert WHOLE.count(was) >= 1
    with pytest.raises(SeriesError, match=told) as raised:
        tables_of("x.toml", WHOLE.replace(was, now, 1).encode())
    assert str(raised.value).startswith("x.toml") and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        (WHOLE.replace("[annex]", "[annexes]").encode(), "new.toml, table [annex]: "),
        (WHOLE.encode(), "key key: "),  # the same key as the first series
        (b"\xff", "new.toml: byte 1 is no UTF-8"),
    ],
)
def test_a_broken_series_file_ends_a_command_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoiled: bytes, told: str
) -> None:
    shutil.copytree(ROOT / "corpus" / "series", tmp_path / "series")
    (tmp_path / "series" / "new.toml").write_bytes(spoiled)
    monkeypatch.setattr("missiemonitor.corpus.series.files", lambda _: tmp_path / "series")
    report = SAMPLES / "2024-1-bijlage-5.pdf"
    all_series.cache_clear()
    reference_rows.cache_clear()
    try:
        ended = run("ingest", str(report), "--db", str(tmp_path / "a.db"))
    finally:
        all_series.cache_clear()
    status, out, error = ended
    assert (status, out) == (2, "")
    (line,) = error.splitlines()
    assert told in line
