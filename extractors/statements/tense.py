"""The tense of Dutch verbs by their form, without a parser: from a word and its lemma."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from simplemma import lemmatize

# Verbs of these beginnings have participles that look like the past: "verbleven", "betrokken".
ARTICLES = frozenset(
    {"de", "het", "een", "één", "deze", "die", "dit", "hun", "zijn", "haar", "op", "te"}
)
PREFIXES = ("ge", "be", "ver", "ont", "her", "er")
STRONG_IN_T = frozenset({"bracht", "dacht", "zat", "kocht", "zocht", "mocht", "liet", "sloot"})
PRESENT = frozenset({"is", "zijn", "heeft", "hebben", "wordt", "worden", "gaat", "gaan", "doet"})
PAST = frozenset(
    {
        "kwamen",
        "zaten",
        "kon",
        "konden",
        "nam",
        "maakte",
        "besloot",
        "was",
        "waren",
        "had",
        "hadden",
        "werd",
        "werden",
        "ging",
        "gingen",
        "deed",
    }
)


@lru_cache(maxsize=4096)
def tense_of(word: str) -> str:
    """`past`, `present`, or nothing for what is no finite verb or cannot be told."""
    folded = word.casefold()
    if folded in PRESENT:
        return "present"
    if folded in PAST:
        return "past"
    lemma = lemmatize(folded, lang="nl")
    if not lemma.endswith("n") or len(folded) < 4:
        return ""
    if folded == lemma:
        # The plural of the present; other words in -en have no form in -t of their own.
        stem = folded.removesuffix("en")
        forms = (stem + "t", stem[:-1] + "t", stem[:-1] + stem[-2:-1] + stem[-1:] + "t")
        doubled = stem[:-1] + stem[-2:] + "t" if len(stem) > 2 else ""
        known = any(lemmatize(form, lang="nl") == folded for form in (*forms, doubled) if form)
        return "present" if known and folded.endswith("en") else ""
    stem = lemma.removesuffix("en").removesuffix("n")
    same = folded[:2] == stem[:2]
    participle = folded.startswith(PREFIXES) and folded.endswith("en")
    if folded.startswith("ge") and not lemma.startswith("ge"):
        return ""
    if folded in STRONG_IN_T:
        return "past"
    if same and folded.endswith("t"):
        return "present"
    weak = same and folded.endswith(("de", "te", "den", "ten"))
    strong = folded[0] == stem[0] and len(folded) <= len(lemma) and folded[:3] != stem[:3]
    strong = strong or (folded.startswith(PREFIXES) and folded[:2] == lemma[:2] and not weak)
    return "past" if weak or (strong and not participle) else ""


PARTICIPLE = re.compile(r"\b(?:\w{0,6}ge\w{2,}(?:d|t|en)|(?:be|ver|ont)\w{3,}(?:d|t|en))\b")


def is_perfect(text: str) -> bool:
    """Whether a text has a perfect with "hebben": what was done, not what is so."""
    folded = text.casefold()
    has = re.search(r"\b(?:heeft|hebben)\b", folded)
    return bool(has) and PARTICIPLE.search(folded) is not None


def tenses(text: str) -> set[str]:
    """The tenses of all verbs of a text that can be told."""
    words = [word.strip(".,;:()\"'") for word in text.split()]
    # Behind an article stands no verb ("een beveiligde compound"), behind "te" an infinitive.
    free = [w for before, w in pairwise(["", *words]) if before.casefold() not in ARTICLES]
    return {tense for word in free if word[:1].islower() and (tense := tense_of(word))}
