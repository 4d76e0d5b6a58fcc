"""What the learned reader of events looks at: a number, noun or name goes in; features come out.

Without lists of cues and without a parser: words and their dictionary forms by their place, the
kinds of words (meanings.py), marks between, names as what they are, so that nothing is learnt of
one country. Nothing of what patterns made of a sentence is looked at: they fit the sentences that
they were written with too well to be learnt from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.statements.count_spans import is_liaison, is_officer
from missiemonitor.extractors.statements.fact import NUMBERS, numbers_in
from missiemonitor.extractors.statements.interleaved import names_of_list
from missiemonitor.extractors.statements.lexicon import ends, terms
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
from spacy.tokens import Span

BESIDE = 3  # words on each side that are looked at by their place
EARLIER = 20  # words before the sentence
BETWEEN = 4  # words between two that are looked at one by one
FAR = (0, 1, 2, 4, 8, 16)  # words between two, as they are told apart
PLACES = ("COUNTRY", "PLACE", "NATION")


def liaison_features(at: Span, sentence: Span) -> list[str]:
    """The features of a number, or of a noun that has none, that may be of liaison officers."""
    doc = at.doc
    kinds = names_by_word(sentence)
    rows = [
        "bias",
        f"label={at.label_ or 'noun'}",
        f"one={at._.missie_count.officers == 1}",
        f"many={min(at._.missie_count.officers or 0, 100) > 20}",
        *beside(at, sentence, kinds),
        *of_words(clause_of(at, sentence), kinds, "clause"),
        *kinds_in(sentence, "sentence"),
        *earlier(sentence),
    ]
    nouns = [token.i for token in sentence if is_liaison(token.text)]
    behind = [noun - at.end for noun in nouns if noun >= at.end]
    before = [at.start - 1 - noun for noun in nouns if noun < at.start]
    rows.append(f"liaisons behind={far(min(behind)) if behind else 'none'}")
    rows.append(f"liaisons before={far(min(before)) if before else 'none'}")
    rows.append(f"liaisons in clause={any(is_liaison(t.text) for t in clause_of(at, sentence))}")
    above = any(is_liaison(word.strip(".,:;()")) for word in doc._.missie_under.split())
    rows.append(f"liaisons in heading={above}")
    rows.append(f"liaisons earlier={any(is_liaison(t.text) for t in doc[: sentence.start])}")
    noun = at._.missie_noun
    if noun is not None:
        officer = "liaison" if is_liaison(noun.text) else "officer" if is_officer(noun.text) else ""
        rows.append(f"counts={officer or word_as_seen(noun, kinds)}")
        rows.append(f"counts {lemma_of(noun.text.casefold())}")
    numbers = numbers_in(sentence)
    rows.append(f"numbers={min(len(numbers), 4)}")
    rows.append(f"order={min(sum(n.start < at.start for n in numbers), 3)}")
    rows += [f"names {label}" for label in sorted(labels_in(sentence))]
    rows += [f"clause names {label}" for label in sorted(labels_in(clause_of(at, sentence)))]
    return list(dict.fromkeys(rows))


def pair_features(at: Span, name: Span, names: Sequence[Span], sentence: Span) -> list[str]:
    """Whether a name is the post of a number or noun: how they lie to each other, and what stands
    between and beside them."""
    doc = at.doc
    kinds = names_by_word(sentence)
    behind = name.start >= at.end
    first, last = (at.end, name.start) if behind else (name.end, at.start)
    side = "behind" if behind else "before"
    between = list(doc[first:last]) if last > first else []
    numbers = [n for n in doc.spans[NUMBERS] if first <= n.start < last]
    others = [x for x in names if x.start != name.start and first <= x.start < last]
    every = numbers_in(sentence)
    marks = [token.text for token in between if token.is_punct]
    rows = [
        "bias",
        side,
        f"{side} {far(len(between))}",
        f"{name.label_}",
        f"home={name.kb_id_ == home_country()}",
        f"{side} numbers between={min(len(numbers), 2)}",
        f"{side} names between={min(len(others), 3)}",
        f"{side} numbers={min(len(numbers), 2)} names={min(len(others), 2)}",
        f"all numbers={min(len(every), 3)} names={min(len(names), 3)}",
        f"alone={len(every) < 2 or len(names) < 2}",
        f"first name={name.start == names[0].start}",
        f"last name={name.start == names[-1].start}",
    ]
    rows += [f"{side} mark {mark}" for mark in dict.fromkeys(marks)]
    rows.append(f"{side} marks={min(len(marks), 3)}")
    if len(between) <= BETWEEN:
        said = " ".join(word_as_seen(token, kinds) for token in between)
        rows.append(f"{side} between: {said}")
    rows += [f"{side} between {word_as_seen(token, kinds)}" for token in between[:8]]
    rows += [f"{side} kind {kind}" for kind in told_of_words(between)]
    rows += list(beside(name, sentence, kinds))
    # What is nearest: where no other number stands nearer to the name.
    apart = abs(name.start - at.start)
    nearer = sum(abs(name.start - n.start) < apart for n in every if n.start != at.start)
    ahead = [n for n in every if n.start < name.start]
    rows.append(f"{side} nearer numbers={min(nearer, 2)}")
    rows.append(f"last number before it={bool(ahead) and ahead[-1].start == at.start}")
    after = [n for n in every if n.start >= name.end]
    rows.append(f"first number behind it={bool(after) and after[0].start == at.start}")
    turns = names_of_list(at, sentence, every) if at.label_ else {}
    own = {x.start for x in turns.get(at.start, [])}
    rows.append(f"list: {name.start in own if turns else 'none'}")
    return list(dict.fromkeys(rows))


def earlier(part: Span) -> list[str]:
    """What words before a sentence tell of."""
    before = part.doc[max(0, part.start - EARLIER) : part.start]
    return [f"earlier {kind}" for kind in told_of_words(before)]


def beside(at: Span, part: Span, kinds: dict[int, str]) -> Iterator[str]:
    """Words and their kinds by their place beside a number, noun or name."""
    doc = at.doc
    for step in range(1, BESIDE + 1):
        for side, place in (("left", at.start - step), ("right", at.end - 1 + step)):
            inside = part.start <= place < part.end
            word = word_as_seen(doc[place], kinds) if inside else "-"
            yield f"{side}{step}={word}"
            if inside:
                yield f"{side} near={word}"
                yield from (f"{side} near kind={k}" for k in kinds_of_word(doc[place].text, doc))
                if word.startswith("<"):
                    continue
                yield f"{side} near lemma={lemma_of(doc[place].text.casefold())}"


def of_words(span: Span, kinds: dict[int, str], where: str) -> Iterator[str]:
    for token in span:
        if token.is_punct:
            continue
        yield f"{where}={word_as_seen(token, kinds)}"
        yield f"{where} lemma={lemma_of(token.text.casefold())}"
        if tense_of_word(token):
            yield f"{where} verb={lemma_of(token.text.casefold())}"
    yield f"{where} tenses={tenses_of(span)}"


def kinds_in(span: Span, where: str) -> Iterator[str]:
    tenses = tenses_of(span)
    for kind in told_of_words(span):
        yield f"{where} tells {kind}"
        yield f"{where} tells {kind}, {tenses}"


def far(words: int) -> str:
    return next((str(most) for most in FAR if words <= most), "more")


def nouns_without_number(sentence: Span) -> list[Span]:
    """Words for liaison officers that no number counts: one, or several of no count."""
    doc = sentence.doc
    counted = {n._.missie_noun.i for n in doc.spans[NUMBERS] if n._.missie_noun is not None}
    found = []
    for token in sentence:
        if is_liaison(token.text) and token.i not in counted:
            span = doc[token.i : token.i + 1]
            last = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
            two = f"{token.text} {last}".casefold() in terms("kinds.liaison_in_two")
            said = (last if two else token.text).casefold()
            several = ends(said, "forms.many") and not ends(said, "forms.one")
            span._.missie_count = Count(None) if several else Count(1)
            found.append(span)
    return found
