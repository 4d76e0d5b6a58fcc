"""What the learned reader of assistance looks at: a part of a sentence that may tell of it, the
numbers in it, and the countries that are named there or were before; features come out.

As in event_features.py nothing of what patterns made of a sentence is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.coreference import sentences_before
from missiemonitor.extractors.statements.count_spans import is_liaison, is_officer
from missiemonitor.extractors.statements.event_features import (
    PLACES,
    beside,
    earlier,
    kinds_in,
    of_words,
    pair_features,
)
from missiemonitor.extractors.statements.event_words import foreign_names
from missiemonitor.extractors.statements.fact import named, numbers_in
from missiemonitor.extractors.statements.headings import in_heading
from missiemonitor.extractors.statements.helping_words import helping_kinds, helping_kinds_of
from missiemonitor.extractors.statements.lexicon import terms
from missiemonitor.extractors.statements.meanings import lemma_of
from missiemonitor.extractors.statements.seen_words import (
    clause_of,
    is_like_verb,
    kinds_of_word,
    labels_in,
    names_by_word,
    tense_of_word,
    told_of_words,
    word_as_seen,
)
from spacy.tokens import Span, Token

STEM = 6  # letters by which a compound is known, at its beginning and at its end
IN_HEADING = 9  # how far back a heading is
EDGES = ".,:;()"


@dataclass(frozen=True, slots=True)
class Partner:
    """A country that a part of a sentence may tell of: its name, if it stands in the text, and how
    many sentences back that is."""

    code: str
    name: Span | None
    back: int


def partners_of(part: Span) -> list[Partner]:
    """The countries that a part names, then those of its sentence, of the sentences before, and of
    the heading that it does not name."""
    found = [Partner(name.kb_id_, name, 0) for name in foreign_names(part)]
    seen = {each.code for each in found}
    for back, sentence in enumerate([part.sent, *sentences_before(part.sent)]):
        for name in reversed(foreign_names(sentence)):
            if name.kb_id_ not in seen and name.start < part.start:
                seen.add(name.kb_id_)
                found.append(Partner(name.kb_id_, name, max(back, 1)))
    lands = in_heading(part.doc._.missie_under)
    left = [code for code in lands if code not in seen and code != home_country()]
    return found + [Partner(code, None, IN_HEADING) for code in left]


def help_features(part: Span, partners: Sequence[Partner], before: str) -> list[str]:
    """The features of a part that may tell of assistance; `before` is whether one that stands
    before it does."""
    kinds, numbers = names_by_word(part), numbers_in(part)
    told = helping_kinds_of(part)
    own = min(sum(each.back == 0 for each in partners), 3)
    rows = ["bias", *of_words(part, kinds, "part"), *kinds_in(part, "part")]
    rows += [f"names {label}" for label in sorted(labels_in(part))]
    rows += [f"foreign={own}", f"question={part.text.rstrip().endswith('?')}"]
    rows += [f"counts {number.label_}" for number in numbers]
    nouns = [n._.missie_noun for n in numbers if n._.missie_noun is not None]
    rows += [f"counts {_lemma(noun)}" for noun in nouns]
    rows.append(f"liaisons={any(is_liaison(token.text) for token in part)}")
    rows.append(f"mission={bool(named(part, 'MISSION'))}")
    rows.append(f"heading mission={bool(part.doc._.missie_heading)}")
    rows.append(f"first sentence={part.start == 0}")
    rows += earlier(part)
    rows += [f"piece {piece}" for t in part if t.i not in kinds for piece in _pieces(t)]
    rows += [f"before helps={before}", f"before helps={before} foreign={own}"]
    if before == "yes":
        rows += [f"going on {_lemma(token)}" for token in part if token.is_alpha]
    rows += [f"helping {kind}" for kind in told]
    rows += [f"helping {one}+{two}" for at, one in enumerate(told) for two in told[at + 1 :]]
    rows += [f"helping {kind} named={own > 0}" for kind in told]
    for sentence in sentences_before(part.sent)[:1]:
        rows += [f"before helping {kind}" for kind in helping_kinds_of(sentence)]
    return list(dict.fromkeys([*rows, *_of_heading(part)]))


def _of_heading(part: Span) -> Iterator[str]:
    doc = part.doc
    for each in doc._.missie_under.split():
        word = each.strip(EDGES)
        yield f"heading {lemma_of(word.casefold())}"
        yield from (f"heading tells {kind}" for kind in kinds_of_word(word, doc))
        yield from (f"heading helping {kind}" for kind in helping_kinds(word.casefold()))


def given_features(at: Span, part: Span) -> list[str]:
    """The features of a number that may be of what is given."""
    kinds, numbers, doc = names_by_word(part), numbers_in(part), part.doc
    clause, order = clause_of(at, part), sum(n.start < at.start for n in numbers)
    rows = ["bias", f"label={at.label_}", f"many={min(at._.missie_count.officers or 0, 100) > 20}"]
    rows += [*beside(at, part, kinds), *of_words(clause, kinds, "clause")]
    rows += [f"numbers={min(len(numbers), 4)}", f"order={min(order, 3)}"]
    rows.append(f"order={min(order, 3)} of {min(len(numbers), 4)}")
    noun = at._.missie_noun
    if noun is not None:
        rows.append(f"counts {'officer' if is_officer(noun.text) else 'other'}")
        rows.append(f"counts {_lemma(noun)}")
    behind = doc[at.end : min(part.end, at.end + 3)]
    rows += [f"behind {piece}" for token in behind for piece in _pieces(token)]
    rows += [f"tells {kind}" for kind in told_of_words(clause)]
    rows += [f"near helping {kind}" for kind in helping_kinds_of(behind)]
    rows += [f"next helping {kind}" for kind in helping_kinds_of(behind[:1])]
    rows += [f"clause helping {kind}" for kind in helping_kinds_of(clause)]
    return list(dict.fromkeys(rows))


def partner_features(
    at: Span, part: Span, partner: Partner, partners: Sequence[Partner]
) -> list[str]:
    """Whether a country gives or gets what a number, or a part without one, tells of."""
    homes = [x for x in named(part, *PLACES) if x.kb_id_ == home_country()]
    ours = bool(homes) or any(t.text.casefold() in terms("whose.we") for t in part)
    told, back = helping_kinds_of(part), f"back={partner.back}"
    others = min(len({each.code for each in partners}), 3)
    inside = min(len({each.code for each in partners if each.back == 0}), 2)
    rows = ["bias", back, f"others={others}", f"{back} others={others}", f"{back} inside={inside}"]
    rows += [f"part tells {kind}" for kind in told_of_words(part)]
    rows += [f"homes={min(len(homes), 2)}", *(f"home {x.label_}" for x in homes)]
    rows += [f"home {x.label_} behind {_word_before(x, part)}" for x in homes]
    if homes:
        rows.append(f"home opens={homes[0].start - part.start < 2}")
    rows += [f"helping {kind}" for kind in told]
    rows += [f"helping {kind} {back} ours={ours}" for kind in told]
    if partner.name is None:
        return list(dict.fromkeys(rows))
    rows += _of_name(partner.name, part if partner.back == 0 else partner.name.sent, back)
    if partner.back == 0:
        rows += _beside_ours(partner.name, part, homes, told, ours)
        if at.end - at.start < part.end - part.start:
            pairs = pair_features(at, partner.name, foreign_names(part), part)
            rows += [f"pair {each}" for each in pairs if not each.startswith(("left", "right"))]
    return list(dict.fromkeys(rows))


def _of_name(name: Span, span: Span, back: str) -> Iterator[str]:
    """What stands around the name of a country, in the part or sentence that names it."""
    kinds = names_by_word(span)
    yield f"{back} {name.label_}"
    yield from (f"name {each}" for each in beside(name, span, kinds))
    for token in span:
        if token.is_punct or token.i in kinds:
            continue
        side = "before" if token.i < name.start else "behind"
        if tense_of_word(token):
            yield f"{side} verb {_lemma(token)}"
        yield from (f"{side} {kind}" for kind in kinds_of_word(token.text, span.doc))
    yield from (f"clause {_lemma(token)}" for token in clause_of(name, span) if token.is_alpha)


def _beside_ours(
    name: Span, part: Span, homes: Sequence[Span], told: Sequence[str], ours: bool
) -> Iterator[str]:
    """How the name of a country lies to that of ours, to verbs and to words of help."""
    before, opens = _word_before(name, part), name.start - part.start < 2
    verbs = dict.fromkeys(_lemma(t) for t in part if not t.is_punct and is_like_verb(t))
    for verb in verbs:
        yield from (f"{before} X with {verb}", f"{name.label_} X with {verb}")
        yield f"opens={opens} {verb}"
    for home in homes:
        side = "before" if home.start < name.start else "behind"
        yield from (f"home {home.label_} {side}", f"home {home.label_} {side} {before} X")
    if not homes:
        yield f"no home {before} X {name.label_}"
    every, foreign = named(part, *PLACES), foreign_names(part)
    for which, names in (("order", every), ("foreign order", foreign)):
        at = [x.start for x in names].index(name.start)
        yield f"{which}={min(at, 3)} of {min(len(names), 4)}"
    yield f"opens={opens}"
    first = "X" if not homes or name.start < homes[0].start else "ours"
    for kind in told:
        yield f"helping {kind} opens={opens} {name.label_}"
        yield from (f"helping {kind} first={first} ours={ours}", f"helping {kind} {before} X")
    for token in part:
        side = "before" if token.i < name.start else "behind"
        yield from (f"{side} helping {kind}" for kind in helping_kinds(token.text.casefold()))


def _word_before(name: Span, part: Span) -> str:
    if name.start <= part.start:
        return "-"
    return word_as_seen(name.doc[name.start - 1], names_by_word(part))


def _lemma(token: Token) -> str:
    return lemma_of(token.text.casefold())


def _pieces(token: Token) -> list[str]:
    """How a long word begins and ends, by which compounds are alike."""
    lemma = _lemma(token)
    long = token.is_alpha and len(lemma) > STEM + 1
    return [f"~{lemma[-STEM:]}", f"{lemma[:STEM]}~"] if long else []
