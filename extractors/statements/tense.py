"""The tense of Dutch verbs by their form, without a parser: from a word and its lemma."""

from __future__ import annotations

from itertools import pairwise

from missiemonitor.corpus.series import language, per_series
from missiemonitor.extractors.statements.lexicon import begins, data, ends, pattern, terms
from simplemma import lemmatize

# "uitgezonden", "geplaatst"; verbs of other beginnings have participles without "ge": "betrokken".
PARTICIPLE = (
    r"\b(?:\w{0,6}{forms.ge}\w{2,}{forms.participles}"
    r"|{forms.without_ge}\w{3,}{forms.participles})\b"
)


@per_series(maxsize=4096)
def tense_of(word: str) -> str:
    """`past`, `present`, or nothing for what is no finite verb or cannot be told."""
    folded = word.casefold()
    if folded in terms("tense.present"):
        return "present"
    if folded in terms("tense.past"):
        return "past"
    form: dict[str, str] = data("forms.endings")
    plural, third = form["plural"], form["third"]
    lemma = lemmatize(folded, lang=language())
    if not lemma.endswith(form["infinitive"]) or len(folded) < 4:
        return ""
    if folded == lemma:
        # The plural of the present; other words with its ending have no third person of their own.
        stem = folded.removesuffix(plural)
        ways = (stem + third, stem[:-1] + third, stem[:-1] + stem[-2:-1] + stem[-1:] + third)
        doubled = stem[:-1] + stem[-2:] + third if len(stem) > 2 else ""
        known = any(lemmatize(way, lang=language()) == folded for way in (*ways, doubled) if way)
        return "present" if known and folded.endswith(plural) else ""
    stem = lemma.removesuffix(plural).removesuffix(form["infinitive"])
    same = folded[:2] == stem[:2]
    prefixed = begins(folded, "forms.ge", "forms.without_ge", "forms.other_prefixes")
    participle = prefixed and ends(folded, "forms.strong")
    if begins(folded, "forms.ge") and not begins(lemma, "forms.ge"):
        return ""
    if folded in terms("tense.strong_like_present"):
        return "past"
    if same and folded.endswith(third):
        return "present"
    weak = same and ends(folded, "forms.weak")
    strong = folded[0] == stem[0] and len(folded) <= len(lemma) and folded[:3] != stem[:3]
    strong = strong or (prefixed and folded[:2] == lemma[:2] and not weak)
    return "past" if weak or (strong and not participle) else ""


def is_perfect(text: str) -> bool:
    """Whether a text has a perfect with "hebben": what was done, not what is so."""
    folded = text.casefold()
    have = pattern(r"\b{tense.have}\b").search(folded)
    return bool(have) and pattern(PARTICIPLE).search(folded) is not None


def without_passive_now(text: str) -> str:
    """A text without participles where these tell what is being done, and not what was: "wordt met
    tien functionarissen bijgedragen"."""
    folded = text.casefold()
    if is_perfect(text) or not pattern(r"\b{clauses.becomes}\b").search(folded):
        return text
    return pattern(PARTICIPLE).sub(" ", folded)


def tenses(text: str) -> set[str]:
    """The tenses of all verbs of a text that can be told."""
    words = [word.strip(".,;:()\"'") for word in text.split()]
    # Behind an article stands no verb ("een beveiligde compound"), behind "te" an infinitive.
    nouns = terms("tense.no_verb_behind")
    free = [w for before, w in pairwise(["", *words]) if before.casefold() not in nouns]
    return {tense for word in free if word[:1].islower() and (tense := tense_of(word))}
