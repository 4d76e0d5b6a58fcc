"""A database that the command made of the samples."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.pipeline.cli import main

from tests.conftest import SAMPLES


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("ingested") / "demo.db"
    assert CliRunner().invoke(main, ["ingest", str(SAMPLES), "--db", str(target)]).exit_code == 1
    return target


@pytest.fixture
def demo(ingested: Path, tmp_path: Path) -> Path:
    """A database of its own for each test that the command made of the samples."""
    target = tmp_path / "demo.db"
    with closing(sqlite3.connect(ingested)) as source:
        source.execute("VACUUM INTO ?", [str(target)])  # with what still stands in its log
    return target
