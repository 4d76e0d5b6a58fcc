"""What the readers of liaison officers, visits, assistance and agreements share."""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.fact import named
from missiemonitor.extractors.statements.lexicon import has, pattern, terms
from missiemonitor.extractors.statements.tense import tenses
from spacy.tokens import Span

# "van 3 tot en met 5 maart 2024", "begin mei", "onlangs"
WHEN = (
    r"(?:{grammar.of}\s)?\b\d{1,2}(?:\s{when.to_day}\s\d{1,2})?\s{when.months}(?:\s(?:19|20)\d\d)?"
    r"|(?:{when.part_of_month}\s)?\b{when.months}\b(?:\s(?:19|20)\d\d)?"
    r"|\b{when.without_date}\b"
)


def when_told(sentence: Span) -> list[str]:
    """The words that tell when, as they are written."""
    return [found.group().strip() for found in pattern(WHEN).finditer(sentence.text)]


def details(**roles: str) -> tuple[tuple[str, str], ...]:
    """What else an event tells, by role, without what is not told."""
    return tuple((role.rstrip("_"), said) for role, said in roles.items() if said)


def phrase_behind(sentence: Span, opening: str) -> str:
    """What stands behind an opening, the template of a pattern, up to the end of its clause."""
    found = pattern(rf"(?:{opening})\s+(?P<phrase>.+)").search(sentence.text)
    if found is None:
        return ""
    return pattern(PHRASE_ENDS).split(found["phrase"], maxsplit=1)[0].strip()


PHRASE_ENDS = r"[,;.()]|\s{events.phrase_ends}\b"


# "wordt in 2026 gesloten"
CHANGES = (
    r"\b{{clauses.becomes}}\b(?:(?! {{grammar.and}} ).)*"
    r"\b(?:{{events.{kind}.ended}}|{{events.moved}})\b|\b{{events.closes}}\b"
)


def status_of_event(sentence: Span, kind: str) -> str:
    """Whether an event of a kind is so now, was so or is to come, by the cues of the kind."""
    text = sentence.text.casefold()
    if pattern(CHANGES.format(kind=kind)).search(text):
        return "planned"
    for status in ("ended", "planned", "past", "current"):
        if kind == "assistance" and has(text, "events.assistance.negated"):
            return "negated"
        if has(text, f"events.{kind}.{status}"):
            return status
    return "past" if tenses(sentence.text) == {"past"} else "current"


def foreign_names(sentence: Span) -> list[Span]:
    """The names in a sentence that are not of our country."""
    names = named(sentence, "COUNTRY", "NATION", "PLACE")
    return [name for name in names if name.kb_id_ != home_country()]


def listed(names: Sequence[str]) -> str:
    """Names joined as the reports' language joins them."""
    (word,) = terms("grammar.and")
    return f" {word} ".join([*filter(None, [", ".join(names[:-1])]), *names[-1:]])
