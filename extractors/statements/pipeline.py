"""The spaCy pipeline that reads statements, put together from the components of this package."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import spacy
from missiemonitor.extractors.statements import (
    count_spans,
    entity_spans,
    events,
    fact,
    read_by_learning,
    read_by_patterns,
    read_by_syntax,
    read_events_by_learning,
    sentence_boundaries,
)
from missiemonitor.extractors.statements.errors import ModelError
from missiemonitor.extractors.statements.reconcile import reconciled
from missiemonitor.extractors.statements.special_cases import load_by_need
from spacy.lang.tokenizer_exceptions import emoticons
from spacy.language import Language
from spacy.tokens import Doc

RULES = (
    "missie_sentences",
    "missie_names",
    "missie_counts",
    "missie_by_rules",
    "missie_events",
    "missie_by_learning",
    "missie_events_by_learning",
)
SYNTAX = "missie_by_syntax"
OWN = files("missiemonitor.extractors.dutch_model").joinpath("model")
UNUSED = ["ner", "lemmatizer", "attribute_ruler"]

# Importing these modules registers their components, with or without entry points.
COMPONENTS = (
    read_by_learning,
    read_by_patterns,
    read_by_syntax,
    read_events_by_learning,
    count_spans,
    events,
    fact,
    entity_spans,
    sentence_boundaries,
)


@lru_cache(maxsize=4)
def dutch(model: str | None = None) -> Language:
    """A pipeline that reads statements by patterns and by what was learnt; grammar only doubts.

    `model` is the name or path of an installed Dutch pipeline with a parser; without it the small
    one of this package is used. Raises ModelError.
    """
    nlp = _named(model) if model else load_by_need(Path(str(OWN)), UNUSED)
    for place, component in enumerate(RULES):
        nlp.add_pipe(component, before=nlp.pipe_names[place])
    nlp.add_pipe(SYNTAX)
    return nlp


def _named(name: str) -> Language:
    try:
        nlp = spacy.load(name, exclude=UNUSED)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"the Dutch pipeline {name!r} cannot be loaded", "install it, or leave --model out"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise ModelError(
            f"{name!r} has no parser", "name a pipeline that has, or leave --model out"
        )
    # "(8)" is no smiley.
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {k: v for k, v in tokenizer.rules.items() if k not in emoticons}
    return nlp


def read(nlp: Language, docs: Sequence[Doc], batch_size: int = 32) -> Sequence[Doc]:
    """Read documents in both ways, and by grammar those in which something is sure: it is slow."""
    grammar = [name for name in nlp.pipe_names if name not in RULES]
    with nlp.select_pipes(disable=grammar):
        told = list(nlp.pipe(docs, batch_size=batch_size))
    sure = [doc for doc in told if any(one.sure for one in reconciled(doc))]
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name not in grammar]):
        for _ in nlp.pipe(sure, batch_size=batch_size):
            pass  # components write into the documents themselves
    return told
