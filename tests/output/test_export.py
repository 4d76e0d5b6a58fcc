"""What goes out comes back: packages, Excel and Parquet hold the figures of the views."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from frictionless import Package
from missiemonitor.output.database.catalogue import names
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.decide_report import correct_fact
from missiemonitor.output.decisions.hash_chain import broken_links
from missiemonitor.output.export.excel import excel
from missiemonitor.output.export.files import csv_files, parquet_files, views
from missiemonitor.output.export.package import package_files
from missiemonitor.output.export.restore import PackageError, restore
from missiemonitor.output.export.wide import wide
from missiemonitor.pipeline.cli import main
from sqlite_utils import Database

from tests.invented import invented_extraction


def written(db: Database, folder: Path) -> Path:
    for name, content in package_files(db):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def decided_path(samples_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples with a decision and a mission with a hostile name."""
    path = tmp_path_factory.mktemp("decided") / "decided.db"
    shutil.copy(samples_path, path)
    db = open_database(path)
    rows = [r["deployment"] for r in db.query("SELECT * FROM officers ORDER BY deployment")]
    decide(db, rows[0], "correct", Person("Jansen", 'teken, "komma", en een regel'), Correction(7))
    decide(db, rows[1], "approve", Person("Jansen"))
    # (the empty text: "it states no total", which CSV writes as it writes none)
    stating = "SELECT report FROM report WHERE stated_total IS NOT NULL"
    (report,) = db.execute(stating).fetchone()
    correct_fact(db, report, "stated_total", "", Person("Jansen", "geen totaal"))
    db.execute(
        "UPDATE deployment SET mission_as_written = ? WHERE deployment = ?",
        ['=HYPERLINK("x")', rows[2]],
    )
    db.conn.commit()
    db.close()
    return path


@pytest.mark.slow
def test_a_package_is_valid_and_gives_the_same_database(decided_path: Path, tmp_path: Path) -> None:
    db = open_reading(decided_path)
    folder = written(db, tmp_path / "package")
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    copy = open_database(tmp_path / "copy.db", create=True)
    assert restore(copy, folder) == 5
    assert list(broken_links(copy)) == []
    for name in names(db):
        one, two = (
            sorted(map(repr, each.execute(f'SELECT * FROM "{name}"'))) for each in (db, copy)
        )
        assert one == two, name
    assert dict(package_files(db)) == dict(package_files(copy))
    found = copy.execute(
        "SELECT count(*) FROM statement_search WHERE statement_search MATCH 'politie*'"
    ).fetchone()
    assert found[0] > 0


def test_a_package_that_was_changed_is_refused_whole(samples_path: Path, tmp_path: Path) -> None:
    folder = written(open_reading(samples_path), tmp_path / "package")
    path = folder / "tables" / "deployment.csv"
    path.write_text(path.read_text("utf-8").replace("EULEX", "EUPEX"), "utf-8")
    db = open_database(tmp_path / "copy.db", create=True)
    with pytest.raises(PackageError, match=r"deployment\.csv: was changed"):
        restore(db, folder)
    assert db.table("report").count == 0


def test_a_package_cannot_reach_outside_its_folder(samples_path: Path, tmp_path: Path) -> None:
    folder = written(open_reading(samples_path), tmp_path / "package")
    told = folder / "datapackage.json"
    package = json.loads(told.read_text("utf-8"))
    next(r for r in package["resources"] if r["name"] == "run")["path"] = "../../outside.csv"
    told.write_text(json.dumps(package))
    with pytest.raises(PackageError, match="outside the package"):
        restore(open_database(tmp_path / "copy.db", create=True), folder)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": "x", "resources": []}'])
def test_what_is_no_package_gets_one_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(content)
    outcome = CliRunner().invoke(main, ["import", str(tmp_path), "--db", str(tmp_path / "n.db")])
    assert outcome.exit_code == 2
    assert "datapackage.json" in outcome.output and "Traceback" not in outcome.output
    assert not (tmp_path / "n.db").exists()


def test_a_database_with_reports_is_not_written_over(samples_path: Path, tmp_path: Path) -> None:
    folder = written(open_reading(samples_path), tmp_path / "package")
    copy = tmp_path / "copy.db"
    shutil.copy(samples_path, copy)
    outcome = CliRunner().invoke(main, ["import", str(folder), "--db", str(copy)])
    assert outcome.exit_code == 2 and "name a new one" in outcome.output
    assert copy.exists()


def test_days_that_are_not_known_are_empty_in_parquet(decided_path: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    copy = tmp_path / "x.db"
    shutil.copy(decided_path, copy)
    db = open_database(copy)
    db.execute("UPDATE report SET document_date = NULL WHERE period = '2024-1'")
    db.conn.commit()
    found = dict(parquet_files(db))["current_report.parquet"]
    table = pd.read_parquet(io.BytesIO(found)).set_index("period")
    assert table["document_date"].isna().sum() == 1
    assert str(table.loc["2024-2", "document_date"]).startswith("20")


def test_a_workbook_has_types_headings_and_no_formulas(decided_path: Path, tmp_path: Path) -> None:
    db = open_reading(decided_path)
    path = tmp_path / "officers.xlsx"
    excel(db, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "About"
    assert {relation.name for relation in views(db)} <= set(book.sheetnames)
    sheet = book["officers"]
    assert sheet.freeze_panes == "A2"
    header = [cell.value for cell in sheet[1]]
    rows = [dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == db.table("deployment").count
    assert all(row["officers"].data_type == "n" for row in rows)
    assert all(row["reference_date"].is_date for row in rows)
    hostile = [r for r in rows if str(r["mission_as_written"].value).startswith("=")]
    assert len(hostile) == 1 and hostile[0]["mission_as_written"].data_type == "s"
    about = [str(cell.value) for row in book["About"].iter_rows() for cell in row]
    assert any("invented" in text for text in about)
    assert book["mission, periods across"]["C1"].value == "2022-2"


def test_parquet_keeps_types(samples_path: Path, tmp_path: Path) -> None:
    db = open_reading(samples_path)
    for name, content in parquet_files(db):
        (tmp_path / name).write_bytes(content)
    table = pd.read_parquet(tmp_path / "officers.parquet")
    assert table["officers"].sum() == sum(r["officers"] for r in db.query("SELECT * FROM officers"))
    assert str(table["officers"].dtype) == "Int64"
    assert table["reference_date"].iloc[0].year in range(2022, 2025)


def test_wide_form_leaves_what_is_not_listed_empty(samples_path: Path) -> None:
    table = wide(open_reading(samples_path), "mission").table.set_index("mission")
    assert table.loc["minusma", "2022-2"] == 5
    assert pd.isna(table.loc["minusma", "2024-1"])
    assert table.loc["eucap-sahel-niger", "2023-1"] == 0  # a stated none


def test_wide_form_keeps_two_series_apart_and_periods_in_their_order(db: Database) -> None:
    db.execute(
        "INSERT INTO series (series, name_nl, name_en, language, country, parts) "
        "VALUES ('other', 'ander', 'other', 'fr', 'BE', 1)"
    )
    for period in ("2024-1", "2023-2", "2023"):
        store(db, invented_extraction(period, Random(1), {}), "test")
    db.execute("UPDATE report SET series = 'other' WHERE period = '2023'")
    table = wide(db, "organisation").table
    assert list(table.columns)[2:] == ["2023", "2023-2", "2024-1", "series"]
    for _, row in table.iterrows():
        assert pd.isna(row["2023"]) == (row["series"] != "other")
    assert set(table["series"]) == {"other", "halfjaarbericht-politie"}


def test_an_empty_cell_of_a_wide_form_says_what_it_is(db: Database) -> None:
    made = invented_extraction("2024-1", Random(1), {})
    rows = [replace(d, countries=("XK", "GE")) for d in made.deployments[:2]]
    rows.append(replace(made.deployments[2], officers=None, countries=("ML",), officers_max=None))
    rows.append(replace(made.deployments[3], officers=2, officers_max=4, countries=("UA",)))
    made = replace(made, deployments=tuple(rows), findings=(), statements=())
    store(db, made, "test")
    store(db, invented_extraction("2024-2", Random(2), {}), "test")
    across = wide(db, "country")
    told = across.with_marks().set_index("country")
    shared = sum(d.officers or 0 for d in rows[:2])
    assert pd.isna(told.loc["XK", "2024-1"]) and told.loc["XK", "2024-1 shared"] == shared
    assert told.loc["XK", "2024-1 marks"].startswith(f"shared {shared}")
    assert pd.isna(told.loc["ML", "2024-1"])
    assert told.loc["ML", "2024-1 marks"].startswith("not readable")
    assert told.loc["UA", "2024-1 max"] == 4
    assert told.loc["UA", "2024-1 marks"] == "range to 4; invented; not checked"
    (elsewhere, *_) = set(told[told["2024-1 marks"] == "not listed"].index)
    assert pd.isna(told.loc[elsewhere, "2024-1"])
    # What stood there before stands where it stood.
    before = list(across.table.columns)
    assert list(across.with_marks().columns)[: len(before)] == before
    content = io.BytesIO()
    excel(db, content)
    sheet = openpyxl.load_workbook(io.BytesIO(content.getvalue()))["country, periods across"]
    cells = {row[0].value: row[2] for row in sheet.iter_rows(min_row=2)}
    assert cells["XK"].value == f"(+{shared})" and "shared" in cells["XK"].comment.text
    assert cells["ML"].value == "?" and "not readable" in cells["ML"].comment.text
    assert cells["UA"].value == 2 and cells["UA"].comment.text == told.loc["UA", "2024-1 marks"]
    assert cells[elsewhere].value is None and cells[elsewhere].comment is None
    fills = {cells[code].fill.fgColor.rgb for code in ("XK", "ML", elsewhere)}
    assert len(fills) == 3


@pytest.mark.slow
def test_every_way_out_by_its_command(samples_path: Path, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        outcome = CliRunner().invoke(main, [*words, "--db", str(samples_path)])
        assert outcome.exit_code == 0, outcome.output
        return outcome.output

    number = len(list(package_files(open_reading(samples_path))))
    assert f"{number} files" in run("export", str(tmp_path / "package"))
    run("export", str(tmp_path / "x.xlsx"))
    run("export", str(tmp_path / "c"), "--format", "csv")
    run("export", str(tmp_path / "p"), "--format", "parquet")
    assert len(list((tmp_path / "c").iterdir())) == len(list(csv_files(open_reading(samples_path))))
    outcome = CliRunner().invoke(
        main, ["export", str(tmp_path / "x.xlsx" / "y"), "--db", str(samples_path)]
    )
    assert outcome.exit_code == 2


def test_a_sentence_without_a_number_is_an_empty_cell_of_the_workbook(
    samples_path: Path, tmp_path: Path
) -> None:
    shutil.copyfile(samples_path, tmp_path / "copy.db")
    db = Database(tmp_path / "copy.db")
    db.execute("UPDATE statement SET officers = NULL, status = 'negated'")
    db.conn.commit()
    excel(db, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["statements"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert {row[head.index("officers")] for row in rows} == {None}
