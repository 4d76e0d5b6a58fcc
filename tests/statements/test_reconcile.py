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
