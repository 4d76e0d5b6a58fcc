"""A word as the learned readers see it: names as what they are, kinds, tenses, and its clause.

Names of missions, countries and places are replaced by what they are, so that nothing is learnt of
one mission or country.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.count_spans import number_of
from missiemonitor.extractors.statements.fact import named
from missiemonitor.extractors.statements.lexicon import pattern
from missiemonitor.extractors.statements.meanings import kinds_of, when
from missiemonitor.extractors.statements.tense import PARTICIPLE, tense_of
from spacy.tokens import Doc, Span, Token

LABELS = ("MISSION", "ORGANISATION", "COUNTRY", "PLACE", "NATION", "REGION")
EDGES = frozenset(",;:()–—")


def told_of_words(words: Iterable[Token]) -> list[str]:
    found: set[str] = set()
    for token in words:
        found.update(kinds_of_word(token.text, token.doc))
    return sorted(found)


def kinds_of_word(word: str, doc: Doc) -> list[str]:
    told = when(word, doc._.missie_year)
    return [*kinds_of(word.casefold()), *([told] if told else [])]


def tense_of_word(token: Token) -> str:
    return tense_of(token.text) if token.text.islower() else ""


def tenses_of(clause: Span) -> str:
    return "+".join(sorted({tense_of_word(token) for token in clause} - {""})) or "no tense"


def names_by_word(sentence: Span) -> dict[int, str]:
    """What the words of names are, by their place."""
    found: dict[int, str] = {}
    home = home_country()
    for name in named(sentence, *LABELS):
        whose = " of ours" if name.kb_id_ == home else ""
        for token in name:
            found[token.i] = f"<{name.label_}{whose}>"
    return found


def word_as_seen(token: Token, kinds: dict[int, str]) -> str:
    return kinds.get(token.i) or _plain(token.text)


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """A word in lower case; years and other numbers as what they are."""
    if text.isdigit() and len(text) == 4 and text[:2] in ("19", "20"):
        return "<year>"
    if any(letter.isdigit() for letter in text):
        return "<number>"
    folded = text.casefold()
    return "<number>" if number_of(folded) is not None else folded


def labels_in(span: Span) -> set[str]:
    """What the names of a span are of, and whether of ours."""
    home = home_country()
    return {f"{x.label_}{' of ours' if x.kb_id_ == home else ''}" for x in named(span, *LABELS)}


def is_like_verb(token: Token) -> bool:
    """Whether a word has a tense, or the form of a participle."""
    return bool(tense_of_word(token)) or pattern(PARTICIPLE).fullmatch(token.text) is not None


def clause_of(number: Span, sentence: Span) -> Span:
    """The words around a number up to the next comma, colon, semicolon, dash or bracket."""
    doc, start, end = number.doc, number.start, number.end
    while start > sentence.start and doc[start - 1].text not in EDGES:
        start -= 1
    while end < sentence.end and doc[end].text not in EDGES:
        end += 1
    return doc[start:end]
