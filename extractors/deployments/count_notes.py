"""What stands beside a mission or a count: words in brackets, footnotes, other columns' numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from missiemonitor.corpus.dates import dates
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in, nation_of
from missiemonitor.extractors.deployments.meaning.times import apart, time_of
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.extraction import Deployment
from missiemonitor.extractors.linking.counts import Count, whole_number
from missiemonitor.extractors.linking.gazetteer import city_names, listed, place_names, words_of
from missiemonitor.extractors.linking.missions import BRACKETS, NOTE, TAIL, known_mission
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.scopes import SUM
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.table import INSIDE
from missiemonitor.extractors.thresholds import DEPLOYMENTS

# What a note speaks of that makes officers more or fewer, or others.
CHANGING = {*ASPECTS["corps"], *ASPECTS["nation"], *ASPECTS["time"], "fte", "sum", "liaison"}
CHANGING -= {"police", "present"}
# Corps whose own words stand in no name of a civilian mission.
OTHER_CORPS = {"marechaussee", "defence", "customs"}
NOT_NOW = {"planned", "former", "sought"}
NAMES = ("mission", "country")
MARK_ENDS = ".):"  # behind the mark of a footnote, at its text or where it points from


def note_of(
    state: TableState,
    marks: str,
    count: Count,
    rivals: Sequence[tuple[str, str]],
    beside: Sequence[str] = (),
) -> str | None:
    """The note on a row: what stands `beside` its mission and its count, the footnote that a mark
    points at, and numbers of other columns that may be the count."""
    notes = [*beside]
    notes += [count.rest] if count.rest and count.officers is not None else []
    notes += _footnotes(
        state, [*marks.split(), *(m for m in count.rest.split() if not m.isalnum())]
    )
    notes += (f"{heading}: {text or '-'}" for heading, text in rivals[1:])
    return "; ".join(dict.fromkeys(notes)) or None


def _footnotes(state: TableState, marks: Sequence[str]) -> Iterator[str]:
    """The texts under or beside a table that begin with one of these marks, without these."""
    for mark in marks:
        for page, line in state.document.lines(*INSIDE):
            if (
                page.number in state.table.pages
                and line.words[0].text.rstrip(MARK_ENDS) == mark.rstrip(MARK_ENDS)
                and len(line.words) >= DEPLOYMENTS.note_words
                and not (page.number == state.table.page and state.table.box.holds(line.box))
            ):
                yield " ".join(w.text for w in line.words[1:])
                break


def others_noted(state: TableState, row: RowReading) -> str:
    """The footnote at a name of a row that tells of another corps than police: "MFO*" with "*
    These are marechaussees"."""
    marks = [
        mark.strip()
        for cell in row.cells
        if cell.role in NAMES
        for mark in (*cell.marks.split(), *NOTE.findall(cell.text))
    ]
    return next((text for text in _footnotes(state, marks) if _of_other_corps(text)), "")


def _of_other_corps(text: str) -> bool:
    named = {concept.name for concept in concepts_in(text, head=True)}
    return bool(named & OTHER_CORPS) and "police" not in named


def others_beside(row: Deployment) -> str:
    """What stands in brackets in a row, or behind the name of its mission, and names another corps
    than police or police of another country: "EUBAM Libya (KMar)", "UNMISS – douane".

    Nothing where the counts of the table are said to be of several corps.
    """
    if row.scope == SUM or any(each.scope != "police" for each in row.of_which):
        return ""
    cells = (row.mission_as_written, row.country_as_written, row.count_as_written)
    inside = [each.group()[1:-1].strip() for cell in cells for each in BRACKETS.finditer(cell)]
    behind = TAIL.split(BRACKETS.sub(" ", row.mission_as_written), maxsplit=1)[1:]
    for text in (*inside, *behind):
        nation = nation_of(text, frozenset(row.countries))
        foreign = nation not in (None, current_series().nationality)
        if (foreign or _of_other_corps(text)) and not known_mission(text):
            return text
    return ""


def not_now(row: Deployment, period: Period | None) -> str:
    """What stands in brackets in the name of a mission, or behind it, and says that nobody is there
    yet, or no more: "EUCAP Sahel Mali (from 2026)", "UNMIK - ended"."""
    inside = [each.group()[1:-1].strip() for each in BRACKETS.finditer(row.mission_as_written)]
    behind = TAIL.split(BRACKETS.sub(" ", row.mission_as_written), maxsplit=1)[1:]
    for text in (*inside, *behind):
        # "(formerly SFOR)" tells a name.
        if any(known_mission(word) for word in (text, *text.split())):
            continue
        time = time_of(text)
        later = time is not None and period is not None and apart(time, period) > 0
        if later or {each.name for each in concepts_in(text)} & NOT_NOW:
            return text
    return ""


def police_with_others(row: Deployment, remarks: Sequence[str]) -> str:
    """What in a row tells that its number is of police and another corps together: words beside the
    name of its mission, or a remark: "Resolute Support | 18 | police, marechaussee and army".

    Nothing where the counts of the table are said to be of several corps.
    """
    if row.scope == SUM or row.of_which:
        return ""
    inside = [each.group()[1:-1].strip() for each in BRACKETS.finditer(row.mission_as_written)]
    # A remark may tell what the work is: "reform of the civilian police".
    told = [(text, {*ASPECTS["corps"]}) for text in inside]
    told += [(text, {"police", *OTHER_CORPS}) for text in remarks]
    for text, corps in told:
        named = {concept.name for concept in concepts_in(text, head=True)} & corps
        if "police" in named and len(named) > 1 and not known_mission(text):
            return text
    return ""


def leaves_the_count(count: Count) -> bool:
    """Whether what stands beside a count only says how many of them are women or men: "of whom 2
    women". Any other part may be one that does not count, as posts that are vacant."""
    *before, number, said = ["", "", *count.rest.split()]
    part = whole_number(number)
    of_which = {"", *words()["counts"]["of_which"]}
    if part is None or part > (count.officers or 0) or " ".join(before).strip() not in of_which:
        return False
    return "gender" in {each.name for each in concepts_in(said, head=True)}


def leaves_all_there(note: str, day: dt.date | None) -> bool:
    """Whether a note only tells where officers are, or what is to come after the `day` of the
    counts: they are as many. A mark whose note was not found tells nothing."""
    told = normal(note).split()
    if len(told) < DEPLOYMENTS.note_words:
        return False
    said = {each.name for each in concepts_in(note)}
    wider = any(f" {normal(each)} " in f" {' '.join(told)} " for each in words()["totals"]["wider"])
    if said & CHANGING or wider:
        return False
    days = [each.day for each in dates(note)]
    if days:
        return day is not None and min(days) > day
    found = words_of(note)
    return any(listed(found, place_names(), "PLACE")) or any(listed(found, city_names(), "PLACE"))


def says_only_part_time(note: str) -> bool:
    """Whether a note tells that officers work part of the time, and nothing more: they are as
    many."""
    told = normal(note).split()
    known = {
        *map(normal, words()["counts"]["part_time"]),
        *(each for text in words()["counts"]["of_which"] for each in normal(text).split()),
        *words()["counts"]["of_part"],
    }
    part = any(normal(each) in f" {' '.join(told)} " for each in words()["counts"]["part_time"])
    return part and all(each in known or whole_number(each) is not None for each in told)
