"""The tutorial runs, and shows what it shows in the repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import missiemonitor as mm
import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from tests.conftest import SAMPLES

TUTORIAL = Path(__file__).parent.parent / "docs" / "tutorial.ipynb"


@pytest.mark.slow
# jupyter's own machinery warns of what is to come
@pytest.mark.filterwarnings("ignore")
def test_the_tutorial_runs_and_its_tables_are_current(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    shutil.copytree(SAMPLES, tmp_path / "corpus" / "samples")
    folder = tmp_path / "docs"
    folder.mkdir()
    kept = nbformat.read(TUTORIAL, as_version=4)
    run = nbformat.read(TUTORIAL, as_version=4)
    code = [cell for cell in run.cells if cell.cell_type == "code"]
    assert len(code) == 10
    NotebookClient(run, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()

    def shown(notebook: nbformat.NotebookNode) -> list[str]:
        # What a cell prints comes in pieces that differ from run to run.
        return [
            "".join(
                output.data.get("text/plain", "") if "data" in output else output.get("text", "")
                for output in cell.outputs
                if output.output_type != "stream" or output.name == "stdout"
            )
            for cell in notebook.cells
            if cell.cell_type == "code"
        ]

    # Where this fails because something was improved, run the notebook anew and look at it.
    assert [s for s in shown(run) if " at 0x" not in s] == [
        s for s in shown(kept) if " at 0x" not in s
    ]


@pytest.mark.slow
def test_the_interface_gives_typed_tables(tmp_path: Path) -> None:
    found = mm.extract(mm.read(SAMPLES / "2024-1-bijlage-5.pdf"))
    table = mm.rows(found)
    assert table["officers"].sum() == 26 and str(table["officers"].dtype) == "Int64"
    db = mm.open_database(tmp_path / "new.db")
    assert mm.store(db, found) == "stored"
    assert mm.store(db, found) == "replaced"
    assert list(mm.query(db, "SELECT count(*) AS n FROM officers")["n"]) == [12]
    assert isinstance(mm.series(db, "region"), pd.DataFrame)
    assert "map" in mm.pictures(db, "en")
