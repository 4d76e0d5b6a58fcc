"""Labels of pictures and pages in Dutch or English, from words.toml."""

from __future__ import annotations

from missiemonitor.output.render import LANGUAGES, Words, words_of

__all__ = ["LANGUAGES", "Words", "words"]


def words(language: str) -> Words:
    """The labels in `nl` or `en`. Raises ValueError for another language."""
    return words_of("missiemonitor.output.charts", language)
