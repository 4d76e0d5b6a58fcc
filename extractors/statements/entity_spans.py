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
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import normal, slug
from missiemonitor.extractors.linking.gazetteer import (
    Name,
    Token,
    cities_in,
    countries_in,
    homes_in,
    inhabitants_in,
    key_of,
    listed,
    lone_names,
    mission_names,
    nation_names,
    organisation_names,
    place_names,
    region_names,
    words_of,
)
from missiemonitor.extractors.linking.missions import MissionLink, known_mission, link_mission
from missiemonitor.extractors.reference import Mission, missions
from missiemonitor.extractors.statements.described_missions import described
from missiemonitor.extractors.statements.fact import NAMES
from missiemonitor.extractors.statements.headings import in_heading
from missiemonitor.extractors.statements.lexicon import pattern, terms
from spacy.language import Language
from spacy.tokens import Doc, Span

ACRONYM = re.compile(r"\b[A-Z][A-Z]{3,}\b")
BRACKETED = re.compile(r"\(([A-Z][A-Za-z-]*[A-Z](?: [A-ZÀ-Ý][\wà-ÿ-]+)*)\)")
# "EU-missie in Armenië", "missie van de Verenigde Naties in Mali": the organisation is a name.
MISSION_OF = (
    r"(?P<org>[A-Z]{2,5})[- ](?P<what>\w*{kinds.missions}|{kinds.foreign_missions})"
    r"\s+{names.before_place}\s+(?P<where>[A-ZÀ-Ý][\w-]+)"
)
AT_ORGANISATION = r"\b(?P<org>[A-Z]{2,5})\s+{names.before_place}\s+"
SENTENCE_ENDS = (".", "!", "?")
OF_ORGANISATION = (
    r"(?P<what>\w*{kinds.missions})\s+{grammar.of}\s+{names.before_organisation}\s+"
    r"(?P<org>[A-Z]{2,5}|[A-Z]\w+ {names.of_organisations})\b"
)
TELLS = r"(?i){kinds.mission_beginnings}\w*[^.]{0,40}$"
# Words with a capital, and the small words between them, at the end of a text.
NAME_BEFORE = r"((?:[A-ZÀ-Ý][\w-]*\s+(?:{names.inside}\s+)*)*[A-ZÀ-Ý][\w-]*)$"
LEADING = r"^(?:{names.leading}\s+)+"


@Language.component("missie_names", assigns=["doc.spans"])
def missie_names(doc: Doc) -> Doc:
    """Fill `doc.spans["missie_names"]`."""
    found: list[Span] = []
    taken: set[int] = set()
    for name in _names(doc.text, in_heading(doc._.missie_under), doc._.missie_year):
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


def _names(text: str, under: Sequence[str] = (), year: int | None = None) -> Iterator[Name]:
    """All names in a text; those that come first win where two overlap.

    `under` are the countries that its heading names, `year` that of the document.
    """
    words = words_of(text)
    lands = list(countries_in(words, text))
    towns = list(listed(words, place_names(), "PLACE"))
    towns += cities_in(words, text)
    towns += homes_in(words, text)
    whole = list(_missions(words, text, lands))
    own = dict(_introduced(text, whole))
    yield from whole
    for acronym, name in own.items():
        for match in re.finditer(rf"\b{re.escape(acronym)}\b", text):
            yield Name(match.start(), match.end(), "MISSION", name)
    yield from _by_acronym(text, [*lands, *towns], under, year)
    told = [*whole, *_of_organisation(text, lands), *_at_organisation(text, [*lands, *towns])]
    yield from told[len(whole) :]
    yield from described(text, [*lands, *towns], told)
    yield from _by_shape(text, lands)
    yield from listed(words, region_names(), "REGION")
    yield from inhabitants_in(words)
    yield from lands
    yield from towns
    ends = {one.end: two.text for one, two in pairwise(words)}
    for nation in listed(words, nation_names(), "NATION"):
        there = ends.get(nation.end) in terms("places.nouns")
        yield replace(nation, label="PLACE") if there else nation
    yield from listed(words, organisation_names(), "ORGANISATION")


# --- missions ---------------------------------------------------------------------------------


def _missions(words: Sequence[Token], text: str, lands: Sequence[Name]) -> Iterator[Name]:
    for name in listed(words, mission_names(), "MISSION"):
        said = text[name.start : name.end]
        known = known_mission(said)
        if ACRONYM.fullmatch(said) and (elsewhere := _with_country(name, text, lands)):
            yield elsewhere
            continue
        if len(_acronyms().get(said, ())) > 1:
            continue  # EUPM is that of Bosnia or of Moldova: see _by_acronym
        if any(letter.isupper() for letter in said) and (" " in said or said.isupper()):
            value = known.mission.mission if known and known.mission else name.value
            yield Name(name.start, name.end, "MISSION", value)
    for name in listed(words, lone_names(), "MISSION"):
        if text[name.start].isupper() and not text[: name.start].rstrip().endswith(SENTENCE_ENDS):
            yield name


def _with_country(acronym: Name, text: str, lands: Sequence[Name]) -> Name | None:
    """An acronym with the country behind it: "EUPM Moldova" is not the EUPM of another country."""
    beside = next((land for land in lands if land.start == acronym.end + 1), None)
    if beside is None:
        return None
    said = text[acronym.start : beside.end]
    known = known_mission(said)
    candidates = _acronyms().get(text[acronym.start : acronym.end], [])
    codes = {*beside.value.split("+")}
    if known and known.mission:
        return Name(acronym.start, beside.end, "MISSION", known.mission.mission)
    if candidates and not any(codes & {*mission.countries} for mission in candidates):
        return Name(acronym.start, beside.end, "MISSION", f"unknown-{slug(said)}")
    return None


@lru_cache(maxsize=1)
def _acronyms() -> dict[str, list[Mission]]:
    """First words of missions' names in capitals, to the missions that have them."""
    found: dict[str, list[Mission]] = defaultdict(list)
    organisation = {key[0] for key in organisation_names().names if len(key) == 1}
    for mission in missions():
        first = mission.name.split()[0]
        if ACRONYM.fullmatch(first) and normal(first) not in organisation:
            found[first].append(mission)
    return dict(found)


def _by_acronym(
    text: str, lands: Sequence[Name], under: Sequence[str], year: int | None
) -> Iterator[Name]:
    """EUBAM, where only one mission of that name works in the countries that the text names, or
    only one works in the year of the document (None: today) at all."""
    codes = {code for land in lands for code in land.value.split("+")} | {*under}
    nations = {nation.value for nation in listed(words_of(text), nation_names(), "NATION")}
    for match in ACRONYM.finditer(text):
        candidates = _acronyms().get(match.group(), [])
        found = Name(match.start(), match.end(), "MISSION", "")
        if candidates and (beside := _with_country(found, text, lands)):
            yield beside
            continue
        if len(candidates) > 1:
            there = [m for m in candidates if codes & set(m.countries)]
            there = there or [m for m in candidates if nations & set(m.countries)]
            at_work = [m for m in there or candidates if _works(m, year)]
            candidates = there if len(there) == 1 else at_work
        if len(candidates) == 1:
            yield Name(match.start(), match.end(), "MISSION", candidates[0].mission)


def _works(mission: Mission, year: int | None) -> bool:
    if year is None:
        return mission.last_year is None
    return (mission.first_year or year) <= year <= (mission.last_year or year)


def _of_organisation(text: str, lands: Sequence[Name]) -> Iterator[Name]:
    for match in pattern(MISSION_OF).finditer(text):
        where = [x.value for x in lands if x.start == match.start("where")]
        where = where or [place_names().names.get(key_of(match["where"]), "")]
        link = known_mission(f"{match['org']} {match['what']} {match['where']}")
        if link is None and where[0]:
            link = _only_mission(match["org"], where[0])
        if link and link.mission:
            yield Name(match.start(), match.end("what"), "MISSION", link.mission.mission)
    codes = list(dict.fromkeys(land.value for land in lands if land.value != home_country()))
    for match in pattern(OF_ORGANISATION).finditer(text):
        for code in codes[:2]:
            land = next(land for land in lands if land.value == code)
            link = known_mission(f"{match['org']} {match['what']} {text[land.start : land.end]}")
            if link and link.mission:
                yield Name(match.start(), match.end(), "MISSION", link.mission.mission)
                break


def _at_organisation(text: str, lands: Sequence[Name]) -> Iterator[Name]:
    """An organisation at a place, "bij de OVSE in Skopje", where its missions are called by its
    name: its mission there."""
    for match in pattern(AT_ORGANISATION).finditer(text):
        where = next((x for x in lands if x.start == match.end()), None)
        link = _only_mission(match["org"], where.value) if where else None
        if link and link.mission and link.mission.name.split()[0] == match["org"]:
            yield Name(match.start("org"), match.end("org"), "MISSION", link.mission.mission)


def _only_mission(organisation: str, code: str) -> MissionLink | None:
    """The mission that an organisation has in a country today, if there is but one."""
    link = link_mission(organisation, [code])
    if link.mission:
        return link
    under = organisation_names().names.get(key_of(organisation))
    there = [m for m in missions() if m.organisation == under and m.countries == (code,)]
    now = [m for m in there if m.last_year is None]
    return MissionLink(now[0], "context") if len(now) == 1 else None


def _introduced(text: str, whole: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """Acronyms that a text introduces in brackets behind the name of a mission, and the mission."""
    for match in BRACKETED.finditer(text):
        acronym = match.group(1)
        full = [n for n in whole if n.end <= match.start() <= n.end + 2]
        if full:
            yield acronym, full[-1].value
            continue
        if normal(acronym).split()[0] in organisation_names().firsts:
            continue
        long_before = text[max(0, match.start() - 200) : match.start()].rstrip()
        named = pattern(NAME_BEFORE).search(long_before)
        before = text[max(0, match.start() - 80) : match.start()]
        tells = pattern(TELLS).search(before)
        if tells and not (
            _acronyms().get(acronym.split()[0]) or mission_names().names.get(key_of(acronym))
        ):
            name = pattern(LEADING).sub("", named.group(1).strip()) if named else ""
            name = name if " " in name else acronym
            yield acronym, f"unknown-{slug(name)}"


def _by_shape(text: str, lands: Sequence[Name]) -> Iterator[Name]:
    """Missions that no list knows: an acronym of an organisation's missions, and their country."""
    for match in pattern(r"\b{names.acronyms_begin}[A-Z]{2,}\b").finditer(text):
        if match.group() in _acronyms() or organisation_names().names.get(key_of(match.group())):
            continue
        land = next((x for x in lands if x.start == match.end() + 1), None)
        end = land.end if land else match.end()
        yield Name(match.start(), end, "MISSION", f"unknown-{slug(text[match.start() : end])}")
