"""Which mission and which places belong to a number of officers, as was learnt from marked ones.

Each mission that the sentence names, and those that were named before it or in the heading, is
asked whether the number is of it, by how they lie to each other (event_features.pair_features);
each place whether they are there. The reading by patterns tells the same by what is nearest
(arguments.py), so that the two may differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.reference import mission_by_id
from missiemonitor.extractors.statements.coreference import sentences_before
from missiemonitor.extractors.statements.event_features import pair_features
from missiemonitor.extractors.statements.fact import named, numbers_in
from missiemonitor.extractors.statements.learned_weights import WeightTable
from missiemonitor.extractors.statements.seen_words import (
    clause_of,
    names_by_word,
    tenses_of,
    told_of_words,
    word_as_seen,
)
from missiemonitor.extractors.thresholds import LEARNED
from spacy.tokens import Span

KINDS = ("COUNTRY", "PLACE", "NATION", "ORGANISATION", "REGION")
OPENING = 4  # words at the beginning of a sentence that may point back


def carried(sentence: Span) -> Iterator[tuple[str, str]]:
    """Missions named before a sentence, and where: the last of each of the sentences before, the
    nearest first, and that of the heading."""
    seen = {name.kb_id_ for name in named(sentence, "MISSION")}
    for at, before in enumerate(sentences_before(sentence), 1):
        for name in reversed(named(before, "MISSION")):
            if name.kb_id_ not in seen:
                seen.add(name.kb_id_)
                yield str(name.kb_id_), str(at)
    heading = sentence.doc._.missie_heading
    if heading and heading not in seen:
        yield heading, "heading"


def mission_rows(number: Span, sentence: Span) -> Iterator[tuple[str, str, list[str]]]:
    """Each mission that a number may be of: the question, its id, and its features."""
    own = named(sentence, "MISSION")
    for name in own:
        row = pair_features(number, name, own, sentence)
        yield "mission", str(name.kb_id_), [*row, *_fits(str(name.kb_id_), number, sentence)]
    for at, (mission, where) in enumerate(carried(sentence)):
        row = _carried_features(number, sentence, where, at)
        yield "carried", mission, [*row, *_fits(mission, number, sentence)]


def place_rows(number: Span, sentence: Span) -> Iterator[tuple[str, list[str]]]:
    """Each place abroad of a sentence: its country, and the features of it and a number."""
    lands = places_told(sentence)
    for name in lands:
        yield str(name.kb_id_), pair_features(number, name, lands, sentence)


def places_told(sentence: Span) -> list[Span]:
    """The countries and towns abroad that a sentence names outside the names of missions."""
    inside = {token.i for name in named(sentence, "MISSION") for token in name}
    names = named(sentence, "COUNTRY", "PLACE")
    return [x for x in names if x.kb_id_ != home_country() and x.start not in inside]


def mission_learned(
    number: Span, sentence: Span, told: Mapping[str, WeightTable]
) -> tuple[str | None, float]:
    """The mission that a number is likeliest of, if of any, and its odds."""
    best: tuple[str | None, float] = (None, LEARNED.of_mission)
    for question, mission, row in mission_rows(number, sentence):
        odds = told[question].odds(row)["yes"]
        if odds >= best[1]:
            best = mission, odds
    return best


def places_learned(
    numbers: Sequence[Span], sentence: Span, told: Mapping[str, WeightTable]
) -> dict[int, list[str]]:
    """The countries where the officers of each number are, by where it begins. A place is of the
    numbers that are likeliest to be there, or nearly so."""
    odds = {
        number.start: [
            (code, told["place"].odds(row)["yes"]) for code, row in place_rows(number, sentence)
        ]
        for number in numbers
    }
    best = [max(each) for each in zip(*([o for _, o in row] for row in odds.values()), strict=True)]
    return {
        start: [
            code
            for (code, own), most in zip(row, best, strict=True)
            if own >= max(LEARNED.there, LEARNED.nearly * most)
        ]
        for start, row in odds.items()
    }


def _fits(mission: str, number: Span, sentence: Span) -> Iterator[str]:
    """Whether the places beside a number are in a mission's countries."""
    known = mission_by_id().get(mission)
    lands = {*known.countries} if known else set()
    yield f"known={bool(lands)}"
    for where, span in (("clause", clause_of(number, sentence)), ("sentence", sentence)):
        codes = {x.kb_id_ for x in places_told(span)}
        some = "some" if codes & lands else "no"
        yield f"{where} fits={'none' if not codes else 'all' if codes <= lands else some}"


def _carried_features(number: Span, sentence: Span, where: str, at: int) -> list[str]:
    doc, kinds = number.doc, names_by_word(sentence)
    own = {name.kb_id_ for name in named(sentence, "MISSION")}
    first = [word_as_seen(token, kinds) for token in sentence[:OPENING] if not token.is_punct]
    numbers = numbers_in(sentence)
    behind = word_as_seen(doc[number.end], kinds) if number.end < sentence.end else "-"
    before = word_as_seen(doc[number.start - 1], kinds) if number.start > sentence.start else "-"
    asked = any(each.text.rstrip().endswith("?") for each in sentences_before(sentence)[:1])
    rows = [
        "bias",
        f"where={where}",
        f"order={min(at, 2)}",
        f"own={min(len(own), 2)}",
        f"own={min(len(own), 2)} where={where}",
        f"answers={asked}",
        f"numbers={min(len(numbers), 3)}",
        f"label={number.label_}",
        f"before={before}",
        f"behind={behind}",
        f"tenses={tenses_of(clause_of(number, sentence))}",
    ]
    rows += [f"first {word}" for word in first[:1]]
    rows += [f"opening {word}" for word in first]
    rows += [f"word {word_as_seen(token, kinds)}" for token in sentence if not token.is_punct]
    rows += [f"tells {kind}" for kind in told_of_words(sentence)]
    rows += [f"names {label}" for label in sorted({x.label_ for x in named(sentence, *KINDS)})]
    return list(dict.fromkeys(rows))
