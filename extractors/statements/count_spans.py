"""Component `missie_counts`: numbers of officers, apart from years, sums, months and all the rest.

A number counts officers where it stands before what officers are called ("drie Nederlandse
politieadviseurs"), before their nationality ("twee Belgen"), or alone where nothing else is counted
("draagt er drie bij", "van drie naar vijf"). The span is the number's; its label tells which:
`OFFICERS`, `ALONE`, or `LIAISONS`; `span._.missie_count` is the Count. All numbers, those of other
things (`OTHER`) among them, stand in `doc.spans["missie_numbers"]`.
"""

from __future__ import annotations

import re

from missiemonitor.corpus.series import per_series
from missiemonitor.extractors.linking.counts import Count, whole_number
from missiemonitor.extractors.reference import nationalities
from missiemonitor.extractors.statements.fact import COUNTS, NUMBERS, named
from missiemonitor.extractors.statements.label_numbers import is_label
from missiemonitor.extractors.statements.lexicon import data, ends, pattern, terms
from missiemonitor.extractors.statements.tense import PARTICIPLE, tense_of
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

FURTHEST = 6  # tokens between a number and what it counts
LARGEST = 1_500  # officers that a sentence counts


@Language.component("missie_counts", requires=["doc.spans"], assigns=["doc.spans"])
def missie_counts(doc: Doc) -> Doc:
    """Fill `doc.spans["missie_counts"]` and `["missie_numbers"]`; names were found before."""
    spans: list[Span] = []
    others: list[Span] = []
    used: set[int] = set()
    nations = {name.start for name in named(doc, "NATION")}
    for token in doc:
        if token.i in used:
            continue
        found = _number(doc, token.i)
        if found is None:
            if _is_one(doc, token.i, nations):
                span = Span(doc, token.i, token.i + 1, label="ONE")
                span._.missie_count = Count(1)
                spans.append(span)
            continue
        end, count = found
        if is_label(doc, token.i, end):
            label, noun = "", None
        else:
            label, noun = _counted(doc, token.i, end, nations)
        span = Span(doc, token.i, end, label=label or "OTHER")
        span._.missie_count = count
        span._.missie_noun = noun
        (spans if label else others).append(span)
        if label:
            used |= {*range(token.i, end)}
    doc.spans[COUNTS] = spans
    doc.spans[NUMBERS] = sorted(spans + others, key=lambda each: each.start)
    return doc


def _is_one(doc: Doc, at: int, nations: set[int]) -> bool:
    """Whether an article stands before what one officer is called: "een Nederlandse adviseur"."""
    articles = terms("counting.articles")
    if doc[at].text.casefold() not in articles:
        return False
    if at and doc[at - 1].text.casefold() in articles:
        return False  # "de laatste functionaris" is one, not two
    ordinal = doc[at + 1 : at + 2].text.casefold() in terms("order.ordinals")
    if ordinal and at + 2 < len(doc) and tense_of(doc[at + 2].text):
        return True  # "Een vijfde volgt in mei": one more
    for token in doc[at + 1 : at + FURTHEST]:
        folded = token.text.casefold()
        last = token.i + 1 >= len(doc) or doc[token.i + 1].is_punct
        person = nationalities().get(folded, ("", False))[1]
        if token.i in nations and (last or person):
            return True
        corps = folded in terms("officers.corps")
        if corps and doc[at].text.casefold() in terms("officers.before_corps"):
            return False  # the corps, not one of its officers
        if is_officer(folded):
            return not ends(folded, "forms.many") or ends(folded, "forms.one")
        if token.i not in nations and not _passed(token):
            return False
    return False


def is_officer(word: str) -> bool:
    """Whether a noun is what officers are called: its end tells, as in "motoragenten"."""
    return _is_officer(word.casefold())


@per_series(maxsize=8192)
def _is_officer(folded: str) -> bool:
    if not ends(folded, "officers.nouns"):
        return False
    return not is_liaison(folded) and folded not in terms("counting.no_officers")


def is_plainly_officer(word: str) -> bool:
    """Whether a noun is what only officers are called, and not "mensen" or "Nederlanders"."""
    return is_officer(word) and word.casefold() not in terms("officers.anyone")


def is_liaison(word: str) -> bool:
    """Whether a noun is what liaison officers are called; "LO" is written with capitals."""
    if word[:2].isupper() and word.casefold() in terms("kinds.liaison_short"):
        return True
    return ends(word.casefold(), "kinds.liaison")


@per_series(maxsize=8192)
def number_of(text: str) -> int | None:
    """A number of officers in figures or words; an article is none."""
    folded = text.casefold()
    dozens: dict[str, int] = data("officers.dozens")
    if folded in dozens:
        return dozens[folded]
    if folded in terms("counting.both"):
        return 2
    if folded in terms("counting.nought"):
        return 0
    if (
        folded in terms("counting.article_of_one")
        or re.fullmatch(r"(1[89]|20)\d\d", folded)
        or folded.startswith("0")
    ):
        return None
    value = whole_number(folded)
    return value if value is not None and value <= LARGEST else None


def _number(doc: Doc, at: int) -> tuple[int, Count] | None:
    """The number that begins at a token, as a Count, and the token behind it."""
    token = doc[at]
    span = re.fullmatch(r"(\d{1,3})\s?[-–]\s?(\d{1,3})", token.text)
    if span and int(span[1]) < int(span[2]):
        return at + 1, Count(int(span[1]), int(span[2]), "range")
    value = number_of(token.text)
    if value is None and at and doc[at - 1].text.casefold() in terms("counting.all_of"):
        value = data("counting.together").get(token.text.casefold())
    if value is None:
        # "één" is a number; "een" is one only before a word for a person, which the reader tells.
        return None
    rest = [t.text.casefold() for t in doc[at + 1 : at + 4]]
    joins = rest[0] if rest else ""
    ahead = [t.text.casefold() for t in doc[max(0, at - 3) : at]]
    between = joins in terms("grammar.and") and not terms("counting.between_two").isdisjoint(ahead)
    if (joins in terms("counting.range") or between) and len(rest) > 1:
        high = number_of(rest[1])
        if high and value < high:
            return at + 3, Count(value, high, "range")
    before = " ".join(ahead)
    for name in ("at_least", "about", "up_to"):
        if pattern(rf"(?:^| ){{around.{name}}}$").search(before):
            return at + 1, Count(value, value if name == "up_to" else None, name)
    far = {t.text.casefold() for t in doc[max(0, at - FURTHEST) : at]}
    if far & terms("around.average"):
        return at + 1, Count(value, None, "about")
    return at + 1, Count(value)


def _counted(doc: Doc, start: int, end: int, nations: set[int]) -> tuple[str, Token | None]:
    """What a number counts: OFFICERS, LIAISONS, ALONE, or nothing that is wanted; and the noun."""
    before = doc[start - 1].text.casefold() if start else ""
    after = list(doc[end : end + FURTHEST])
    following = after[0].text.casefold() if after else ""
    if before in terms("counting.not_behind") or following in terms("counting.not_before"):
        return "", None
    near = doc[max(0, start - 3) : start].text.casefold()
    if pattern(r"\b{counting.room_for}\b").search(near):
        return "", None  # room for officers, not officers
    if following in terms("officers.posts"):
        filled = pattern(r"\b{officers.filled}\b").search(doc[start].sent.text.casefold())
        return ("OFFICERS", after[0]) if filled else ("", None)
    if before in terms("counting.of_many") and following in terms("counting.out_of"):
        return "", None
    if pattern(NATIVE).match(doc[end:].text.casefold()):
        return "OFFICERS", None
    for token in after:
        folded = token.text.casefold()
        if is_liaison(token.text):
            return "LIAISONS", token
        if is_officer(folded):
            return "OFFICERS", token
        if token.i in nations:
            adjective = ends(folded, "forms.of_a_nation")
            person = not adjective or ends(folded, "forms.natives")
            if person:
                return "OFFICERS", token
            # "drie Nederlandse en drie Zweedse agenten": the noun comes behind the second number.
            if doc[token.i + 1 : token.i + 2].text in terms("grammar.and") and _is_number(
                doc, token.i + 2
            ):
                return "OFFICERS", _counted(doc, token.i + 2, token.i + 3, nations)[1]
            continue
        if token.text in terms("grammar.and") and token.i > end and _is_number(doc, token.i + 1):
            # "twee vrouwelijke en vier mannelijke agenten"
            return _counted(doc, token.i + 1, token.i + 2, nations)
        if not _passed(token):
            break
    return ("ALONE" if _stands_alone(doc, end) else ""), None


NATIVE = r"(?:{parts.of_them} )?(?:{parts.with} )?{parts.the} \w+ {parts.nationality}\b"


def _is_number(doc: Doc, at: int) -> bool:
    return at < len(doc) and number_of(doc[at].text) is not None


def _passed(token: Token) -> bool:
    """Whether a word may stand between a number and what it counts."""
    folded = token.text.casefold()
    if folded in terms("counting.between"):
        return True
    participle = pattern(r"\w*{forms.ge}\w{3,}{forms.strong}").fullmatch(folded) is not None
    adjective = ends(folded, "forms.adjectives", "forms.bare_adjectives") or participle
    adjective = adjective and token.text[0].islower()
    return adjective and token.is_alpha and folded not in terms("counting.never_between")


def _stands_alone(doc: Doc, end: int) -> bool:
    """Whether no noun follows that a number could count."""
    if end >= len(doc):
        return True
    token = doc[end]
    folded = token.text.casefold()
    if token.is_punct or folded in terms("counting.behind_alone") or tense_of(token.text):
        return True
    if pattern(PARTICIPLE).fullmatch(folded):
        return True
    return folded in {name.text.casefold() for name in named(doc, "COUNTRY", "MISSION")}
