"""A fixed sample of the laboratory: all producers, all rows, no silent wrong figure."""

from __future__ import annotations

from itertools import product

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract

from tests.laboratory import library, typesetter
from tests.laboratory.grammar import draw
from tests.laboratory.kept import FOLDER, NUMBERS, PRODUCERS, kept
from tests.laboratory.measure import Score, by_feature, compare, reliability, score


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    found = []
    for number in range(40):
        for name, producer in (("library", library), ("typesetter", typesetter)):
            report = draw(number, name)
            found.append(score(report, producer.typeset(report)))
    for path, report in kept():
        found.append(compare(report, extract(read_document(path))))
    return found


def test_the_kept_reports_are_all_there() -> None:
    assert sorted(FOLDER.glob("*.pdf")) == [path for path, _ in kept()]
    assert {(r.number, r.producer) for _, r in kept()} == set(product(NUMBERS, PRODUCERS))


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
    for path, _ in kept():
        assert "verzonnen" in path.name
        assert all("verzonnen" in text for text in read_document(path).texts)
