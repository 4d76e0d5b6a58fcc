"""Two readings held against each other."""

from __future__ import annotations

from dataclasses import replace

from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.reconcile import reconcile

ONE = Fact("deployment", 0, 3, "eulex-kosovo", ("XK",), Count(3), "NL", "current")


def test_readings_that_agree_without_doubts_are_sure() -> None:
    (reconciled,) = reconcile([ONE], [ONE])
    assert reconciled.sure and reconciled.other is None


def test_what_differs_is_named_and_kept_beside() -> None:
    other = replace(ONE, status="past", count=Count(4))
    (reconciled,) = reconcile([ONE], [other])
    assert (
        reconciled.differing == ("count", "status")
        and reconciled.other == other
        and not reconciled.sure
    )


def test_the_order_of_countries_is_no_difference() -> None:
    one = replace(ONE, countries=("XK", "RS"))
    (reconciled,) = reconcile([one], [replace(one, countries=("RS", "XK"))])
    assert reconciled.sure


def test_what_only_one_reading_saw_is_kept_and_unsure() -> None:
    elsewhere = replace(ONE, at=9)
    reconciled = reconcile([ONE], [elsewhere])
    assert [(h.fact, h.lone) for h in reconciled] == [(ONE, True), (elsewhere, True)]


def test_without_a_second_reading_all_is_unsure() -> None:
    assert [reconciled.lone for reconciled in reconcile([ONE], None)] == [True]


def test_numbers_of_two_nations_at_one_token_are_told_apart() -> None:
    theirs = replace(ONE, nationality="BE")
    assert all(reconciled.sure for reconciled in reconcile([ONE, theirs], [theirs, ONE]))


def _known(words: float, kinds: float) -> dict[int, dict[str, dict[str, float]]]:
    """Odds of a number by all that was learnt, and that it is what it seems by each witness."""
    plain = {"counted": {"yes": 1.0}, "status": {"current": 1.0}, "nationality": {"ours": 1.0}}
    of_words = {f"words-{each}": odds for each, odds in plain.items()}
    of_kinds = {f"kinds-{each}": odds for each, odds in plain.items()}
    of_words["words-status"] = {"current": words}
    of_kinds["kinds-status"] = {"current": kinds}
    return {3: plain | of_words | of_kinds}


def test_both_witnesses_outweigh_a_light_doubt() -> None:
    doubted = replace(ONE, doubts=("several numbers",))
    (reconciled,) = reconcile([doubted], [doubted], _known(0.9, 0.9))
    assert reconciled.sure


def test_both_witnesses_do_not_outweigh_what_is_no_light_doubt() -> None:
    doubted = replace(ONE, doubts=("a question",))
    (reconciled,) = reconcile([doubted], [doubted], _known(0.9, 0.9))
    assert not reconciled.sure


def test_what_one_witness_does_not_tell_is_doubted() -> None:
    for known in (_known(0.1, 0.9), _known(0.9, 0.1)):
        (reconciled,) = reconcile([ONE], [ONE], known)
        assert reconciled.fact.doubts == ("the time is not plain",)


def test_a_mission_told_of_before_is_none_where_a_sentence_names_another_country() -> None:
    elsewhere = replace(ONE, mission=None, countries=("SS",))
    for readings in ([ONE], [elsewhere]), ([elsewhere], [ONE]):
        (told,) = reconcile(*readings, _known(1.0, 1.0))
        assert (told.fact.mission, told.fact.countries) == (None, ("SS",))
    inside = replace(ONE, mission=None)
    (told,) = reconcile([inside], [ONE], _known(1.0, 1.0))
    assert told.fact.mission == "eulex-kosovo"
