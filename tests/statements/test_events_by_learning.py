"""Liaison officers and assistance as they are learnt, and held against the patterns."""

from __future__ import annotations

from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.reconcile import Reconciled
from missiemonitor.extractors.statements.reconcile_events import OFTEN_WRONG, reconciled_events

from tests.statements.reading import read


def _events(text: str, kind: str) -> list[Fact]:
    return [fact for fact in read(text)._.missie_events_by_learning if fact.kind == kind]


def _both(text: str, kind: str) -> list[Reconciled]:
    return [one for one in reconciled_events(read(text)) if one.fact.kind == kind]


def test_each_post_has_its_number() -> None:
    told = _events("In Kiev heeft de politie twee liaison officers en in Belgrado één.", "liaison")
    assert {(fact.countries, fact.count.officers) for fact in told} == {(("UA",), 2), (("RS",), 1)}


def test_one_without_a_number_is_one() -> None:
    (told,) = _events("De Nederlandse liaison officer in Bangkok werkt nauw samen.", "liaison")
    assert (told.countries, told.count.officers) == (("TH",), 1)


def test_who_gives_and_who_gets_assistance() -> None:
    (told,) = _events("Duitsland heeft Nederland bijstand verleend met vier honden.", "assistance")
    assert (told.detail("by"), told.detail("to")) == ("DE", "NL")


def test_nobody_stands_on_both_sides() -> None:
    text = "Belgische waterwerpers staan bij de politie in Nederland klaar om bijstand te verlenen."
    for fact in _events(text, "assistance"):
        by, to = fact.detail("by").split(","), fact.detail("to").split(",")
        assert not {*by} & {*to}


def test_what_both_tell_of_liaison_officers_still_says_what_speaks_against_it() -> None:
    (one,) = _both("Er zijn twee liaison officers in Lima geplaatst.", "liaison")
    assert not one.lone and one.fact.doubts == (OFTEN_WRONG,) and not one.sure


def test_other_kinds_are_read_once() -> None:
    (one,) = _both("In mei bezocht de korpschef Oekraïne.", "visit")
    assert one.lone
