"""Component `missie_names`: missions, organisations, countries, places, regions, nationalities.

Names are matched on their normal form over whole words. A mission may also be named by its acronym
alone, told apart by the countries around it; by an acronym that the text introduced in brackets;
by organisation and country ("de OVSE-missie in Kosovo"); or, where no list knows it, be known by
its shape. What a name stands for is in the span's `kb_id_`: a mission's id, country codes joined by
`+`, an organisation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.linking import MissionLink, country_spans, known_mission, link_mission, normal, slug
from extractors.prose.facts import NAMES
from extractors.reference import (
    Mission,
    cities,
    missions,
    nationalities,
    organisations,
    places,
    statement_words,
)

WORD = re.compile(r"[^\W_]+(?:[’'](?!s\b)[^\W_]+)?")
ACRONYM = re.compile(r"\b[A-Z][A-Z]{3,}\b")
BRACKETED = re.compile(r"\(([A-Z][A-Za-z-]*[A-Z](?: [A-ZÀ-Ý][\wà-ÿ-]+)*)\)")
# "EU-missie in Armenië", "missie van de Verenigde Naties in Mali": the organisation is a name.
MISSION_OF = re.compile(
    r"(?P<org>[A-Z]{2,5})[- ](?P<what>\w*missie|Presence|Mission)"
    r"\s+(?:in|te|to|naar|voor|op)\s+(?P<where>[A-ZÀ-Ý][\w-]+)"
)
OF_ORGANISATION = re.compile(
    r"(?P<what>\w*missie)\s+van\s+de\s+(?P<org>[A-Z]{2,5}|[A-Z]\w+ (?:Unie|Naties))\b"
)
# Words with a capital, and the small words between them, at the end of a text.
NAME_BEFORE = re.compile(
    r"((?:[A-ZÀ-Ý][\w-]*\s+(?:(?:van|de|der|het|of|the|for|in|en|and|voor)\s+)*)*[A-ZÀ-Ý][\w-]*)$"
)
LEADING = re.compile(r"^(?:(?:Aan|In|Bij|Voor|Naar|Met|Van|Sinds|De|Het|Een|de|het|een)\s+)+")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    label: str
    value: str


@Language.component("missie_names", assigns=["doc.spans"])
def missie_names(doc: Doc) -> Doc:
    """Fill `doc.spans["missie_names"]`."""
    found: list[Span] = []
    taken: set[int] = set()
    for name in _names(doc.text):
        span = doc.char_span(
            name.start, name.end, name.label, kb_id=name.value, alignment_mode="expand"
        )
        whole = span is not None and doc.text[name.end : name.end + 1] != "-"
        if (
            span is not None
            and (whole or name.label == "MISSION")
            and not taken & {*range(span.start, span.end)}
        ):
            taken |= {*range(span.start, span.end)}
            found.append(span)
    doc.spans[NAMES] = sorted(found, key=lambda span: span.start)
    return doc


def _names(text: str) -> Iterator[_Name]:
    """All names in a text; those that come first win where two overlap."""
    words = [
        _Word(normal(m.group()), m.start(), m.end())
        for m in WORD.finditer(text)
        if normal(m.group())
    ]
    lands = list(_countries(words, text))
    towns = list(_listed(words, _places(), "PLACE"))
    towns += _cities(words, text)
    whole = list(_missions(words, text, lands))
    own = dict(_introduced(text, whole))
    yield from whole
    for acronym, name in own.items():
        for match in re.finditer(rf"\b{re.escape(acronym)}\b", text):
            yield _Name(match.start(), match.end(), "MISSION", name)
    yield from _by_acronym(text, [*lands, *towns])
    yield from _of_organisation(text, lands)
    yield from _of_kind(text, lands)
    yield from _by_shape(text, lands)
    yield from _listed(words, _regions(), "REGION")
    yield from _inhabitants(words)
    yield from lands
    yield from towns
    ends = {one.end: two.text for one, two in pairwise(words)}
    for nation in _listed(words, _nation_codes(), "NATION"):
        there = ends.get(nation.end) in statement_words()["places"]["nouns"]
        yield replace(nation, label="PLACE") if there else nation
    yield from _listed(words, _organisations(), "ORGANISATION")


@dataclass(frozen=True, slots=True)
class _List:
    """Names by their words, the first words of them, and how many words the longest has."""

    names: dict[tuple[str, ...], str]
    firsts: frozenset[str]
    longest: int

    @classmethod
    def of(cls, names: dict[tuple[str, ...], str]) -> _List:
        return cls(names, frozenset(key[0] for key in names), max(map(len, names)))


def _listed(words: Sequence[_Word], known: _List, label: str) -> Iterator[_Name]:
    at = 0
    while at < len(words):
        if words[at].text not in known.firsts:
            at += 1
            continue
        for length in range(min(known.longest, len(words) - at), 0, -1):
            value = known.names.get(tuple(word.text for word in words[at : at + length]))
            if value:
                yield _Name(words[at].start, words[at + length - 1].end, label, value)
                at += length
                break
        else:
            at += 1


def _key(name: str) -> tuple[str, ...]:
    return tuple(normal(name).split())


@lru_cache(maxsize=1)
def _regions() -> _List:
    return _List.of({_key(name): name for name in statement_words()["regions"]["names"]})


@lru_cache(maxsize=1)
def _places() -> _List:
    return _List.of({_key(place): code for place, code in places().items()})


@lru_cache(maxsize=1)
def _all_cities() -> _List:
    return _List.of({_key(place): code for place, code in cities().items()})


def _cities(words: Sequence[_Word], text: str) -> Iterator[_Name]:
    """Cities of the world, where a preposition of place stands before them."""
    where = {*statement_words()["deployment"]["where"]} - {"op"}
    for at, before in enumerate(words[:-1]):
        if before.text not in where or not text[words[at + 1].start].isupper():
            continue
        yield from islice(_listed(words[at + 1 : at + 4], _all_cities(), "PLACE"), 1)


@lru_cache(maxsize=1)
def _organisations() -> _List:
    names = {
        _key(alias): each.organisation
        for each in organisations()
        for alias in (each.name_nl, each.name_en, *each.aliases)
    }
    more = {_key(name): name for name in statement_words()["regions"]["organisations"]}
    return _List.of(names | more)


def _countries(words: Sequence[_Word], text: str) -> Iterator[_Name]:
    for start, end, code in country_spans([word.text for word in words]):
        first, last = words[start], words[end - 1]
        # "vs" and "car" are words; names of countries are written with a capital.
        if text[first.start].isupper() and not text[: first.start].endswith("Tour de "):
            yield _Name(first.start, last.end, "COUNTRY", code)


@lru_cache(maxsize=1)
def _nation_words() -> dict[tuple[str, ...], tuple[str, bool]]:
    return {_key(word): value for word, value in nationalities().items()}


@lru_cache(maxsize=1)
def _nation_codes() -> _List:
    return _List.of({key: code for key, (code, _) in _nation_words().items()})


@lru_cache(maxsize=1)
def _people() -> dict[tuple[str, ...], str]:
    return {key: code for key, (code, person) in _nation_words().items() if person}


def _inhabitants(words: Sequence[_Word]) -> Iterator[_Name]:
    """People behind a number: "twee Zweden", which is a country elsewhere."""
    people = _people()
    numbers = set(statement_words()["numbers"]["before_people"])
    for before, word in pairwise(words):
        counted = before.text.isdigit() or before.text in numbers
        if counted and (word.text,) in people and not word.text.endswith("e"):
            yield _Name(word.start, word.end, "NATION", people[word.text,])


# --- missions ---------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _mission_names() -> _List:
    names: dict[tuple[str, ...], str] = {}
    for mission in missions():
        for name in (mission.name, mission.full_name_nl, mission.full_name_en, *mission.aliases):
            if name and (" " in name or name.isupper()):
                names.setdefault(_key(name), mission.mission)
    return _List.of(names)


def _missions(words: Sequence[_Word], text: str, lands: Sequence[_Name]) -> Iterator[_Name]:
    for name in _listed(words, _mission_names(), "MISSION"):
        said = text[name.start : name.end]
        known = known_mission(said)
        if ACRONYM.fullmatch(said) and (elsewhere := _with_country(name, text, lands)):
            yield elsewhere
            continue
        if any(letter.isupper() for letter in said) and (" " in said or said.isupper()):
            value = known.mission.mission if known and known.mission else name.value
            yield _Name(name.start, name.end, "MISSION", value)


def _with_country(acronym: _Name, text: str, lands: Sequence[_Name]) -> _Name | None:
    """An acronym with the country behind it: "EUPM Moldova" is not the EUPM of another country."""
    beside = next((land for land in lands if land.start == acronym.end + 1), None)
    if beside is None:
        return None
    said = text[acronym.start : beside.end]
    known = known_mission(said)
    candidates = _acronyms().get(text[acronym.start : acronym.end], [])
    codes = {*beside.value.split("+")}
    if known and known.mission:
        return _Name(acronym.start, beside.end, "MISSION", known.mission.mission)
    if candidates and not any(codes & {*mission.countries} for mission in candidates):
        return _Name(acronym.start, beside.end, "MISSION", f"unknown-{slug(said)}")
    return None


@lru_cache(maxsize=1)
def _acronyms() -> dict[str, list[Mission]]:
    """First words of missions' names in capitals, to the missions that have them."""
    found: dict[str, list[Mission]] = defaultdict(list)
    organisation = {key[0] for key in _organisations().names if len(key) == 1}
    for mission in missions():
        first = mission.name.split()[0]
        if ACRONYM.fullmatch(first) and normal(first) not in organisation:
            found[first].append(mission)
    return dict(found)


def _by_acronym(text: str, lands: Sequence[_Name]) -> Iterator[_Name]:
    """EUBAM, where only one mission of that name works in the countries that the text names."""
    codes = {code for land in lands for code in land.value.split("+")}
    for match in ACRONYM.finditer(text):
        candidates = _acronyms().get(match.group(), [])
        found = _Name(match.start(), match.end(), "MISSION", "")
        if candidates and (beside := _with_country(found, text, lands)):
            yield beside
            continue
        if len(candidates) > 1:
            candidates = [m for m in candidates if codes & set(m.countries)]
        if len(candidates) == 1:
            yield _Name(match.start(), match.end(), "MISSION", candidates[0].mission)


def _of_organisation(text: str, lands: Sequence[_Name]) -> Iterator[_Name]:
    for match in MISSION_OF.finditer(text):
        where = [x.value for x in lands if x.start == match.start("where")]
        where = where or [_places().names.get(_key(match["where"]), "")]
        link = known_mission(f"{match['org']} {match['what']} {match['where']}")
        if link is None and where[0]:
            link = _only_mission(match["org"], where[0])
        if link and link.mission:
            yield _Name(match.start(), match.end("what"), "MISSION", link.mission.mission)
    codes = list(dict.fromkeys(land.value for land in lands if land.value != "NL"))
    for match in OF_ORGANISATION.finditer(text):
        for code in codes[:2]:
            land = next(land for land in lands if land.value == code)
            link = known_mission(f"{match['org']} {match['what']} {text[land.start : land.end]}")
            if link and link.mission:
                yield _Name(match.start(), match.end(), "MISSION", link.mission.mission)
                break


@lru_cache(maxsize=1)
def _kinds_of_missions() -> dict[str, set[str]]:
    """What missions are called by whose names begin alike: EUBAM is a grensbijstandsmissie."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for mission in missions():
        if mission.full_name_nl:
            kinds[mission.name.split()[0]].add(normal(mission.full_name_nl).split()[0])
    return kinds


def _of_kind(text: str, lands: Sequence[_Name]) -> Iterator[_Name]:
    """What a mission is and where, without its name: "de grensbijstandsmissie in Libië"."""
    for match in re.finditer(r"\b(\w{4,}missie)\s+(?:in|voor|naar|op)\s+", text):
        land = next((x for x in lands if x.start == match.end()), None)
        if land is None:
            continue
        there = [
            mission
            for mission in missions()
            if mission.last_year is None
            and land.value in mission.countries
            and normal(match[1]) in _kinds_of_missions()[mission.name.split()[0]]
        ]
        if len(there) == 1:
            yield _Name(match.start(), match.end(1), "MISSION", there[0].mission)


def _only_mission(organisation: str, code: str) -> MissionLink | None:
    """The mission that an organisation has in a country today, if there is but one."""
    link = link_mission(organisation, [code])
    if link.mission:
        return link
    under = _organisations().names.get(_key(organisation))
    there = [m for m in missions() if m.organisation == under and m.countries == (code,)]
    now = [m for m in there if m.last_year is None]
    return MissionLink(now[0], "context") if len(now) == 1 else None


def _introduced(text: str, whole: Sequence[_Name]) -> Iterator[tuple[str, str]]:
    """Acronyms that a text introduces in brackets behind the name of a mission, and the mission."""
    for match in BRACKETED.finditer(text):
        acronym = match.group(1)
        full = [n for n in whole if n.end <= match.start() <= n.end + 2]
        if full:
            yield acronym, full[-1].value
            continue
        if normal(acronym).split()[0] in _organisations().firsts:
            continue
        named = NAME_BEFORE.search(text[max(0, match.start() - 200) : match.start()].rstrip())
        before = text[max(0, match.start() - 80) : match.start()]
        tells = re.search(r"(?i)(?:missie|mission|operati)\w*[^.]{0,40}$", before)
        if tells and not (
            _acronyms().get(acronym.split()[0]) or _mission_names().names.get(_key(acronym))
        ):
            name = LEADING.sub("", named.group(1).strip()) if named else ""
            name = name if " " in name else acronym
            yield acronym, f"unknown-{slug(name)}"


def _by_shape(text: str, lands: Sequence[_Name]) -> Iterator[_Name]:
    """Missions that no list knows: an acronym of an organisation's missions, and their country."""
    for match in re.finditer(r"\b(?:EU|UN|MIN|OVSE|OSCE)[A-Z]{2,}\b", text):
        if match.group() in _acronyms() or _organisations().names.get(_key(match.group())):
            continue
        land = next((x for x in lands if x.start == match.end() + 1), None)
        end = land.end if land else match.end()
        yield _Name(match.start(), end, "MISSION", f"unknown-{slug(text[match.start() : end])}")
