"""Component `missie_events`: liaison officers, visits, assistance, agreements, priorities.

One reading by rules: a word that tells the kind, the countries that take part and their roles, and
what stands behind the words that introduce a theme, an event or a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.count_spans import is_liaison
from missiemonitor.extractors.statements.cues import (
    AGREEMENT,
    CUES,
    EVENT,
    MEANS,
    SIGNED,
    VISIT,
    WITH_EVENT,
)
from missiemonitor.extractors.statements.fact import COUNTS, Fact, named
from missiemonitor.extractors.statements.lexicon import data, ends, has, pattern, terms
from missiemonitor.extractors.statements.places import is_place
from missiemonitor.extractors.statements.tense import tenses
from spacy.language import Language
from spacy.tokens import Doc, Span

ITEM = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s+(?=\w)")


@Language.component("missie_events", requires=["doc.spans"], assigns=["doc._.missie_events"])
def missie_events(doc: Doc) -> Doc:
    """Fill `doc._.missie_events`."""
    found = [fact for sentence in doc.sents for fact in _of(sentence)]
    doc._.missie_events = (*found, *_priorities(doc))
    return doc


def _of(sentence: Span) -> Iterator[Fact]:
    posts = [fact for part in _between_semicolons(sentence) for fact in _liaisons(part)]
    yield from posts
    if posts:
        return
    yield from _agreements(sentence)
    visits = list(_visits(sentence))
    yield from visits
    if not visits:
        for part in _told_apart(sentence):
            yield from _assistance(part)


# "van 3 tot en met 5 maart 2024", "begin mei", "onlangs"
WHEN = (
    r"(?:{grammar.of}\s)?\b\d{1,2}(?:\s{when.to_day}\s\d{1,2})?\s{when.months}(?:\s(?:19|20)\d\d)?"
    r"|(?:{when.part_of_month}\s)?\b{when.months}\b(?:\s(?:19|20)\d\d)?"
    r"|\b{when.without_date}\b"
)


def _when(sentence: Span) -> list[str]:
    """The words that tell when, as they are written."""
    return [found.group().strip() for found in pattern(WHEN).finditer(sentence.text)]


def _details(**roles: str) -> tuple[tuple[str, str], ...]:
    return tuple((role.rstrip("_"), said) for role, said in roles.items() if said)


def _phrase(sentence: Span, opening: str) -> str:
    """What stands behind an opening, the template of a pattern, up to the end of its clause."""
    found = pattern(rf"(?:{opening})\s+(?P<phrase>.+)").search(sentence.text)
    if found is None:
        return ""
    return pattern(PHRASE_ENDS).split(found["phrase"], maxsplit=1)[0].strip()


PHRASE_ENDS = r"[,;.()]|\s{events.phrase_ends}\b"


def _between_semicolons(sentence: Span) -> list[Span]:
    """Where each part of a sentence speaks of posts, the parts; else the sentence."""
    marks = [token.i for token in sentence if token.text == ";"]
    if not marks:
        return [sentence]
    edges = [sentence.start, *(at + 1 for at in marks), sentence.end]
    parts = [sentence.doc[a:b] for a, b in pairwise(edges) if b > a]
    return parts if all(named(p, "COUNTRY", "PLACE") for p in parts) else [sentence]


# --- liaison officers -------------------------------------------------------------------------

# "richt zich op drugs", "tegen mensenhandel", "aan cybercrime"
THEME = r"{events.liaison.theme}|{events.liaison.working_on}(?= {events.liaison.fields})"


def _liaisons(sentence: Span) -> Iterator[Fact]:
    nouns = [token for token in sentence if is_liaison(token.text)]
    two = pattern(r"\b{kinds.liaison_in_two}\b").search(sentence.text.casefold())
    whole = sentence.sent
    if not nouns and two is None:
        # "De post in Rabat wordt gesloten; de verbindingsofficier gaat naar Dakar."
        post = next((t for t in sentence if t.text.casefold() in terms("kinds.post")), None)
        if post is None or not any(is_liaison(token.text) for token in whole):
            return
        nouns = [post]
    text = sentence.text.casefold()
    abroad = (x for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != home_country())
    posts = [x for x in abroad if is_place(x) and not _beyond(x)]
    moved = [x for x in posts if _is_behind(x, "events.liaison.moved_to")]
    posts = moved or posts
    if not posts or has(text, "events.liaison.not"):
        return
    count = next(
        (
            s._.missie_count
            for s in sentence.doc.spans[COUNTS]
            if s.label_ == "LIAISONS" and sentence.start <= s.start < sentence.end
        ),
        None,
    )
    said = two.group() if two else nouns[0].text.casefold()
    if count is None:
        several = ends(said, "forms.many", "kinds.of_no_number")
        count = Count(None) if several else Count(1)
    codes = tuple(dict.fromkeys(x.kb_id_ for x in posts))
    places = [x.text for x in posts if x.label_ == "PLACE"]
    yield Fact(
        "liaison",
        sentence.start,
        nouns[0].i if nouns else sentence.start,
        None,
        codes,
        count,
        home_country(),
        _status(sentence, "liaison"),
        _details(place=_listed(places), theme=_phrase(sentence, THEME)),
    )


def _listed(names: Sequence[str]) -> str:
    """Names joined as the reports' language joins them."""
    (word,) = terms("grammar.and")
    return f" {word} ".join(names)


def _is_behind(name: Span, group: str) -> bool:
    """Whether words of a group stand right before a name."""
    return ends(name.doc[name.sent.start : name.start].text.casefold(), group)


def _beyond(name: Span) -> bool:
    """Whether a country is only served from a post elsewhere."""
    before = name.doc[max(name.sent.start, name.start - 4) : name.start].text.casefold()
    behind = name.doc[name.end : min(name.sent.end, name.end + 5)].text.casefold()
    return has(before, "events.liaison.also_for") or has(behind, "events.liaison.serves")


# "wordt in 2026 gesloten"
CHANGES = (
    r"\b{{clauses.becomes}}\b(?:(?! {{grammar.and}} ).)*"
    r"\b(?:{{events.{kind}.ended}}|{{events.moved}})\b|\b{{events.closes}}\b"
)


def _status(sentence: Span, kind: str) -> str:
    text = sentence.text.casefold()
    if pattern(CHANGES.format(kind=kind)).search(text):
        return "planned"
    for status in ("ended", "planned", "past", "current"):
        if has(text, f"events.{kind}.{status}"):
            return status
    return "past" if tenses(sentence.text) == {"past"} else "current"


# --- visits -----------------------------------------------------------------------------------


def _foreign(sentence: Span) -> list[Span]:
    names = named(sentence, "COUNTRY", "NATION", "PLACE")
    return [name for name in names if name.kb_id_ != home_country()]


NO_VISIT = r"\b{events.visit.not}\b|{events.visit.not_within}"
CAME = (
    r"\b(?:{events.visit.came}"
    r"|{events.visit.visited}.{0,40}(?:{events.visit.our_places}|{events.visit.us}\b))"
)


def _visits(sentence: Span) -> Iterator[Fact]:
    text = sentence.text.casefold()
    home, foreign = home_country(), _foreign(sentence)
    if not foreign or not pattern(VISIT).search(text) or pattern(NO_VISIT).search(text):
        return
    codes = list(dict.fromkeys(name.kb_id_ for name in foreign))
    out = [x for x in foreign if x.label_ != "NATION" and x.start and _goes_to(x)]
    came = has(text, "events.visit.received") or pattern(CAME).search(text)
    pairs: list[tuple[str, str]] = []
    if came or not out:
        pairs = [(code, home) for code in codes]
    elif len(codes) == 1:
        pairs = [(home, codes[0])]
    else:
        guests = [x.kb_id_ for x in foreign if x not in out and x.label_ == "NATION"]
        goal = out[0].kb_id_
        pairs = [(guests[0] if guests and guests[0] != goal else home, goal)]
    dates = _when(sentence)
    for index, (guest, host) in enumerate(pairs):
        when = dates[index if len(dates) == len(pairs) else 0] if dates else ""
        yield Fact(
            "visit",
            sentence.start,
            sentence.start + index,
            countries=tuple(code for code in (guest, host) if code != home),
            status=_status(sentence, "visit"),
            details=_details(from_=guest, to=host, when=when),
        )


def _goes_to(name: Span) -> bool:
    """Whether a visit goes to a country: behind "aan", "naar", or as what is visited."""
    before = name.doc[max(name.sent.start, name.start - 5) : name.start].text.casefold()
    goes = pattern(r"\b{events.visit.goes_to}\b").search(before)
    return bool(goes) and not pattern(FROM).search(before)


FROM = r"\b{events.visit.comes_from}\s*{grammar.articles}?$"


# --- assistance -------------------------------------------------------------------------------

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


def _told_apart(sentence: Span) -> list[Span]:
    """A sentence that tells twice of assistance, "aan België en driemaal bijstand ontvangen van
    Duitsland", in its two parts; else the sentence."""
    for token in sentence:
        if token.text != ";" and token.text not in terms("grammar.and", "clauses.meanwhile"):
            continue
        parts = [sentence.doc[sentence.start : token.i], sentence.doc[token.i + 1 : sentence.end]]
        if all(_foreign(p) and pattern(HELPED).search(p.text.casefold()) for p in parts if len(p)):
            return [p for p in parts if len(p)]
    return [sentence]


def _assistance(sentence: Span) -> Iterator[Fact]:
    text = sentence.text.casefold()
    home, cue = home_country(), pattern(CUES).search(text)
    event = _event(sentence)
    means = event or pattern(MEANS).search(text)
    helps = pattern(WITH_EVENT).search(text)
    if not cue and not (means and helps):
        return
    if has(text, "events.assistance.not") or named(sentence, "MISSION"):
        return
    foreign = list(dict.fromkeys(x.kb_id_ for x in _foreign(sentence) if not _of_event(x, event)))
    ours = any(x.kb_id_ == home for x in named(sentence, "COUNTRY", "NATION"))
    if not foreign and ours and pattern("{pointing.both_countries}").search(text):
        before = _foreign(sentence.doc[: sentence.start])
        foreign = list(dict.fromkeys(x.kb_id_ for x in reversed(before)))[:2]
    if not foreign:
        return
    asked = _asked(text)
    sent = any(fact.sentence == sentence.start for fact in sentence.doc._.missie_by_rules)
    wish = asked and not pattern(r"\b{events.assistance.on_request}\b").search(text)
    if sent and not event and not wish and not has(text, "events.assistance.plainly"):
        return  # officers who are sent and help there
    parties = [home, *foreign]
    gives = [code for code in parties if code in _givers(sentence, asked)]
    takes = [code for code in parties if code not in gives]
    if home in gives:
        gives, takes = [home], foreign
    elif not gives:
        gives, takes = ([home], foreign) if asked else (foreign, [home])
    yield Fact(
        "assistance",
        sentence.start,
        sentence.start,
        countries=tuple(foreign),
        status=_status(sentence, "assistance"),
        details=_details(
            by=",".join(sorted(gives)),
            to=",".join(sorted(takes)),
            what=_phrase(sentence, WHAT),
            event=event,
        ),
    )


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
    return bool(pattern(GOT_FROM).search(said) or pattern(BY_THOSE_OF).search(said))


GOT_FROM = r"\b{events.assistance.got}(?: \w+){0,2} {grammar.of}(?: {grammar.articles})?$"
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


# --- agreements and priorities ----------------------------------------------------------------


def _agreements(sentence: Span) -> Iterator[Fact]:
    text = sentence.text.casefold()
    name = pattern(AGREEMENT).search(sentence.text)
    signed = pattern(SIGNED).search(text)
    if name is None or not signed or has(text, "events.agreement.not"):
        return
    home = home_country()
    partners = [x.kb_id_ for x in named(sentence, "COUNTRY", "NATION") if x.kb_id_ != home]
    partners += [x.kb_id_ for x in named(sentence, "ORGANISATION")]
    for name_of_several, members in data("regions.members").items():
        if name_of_several in text:
            partners += [code for code in members if code != home]
    if not partners:
        return
    yield Fact(
        "agreement",
        sentence.start,
        sentence.start,
        countries=tuple(p for p in dict.fromkeys(partners) if len(p) == 2 and p.isupper()),
        status="current",
        details=_details(
            name=name.group().strip(),
            date=next(iter(_when(sentence)), ""),
            partners=",".join(sorted(set(partners))),
        ),
    )


def _priorities(doc: Doc) -> Iterator[Fact]:
    """The numbered items behind a sentence that speaks of priorities."""
    start = pattern(r"{kinds.priorities}\w*").search(doc.text.casefold())
    if start is None:
        return
    wanted = 1
    for item in ITEM.finditer(doc.text, start.end()):
        if int(item.group(1)) != wanted:
            continue
        wanted += 1
        span = doc.char_span(item.start(1), item.end(1), alignment_mode="expand")
        if span is not None:
            yield Fact(
                "priority",
                span.sent.start,
                span.start,
                details=_details(number=item.group(1)),
            )
