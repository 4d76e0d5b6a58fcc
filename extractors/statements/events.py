"""Component `missie_events`: liaison officers, visits, assistance, agreements, priorities.

One reading by rules: a word that tells the kind, the countries that take part and their roles, and
what stands behind the words that introduce a theme, an event or a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.reference import statement_words
from missiemonitor.extractors.statements.count_spans import is_liaison
from missiemonitor.extractors.statements.fact import COUNTS, Fact, named
from missiemonitor.extractors.statements.lexicon import HOME, has
from missiemonitor.extractors.statements.read_by_patterns import is_place
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


def _kinds(kind: str) -> dict[str, Any]:
    words: dict[str, Any] = statement_words()["events"][kind]
    return words


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


def _when(sentence: Span) -> str:
    """The words that tell when, as they are written."""
    found = re.search(statement_words()["events"]["when"], sentence.text)
    return found.group().strip() if found else ""


def _details(**roles: str) -> tuple[tuple[str, str], ...]:
    return tuple((role.rstrip("_"), said) for role, said in roles.items() if said)


def _phrase(sentence: Span, opening: str) -> str:
    """What stands behind an opening, up to the end of its clause."""
    found = re.search(rf"(?:{opening})\s+(.+)", sentence.text)
    if found is None:
        return ""
    return re.split(statement_words()["events"]["phrase_ends"], found.group(1), maxsplit=1)[
        0
    ].strip()


def _between_semicolons(sentence: Span) -> list[Span]:
    """Where each part of a sentence speaks of posts, the parts; else the sentence."""
    marks = [token.i for token in sentence if token.text == ";"]
    if not marks:
        return [sentence]
    edges = [sentence.start, *(at + 1 for at in marks), sentence.end]
    parts = [sentence.doc[a:b] for a, b in pairwise(edges) if b > a]
    return parts if all(named(p, "COUNTRY", "PLACE") for p in parts) else [sentence]


# --- liaison officers -------------------------------------------------------------------------


def _liaisons(sentence: Span) -> Iterator[Fact]:
    nouns = [token for token in sentence if is_liaison(token.text)]
    two = re.search(r"\bliaison officers?\b", sentence.text.casefold())
    whole = sentence.sent
    if not nouns and two is None:
        # "De post in Rabat wordt gesloten; de verbindingsofficier gaat naar Dakar."
        post = next((t for t in sentence if t.text.casefold() in ("post", "posten")), None)
        if post is None or not any(is_liaison(token.text) for token in whole):
            return
        nouns = [post]
    text = sentence.text.casefold()
    posts = [x for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != HOME and is_place(x)]
    posts = [x for x in posts if not _beyond(x)]
    moved = [x for x in posts if _is_behind(x, "overgeplaatst naar")]
    posts = moved or posts
    if not posts or has(text, _kinds("liaison")["not"]):
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
        several = said.endswith(("en", "s", "post")) or said == "liaison officers"
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
        HOME,
        _status(sentence, "liaison"),
        _details(place=" en ".join(places), theme=_phrase(sentence, _kinds("liaison")["theme"])),
    )


def _is_behind(name: Span, words: str) -> bool:
    """Whether these words stand right before a name."""
    start = name.doc[name.sent.start : name.start].text.casefold()
    return start.endswith(words)


def _beyond(name: Span) -> bool:
    """Whether a country is only served from a post elsewhere."""
    before = name.doc[max(name.sent.start, name.start - 4) : name.start].text.casefold()
    behind = name.doc[name.end : min(name.sent.end, name.end + 5)].text.casefold()
    return has(before, ["ook", "voor", "tevens"]) or has(behind, ["bedient", "werkgebied"])


def _status(sentence: Span, kind: str) -> str:
    text = sentence.text.casefold()
    changed = "|".join([*_kinds(kind).get("ended", []), "geopend", "overgeplaatst"])
    if re.search(rf"\b(?:wordt|worden)\b(?:(?! en ).)*\b(?:{changed})\b|\bsluit(?:en)?\b", text):
        return "planned"  # "wordt in 2026 gesloten"
    for status in ("ended", "planned", "past", "current"):
        if has(text, _kinds(kind).get(status, [])):
            return status
    return "past" if tenses(sentence.text) == {"past"} else "current"


# --- visits -----------------------------------------------------------------------------------


def _foreign(sentence: Span) -> list[Span]:
    names = named(sentence, "COUNTRY", "NATION", "PLACE")
    return [name for name in names if name.kb_id_ != HOME]


def _visits(sentence: Span) -> Iterator[Fact]:
    text = sentence.text.casefold()
    words = _kinds("visit")
    foreign = _foreign(sentence)
    if not foreign or not re.search(words["cues"], text) or re.search(words["not"], text):
        return
    codes = list(dict.fromkeys(name.kb_id_ for name in foreign))
    out = [x for x in foreign if x.label_ != "NATION" and x.start and _goes_to(x)]
    came = has(text, words["received"]) or re.search(words["came"], text)
    pairs: list[tuple[str, str]] = []
    if came or not out:
        pairs = [(code, HOME) for code in codes]
    elif len(codes) == 1:
        pairs = [(HOME, codes[0])]
    else:
        guests = [x.kb_id_ for x in foreign if x not in out and x.label_ == "NATION"]
        goal = out[0].kb_id_
        pairs = [(guests[0] if guests and guests[0] != goal else HOME, goal)]
    dates = [m.group() for m in re.finditer(statement_words()["events"]["when"], sentence.text)]
    for index, (guest, host) in enumerate(pairs):
        when = dates[index if len(dates) == len(pairs) else 0].strip() if dates else ""
        yield Fact(
            "visit",
            sentence.start,
            sentence.start + index,
            countries=tuple(code for code in (guest, host) if code != HOME),
            status=_status(sentence, "visit"),
            details=_details(from_=guest, to=host, when=when),
        )


def _goes_to(name: Span) -> bool:
    """Whether a visit goes to a country: behind "aan", "naar", or as what is visited."""
    before = name.doc[max(name.sent.start, name.start - 5) : name.start].text.casefold()
    return bool(re.search(r"\b(?:aan|naar|bezocht|bezochten|in|van)\b", before)) and not re.search(
        r"\b(?:uit|vanuit)\s*(?:de|het)?$", before
    )


# --- assistance -------------------------------------------------------------------------------


HELPED = re.compile(r"\b(?:bijstand|hulp|steun|ondersteun\w*|assisten\w*)\b")


def _told_apart(sentence: Span) -> list[Span]:
    """A sentence that tells twice of assistance, "aan België en driemaal bijstand ontvangen van
    Duitsland", in its two parts; else the sentence."""
    for token in sentence:
        if token.text not in ("en", ";", "terwijl"):
            continue
        parts = [sentence.doc[sentence.start : token.i], sentence.doc[token.i + 1 : sentence.end]]
        if all(_foreign(p) and HELPED.search(p.text.casefold()) for p in parts if len(p)):
            return [p for p in parts if len(p)]
    return [sentence]


def _assistance(sentence: Span) -> Iterator[Fact]:
    text = sentence.text.casefold()
    words = _kinds("assistance")
    cue = re.search(words["cues"], text)
    event = _event(sentence)
    means = event or re.search(words["means"], text)
    if not cue and not (means and re.search(words["with_event"], text)):
        return
    if has(text, words["not"]) or named(sentence, "MISSION"):
        return
    foreign = list(dict.fromkeys(x.kb_id_ for x in _foreign(sentence) if not _of_event(x, event)))
    ours = any(x.kb_id_ == HOME for x in named(sentence, "COUNTRY", "NATION"))
    if not foreign and ours and "beide landen" in text:
        before = _foreign(sentence.doc[: sentence.start])
        foreign = list(dict.fromkeys(x.kb_id_ for x in reversed(before)))[:2]
    if not foreign:
        return
    asked = re.search(words["asked"], text)
    sent = any(fact.sentence == sentence.start for fact in sentence.doc._.missie_by_rules)
    wish = asked and not re.search(r"\bop verzoek\b", text)
    if sent and not event and not wish and not has(text, ["bijstand"]):
        return  # officers who are sent and help there
    parties = [HOME, *foreign]
    gives = [code for code in parties if code in _givers(sentence, bool(asked))]
    takes = [code for code in parties if code not in gives]
    if HOME in gives:
        gives, takes = [HOME], foreign
    elif not gives:
        gives, takes = ([HOME], foreign) if asked else (foreign, [HOME])
    yield Fact(
        "assistance",
        sentence.start,
        sentence.start,
        countries=tuple(foreign),
        status=_status(sentence, "assistance"),
        details=_details(
            by=",".join(sorted(gives)),
            to=",".join(sorted(takes)),
            what=_phrase(sentence, words["what"]),
            event=event,
        ),
    )


def _givers(sentence: Span, asked: bool) -> set[str]:
    """Who gives assistance: named behind "door" or "hulp van", as whose means are used, or as the
    subject; where something is asked, whoever is not the subject."""
    words = _kinds("assistance")
    event = _event(sentence)
    names = [x for x in named(sentence, "COUNTRY", "NATION", "PLACE") if not _of_event(x, event)]
    doc = sentence.doc
    found: set[str] = set()
    receivers: set[str] = set()
    for name in names:
        before = doc[max(sentence.start, name.start - 3) : name.start].text.casefold()
        behind = doc[name.end : min(sentence.end, name.end + 1)].text.casefold()
        if asked and re.search(r"\bdoor(?: de| het)?$", before):
            receivers.add(str(name.kb_id_))  # "wordt door Nederland bijstand gevraagd"
        elif (re.search(words["given_by"], before) and "verzoek" not in before) or (
            not asked and _behind_by(name)
        ):
            found.add(str(name.kb_id_))
        elif re.search(r"(?:verzoek van|aan)(?: de| het)?$", before):
            receivers.add(str(name.kb_id_))
        elif name.label_ == "NATION" and behind and behind not in words["bodies"]:
            found.add(str(name.kb_id_))  # their waterwerpers, hondengeleiders, agenten
    if found - receivers:
        return found - receivers
    subject = [x for x in names if x.label_ != "PLACE" and not _is_object(x)]
    others = {str(x.kb_id_) for x in names} | {HOME}
    if receivers and not asked:
        return others - receivers or {HOME}
    first = str(subject[0].kb_id_) if subject else HOME
    beside = {first}
    for one, two in pairwise(subject):
        if doc[one.end : two.start].text.casefold() in ("en", ",", "en de", "en uit"):
            beside |= {str(one.kb_id_), str(two.kb_id_)}
    if not subject:
        beside = {HOME}
    if asked and not receivers:
        return others - beside
    return others - receivers if receivers else beside


def _of_event(name: Span, event: str) -> bool:
    """Whether a name says whose event it is: "het staatsbezoek van de Franse president"."""
    before = name.doc[max(name.sent.start, name.start - 4) : name.start].text
    return bool(event) and re.search(rf"{re.escape(event)} van(?: de| het)?$", before) is not None


def _behind_by(name: Span) -> bool:
    """Whether a name is among those behind "door": "door eenheden uit België en Duitsland"."""
    said = name.doc[name.sent.start : name.start].text.casefold()
    if re.search(r"\b(?:ontvangen|gekregen)(?: \w+){0,2} van(?: de| het)?$", said):
        return True
    return re.search(r"\bdoor(?: [\w-]+){0,4} (?:uit|van)(?: [\w-]+(?:,| en))*$", said) is not None


def _is_object(name: Span) -> bool:
    before = name.doc[name.start - 1].text.casefold() if name.start > name.sent.start else ""
    return before in ("aan", "in", "naar", "van", "uit", "op", "bij", "voor")


def _event(sentence: Span) -> str:
    """The event at which assistance is given."""
    found = re.search(statement_words()["events"]["event"], sentence.text)
    return found.group("event").strip() if found else ""


# --- agreements and priorities ----------------------------------------------------------------


def _agreements(sentence: Span) -> Iterator[Fact]:
    text = sentence.text.casefold()
    words = _kinds("agreement")
    name = re.search(words["names"], sentence.text, re.IGNORECASE)
    if name is None or not re.search(words["signed"], text) or has(text, words["not"]):
        return
    partners = [x.kb_id_ for x in named(sentence, "COUNTRY", "NATION") if x.kb_id_ != HOME]
    partners += [x.kb_id_ for x in named(sentence, "ORGANISATION")]
    if "benelux" in text:
        partners += ["BE", "LU"]
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
            date=_when(sentence),
            partners=",".join(sorted(set(partners))),
        ),
    )


def _priorities(doc: Doc) -> Iterator[Fact]:
    """The numbered items behind a sentence that speaks of priorities."""
    start = re.search(r"prioriteit\w*", doc.text.casefold())
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
