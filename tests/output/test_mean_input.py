"""What people who mean harm give to the ways out and the desk does nothing but be refused."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.explore import plugin
from missiemonitor.output.explore.bounds import bound
from missiemonitor.output.export import bag
from missiemonitor.output.export.files import csv_files
from missiemonitor.output.review import deciding
from missiemonitor.pipeline.cli import main
from sqlite_utils import Database


@pytest.mark.parametrize(
    "href", ["/\\evil.example", "//evil.example", "/\t/evil.example", "http:/x"]
)
def test_no_link_of_a_cell_leaves_the_server(href: str) -> None:
    assert plugin.render_cell(json.dumps({"href": href, "label": "x"}), "link") is None


def test_a_link_within_the_server_stays() -> None:
    shown = plugin.render_cell(json.dumps({"href": "/db/officers", "label": "x"}), "link")
    assert str(shown) == '<a href="/db/officers">x</a>'


def test_a_question_of_a_visitor_makes_no_huge_value() -> None:
    connection = sqlite3.connect(":memory:")
    bound(connection)
    with pytest.raises(sqlite3.Error, match="too big"):
        connection.execute("SELECT length(zeroblob(900000000) || 'x')").fetchall()


@pytest.mark.parametrize(
    "box", ["1234", [10**400, 1, 2, 3], [True, 1, 2, 3], [1e999, 1, 2, 3], [1]]
)
def test_a_box_is_four_lengths(box: object) -> None:
    db = Database(memory=True)
    asked = {"box": box, "page": 1, "reviewer": "Ada", "text": "x", "mission": "x", "officers": 1}
    status, told = deciding.answer(db, "a" * 16, "add", {**asked, "language": "en"}, 1)
    assert status == 400 and told["error"]


def test_a_spreadsheet_runs_nothing_of_a_csv_file(samples_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "x.db"
    copy.write_bytes(samples_path.read_bytes())
    db = open_database(copy)
    db.execute("UPDATE deployment SET country_as_written = '=cmd|calc', note = '@x'")
    for name, content in csv_files(db):
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row]
            assert not [c for c in cells if c.startswith(("=", "@"))], name
    assert "'=cmd|calc" in dict(csv_files(db))["officers.csv"].decode()


def test_what_a_killed_archive_left_goes_with_the_next_one(
    samples_path: Path, tmp_path: Path
) -> None:
    left = tmp_path / ".bag-abcdefgh.part"
    left.mkdir()
    bag.archive(open_database(samples_path), tmp_path / "bag", [])
    assert not left.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["bag"]


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE deployment SET mission_as_written = CAST(x'fffe80' AS TEXT)",
        "UPDATE sqlite_master SET sql = CAST(x'fff8' AS TEXT) WHERE name = 'officers'",
        "CREATE TABLE of_another_program (x TEXT)",
    ],
)
def test_a_database_that_another_program_changed_ends_a_command_in_a_line(
    samples_path: Path, tmp_path: Path, harm: str
) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(samples_path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute(harm)
        db.commit()
    ended = CliRunner().invoke(main, ["export", str(tmp_path / "out"), "--db", str(path)])
    (line,) = [line for line in ended.stderr.splitlines() if not line.startswith("writing: ")]
    assert ended.exit_code == 2 and line.startswith("missiemonitor: ")
