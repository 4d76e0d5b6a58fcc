"""Boxes are of the page as it is shown; decisions from before they were stay where they were.

The database is of the version before, with decisions on a page that is cropped and turned.
"""

from __future__ import annotations

import lzma
from pathlib import Path

from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store

from tests.seen.run import CASES

BEFORE = Path(__file__).parent.parent / "schemas" / "cropped-and-turned-verzonnen-cijfers.db.xz"
REPORT = CASES / "110-rotate-90-with-cropbox-verzonnen-cijfers.pdf"
FIGURES = "SELECT mission, officers, decided FROM officers ORDER BY mission"
PLACES = """
    SELECT deployment.mission, round(evidence.x0), round(evidence.top)
    FROM deployment JOIN evidence ON evidence.evidence = deployment.count_evidence
    WHERE deployment.added IS NULL ORDER BY deployment.mission
"""


def test_decisions_on_a_cropped_and_turned_page_stay_and_its_boxes_move(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    path.write_bytes(lzma.decompress(BEFORE.read_bytes()))
    db = open_database(path)
    figures = db.execute(FIGURES).fetchall()
    before = db.execute(PLACES).fetchall()
    decisions = db.execute("SELECT hash, subject FROM decision ORDER BY number").fetchall()
    added = db.execute("SELECT * FROM deployment WHERE added IS NOT NULL").fetchall()
    assert len(decisions) == 4 and len(added) == 1
    store(db, extract(read_document(REPORT)), "another reader")
    assert db.execute(FIGURES).fetchall() == figures
    assert db.execute("SELECT hash, subject FROM decision ORDER BY number").fetchall() == decisions
    assert not [*damage(db)]
    after = db.execute(PLACES).fetchall()
    # The CropBox begins 60 points from the left and 70 from the foot, and the page is turned.
    moved = {(x - u, y - v) for (_, x, y), (_, u, v) in zip(before, after, strict=True)}
    assert moved == {(70.0, 60.0)}
