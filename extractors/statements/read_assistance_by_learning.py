"""The second reading of assistance: a document goes in; who gives what to whom comes out.

Each part of a sentence that names another country, or stands behind one that does, is asked
whether it tells of assistance and of what status; each number in it whether it is of what is
given, so that two numbers are two events; and each country whether it gives, gets, or neither.
Where no number is given, the part is one event. The answers are odds (learned_relations.csv) of
what stands around (assistance_features.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.assistance_features import (
    Partner,
    given_features,
    help_features,
    partner_features,
    partners_of,
)
from missiemonitor.extractors.statements.count_spans import is_officer
from missiemonitor.extractors.statements.event_features import PLACES
from missiemonitor.extractors.statements.event_words import details
from missiemonitor.extractors.statements.fact import Fact, named, numbers_in
from missiemonitor.extractors.statements.learned_weights import (
    WeightTable,
    likeliest,
    relation_tables,
)
from missiemonitor.extractors.statements.lexicon import terms
from missiemonitor.extractors.thresholds import LEARNED
from spacy.tokens import Doc, Span

MARKS = frozenset(";•·")
SIDES = ("by", "to")
JUST_BEFORE = 2  # parts before one that may tell of the same help

Helps = list[tuple[int, int, float]]


def assistance_learned(doc: Doc) -> tuple[list[Fact], Helps]:
    """What a document tells of assistance, and the odds of each part that it does."""
    facts: list[Fact] = []
    helps: Helps = []
    told = relation_tables()
    for part, partners in parts_told(doc):
        helped = [odds >= LEARNED.helps for _, _, odds in helps[-JUST_BEFORE:]]
        row = help_features(part, partners, before_helps(helped))
        odds = told["help"].odds(row)["yes"]
        helps.append((part.start, part.end, odds))
        if odds >= LEARNED.helps_at_all:
            status = likeliest(told["help-status"].odds(row))
            facts += _new(list(_events(part, partners, status, told)), facts, part, partners, odds)
    return facts, helps


def _new(
    events: list[Fact],
    before: Sequence[Fact],
    part: Span,
    partners: Sequence[Partner],
    odds: float,
) -> list[Fact]:
    """The events of a part. One without a number needs more odds, and where no country is named it
    is not of those of whom others were told: it goes on about them."""
    if events[0].at != part.start:
        return events
    told = {(each.detail("by"), each.detail("to")) for each in before}
    named_here = any(each.back == 0 for each in partners)
    goes_on = not named_here and (events[0].detail("by"), events[0].detail("to")) in told
    return events if odds >= LEARNED.helps_alone and not goes_on else []


def parts_told(doc: Doc) -> Iterator[tuple[Span, list[Partner]]]:
    """The parts of sentences that may tell of another country, with the countries."""
    for sentence in doc.sents:
        for part in parts_of(sentence):
            partners = partners_of(part)
            if partners:
                yield part, partners


def before_helps(helped: Sequence[bool]) -> str:
    """Whether one of the two parts before tells of assistance."""
    if not helped:
        return "none"
    return "yes" if any(helped[-JUST_BEFORE:]) else "no"


def parts_of(sentence: Span) -> list[Span]:
    """A sentence, in its parts where marks part what each names a country."""
    doc = sentence.doc
    edges = [sentence.start, *(t.i for t in sentence if t.text in MARKS), sentence.end]
    parts = [doc[a:b] for a, b in pairwise(edges) if b > a]
    return parts if all(named(each, *PLACES) for each in parts) else [sentence]


def _events(
    part: Span, partners: Sequence[Partner], status: str, told: Mapping[str, WeightTable]
) -> Iterator[Fact]:
    given = [
        number
        for number in numbers_in(part)
        if likeliest(told["given"].odds(given_features(number, part))) == "yes"
    ]
    for at in given or [part]:
        by, to = parties(at, part, partners, told["party"])
        count, number = _counted(at) if given else (Count(None), "")
        yield Fact(
            "assistance",
            part.sent.start,
            at.start,
            countries=tuple(sorted({*by, *to} - {home_country()})),
            count=count,
            status=status,
            details=details(by=",".join(sorted(by)), to=",".join(sorted(to)), number=number),
        )


def _counted(number: Span) -> tuple[Count, str]:
    """A number as that of officers, or of things."""
    noun, count = number._.missie_noun, number._.missie_count
    if number.label_ != "OTHER" or (noun is not None and is_officer(noun.text)):
        return count, ""
    return Count(None), str(count.officers)


@dataclass(frozen=True, slots=True)
class _Told:
    """The likelier side of a country, with the odds of it (`yes`) and of neither side (`no`)."""

    partner: Partner
    side: str
    yes: float
    no: float


def parties(
    at: Span, part: Span, partners: Sequence[Partner], table: WeightTable
) -> tuple[set[str], set[str]]:
    """Who gives and who gets what a number tells of. A side that is not named is ours; of several
    countries on one side each is joined to the likeliest by no more than a comma or "and"."""
    told: dict[str, _Told] = {}
    for partner in partners:
        own = table.odds(partner_features(at, part, partner, partners))
        side = max(SIDES, key=lambda each: own[each])
        if partner.code not in told or own["no"] < told[partner.code].no:
            told[partner.code] = _Told(partner, side, own[side], own["no"])
    likely = min(told.values(), key=lambda each: each.no)
    best, first = likely.side, likely.partner
    sides: dict[str, set[str]] = {"by": set(), "to": set(), best: {first.code}}
    for each in told.values():
        partner, side = each.partner, each.side
        if each.no < each.yes and (side != best or _joined(partner, first)):
            sides[side].add(partner.code)
    return sides["by"] or {home_country()}, sides["to"] or {home_country()}


def _joined(one: Partner, other: Partner) -> bool:
    """Whether no more than a comma, an article or "and" stands between two names."""
    if one.name is None or other.name is None:
        return False
    first, last = sorted((one.name, other.name), key=lambda name: name.start)
    between = {token.text.casefold() for token in first.doc[first.end : last.start]}
    return between <= {",", *terms("grammar.and", "grammar.articles")}
