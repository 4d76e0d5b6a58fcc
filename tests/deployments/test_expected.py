"""What reports of a series may be expected to hold: a breach is a finding, as sources change."""

from __future__ import annotations

from dataclasses import replace

from missiemonitor.corpus.read import read_document
from missiemonitor.corpus.series import Expected
from missiemonitor.extractors.deployments.expected import unexpected
from missiemonitor.extractors.extract import extract

from tests.conftest import SAMPLES

ROWS = extract(read_document(SAMPLES / "2024-1-bijlage-5.pdf")).deployments


def said(expected: Expected) -> list[str]:
    return [each.message for each in unexpected(ROWS, expected)]


def test_what_is_within_bounds_is_not_told() -> None:
    assert said(Expected()) == []
    assert said(Expected((12, 12), (26, 26), ("eulex-kosovo",))) == []


def test_each_expectation_that_is_not_met_is_told_by_itself() -> None:
    assert said(Expected((13, 40), (1, 25), ("eulex-kosovo", "minusma"))) == [
        "12 rows count, reports of this series have 13 to 40",
        "the rows make 26 officers, reports of this series have 1 to 25",
        "the report does not list minusma, which reports of this series have",
    ]


def test_rows_that_are_not_counted_meet_no_expectation() -> None:
    others = [replace(row, counted=False) for row in ROWS]
    assert list(unexpected(others, Expected((100, 200)))) == []
