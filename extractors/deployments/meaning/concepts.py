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
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

from babel import Locale
from missiemonitor.corpus.series import current_series, language, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.nations import nation_in, nation_words
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
class _Lexicon:
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
def _lexicon() -> _Lexicon:
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
    return _Lexicon(
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
    frame = _lexicon().frame
    for part in PARTS.split(text) if parted else (text,):
        form = normal(part)
        if not form or frame["not_held"].search(form):
            continue
        left_out = frame["without"].search(form)
        # What is left out goes as far as the sentence or the bracket does.
        yield (form[: left_out.start()] if left_out else form).split()


def points(text: str) -> bool:
    """Whether a sentence speaks of a table."""
    return text.rstrip().endswith(":") or bool(_lexicon().frame["pointing"].search(normal(text)))


def is_titled(text: str) -> bool:
    """Whether a text is the title of a table or figure, with its number: "Tabel 3"."""
    first, _, more = normal(text).partition(" ")
    numbered = any(char.isdigit() for char in more.partition(" ")[0])
    return numbered and bool(_lexicon().frame["title"].fullmatch(first))


def unknown_words(text: str, *, head: bool = False) -> tuple[str, ...]:
    """The words of a text that no concept knows, in normal form: what it may be about else.

    Numbers, dates, missions' acronyms, countries, and words that stand in any text are none.
    """
    return tuple(word for word, kind in _kinds(text, head, current_series().series) if not kind)


def strange_subject(text: str, *, title: bool) -> bool:
    """Whether what a text counts is called by words that nobody knows: "how many letters came";
    of a title also the first that it speaks of: "Dogs of the police in missions".
    """
    kinds = _kinds(text, False, current_series().series)
    counting = _lexicon().frame["how_many"]
    starts = [at + 1 for at, (word, _) in enumerate(kinds) if counting.fullmatch(word)]
    return any(_is_strange(kinds[at:]) for at in ([0, *starts] if title else starts))


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
    names, frame = nation_words(), _lexicon().frame
    title, support = frame["of_any_title"], frame["support"]
    for part in PARTS.split(text):
        tokens = normal(part).split()
        placed = {at for start, end, _ in country_spans(tokens) for at in range(start, end)}
        known = {each for concept in concepts_in(part, head=head) for each in concept.word.split()}
        groups = (
            tuple(tokens[at : at + length])
            for at in range(len(tokens))
            for length in range(1, _lexicon().longest + 1)
        )
        known.update(*(group for group in groups if group in _lexicon().exact))
        # "Enclosure 1": what is numbered is a label.
        numbered = len(tokens) > 1 and (tokens[1].isdigit() or len(tokens[1]) == 1)
        for at, token in enumerate(tokens):
            if at in placed or token in known or token in names or _by_stem(token):
                kind = "known"
            elif title.fullmatch(token) or support.fullmatch(token) or (not at and numbered):
                kind = "frame"
            elif len(token) < 2 or token in _plain_words() or any(c.isdigit() for c in token):
                kind = "plain"
            else:
                kind = ""
            found.append((token, kind))
    return tuple(found)


@lru_cache(maxsize=1)
def _plain_words() -> frozenset[str]:
    """Words that stand in any text of these languages, by spaCy's lists; names of months."""
    # Its lists alone: importing spaCy takes a second.
    found = find_spec("spacy")
    assert found is not None and found.submodule_search_locations
    folder = Path(found.submodule_search_locations[0])
    paths = (next(folder.glob(f"*/{code}/stop_words.py")) for code in LANGUAGES)
    lists = (run_path(str(path)) for path in paths)
    stop = {word for each in lists for word in each["STOP_WORDS"]}
    months = {name for code in LANGUAGES for name in Locale(code).months["format"]["wide"].values()}
    return frozenset(normal(word) for word in stop | months)


def _of_tokens(tokens: Sequence[str], head: bool) -> Iterator[Concept]:
    lexicon = _lexicon()
    at = 0
    whole = " ".join(tokens)
    while at < len(tokens):
        for length in range(min(lexicon.longest, len(tokens) - at), 0, -1):
            key = tuple(tokens[at : at + length])
            names = lexicon.exact.get(key) or (lexicon.heads.get(key) if head else None)
            if names:
                # Some words are there to be passed over: the title of the report.
                told = sorted(names - {"passed"})
                yield from (Concept(name, " ".join(key)) for name in told)
                at += length
                break
        else:
            yield from (Concept(name, tokens[at]) for name in _by_stem(tokens[at]))
            at += 1
    for pattern, name in lexicon.groups:
        match = pattern.search(whole)
        if match:
            yield Concept(name, match.group())


def _by_stem(token: str) -> tuple[str, ...]:
    return _stemmed(token, current_series().series)


@lru_cache(maxsize=8192)
def _stemmed(token: str, _series: str) -> tuple[str, ...]:
    lexicon = _lexicon()
    found: set[str] = set()
    for at in range(len(token) + 1):
        found |= lexicon.begins.get(token[:at], frozenset()) | lexicon.ends.get(
            token[at:], frozenset()
        )
    found.update(name for stem, name in lexicon.within if stem in token)
    return tuple(sorted(found))


def nation_of(text: str, hosts: frozenset[str]) -> str | None:
    """The nation of the people that a text speaks of, as ISO 3166-1 has it, or None."""
    return _nation(text, hosts, current_series().series)


@lru_cache(maxsize=4096)
def _nation(text: str, hosts: frozenset[str], _series: str) -> str | None:
    passed = _lexicon().passed
    parts = ([token for token in tokens if token not in passed] for tokens in spoken(text))
    return next((code for tokens in parts if (code := nation_in(tokens, hosts))), None)


def other_country(text: str, hosts: Collection[str]) -> str | None:
    """The first country that a text names and that is none of `hosts`, or None.

    One behind a word of place ("in the", "to") is where something is, and none sends where a text
    tells of support.
    """
    form = normal(text)
    tokens = form.split()
    where, support = _lexicon().frame["place_before"], _lexicon().frame["support"]
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
