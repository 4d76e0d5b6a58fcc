"""Component `missie_by_rules`: the first reading of sentences, by windows of words and cue words.

Each number of officers is given the nationality, the place and the status that stand nearest to it
in its clause, and the mission that its sentence names or points back to. It knows no grammar; the
second reading (read_by_syntax.py) goes by grammar and knows no cue words of status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.arguments import (
    details_of,
    in_order,
    mission_of,
    nationalities_of,
    places_of,
)
from missiemonitor.extractors.statements.coreference import where, with_missions
from missiemonitor.extractors.statements.count_filter import (
    about_deployments,
    counts_in,
    is_of_something_else,
    ours,
    speaks_of_liaisons,
)
from missiemonitor.extractors.statements.doubts import doubts
from missiemonitor.extractors.statements.fact import Fact, named
from missiemonitor.extractors.statements.lexicon import has, pattern
from missiemonitor.extractors.statements.places import is_place
from missiemonitor.extractors.statements.status import status, status_of
from missiemonitor.extractors.statements.totals import total_of
from spacy.language import Language
from spacy.tokens import Doc, Span


@Language.component("missie_by_rules", requires=["doc.spans"], assigns=["doc._.missie_by_rules"])
def missie_by_rules(doc: Doc) -> Doc:
    """Fill `doc._.missie_by_rules` with the deployments that the sentences state."""
    doc._.missie_by_rules = tuple(
        fact for sentence, mission in with_missions(doc) for fact in _deployments(sentence, mission)
    )
    return doc


def _deployments(sentence: Span, context: str | None) -> Iterator[Fact]:
    own = named(sentence, "MISSION")
    counts = counts_in(sentence)
    if not about_deployments(sentence, own, context, counts):
        counts = []
    ordered = in_order(sentence, counts, own)
    for at, count in enumerate(counts):
        mission = mission_of(count, own, context, sentence, counts)
        places = places_of(count, sentence, counts)
        total = "" if ordered else total_of(count, sentence, counts, context)
        if total:
            mission = None
        if ordered and own:
            mission = ordered[at]
        elif ordered:
            places = [ordered[at]]
        for nationality in nationalities_of(count, sentence, counts):
            fact = Fact(
                "deployment",
                sentence.start,
                count.start,
                mission,
                () if total else where(mission, places, own, sentence),
                count._.missie_count,
                nationality,
                status(count, sentence, counts),
                details_of(sentence, mission, total),
            )
            yield replace(fact, doubts=tuple(doubts(fact, count, sentence, counts, own)))
    if not counts:
        yield from _uncounted(sentence, own, context)


def _uncounted(sentence: Span, own: Sequence[Span], context: str | None) -> Iterator[Fact]:
    """Participation that a sentence tells of without a number."""
    text = sentence.text.casefold()
    home = home_country()
    lands = [x.kb_id_ for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != home]
    of_missions = context and pattern("{kinds.missions}").search(text)
    if not (own or of_missions or lands or ours(sentence)):
        return
    if _is_end_of(own, sentence):
        at, one = sentence.start, own[0].kb_id_
        of_it = where(one, [], own, sentence)
        ended = Fact("deployment", at, at, one, of_it, Count(None), home, "ended")
        yield replace(ended, doubts=("no number is told",))
        return
    gives = pattern(r"\b{deployment.bears}\b.*\b{deployment.towards}\b").search(text)
    if not gives and not has(text, "deployment.takes_part"):
        return
    if not own and is_of_something_else(text):
        return
    if speaks_of_liaisons(text):
        return
    told = status_of(text) or "current"
    about_us = ours(sentence) or bool(own)
    gives = pattern(r"\b{deployment.gives}\b").search(text)
    if not about_us or (told == "current" and not (gives and ours(sentence))) or told == "past":
        return
    mission = own[0].kb_id_ if own else context
    places = [x.kb_id_ for x in named(sentence, "COUNTRY", "PLACE") if is_place(x)]
    fact = Fact(
        "deployment",
        sentence.start,
        sentence.start,
        mission,
        where(mission, [c for c in places if c != home], own, sentence),
        Count(None),
        home,
        told,
    )
    if fact.mission or fact.countries or told in ("negated", "ended"):
        unnamed = () if own else ("the mission is not named",)
        yield replace(fact, doubts=("no number is told", *unnamed))


def _is_end_of(own: Sequence[Span], sentence: Span) -> bool:
    """Whether a mission itself is what has ended: "De missie EUCAP Sahel Niger is beëindigd"."""
    if len(own) != 1:
        return False
    before = sentence.doc[sentence.start : own[0].start].text.casefold()
    subject = pattern(r"(?:{grammar.articles} )?(?:[\w-]*{kinds.missions} )?").fullmatch(
        f"{before} " if before else ""
    )
    behind = sentence.doc[own[0].end : sentence.end].text.casefold()
    return bool(subject and pattern(r"{tense.present_of_be}\b").match(behind)) and (
        status_of(sentence.text) == "ended"
    )
