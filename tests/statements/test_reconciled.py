"""What a document, and what was learnt of its numbers, makes of two readings held together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.learned_weights import WITNESSES
from missiemonitor.extractors.statements.reconcile import (
    BY_NATION,
    MAY_HELP,
    Reconciled,
    reconcile,
    reconciled,
)
from missiemonitor.extractors.thresholds import LEARNED

from tests.statements.reading import read

MISSION = "Bij EULEX Kosovo werken drie Nederlandse politiemensen."
PLACE = "In Kosovo werken drie Nederlandse politiemensen."
NATION = "In Kosovo werken drie Nederlanders."
GRAMMAR = ("grammar tells it otherwise",)
ONE = Fact("deployment", 0, 3, "eulex-kosovo", ("XK",), Count(3), "NL", "current")


def surely(odds: float) -> dict[str, dict[str, float]]:
    """What was learnt of a number, with these odds of its time by each witness."""
    plain = {"counted": {"yes": 1.0}, "status": {"current": odds}, "nationality": {"ours": 1.0}}
    witnesses = {f"{each}-{name}": told for each in WITNESSES for name, told in plain.items()}
    return plain | witnesses


def told(
    text: str,
    grammar: Sequence[Fact] | None = None,
    helps: Sequence[tuple[int, int, float]] | None = None,
    lone: bool = False,
) -> Reconciled:
    """The one deployment of a text that both readings tell alike, or one of them alone."""
    doc = read(text)
    doc._.missie_by_learning = [] if lone else list(doc._.missie_by_rules)
    doc._.missie_by_syntax, doc._.missie_helps = grammar, helps
    (one,) = reconciled(doc)
    return one


def fact(text: str) -> Fact:
    (one,) = read(text)._.missie_by_rules
    return one


def test_what_grammar_tells_otherwise_or_not_at_all_is_doubted() -> None:
    seen = fact(MISSION)
    assert told(MISSION).sure
    assert told(MISSION, [seen]).sure
    assert told(MISSION, [replace(seen, countries=seen.countries[::-1])]).sure
    for other in ([], [replace(seen, at=seen.at + 1)], [replace(seen, mission="unmiss")]):
        assert told(MISSION, other).fact.doubts == GRAMMAR


def test_grammar_says_nothing_of_what_is_doubted_anyway() -> None:
    assert told(MISSION, [], lone=True).fact.doubts == ()


@pytest.mark.parametrize(("text", "doubts"), [(NATION, (BY_NATION,)), (PLACE, ())])
def test_officers_by_their_nation_alone_are_doubted(text: str, doubts: tuple[str, ...]) -> None:
    doc = read(text)
    # (as if neither reading had a doubt of its own, and each witness were sure)
    doc._.missie_by_rules = [replace(each, doubts=()) for each in doc._.missie_by_rules]
    doc._.missie_by_learning = doc._.missie_by_rules
    doc._.missie_odds = {3: surely(1.0)}
    (one,) = reconciled(doc)
    assert one.fact.doubts == doubts


def test_what_may_be_assistance_is_doubted_at_its_own_number_and_in_no_mission() -> None:
    at, most = fact(PLACE).at, LEARNED.helps
    own = told(PLACE).fact.doubts
    for helps in ([(at, at + 1, most)], [(0, at, 0.0), (at, at + 1, 0.0), (0, at + 1, 1.0)]):
        assert told(PLACE, helps=helps).fact.doubts == (*own, MAY_HELP)
    for helps in ([(at + 1, at + 2, 1.0)], [(0, at, 1.0)], [(at, at + 1, most - 0.01)], [], None):
        assert told(PLACE, helps=helps).fact.doubts == own
    at = fact(MISSION).at
    assert told(MISSION, helps=[(at, at + 1, 1.0)]).sure


Known = dict[int, dict[str, Mapping[str, float]]]


def odds(counted: float = 1.0, **status: float) -> Known:
    return {3: {"counted": {"yes": counted}, "status": status}}


def test_what_the_other_reading_hardly_finds_possible_is_not_kept() -> None:
    assert reconcile([ONE], [], odds(LEARNED.dropped - 0.01)) == []
    assert [each.lone for each in reconcile([ONE], [], odds(LEARNED.dropped))] == [True]
    # (a number that nobody could read is none of which odds tell)
    unread = replace(ONE, count=Count(None))
    assert [each.lone for each in reconcile([unread], [], odds(0.0))] == [True]


@pytest.mark.parametrize(
    ("learned", "ours", "stored"),
    [(0.6, 0.4, "past"), (0.4, 0.6, "current"), (0.5, 0.5, "current"), (0.0, 0.0, "current")],
)
def test_of_two_times_the_likelier_is_stored_with_the_other_beside(
    learned: float, ours: float, stored: str
) -> None:
    other = replace(ONE, status="past")
    (one,) = reconcile([ONE], [other], odds(past=learned, current=ours))
    assert one.fact == replace(ONE, status=stored)
    assert one.other == (ONE if stored == "past" else other)
    assert (one.lone, one.differing) == (False, ("status",))


def test_a_time_of_which_nothing_was_learnt_has_no_odds() -> None:
    other = replace(ONE, status="past")
    assert reconcile([ONE], [other], odds(past=0.9))[0].fact.status == "past"
    assert reconcile([ONE], [other], odds(current=0.1))[0].fact.status == "current"


def test_where_nothing_was_learnt_of_a_number_the_first_reading_is_stored() -> None:
    other = replace(ONE, status="past", mission=None)
    (one,) = reconcile([ONE], [other])
    assert (one.fact, one.other, one.lone) == (ONE, other, False)


def test_the_mission_that_is_nearest_is_told_with_whose_the_other_says_they_are() -> None:
    other = replace(ONE, mission="unmiss", countries=("SS",), nationality="BE")
    (one,) = reconcile([ONE], [other], odds(current=1.0))
    assert one.fact == replace(ONE, nationality="BE")
    without = replace(ONE, mission=None, countries=())
    (one,) = reconcile([without], [other], odds(current=1.0))
    assert (one.fact.mission, one.fact.countries) == ("unmiss", ("SS",))


def test_what_each_witness_thinks_just_likely_enough_is_sure() -> None:
    assert reconcile([ONE], [ONE], {3: surely(LEARNED.witness)})[0].sure
    assert not reconcile([ONE], [ONE], {3: surely(LEARNED.witness - 0.01)})[0].sure
    several = replace(ONE, nationality=None)
    (one,) = reconcile([several], [several], {3: surely(1.0)})
    assert one.fact.doubts == ("whose is not plain",)
