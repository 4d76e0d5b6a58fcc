"""What the learned reader looks at: a number in its sentence goes in; named features come out.

Without a parser: the words beside the number and of its clause, the noun that it counts, the verbs
and their tense, what words of the clause, the sentence, the one before and the heading tell of
(meanings.py), and what the reading by patterns made of the number. Names of missions, countries and
places are replaced by what they are, so that nothing is learnt of one mission.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.count_spans import (
    is_liaison,
    is_officer,
    is_plainly_officer,
)
from missiemonitor.extractors.statements.fact import numbers_in
from missiemonitor.extractors.statements.headings import in_heading
from missiemonitor.extractors.statements.meanings import lemma_of
from missiemonitor.extractors.statements.seen_words import (
    clause_of,
    kinds_of_word,
    labels_in,
    names_by_word,
    tense_of_word,
    tenses_of,
    told_of_words,
    word_as_seen,
)
from missiemonitor.extractors.statements.status import part_of, status, status_of
from spacy.tokens import Span, Token

BESIDE = 4  # words on each side of the number whose kinds are looked at apart
EARLIER = 20  # words before the sentence
SIDES = (6, 8)  # words before and behind the number, up to its neighbours, that are looked at
LATER = 14  # words behind the sentence, which may end or undo what it tells
LAST = 2  # words at the end of a sentence, where Dutch has its verbs
HEAD = 7  # words behind a number among which what it counts is looked for
ENDINGS = (4, 6)  # letters at a noun's end by which words of a kind are alike
# Beginnings of features: of what the patterns made of a number, and of the words themselves.
OF_PATTERNS = ("cues of", "patterns")
OF_WORDS = (
    *("bias", "label=", "written=", "size=", "left=", "right=", "beside=", "head=", "head.."),
    *("clause=", "lemma=", "verb=", "context=", "heading="),
)
OF_BOTH = ("bias", "label=", "size=")


def seen_by(witness: str, feature: str) -> bool:
    """Whether a witness looks at a feature: `words` at the words themselves, `kinds` at all else;
    neither at what the patterns made of a number, so that they may disagree with it."""
    if feature.startswith(OF_PATTERNS):
        return False
    words = feature.startswith(OF_WORDS)
    return words if witness == "words" else not words or feature.startswith(OF_BOTH)


def features(number: Span, sentence: Span, context: str | None, given: bool) -> list[str]:
    """The features of a number, each once. `context` is the mission that holds for the sentence,
    `given` whether a place is carried over from before."""
    of_number = [*_of_number(number, sentence), *_of_clause(number, sentence)]
    of_number += [*_of_sides(number, sentence), *_of_edges(number, sentence)]
    of_sentence = [*_of_sentence(number, sentence, context, given), *_of_later(sentence)]
    kinds = _of_kinds(number, sentence)
    return list(dict.fromkeys([*of_number, *of_sentence, *kinds, *_by_patterns(number, sentence)]))


def _of_number(number: Span, sentence: Span) -> Iterator[str]:
    kinds, doc = names_by_word(sentence), number.doc
    yield "bias"
    yield f"label={number.label_}"
    yield f"written={'figures' if number.text[:1].isdigit() else 'words'}"
    yield f"size={_size(number)}"
    yield f"qualifier={number._.missie_count.qualifier}"
    left = word_as_seen(doc[number.start - 1], kinds) if number.start > sentence.start else "-"
    right = word_as_seen(doc[number.end], kinds) if number.end < sentence.end else "-"
    yield from (f"left={left}", f"right={right}", f"beside={left} {right}")
    head = _head(number, sentence, kinds)
    if head is not None:
        word = word_as_seen(head, kinds)
        yield f"head={word}"
        yield from (f"head..{word[-size:]}" for size in ENDINGS)
        yield f"head is officer={is_officer(head.text)}"


def _of_clause(number: Span, sentence: Span) -> Iterator[str]:
    kinds, clause = names_by_word(sentence), clause_of(number, sentence)
    for token in clause:
        if not token.is_punct:
            yield f"clause={word_as_seen(token, kinds)}"
            yield f"lemma={lemma_of(token.text.casefold())}"
            if tense_of_word(token):
                yield f"verb={word_as_seen(token, kinds)}"
    yield f"tenses={tenses_of(clause)}"
    yield from (f"clause names {kind}" for kind in sorted(labels_in(clause)))


def _of_sides(number: Span, sentence: Span) -> Iterator[str]:
    """The words between the number and those beside it: of "van vier naar zeven" each its own."""
    doc, kinds, numbers = number.doc, names_by_word(sentence), numbers_in(sentence)
    start = max((n.end for n in numbers if n.end <= number.start), default=sentence.start)
    end = min((n.start for n in numbers if n.start >= number.end), default=sentence.end)
    before, behind = _words(doc[start : number.start]), _words(doc[number.end : end])
    yield from (f"before={word_as_seen(token, kinds)}" for token in before[-SIDES[0] :])
    yield from (f"behind={word_as_seen(token, kinds)}" for token in behind[: SIDES[1]])


def _of_edges(number: Span, sentence: Span) -> Iterator[str]:
    """The words with which the sentence and the clause begin and end."""
    kinds = names_by_word(sentence)
    words, inner = _words(sentence), _words(clause_of(number, sentence))
    names = ("opens", "then", "closes")
    told = zip(names, (words[:1], words[1:2], words[-1:]), strict=True)
    yield from (f"{name}={word_as_seen(token, kinds)}" for name, some in told for token in some)
    yield from (f"ends {lemma_of(token.text.casefold())}" for token in words[-LAST:])
    yield from (f"clause opens={word_as_seen(token, kinds)}" for token in inner[:1])
    yield from (f"clause closes={word_as_seen(token, kinds)}" for token in inner[-1:])


def _of_later(sentence: Span) -> Iterator[str]:
    """What stands behind the sentence: "Per 1 mei is die inzet beëindigd"."""
    later = sentence.doc[sentence.end : sentence.end + LATER]
    yield from (f"later={lemma_of(token.text.casefold())}" for token in later if token.is_alpha)
    yield from (f"later {kind}" for kind in told_of_words(later))
    yield f"later tenses={tenses_of(later) if len(later) else 'none'}"


def _words(span: Span) -> list[Token]:
    return [token for token in span if not token.is_punct]


def _of_sentence(number: Span, sentence: Span, context: str | None, given: bool) -> Iterator[str]:
    doc = number.doc
    above = {"COUNTRY"} if in_heading(doc._.missie_under) else set()
    yield from (f"sentence names {kind}" for kind in sorted(labels_in(sentence) | above))
    yield f"context={'mission' if context else 'place' if given else 'none'}"
    yield f"heading={bool(doc._.missie_heading)}"
    numbers = numbers_in(sentence)
    order = [n.start for n in numbers].index(number.start)
    yield f"number {min(order, 3)} of {min(len(numbers), 4)}"
    yield f"first={number.start == sentence.start}"
    yield f"question={sentence[-1].text == '?'}"
    yield f"officers in sentence={any(is_officer(t.text) for t in sentence)}"
    noun = number._.missie_noun
    beside = number.label_ == "OFFICERS" and noun is not None and is_plainly_officer(noun.text)
    liaisons = any(is_liaison(t.text) for t in sentence)
    yield f"liaisons in sentence={'beside' if liaisons and beside else liaisons}"


def _of_kinds(number: Span, sentence: Span) -> Iterator[str]:
    """What words tell of: near the number, in its clause, its sentence, before and above it."""
    doc, clause = number.doc, clause_of(number, sentence)
    tenses = tenses_of(clause)
    before = told_of_words(doc[clause.start : number.start])
    behind = told_of_words(doc[number.end : clause.end])
    inside = sorted({*before, *behind})
    start = max(sentence.start, number.start - BESIDE + 1)
    near = {*told_of_words(doc[start : number.start])}
    near |= {*told_of_words(doc[number.end : min(sentence.end, number.end + BESIDE)])}
    yield from (f"clause tells {kind}" for kind in inside)
    yield from (f"clause tells {kind}, {tenses}" for kind in inside)
    yield from (f"clause tells {one} and {other}" for one, other in combinations(inside, 2))
    yield from (f"before it {kind}" for kind in before)
    yield from (f"behind it {kind}" for kind in behind)
    yield from (f"near it {kind}" for kind in sorted(near))
    whole = [*doc[sentence.start : number.start], *doc[number.end : sentence.end]]
    yield from (f"sentence tells {kind}" for kind in told_of_words(whole))
    earlier = doc[max(0, sentence.start - EARLIER) : sentence.start]
    yield from (f"earlier {kind}" for kind in told_of_words(earlier))
    for word in doc._.missie_under.split():
        kinds = sorted(kinds_of_word(word.strip(".,:;()"), doc))
        yield from (f"heading tells {kind}" for kind in kinds)


def _by_patterns(number: Span, sentence: Span) -> Iterator[str]:
    """What the reading by patterns makes of the number, and would make of its time."""
    doc, home = number.doc, home_country()
    numbers = numbers_in(sentence)
    yield f"cues of number: {status(number, sentence, numbers)}"
    yield f"cues of clause: {status_of(part_of(number, sentence).text)}"
    yield f"cues of sentence: {status_of(sentence.text)}"
    facts = [fact for fact in doc._.missie_by_rules if fact.at == number.start]
    counted = [fact for fact in facts if fact.count.officers is not None]
    yield f"patterns: {bool(counted)}"
    for fact in counted:
        whose = {None: "several", home: "ours"}.get(fact.nationality, "another")
        yield f"patterns: {whose}"


def _size(number: Span) -> str:
    officers = number._.missie_count.officers or 0
    for most in (0, 1, 2, 10, 30, 60, 150, 400):
        if officers <= most:
            return str(most)
    return "more"


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
