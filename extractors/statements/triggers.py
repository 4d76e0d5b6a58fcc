"""Which sentences are worth reading: a text goes in; the parts come out that may state something.

Without spaCy, so that pages and paragraphs are screened before it is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from missiemonitor.corpus.series import home_country, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_names
from missiemonitor.extractors.linking.gazetteer import city_names, nation_names, place_names
from missiemonitor.extractors.reference import acronyms_of_missions
from missiemonitor.extractors.statements.lexicon import abbreviations, data, has, pattern
from missiemonitor.extractors.statements.meanings import kinds_of

# Letters with accents to those without, as names are looked up.
PLAIN = {at: normalize("NFD", chr(at))[0] for at in range(0xC0, 0x180)}
WORDS = re.compile(r"[^\W\d_]{4,}")
EDGES = ".,;:()\"'"
UNDOES = frozenset(("ends", "cancelled", "denied"))  # kinds of words: meanings.py
LONGEST = 3_000  # characters; what is longer is no sentence
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])")
BEFORE = 2  # sentences that are read with one that points back


def told_of(text: str, under: str = "") -> tuple[tuple[int, int], ...]:
    """The parts of a text, sentence by sentence, that have a word that tells of something wanted.

    Most sentences have none, and reading grammar is the slowest thing here. What stands `under` a
    heading that has one, and names a place elsewhere, is read whole: "Parijs (1), Wenen (1)".
    """
    folded = searched(text)
    if not triggered(folded, text):
        of_heading = under and triggered(searched(under), under) and _names_abroad(folded)
        return ((0, len(text)),) if of_heading and len(text) < LONGEST else ()
    parts = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        word = text[start : match.start()].rsplit(None, 1)[-1]
        if len(word) > 3 and normal(word.rstrip(".")) not in abbreviations():
            parts.append((start, match.start()))
            start = match.end()
    parts.append((start, len(text)))
    kept = {at for at, (a, b) in enumerate(parts) if triggered(folded[a:b], text[a:b])}
    # What points back is read with what it may point at.
    points = data("triggers.pointing")
    pointing = [at for at in kept if any(word in folded[slice(*parts[at])] for word in points)]
    kept |= {at - step for at in pointing for step in range(1, BEFORE + 1) if at >= step}
    # What goes on about officers, or answers how many there are, is read with what told of them.
    for at in sorted(kept):
        for each in range(at + 1, min(at + 1 + BEFORE, len(parts))):
            said = folded[slice(*parts[each])]
            asked = text[slice(*parts[each - 1])].rstrip().endswith("?")
            if asked or has(said, "pointing.number", "pointing.place", "pointing.there"):
                kept.add(each)
    kept |= {at + 1 for at in kept if at + 1 < len(parts) and may_undo(text[slice(*parts[at + 1])])}
    return tuple(parts[at] for at in sorted(kept) if parts[at][1] - parts[at][0] < LONGEST)


def may_undo(text: str) -> bool:
    """Whether a sentence without figures may say that what stands before it is over, is not so, or
    is of soldiers: "Dat is onjuist." It is read for that alone."""
    if any(letter.isdigit() for letter in text):
        return False
    folded = text.casefold()
    words = (word.strip(EDGES) for word in folded.split())
    return tells_of_soldiers(folded) or any(kinds_of(word) & UNDOES for word in words)


def tells_of_soldiers(folded: str) -> bool:
    """Whether a text in lower case names soldiers, or what they are of."""
    return pattern(r"\b{officers.soldiers}").search(folded) is not None


def searched(text: str) -> str:
    """A text in lower case, as long as it was, without words that only seem to tell something."""
    folded = text.casefold()
    folded = folded if len(folded) == len(text) else text.lower()
    for word in data("triggers.innocent"):
        folded = folded.replace(word, " " * len(word))
    return folded


def triggered(folded: str, text: str) -> bool:
    """Whether a text has a word without which it states nothing that is wanted."""
    # Looking for each in turn is several times as fast as one regular expression of them all.
    if any(word in folded for word in data("triggers.words")):
        return True
    if any(acronym in text for acronym in acronyms_of_missions()):
        return True
    return any(word in folded for word in data("triggers.bodies")) and _names_abroad(folded)


def _names_abroad(folded: str) -> bool:
    """Whether a text in lower case has a word that names another country or its people."""
    return not _abroad().isdisjoint(WORDS.findall(folded.translate(PLAIN)))


@per_series(maxsize=1)
def _abroad() -> frozenset[str]:
    """Words that alone name another country, or are of its people."""
    home = home_country()
    countries: dict[tuple[str, ...], str] = {
        (name,): code for name, code in country_names().items() if " " not in name
    }
    told = {**countries, **nation_names().names, **city_names().names, **place_names().names}
    return frozenset(
        key[0] for key, code in told.items() if len(key) == 1 and code != home and len(key[0]) > 3
    )


def lists_priorities(text: str) -> bool:
    """Whether a text speaks of priorities, whose items behind it are told by their numbers."""
    return any(True for _ in mentions_of_priorities(text))


def mentions_of_priorities(text: str) -> Iterator[int]:
    """Where a text speaks of priorities."""
    return (match.start() for match in pattern("{kinds.priorities}").finditer(text.casefold()))
