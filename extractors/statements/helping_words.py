"""What words tell of assistance, by kind: that something is given, asked for, taught, and at what.

The words stand in language/<code>/sentences/helping.toml. A kind is no answer; what kinds make
together is learnt (assistance_features.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from missiemonitor.corpus.series import per_series
from missiemonitor.extractors.statements.lexicon import data
from missiemonitor.extractors.statements.meanings import lemma_of
from spacy.tokens import Token


@per_series(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """A pattern of the words of each kind."""
    return {
        kind: re.compile("|".join(re.escape(word).replace(r"\*", ".*") for word in words))
        for kind, words in data("helping").items()
    }


@per_series(maxsize=16384)
def helping_kinds(word: str) -> tuple[str, ...]:
    """The kinds of a word in lower case, as it stands or as its lemma."""
    forms = {word, lemma_of(word)}
    return tuple(
        kind
        for kind, pattern in _patterns().items()
        if any(pattern.fullmatch(form) for form in forms)
    )


def helping_kinds_of(words: Iterable[Token]) -> list[str]:
    """The kinds of these words, each once, in order of their names."""
    return sorted({kind for token in words for kind in helping_kinds(token.text.casefold())})
