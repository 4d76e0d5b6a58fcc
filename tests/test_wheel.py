"""The wheel puts one name into site-packages, holds every data file, and works by itself."""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # a wheel is built, and installed
ROOT = Path(__file__).parent.parent
FOLDERS = {"missiemonitor": "api"} | {
    f"missiemonitor/{name}": name for name in ("corpus", "extractors", "output", "pipeline")
}
DATA = (".toml", ".csv", ".sql", ".json", ".html", ".css", ".js", ".typed")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps")
    subprocess.run([*pip, "-w", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_a_wheel_puts_one_name_into_site_packages(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"missiemonitor"}


def test_a_wheel_holds_every_module_and_data_file_and_no_sample(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    owed = set()
    for target, folder in FOLDERS.items():
        for path in (ROOT / folder).rglob("*"):
            inside = path.relative_to(ROOT / folder)
            if path.suffix in (".py", *DATA) and not any(
                part.startswith("samples") for part in inside.parts
            ):
                owed.add(f"{target}/{inside}")
    assert owed - held == set()
    assert {
        name for name in held if name.endswith(".pdf") or "/samples/" in name or "/tests/" in name
    } == set()
    assert "missiemonitor/extractors/dutch_model/model/parser/model" in held


def test_every_folder_with_code_is_named_as_a_package() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    named = set(settings["options"]["packages"].split())
    there = {
        ".".join(("missiemonitor", *path.parent.relative_to(ROOT).parts))
        for folder in FOLDERS.values()
        for path in (ROOT / folder).rglob("__init__.py")
        if folder != "api"
    }
    assert named == there | {"missiemonitor"}


def test_the_wheel_alone_ingests_a_report(wheel: Path, tmp_path: Path) -> None:
    # spaCy reads models from folders only, as pip makes them.
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    away = tmp_path / "elsewhere"
    away.mkdir()
    report = str(ROOT / "corpus/samples/2024-1-bijlage-5.pdf")
    done = subprocess.run(
        [sys.executable, "-m", "missiemonitor", "ingest", report, "--db", "my.db"],
        cwd=away,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "26" in done.stdout
    assert (away / "my.db").exists()
