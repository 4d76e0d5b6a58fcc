"""Which numbers of a sentence are of officers who are sent, and whether it is about that at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from missiemonitor.extractors.statements.coreference import place_before
from missiemonitor.extractors.statements.count_spans import is_officer
from missiemonitor.extractors.statements.fact import COUNTS, named
from missiemonitor.extractors.statements.lexicon import HOME, data, has
from spacy.tokens import Span

PART_OF = r"van (?:de|deze|hen|onze)(?: in totaal)?"


def about_deployments(
    sentence: Span, own: Sequence[Span], context: str | None, counts: Sequence[Span]
) -> bool:
    """Whether the numbers of a sentence are of officers who are sent."""
    text = sentence.text.casefold()
    if "verbindingsofficier" in text or "liaison" in text:
        return False
    if not own and is_of_something_else(text):
        return False
    lands = [x for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != HOME]
    home = any(x.kb_id_ == HOME for x in named(sentence, "PLACE"))
    if home and not (own or context or lands):
        return False  # in the Netherlands
    cue = _cues().search(text) is not None or any(is_officer(t.text) for t in sentence)
    plain = any(count.label_ == "OFFICERS" for count in counts)
    somewhere = bool(own or context or lands or place_before(sentence))
    return (cue and (somewhere or ours(sentence))) or (plain and (ours(sentence) or somewhere))


def is_of_something_else(text: str) -> bool:
    """Whether a sentence in which officers occur is not about sending them."""
    words = "|".join(map(re.escape, data("deployment")["others"]))
    return re.search(rf"\b(?:{words})", text) is not None


def counts_in(sentence: Span) -> list[Span]:
    """The numbers of a sentence that stand for officers who are sent, and not a part of them."""
    doc, text = sentence.doc, sentence.text.casefold()
    spans = [s for s in doc.spans[COUNTS] if sentence.start <= s.start < sentence.end]
    spans = [s for s in spans if s.label_ in ("OFFICERS", "ONE", "ALONE")]
    plain = [s for s in spans if s.label_ != "ONE" or _beside_number(s, spans)]
    kept: list[Span] = []
    for span in plain or spans:
        behind = [t.text.casefold() for t in doc[span.end : span.end + 2]]
        near = {"vrouw", "vrouwen"} & {*behind}
        if behind[:1] == ["van"] and re.search(r"\b(?:is|zijn|was|waren) vrouw", text):
            continue
        if near or (span.label_ == "ALONE" and {"minder", "meer"} & {*behind[:1]}):
            continue
        if span.label_ == "ALONE" and kept and OF_OURS.match(_behind(span)):
            continue  # "vijftien Nederlanders, tien van de politie en vijf van de KMar"
        if span.label_ == "ONE" and not _is_told_of(span, sentence):
            continue
        if doc[span.end : span.end + 4].text.casefold().find("van justitie") > 0:
            continue  # prosecutors, not officers of the police
        kept.append(span)
    kept = _without_own(_without_parts(kept, text), sentence)
    kept = _without_steps(kept, text)
    if all(s.label_ == "ALONE" for s in kept) and not _tells_of_officers(sentence):
        return []
    return kept


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    """Beginnings of words that tell that officers are sent."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, data('deployment')['cues']))})")


def _is_told_of(one: Span, sentence: Span) -> bool:
    """Whether a singular without a number is of someone sent, and not of just anyone."""
    near = range(one.start, one.start + 5)
    others = [x for x in named(sentence, "NATION") if x.kb_id_ != HOME and x.start in near]
    if others and has(sentence.text.casefold(), data("status")["ended"]):
        return False  # who takes over, not who is sent
    if named(sentence, "MISSION") or sentence.doc._.missie_heading:
        return True
    ours = [x for x in named(sentence, "NATION") if x.kb_id_ == HOME and x.start in near]
    sent = re.search(r"\b(?:uitgezonden|gedetacheerd)\b", sentence.text.casefold())
    return bool((ours or sent) and named(sentence, "COUNTRY", "PLACE"))


def _beside_number(one: Span, spans: Sequence[Span]) -> bool:
    """Whether a singular stands beside a number: "drie adviseurs en een trainer"."""
    before = one.doc[one.start - 1].text.casefold() if one.start else ""
    later = one.doc[one.start : one.start + 5].text.casefold()
    listed = re.match(r"(?:een|één) nederlandse \S+ ?,", later) is not None
    if listed and any(0 < s.start - one.start < 7 and s.label_ == "OFFICERS" for s in spans):
        return True
    near = any(0 < one.start - s.end < 4 and s.label_ == "OFFICERS" for s in spans)
    return before == "en" and near and one.text.casefold() in ("een", "één")


OF_OURS = re.compile(r"van de (?:politie|kmar|marechaussee|koninklijke|douane|landelijke)$")
OURS = ["nederlandse", "nederlanders", "uit nederland"]


def _without_parts(spans: list[Span], text: str) -> list[Span]:
    """Of "twee van de zestig" the one that counts officers of ours; both where some returned."""
    kept = list(spans)
    for part, whole in pairwise(spans):
        between = part.doc[part.end : whole.start].text.casefold()
        if part.label_ == "ALONE" and re.fullmatch(PART_OF, between):
            if has(text, data("status")["ended"]):
                continue
            gives = has(text, data("status")["supplies"])
            kept.remove(whole if gives else part)
    # "Onder de 300 medewerkers bevinden zich vijf Nederlandse agenten."
    for whole in [s for s in kept if len(kept) > 1]:
        doc = whole.doc
        before = doc[max(0, whole.start - 3) : whole.start].text.casefold()
        if re.match(
            r"(?:\w+ )?(?:onder|van|uit) de(?: ongeveer| circa| ruim| bijna)?$", before
        ) and any(
            s.start > whole.end and has(doc[s.start : s.end + 3].text.casefold(), OURS)
            for s in kept
        ):
            kept.remove(whole)
    return kept


AMONG = re.compile(r"\b(?:onder wie|waaronder|waarvan|van wie|van hen|onder hen)\b")


def _without_own(spans: list[Span], sentence: Span) -> list[Span]:
    """Of "zes Nederlandse agenten, van wie vier in Pristina en twee in Mitrovica" the six.

    What is told behind such words of a number of ours is of its parts, unless it says whose.
    """
    doc = sentence.doc
    among = AMONG.search(sentence.text.casefold())
    if among is None:
        return spans
    at = sentence.start_char + among.start()
    before = [s for s in spans if s.end_char <= at]
    foreign = {x.start for x in named(sentence, "NATION") if x.kb_id_ != HOME}
    home = {x.start for x in named(sentence, "NATION", "COUNTRY") if x.kb_id_ == HOME}
    if not before or before[-1].label_ == "ALONE" or has(_behind(before[-1]), MIXED):
        return spans
    return [
        s
        for s in spans
        if s.start_char < at
        or {*range(s.end, s.end + 3)} & (foreign | home)
        or doc[max(0, s.start - 4) : s.start].text.casefold().find("uit nederland") >= 0
    ]


MIXED = ["internationale", "gemengde", "lidstaten"]


def _behind(span: Span) -> str:
    return span.doc[span.end : span.end + 3].text.casefold()


def _without_steps(spans: list[Span], text: str) -> list[Span]:
    """Of "met twee gegroeid tot negen" the nine: the two are no officers but a step."""
    if not has(text, data("status")["changes"]):
        return spans
    to = [s for s in spans if s.doc[s.start - 1].text.casefold() in ("tot", "op") and s.start]
    step = [s for s in spans if s.start and s.doc[s.start - 1].text.casefold() in ("met", "extra")]
    return [s for s in spans if not (to and s in step)]


def _tells_of_officers(sentence: Span) -> bool:
    """Whether numbers without a noun can be of officers in this sentence."""
    text = sentence.text.casefold()
    words = [
        "er",
        "bijdrage",
        "contingent",
        "team",
        "inzet",
        "bezetting",
        "nederlanders",
        "beiden",
        "van hen",
    ]
    return (
        bool(named(sentence, "MISSION"))
        or any(is_officer(token.text) for token in sentence)
        or has(text, words)
    )


def ours(sentence: Span) -> bool:
    """Whether a sentence speaks of Dutch officers."""
    nations = [x.kb_id_ for x in named(sentence, "COUNTRY", "NATION")]
    words = ("uitgezonden", "marechaussee", "politiefunctionaris", "functionaris", "korpschef")
    text = sentence.text.casefold()
    ours = re.search(r"\b(?:de politie|wij|ons land)\b", text)
    return HOME in nations or bool(ours) or any(word in text for word in words)
