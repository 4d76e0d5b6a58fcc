"""Component `missie_events`: liaison officers, visits, assistance, agreements, priorities.

One reading by rules: a word that tells the kind, the countries that take part and their roles, and
what stands behind the words that introduce a theme, an event or a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.assistance import assistance, told_apart
from missiemonitor.extractors.statements.coreference import where_of
from missiemonitor.extractors.statements.cues import (
    AGREEMENT,
    SIGNED,
    VISIT,
)
from missiemonitor.extractors.statements.event_words import (
    details,
    foreign_names,
    status_of_event,
    when_told,
)
from missiemonitor.extractors.statements.fact import Fact, named
from missiemonitor.extractors.statements.lexicon import (
    data,
    ends,
    has,
    pattern,
    terms,
)
from missiemonitor.extractors.statements.liaisons import between_semicolons, liaisons
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
    posts = [fact for part in between_semicolons(sentence) for fact in liaisons(part)]
    yield from posts
    if posts:
        return
    yield from _agreements(sentence)
    visits = list(_visits(sentence))
    yield from visits
    if not visits:
        for part in told_apart(sentence):
            yield from assistance(part)


# --- visits -----------------------------------------------------------------------------------


NO_VISIT = r"\b{events.visit.not}\b|{events.visit.not_within}"
CAME = (
    r"\b(?:{events.visit.came}"
    r"|{events.visit.visited}.{0,40}(?:{events.visit.our_places}|{events.visit.us}\b))"
)


def _visits(sentence: Span) -> Iterator[Fact]:
    text = sentence.text.casefold()
    home, foreign = home_country(), foreign_names(sentence)
    if not foreign:
        # "bezocht de drie functionarissen in EUMM Georgië"
        codes_of = [code for x in named(sentence, "MISSION") for code in where_of(x.kb_id_, [])]
        visited = pattern(VISIT).search(text) and not pattern(NO_VISIT).search(text)
        if visited and len(codes_of) == 1:
            yield _visit(sentence, 0, home, codes_of[0], next(iter(when_told(sentence)), ""))
        return
    told = pattern(VISIT).search(text) or _come_here(sentence, foreign)
    if not told or pattern(NO_VISIT).search(text):
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
        goals = [x.kb_id_ for x in _with_joined(out[0], foreign)]
        guests = [x.kb_id_ for x in foreign if x.label_ == "NATION" and x.kb_id_ not in goals]
        pairs = [(guests[0] if guests else home, goal) for goal in dict.fromkeys(goals)]
    dates = when_told(sentence)
    for index, (guest, host) in enumerate(pairs):
        when = dates[index if len(dates) == len(pairs) else 0] if dates else ""
        yield _visit(sentence, index, guest, host, when)


def _visit(sentence: Span, index: int, guest: str, host: str, when: str) -> Fact:
    return Fact(
        "visit",
        sentence.start,
        sentence.start + index,
        countries=tuple(code for code in (guest, host) if code != home_country()),
        status=status_of_event(sentence, "visit"),
        details=details(from_=guest, to=host, when=when),
    )


def _come_here(sentence: Span, foreign: Sequence[Span]) -> bool:
    """Whether people of another country come to a place of ours: "Vier Polen kwamen naar Breda"."""
    homes = [x for x in named(sentence, "PLACE", "COUNTRY") if x.kb_id_ == home_country()]
    goes = any(ends(_said_before(home), "events.visit.comes_to") for home in homes)
    comes = pattern(r"\b{events.visit.comes}\b").search(sentence.text.casefold())
    return bool(comes) and goes and all(name.label_ == "NATION" for name in foreign)


def _said_before(name: Span) -> str:
    return name.doc[max(name.sent.start, name.start - 1) : name.start].text.casefold()


def _with_joined(goal: Span, foreign: Sequence[Span]) -> list[Span]:
    """A place with those that are joined to it: "naar Tirana en Pristina"."""
    found = [goal]
    for name in foreign:
        between = {t.text.casefold() for t in goal.doc[found[-1].end : name.start]}
        if name.start > found[-1].start and between <= {",", *terms("grammar.and")}:
            found.append(name)
    return found


def _goes_to(name: Span) -> bool:
    """Whether a visit goes to a country: behind "aan", "naar", or as what is visited."""
    verb = name.doc[name.end : name.end + 2]
    last = len(verb) == 2 and verb[1].is_punct and name.label_ != "NATION"
    if last and verb[0].text.casefold() in terms("events.visit.visited"):
        return True  # "heeft Albanië bezocht."
    before = name.doc[max(name.sent.start, name.start - 5) : name.start].text.casefold()
    goes = pattern(r"\b{events.visit.goes_to}\b").search(before)
    return bool(goes) and not pattern(FROM).search(before)


FROM = r"\b{events.visit.comes_from}\s*{grammar.articles}?$"


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
        details=details(
            name=name.group().strip(),
            date=next(iter(when_told(sentence)), ""),
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
                details=details(number=item.group(1)),
            )
