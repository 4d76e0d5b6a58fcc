"""Whether the words of a title or sentence tell of something that nobody knows.

A table may be about anything then, whatever the words that are known beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from babel import Locale
from missiemonitor.corpus.series import current_series, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import (
    LANGUAGES,
    PARTS,
    by_stem,
    concepts_in,
    lexicon,
)
from missiemonitor.extractors.deployments.meaning.nations import nation_words
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.linking.gazetteer import (
    Names,
    Token,
    listed,
    mission_names,
    organisation_names,
    parts_of_the_world,
    place_names,
)
from missiemonitor.extractors.reference.stop_words import stop_words
from missiemonitor.extractors.thresholds import MEANING


def unknown_words(text: str, *, head: bool = False) -> tuple[str, ...]:
    """The words of a text that no concept knows, in normal form: what it may be about else.

    Numbers, dates, missions' acronyms, countries, and words that stand in any text are none.
    """
    return tuple(word for word, kind in _kinds(text, head, current_series().series) if not kind)


def strange_subject(text: str, *, title: bool) -> bool:
    """Whether what a text counts is called by words that nobody knows: "how many letters came";
    of a title also the first that it speaks of: "Dogs of the police in missions", and anything of
    one that tells of things: "What came in"."""
    kinds = _kinds(text, False, current_series().series)
    frame = lexicon().frame
    starts = [at + 1 for at, (word, _) in enumerate(kinds) if frame["how_many"].fullmatch(word)]
    things = title and any(frame["things"].fullmatch(word) for word, _ in kinds[:1])
    if things and any(not kind for _, kind in kinds):
        return True
    return any(_is_strange(kinds[at:]) for at in ([0, *starts] if title else starts))


def strange_share(text: str) -> float:
    """How many of the words of a text that tell of anything nobody knows, as a share; none
    where it is one word."""
    kinds = [kind for _, kind in _kinds(text, False, current_series().series)]
    unknown = kinds.count("")
    return unknown / (unknown + kinds.count("known")) if unknown > 1 else 0.0


def _is_strange(kinds: Sequence[tuple[str, str]]) -> bool:
    """Whether the first words that tell of anything, up to a word of the language, are unknown."""
    strange = False
    for _, kind in kinds:
        if kind == "known":
            return False
        if kind == "plain" and strange:
            return True
        strange = strange or not kind
    return strange


@lru_cache(maxsize=4096)
def _kinds(text: str, head: bool, _series: str) -> tuple[tuple[str, str], ...]:
    """Each word with its kind: `known` to a concept or as a name, `plain` as one of the language,
    `frame` as one that any title has; empty where it is none of these."""
    found: list[tuple[str, str]] = []
    names, frame = nation_words(), lexicon().frame
    title, support = frame["of_any_title"], frame["support"]
    # What reports of this series are called.
    report = {word for name in current_series().names.values() for word in normal(name).split()}
    for part in PARTS.split(text):
        tokens = normal(part).split()
        placed = {at for start, end, _ in country_spans(tokens) for at in range(start, end)}
        words = [Token(token, at, at + 1) for at, token in enumerate(tokens)]
        for name in listed(words, _names_of_bodies_and_places(), ""):
            placed.update(range(name.start, name.end))
        known = {each for concept in concepts_in(part, head=head) for each in concept.word.split()}
        groups = (
            tuple(tokens[at : at + length])
            for at in range(len(tokens))
            for length in range(1, lexicon().longest + 1)
        )
        known.update(*(group for group in groups if group in lexicon().exact))
        labels = {at for at in range(len(tokens)) if _is_numbered(tokens, at)}
        for at, token in enumerate(tokens):
            if at in placed or token in known or token in names or by_stem(token):
                kind = "known"
            elif (
                token in report
                or at in labels
                or title.fullmatch(token)
                or support.fullmatch(token)
            ):
                kind = "frame"
            elif len(token) < 2 or token in _plain_words() or any(c.isdigit() for c in token):
                kind = "plain"
            else:
                kind = ""
            found.append((token, kind))
    return tuple(found)


def _is_numbered(tokens: Sequence[str], at: int) -> bool:
    """Whether a word is a label by the number or letter behind it: "Enclosure 1", "annex to chapter
    3"; but "thefts 1 January" begins a date."""
    number, *rest = tokens[at + 1 :] or ("",)
    behind = rest[0] if rest else ""
    if at and (not number.isdigit() or len(number) > MEANING.label_digits):
        return False
    return bool(number) and (number.isdigit() or len(number) == 1) and behind not in _months()


@per_series()
def _names_of_bodies_and_places() -> Names:
    """Missions, organisations, regions, places and parts of the world, which a title may name."""
    found = (mission_names(), place_names(), parts_of_the_world(), organisation_names())
    return Names.of({key: name for each in found for key, name in each.names.items()})


@lru_cache(maxsize=1)
def _plain_words() -> frozenset[str]:
    """Words that stand in any text of these languages; names of months."""
    return stop_words(*LANGUAGES) | _months()


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    names = (Locale(code).months["format"]["wide"].values() for code in LANGUAGES)
    return frozenset(normal(name) for each in names for name in each)
