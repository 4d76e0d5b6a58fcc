"""What in its structure makes a reading of a deployment unsure even where the other agrees.

Each was learnt from gold sentences in which both readings were wrong alike; how sure its time and
its nationality are is told by the learned reader's odds (reconcile.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.report_period import periods_in
from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.reference import mission_by_id, missions
from missiemonitor.extractors.statements.coreference import (
    place_before,
    sentence_behind,
    sentences_before,
)
from missiemonitor.extractors.statements.count_spans import is_plainly_officer, number_of
from missiemonitor.extractors.statements.cues import CUES
from missiemonitor.extractors.statements.fact import Fact, named, officers_in
from missiemonitor.extractors.statements.known_verbs import strange_verbs
from missiemonitor.extractors.statements.lexicon import ends, has, pattern, terms
from missiemonitor.extractors.statements.meanings import kinds_of
from missiemonitor.extractors.statements.seen_words import LABELS, told_of_words
from missiemonitor.extractors.statements.status import between_semicolons
from missiemonitor.extractors.statements.tense import tenses
from missiemonitor.extractors.statements.triggers import EDGES, UNDOES, tells_of_soldiers
from spacy.tokens import Span

# Kinds of words (meanings.py) that speak of another time than a status does.
OTHERWISE = {
    "current": frozenset(
        ("ends", "meant", "cancelled", "denied", "changes", "may", "bounds", "before", "befalls")
    ),
    "past": frozenset(("ends", "begins", "meant", "cancelled", "denied", "may", "later")),
    "ended": frozenset(("meant", "cancelled", "denied", "may", "later")),
    "planned": frozenset(("cancelled", "denied", "ends", "bounds")),
}


def doubts(
    fact: Fact, count: Span, sentence: Span, counts: Sequence[Span], own: Sequence[Span]
) -> Iterator[str]:
    """What makes a reading unsure even where the other agrees."""
    doc, text = sentence.doc, sentence.text.casefold()
    before = doc[max(sentence.start, count.start - 2) : count.start].text.casefold()
    behind = doc[count.end : count.end + 1].text.casefold()
    # "Seven of our officers serve in X" are all that serve there.
    of_ours = doc[count.end + 1 : count.end + 2].text.casefold() in terms("whose.we")
    of_ours = of_ours and bool(own or fact.countries)
    of_known = (
        before in terms("parts.of_known")
        or ends(before, "parts.including")
        or (behind in terms("grammar.of") and not of_ours)
    )
    if of_known or _parts_number_before(sentence) or _parts_sum(count, sentence, counts, own):
        yield "a part of others"
    if count.label_ == "ALONE" and (len(counts) > 1 or not has(text, "pointing.there")):
        yield "a number without a noun"
    noun = count._.missie_noun
    if fact.mission is None and noun is not None and not is_plainly_officer(noun.text):
        yield "officers by their nation alone"
    if count.label_ == "ONE" and doc[count.start].text.casefold() not in terms("grammar.one"):
        yield "a singular without a number"
    if count.label_ == "ONE" and fact.mission is None:
        yield "a singular outside a mission"
    if fact.mission is None and not fact.countries and not fact.detail("total"):
        yield "neither mission nor country"
    numbers = [each for each in officers_in(sentence) if not _women(each)]
    if len(numbers) > 1:
        places = {x.kb_id_ for x in named(sentence, "MISSION", "COUNTRY", "PLACE")}
        # As many names as numbers: each may have its own.
        apart = len(places - {home_country()}) >= len(numbers)
        yield "several numbers" if apart else "more numbers than places"
    if fact.status == "planned" and not (fact.mission or fact.countries):
        yield "an aim"
    if fact.mission is None and pattern(CUES).search(text):
        yield "what may be assistance"
    if fact.mission is not None and not own:
        yield "the mission is named elsewhere"
    if fact.mission is None and fact.countries and fact.countries == place_before(sentence):
        yield "the place is named elsewhere"
    if (fact.mission or "").startswith("unknown-"):
        yield "an unknown mission"
    if len({name.kb_id_ for name in own}) > 1:
        yield "several missions"
    if has(text, "status.changes"):
        yield "a change"
    if has(text, "order.in_order", "order.ordinals"):
        yield "an order"
    if fact.mission is None and pattern(r"{kinds.missions}\b").search(text):
        yield "which mission is not said"
    if fact.mission is None and len(fact.countries) > 1:
        yield "several places"
    of_several = has(text, "grammar.from") and has(text, "whose.countries")
    if fact.nationality is None or of_several:
        yield "of several countries"
    part = between_semicolons(count, sentence).text
    # A title names the period of the report; what begins there is no deployment.
    under = "" if periods_in(doc._.missie_under, title=True) else doc._.missie_under
    words = [*part.split(), *under.split()]
    kinds = {kind for word in words for kind in kinds_of(word.casefold().strip(EDGES))}
    if kinds & OTHERWISE.get(fact.status, frozenset()):
        yield "words of another time"
    # Numbers look like verbs: "acht", "vier".
    found = tenses(" ".join(w for w in part.split() if whole_number(w.strip(EDGES)) is None))
    if len(found) != 1 or (fact.status == "current" and found != {"present"}):
        yield "the tense is not plain"
    if fact.status == "planned" and pattern(r"\b{status.kept}").search(text):
        yield "what is to come may be so now"
    yield from _by_what_is_known(fact, sentence)
    if any(strange_verbs(sentence)):
        yield "a verb that tells of something else"
    if _told_by_another(count, sentence):
        yield "told in a clause of another sentence"
    if _may_be_soldiers(noun, sentence):
        yield "soldiers, perhaps"
    if _is_difference(count, sentence):
        yield "a difference, perhaps"
    if _goes_on(own):
        yield "the name of the mission goes on"
    if _undone(sentence):
        yield "what follows may undo it"
    if {*fact.countries} & {"BQ", "CW", "AW", "SX"}:
        yield "within the Kingdom"
    if has_sequel(sentence):
        yield "what follows goes on about them"
    if sentence[-1].text == "?":
        yield "a question"


def _by_what_is_known(fact: Fact, sentence: Span) -> Iterator[str]:
    """What the list of missions, and nations named before, speak against."""
    home = home_country()
    told = {x.kb_id_ for x in named(sentence, "COUNTRY", "PLACE")} - {home}
    known = mission_by_id().get(fact.mission or "")
    if known and told and told.isdisjoint(known.countries):
        yield "the place is not of the mission"
    now = (mission for mission in missions() if mission.last_year is None)
    if fact.mission is None and any({*fact.countries} & {*each.countries} for each in now):
        yield "a mission is there"
    nations = named(sentence, "NATION", "COUNTRY")
    if fact.nationality == home and not any(x.kb_id_ == home for x in nations):
        before = [x for each in sentences_before(sentence) for x in named(each, "NATION")]
        if before and before[0].kb_id_ != home:
            yield "whose officers is not said"


def _told_by_another(count: Span, sentence: Span) -> bool:
    """Whether a number stands in a clause of what is asked, said or supposed: "Het is de vraag of
    Nederland er vier levert"."""
    before = sentence.doc[sentence.start : count.start]
    return any(token.text.casefold() in terms("grammar.subordinating") for token in before)


def _may_be_soldiers(noun: Span | None, sentence: Span) -> bool:
    """Whether a sentence tells of soldiers, and not of people who can only be of a police,
    or the sentence behind does: "Dat waren militairen"."""
    plain = noun is not None and (
        ends(noun.text.casefold(), "officers.police")
        or {each.name for each in concepts_in(noun.text)} & {*ASPECTS["corps"]} == {"police"}
    )
    if not plain and tells_of_soldiers(sentence.text.casefold()):
        return True
    behind = _going_on(sentence)
    return behind is not None and tells_of_soldiers(behind.text.casefold())


def _going_on(sentence: Span) -> Span | None:
    """The sentence behind, where it names no mission of its own."""
    behind = sentence_behind(sentence)
    return None if behind is None or named(behind, "MISSION") else behind


def _is_difference(count: Span, sentence: Span) -> bool:
    """Whether behind a number it says that it is how many more or fewer: "vijf agenten te weinig",
    "vier agenten minder dan in januari"."""
    behind = sentence.doc[count.end : sentence.end]
    return any(token.text.casefold() in terms("counting.differences") for token in behind)


def _goes_on(own: Sequence[Span]) -> bool:
    """Whether behind a mission's name stands another that nobody knows: "EUPOL Verdania"."""
    for name in own:
        behind = name.doc[name.end : name.end + 1]
        known = {token.i for each in named(name.sent, *LABELS) for token in each}
        if behind.text[:1].isupper() and behind.start < name.sent.end and behind.start not in known:
            return True
    return False


def _undone(sentence: Span) -> bool:
    """Whether the sentence behind, without a mission and a number of its own, tells of an end, or
    that it is not so: "Per 1 mei is die inzet beëindigd"."""
    behind = _going_on(sentence)
    if behind is None:
        return False
    told = {*told_of_words(behind)}
    changed = has(behind.text.casefold(), "pointing.number") and "changes" in told
    return changed or (not officers_in(behind) and bool(told & UNDOES))


def _women(count: Span) -> bool:
    """Whether a number is told of women, as a part of another: "onder wie één vrouw"."""
    doc = count.doc
    behind = doc[count.end : count.end + 1].text.casefold()
    before = doc[max(0, count.start - 2) : count.start].text.casefold()
    whose = ends(before, "parts.among_whom")
    return whose and behind in terms("parts.women")


def _parts_number_before(sentence: Span) -> bool:
    """Whether a sentence parts a number that was told: "Van de negen werken er zes in Bamako"."""
    first = sentence.text.casefold().split()[:3]
    of_known = " ".join(first[:2]) in terms("parts.of_known", "parts.among_the")
    return of_known and len(first) > 2 and number_of(first[2].strip(EDGES)) is not None


def _parts_sum(count: Span, sentence: Span, counts: Sequence[Span], own: Sequence[Span]) -> bool:
    """Whether a number parts another before a colon, in one mission: "vier functionarissen: een
    teamleider in Mogadishu en drie adviseurs in Garowe"."""
    colons = [token.i for token in sentence if token.text == ":" and token.i < count.start]
    whole = bool(colons) and any(each.start < colons[-1] for each in counts)
    return whole and len({name.kb_id_ for name in own}) < 2


def has_sequel(sentence: Span) -> bool:
    """Whether the next sentence begins with what stands for people told of before: "Zij ..."."""
    doc = sentence.doc
    if sentence.end >= len(doc):
        return False
    begun = doc[sentence.end : sentence.end + 3].text.casefold()
    return pattern(r"{pointing.people}\b").match(begun) is not None
