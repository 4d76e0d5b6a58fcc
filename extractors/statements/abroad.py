"""Whether what was read is a deployment: of officers, and abroad.

A number of officers is one of a deployment where its sentence, or what was told before it, names a
mission, an organisation that sends, or a place outside the country and its kingdom. People are
officers by what they are called or by who sends them; that they are of a nation makes them none.
"""

from __future__ import annotations

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.gazetteer import listed, organisation_names, words_of
from missiemonitor.extractors.statements.coreference import sentences_before
from missiemonitor.extractors.statements.count_spans import (
    is_liaison,
    is_officer,
    is_plainly_officer,
)
from missiemonitor.extractors.statements.fact import NUMBERS, Fact, named, officers_in
from missiemonitor.extractors.statements.lexicon import has, pattern, terms
from missiemonitor.extractors.thresholds import LEARNED
from spacy.tokens import Doc, Span

MISSIONS = r"(?<!\w)(?!\w*{triggers.innocent})[\w-]*{kinds.missions}"

NEAR = 6  # tokens behind a number within which it is said where people come from


def is_deployment(fact: Fact, doc: Doc) -> bool:
    """Whether a deployment that a reading found is of officers, and abroad."""
    if _is_of_event(fact, doc) or _is_of_liaisons(fact, doc):
        return False
    number = next((s for s in doc.spans[NUMBERS] if s.start == fact.at), None)
    if number is not None and _parts_what_was_told(number, doc[fact.sentence].sent):
        return False
    return _is_abroad(fact, doc, number) and _is_of_officers(fact, doc)


def _parts_what_was_told(number: Span, sentence: Span) -> bool:
    """Whether a number only parts one of a sentence before: "Nederland levert negen agenten. Van de
    negen werken er zes in Bamako en drie in Mopti"."""
    doc = sentence.doc
    first = doc[sentence.start : sentence.start + 2].text.casefold()
    numbers = doc.spans[NUMBERS]
    whole = next((each for each in numbers if each.start == sentence.start + 2), None)
    if first not in terms("parts.of_known") or whole is None:
        return False
    same = whole._.missie_count.officers
    told = [each for each in numbers if each.end <= sentence.start and each.label_ == "OFFICERS"]
    again = any(each._.missie_count.officers == same for each in told)
    return again and (number.start == whole.start or number.label_ == "ALONE")


def _is_of_event(fact: Fact, doc: Doc) -> bool:
    """Whether a number in no mission is of those who help at an event or come on a visit."""
    events = [each for each in doc._.missie_events if each.sentence == fact.sentence]
    return fact.mission is None and any(
        (each.kind == "visit" and _is_of_guests(fact, doc, each))
        or (
            each.kind == "assistance"
            and (
                each.detail("event")
                or fact.nationality != home_country()
                or home_country() in each.detail("to").split(",")
            )
        )
        for each in events
    )


def _is_of_liaisons(fact: Fact, doc: Doc) -> bool:
    """Whether a number without a noun goes on about liaison officers: "In Colombia drie"."""
    number = next((s for s in doc.spans[NUMBERS] if s.start == fact.at), None)
    sentence = doc[fact.sentence].sent
    if fact.mission or number is None or number.label_ != "ALONE":
        return False
    told = [token.text for each in (*sentences_before(sentence)[:1], sentence) for token in each]
    return any(is_liaison(word) for word in told) and not any(is_officer(word) for word in told)


def _is_of_guests(fact: Fact, doc: Doc, visit: Fact) -> bool:
    """Whether a number is of those who came: "zes politiechefs uit Tanzania"."""
    came = visit.detail("to") == home_country()
    number = [s for s in doc.spans[NUMBERS] if s.start == fact.at]
    behind = doc[number[0].end : number[0].end + NEAR] if number else doc[0:0]
    origin = any(x.kb_id_ == visit.detail("from") and _is_origin(x) for x in _foreign(behind))
    return came and (fact.nationality != home_country() or origin)


def _is_abroad(fact: Fact, doc: Doc, number: Span | None) -> bool:
    sentence = doc[fact.sentence].sent
    if {*fact.countries} and {*fact.countries} <= terms("places.kingdom"):
        return False
    if fact.nationality in fact.countries and not (
        fact.nationality in terms("deployment.contributors") and speaks_of_abroad(sentence)
    ):
        return False  # a country's own officers
    if number is not None and _is_at_home(number, sentence):
        return False
    if fact.mission or fact.countries or fact.detail("region") or fact.detail("organisation"):
        return True
    if speaks_of_abroad(sentence):
        return True
    if _homes(sentence):
        return False
    if _foreign(sentence):
        return True
    before = sentences_before(sentence)
    return any(speaks_of_abroad(each) or _foreign(each) for each in before) or of_missions(
        doc._.missie_under
    )


def speaks_of_abroad(sentence: Span) -> bool:
    """Whether a sentence speaks of missions, or of officers abroad, without naming any."""
    text = sentence.text.casefold()
    if has(text, "abroad.words", "abroad.lands") or of_missions(text):
        return True
    ours = [x for x in named(sentence, "NATION") if x.kb_id_ == home_country()]
    doc = sentence.doc
    if any(doc[x.end : x.end + 1].text.casefold() in terms("abroad.shares") for x in ours):
        return True  # "de Nederlandse deelname"
    return any(True for _ in listed(words_of(sentence.text), organisation_names(), ""))


def of_missions(text: str) -> bool:
    """Whether a text speaks of missions."""
    return pattern(MISSIONS).search(text.casefold()) is not None


def _is_at_home(number: Span, sentence: Span) -> bool:
    """Whether the places behind a number, before the next one, are all at home."""
    doc = sentence.doc
    others = [each.start for each in officers_in(sentence)]
    if named(sentence, "MISSION") and len(others) < 2:
        return False
    start = max((at for at in others if at < number.start), default=sentence.start)
    end = min((at for at in others if at > number.start), default=sentence.end)
    before, behind = doc[start : number.start], doc[number.end : end]
    return bool(_homes(behind)) and not (_abroad(before) or _abroad(behind))


def _abroad(part: Span) -> list[Span]:
    """Places abroad and missions that a part of a sentence names."""
    return [x for x in _foreign(part) if x.label_ in ("COUNTRY", "PLACE", "REGION", "MISSION")]


def _is_origin(name: Span) -> bool:
    """Whether a name says where people come from: "vier agenten uit Limburg"."""
    before = name.doc[max(name.sent.start, name.start - 1) : name.start].text.casefold()
    return before in terms("grammar.from", "grammar.of")


def _homes(part: Span) -> list[Span]:
    """Places at home that are named as where something is, and not as where people come from."""
    homes = [x for x in named(part, "COUNTRY", "PLACE") if x.kb_id_ == home_country()]
    return [x for x in homes if not _is_origin(x) and (x.label_ == "PLACE" or _is_where(x))]


def _is_where(name: Span) -> bool:
    before = name.doc[max(name.sent.start, name.start - 1) : name.start].text.casefold()
    return before in terms("deployment.where")


def _foreign(sentence: Span) -> list[Span]:
    """What a sentence names of other countries."""
    out = {home_country(), *terms("places.kingdom")}
    names = named(sentence, "COUNTRY", "PLACE", "NATION", "REGION", "MISSION", "ORGANISATION")
    return [x for x in names if x.kb_id_ not in out]


def _is_of_officers(fact: Fact, doc: Doc) -> bool:
    """Whether people who are counted are officers, and not just people of ours: by what they are
    called, by who sends them, or by what they do as sentences taught it."""
    odds = (doc._.missie_odds or {}).get(fact.at)
    does = odds is not None and odds["counted"]["yes"] >= LEARNED.sure
    return does or not by_nation_alone(fact, doc)


def by_nation_alone(fact: Fact, doc: Doc) -> bool:
    """Whether nothing that is said makes officers of people who are counted: "zes Nederlanders"."""
    number = next((s for s in doc.spans[NUMBERS] if s.start == fact.at), None)
    if fact.mission or number is None or number._.missie_noun is None:
        return False
    if is_plainly_officer(number._.missie_noun.text):
        return False
    sentence = doc[fact.sentence].sent
    told = any(_speaks_of_officers(each) for each in (sentence, *sentences_before(sentence)))
    return not (told or speaks_of_service(doc._.missie_under))


def speaks_of_service(text: str) -> bool:
    """Whether a text names a service whose people are officers, or speaks of sending them."""
    groups = ("officers.services", "whose.we", "whose.sent", "abroad.sent")
    return has(text.casefold(), *groups) or of_missions(text)


def _speaks_of_officers(sentence: Span) -> bool:
    return (
        speaks_of_service(sentence.text)
        or has(sentence.text.casefold(), "officers.groups")
        or bool(named(sentence, "MISSION", "ORGANISATION"))
        or any(is_plainly_officer(token.text) for token in sentence)
    )
