"""Words in rows of a table that tell what a row is: a total, a name that goes on."""

from __future__ import annotations

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.reference import words

WAYS = ("exact", "form", "words")  # in which a name is known, the surest first


def goes_on(text: str) -> bool:
    """Whether a name cannot end where this text ends: behind a small word or a hyphen."""
    last = normal(text.split()[-1]) if text.split() else ""
    return (last in words()["links"]["fillers"] and text.split()[-1].islower()) or text[-1:] == "-"


def is_total(text: str) -> bool:
    """Whether a row that begins with this text adds up the rows above it."""
    form = normal(text)
    return any(
        form == normal(word) or form.startswith(normal(word) + " ")
        for word in words()["totals"]["words"]
    )
