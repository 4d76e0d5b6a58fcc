"""Whose officers a table lists: what the head of its counts, a note or a text over it names.

Where they name another nation or corps, that goes before the series: the rows are kept and not
counted. The nearest that names anybody decides. Where none does, the officers are those of the
series, in a document that is told to be of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.document import Region
from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.around import (
    above,
    count_heads,
    is_running,
    notes,
    whole_caption,
)
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.deployments.meaning.nations import nation_in, nations_named
from missiemonitor.extractors.deployments.table_state import Named, TableState
from missiemonitor.extractors.reference import words


def named_at(state: TableState) -> Named | None:
    """Who is named nearest at a table; None where nobody is, or police is named nearer than another
    corps."""
    police = False
    for place, text in _texts(state):
        named = _named(state, place, text)
        if named and not (police and named.corps):
            return named
        police = police or any(each.name == "police" for each in concepts_in(text, head=True))
    return None


def whose_report(state: TableState) -> str | None:
    """The nation whose officers a table lists in a document of no series, where nothing at the
    table names one: that of the first series, unless the document names another more often.

    Countries to which rows send are no such others. None where it is another's, or nobody can tell.
    """
    hosts = {code for row in state.deployments for code in row.countries}
    named = nations_named(line.text for _, line in state.document.lines(*Region))
    home = current_series().nationality
    others = max((times for code, times in named.items() if code not in {home, *hosts}), default=0)
    return home if named[home] >= others else None


def _texts(state: TableState) -> Iterator[tuple[str, str]]:
    """The texts that say whose officers a table lists, the nearest first.

    What is counted the head of the counts says, or a note below them that begins by saying what it
    is about; of running text only what speaks of the table.
    """
    officers = current_series().words["officers"]
    yield from (("head", cell.text) for cell in count_heads(state.table))
    begins = tuple(f"{normal(each)} " for each in officers["notes"])
    yield from (("note", each) for each in notes(state) if f"{normal(each)} ".startswith(begins))
    if caption := whole_caption(state.table):
        yield "caption", caption
    for each in above(state):
        if each.heading and not is_running(each.text):
            yield "heading", each.text
        elif any(normal(word) in normal(each.last) for word in officers["pointing"]):
            yield "sentence", each.last


def _named(state: TableState, place: str, text: str) -> Named | None:
    series = current_series()
    form = f" {normal(text)} "
    officers = series.words["officers"]
    police = _first(officers["other_police"], form)
    if police:
        return Named(place, text, None, police, ours=False)
    corps = _first(officers["other_corps"], form)
    if corps and not _first(words()["look_alikes"]["own"], form):
        return Named(place, text, None, corps, ours=False)
    hosts = {code for row in state.deployments for code in row.countries}
    nation = nation_in(form.split(), hosts - {series.nationality})
    return Named(place, text, nation, None, nation == series.nationality) if nation else None


def _first(phrases: Sequence[str], form: str) -> str | None:
    """The first of these phrases that a text in normal form has as whole words."""
    return next((each for each in phrases if f" {normal(each)} " in form), None)
