"""Component `missie_events_by_learning`: the second reading of liaison officers and of assistance.

Where a text speaks of liaison officers each number, and each word for them without a number, is
asked whether it is of liaison officers at posts and of what status, and each place beside it if it
is their post. Each part of a sentence that names another country is asked whether it tells of
assistance and of what status, and each country in it whether it gives or gets it. The answers are
odds (learned_relations.csv) of what stands around (event_features.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.count_spans import is_liaison
from missiemonitor.extractors.statements.event_features import (
    liaison_features,
    nouns_without_number,
    pair_features,
)
from missiemonitor.extractors.statements.event_words import details, foreign_names, listed
from missiemonitor.extractors.statements.fact import Fact, numbers_in
from missiemonitor.extractors.statements.learned_weights import (
    WeightTable,
    likeliest,
    relation_tables,
)
from missiemonitor.extractors.statements.lexicon import has
from missiemonitor.extractors.statements.read_assistance_by_learning import assistance_learned
from missiemonitor.extractors.thresholds import LEARNED
from spacy.language import Language
from spacy.tokens import Doc, Span


@Language.component(
    "missie_events_by_learning", requires=["doc.spans"], assigns=["doc._.missie_events_by_learning"]
)
def missie_events_by_learning(doc: Doc) -> Doc:
    """Fill `doc._.missie_events_by_learning`."""
    facts: list[Fact] = []
    for sentence in doc.sents:
        if speaks_of_liaisons(doc, sentence):
            facts += _liaisons(sentence)
    helped, helps = assistance_learned(doc)
    doc._.missie_helps = tuple(helps)
    doc._.missie_events_by_learning = (*facts, *helped)
    return doc


def speaks_of_liaisons(doc: Doc, sentence: Span) -> bool:
    """Whether a sentence, what stands before it or its heading has a word for liaison officers."""
    before = any(is_liaison(token.text) for token in doc[: sentence.end])
    return before or any(is_liaison(word.strip(".,:;()")) for word in doc._.missie_under.split())


def candidates(sentence: Span) -> list[Span]:
    """The numbers of a sentence and its words for liaison officers without one, in order."""
    inside = numbers_in(sentence)
    return sorted([*inside, *nouns_without_number(sentence)], key=lambda each: each.start)


def _liaisons(sentence: Span) -> Iterator[Fact]:
    told, names = relation_tables(), foreign_names(sentence)
    rows = [(at, liaison_features(at, sentence)) for at in candidates(sentence)]
    kept = [(at, row) for at, row in rows if likeliest(told["posted"].odds(row)) == "yes"]
    posts = _posts([at for at, _ in kept], names, sentence, told["post"])
    for at, row in kept:
        status = likeliest(told["posted-status"].odds(row))
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
