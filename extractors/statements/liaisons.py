"""Liaison officers that sentences tell of: how many, at which posts, for which theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.coreference import sentences_before
from missiemonitor.extractors.statements.count_spans import (
    is_liaison,
    is_officer,
    is_plainly_officer,
)
from missiemonitor.extractors.statements.event_words import (
    details,
    listed,
    phrase_behind,
    status_of_event,
)
from missiemonitor.extractors.statements.fact import COUNTS, Fact, named, officers_in
from missiemonitor.extractors.statements.interleaved import names_of_list
from missiemonitor.extractors.statements.lexicon import ends, has, pattern, terms
from missiemonitor.extractors.statements.places import is_place
from spacy.tokens import Span, Token

# "richt zich op drugs", "tegen mensenhandel", "aan cybercrime"
THEME = r"{events.liaison.theme}|{events.liaison.working_on}(?= {events.liaison.fields})"


def liaisons(sentence: Span) -> Iterator[Fact]:
    """Liaison officers of ours and their posts: one fact for each number that is told apart."""
    nouns = [token for token in sentence if is_liaison(token.text)]
    two = pattern(r"\b{kinds.liaison_in_two}\b").search(sentence.text.casefold())
    if not nouns and two is None:
        # "De post in Rabat wordt gesloten; de verbindingsofficier gaat naar Dakar."
        post = next((t for t in sentence if t.text.casefold() in terms("kinds.post")), None)
        told = post is not None and any(is_liaison(token.text) for token in sentence.sent)
        if not told and not (_answers(sentence) and _of_liaisons(sentence)):
            return
        nouns = [post if told and post is not None else sentence[0]]
    text = sentence.text.casefold()
    if text.rstrip().endswith("?") or has(text, "events.liaison.not"):
        return
    sentence = _without_officers(sentence, nouns)
    if _are_foreign(sentence, nouns):
        return
    said = two.group() if two else nouns[0].text.casefold()
    several = ends(said, "forms.many", "kinds.of_no_number")
    counts = _of_liaisons(sentence)
    parts = _parts(sentence, counts)
    placed: list[tuple[Span | None, Span, list[Span]]]
    placed = [(count, part, _posts(part)) for count, part in parts]
    if len(counts) < 2 or not any(posts for _, _, posts in placed[1:]):
        posts = _posts(sentence)
        steps = counts if not posts else counts[:1]
        placed = [(count, sentence, posts) for count in steps]
        placed = placed or [(None, sentence, posts)]
    placed = [one for told in _by_turns(sentence, counts) or placed for one in _each(*told)]
    plain = status_of_event(sentence, "liaison")
    for at, (count, part, posts) in enumerate(placed):
        regions = named(part, "REGION")
        if not posts and (count is None or not (regions or _of_many(sentence, count, counts))):
            continue
        places = [x.text for x in posts if x.label_ == "PLACE"]
        yield Fact(
            "liaison",
            sentence.start,
            count.start if count else nouns[0].i if nouns else sentence.start,
            None,
            tuple(dict.fromkeys(x.kb_id_ for x in posts)),
            count._.missie_count if count else Count(None) if several else Count(1),
            home_country(),
            _of_step(count, sentence, last=at + 1 == len(placed)) or plain,
            details(
                place=listed(places),
                region=",".join(x.kb_id_ for x in regions),
                theme=phrase_behind(part, THEME),
            ),
        )


def _without_officers(sentence: Span, nouns: Sequence[Token]) -> Span:
    """A sentence up to the number of other officers of whom it goes on to tell: "liaisons op Aruba
    en vier agenten in Suriname"."""
    doc = sentence.doc
    for count in doc.spans[COUNTS]:
        noun = count._.missie_noun
        behind = nouns and nouns[0].i < count.start < sentence.end
        if behind and count.label_ == "OFFICERS" and noun and is_plainly_officer(noun.text):
            joined = doc[count.start - 1].text.casefold() in {",", *terms("grammar.and")}
            return doc[sentence.start : count.start - joined]
    return sentence


def _answers(sentence: Span) -> bool:
    """Whether a sentence without a word for them answers a question about liaison officers."""
    before = sentences_before(sentence.sent)[:1]
    asked = [token for each in before if each[-1].text == "?" for token in each]
    here = any(is_officer(token.text) for token in sentence)
    return any(is_liaison(token.text) for token in asked) and not here


def _by_turns(sentence: Span, counts: Sequence[Span]) -> list[tuple[Span | None, Span, list[Span]]]:
    """Numbers and posts that take turns in a list, "in Rome één, in Peking twee": each number with
    its posts."""
    lists = names_of_list(counts[-1], sentence, counts) if counts else {}
    if any(name.label_ not in ("COUNTRY", "PLACE") for each in lists.values() for name in each):
        return []
    found: list[tuple[Span | None, Span, list[Span]]] = []
    for count in counts:
        names = lists.get(count.start, [])
        if names:
            found.append((count, sentence.doc[names[0].start : names[-1].end], names))
        else:
            found.append((count, sentence.doc[count.start : count.end], []))
    return found if lists else []


def _each(
    count: Span | None, part: Span, posts: list[Span]
) -> list[tuple[Span | None, Span, list[Span]]]:
    """A number once for each post where each has as many: "in Rome en Lima telkens één"."""
    if count is None or len(posts) < 2:
        return [(count, part, posts)]
    before = count.doc[max(count.sent.start, count.start - 2) : count.start].text.casefold()
    if not has(before, "deployment.each"):
        return [(count, part, posts)]
    return [(count, post, [post]) for post in posts]


def _of_liaisons(sentence: Span) -> list[Span]:
    """Numbers of liaison officers: with their noun, or alone beside one that has it."""
    inside = officers_in(sentence)
    found = [s for s in inside if s.label_ in ("LIAISONS", "ALONE")]
    used = {s.start for s in found}
    for one in sentence[:-1] if used else ():
        # "twee in Bogota en een in Lima"
        there = one.nbor().text.casefold() in terms("deployment.where")
        if there and one.i not in used and one.text.casefold() in terms("counting.of_many"):
            span = Span(sentence.doc, one.i, one.i + 1, label="ONE")
            span._.missie_count = Count(1)
            found.append(span)
    return sorted(found, key=lambda each: each.start)


def _parts(sentence: Span, counts: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Each number with the part of the sentence that is about it: up to the next number."""
    edges = [*(count.start for count in counts), sentence.end]
    return [
        (count, sentence.doc[sentence.start if at == 0 else count.start : edges[at + 1]])
        for at, count in enumerate(counts)
    ]


def _posts(part: Span) -> list[Span]:
    """Where officers are posted, of the places that a part of a sentence names."""
    abroad = (x for x in named(part, "COUNTRY", "PLACE") if x.kb_id_ != home_country())
    posts = [x for x in abroad if is_place(x) and not _beyond(x)]
    moved = [x for x in posts if _is_behind(x, "events.liaison.moved_to")]
    return moved or posts


def _of_many(sentence: Span, count: Span, counts: Sequence[Span]) -> bool:
    """Whether a number is of officers at posts that are not named: "41 in 28 landen"."""
    homes = [x for x in named(sentence, "PLACE") if x.kb_id_ == home_country()]
    many = (count._.missie_count.officers or 0) > 1
    return many and not homes and (count.label_ == "LIAISONS" or len(counts) > 1)


def _of_step(count: Span | None, sentence: Span, last: bool) -> str:
    """The status of a number of a step, "groeide van 37 naar 40": left, or reached; or nothing."""
    if count is None or not has(sentence.text.casefold(), "status.changes"):
        return ""
    before = count.doc[count.start - 1].text.casefold() if count.start else ""
    if before in terms("grammar.of") and not last:
        return "past"
    return "current" if before in terms("steps.to") else ""


def _are_foreign(sentence: Span, nouns: Sequence[Token]) -> bool:
    """Whether liaison officers are of other countries: "vier Duitse verbindingsofficieren"."""
    others = [x for x in named(sentence, "NATION") if x.kb_id_ != home_country()]
    return bool(nouns) and any(x.end == nouns[0].i for x in others)


def _is_behind(name: Span, group: str) -> bool:
    """Whether words of a group stand right before a name."""
    return ends(name.doc[name.sent.start : name.start].text.casefold(), group)


def _beyond(name: Span) -> bool:
    """Whether a country is only served from a post elsewhere."""
    if _is_at(name):
        return False
    before = name.doc[max(name.sent.start, name.start - 4) : name.start].text.casefold()
    behind = name.doc[name.end : min(name.sent.end, name.end + 5)].text.casefold()
    return has(before, "events.liaison.also_for") or has(behind, "events.liaison.serves")


def _is_at(name: Span) -> bool:
    """Whether a place is where a post is: "vanuit Nairobi"."""
    before = name.doc[max(name.sent.start, name.start - 1) : name.start].text.casefold()
    return before in terms("deployment.where")


def between_semicolons(sentence: Span) -> list[Span]:
    """Where each part of a sentence speaks of posts, the parts; else the sentence."""
    marks = [token.i for token in sentence if token.text == ";"]
    if not marks:
        return [sentence]
    edges = [sentence.start, *(at + 1 for at in marks), sentence.end]
    parts = [sentence.doc[a:b] for a, b in pairwise(edges) if b > a]
    return parts if all(named(p, "COUNTRY", "PLACE") for p in parts) else [sentence]
