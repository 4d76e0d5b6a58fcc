"""A small part of the reports drawn by hand, held to what a careful reader says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.pipeline.presentation.as_json import extraction_as_json

from tests.hand.score import Score, score

HERE = Path(__file__).parent
# Corps beside a sum; unknown heads over pages; a row a function; no table of ours; towns.
FIXED = [
    "batch2/h02-bijlage-samenstelling",
    "batch2/h06-bijlage-lang-overblad",
    "batch2/h15-bijlage-functies-liggend",
    "batch2/h14-brief-buitenlandse-collegas",
    "batch1/letter-dutch-police-abroad-spring-2024",
    "batch4/04-bijlage-functies-liggend",
]


def scored(name: str) -> Score:
    pdf = HERE / f"{name}-verzonnen-cijfers.pdf"
    truth = json.loads(pdf.with_suffix(".truth.json").read_text("utf-8"))
    return score(pdf.name, truth, extraction_as_json(extract(read_document(pdf))))


@pytest.mark.parametrize("name", FIXED)
def test_rows_of_ours_are_read_and_counted_and_those_of_others_are_not(name: str) -> None:
    found = scored(name)
    assert found.exact == found.counted == found.owed, found.missed
    assert found.others == 0, found.wrong
