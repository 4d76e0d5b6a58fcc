"""A fixed sample of planted faults is told by findings; right reports get none by the same part."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from missiemonitor.extractors import extract as whole

from tests.faults.edits import EDITS
from tests.faults.places import LAST, LINKING, PLACES, Base
from tests.faults.run import Trial, base_of, plants, tried
from tests.faults.whole import WHOLE
from tests.laboratory import producers
from tests.laboratory.grammar import draw

NUMBERS = (5, 37, 117)  # drawn reports, of which one states a total


@pytest.fixture(scope="module")
def bases() -> list[tuple[int, Base]]:
    drawn = producers.typeset(draw(number, "library") for number in NUMBERS)
    read = [(report.number, base_of(report, pdf)) for report, pdf in drawn]
    return [(number, base) for number, base in read if base is not None]


def _trials(bases: list[tuple[int, Base]], place: str, kinds: set[str]) -> Iterator[Trial]:
    for number, base in bases:
        for kind, at, _, plant in plants(base, random.Random(number)):
            if at == place and kind in kinds:
                trial = tried(base, number, kind, at, plant)
                if trial is not None:
                    yield trial


COUNTS = {
    "all counts moved by a row",
    "count of the row above",
    "two counts swapped",
    "another digit",
    "a digit lost",
    "a row dropped",
    "a row twice",
    "two rows merged",
}
NAMES = {
    "mission of the neighbour",
    "country of the neighbour",
    "another country",
    "names of two rows swapped",
}


@pytest.mark.parametrize("kinds", [COUNTS, NAMES], ids=["counts", "names"])
@pytest.mark.parametrize("place", [LINKING, LAST])
def test_wrong_rows_behind_all_reading_are_told_by_the_page(
    bases: list[tuple[int, Base]], place: str, kinds: set[str]
) -> None:
    trials = list(_trials(bases, place, kinds))
    assert len({trial.kind for trial in trials}) == len(kinds)
    assert [trial for trial in trials if not trial.told] == []


def test_a_right_report_has_nothing_held_against_it(bases: list[tuple[int, Base]]) -> None:
    for _, base in bases:
        assert whole.hold_against_pages(base.found).findings == base.found.findings
        assert not {"row-against-page"} & {each.code for each in base.found.findings}


def test_without_the_part_that_looks_at_the_page_the_same_faults_stay_untold(
    bases: list[tuple[int, Base]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "hold_against_pages", lambda found: found)
    trials = list(_trials(bases, LAST, {"count of the row above"}))
    assert trials
    assert not any(trial.told for trial in trials)


def test_there_are_enough_kinds_at_each_place() -> None:
    assert len(EDITS) + len({kind for kind, _ in WHOLE}) >= 20
    assert len(PLACES) == 5
