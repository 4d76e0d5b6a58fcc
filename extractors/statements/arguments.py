"""What belongs to a number in its sentence: its mission, its places and its nationality."""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.count_spans import is_liaison, is_officer
from missiemonitor.extractors.statements.fact import named
from missiemonitor.extractors.statements.interleaved import names_beside, names_of_list
from missiemonitor.extractors.statements.lexicon import has, pattern, terms
from missiemonitor.extractors.statements.places import is_place
from missiemonitor.extractors.statements.status import between_semicolons, part_of
from spacy.tokens import Span


def in_order(sentence: Span, counts: Sequence[Span], own: Sequence[Span]) -> list[str]:
    """Missions or places of numbers that are told respectively, one each; nothing if not."""
    if not pattern("{order.in_order}").search(sentence.text.casefold()):
        return []
    lands = [x for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != home_country()]
    told = [name.kb_id_ for name in own or lands]
    return told if len(told) == len(counts) else []


def details_of(sentence: Span, mission: str | None, total: str = "") -> tuple[tuple[str, str], ...]:
    """The region that a sentence names, the organisation where it names no mission, and what a
    number is the total of."""
    regions = dict.fromkeys(name.kb_id_ for name in named(sentence, "REGION"))
    under = dict.fromkeys(name.kb_id_ for name in named(sentence, "ORGANISATION"))
    told = [("region", ",".join(regions))] if regions else []
    if under and mission is None:
        told.append(("organisation", ",".join(under)))
    if total:
        told.append(("total", total))
    return tuple(told)


def mission_of(
    count: Span, own: Sequence[Span], context: str | None, sentence: Span, counts: Sequence[Span]
) -> str | None:
    """The mission of a number: the only one named, or the one nearest in its part; in a list the
    one beside it, and none where a place stands there."""
    lists = names_of_list(count, sentence, counts)
    if any(x.label_ == "MISSION" for each in lists.values() for x in each):
        beside = lists.get(count.start, [])
        return next((str(x.kb_id_) for x in beside if x.label_ == "MISSION"), None)
    ids = list(dict.fromkeys(name.kb_id_ for name in own))
    if len(ids) < 2:
        return ids[0] if ids else context
    doc = count.doc
    # "31 functionarissen: EULEX Kosovo (8), EUMM Georgië (5)": each number behind its mission.
    bracketed = [name for name in own if doc[name.end : name.end + 1].text == "("]
    if count.start and doc[count.start - 1].text == "(":
        return next((str(name.kb_id_) for name in own if name.end == count.start - 1), None)
    if len(bracketed) > 1 and len(bracketed) == len(own):
        return None

    def far(name: Span) -> tuple[int, int]:
        between = doc[min(count.end, name.end) : max(count.start, name.start)]
        breaks = sum(
            token.text in (",", ";") or token.text in terms("grammar.and") for token in between
        )
        return breaks, abs(name.start - count.start)

    return min(own, key=far).kb_id_


def nationalities_of(count: Span, sentence: Span, counts: Sequence[Span]) -> list[str | None]:
    """Of what nationality officers are; two where each of two countries gives as many."""
    doc = sentence.doc
    nations = {name.start: name.kb_id_ for name in named(sentence, "NATION")}
    for other in counts:
        # "negen agenten, onder wie zes Duitsers": the nine are of several countries.
        near = doc[max(sentence.start, other.start - 2) : other.start].text.casefold()
        among = pattern(r"(?:{parts.whose}|,)$").search(near)
        native = {*nations} & {*range(other.end, other.end + 2)}
        between = doc[count.end : other.start].text.casefold()
        if other.start > count.start and among and native and has(between, "parts.whose"):
            return [None]
    for at in range(count.end, min(count.end + 5, sentence.end)):
        if at in nations:
            return [nations[at]]
        if doc[at].text in terms("grammar.and"):
            break
        if is_officer(doc[at].text):
            behind = [x for x in named(sentence, "COUNTRY") if x.start == at + 2]
            from_it = behind and doc[at + 1].text in terms("grammar.from")
            if from_it and behind[0].kb_id_ == home_country():
                return [home_country()]
            break
        if doc[at].is_punct:
            break
    listed = {x.start for each in names_of_list(count, sentence, counts).values() for x in each}
    givers = [
        name
        for name in named(sentence, "COUNTRY", "NATION")
        if name.start not in listed
        and not (name.label_ == "COUNTRY" and is_place(name))
        and not _is_aside(name)
    ]
    before = [name for name in givers if name.end <= count.start]
    if before:
        last = before[-1]
        pair = [
            name
            for name in before[:-1]
            if name.label_ == last.label_
            and doc[name.end : last.start].text.casefold() in terms("whose.pair_joined")
        ]
        if pair and pair[-1].kb_id_ != last.kb_id_:
            if has(sentence.text.casefold(), "deployment.each"):
                return [pair[-1].kb_id_, last.kb_id_]
            return [None]
        return [last.kb_id_]
    end = between_semicolons(count, sentence).end
    behind = [name for name in givers if count.end <= name.start < end]
    if behind and behind[0].label_ == "COUNTRY":
        return [behind[0].kb_id_]
    text = sentence.text.casefold()
    if has(text, "whose.of_several", "whose.mixed"):
        return [None]
    # "EUCAP Somalië heeft 170 medewerkers": those of a mission are of all its countries.
    noun = doc[count.end : count.end + 1].text.casefold()
    missions_before = [x for x in named(sentence, "MISSION") if x.end <= count.start]
    whole = pattern(r"\b{whose.numbers}$").search(doc[: count.start].text.casefold())
    if noun in terms("whose.of_a_mission") and missions_before and whole:
        return [None]
    strength = doc[max(0, count.start - 3) : count.start].text.casefold()
    if pattern(r"\b{whose.strength} {grammar.of}\b").search(strength):
        return [None]
    return [home_country()]


def _is_aside(name: Span) -> bool:
    """Whether foreigners are named in passing: "op uitnodiging van de Armeense politie"."""
    before = name.doc[max(name.sent.start, name.start - 2) : name.start].text.casefold()
    return (
        name.label_ == "NATION"
        and name.kb_id_ != home_country()
        and pattern(r"\b{whose.in_passing}(?: {grammar.any_article})?$").search(before) is not None
    )


def places_of(count: Span, sentence: Span, counts: Sequence[Span]) -> list[str]:
    """Where officers are: the places nearest to their number, those of its clause first."""
    beside = names_beside(count, sentence, counts)
    if beside:
        return [x.kb_id_ for x in beside if x.label_ in ("COUNTRY", "PLACE")]
    abroad = (x for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != home_country())
    lands = [name for name in abroad if is_place(name)]
    if any(is_liaison(token.text) for token in sentence.doc[sentence.start : count.start]):
        lands = [name for name in lands if name.start > count.start]  # those before are their posts
    clause = between_semicolons(count, sentence)
    lands = [x for x in lands if clause.start <= x.start < clause.end] or lands
    others = [s.start for s in counts if s.start != count.start]
    if others and len({x.kb_id_ for x in lands}) > 1:
        near = _nearest(count, lands, others)
        if near:
            return near
    part = part_of(count, sentence)
    inside = [x for x in lands if part.start <= x.start < part.end]
    return [x.kb_id_ for x in inside or lands]


def _nearest(count: Span, lands: Sequence[Span], others: Sequence[int]) -> list[str]:
    """Of several places those between a number and the next one, or right before it."""
    doc = count.doc
    if count.start and doc[count.start - 1].text == "(":
        return [x.kb_id_ for x in lands if x.end == count.start - 1]
    end = min((at for at in others if at > count.start), default=len(doc))
    behind = [x for x in lands if count.end <= x.start < end]
    if not behind:
        start = max((at for at in others if at < count.start), default=0)
        behind = [x for x in lands if start <= x.start < count.start][-1:]
    return [x.kb_id_ for x in behind]
