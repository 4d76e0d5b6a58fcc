"""Whose officers a table lists, on pages that somebody drew who had not seen the reader.

The PDFs of whose/ are invented (make_traps.py); truth.json tells what a careful reader sees there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction

WHOSE = Path(__file__).parent / "whose"
TRUTH: dict[str, dict[str, Any]] = json.loads((WHOSE / "truth.json").read_text("utf-8"))
OF_TWO_COLUMNS = [name for name in TRUTH if name[:2] in ("04", "05")]


def read(name: str) -> Extraction:
    return extract(read_document(WHOSE / name))


@pytest.mark.parametrize("name", sorted(TRUTH.keys() - {*OF_TWO_COLUMNS}))
def test_only_officers_of_the_series_are_counted(name: str) -> None:
    found, truth = read(name), TRUTH[name]
    assert (found.officers_total or 0) == truth["dutch_officers_total"]
    assert found.document.series == truth["series"]
    told = {f.code for f in found.findings}
    if not truth["dutch_officers_total"]:
        # Nothing is left out without a word.
        assert told & {"nationality-unsure", "series-unsure"}


@pytest.mark.parametrize("name", OF_TWO_COLUMNS)
def test_two_columns_that_can_be_the_count_are_never_chosen_between_in_silence(name: str) -> None:
    found = read(name)
    told = {f.about["deployment"] for f in found.findings if f.code == "several-counts"}
    assert found.deployments and told == {row.key for row in found.deployments}
    assert all(row.note for row in found.deployments)  # the other number is kept


def test_rows_of_another_nation_are_kept_under_it() -> None:
    rows = read("01-bijschrift-belgisch-verzonnen-cijfers.pdf").deployments
    assert [(row.nationality, row.counted) for row in rows] == [("BE", False)] * len(rows)


def test_a_table_of_others_beside_our_own_is_told_for_the_record_only() -> None:
    found = read("11-nederlands-en-belgisch-verzonnen-cijfers.pdf")
    assert [f.severity for f in found.findings if f.code == "nationality-unsure"] == ["info"]
    assert [row.officers for row in found.deployments if not row.counted]
