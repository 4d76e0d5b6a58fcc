"""What sentences say: paragraphs go in; deployments, posts, visits and agreements come out.

One reading by rules: words of statements.toml, numbers that stand before what officers are called,
and the mission of the sentence, of the heading, or of the sentence before. A second, independent
reading is still to come, so every statement carries a finding that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from corpus.document import Box, Document, Line, Paragraph
from extractors.extraction import Evidence, Statement
from extractors.linking import country_spans, known_mission, normal
from extractors.numbers import whole_number
from extractors.reference import Mission, missions, statement_words

LONE = 0.6  # one reading alone
TOKEN = re.compile(r"\w[\w’'/.-]*\w|\w|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with where its characters stand in its paragraph."""

    text: str
    start: int
    end: int


def read_statements(document: Document) -> tuple[Statement, ...]:
    """All statements of a document's running text, in reading order."""
    found: list[Statement] = []
    heading: Mission | None = None
    listing = False
    for paragraph in document.paragraphs:
        if paragraph.heading:
            heading = next(iter(_missions_in(paragraph.text)), None)
            continue
        if not re.search(r"[.;:]", paragraph.text):
            continue  # a table, a label or a signature
        item = re.match(r"(\d{1,2})[.)]\s", paragraph.text)
        if item and listing:
            found.append(_statement(document, paragraph, _whole(paragraph), "priority"))
            continue
        listing = any(word in paragraph.text.casefold() for word in _kinds("priority"))
        last = heading
        for sentence in sentences(paragraph.text):
            named = _missions_in(sentence.text)
            points = any(word in sentence.text.casefold() for word in _words()["pointing"]["back"])
            mission = named[0] if len(named) == 1 else None
            if not named and (last is heading or points):
                mission = last
            found += _of(document, paragraph, sentence, mission)
            last = named[0] if len(named) == 1 else last
    return tuple(found)


def _words() -> dict[str, Any]:
    return statement_words()


def _kinds(name: str) -> list[str]:
    words: list[str] = _words()["kinds"][name]
    return words


def _whole(paragraph: Paragraph) -> Sentence:
    return Sentence(paragraph.text, 0, len(paragraph.text))


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text; a full stop behind an abbreviation or a number ends none."""
    short = {normal(word) for word in _words()["abbreviations"]["words"]}
    start = 0
    for match in re.finditer(r"[.!?][)”\"’]?\s+(?=[A-ZÀ-Ý(“\"‘])", text):
        before = re.search(r"([\w.]+)$", text[start : match.start()])
        if before and (normal(before[1]) in short or re.fullmatch(r"[A-Z]|\d{1,2}", before[1])):
            continue
        yield Sentence(text[start : match.end()].strip(), start, match.end())
        start = match.end()
    if text[start:].strip():
        yield Sentence(text[start:].strip(), start, len(text))


# --- one sentence -----------------------------------------------------------------------------


def _of(
    document: Document, paragraph: Paragraph, sentence: Sentence, mission: Mission | None
) -> Iterator[Statement]:
    text = sentence.text.casefold()
    countries = _countries(sentence.text)
    counted = list(_counted(sentence.text))
    if counted and (mission or countries):
        for officers, nationality in counted:
            yield _statement(
                document,
                paragraph,
                sentence,
                "deployment",
                mission,
                _where(countries, mission),
                officers,
                nationality or "NL",
            )
        return
    for kind in ("liaison", "agreement", "visit", "assistance"):
        if not any(_has(text, word) for word in _kinds(kind)):
            continue
        if kind == "agreement" and not any(_has(text, word) for word in _kinds("signed")):
            continue
        number = next(_liaisons(sentence.text), None) if kind == "liaison" else None
        if countries or kind == "agreement":
            yield _statement(document, paragraph, sentence, kind, None, countries, number, None)
        return


def _has(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _where(countries: tuple[str, ...], mission: Mission | None) -> tuple[str, ...]:
    """The countries of a deployment: those of its mission that the sentence names, or all named."""
    if mission is None:
        return countries
    named = tuple(code for code in countries if code in mission.countries)
    return named or (mission.countries if len(mission.countries) <= 2 else ())


def _countries(text: str) -> tuple[str, ...]:
    tokens = normal(text).split()
    codes = (code for _, _, code in country_spans(tokens))
    return tuple(dict.fromkeys(code for code in codes if code != "NL"))


@lru_cache(maxsize=1)
def _names() -> list[tuple[str, Mission]]:
    """Names of missions in normal form, longest first; short ones only where they are acronyms."""
    names: dict[str, Mission] = {}
    for mission in missions():
        for name in (mission.name, mission.full_name_nl, mission.full_name_en, *mission.aliases):
            if len(normal(name)) > 3 and (" " in name or name.isupper()):
                names.setdefault(normal(name), mission)
    return sorted(names.items(), key=lambda item: -len(item[0]))


def _missions_in(text: str) -> list[Mission]:
    """The missions that a text names, each once, in the order of their names' lengths."""
    whole = known_mission(text)
    if whole and whole.mission:
        return [whole.mission]
    rest = f" {normal(text)} "
    found: dict[str, Mission] = {}
    for name, mission in _names():
        if f" {name} " in rest:
            found.setdefault(mission.mission, mission)
            rest = rest.replace(f" {name} ", " | ")
    return list(found.values())


Counted = tuple[int, str | None]


def _counted(text: str) -> Iterator[Counted]:
    """Numbers of officers with their nationality: "drie Nederlandse en drie Zweedse agenten"."""
    tokens = TOKEN.findall(text)
    words = _words()["officers"]
    nouns, between = set(words["nouns"]), set(words["between"])
    for at, token in enumerate(tokens):
        if token.casefold() not in nouns:
            continue
        position = at - 1
        nationality: str | None = None
        found: list[Counted] = []
        while position >= 0:
            word = tokens[position].casefold()
            nation = _nations().get(word)
            number = _number(tokens[position], before=tokens[position + 1])
            if number is not None:
                found.append((number, nationality))
                nationality = None
                if position > 1 and tokens[position - 1].casefold() == "en":
                    position -= 2
                    # Another number of the same officers must stand before "en".
                    if tokens[position].casefold() in _nations():
                        continue
                break
            if nation:
                nationality = nation
            elif word not in between:
                break
            position -= 1
        yield from reversed(found)


def _number(token: str, before: str) -> int | None:
    """A number in figures or words; an article is none, and neither is part of a date or sum."""
    word = token.casefold()
    if word in _words()["officers"]["both"]:
        return 2
    if word == "een" or (word.isdigit() and len(word) == 4):
        return None
    dozens: dict[str, int] = _words()["officers"]["dozens"]
    return dozens.get(word) or whole_number(word)


def _liaisons(text: str) -> Iterator[int]:
    """The number of liaison officers, where one stands before them or they stand alone in one."""
    tokens = [token.casefold() for token in TOKEN.findall(text)]
    for before, token in pairwise(["", *tokens]):
        if token in _kinds("liaison"):
            number = _number(before, token) if before else None
            if number is None and not token.endswith(("en", "s")):
                number = 1
            if number is not None:
                yield number


@lru_cache(maxsize=1)
def _nations() -> dict[str, str]:
    return {word: code for code, words in _words()["nationalities"].items() for word in words}


def status_of(text: str) -> str:
    """Whether a sentence tells of what is, was, ended, is to come, or is not."""
    folded = text.casefold()
    for status in ("ended", "planned", "negated", "past"):
        if any(_has(folded, word) for word in _words()["status"][status]):
            return status
    return "current"


# --- where it stands --------------------------------------------------------------------------


def _statement(
    document: Document,
    paragraph: Paragraph,
    sentence: Sentence,
    kind: str,
    mission: Mission | None = None,
    countries: tuple[str, ...] = (),
    officers: int | None = None,
    nationality: str | None = None,
) -> Statement:
    evidence = tuple(_evidence(document, paragraph, sentence))
    first = evidence[0]
    key = f"p{first.page}y{first.box.top:.0f}c{sentence.start}{kind}{officers}{nationality}"
    return Statement(
        key=key,
        kind=kind,
        mission=mission.mission if mission else None,
        countries=countries,
        officers=officers,
        nationality=nationality,
        status=status_of(sentence.text),
        sentence=sentence.text,
        evidence=evidence,
        confidence=LONE,
    )


def _evidence(document: Document, paragraph: Paragraph, sentence: Sentence) -> Iterator[Evidence]:
    """One box for each line that a sentence runs over."""
    wanted = set(normal(sentence.text).split())
    at = 0
    for number, line in paragraph.lines:
        page = document.page(number)
        length = len(line.text) + 1
        if page and at < sentence.end and at + length > sentence.start + 1:
            box = page.on_paper(_part(line, wanted))
            yield Evidence(number, box, line.text)
        at += length


def _part(line: Line, wanted: set[str]) -> Box:
    """The words of a line that belong to a sentence."""
    inside = [word.box for word in line.words if set(normal(word.text).split()) & wanted]
    return Box.around(inside) if inside else line.box
