"""The learned reader: trained from committed files alone, and its weights are those."""

from __future__ import annotations

import numpy as np
import pytest
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.learned_features import OF_BOTH, OF_PATTERNS
from missiemonitor.extractors.statements.learned_weights import (
    QUESTIONS,
    WITNESSES,
    read_tables,
    tables,
)
from missiemonitor.extractors.statements.reconcile import reconcile

from tests.reader.cross import WEIGHTS, all_examples
from tests.reader.train import fit, trained, written
from tests.statements.reading import learned


@pytest.mark.slow
def test_training_gives_the_weights_that_are_committed() -> None:
    made = read_tables(written(trained(all_examples())).splitlines())
    committed = read_tables(WEIGHTS.read_text("utf-8").splitlines())
    for question, table in made.items():
        kept = committed[question]
        assert kept.answers == table.answers
        for feature in {*table.places, *kept.places}:
            one = table.weights[table.places[feature]] if feature in table.places else 0
            other = kept.weights[kept.places[feature]] if feature in kept.places else 0
            assert np.abs(one - other).max() < 0.05, (question, feature)


def test_what_always_goes_with_an_answer_gives_that_answer() -> None:
    names, answers, weights = fit([["a", "b"], ["c", "b"]] * 4, ["one", "other"] * 4)
    assert (names, answers) == (["a", "b", "c"], ["one", "other"])
    assert weights[0][0] > 0 > weights[0][1]
    assert abs(weights[1]).max() < 0.1


def test_odds_of_each_question_are_of_one() -> None:
    for table in tables().values():
        assert sum(table.odds(["bias", "label=OFFICERS"]).values()) == pytest.approx(1)


def test_a_number_of_months_is_no_number_of_officers() -> None:
    text = "In EULEX Kosovo dienen drie Nederlandse agenten gedurende twaalf maanden."
    assert [fact.count.officers for fact in learned(text)] == [3]


def test_what_is_hardly_possible_by_what_was_learnt_is_not_stored() -> None:
    fact = Fact("deployment", 0, 3, "kfor", ("XK",), Count(3))
    told = {"status": {"current": 1.0}, "nationality": {"ours": 1.0}}
    odds = {3: {"counted": {"yes": 0.01, "no": 0.99}, **told}}
    assert reconcile([fact], [], odds) == []


def test_the_witnesses_share_no_more_than_the_number_and_see_nothing_of_the_patterns() -> None:
    told = {w: {f for q in QUESTIONS for f in tables()[f"{w}-{q}"].places} for w in WITNESSES}
    shared = told["words"] & told["kinds"]
    assert told["words"] and told["kinds"]
    assert all(each.startswith(OF_BOTH) for each in shared)
    assert not any(each.startswith(OF_PATTERNS) for each in told["words"] | told["kinds"])
