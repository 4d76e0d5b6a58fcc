"""What the learned reader looks at: a number in its sentence goes in; named features come out.

By words alone, without a parser: the words left and right of the number, the noun that it counts,
the verbs of its clause and their forms, and what is named near it. Names of missions, countries and
places are replaced by what they are, so that nothing is learnt of one mission.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from missiemonitor.corpus.series import home_country, language
from missiemonitor.extractors.statements.count_spans import is_liaison, is_officer, number_of
from missiemonitor.extractors.statements.fact import NUMBERS, named
from missiemonitor.extractors.statements.lexicon import terms
from missiemonitor.extractors.statements.tense import tense_of
from simplemma import lemmatize
from spacy.tokens import Span, Token

NEAR = 4  # words on each side whose place counts
AROUND = 10  # words on each side of the number's surroundings
HEAD = 7  # words behind a number among which what it counts is looked for
ENDINGS = (4, 6)  # letters at a noun's end by which words of a kind are alike
LABELS = ("MISSION", "ORGANISATION", "COUNTRY", "PLACE", "NATION", "REGION")


def features(number: Span, sentence: Span, context: str | None, given: bool) -> list[str]:
    """The features of a number, each once. `context` is the mission that holds for the sentence,
    `given` whether a place is carried over from before."""
    return list(dict.fromkeys(_features(number, sentence, context, given)))


def _features(number: Span, sentence: Span, context: str | None, given: bool) -> Iterator[str]:
    doc, start, end = number.doc, number.start, number.end
    kinds = _kinds(sentence)
    words = {token.i: _word(token, kinds) for token in sentence}
    yield "bias"
    yield f"label={number.label_}"
    yield f"written={'figures' if number.text[:1].isdigit() else 'words'}"
    yield f"size={_size(number)}"
    yield f"qualifier={number._.missie_count.qualifier}"

    def at(place: int) -> str:
        return words.get(place, "-")

    for step in range(1, NEAR + 1):
        yield f"l{step}={at(start - step)}"
        yield f"r{step}={at(end + step - 1)}"
    yield f"l21={at(start - 2)} {at(start - 1)}"
    yield f"r12={at(end)} {at(end + 1)}"
    yield f"l1r1={at(start - 1)} {at(end)}"
    for place in range(max(sentence.start, start - AROUND), start):
        yield f"before={words[place]}"
    for place in range(end, min(sentence.end, end + AROUND)):
        yield f"behind={words[place]}"

    head = _head(number, sentence, kinds)
    if head is not None:
        yield f"head={words[head.i]}"
        yield from (f"head..{words[head.i][-size:]}" for size in ENDINGS)
        yield f"head is officer={is_officer(head.text)}"
    clause = _clause(number, sentence)
    tenses = set()
    for token in clause:
        if not token.is_punct:
            yield f"clause={words[token.i]}"
            yield f"lemma={_lemma(token.text)}"
        tense = tense_of(token.text) if token.text.islower() else ""
        if tense:
            tenses.add(tense)
            yield f"verb={words[token.i]}"
            yield f"verb of {tense}"
    yield f"tenses={'+'.join(sorted(tenses))}"
    for token in sentence:
        if not token.is_punct:
            yield f"sentence={words[token.i]}"
    said = {kind for span in (clause,) for kind in _named(span)}
    yield from (f"clause names {kind}" for kind in sorted(said))
    yield from (f"sentence names {kind}" for kind in sorted(_named(sentence)))
    yield f"context={'mission' if context else 'place' if given else 'none'}"
    yield f"heading={bool(doc._.missie_heading)}"
    numbers = [n for n in doc.spans[NUMBERS] if sentence.start <= n.start < sentence.end]
    order = [n.start for n in numbers].index(start)
    yield f"number {min(order, 3)} of {min(len(numbers), 4)}"
    yield f"first={start == sentence.start}"
    yield f"question={sentence[-1].text == '?'}"
    yield f"officers in sentence={any(is_officer(t.text) for t in sentence)}"
    yield f"liaisons in sentence={any(is_liaison(t.text) for t in sentence)}"
    for group in ("status.planned", "status.ended", "status.negated"):
        if any(token.text.casefold() in terms(group) for token in clause):
            yield f"cue {group}"


def _size(number: Span) -> str:
    officers = number._.missie_count.officers or 0
    for most in (0, 1, 2, 10, 30, 60, 150, 400):
        if officers <= most:
            return str(most)
    return "more"


def _kinds(sentence: Span) -> dict[int, str]:
    """What the words of names are, by their place."""
    found: dict[int, str] = {}
    home = home_country()
    for name in named(sentence, *LABELS):
        whose = " of ours" if name.kb_id_ == home else ""
        for token in name:
            found[token.i] = f"<{name.label_}{whose}>"
    return found


def _named(span: Span) -> set[str]:
    home = home_country()
    return {
        f"{name.label_}{' of ours' if name.kb_id_ == home else ''}" for name in named(span, *LABELS)
    }


def _word(token: Token, kinds: dict[int, str]) -> str:
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


@lru_cache(maxsize=8192)
def _lemma(text: str) -> str:
    """A word as dictionaries have it, so that the forms of a verb are learnt together."""
    return lemmatize(text.casefold(), lang=language())


def _head(number: Span, sentence: Span, kinds: dict[int, str]) -> Token | None:
    """What a number counts: the first officer or nation behind it, else the first plain word."""
    doc = number.doc
    first: Token | None = None
    for token in doc[number.end : min(sentence.end, number.end + HEAD)]:
        if token.is_punct:
            break
        if is_officer(token.text) or is_liaison(token.text):
            return token
        if first is None and token.is_alpha and token.i not in kinds:
            first = token
    return first


def _clause(number: Span, sentence: Span) -> Span:
    """The words around a number up to the next comma, colon, semicolon or bracket."""
    edges = {*",;:()", "–"} | terms("clauses.begins")
    doc, start, end = number.doc, number.start, number.end
    while start > sentence.start and doc[start - 1].text.casefold() not in edges:
        start -= 1
    while end < sentence.end and doc[end].text.casefold() not in edges:
        end += 1
    return doc[start:end]
