"""The wheel holds every data file, and works without the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_alone_ingests_a_report(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "-w",
            str(tmp_path),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    held = set(zipfile.ZipFile(wheel).namelist())
    for package in ("corpus", "extractors", "output"):
        for path in (ROOT / package).rglob("*"):
            if path.suffix in (".toml", ".csv", ".sql"):
                assert str(path.relative_to(ROOT)) in held
    assert not any(name.endswith(".pdf") or "samples" in name for name in held)
    assert "extractors/dutch_model/model/config.cfg" in held
    assert "extractors/dutch_model/model/parser/model" in held
    # spaCy reads models from folders only, as pip makes them.
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    away = tmp_path / "elsewhere"
    away.mkdir()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "missiemonitor",
            "ingest",
            str(ROOT / "corpus/samples/2024-1-bijlage-5.pdf"),
            "--db",
            "my.db",
        ],
        cwd=away,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "26" in done.stdout
    assert (away / "my.db").exists()
