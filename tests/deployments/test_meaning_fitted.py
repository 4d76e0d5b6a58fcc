"""The weights are those that fitting gives, and what they make of tables marked by hand holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.deployments.meaning.understand import understand
from missiemonitor.extractors.reasons import reason_text
from missiemonitor.extractors.reference import table_reasons

from tests.meaning.examples import LOOK_ALIKES, SERIES, Example, marked
from tests.meaning.fit import WEIGHTS, fitted_anew


def weights(text: str) -> Iterator[tuple[str, str, float]]:
    for model, each in tomllib.loads(text).items():
        if model != "places":
            yield from ((model, name, value["fitted"]) for name, value in each.items())


@pytest.mark.slow
def test_fitting_gives_the_weights_that_are_committed() -> None:
    committed = list(weights(WEIGHTS.read_text("utf-8")))
    anew = list(weights(fitted_anew(WEIGHTS.read_text("utf-8"))))
    assert [each[:2] for each in anew] == [each[:2] for each in committed]
    # Sums come out a little otherwise on another machine.
    assert [each[2] for each in anew] == pytest.approx([each[2] for each in committed], abs=0.02)


MISTAKEN = 8  # of the look-alikes, at most; by the words of a table alone no reader can tell them


def number(example: Example) -> int:
    return int(example.name.split()[1])


def unseen() -> list[Example]:
    return [e for e in marked() if e.half == "scoring" and number(e) not in LOOK_ALIKES]


def test_of_tables_that_are_drawn_to_be_mistaken_few_are() -> None:
    drawn = [each for each in marked() if number(each) in LOOK_ALIKES]
    told = [(each.what, understand(each.view).standing) for each in drawn]
    assert len(told) == 45
    assert told.count(("other", "counted")) <= MISTAKEN
    assert told.count(("ours", "counted")) == 10


@pytest.mark.parametrize("example", unseen(), ids=lambda each: each.name)
def test_no_table_of_others_is_counted_and_none_of_ours_is_lost(example: Example) -> None:
    with using(series_named(SERIES[example.language])):
        found = understand(example.view)
    assert found.standing != ("counted" if example.what == "other" else "")
    if example.what != "other":
        assert found.standing != "other"
    if example.what == "ours":
        assert found.count == example.count
    assert all(
        reason_text(reason.code, reason.values, language)
        for reason in found.reasons
        for language in ("nl", "en")
    )


def test_every_concept_and_reason_is_told_in_two_languages() -> None:
    folder = WEIGHTS.parent / "concepts"
    texts = table_reasons()
    for path in folder.glob("*.toml"):
        groups = tomllib.loads(path.read_text("utf-8"))
        names = {name for group, each in groups.items() if group != "frame" for name in each}
        assert names - {"passed", "number", "dated"} <= texts["concepts"].keys()
    assert all({"nl", "en"} <= each.keys() for group in texts.values() for each in group.values())


def test_all_languages_have_the_same_concepts() -> None:
    folder = WEIGHTS.parent / "concepts"
    shapes = [
        {group: set(names) for group, names in tomllib.loads(path.read_text("utf-8")).items()}
        for path in sorted(folder.glob("*.toml"))
    ]
    assert len(shapes) == 3
    assert shapes[0] == shapes[1] == shapes[2]
