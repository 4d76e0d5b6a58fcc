"""The nation of the people that a text speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import dropwhile

from missiemonitor.corpus.series import current_series, per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.reference import nationalities, nations_in_any_language, words
from missiemonitor.extractors.thresholds import DEPLOYMENTS


def nation_in(tokens: Sequence[str], hosts: Collection[str]) -> str | None:
    """The nation of the people in a text: by an adjective, or by the country that they are from.

    `tokens` are in normal form, `hosts` the countries to which people are sent. An adjective beside
    what is no people (a mission, an area) names nobody, nor does one that is part of a country's
    name. Police of a country to which a row sends are those who are helped, not those who are sent.
    Where two nations are joined, the table is of both, so the other is told.
    """
    home = current_series().nationality
    joining = words()["counts"]["and"]
    nations = nation_words()
    named = {at for start, end, _ in country_spans(tokens) for at in range(start, end)}
    for at, token in enumerate(tokens):
        # "Zuid-Koreaanse" is two tokens.
        pair = " ".join((token, *tokens[at + 1 :][:1]))
        code, person = nations.get(pair, nations.get(token, ("", False)))
        if (
            at not in named
            and code
            and code not in hosts
            and (person or _beside_people(tokens, at))
        ):
            ahead = tokens[at + 1 :]
            joined = ""
            if len(ahead) > 1 and ahead[0] in joining:
                joined = nations.get(ahead[1], ("", False))[0]
            return joined if joined and code == home else code
        country = _country_from(tokens, at)
        if country and country not in hosts:
            return country
    return None


def nations_named(texts: Iterable[str]) -> Counter[str]:
    """How often texts name a nation by its adjective or its inhabitants, and the own one by its
    country too: countries of others are where missions are."""
    found: Counter[str] = Counter()
    home = current_series().nationality
    for text in texts:
        tokens = normal(text).split()
        found.update(code for _, _, code in country_spans(tokens) if code == home)
        found.update(nation_words()[token][0] for token in tokens if token in nation_words())
    return found


@per_series()
def nation_words() -> dict[str, tuple[str, bool]]:
    """Words for nations in normal form: the country's code, and whether it is a person."""
    told = nations_in_any_language() | nationalities()
    return {normal(word): each for word, each in told.items()}


def _beside_people(tokens: Sequence[str], at: int) -> bool:
    """Whether what an adjective stands beside is not said to be something else than people.

    Nor are these people left out: "exclusief Belgische collega's".
    """
    officers = current_series().words["officers"]
    behind, ahead = _beside(tokens, at)
    if any(normal(word) in behind for word in officers["without"]):
        return False
    near = behind[::-1] if officers["adjectives"] == "after" else ahead
    if near and any(stem in near[0] for stem in officers["people"]):
        return True
    return not any(stem in other for other in near for stem in officers["no_people"])


def _country_from(tokens: Sequence[str], at: int) -> str | None:
    """The country behind a word for where people are from, or, beside people, whose they are."""
    officers = current_series().words["officers"]
    whose = tokens[at] in officers["of"] and any(
        any(stem in word for stem in officers["people"])
        and not any(stem in word for stem in officers["no_people"])
        for word in _beside(tokens, at)[0]
    )
    if not whose and tokens[at] not in officers["from"]:
        return None
    fillers = set(words()["links"]["country_fillers"]) - set(words()["counts"]["and"])
    behind = list(dropwhile(lambda token: token in fillers, tokens[at + 1 :]))
    start, _, country = next(country_spans(behind), (1, 0, ""))
    return country if start == 0 else None


def _beside(tokens: Sequence[str], at: int) -> tuple[Sequence[str], Sequence[str]]:
    beside = DEPLOYMENTS.beside_nation
    return tokens[max(0, at - beside) : at], tokens[at + 1 : at + 1 + beside]
