"""What people said of tables by their captions: lines of the series file that `suggestions` gave.

Two people, or one on two reports, said of tables so called that they are ours, or that they are
not; nobody is asked a third time.
"""

from __future__ import annotations

from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal

SIDES = ("others", "ours")  # keys of [captions] in a series file


def words_of(caption: str) -> list[str]:
    """The words of a caption in normal form, without the numbers, that are of one report."""
    return [word for word in normal(caption).split() if not any(map(str.isdigit, word))]


def said_of(caption: str) -> tuple[str, str] | None:
    """On which side people took tables so called to be, and the words that say so; else None."""
    told = current_series().words.get("captions", {})
    form = f" {' '.join(words_of(caption))} "
    for side in SIDES:
        for words in told.get(side, ()):
            if f" {' '.join(words_of(words))} " in form:
                return side, words
    return None
