"""Whose officers a table lists: what its caption, the sentence before it or its heading names.

Where they name another nation or corps, that goes before the series: the rows are kept and not
counted. The nearest that names anybody decides. Where none does, the officers are those of the
series, in a document that is told to be of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.reference import nationalities, nations_in_english, words
from missiemonitor.extractors.thresholds import DEPLOYMENTS

SENTENCE_END = re.compile(r"(?<=[^\W\d][.!?:])\s+")


@dataclass(frozen=True, slots=True)
class Named:
    """A nation (ISO 3166-1) or corps that a text over a table names.

    `place` is `caption`, `sentence` or `heading`; `ours` says that the series is about it.
    """

    place: str
    text: str
    nation: str | None
    corps: str | None
    ours: bool

    @property
    def other(self) -> str:
        """The corps as it is called, or the code of the nation."""
        return self.corps or self.nation or ""


def named_over(state: TableState) -> Named | None:
    """Who is named nearest over a table; None where nobody is."""
    for place, text in _texts(state):
        named = _named(state, place, text)
        if named:
            return named
    return None


def _texts(state: TableState) -> Iterator[tuple[str, str]]:
    """The texts that say what a table is, the nearest first."""
    *more, title = SENTENCE_END.split(state.table.caption.strip())
    if title and not more:
        yield "caption", title
    before = title if more else SENTENCE_END.split(state.table.before.strip())[-1]
    pointing = current_series().words["officers"]["pointing"]
    if any(normal(word) in normal(before) for word in pointing):
        yield "sentence", before
    heading = _heading(state)
    if heading:
        yield "heading", heading


def _heading(state: TableState) -> str:
    """The last heading above a table, whatever text stands between."""
    last = ""
    top = state.table.box.top
    for paragraph in state.document.paragraphs:
        page, line = paragraph.lines[0]
        above = page < state.table.page or (page == state.table.page and line.box.bottom <= top)
        if paragraph.heading and above:
            last = paragraph.text
    return last


def _named(state: TableState, place: str, text: str) -> Named | None:
    series = current_series()
    form = f" {normal(text)} "
    corps = next(
        (each for each in series.words["officers"]["other_corps"] if f" {normal(each)} " in form),
        None,
    )
    if corps:
        rest = form.replace(f" {normal(corps)} ", "  ")
        if not any(normal(word) in rest for word in words()["look_alikes"]["own"]):
            return Named(place, text, None, corps, ours=False)
    hosts = {code for row in state.deployments for code in row.countries}
    nation = _nation(form.split(), hosts - {series.nationality})
    return Named(place, text, nation, None, nation == series.nationality) if nation else None


def _nation(tokens: list[str], hosts: set[str]) -> str | None:
    """The nation of the people in a text: by an adjective, or by the country that they are from.

    An adjective beside what is no people (a mission, an area) names nobody. Police of a country to
    which a row sends are those who are helped, not those who are sent. Where two nations are
    joined, the table is of both, so the other one is told.
    """
    officers = current_series().words["officers"]
    both = nations_in_english() | nationalities()
    nations = {normal(word): code for word, (code, _) in both.items()}
    joining = words()["counts"]["and"]
    for at, token in enumerate(tokens):
        beside = DEPLOYMENTS.beside_nation
        behind, ahead = tokens[max(0, at - beside) : at], tokens[at + 1 : at + 1 + beside]
        near = behind if officers["adjectives"] == "after" else ahead
        people = not any(stem in other for other in near for stem in officers["no_people"])
        nation = nations.get(token)
        if nation and nation not in hosts and people:
            joined = len(ahead) > 1 and ahead[0] in joining and nations.get(ahead[1])
            return joined or nation
        if token in officers["from"]:
            start, _, code = next(country_spans(tokens[at + 1 :]), (1, 0, ""))
            if start == 0 and code not in hosts:
                return code
    return None
