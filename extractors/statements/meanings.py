"""What a word tells of a deployment, by kind: that it ends, that it is meant, that it was before.

The words stand in language/<code>/sentences/meaning.toml, found in any of their forms. A kind is no
answer; what kinds make together is learnt (learned_features.py).
"""

from __future__ import annotations

from missiemonitor.corpus.series import language, per_series
from missiemonitor.extractors.statements.lexicon import data
from simplemma import lemmatize

OLD = -2  # years before a document from which on a year is long ago


@per_series(maxsize=1)
def _words() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The kinds of whole words, and of beginnings of words."""
    whole: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    for kind, words in data("meaning").items():
        for word in words:
            (begun if word.endswith("*") else whole).setdefault(word.rstrip("*"), set()).add(kind)
    return whole, begun


@per_series(maxsize=16384)
def kinds_of(word: str) -> frozenset[str]:
    """The kinds of a word in lower case, by how it begins, as it stands or as its lemma."""
    whole, begun = _words()
    found: set[str] = set()
    for form in {word, lemma_of(word)}:
        found |= whole.get(form, set())
        for length in range(3, len(form) + 1):
            found |= begun.get(form[:length], set())
    return frozenset(found)


@per_series(maxsize=16384)
def lemma_of(word: str) -> str:
    """A word in lower case as dictionaries have it."""
    return lemmatize(word, lang=language()) if word.isalpha() else word


def when(word: str, year: int | None) -> str:
    """How a year in figures lies to the year of a document; nothing for what is none."""
    if year is None or len(word) != 4 or not word.isdecimal() or word[:2] not in ("19", "20"):
        return ""
    apart = int(word) - year
    if apart == 0:
        return "this year"
    return "a year to come" if apart > 0 else "years ago" if apart < OLD else "a year before"
