"""Gold sentences: how they are read, and that the reading does not get worse."""

from __future__ import annotations

from pathlib import Path

import pytest
from missiemonitor.extractors.statements.pipeline import dutch
from missiemonitor.pipeline.evaluation.sentences import (
    GoldError,
    GoldItem,
    evaluate,
    read_gold,
    wrong_and_unwarned,
)

GOLD = Path(__file__).parent.parent / "gold"


@pytest.mark.slow
def test_gold_files_hold_enough_and_keep_a_third_aside() -> None:
    nlp = dutch()
    with nlp.select_pipes(enable=["missie_sentences"]):
        sizes = {
            name: sum(len(list(nlp(item.text).sents)) for item in read_gold(GOLD / f"{name}.txt"))
            for name in ("development", "held-out")
        }
    asked = 400
    assert sum(sizes.values()) >= asked
    assert sizes["held-out"] >= asked / 3


def test_a_line_of_gold_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "gold.txt"
    bad.write_text("Een zin.\n= X iets\n")
    with pytest.raises(GoldError, match=r"gold\.txt"):
        read_gold(bad)


@pytest.mark.slow
def test_scores_do_not_fall() -> None:
    """The scores that were reached on the sentences worked with, less a little."""
    tallies = evaluate(dutch(), read_gold(GOLD / "development.txt"))
    deployments = tallies["deployment"]
    assert deployments.recalled >= 0.88 * deployments.gold
    assert deployments.sure_right >= 0.95 * deployments.sure
    for kind in ("liaison", "visit", "assistance", "agreement", "priority"):
        assert tallies[kind].recalled >= 0.85 * tallies[kind].gold


@pytest.mark.slow
def test_a_wrong_dutch_count_without_a_finding_is_counted() -> None:
    text = "Nederland levert drie trainers aan EUMM Georgië."
    assert len(list(wrong_and_unwarned(dutch(), [GoldItem(text, "", ())]))) == 1
