"""Whether a country that a sentence names is where something is, or who gives it."""

from __future__ import annotations

from missiemonitor.extractors.statements.fact import named
from missiemonitor.extractors.statements.lexicon import pattern, terms
from spacy.tokens import Span

BETWEEN = r"{grammar.and}|{places.between}|,|\(|\)|\d+"  # what stands between names in a list


def is_place(name: Span) -> bool:
    """Whether a country is where something is: behind a preposition, or behind a place."""
    if name.label_ == "PLACE":
        return True
    if name.label_ == "COUNTRY" and name.kb_id_ not in terms("deployment.contributors"):
        return True  # it sends no officers, it receives them
    doc, at = name.doc, name.start - 1
    # "in Georgië (4), Armenië (3) en Oekraïne": what stands beside a place is a place.
    while at >= name.sent.start and pattern(BETWEEN).fullmatch(doc[at].text):
        others = [x for x in named(name.sent, "COUNTRY", "PLACE") if x.end == at]
        if others:
            return is_place(others[0])
        at -= 1
    return at >= name.sent.start and doc[at].text.casefold() in terms("deployment.where")
