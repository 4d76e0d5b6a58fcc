"""Component `missie_by_rules`: the first reading of sentences, by windows of words and cue words.

Each number of officers is given the nationality, the place and the status that stand nearest to it
in its clause, and the mission that its sentence names or points back to. It knows no grammar; the
second reading (by_syntax.py) goes by grammar and knows no cue words of status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.linking import country_spans, normal
from extractors.numbers import Count
from extractors.prose.counts import is_officer
from extractors.prose.facts import COUNTS, Fact, named
from extractors.prose.tenses import is_perfect, tenses
from extractors.reference import Mission, missions, statement_words

HOME = "NL"
AMONG = ("onder wie", "waaronder", "waarvan", "van wie")
PART_OF = r"van (?:de|deze|hen|onze)(?: in totaal)?"
AUXILIARY = r"(?:heeft|hebben|is|zijn|zal|zullen|wordt|worden|werd|werden)$"
PRESENT = r"\w(?:draagt|levert|neemt|werkt|dient|telt|doet)\b"  # verbs with their particle


@Language.component("missie_by_rules", requires=["doc.spans"], assigns=["doc._.missie_by_rules"])
def missie_by_rules(doc: Doc) -> Doc:
    """Fill `doc._.missie_by_rules` with the deployments that the sentences state."""
    doc._.missie_by_rules = tuple(
        fact for sentence, mission in with_missions(doc) for fact in _deployments(sentence, mission)
    )
    return doc


def _data(part: str) -> dict[str, Any]:
    words: dict[str, Any] = statement_words()[part]
    return words


def has(text: str, words: Sequence[str]) -> bool:
    """Whether a text, in lower case, has one of these as whole words."""
    return _whole_words(tuple(words)).search(text) is not None


@lru_cache(maxsize=256)
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])" if words else r"(?!)")


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    """Beginnings of words that tell that officers are sent."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _data('deployment')['cues']))})")


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Mission]:
    return {mission.mission: mission for mission in missions()}


def with_missions(doc: Doc) -> Iterator[tuple[Span, str | None]]:
    """Each sentence with the mission that holds for it: named, or pointed back to."""
    last: str | None = doc._.missie_heading or None
    first = True
    for sentence in doc.sents:
        own = list(dict.fromkeys(name.kb_id_ for name in named(sentence, "MISSION")))
        points = first or has(sentence.text.casefold(), _data("pointing")["back"])
        yield sentence, own[0] if len(own) == 1 else last if points and not own else None
        last = own[-1] if own else last
        first = False


def where_of(
    mission: str | None, places: Sequence[str], inside: Sequence[str] = ()
) -> tuple[str, ...]:
    """The countries of a deployment: of its mission those that are named, or all if few.

    `inside` are the countries in the mission's own name.
    """
    known = _by_id().get(mission or "")
    if known is None:
        return tuple(dict.fromkeys([*places, *inside]))
    own = tuple(code for code in dict.fromkeys(places) if code in known.countries)
    few = known.countries if len(known.countries) <= 2 else tuple(dict.fromkeys(inside))
    return own or few


# --- deployments ------------------------------------------------------------------------------


def _deployments(sentence: Span, context: str | None) -> Iterator[Fact]:
    text = sentence.text.casefold()
    own = named(sentence, "MISSION")
    counts = counts_in(sentence)
    if not about_deployments(sentence, own, context, counts):
        counts = []
    elif not own and any(word in text for word in _data("deployment")["others"]):
        return
    for count in counts:
        mission = _mission_of(count, own, context)
        places = _places(count, sentence)
        for nationality in _nationalities(count, sentence):
            fact = Fact(
                "deployment",
                sentence.start,
                count.start,
                mission,
                where_of(mission, places, within(own, mission)),
                count._.missie_count,
                nationality,
                _status(count, sentence),
                _details(sentence, mission),
            )
            yield replace(fact, doubts=tuple(_doubts(fact, count, sentence, counts, own)))
    if not counts:
        yield from _uncounted(sentence, own, context)


def _details(sentence: Span, mission: str | None) -> tuple[tuple[str, str], ...]:
    """The region that a sentence names, and the organisation where it names no mission."""
    regions = dict.fromkeys(name.kb_id_ for name in named(sentence, "REGION"))
    under = dict.fromkeys(name.kb_id_ for name in named(sentence, "ORGANISATION"))
    told = [("region", ",".join(regions))] if regions else []
    if under and mission is None:
        told.append(("organisation", ",".join(under)))
    return tuple(told)


def about_deployments(
    sentence: Span, own: Sequence[Span], context: str | None, counts: Sequence[Span]
) -> bool:
    """Whether the numbers of a sentence are of officers who are sent."""
    text = sentence.text.casefold()
    if "verbindingsofficier" in text or "liaison" in text:
        return False
    lands = [x for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != HOME]
    cue = _cues().search(text) is not None
    plain = any(count.label_ == "OFFICERS" for count in counts)
    somewhere = bool(own or context or lands)
    return (cue and (somewhere or _ours(sentence))) or (plain and (_ours(sentence) or somewhere))


def _doubts(
    fact: Fact, count: Span, sentence: Span, counts: Sequence[Span], own: Sequence[Span]
) -> Iterator[str]:
    """What makes a reading unsure even where the other agrees."""
    doc, text = sentence.doc, sentence.text.casefold()
    before = doc[max(sentence.start, count.start - 2) : count.start].text.casefold()
    behind = doc[count.end : count.end + 1].text.casefold()
    if before in ("van de", "van deze") or behind == "van":
        yield "a part of others"
    if count.label_ == "ALONE" and not has(text, ["er"]) and len(counts) < 2:
        yield "a number without a noun"
    if count.label_ == "ONE" and doc[count.start].text.casefold() not in ("een", "één"):
        yield "a singular without a number"
    if count.label_ == "ONE" and fact.mission is None:
        yield "a singular outside a mission"
    if fact.mission is None and not fact.countries:
        yield "neither mission nor country"
    numbers = [s for s in doc.spans[COUNTS] if sentence.start <= s.start < sentence.end]
    if len(numbers) > 1:
        yield "several numbers"
    if fact.mission is not None and not own:
        yield "the mission is named elsewhere"
    if (fact.mission or "").startswith("unknown-"):
        yield "an unknown mission"
    if len({name.kb_id_ for name in own}) > 1:
        yield "several missions"
    if has(text, _data("status")["changes"]):
        yield "a change"
    if has(text, ["respectievelijk", "tweede", "derde", "vierde"]):
        yield "an order"
    if fact.mission is None and len(fact.countries) > 1:
        yield "several places"
    if has(text, ["uit"]) and has(text, ["landen", "lidstaten"]):
        yield "of several countries"
    if fact.nationality == HOME and not _ours(sentence):
        yield "whose officers is not said"
    found = tenses(sentence.text)
    if len(found) != 1 or (fact.status == "current" and found != {"present"}):
        yield "the tense is not plain"
    if fact.status == "current" and is_perfect(sentence.text):
        yield "a perfect"
    if fact.status == "current" and has(text, _data("status")["later"]):
        yield "a time to come"
    told = {s for s in ("negated", "ended", "planned", "past") if has(text, _data("status")[s])}
    if len(told) > 1 or (told and fact.status not in told):
        yield "several cues of status"
    if fact.status == "negated":
        yield "a negation beside a number"


def within(own: Sequence[Span], mission: str | None) -> list[str]:
    """Countries that stand in the name of a mission: "EUMAM Oekraïne"."""
    return [
        code
        for name in own
        if name.kb_id_ == mission
        for _, _, code in country_spans(normal(name.text).split())
    ]


def counts_in(sentence: Span) -> list[Span]:
    """The numbers of a sentence that stand for officers who are sent, and not a part of them."""
    doc, text = sentence.doc, sentence.text.casefold()
    spans = [s for s in doc.spans[COUNTS] if sentence.start <= s.start < sentence.end]
    spans = [s for s in spans if s.label_ in ("OFFICERS", "ONE", "ALONE")]
    plain = [s for s in spans if s.label_ != "ONE" or _beside_number(s, spans)]
    kept = []
    for span in plain or spans:
        behind = [t.text.casefold() for t in doc[span.end : span.end + 2]]
        near = {"vrouw", "vrouwen"} & {*behind}
        if behind[:1] == ["van"] and re.search(r"\b(?:is|zijn|was|waren) vrouw", text):
            continue
        if near or (span.label_ == "ALONE" and {"minder", "meer"} & {*behind[:1]}):
            continue
        if span.label_ == "ONE" and not _is_told_of(span, sentence):
            continue
        if doc[span.end : span.end + 4].text.casefold().find("van justitie") > 0:
            continue  # prosecutors, not officers of the police
        kept.append(span)
    kept = _without_parts(kept, text)
    kept = _without_steps(kept, text)
    if all(s.label_ == "ALONE" for s in kept) and not _tells_of_officers(sentence):
        return []
    return kept


def _is_told_of(one: Span, sentence: Span) -> bool:
    """Whether a singular without a number is of someone sent, and not of just anyone."""
    near = range(one.start, one.start + 5)
    others = [x for x in named(sentence, "NATION") if x.kb_id_ != HOME and x.start in near]
    if others and has(sentence.text.casefold(), _data("status")["ended"]):
        return False  # who takes over, not who is sent
    if named(sentence, "MISSION") or sentence.doc._.missie_heading:
        return True
    ours = [x for x in named(sentence, "NATION") if x.kb_id_ == HOME and x.start in near]
    return bool(ours and named(sentence, "COUNTRY", "PLACE"))


def _beside_number(one: Span, spans: Sequence[Span]) -> bool:
    """Whether a singular stands beside a number: "drie adviseurs en een trainer"."""
    before = one.doc[one.start - 1].text.casefold() if one.start else ""
    later = one.doc[one.start : one.start + 5].text.casefold()
    listed = re.match(r"(?:een|één) nederlandse \S+ ?,", later) is not None
    if listed and any(0 < s.start - one.start < 7 and s.label_ == "OFFICERS" for s in spans):
        return True
    near = any(0 < one.start - s.end < 4 and s.label_ == "OFFICERS" for s in spans)
    return before == "en" and near and one.text.casefold() in ("een", "één")


def _without_parts(spans: list[Span], text: str) -> list[Span]:
    """Of "twee van de zestig" the one that counts officers of ours; both where some returned."""
    kept = list(spans)
    for part, whole in pairwise(spans):
        between = part.doc[part.end : whole.start].text.casefold()
        if part.label_ == "ALONE" and re.fullmatch(
            r"van (?:de|deze|hen|onze)(?: in totaal)?", between
        ):
            if has(text, _data("status")["ended"]):
                continue
            gives = has(text, _data("status")["supplies"])
            kept.remove(whole if gives else part)
    # "Onder de 300 medewerkers bevinden zich vijf Nederlandse agenten."
    for whole in [s for s in kept if len(kept) > 1]:
        doc = whole.doc
        before = doc[max(0, whole.start - 2) : whole.start].text.casefold()
        if before in ("onder de", "van de", "uit de") and any(
            s.start > whole.end
            and has(doc[s.start : s.end + 3].text.casefold(), ["nederlandse", "nederlanders"])
            for s in kept
        ):
            kept.remove(whole)
    return kept


def _without_steps(spans: list[Span], text: str) -> list[Span]:
    """Of "met twee gegroeid tot negen" the nine: the two are no officers but a step."""
    if not has(text, _data("status")["changes"]):
        return spans
    to = [s for s in spans if s.doc[s.start - 1].text.casefold() in ("tot", "op") and s.start]
    step = [s for s in spans if s.start and s.doc[s.start - 1].text.casefold() in ("met", "extra")]
    return [s for s in spans if not (to and s in step)]


def _tells_of_officers(sentence: Span) -> bool:
    """Whether numbers without a noun can be of officers in this sentence."""
    text = sentence.text.casefold()
    words = ["er", "bijdrage", "contingent", "team", "inzet", "bezetting", "nederlanders", "beiden"]
    return (
        bool(named(sentence, "MISSION"))
        or any(is_officer(token.text) for token in sentence)
        or has(text, words)
    )


def _ours(sentence: Span) -> bool:
    """Whether a sentence speaks of Dutch officers."""
    nations = [x.kb_id_ for x in named(sentence, "COUNTRY", "NATION")]
    words = ("uitgezonden", "marechaussee", "politiefunctionaris", "functionaris", "korpschef")
    text = sentence.text.casefold()
    ours = re.search(r"\b(?:de politie|wij|ons land)\b", text)
    return HOME in nations or bool(ours) or any(word in text for word in words)


def _mission_of(count: Span, own: Sequence[Span], context: str | None) -> str | None:
    """The mission of a number: the only one named, or the one nearest in its part."""
    ids = list(dict.fromkeys(name.kb_id_ for name in own))
    if len(ids) < 2:
        return ids[0] if ids else context
    doc = count.doc

    def far(name: Span) -> tuple[int, int]:
        between = doc[min(count.end, name.end) : max(count.start, name.start)]
        breaks = sum(token.text in (",", ";", "en") for token in between)
        return breaks, abs(name.start - count.start)

    return min(own, key=far).kb_id_


def _part(count: Span, sentence: Span) -> Span:
    """The words around a number up to the next comma, semicolon, or word that begins a clause."""
    ends = {",", ";", "(", ")", "maar", "terwijl", "waarbij", "toen", "zodra", "nadat", "omdat"}
    start, end = count.start, count.end
    while start > sentence.start and sentence.doc[start - 1].text.casefold() not in ends:
        start -= 1
    while end < sentence.end and sentence.doc[end].text.casefold() not in ends:
        if sentence.doc[end].text == "en" and re.match(
            AUXILIARY, sentence.doc[end + 1 : end + 2].text.casefold()
        ):
            break
        end += 1
    return sentence.doc[start:end]


def _nationalities(count: Span, sentence: Span) -> list[str | None]:
    """Of what nationality officers are; two where each of two countries gives as many."""
    doc = sentence.doc
    nations = {name.start: name.kb_id_ for name in named(sentence, "NATION")}
    for other in counts_in(sentence):
        # "negen agenten, onder wie zes Duitsers": the nine are of several countries.
        near = doc[max(sentence.start, other.start - 2) : other.start].text.casefold()
        among = re.search(r"(?:onder wie|waaronder|waarvan|van wie|,)$", near)
        native = {*nations} & {*range(other.end, other.end + 2)}
        between = doc[count.end : other.start].text.casefold()
        if other.start > count.start and among and native and has(between, AMONG):
            return [None]
    for at in range(count.end, min(count.end + 5, sentence.end)):
        if at in nations:
            return [nations[at]]
        if doc[at].text == "en":
            break
        if is_officer(doc[at].text):
            behind = [x for x in named(sentence, "COUNTRY") if x.start == at + 2]
            if behind and doc[at + 1].text == "uit" and behind[0].kb_id_ == HOME:
                return [HOME]
            break
        if doc[at].is_punct:
            break
    givers = [
        name
        for name in named(sentence, "COUNTRY", "NATION")
        if not (name.label_ == "COUNTRY" and is_place(name)) and not _is_aside(name)
    ]
    before = [name for name in givers if name.end <= count.start]
    if before:
        last = before[-1]
        pair = [
            name
            for name in before[:-1]
            if name.label_ == last.label_
            and doc[name.end : last.start].text.casefold() in ("en", "en in", "als", "en de")
        ]
        if pair and pair[-1].kb_id_ != last.kb_id_:
            if has(sentence.text.casefold(), _data("deployment")["each"]):
                return [pair[-1].kb_id_, last.kb_id_]
            return [None]
        return [last.kb_id_]
    behind = [name for name in givers if name.start >= count.end]
    if behind and behind[0].label_ == "COUNTRY":
        return [behind[0].kb_id_]
    text = sentence.text.casefold()
    if has(text, ["internationale", "gemengd", "gemengde", "lidstaten"]):
        return [None]
    # "EUCAP Somalië heeft 170 medewerkers": those of a mission are of all its countries.
    noun = doc[count.end : count.end + 1].text.casefold()
    missions_before = [x for x in named(sentence, "MISSION") if x.end <= count.start]
    whole = re.search(r"\b(?:telt|heeft|omvat|telde|had)$", doc[: count.start].text.casefold())
    if noun in ("medewerkers", "personen", "mensen", "leden") and missions_before and whole:
        return [None]
    return [HOME]


def _is_aside(name: Span) -> bool:
    """Whether foreigners are named in passing: "op uitnodiging van de Armeense politie"."""
    before = name.doc[max(name.sent.start, name.start - 2) : name.start].text.casefold()
    return (
        name.label_ == "NATION"
        and name.kb_id_ != HOME
        and re.search(r"\b(?:van|met|aan|bij|naar|in|tegen|voor)(?: de| het| een)?$", before)
        is not None
    )


def is_place(name: Span) -> bool:
    """Whether a country is where something is: behind a preposition, or behind a place."""
    if name.label_ == "PLACE":
        return True
    if name.label_ == "COUNTRY" and name.kb_id_ not in _data("deployment")["contributors"]:
        return True  # it sends no officers, it receives them
    doc, at = name.doc, name.start - 1
    # "in Georgië (4), Armenië (3) en Oekraïne": what stands beside a place is a place.
    while at >= name.sent.start and re.fullmatch(r"en|,|de|het|\(|\)|\d+", doc[at].text):
        others = [x for x in named(name.sent, "COUNTRY", "PLACE") if x.end == at]
        if others:
            return is_place(others[0])
        at -= 1
    return at >= name.sent.start and doc[at].text.casefold() in _data("deployment")["where"]


def _places(count: Span, sentence: Span) -> list[str]:
    """Where officers are: the places nearest to their number, those of its clause first."""
    lands = [x for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != HOME and is_place(x)]
    others = [s.start for s in counts_in(sentence) if s.start != count.start]
    if others and len({x.kb_id_ for x in lands}) > 1:
        near = _nearest(count, lands, others)
        if near:
            return near
    part = _part(count, sentence)
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


def _status(count: Span, sentence: Span) -> str:
    """What a clause says of when: by its cue words, or by those of the sentence if it has none."""
    doc, text = count.doc, sentence.text.casefold()
    before = doc[max(0, count.start - 2) : count.start].text.casefold()
    if has(text, _data("status")["changes"]) and before.split()[-1:] in (
        ["van"],
        ["naar"],
        ["tot"],
    ):
        planned = status_of(text) == "planned"
        return "past" if before.endswith("van") else "planned" if planned else "current"
    others = [s for s in counts_in(sentence) if s.start != count.start]
    if before in ("van de", "van deze") and others and has(text, _data("status")["ended"]):
        return "past" if has(text, _data("status")["past"] + ["keerden", "keerde"]) else "current"
    whole = status_of(sentence.text)
    part = status_of(_part(count, sentence).text)
    if part == "past" and whole == "ended":
        return whole
    if part in ("current", "") and has(text, _data("status")["planned_anywhere"]):
        return "planned"
    if part in ("current", "") and _is_over(text):
        return "past"
    return part or whole or "current"


def _is_over(text: str) -> bool:
    """Whether a perfect tells of what is done: "heeft in 2019 trainers geleverd"."""
    year = re.search(r"\b(?:in|van|tussen) (?:19|20)\d\d\b", text)
    served = has(text, _data("status")["served"])
    return is_perfect(text) and bool(year or served) and not has(text, ["sinds"])


def status_of(text: str) -> str:
    """The status that a text's cue words tell, or nothing."""
    folded = text.casefold()
    if re.search(r"\btot (?:en met )?(?:19|20)\d\d\b", folded) and not has(folded, ["verlengd"]):
        return "past"
    if has(folded, _data("status")["not_yet"]):
        return "planned"
    if re.search(r"\bgeen\b.*\bmeer\b|\btrok(?:ken)?\b.*\bterug\b|\brondden?\b.*\baf\b", folded):
        return "ended"
    if has(folded, _data("status")["inchoative"]) and not has(folded, ["sinds"]):
        return "planned"
    for status in ("negated", "ended", "planned", "past"):
        if has(folded, _data("status")[status]):
            return status
    if tenses(text) == {"past"}:
        return "past"
    now = has(folded, _data("status")["present"]) or re.search(PRESENT, folded)
    return "current" if now or "present" in tenses(text) else ""


def _uncounted(sentence: Span, own: Sequence[Span], context: str | None) -> Iterator[Fact]:
    """Participation that a sentence tells of without a number."""
    text = sentence.text.casefold()
    lands = [x.kb_id_ for x in named(sentence, "COUNTRY", "PLACE") if x.kb_id_ != HOME]
    if not (own or (context and "missie" in text) or lands or _ours(sentence)):
        return
    if not has(text, _data("deployment")["takes_part"]):
        return
    if not own and any(word in text for word in _data("deployment")["others"]):
        return
    if "verbindingsofficier" in text or "liaison" in text:
        return
    status = status_of(text) or "current"
    ours = _ours(sentence) or bool(own)
    gives = re.search(r"\b(?:levert|neemt|draagt|verlengd)\b", text)
    if not ours or (status == "current" and not (gives and _ours(sentence))) or status == "past":
        return
    mission = own[0].kb_id_ if own else context
    places = [x.kb_id_ for x in named(sentence, "COUNTRY", "PLACE") if is_place(x)]
    fact = Fact(
        "deployment",
        sentence.start,
        sentence.start,
        mission,
        where_of(mission, [c for c in places if c != HOME], within(own, mission)),
        Count(None),
        HOME,
        status,
    )
    if fact.mission or fact.countries or status in ("negated", "ended"):
        yield replace(fact, doubts=() if own else ("the mission is not named",))
