"""Liaison officers and assistance of gold sentences, as the learned reader of events sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from missiemonitor.extractors.statements.count_spans import is_liaison
from missiemonitor.extractors.statements.event_features import (
    liaison_features,
    pair_features,
)
from missiemonitor.extractors.statements.event_words import foreign_names
from missiemonitor.extractors.statements.read_events_by_learning import (
    candidates,
    speaks_of_liaisons,
)
from missiemonitor.pipeline.evaluation.sentences import GoldItem, Values
from spacy.tokens import Doc, Span

from tests.reader.assistance_examples import Row, assistance_rows
from tests.reader.examples import rules_read


def event_rows(items: Iterable[GoldItem]) -> Iterator[Row]:
    """Each question that these items answer."""
    for item in items:
        doc = rules_read(item)
        yield from _liaisons(doc, [v for kind, v in item.facts if kind == "liaison"])
        yield from assistance_rows(doc, item)


def _liaisons(doc: Doc, owed: Sequence[Values]) -> Iterator[Row]:
    told = [
        (at, sentence)
        for sentence in doc.sents
        if speaks_of_liaisons(doc, sentence)
        for at in candidates(sentence)
    ]
    marks = _marked(told, owed)
    for at, sentence in told:
        values = marks.get(at.start)
        row = tuple(liaison_features(at, sentence))
        yield "posted", row, "yes" if values else "no"
        if not values:
            continue
        yield "posted-status", row, values[0]["status"]
        wanted = {code for each in values for code in each["countries"]}
        names = foreign_names(sentence)
        for name in names:
            pair = tuple(pair_features(at, name, names, sentence))
            yield "post", pair, "yes" if name.kb_id_ in wanted else "no"


def _marked(told: Sequence[tuple[Span, Span]], owed: Sequence[Values]) -> dict[int, list[Values]]:
    """The marks of each candidate: of those of the same count the one nearest to a post, liaison
    officers first; where more are owed than told, one stands for several ("telkens één")."""
    found: dict[int, list[Values]] = defaultdict(list)
    for values in owed:
        same = [(at, s) for at, s in told if at._.missie_count.officers == values["count"].officers]
        ranked = sorted(same, key=lambda each: _rank(*each, values, bool(found.get(each[0].start))))
        if ranked:
            found[ranked[0][0].start].append(values)
    return found


def _rank(at: Span, sentence: Span, values: Values, taken: bool) -> tuple[bool, bool, int, int]:
    names = [x for x in foreign_names(sentence) if x.kb_id_ in values["countries"]]
    apart = min((abs(x.start - at.start) for x in names), default=100 if values["countries"] else 0)
    noun = at._.missie_noun
    own = at.label_ == "LIAISONS" or (noun is not None and is_liaison(noun.text)) or not at.label_
    return taken, apart == 100, apart - 3 * own, at.start
