"""Words of statements.toml, and whether a text has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from missiemonitor.extractors.linking.missions import normal
from missiemonitor.extractors.reference import statement_words

HOME = "NL"


def data(part: str) -> dict[str, Any]:
    """A table of statements.toml."""
    words: dict[str, Any] = statement_words()[part]
    return words


def has(text: str, words: Sequence[str]) -> bool:
    """Whether a text, in lower case, has one of these as whole words."""
    return _whole_words(tuple(words)).search(text) is not None


@lru_cache(maxsize=256)
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])" if words else r"(?!)")


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Abbreviations behind whose point a sentence goes on, in normal form."""
    return frozenset(normal(word) for word in data("abbreviations")["words"])
