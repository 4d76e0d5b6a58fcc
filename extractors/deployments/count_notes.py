"""What stands beside a mission or a count: words in brackets, footnotes, other columns' numbers."""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.linking.counts import Count, whole_number
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.tables.table import INSIDE
from missiemonitor.extractors.thresholds import DEPLOYMENTS


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
    for mark in [*marks.split(), *(m for m in count.rest.split() if not m.isalnum())]:
        for page, line in state.document.lines(*INSIDE):
            first = line.words[0].text.rstrip(".):")
            if (
                page.number in state.table.pages
                and first == mark
                and len(line.words) >= DEPLOYMENTS.note_words
                and not (page.number == state.table.page and state.table.box.holds(line.box))
            ):
                notes.append(" ".join(w.text for w in line.words[1:]))
                break
    notes += (f"{heading}: {text or '-'}" for heading, text in rivals[1:])
    return "; ".join(dict.fromkeys(notes)) or None


def leaves_the_count(count: Count) -> bool:
    """Whether what stands beside a count only says how many of them are women or men: "of whom 2
    women". Any other part may be one that does not count, as posts that are vacant."""
    *before, number, said = ["", "", *count.rest.split()]
    part = whole_number(number)
    of_which = {"", *words()["counts"]["of_which"]}
    if part is None or part > (count.officers or 0) or " ".join(before).strip() not in of_which:
        return False
    return "gender" in {each.name for each in concepts_in(said, head=True)}


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
