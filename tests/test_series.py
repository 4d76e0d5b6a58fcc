"""Two series beside each other: the second is Belgian, French and yearly; no line of code is."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from missiemonitor.corpus.errors import SeriesError
from missiemonitor.corpus.read import read_document
from missiemonitor.corpus.series import all_series, series_named, told_series
from missiemonitor.extractors.extract import extract
from missiemonitor.pipeline.presentation.as_json import extraction_as_json

from tests.conftest import SAMPLES

ROOT = Path(__file__).parent.parent
BELGIAN = ROOT / "corpus" / "samples-be"
TRUTH = sorted((Path(__file__).parent / "truth" / "be").glob("*.json"))
DUTCH_SERIES = "halfjaarbericht-politie"
BELGIAN_SERIES = "rapport-annuel-police-federale-belge"


@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_a_belgian_report_gives_what_its_truth_file_says(path: Path) -> None:
    expected: dict[str, Any] = json.loads(path.read_text("utf-8"))
    found = extraction_as_json(extract(read_document(BELGIAN / expected["file"])))
    rows = expected.pop("deployments")
    for name in ("nationality", "findings", "statements"):
        expected.pop(name, None)
    assert {key: found[key] for key in expected} == expected
    assert len(found["deployments"]) == len(rows)
    for row, owed in zip(found["deployments"], rows, strict=True):
        known = {key: value for key, value in owed.items() if value is not None}
        assert {key: row[key] for key in known} == known
        assert row["counted"]
    codes = {each["code"] for each in found["findings"] if each["severity"] == "error"}
    assert codes == set()


def test_a_document_is_told_to_be_of_a_series_by_what_stands_in_it() -> None:
    assert [s.series for s in told_series(["Halfjaarbericht", "POLITIE 2024"])] == [DUTCH_SERIES]
    french = told_series(["Rapport annuel 2023 de la Police fédérale"])
    assert [s.series for s in french] == [BELGIAN_SERIES]
    assert told_series(["Jaarverslag van het museum"]) == ()


def test_the_series_without_a_key_comes_first_so_that_subjects_of_old_decisions_stay() -> None:
    first, *others = all_series().values()
    assert (first.series, first.key) == (DUTCH_SERIES, "")
    assert all(each.key for each in others)
    assert first.decision_key("2024-1") == "2024-1"
    assert series_named(BELGIAN_SERIES).decision_key("2023") == "be:2023"
    with pytest.raises(SeriesError, match=BELGIAN_SERIES):
        series_named("rapport")


def test_a_person_who_knows_better_says_the_series() -> None:
    document = read_document(SAMPLES / "2024-1-bijlage-5.pdf", series=BELGIAN_SERIES)
    assert document.series == BELGIAN_SERIES
    assert not any(issue.code == "series-unsure" for issue in document.issues)


def _shape(told: dict[str, Any]) -> set[str]:
    return {f"{group}.{name}" for group, names in told.items() for name in names}


def test_every_language_has_every_group_of_words() -> None:
    words = ROOT / "extractors" / "reference" / "language"
    first, *others = [tomllib.loads(path.read_text("utf-8")) for path in words.glob("*/words.toml")]
    assert others and all(_shape(each) == _shape(first) for each in others)


def test_every_series_has_every_particular_that_reading_asks_for() -> None:
    first, *others = all_series().values()
    for each in others:
        assert each.words.keys() == first.words.keys()
        for name in ("annex", "document_date", "reference_date", "reference", "origin", "officers"):
            assert each.words[name].keys() == first.words[name].keys(), name
