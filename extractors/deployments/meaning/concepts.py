"""Words become concepts: what a text of a table speaks of, by whole words and parts of compounds.

The words stand in concepts/<language>.toml; those of all languages are in force together, because
annexes are not always in the language of their report. A word that is in none of them says nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel import Locale
from missiemonitor.corpus.series import current_series, language, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.nations import nation_in
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.thresholds import DEPLOYMENTS

ASPECTS = {
    "corps": ("police", "marechaussee", "defence", "customs", "justice", "civil"),
    "nation": ("own", "foreign"),
    "unit": (
        *("persons", "officers", "money", "fte", "cases", "goods", "days", "share", "age"),
        *("difference", "ordinal"),
    ),
    "time": (
        *("present", "ceiling", "planned", "sought", "former", "average", "previous"),
        "cumulative",
    ),
    "topic": ("sent", "home", "received", "liaison", "training", "other_topic"),
}
"""What a table is told by; in each the nearest place that says anything goes before others."""

LANGUAGES = ("nl", "en", "fr")
SIGNS = {"%": "share", "€": "money", "$": "money", "£": "money"}

PEOPLE = {"persons", "officers", *ASPECTS["corps"]}

PARTS = re.compile(r"\n+|(?<=[^\W\d][.!?])\s+|(?<=\w\w[.!?])\s+|;\s+|(?<=\d[.])\s+(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept that a text speaks of, and by which of its words."""

    name: str
    word: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`exact` are whole words and groups of words; `heads` hold for heads alone.

    `begins`, `ends` and `within` are parts of words by where they stand, `groups` are patterns of
    several words, `passed` are words that name no nation.
    """

    exact: dict[tuple[str, ...], frozenset[str]]
    begins: dict[str, frozenset[str]]
    ends: dict[str, frozenset[str]]
    within: tuple[tuple[str, str], ...]
    groups: tuple[tuple[re.Pattern[str], str], ...]
    passed: frozenset[str]
    heads: dict[tuple[str, ...], frozenset[str]]
    longest: int
    frame: dict[str, re.Pattern[str]]


@per_series()
def lexicon() -> Lexicon:
    """The words of all languages, with those of the series at hand."""
    exact: dict[tuple[str, ...], set[str]] = {}
    heads: dict[tuple[str, ...], set[str]] = {}
    begins: dict[str, set[str]] = {}
    ends: dict[str, set[str]] = {}
    within: list[tuple[str, str]] = []
    several: dict[str, list[str]] = {}
    frame: dict[str, list[str]] = {}
    for code in dict.fromkeys((language(), *LANGUAGES)):
        groups = tomllib.loads(_text(code))
        for name, listed in groups.pop("frame").items():
            frame.setdefault(name, []).extend(listed)
        for name, word in _listed(groups):
            key = tuple(word.removeprefix("^").split())
            stem = word.strip("*")
            if "*" not in word:
                (heads if word[0] == "^" else exact).setdefault(key, set()).add(name)
            elif len(key) > 1 or "*" in stem:
                several.setdefault(name, []).append(word)
            elif word[0] == word[-1] == "*":
                within.append((stem, name))
            else:
                (ends if word[0] == "*" else begins).setdefault(stem, set()).add(name)
    return Lexicon(
        exact={key: frozenset(names) for key, names in exact.items()},
        begins={stem: frozenset(names) for stem, names in begins.items()},
        ends={stem: frozenset(names) for stem, names in ends.items()},
        within=tuple(within),
        groups=tuple((_pattern(listed), name) for name, listed in several.items()),
        passed=frozenset(key[0] for key, names in exact.items() if "passed" in names),
        heads={key: frozenset(names) for key, names in heads.items()},
        longest=max(map(len, exact)),
        frame={name: _pattern(listed) for name, listed in frame.items()},
    )


def _listed(groups: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, str]]:
    for group in groups.values():
        for name, listed in group.items():
            yield from ((name, word) for word in listed)


def _text(code: str) -> str:
    return files(__package__).joinpath("concepts", f"{code}.toml").read_text("utf-8")


def _pattern(listed: Sequence[str]) -> re.Pattern[str]:
    either = "|".join(
        re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", " ")
        for word in sorted(listed, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def concepts_in(text: str, *, head: bool = False) -> tuple[Concept, ...]:
    """The concepts that a text speaks of, each once, in its order; `head`: it is a column's.

    What is said to be left out, or not to be in the table, is not spoken of.
    """
    return _kept(text, head, current_series().series)


@lru_cache(maxsize=4096)
def _kept(text: str, head: bool, _series: str) -> tuple[Concept, ...]:
    found = {name: Concept(name, sign) for sign, name in SIGNS.items() if head and sign in text}
    for tokens in spoken(text, parted=not head):
        for concept in _of_tokens(tokens, head):
            found.setdefault(concept.name, concept)
    if head and PEOPLE & found.keys():
        # "Officers (n)" numbers no rows, and "of whom police" is said of a corps.
        found.pop("ordinal", None)
        if "police" in found:
            found.pop("gender", None)
    own = _own_corps(current_series().series) & found.keys()
    if own:
        # What the series is called after is the corps that is counted, as police is elsewhere.
        found.setdefault("police", Concept("police", found[min(own)].word))
        found = {name: each for name, each in found.items() if name not in own}
    return tuple(found.values())


@lru_cache(maxsize=64)
def _own_corps(_series: str) -> frozenset[str]:
    """The corps other than police that the title of the series names."""
    titles = " ".join(current_series().titles.values())
    tokens = (each for part in spoken(titles) for each in _of_tokens(part, False))
    return frozenset(each.name for each in tokens) & {*ASPECTS["corps"]} - {"police"}


def spoken(text: str, parted: bool = True) -> Iterator[list[str]]:
    """The words, in normal form, of the parts of a text that speak of what is there."""
    frame = lexicon().frame
    for part in PARTS.split(text) if parted else (text,):
        form = normal(part)
        if not form or frame["not_held"].search(form):
            continue
        left_out = frame["without"].search(form)
        # What is left out goes as far as the sentence or the bracket does.
        yield (form[: left_out.start()] if left_out else form).split()


def points(text: str) -> bool:
    """Whether a sentence speaks of a table."""
    return text.rstrip().endswith(":") or bool(lexicon().frame["pointing"].search(normal(text)))


def shows(text: str) -> bool:
    """Whether a sentence may speak of what stands below it: "So many were there"."""
    return bool(lexicon().frame["shows"].search(normal(text)))


def goes_on(text: str) -> bool:
    """Whether a sentence is about what the one before it is about: "Their number was ..."."""
    return bool(lexicon().frame["goes_on"].match(normal(text)))


def is_source(text: str) -> bool:
    """Whether a sentence says by whom figures were given, which are not those they are of."""
    return bool(lexicon().frame["source"].search(normal(text)))


def is_titled(text: str) -> bool:
    """Whether a text is the title of a table or figure, with its number: "Tabel 3"."""
    first, _, more = normal(text).partition(" ")
    numbered = any(char.isdigit() for char in more.partition(" ")[0])
    return numbered and bool(lexicon().frame["title"].fullmatch(first))


def _of_tokens(tokens: Sequence[str], head: bool) -> Iterator[Concept]:
    words = lexicon()
    at = 0
    whole = " ".join(tokens)
    while at < len(tokens):
        if (joined := _joined_on(tokens, at)) and joined in words.exact:
            yield from (Concept(name, tokens[at]) for name in sorted(words.exact[joined]))
            at += 1
            continue
        for length in range(min(words.longest, len(tokens) - at), 0, -1):
            key = tuple(tokens[at : at + length])
            names = words.exact.get(key) or (words.heads.get(key) if head else None)
            if names:
                # Some words are there to be passed over: the title of the report.
                told = sorted(names - {"passed"})
                yield from (Concept(name, " ".join(key)) for name in told)
                at += length
                break
        else:
            yield from (Concept(name, tokens[at]) for name in by_stem(tokens[at]))
            at += 1
    for pattern, name in words.groups:
        match = pattern.search(whole)
        if match:
            yield Concept(name, match.group())


def _joined_on(tokens: Sequence[str], at: int) -> tuple[str, ...]:
    """A word with the noun that it shares with another: "civil" is of missions in "civil and
    military missions" and "civiele en vredesmissies". Empty where it shares none."""
    joining, *behind = tokens[at + 1 :] or ("",)
    if joining in _joining():
        groups = [key for key in lexicon().exact if key[0] == tokens[at] and key[1:] == key[-1:]]
        for token in behind[: DEPLOYMENTS.beside_nation]:
            for group in groups:
                if token.endswith(group[-1]):
                    return group
    return ()


@lru_cache(maxsize=1)
def _joining() -> frozenset[str]:
    """The word for "and" in each language, as CLDR joins two things by it."""
    patterns = (Locale(language).list_patterns["standard"]["2"] for language in LANGUAGES)
    return frozenset(normal(each.format("", "")) for each in patterns)


def by_stem(token: str) -> tuple[str, ...]:
    """The concepts of a word that is in no list as a whole, by its parts."""
    return _stemmed(token, current_series().series)


@lru_cache(maxsize=8192)
def _stemmed(token: str, _series: str) -> tuple[str, ...]:
    words = lexicon()
    found: set[str] = set()
    for at in range(len(token) + 1):
        found |= words.begins.get(token[:at], frozenset()) | words.ends.get(token[at:], frozenset())
    found.update(name for stem, name in words.within if stem in token)
    return tuple(sorted(found))


def nation_of(text: str, hosts: frozenset[str]) -> str | None:
    """The nation of the people that a text speaks of, as ISO 3166-1 has it, or None."""
    return _nation(text, hosts, current_series().series)


@lru_cache(maxsize=4096)
def _nation(text: str, hosts: frozenset[str], _series: str) -> str | None:
    passed = lexicon().passed
    parts = ([token for token in tokens if token not in passed] for tokens in spoken(text))
    return next((code for tokens in parts if (code := nation_in(tokens, hosts))), None)


def other_country(text: str, hosts: Collection[str]) -> str | None:
    """The first country that a text names and that is none of `hosts`, or None.

    One behind a word of place ("in the", "to") is where something is, and none sends where a text
    tells of support.
    """
    form = normal(text)
    tokens = form.split()
    where, support = lexicon().frame["place_before"], lexicon().frame["support"]
    if support.search(form):
        return None
    return next(
        (
            code
            for start, _, code in country_spans(tokens)
            if code not in hosts
            and not any(
                where.fullmatch(each) for each in tokens[:start][-DEPLOYMENTS.beside_nation :]
            )
        ),
        None,
    )
