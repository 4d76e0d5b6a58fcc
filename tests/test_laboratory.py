"""A fixed sample of the laboratory: all producers, all rows, no silent wrong figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract

from tests.laboratory import library, typesetter
from tests.laboratory.__main__ import FIXED, FIXED_NUMBERS
from tests.laboratory.grammar import draw
from tests.laboratory.measure import Score, by_feature, compare, reliability, score


def kept() -> list[Path]:
    """Reports of the producers that pip cannot install, typeset once and committed."""
    return sorted(FIXED.glob("*.pdf"))


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    found = []
    for number in range(40):
        for name, producer in (("library", library), ("typesetter", typesetter)):
            report = draw(number, name)
            found.append(score(report, producer.typeset(report)))
    for path in kept():
        number, producer = path.stem.split("-")[:2]
        document = read_document(path)
        found.append(compare(draw(int(number), producer), extract(document)))
    return found


def test_the_kept_reports_are_all_there() -> None:
    assert len(kept()) == 2 * len(FIXED_NUMBERS)


@pytest.mark.slow
def test_no_wrong_figure_without_a_finding(scores: list[Score]) -> None:
    assert [(s.report.number, s.report.producer, s.silent) for s in scores if s.silent] == []


@pytest.mark.slow
def test_every_table_is_found_and_nearly_every_row_is_exact(scores: list[Score]) -> None:
    assert all(s.found for s in scores)
    _, _, rows, exact, _ = by_feature(scores)[0]
    assert exact / rows > 0.985


@pytest.mark.slow
def test_confidence_means_something(scores: list[Score]) -> None:
    high = [line for line in reliability(scores) if line[0] >= "0.90"]
    rows, right = sum(line[1] for line in high), sum(line[2] for line in high)
    assert rows > 300
    assert right / rows > 0.997


def test_each_draw_is_the_same_again() -> None:
    assert draw(7) == draw(7)
    assert draw(7) != draw(8)


@pytest.mark.slow
def test_every_page_says_that_its_figures_are_invented() -> None:
    for path in kept():
        assert "verzonnen" in path.name
        assert all("verzonnen" in text for text in read_document(path).texts)
