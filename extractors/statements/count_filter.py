"""Which numbers of a sentence are of officers who are sent, and whether it is about that at all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.coreference import place_before, points_to_officers
from missiemonitor.extractors.statements.count_spans import (
    is_liaison,
    is_officer,
    is_plainly_officer,
)
from missiemonitor.extractors.statements.fact import named, officers_in
from missiemonitor.extractors.statements.lexicon import has, pattern, terms
from spacy.tokens import Span


def about_deployments(
    sentence: Span, own: Sequence[Span], context: str | None, counts: Sequence[Span]
) -> bool:
    """Whether the numbers of a sentence are of officers who are sent."""
    text = sentence.text.casefold()
    if tells_of_liaisons(sentence) and not any(is_beside_liaisons(each) for each in counts):
        return False
    if not own and is_of_something_else(text):
        return False
    lands = [x for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != home_country()]
    home = any(x.kb_id_ == home_country() for x in named(sentence, "PLACE"))
    if home and not (own or context or lands):
        return False  # at home
    cue = pattern(r"(?<!\w){deployment.cues}").search(text) is not None
    cue = cue or any(is_officer(token.text) for token in sentence) or points_to_officers(sentence)
    plain = any(count.label_ == "OFFICERS" for count in counts)
    somewhere = bool(own or context or lands or place_before(sentence))
    return (cue and (somewhere or ours(sentence))) or (plain and (ours(sentence) or somewhere))


def is_of_something_else(text: str) -> bool:
    """Whether a sentence in which officers occur is not about sending them."""
    return pattern(r"\b{deployment.others}").search(text) is not None


def tells_of_liaisons(sentence: Span) -> bool:
    """Whether a sentence is about liaison officers, by a word or by what they are called."""
    return speaks_of_liaisons(sentence.text.casefold()) or any(
        is_liaison(token.text) for token in sentence
    )


def is_beside_liaisons(count: Span) -> bool:
    """Whether a number is of plain officers, and not of the liaison officers beside whom they are
    told: "liaisons op Aruba en vier agenten in Suriname"."""
    noun = count._.missie_noun
    return count.label_ == "OFFICERS" and noun is not None and is_plainly_officer(noun.text)


def speaks_of_liaisons(text: str) -> bool:
    """Whether a text, in lower case, is about liaison officers, which are a kind of their own."""
    return pattern("{kinds.about_liaisons}").search(text) is not None


def counts_in(sentence: Span) -> list[Span]:
    """The numbers of a sentence that stand for officers who are sent, and not a part of them."""
    doc, text = sentence.doc, sentence.text.casefold()
    spans = officers_in(sentence)
    spans = [s for s in spans if s.label_ in ("OFFICERS", "ONE", "ALONE")]
    if tells_of_liaisons(sentence):
        spans = [s for s in spans if is_beside_liaisons(s)]
    plain = [s for s in spans if s.label_ != "ONE" or _beside_number(s, spans)]
    kept: list[Span] = []
    for span in plain or spans:
        behind = [t.text.casefold() for t in doc[span.end : span.end + 2]]
        near = terms("parts.women") & {*behind}
        of_them = terms("grammar.of") & {*behind[:1]}
        if of_them and pattern(r"\b{parts.are} {parts.women}").search(text):
            continue
        if near or (span.label_ == "ALONE" and terms("parts.compared") & {*behind[:1]}):
            continue
        if span.label_ == "ALONE" and kept and pattern(OF_OURS).match(_behind(span)):
            continue  # "vijftien Nederlanders, tien van de politie en vijf van de KMar"
        if span.label_ == "ONE" and not _is_told_of(span, sentence):
            continue
        if pattern(r"(?s).+{parts.of_justice}").match(doc[span.end : span.end + 4].text.casefold()):
            continue  # prosecutors, not officers of the police
        kept.append(span)
    kept = _without_own(_without_parts(kept, text), sentence)
    kept = _without_steps(kept, text)
    if all(s.label_ == "ALONE" for s in kept) and not _tells_of_officers(sentence):
        return []
    return kept


def _is_told_of(one: Span, sentence: Span) -> bool:
    """Whether a singular without a number is of someone sent, and not of just anyone."""
    home, near = home_country(), range(one.start, one.start + 5)
    others = [x for x in named(sentence, "NATION") if x.kb_id_ != home and x.start in near]
    if others and has(sentence.text.casefold(), "status.ended"):
        return False  # who takes over, not who is sent
    if named(sentence, "MISSION") or sentence.doc._.missie_heading:
        return True
    if one.doc[one.start + 1].text.casefold() in terms("order.ordinals"):
        return points_to_officers(sentence)
    ours = [x for x in named(sentence, "NATION") if x.kb_id_ == home and x.start in near]
    sent = pattern(r"\b{whose.sent}\b").search(sentence.text.casefold())
    return bool((ours or sent) and named(sentence, "COUNTRY", "PLACE"))


def _beside_number(one: Span, spans: Sequence[Span]) -> bool:
    """Whether a singular stands beside a number: "drie adviseurs en een trainer"."""
    before = one.doc[one.start - 1].text.casefold() if one.start else ""
    later = one.doc[one.start : one.start + 5].text.casefold()
    listed = pattern(r"{grammar.one} {whose.ours_before} \S+ ?,").match(later) is not None
    if listed and any(0 < s.start - one.start < 7 and s.label_ == "OFFICERS" for s in spans):
        return True
    near = any(0 < one.start - s.end < 4 and s.label_ == "OFFICERS" for s in spans)
    return before in terms("grammar.and") and near and one.text.casefold() in terms("grammar.one")


OF_OURS = r"{parts.of_the} {parts.services}$"


def _without_parts(spans: list[Span], text: str) -> list[Span]:
    """Of "twee van de zestig" the one that counts officers of ours; both where some returned."""
    kept = list(spans)
    for part, whole in pairwise(spans):
        between = part.doc[part.end : whole.start].text.casefold()
        if part.label_ == "ALONE" and pattern(r"{parts.of_these}(?: {parts.in_all})?").fullmatch(
            between
        ):
            if has(text, "status.ended"):
                continue
            gives = has(text, "status.supplies")
            kept.remove(whole if gives else part)
    # "Onder de 300 medewerkers bevinden zich vijf Nederlandse agenten."
    for whole in [s for s in kept if len(kept) > 1]:
        doc = whole.doc
        before = doc[max(0, whole.start - 3) : whole.start].text.casefold()
        if pattern(r"(?:\w+ )?{parts.among_the}(?: {parts.roughly})?$").match(before) and any(
            s.start > whole.end and has(doc[s.start : s.end + 3].text.casefold(), "whose.ours")
            for s in kept
        ):
            kept.remove(whole)
    return kept


def _without_own(spans: list[Span], sentence: Span) -> list[Span]:
    """Of "zes Nederlandse agenten, van wie vier in Pristina en twee in Mitrovica" the six.

    What is told behind such words of a number of ours is of its parts, unless it says whose.
    """
    doc = sentence.doc
    among = pattern(r"\b{parts.among_whom}\b").search(sentence.text.casefold())
    if among is None:
        return spans
    at = sentence.start_char + among.start()
    before = [s for s in spans if s.end_char <= at]
    foreign = {x.start for x in named(sentence, "NATION") if x.kb_id_ != home_country()}
    lands = named(sentence, "NATION", "COUNTRY")
    home = {x.start for x in lands if x.kb_id_ == home_country()}
    if not before or before[-1].label_ == "ALONE" or has(_behind(before[-1]), "whose.of_several"):
        return spans
    return [
        s
        for s in spans
        if s.start_char < at
        or _names_mission(s, spans)
        or {*range(s.end, s.end + 3)} & (foreign | home)
        or pattern("{whose.from_us}").search(doc[max(0, s.start - 4) : s.start].text.casefold())
    ]


def _names_mission(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a mission is named behind a number and before the next: "waarvan zes aan EULEX"."""
    end = min((s.start for s in spans if s.start > span.start), default=span.sent.end)
    return bool(named(span.doc[span.end : end], "MISSION"))


def _behind(span: Span) -> str:
    return span.doc[span.end : span.end + 3].text.casefold()


def _without_steps(spans: list[Span], text: str) -> list[Span]:
    """Of "met twee gegroeid tot negen" the nine: the two are no officers but a step."""
    if not has(text, "status.changes"):
        return spans
    before = {s.start: s.doc[s.start - 1].text.casefold() for s in spans if s.start}
    to = [s for s in spans if before.get(s.start) in terms("steps.reached")]
    step = [s for s in spans if before.get(s.start) in terms("steps.by")]
    return [s for s in spans if not (to and s in step)]


def _tells_of_officers(sentence: Span) -> bool:
    """Whether numbers without a noun can be of officers in this sentence."""
    text = sentence.text.casefold()
    return (
        bool(named(sentence, "MISSION"))
        or any(is_officer(token.text) for token in sentence)
        or has(text, "deployment.stands_for_officers")
        or points_to_officers(sentence)
    )


def ours(sentence: Span) -> bool:
    """Whether a sentence speaks of officers of the country whose report it is."""
    nations = [x.kb_id_ for x in named(sentence, "COUNTRY", "NATION")]
    text = sentence.text.casefold()
    return (
        home_country() in nations
        or pattern(r"\b{whose.we}\b").search(text) is not None
        or pattern("{whose.ours_within}").search(text) is not None
    )
