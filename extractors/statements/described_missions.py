"""Missions that a text tells by what they are and where: "de EU-politiemissie in Ramallah".

No name stands there, but a word for a mission, beside it whose it is, and near it a country, a town
or a nation. Where the list of missions has one that fits all of these, it is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.gazetteer import (
    Name,
    inhabitants_in,
    listed,
    nation_names,
    organisation_names,
    words_of,
)
from missiemonitor.extractors.reference import Mission, missions
from missiemonitor.extractors.statements.lexicon import pattern
from missiemonitor.extractors.thresholds import LEARNED

ENDING = 3  # letters at the end in which kinds that begin alike may differ: "waarnemers"
WORD = r"\b(?:[A-Z]{2,5}[-–])?\w*(?:{kinds.missions}|{kinds.forces})\b"


def described(text: str, lands: Sequence[Name], taken: Sequence[Name]) -> Iterator[Name]:
    """The missions that are told so in a text. `lands` are its countries and towns, `taken` the
    names of missions that were found in it."""
    words = words_of(text)
    bodies = list(listed(words, organisation_names(), "ORGANISATION"))
    nations = [*inhabitants_in(words), *listed(words, nation_names(), "NATION")]
    abroad = [x for x in (*lands, *nations) if x.value != home_country()]
    for found in pattern(WORD).finditer(text):
        start, end = found.span()
        if any(name.start < end and start < name.end for name in taken):
            continue
        word = _kind(found.group())
        body = _body(text, start, end, bodies)
        if not body and not _plain(word):
            continue  # "de missie in Mali" may be any
        for codes, said in _places(text, start, end, lands, abroad):
            fitting = _fitting(codes, said, body, word)
            if fitting is not None:
                yield Name(start, end, "MISSION", fitting.mission)
                break


def _body(text: str, start: int, end: int, bodies: Sequence[Name]) -> str:
    """Whose a mission is: what stands in its word, right before it, or behind it before a comma."""
    for body in bodies:
        if start <= body.start < end or 0 <= start - body.end <= 1:
            return body.value
        between = text[end : body.start]
        if (
            end <= body.start
            and len(between.split()) <= LEARNED.words_to_body
            and not re.search(r"[.,;:()]", between)
        ):
            return body.value
    return ""


def _places(
    text: str, start: int, end: int, lands: Sequence[Name], abroad: Sequence[Name]
) -> Iterator[tuple[set[str], str]]:
    """Where a mission may be, the likeliest first, and how it is said: whose it is called, what
    stands behind it in its clause, or the only country of the text, as a place or at all."""
    for name in abroad:
        if 0 <= start - name.end <= 1:
            yield _told(text, name)
    for name in sorted(abroad, key=lambda each: each.start):
        between = text[end : name.start]
        near = len(between.split()) <= LEARNED.words_to_place
        if end <= name.start and near and not re.search(r"[.,;:]", between):
            yield _told(text, name)
            break
    for names in ([x for x in lands if x.value != home_country()], abroad):
        every = {code for name in names for code in name.value.split("+")}
        if len(every) == 1:
            yield every, _told(text, names[0])[1]


def _told(text: str, name: Name) -> tuple[set[str], str]:
    return {*name.value.split("+")}, normal(text[name.start : name.end])


def _fitting(codes: set[str], said: str, body: str, word: str) -> Mission | None:
    """The only mission there of this body and kind; of several the only one that still works, or
    that has the place in its name."""
    there = [
        mission
        for mission in missions()
        if codes & {*mission.countries} and (not body or mission.organisation == body)
    ]
    if body and len(there) == 1 and pattern("{kinds.forces}").fullmatch(_kind(word)):
        return there[0]  # what a force is called says no more than that
    called = [mission for mission in there if _is_called(mission, word)]
    for found in (
        called,
        [mission for mission in called if mission.last_year is None],
        [mission for mission in called if said in normal(mission.full_name_nl).split()],
    ):
        if len(found) == 1:
            return found[0]
    return None


@lru_cache(maxsize=1)
def _kinds() -> dict[str, set[str]]:
    """What missions are called by whose names begin alike: EUBAM is a grensbijstandsmissie."""
    kinds: dict[str, set[str]] = defaultdict(set)
    told = pattern("(?:{kinds.missions}|{kinds.forces})$")
    for mission in missions():
        words = normal(mission.full_name_nl).split()
        kinds[mission.name.split()[0]] |= {*[word for word in words if told.search(word)][:1]}
    return kinds


def _is_called(mission: Mission, word: str) -> bool:
    """Whether missions of this name are called by a word, or by one that is much like it."""
    plain = _plain(word)
    if not plain:
        return True
    known = {_plain(each) for each in _kinds()[mission.name.split()[0]]} - {""}
    longest = max((_alike(plain, each) for each in known), default=0)
    within = any(plain in each for each in known)
    return within or longest >= max(LEARNED.alike_kind, len(plain) - ENDING)


def _alike(one: str, other: str) -> int:
    """In how many letters two words begin alike."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _kind(word: str) -> str:
    return re.split("[-–]", word)[-1].casefold()


def _plain(word: str) -> str:
    return pattern("{kinds.missions}$").sub("", word).rstrip("s-")
