"""What on a page's plain text the readers of sentences and tables would take, near a name abroad.

Nothing here decides what is read: it lets through what they take, by the same cues, and may let
through more. Without spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from missiemonitor.corpus.series import home_country, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_names
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.linking.gazetteer import nation_names
from missiemonitor.extractors.reference import headings, words
from missiemonitor.extractors.statements.cues import (
    AGREEMENT,
    CUES,
    EVENT,
    MEANS,
    SIGNED,
    VISIT,
    WITH_EVENT,
)
from missiemonitor.extractors.statements.lexicon import (
    abbreviations,
    data,
    ends,
    has,
    pattern,
    terms,
)
from missiemonitor.extractors.thresholds import PAGE_FILTER

TOKEN = re.compile(r"\w+(?:[.’'-]\w+)*|[^\w\s]")
BRIEF = re.compile(r"[A-ZÀ-Ý]|\d{1,2}")  # an initial, or the number of an item
YEAR = re.compile(r"(?:1[89]|20)\d\d")


def tells(sentence: str, place: bool) -> bool:
    """Whether a sentence with a name abroad may be taken; `place` is whether it is where one is."""
    return tells_of_event(sentence) or (place and tells_of_officers(sentence))


def speaks_of_ours(sentence: str) -> bool:
    """Whether a sentence counts officers that it calls by our nation, as nobody does at home, or
    by a word for those who are sent."""
    folded = sentence.casefold()
    called = _sent().search(folded) is not None
    for name in _home().finditer(folded):
        # "de Nederlandse Arbeidsinspectie" is somebody's name.
        behind = sentence[name.end() :].lstrip()[:1] if len(folded) == len(sentence) else ""
        called = called or not behind.isupper()
    return called and tells_of_officers(sentence)


def points_to_place(sentence: str) -> bool:
    """Whether a sentence may tell of officers at a place that was named before."""
    folded = sentence.casefold()
    points = has(folded, "pointing.place")
    definite = pattern(r"^\W*{pointing.definite} (\S+)").search(folded)
    points = points or (definite is not None and _is_number(definite[1]))
    return points and tells_of_officers(sentence)


def points_to_countries(sentence: str) -> bool:
    """Whether a sentence may tell of something between countries that were named before."""
    return _found("{pointing.both_countries}", sentence.casefold()) and tells_of_event(sentence)


def ends_none(word: str) -> bool:
    """Whether the point behind a word ends no sentence, as behind abbreviations and numbers."""
    if not word.endswith("."):
        return False
    bare = word.rstrip(".").lstrip("(“\"‘'")
    return normal(bare) in abbreviations() or BRIEF.fullmatch(bare) is not None


def tells_of_event(text: str) -> bool:
    """Whether a text speaks of a visit, assistance, an agreement or a liaison officer."""
    folded = text.casefold()
    return (
        _found("{kinds.about_liaisons}", folded)
        or _found(VISIT, folded)
        or _found(CUES, folded)
        or (_found(WITH_EVENT, folded) and (_found(MEANS, folded) or _found(EVENT, text)))
        or (_found(SIGNED, folded) and _found(AGREEMENT, text))
    )


def tells_of_officers(text: str) -> bool:
    """Whether a text counts officers, or says that somebody of ours takes part."""
    folded = text.casefold()
    tokens = TOKEN.findall(folded)
    people = [at for at, token in enumerate(tokens) if _is_person(token)]
    ours = _found(r"\b{whose.we}\b|{whose.ours_within}", folded) or _home().search(folded)
    if ours and has(folded, "deployment.takes_part"):
        return True
    for at in people:
        before = tokens[max(0, at - PAGE_FILTER.counted) : at]
        if any(_is_number(token) for token in before):
            return True
        # "een Nederlandse adviseur", "de functionaris is gedetacheerd"
        if ours and not terms("counting.articles").isdisjoint(before):
            return True
    if not people and not has(folded, "deployment.stands_for_officers"):
        return False
    return any(
        _is_number(token) and (not after or not after[0].isalnum() or after in _behind_alone())
        for token, after in zip(tokens, [*tokens[1:], ""], strict=True)
    )


@per_series()
def _sent() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words()['screen']['sent']))})\b")


@per_series()
def _home() -> re.Pattern[str]:
    """Names of our own country, and of its people and what is theirs."""
    lists = (country_names(), {key[0]: code for key, code in nation_names().names.items()})
    ours = {word for each in lists for word, code in each.items() if code == home_country()}
    # "Oost-Nederland" is a unit.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, ours)))})(?![\w-])")


def _found(template: str, text: str) -> bool:
    return pattern(template).search(text) is not None


@per_series()
def _behind_alone() -> frozenset[str]:
    return terms("counting.behind_alone", "counting.range", "grammar.and")


@per_series(maxsize=8192)
def _is_person(folded: str) -> bool:
    """Whether a word is what officers are called, or people of a nation."""
    return ends(folded, "officers.nouns", "officers.posts") or (normal(folded),) in (
        nation_names().names
    )


@per_series(maxsize=8192)
def _is_number(folded: str) -> bool:
    if folded in data("officers.dozens") or folded in terms("counting.both", "counting.nought"):
        return True
    if YEAR.fullmatch(folded) or folded in terms("counting.article_of_one"):
        return False
    parts = re.split(r"[-–]", folded)
    return all(whole_number(part) is not None for part in parts)


# --- tables -----------------------------------------------------------------------------------


def table_heads(lines: Sequence[str]) -> list[int]:
    """Lines that may be the head of a deployment table: short ones, up to four, that name a column
    of missions or countries and one of counts."""
    named = [_heads(line) for line in lines]
    found = []
    for at in range(len(lines)):
        together: set[str] = set()
        for roles in named[at : at + PAGE_FILTER.head_lines]:
            if roles is None:
                break  # running text
            together |= roles
            if {"place", "count"} <= together:
                found.append(at)
                break
    return found


def _heads(line: str) -> frozenset[str] | None:
    """What columns a line may name: `place`, `count`; None for one that is no line of a head."""
    form = normal(line)
    if not form or len(line) > PAGE_FILTER.head or line.rstrip().endswith((".", ";")):
        return None
    padded = f" {form} "
    return frozenset(
        kind for kind, phrases in _phrases().items() if any(phrase in padded for phrase in phrases)
    )


@per_series()
def _phrases() -> dict[str, tuple[str, ...]]:
    told = headings()
    places = [*told["mission"], *told["country"]]
    return {
        "place": tuple(dict.fromkeys(f" {normal(phrase)} " for phrase in places)),
        "count": tuple(dict.fromkeys(f" {normal(phrase)} " for phrase in told["count"])),
    }
