"""Invented reports, drawn at random, typeset and read back: right, or with a finding."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.laboratory import library
from tests.laboratory.grammar import draw
from tests.laboratory.measure import score


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(0, 10**9))
def test_what_was_typeset_is_read_back_or_doubted(number: int) -> None:
    """Names, counts, order and layout are drawn; no wrong figure goes without a finding."""
    report = draw(number, "library")
    got = score(report, library.typeset(report))
    note(f"{sorted(report.features)}")
    note(f"findings {got.codes}; wrong {got.wrong}")
    assert got.found
    assert got.silent == ()
