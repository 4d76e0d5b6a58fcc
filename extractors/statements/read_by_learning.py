"""Component `missie_by_learning`: the second reading of sentences, learnt from marked ones.

Each number is asked whether it counts officers abroad, of what status, and whose they are; the
answers are odds (learned_weights.py) of what stands around it (learned_features.py). It has no list
of cue words. Which mission and places belong to a number is told as for the first reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.arguments import (
    details_of,
    in_order,
    nationalities_of,
)
from missiemonitor.extractors.statements.belonging import mission_learned, places_learned
from missiemonitor.extractors.statements.coreference import place_before, where, with_missions
from missiemonitor.extractors.statements.fact import NUMBERS, Fact, named
from missiemonitor.extractors.statements.interleaved import names_of_list
from missiemonitor.extractors.statements.learned_features import features
from missiemonitor.extractors.statements.learned_weights import (
    QUESTIONS,
    WITNESSES,
    likeliest,
    relation_tables,
    tables,
)
from missiemonitor.extractors.statements.totals import total_of
from missiemonitor.extractors.thresholds import LEARNED
from spacy.language import Language
from spacy.tokens import Doc, Span

Odds = dict[str, float]


@Language.component(
    "missie_by_learning", requires=["doc.spans"], assigns=["doc._.missie_by_learning"]
)
def missie_by_learning(doc: Doc) -> Doc:
    """Fill `doc._.missie_by_learning` with deployments, `doc._.missie_odds` with what each number
    was found to be."""
    odds: dict[int, dict[str, Odds]] = {}
    facts: list[Fact] = []
    last: str | None = doc._.missie_heading or None
    for sentence, context in with_missions(doc):
        own = named(sentence, "MISSION")
        facts += _facts(sentence, context, last, odds)
        last = own[-1].kb_id_ if own else last
    doc._.missie_odds = odds
    doc._.missie_by_learning = tuple(facts)
    return doc


def _facts(
    sentence: Span, context: str | None, last: str | None, odds: dict[int, dict[str, Odds]]
) -> Iterator[Fact]:
    given = bool(place_before(sentence))
    told = tables()
    kept: list[Span] = []
    for number in sentence.doc.spans[NUMBERS]:
        if sentence.start <= number.start < sentence.end:
            row = features(number, sentence, context, given)
            odds[number.start] = {each: told[each].odds(row) for each in QUESTIONS}
            if odds[number.start]["counted"]["yes"] >= LEARNED.counted:
                kept.append(number)
                # Witnesses are asked of what may be stored: most numbers count no officers.
                odds[number.start] |= {
                    each: table.odds(row) for each, table in told.items() if each not in QUESTIONS
                }
    own = named(sentence, "MISSION")
    ordered = in_order(sentence, kept, own)
    there = places_learned(kept, sentence, relation_tables())
    for at, number in enumerate(kept):
        of_it = there[number.start], odds[number.start], ordered[at:]
        yield from _of(number, sentence, kept, context, last, *of_it)


def _of(
    number: Span,
    sentence: Span,
    counts: Sequence[Span],
    context: str | None,
    last: str | None,
    places: list[str],
    odds: dict[str, Odds],
    ordered: Sequence[str],
) -> Iterator[Fact]:
    own = named(sentence, "MISSION")
    relations = relation_tables()
    mission, belongs = mission_learned(number, sentence, relations)
    if ordered and own:
        mission = ordered[0]
    elif ordered:
        places = [ordered[0]]
    total = "" if ordered else total_of(number, sentence, counts, context)
    mission = None if total else mission
    countries = () if total else where(mission, places, own, sentence)
    doubts: tuple[str, ...] = ()
    if mission and belongs < LEARNED.surely_of_mission:
        doubts = ("which mission it is of is not plain",)
    if mission is None and not countries and last is not None and not total:
        mission, doubts = last, ("the mission is named elsewhere",)
        countries = where(mission, places, own, sentence)
    details = details_of(sentence, mission, total)
    told = mission or countries or any(detail != ("total", "all") for detail in details)
    if not told and not _is_told_by_all(odds):
        return
    for nationality in _whose(number, sentence, counts, odds["nationality"]):
        yield Fact(
            "deployment",
            sentence.start,
            number.start,
            mission,
            countries,
            number._.missie_count,
            nationality,
            likeliest(odds["status"]),
            details,
            doubts,
        )


def _is_told_by_all(odds: dict[str, Odds]) -> bool:
    """Whether a number that is at no place is of officers abroad by both witnesses too."""
    witnesses = (odds[f"{witness}-counted"]["yes"] for witness in WITNESSES)
    plainly = odds["counted"]["yes"] >= LEARNED.unplaced
    return plainly and min(witnesses) >= LEARNED.counted


def _whose(number: Span, sentence: Span, counts: Sequence[Span], odds: Odds) -> list[str | None]:
    """Whose officers they are: what is named near, where that is of the kind that is likeliest."""
    home = home_country()
    kind = likeliest(odds)
    near = nationalities_of(number, sentence, counts)
    if kind == "several":
        return [None]
    if kind == "ours":
        return near if len(near) > 1 else [home]
    return near if near != [home] else [_foreign(number, sentence, counts) or home]


def _foreign(number: Span, sentence: Span, counts: Sequence[Span]) -> str | None:
    """The nearest nation other than ours that a sentence names, or its nearest country that is no
    place of a list."""
    lists = names_of_list(number, sentence, counts)
    listed = {name.start for names in lists.values() for name in names}
    for label in ("NATION", "COUNTRY"):
        told = [x for x in named(sentence, label) if x.start not in listed]
        others = [x for x in told if x.kb_id_ != home_country()]
        if others:
            return str(min(others, key=lambda name: abs(name.start - number.start)).kb_id_)
    return None
