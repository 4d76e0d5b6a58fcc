"""Which mission a sentence is about, and in which countries that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.reference import Mission, missions
from missiemonitor.extractors.statements.count_spans import number_of
from missiemonitor.extractors.statements.fact import named
from missiemonitor.extractors.statements.lexicon import has, pattern
from spacy.tokens import Doc, Span


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Mission]:
    return {mission.mission: mission for mission in missions()}


def with_missions(doc: Doc) -> Iterator[tuple[Span, str | None]]:
    """Each sentence with the mission that holds for it: named, or pointed back to."""
    last: str | None = doc._.missie_heading or None
    first = True
    for sentence in doc.sents:
        own = list(dict.fromkeys(name.kb_id_ for name in named(sentence, "MISSION")))
        # What a heading names holds for all that stands under it.
        points = first or last == doc._.missie_heading
        points = points or has(sentence.text.casefold(), "pointing.back")
        yield sentence, own[0] if len(own) == 1 else last if points and not own else None
        last = own[-1] if own else last
        first = False


def where_of(
    mission: str | None, places: Sequence[str], inside: Sequence[str] = ()
) -> tuple[str, ...]:
    """The countries of a deployment: of its mission those that are named, or all if few.

    `inside` are the countries in the mission's own name.
    """
    known = _by_id().get(mission or "")
    if known is None:
        return tuple(dict.fromkeys([*places, *inside]))
    own = tuple(code for code in dict.fromkeys(places) if code in known.countries)
    few = known.countries if len(known.countries) <= 2 else tuple(dict.fromkeys(inside))
    return own or few


def where(
    mission: str | None, places: Sequence[str], own: Sequence[Span], sentence: Span
) -> tuple[str, ...]:
    """The countries of a deployment: by its mission, by places, or by what is pointed back to.

    `own` are the names of missions in the sentence.
    """
    found = where_of(mission, places, within(own, mission))
    return found or (() if mission else place_before(sentence))


def place_before(sentence: Span) -> tuple[str, ...]:
    """The country that the sentence before is about, where a sentence without one points back."""
    lands = ("COUNTRY", "PLACE")
    if sentence.start == 0 or named(sentence, "MISSION"):
        return ()
    home = home_country()
    if any(name.kb_id_ != home for name in named(sentence, *lands)):
        return ()
    text = sentence.text.casefold()
    definite = pattern(r"{pointing.definite} (\S+)").match(text)
    points = has(text, "pointing.place")
    if not points and not (definite and number_of(definite[1]) is not None):
        return ()
    before = sentence.doc[sentence.start - 1].sent
    told = dict.fromkeys(x.kb_id_ for x in named(before, *lands) if x.kb_id_ != home)
    return tuple(told) if len(told) == 1 else ()


def within(own: Sequence[Span], mission: str | None) -> list[str]:
    """Countries that stand in the name of a mission: "EUMAM Oekraïne"."""
    return [
        code
        for name in own
        if name.kb_id_ == mission
        for _, _, code in country_spans(normal(name.text).split())
    ]
