"""Sentences read by the components, each alone or all together."""

from __future__ import annotations

from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.pipeline import RULES, dutch
from spacy.tokens import Doc, Span


def read(text: str, heading: str = "", grammar: bool = False) -> Doc:
    """A text read by patterns, and by grammar too where that is asked; `heading` is a mission."""
    nlp = dutch()
    doc = nlp.make_doc(text)
    doc._.missie_heading = heading
    for name in nlp.pipe_names:
        if grammar or name in RULES:
            doc = nlp.get_pipe(name)(doc)
    return doc


def sentence(text: str, heading: str = "") -> Span:
    """The last sentence of a text, read by patterns."""
    return list(read(text, heading).sents)[-1]


def patterns(text: str, heading: str = "") -> list[Fact]:
    """Deployments by patterns."""
    return list(read(text, heading)._.missie_by_rules)


def syntax(text: str) -> list[Fact]:
    """Deployments by grammar."""
    return list(read(text, grammar=True)._.missie_by_syntax)


def events(text: str) -> list[Fact]:
    """What else a text tells."""
    return list(read(text)._.missie_events)


def learned(text: str) -> list[Fact]:
    """Deployments by what was learnt."""
    return list(read(text)._.missie_by_learning)
