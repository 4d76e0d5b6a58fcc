"""Runs cases: small PDFs of one trait each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from missiemonitor.corpus.errors import ReportError
from missiemonitor.pipeline.presentation.as_json import extraction_as_json
from missiemonitor.pipeline.readers.one_report import read
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings

from tests.seen.judge import Verdict, judged

CASES = Path(__file__).parent / "cases"


def cases_of(folder: Path) -> dict[str, dict[str, Any]]:
    """The cases of a folder by name, as its truth.json has them."""
    told: dict[str, dict[str, Any]] = json.loads((folder / "truth.json").read_text("utf-8"))
    return told


def verdict_on(path: Path, case: dict[str, Any]) -> Verdict:
    """What was read of a case held against what a reader sees."""
    try:
        found = read(Source(str(path)), Settings(), lambda done, of: None)
    except ReportError as error:
        return Verdict("doubted" if case.get("refuse") else "refused", 0, str(error))
    return judged(case, json.loads(json.dumps(extraction_as_json(found))))
