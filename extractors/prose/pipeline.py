"""The spaCy pipeline that reads statements, put together from the components of this package."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import spacy
from spacy.language import Language

from extractors.prose import by_rules, by_syntax, counts, events, facts, names, sentences
from extractors.prose.errors import NoModel

RULES = (
    "missie_sentences",
    "missie_names",
    "missie_counts",
    "missie_by_rules",
    "missie_events",
)
SYNTAX = "missie_by_syntax"

# Importing these modules registers their components, with or without entry points.
COMPONENTS = (by_rules, by_syntax, counts, events, facts, names, sentences)


@lru_cache(maxsize=4)
def dutch(model: str | None = None) -> Language:
    """A pipeline that reads statements in both ways.

    `model` is the name or path of an installed Dutch pipeline with a parser; without it the small
    one of this package is used. Raises NoModel.
    """
    name = model or str(files("extractors").joinpath("dutch_model", "model"))
    try:
        nlp = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler"])
    except (OSError, ValueError) as error:
        raise NoModel(
            f"the Dutch pipeline {name!r} cannot be loaded; install it, or leave --model out"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise NoModel(f"{name!r} has no parser; name a pipeline that has, or leave --model out")
    nlp.add_pipe(RULES[0], first=True)
    for component in (*RULES[1:], SYNTAX):
        nlp.add_pipe(component)
    return nlp
