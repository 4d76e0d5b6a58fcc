"""Assistance between countries that sentences tell of: who gives what to whom, and at what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.cues import (
    CUES,
    EVENT,
    MEANS,
    WITH_EVENT,
)
from missiemonitor.extractors.statements.event_words import (
    details,
    foreign_names,
    phrase_behind,
    status_of_event,
)
from missiemonitor.extractors.statements.fact import NUMBERS, Fact, named, officers_in
from missiemonitor.extractors.statements.lexicon import ends, has, pattern, terms
from spacy.tokens import Span

HELPED = r"\b{events.assistance.helped}\b"
GIVEN_BY = r"\b{events.assistance.given_by}(?: {grammar.articles})?$"
# "in de vorm van een peloton", "met 24 agenten", "leende drie honden uit"
WHAT = (
    r"{events.assistance.in_form_of}"
    r"|{events.assistance.with}(?= \w*(?:{events.assistance.gear}|\d))"
    r"|{events.assistance.at_the}(?= {events.assistance.watch})"
    r"|(?:{events.assistance.lent} .{0,12}|{events.assistance.sent})"
    r"(?= \w*{events.assistance.dogs})"
    r"|{events.assistance.help} .{0,12}{events.assistance.at}(?= {events.assistance.protection})"
)


def told_apart(sentence: Span) -> list[Span]:
    """A sentence that tells twice of assistance, "aan België en driemaal bijstand ontvangen van
    Duitsland", in its two parts; else the sentence."""
    for token in sentence:
        if token.text != ";" and token.text not in terms("grammar.and", "clauses.meanwhile"):
            continue
        parts = [sentence.doc[sentence.start : token.i], sentence.doc[token.i + 1 : sentence.end]]
        if all(
            foreign_names(p) and pattern(HELPED).search(p.text.casefold()) for p in parts if len(p)
        ):
            return [p for p in parts if len(p)]
    return [sentence]


def assistance(sentence: Span) -> Iterator[Fact]:
    """Assistance that is given, asked or refused: by whom, to whom, how many and what."""
    text = sentence.text.casefold()
    home, cue = home_country(), pattern(CUES).search(text)
    event = _event(sentence)
    means = event or pattern(MEANS).search(text)
    helps = pattern(WITH_EVENT).search(text)
    if not cue and not (means and helps):
        return
    if has(text, "events.assistance.not") or named(sentence, "MISSION"):
        return
    foreign = list(
        dict.fromkeys(x.kb_id_ for x in foreign_names(sentence) if not _of_event(x, event))
    )
    ours = any(x.kb_id_ == home for x in named(sentence, "COUNTRY", "NATION"))
    if not foreign and ours and pattern("{pointing.both_countries}").search(text):
        before = foreign_names(sentence.doc[: sentence.start])
        foreign = list(dict.fromkeys(x.kb_id_ for x in reversed(before)))[:2]
    if not foreign:
        return
    asked = _asked(text)
    parties = [home, *foreign]
    gives = [code for code in parties if code in _givers(sentence, asked)]
    takes = [code for code in parties if code not in gives]
    if home in gives:
        gives, takes = [home], foreign
    elif not gives:
        gives, takes = ([home], foreign) if asked else (foreign, [home])
    sent = any(fact.sentence == sentence.start for fact in sentence.doc._.missie_by_rules)
    wish = asked and not pattern(r"\b{events.assistance.on_request}\b").search(text)
    got = home in takes and pattern(r"\b{events.assistance.gets}\b").search(text)
    if sent and not (event or wish or got or has(text, "events.assistance.plainly")):
        return  # officers who are sent and help there
    yield Fact(
        "assistance",
        sentence.start,
        sentence.start,
        countries=tuple(foreign),
        count=_officers(sentence),
        status=status_of_event(sentence, "assistance"),
        details=details(
            number=_things(sentence),
            by=",".join(sorted(gives)),
            to=",".join(sorted(takes)),
            what=phrase_behind(sentence, WHAT),
            event=event,
        ),
    )


def _officers(part: Span) -> Count:
    """How many officers are given: the first number of them."""
    inside = officers_in(part)
    told = [s for s in inside if s.label_ == "OFFICERS"]
    return told[0]._.missie_count if told else Count(None)


def _things(part: Span) -> str:
    """How many of the means are given besides officers: "twee waterwerpers"."""
    for number in part.doc.spans[NUMBERS]:
        if part.start <= number.start < part.end and number.label_ == "OTHER":
            behind = part.doc[number.end : min(part.end, number.end + 3)].text.casefold()
            if pattern(r"^(?:\w+ ){0,2}?{events.assistance.means}\b").search(behind):
                return str(number._.missie_count.officers)
    return ""


def _asked(text: str) -> bool:
    """Whether assistance is asked for, and not as ours: "op ons verzoek"."""
    return any(
        not ends(text[: found.start()], "events.assistance.our_own")
        for found in pattern(r"\b{events.assistance.asked}\b").finditer(text)
    )


def _givers(sentence: Span, asked: bool) -> set[str]:
    """Who gives assistance: named behind "door" or "hulp van", as whose means are used, or as the
    subject; where something is asked, whoever is not the subject."""
    home, event = home_country(), _event(sentence)
    names = [x for x in named(sentence, "COUNTRY", "NATION", "PLACE") if not _of_event(x, event)]
    doc = sentence.doc
    found: set[str] = set()
    receivers: set[str] = set()
    for name in names:
        before = doc[max(sentence.start, name.start - 3) : name.start].text.casefold()
        behind = doc[name.end : min(sentence.end, name.end + 1)].text.casefold()
        if asked and pattern(r"\b{grammar.by}(?: {grammar.articles})?$").search(before):
            receivers.add(str(name.kb_id_))  # "wordt door Nederland bijstand gevraagd"
        elif (
            pattern(GIVEN_BY).search(before)
            and not pattern("{events.assistance.request}").search(before)
        ) or (not asked and _behind_by(name)):
            found.add(str(name.kb_id_))
        elif pattern(r"{events.assistance.given_to}(?: {grammar.articles})?$").search(before):
            receivers.add(str(name.kb_id_))
        elif name.label_ == "NATION" and behind and behind not in terms("events.assistance.bodies"):
            found.add(str(name.kb_id_))  # "Duitse waterwerpers", their dogs, their officers
    if found - receivers:
        return found - receivers
    subject = [x for x in names if x.label_ != "PLACE" and not _is_object(x)]
    others = {str(x.kb_id_) for x in names} | {home}
    if receivers and not asked:
        return others - receivers or {home}
    first = str(subject[0].kb_id_) if subject else home
    beside = {first}
    for one, two in pairwise(subject):
        if doc[one.end : two.start].text.casefold() in {",", *terms("whose.givers_joined")}:
            beside |= {str(one.kb_id_), str(two.kb_id_)}
    if not subject:
        beside = {home}
    if asked and not receivers:
        return others - beside
    return others - receivers if receivers else beside


def _of_event(name: Span, event: str) -> bool:
    """Whether a name says whose event it is: "het staatsbezoek van de Franse president"."""
    before = name.doc[max(name.sent.start, name.start - 4) : name.start].text
    behind = pattern(r"{grammar.of}(?: {grammar.articles})?$").search(before)
    return bool(event and behind and before[: behind.start()].endswith(f"{event} "))


def _behind_by(name: Span) -> bool:
    """Whether a name is among those behind "door": "door eenheden uit België en Duitsland"."""
    said = name.doc[name.sent.start : name.start].text.casefold()
    behind = name.doc[name.end : name.sent.end].text.casefold()
    fronted = pattern(FROM_THEM).fullmatch(said) and pattern(GETS).match(behind)
    return bool(fronted or pattern(GOT_FROM).search(said) or pattern(BY_THOSE_OF).search(said))


GOT_FROM = r"\b{events.assistance.got}(?: \w+){0,2} {grammar.of}(?: {grammar.articles})?$"
FROM_THEM = r"{grammar.of}(?: {grammar.articles})?"
GETS = r"(?:[\w-]+ ){0,2}{events.assistance.gets}\b"
BY_THOSE_OF = (
    r"\b{grammar.by}(?: [\w-]+){0,4} (?:{grammar.from}|{grammar.of})"
    r"(?: [\w-]+(?:,| {grammar.and}))*$"
)


def _is_object(name: Span) -> bool:
    before = name.doc[name.start - 1].text.casefold() if name.start > name.sent.start else ""
    return before in terms("events.assistance.before_objects")


def _event(sentence: Span) -> str:
    """The event at which assistance is given."""
    found = pattern(EVENT).search(sentence.text)
    return found.group("event").strip() if found else ""
