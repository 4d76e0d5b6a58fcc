"""Component `missie_events_by_learning`: the second reading of liaison officers and of assistance.

Where a text speaks of liaison officers each number, and each word for them without a number, is
asked whether it is of liaison officers at posts and of what status, and each place beside it if it
is their post. Each part of a sentence that names another country is asked whether it tells of
assistance and of what status, and each country in it whether it gives or gets it. The answers are
odds (learned_relations.csv) of what stands around (event_features.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.count_spans import is_liaison
from missiemonitor.extractors.statements.event_features import (
    PLACES,
    help_features,
    liaison_features,
    nouns_without_number,
    pair_features,
    party_features,
)
from missiemonitor.extractors.statements.event_words import details, foreign_names, listed
from missiemonitor.extractors.statements.fact import Fact, named, numbers_in
from missiemonitor.extractors.statements.learned_weights import WeightTable, relation_tables
from missiemonitor.extractors.statements.lexicon import has
from missiemonitor.extractors.thresholds import LEARNED
from spacy.language import Language
from spacy.tokens import Doc, Span

MARKS = frozenset(";•·")


@Language.component(
    "missie_events_by_learning", requires=["doc.spans"], assigns=["doc._.missie_events_by_learning"]
)
def missie_events_by_learning(doc: Doc) -> Doc:
    """Fill `doc._.missie_events_by_learning`."""
    facts: list[Fact] = []
    helps: list[tuple[int, int, float]] = []
    for sentence in doc.sents:
        if speaks_of_liaisons(doc, sentence):
            facts += _liaisons(sentence)
        for part in parts_of(sentence):
            row = help_features(part) if foreign_names(part) else []
            helped = relation_tables()["help"].odds(row) if row else {"yes": 0.0, "no": 1.0}
            helps.append((part.start, part.end, helped["yes"]))
            if helped["yes"] > helped["no"]:
                facts += _assistance(part, row)
    doc._.missie_helps = tuple(helps)
    doc._.missie_events_by_learning = tuple(facts)
    return doc


def speaks_of_liaisons(doc: Doc, sentence: Span) -> bool:
    """Whether a sentence, what stands before it or its heading has a word for liaison officers."""
    before = any(is_liaison(token.text) for token in doc[: sentence.end])
    return before or any(is_liaison(word.strip(".,:;()")) for word in doc._.missie_under.split())


def candidates(sentence: Span) -> list[Span]:
    """The numbers of a sentence and its words for liaison officers without one, in order."""
    inside = numbers_in(sentence)
    return sorted([*inside, *nouns_without_number(sentence)], key=lambda each: each.start)


def parts_of(sentence: Span) -> list[Span]:
    """A sentence, in its parts where marks part what each names a country."""
    doc = sentence.doc
    edges = [sentence.start, *(t.i for t in sentence if t.text in MARKS), sentence.end]
    parts = [doc[a:b] for a, b in pairwise(edges) if b > a]
    return parts if all(named(each, *PLACES) for each in parts) else [sentence]


def _liaisons(sentence: Span) -> Iterator[Fact]:
    told, names = relation_tables(), foreign_names(sentence)
    rows = [(at, liaison_features(at, sentence)) for at in candidates(sentence)]
    kept = [(at, row) for at, row in rows if _likeliest(told["posted"], row) == "yes"]
    posts = _posts([at for at, _ in kept], names, sentence, told["post"])
    for at, row in kept:
        status = _likeliest(told["posted-status"], row)
        before = at.doc[max(sentence.start, at.start - 2) : at.start].text.casefold()
        own = posts[at.start]
        each = len(own) > 1 and has(before, "deployment.each")
        for group in [[post] for post in own] if each else [own]:
            yield Fact(
                "liaison",
                sentence.start,
                at.start,
                None,
                tuple(sorted({post.kb_id_ for post in group})),
                at._.missie_count,
                home_country(),
                status,
                details(place=listed([x.text for x in group if x.label_ == "PLACE"])),
            )


def _posts(
    ats: Sequence[Span], names: Sequence[Span], sentence: Span, table: WeightTable
) -> dict[int, list[Span]]:
    """The posts of each number or noun: a name belongs to whichever is likeliest, if to any."""
    found: dict[int, list[Span]] = {at.start: [] for at in ats}
    for name in names:
        odds = [(table.odds(pair_features(at, name, names, sentence))["yes"], at) for at in ats]
        if odds and max(odds, key=lambda each: each[0])[0] >= LEARNED.there:
            found[max(odds, key=lambda each: each[0])[1].start].append(name)
    return found


def _assistance(part: Span, row: Sequence[str]) -> Iterator[Fact]:
    told = relation_tables()
    by, to = parties(part, told)
    if not by or not to:
        return
    foreign = tuple(sorted({*by, *to} - {home_country()}))
    yield Fact(
        "assistance",
        part.sent.start,
        part.start,
        countries=foreign,
        status=_likeliest(told["help-status"], row),
        details=details(by=",".join(sorted(by)), to=",".join(sorted(to))),
    )


def parties(part: Span, told: Mapping[str, WeightTable]) -> tuple[set[str], set[str]]:
    """Who gives and who gets assistance. Where one side is not named it is ours."""
    names = named(part, *PLACES)
    by: set[str] = set()
    to: set[str] = set()
    unsure: list[tuple[float, str, str]] = []
    for name in names:
        odds = told["party"].odds(party_features(name, names, part))
        role = max(odds, key=lambda each: odds[each])
        if role != "no":
            (by if role == "by" else to).add(name.kb_id_)
        elif name.kb_id_ != home_country():
            best = max(("by", "to"), key=lambda each: odds[each])
            unsure.append((odds[best], best, name.kb_id_))
    if not (by | to) - {home_country()} and unsure:
        _, role, code = max(unsure)
        (by if role == "by" else to).add(code)
    both = by & to
    return _both_sides(by - both, to - both)


def _both_sides(by: set[str], to: set[str]) -> tuple[set[str], set[str]]:
    """Givers and takers, of whom those that are not named are ours."""
    home = {home_country()}
    if by and not to:
        return (by - home or by), (home if by - home else set())
    if to and not by:
        return (home if to - home else set()), (to - home or to)
    return by, to


def _likeliest(table: WeightTable, row: Sequence[str]) -> str:
    odds = table.odds(row)
    return max(odds, key=lambda answer: odds[answer])
