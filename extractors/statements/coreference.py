"""Which mission a sentence is about, and in which countries that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.reference import mission_by_id
from missiemonitor.extractors.statements.count_spans import is_officer, number_of
from missiemonitor.extractors.statements.fact import named
from missiemonitor.extractors.statements.headings import in_heading
from missiemonitor.extractors.statements.lexicon import has, pattern
from spacy.tokens import Doc, Span

BEFORE = 3  # sentences before one that may say where it is


def with_missions(doc: Doc) -> Iterator[tuple[Span, str | None]]:
    """Each sentence with the mission that holds for it: named, or pointed back to."""
    last: str | None = doc._.missie_heading or None
    first = True
    for sentence in doc.sents:
        own = list(dict.fromkeys(name.kb_id_ for name in named(sentence, "MISSION")))
        # What a heading names holds for all that stands under it.
        points = first or last == doc._.missie_heading
        points = points or any(
            x.text.rstrip().endswith("?") for x in sentences_before(sentence)[:1]
        )
        points = points or has(sentence.text.casefold(), "pointing.back", "pointing.number")
        yield sentence, own[0] if len(own) == 1 else last if points and not own else None
        last = own[-1] if own else last
        first = False


def points_to_officers(sentence: Span) -> bool:
    """Whether a sentence goes on about officers of whom those before told, or answers how many."""
    text = sentence.text.casefold()
    before = sentences_before(sentence)
    answers = bool(before) and before[0].text.rstrip().endswith("?")
    if not (answers or has(text, "pointing.number", "pointing.there", "pointing.place")):
        return False
    return any(is_officer(token.text) for each in before for token in each) or bool(
        sentence.doc._.missie_heading
    )


def sentences_before(sentence: Span) -> list[Span]:
    """The sentences before one that may say what it is about, the nearest first."""
    found: list[Span] = []
    while sentence.start > 0 and len(found) < BEFORE:
        sentence = sentence.doc[sentence.start - 1].sent
        found.append(sentence)
    return found


def sentence_behind(sentence: Span) -> Span | None:
    """The sentence that stands behind one, if one does."""
    return sentence.doc[sentence.end].sent if sentence.end < len(sentence.doc) else None


def where_of(
    mission: str | None, places: Sequence[str], inside: Sequence[str] = ()
) -> tuple[str, ...]:
    """The countries of a deployment: of its mission those that are named, or all if few.

    `inside` are the countries in the mission's own name.
    """
    known = mission_by_id().get(mission or "")
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
    """The country that the sentences before are about, where one without a place points back; else
    the one that the heading names."""
    if named(sentence, "MISSION") or any(True for _ in _lands(sentence)):
        return ()
    text = sentence.text.casefold()
    definite = pattern(r"{pointing.definite} (\S+)").match(text)
    points = has(text, "pointing.place", "pointing.number")
    before = sentences_before(sentence)
    answers = bool(before) and before[0].text.rstrip().endswith("?")
    if points or answers or (definite and number_of(definite[1]) is not None):
        for each in before:
            told = dict.fromkeys(_lands(each))
            if told:
                return tuple(told) if len(told) == 1 else ()
    return in_heading(sentence.doc._.missie_under)


def _lands(sentence: Span) -> Iterator[str]:
    """Countries other than ours that a sentence names."""
    home = home_country()
    return (x.kb_id_ for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != home)


def within(own: Sequence[Span], mission: str | None) -> list[str]:
    """Countries that stand in the name of a mission: "EUMAM Oekraïne"."""
    return [
        code
        for name in own
        if name.kb_id_ == mission
        for _, _, code in country_spans(normal(name.text).split())
    ]
