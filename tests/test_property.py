"""Invented tables, drawn at random, typeset and read back: right, or with a finding."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, note, settings

from corpus.read import read_document
from extractors.extract import extract
from tests.typeset import Drawn, reports


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(reports())
def test_what_was_typeset_is_read_back(drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "verzonnen-cijfers.pdf"
        path.write_bytes(drawn.pdf)
        found = extract(read_document(path))
    expected = [(row.mission, row.countries, row.officers) for row in drawn.rows]
    got = [(d.mission_as_written, d.countries, d.officers) for d in found.deployments]
    for finding in found.findings:
        note(f"{finding.code}: {finding.message}")
    assert got == expected
