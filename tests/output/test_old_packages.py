"""A data package of an older schema gives the database that a database of those days would be."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from missiemonitor.output.database.catalogue import INTERNAL
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.export.restore import PackageError, restore
from sqlite_utils import Database

from tests.output.test_migration import filled


def package_of(db: Database, folder: Path, version: int) -> Path:
    """A package as `export` wrote it in the days of that schema, without its views."""
    resources = []
    folder.mkdir()
    for name in (each for each in db.table_names() if not each.startswith(INTERNAL)):
        path = folder / f"{name}.csv"
        columns = [c.name for c in db.table(name).columns]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            named = ", ".join(f'"{column}"' for column in columns)
            writer.writerows(db.execute(f'SELECT {named} FROM "{name}"'))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        resources.append({"name": name, "path": path.name, "hash": f"sha256:{digest}"})
    told = {"version": str(version), "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(told))
    return folder


@pytest.mark.parametrize("version", range(1, 9))
def test_a_package_of_an_older_schema_is_brought_up(tmp_path: Path, version: int) -> None:
    old = tmp_path / "old.db"
    folder = package_of(filled(old, version), tmp_path / "package", version)
    copy = open_database(tmp_path / "copy.db", create=True)
    assert restore(copy, folder) == 2
    migrated = open_database(old)
    for name in (each for each in migrated.table_names() if not each.startswith(INTERNAL)):
        one, two = (
            sorted(map(repr, each.execute(f'SELECT * FROM "{name}"'))) for each in (migrated, copy)
        )
        assert one == two, name
    assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
    shutil.rmtree(folder)
    # It is a database like any other when it is opened again.
    assert open_database(tmp_path / "copy.db").table("deployment").count > 0


def test_an_old_package_that_is_not_whole_says_which_version_can_take_it(tmp_path: Path) -> None:
    db = filled(tmp_path / "old.db", 6)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("DELETE FROM report WHERE file = '0.pdf'")
    db.conn.commit()
    folder = package_of(db, tmp_path / "package", 6)
    copy = open_database(tmp_path / "copy.db", create=True)
    with pytest.raises(PackageError, match="the version of Missiemonitor that wrote it") as raised:
        restore(copy, folder)
    assert "from schema 6 to" in str(raised.value) and "\n" not in str(raised.value)
    assert copy.table("report").count == 0
