"""What each threshold weighs is measured; the page that says so is of those in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from missiemonitor.corpus.threshold import Described, described

from tests.laboratory.sensitivity import (
    Case,
    Change,
    Outcome,
    change,
    drawn,
    measured,
    moved,
    outcome,
    table,
)

PAGE = Path(__file__).parent.parent / "docs" / "thresholds.md"
BY_NAME = {each.name: each for each in described()}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(drawn(1))


@pytest.fixture(scope="module")
def before(cases: list[Case]) -> Outcome:
    return outcome(cases)


@pytest.mark.slow
def test_reading_twice_gives_the_same(cases: list[Case], before: Outcome) -> None:
    assert before.rows.total() > 10
    assert outcome(cases) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["paragraphs.new_step"])
def test_a_threshold_that_weighs_is_seen_to(name: str, cases: list[Case], before: Outcome) -> None:
    ways = [change(BY_NAME[name], way, cases, before) for way in ("down", "up")]
    assert max(each.rows + each.texts for each in ways) > 0
    assert outcome(cases) == before


def test_confidence_alone_costs_no_exact_row(cases: list[Case], before: Outcome) -> None:
    assert change(BY_NAME["reconcile.differing"], "down", cases, before).exact == 0


@pytest.mark.parametrize(
    ("value", "unit", "down", "up"),
    [(1.0, "ems", 0.8, 1.2), (2, "lines", 1, 3), (12, "lines", 10, 14), (0.9, "share", 0.72, 1.0)],
)
def test_a_value_is_moved_by_a_fifth(value: float, unit: str, down: float, up: float) -> None:
    one = Described("a.b", value, unit, "meaning", "guess")
    assert moved(one, "down") == pytest.approx(down)
    assert moved(one, "up") == pytest.approx(up)


def test_the_page_tells_of_every_threshold_as_it_is() -> None:
    rows = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if "| `" in line]
    told = {row[0].strip("| `"): tuple(row[1:5]) for row in rows}
    assert told == {
        each.name: (f"{each.value:g}", each.unit, each.meaning, each.origin) for each in described()
    }
    assert not any("not measured" in cell for row in rows for cell in row)


def test_a_run_goes_on_where_it_was_broken_off(tmp_path: Path) -> None:
    assert measured(tmp_path / "none.jsonl") == {}
    one = Change("layout.edge", "up", 0.168, 3, -1, 1, 2)
    kept = tmp_path / "some.jsonl"
    kept.write_text(
        '{"name": "layout.edge", "way": "up", "value": 0.168, "rows": 3, "exact": -1, '
        '"silent": 1, "texts": 2, "told": ""}\n'
    )
    assert measured(kept) == {("layout.edge", "up"): one}
    page = table(measured(kept), "command", "3 reports")
    assert "| not measured | rows 3, exact -1, silent +1, texts 2 |" in page
    # What weighs most comes first.
    assert page.index("layout.edge") < page.index("text_layer.least")
