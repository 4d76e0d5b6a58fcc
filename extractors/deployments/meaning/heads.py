"""Whether the head over a column of counts says that people are counted.

A head is short: what it counts stands in it, or in the title of its table.
"""

from __future__ import annotations

import re

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import PEOPLE, concepts_in, lexicon
from missiemonitor.extractors.deployments.meaning.strange_words import unknown_words

# What other columns hold: "number of countries" counts no people.
NAMES = frozenset({"function", "country", "location", "mission", "organisation"})
TIMES_MANY = re.compile(r"(?:\bx|×)\s?\d")  # "(x 10)": a count is not what is written


def is_understood(head: str) -> bool:
    """Whether a head says that people are counted, or has nothing in it that says otherwise."""
    if TIMES_MANY.search(head.casefold()):
        return False
    words = normal(head).split()
    said = {concept.name: concept.word for concept in concepts_in(head, head=True)}
    if _denied(words, said):
        return False
    if PEOPLE & said.keys():
        return True
    # "Number of countries" and "rank", but "number in the mission".
    if said.keys() & NAMES and said.keys() <= {*NAMES, "number"} and _says_only(words, said):
        return False
    return not (unknown_words(head, head=True) or "sum" in said)


def _denied(words: list[str], said: dict[str, str]) -> bool:
    """Whether a head begins with "not", or says that people are not there; "staff, not executive"
    says whom it counts."""
    there = {each for name in ("present", "sent") for each in said.get(name, "").split()}
    known = {each for word in said.values() for each in word.split()}
    return any(
        lexicon().frame["denies"].fullmatch(word)
        and word not in known
        and (at == 0 or behind in there)
        for at, (word, behind) in enumerate(zip(words, (*words[1:], ""), strict=False))
    )


def _says_only(words: list[str], said: dict[str, str]) -> bool:
    """Whether a head has the words of what it says and none between or beside them."""
    return set(words) <= {each for word in said.values() for each in word.split()}
