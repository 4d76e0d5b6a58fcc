"""Words by which sentences are read: groups of data go in by name; sets and patterns come out.

The words stand in extractors/reference/language, one folder a language. A group is named by its
table and key (`status.past`). Patterns are written in code, with groups as slots:
`\\b{grammar.by}(?: {grammar.articles})?$`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from missiemonitor.corpus.series import language
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.reference import statement_words

SLOT = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)+)\}")


def data(group: str) -> Any:
    """A table of words, or a list in it. Raises KeyError for a group that the language lacks."""
    found: Any = statement_words()
    for key in group.split("."):
        found = found[key]
    return found


def terms(*groups: str) -> frozenset[str]:
    """All words of these groups; of one that gives words a meaning, the words."""
    return _terms(language(), groups)


def has(text: str, *groups: str) -> bool:
    """Whether a text, in lower case, has a word of these groups as whole words."""
    return _whole_words(language(), groups).search(text) is not None


def begins(word: str, *groups: str) -> bool:
    """Whether a word, in lower case, begins with what a word of these groups is."""
    return word.startswith(_longest_first(language(), groups))


def ends(word: str, *groups: str) -> bool:
    """Whether a word, in lower case, ends in what a word of these groups is."""
    return word.endswith(_longest_first(language(), groups))


def pattern(template: str) -> re.Pattern[str]:
    """A regular expression with groups of words in its slots; `*` in a word is any letters."""
    return _filled(language(), template)


# The language is part of each key, so that what was made for one is never used for another.


@lru_cache(maxsize=512)
def _terms(language: str, groups: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for group in groups for word in data(group))


@lru_cache(maxsize=512)
def _longest_first(language: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(_terms(language, groups), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=512)
def _whole_words(language: str, groups: tuple[str, ...]) -> re.Pattern[str]:
    either = _either(language, groups)
    return re.compile(rf"(?<![\w-]){either}(?![\w-])")


@lru_cache(maxsize=512)
def _filled(language: str, template: str) -> re.Pattern[str]:
    return re.compile(SLOT.sub(lambda slot: _either(language, (slot[1],)), template))


def _either(language: str, groups: tuple[str, ...]) -> str:
    """Any of these words, the longest that fits; nothing fits where there are none."""
    found = _longest_first(language, groups)
    each = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in found)
    return f"(?:{each})" if found else r"(?!)"


@lru_cache(maxsize=4)
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(normal(word) for word in _terms(language, ("abbreviations.words",)))


def abbreviations() -> frozenset[str]:
    """Abbreviations behind whose point a sentence goes on, in normal form."""
    return _abbreviations(language())
