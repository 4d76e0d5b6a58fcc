"""Verbs that are known to tell of officers abroad: of a sentence go in those that are not.

"Drie agenten hebben gesolliciteerd bij UNMISS" has officers, a mission and a number, and tells of
nobody there: only the verb says so. What the readings make of a sentence is sure only where its
verbs stood often enough, and mostly, beside officers that were sent, in the marked sentences that
the learned reader was trained with (learned_verbs.csv, made with the weights by `make reader`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from missiemonitor.extractors.statements.count_spans import is_officer, number_of
from missiemonitor.extractors.statements.meanings import lemma_of
from missiemonitor.extractors.statements.seen_words import is_like_verb, names_by_word
from missiemonitor.extractors.thresholds import LEARNED
from spacy.tokens import Span, Token


@lru_cache(maxsize=1)
def verbs() -> Mapping[str, tuple[int, int]]:
    """Of each word as dictionaries have it, in how many clauses with a number of officers it stood
    that were sent abroad, and in how many with others."""
    text = files("missiemonitor.extractors.statements").joinpath("learned_verbs.csv")
    rows = csv.DictReader(text.read_text("utf-8").splitlines())
    return {row["word"]: (int(row["sent"]), int(row["others"])) for row in rows}


def strange_verbs(sentence: Span) -> Iterator[Token]:
    """The verbs of a sentence that are not known to tell of officers abroad, and its last word
    where no marked sentence has it."""
    kinds, told = names_by_word(sentence), verbs()
    words = [token for token in sentence if token.is_alpha and token.i not in kinds]
    for token in words:
        if not _is_plain(token):
            continue
        sent, others = told.get(lemma_of(token.text), (0, 0))
        if is_like_verb(token):
            mostly = sent >= LEARNED.verb_mostly * (sent + others)
            if sent < LEARNED.verb_seen or not mostly:
                yield token
        elif token is words[-1] and not sent + others:
            yield token


def _is_plain(token: Token) -> bool:
    text = token.text
    return text.islower() and number_of(text) is None and not is_officer(text)
