"""Sentences that tell of a row that its officers, or a part of them, are none of the police.

"The functions at KFOR are filled by the Marechaussee", "of the seven at UNMISS two come from the
army": the table counts them as ours, and only prose says otherwise. A sentence that tells of others
beside the row ("three police officers and one of the Marechaussee" at a row of three) changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import (
    ASPECTS,
    PARTS,
    concepts_in,
    lexicon,
)
from missiemonitor.extractors.extraction import Deployment, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.scopes import SUM
from missiemonitor.extractors.statements.rows_named import (
    RowNamed,
    countries_in,
    missions_in,
    row_named,
)
from missiemonitor.extractors.statements.told_totals import evidence_at

OTHERS = {"marechaussee", "defence", "customs"}
PEOPLE = {"officers", "persons", "function"}
# Who speaks of these does not tell whose officers there are now.
ANOTHER_TIME = {*ASPECTS["time"]} - {"present", "ceiling"}


def others_told(document: Document, rows: Sequence[Deployment]) -> Iterator[Finding]:
    """What sentences say of rows that count others, each row once."""
    told: set[str] = set()
    for paragraph in document.paragraphs:
        before: RowNamed | None = None
        for sentence in PARTS.split(paragraph.text):
            named = row_named(sentence, rows)
            about, before = named or _going_on(sentence, before), named
            if about is None or about.row.key in told or not _is_of_others(sentence, about):
                continue
            told.add(about.row.key)
            yield finding(
                "row-of-others",
                {"deployment": about.row.key, "mission": about.row.mission},
                message="told",
                evidence=evidence_at(document, paragraph, sentence),
                name=about.row.mission_as_written,
                sentence=sentence,
            )


def _going_on(sentence: str, before: RowNamed | None) -> RowNamed | None:
    """The row that the sentence before named, where this one names no place or mission itself."""
    return None if missions_in(sentence) or countries_in(sentence) else before


@dataclass(slots=True)
class _Numbers:
    """The numbers of a sentence by who is told of behind each."""

    others: list[int] = field(default_factory=list)
    police: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)


def _is_of_others(sentence: str, about: RowNamed) -> bool:
    """Whether a sentence tells that a row, or a part of its number, is of others than police."""
    row, frame, form = about.row, lexicon().frame, normal(sentence)
    said = {each.name for each in concepts_in(sentence)}
    if not said & OTHERS or said & ANOTHER_TIME or frame["none_of"].search(form):
        return False
    if row.scope == SUM or {each.scope for each in row.of_which} & said & OTHERS:
        return False
    numbers, all_ = _numbers(sentence), row.officers
    others, police = sum(numbers.others), sum(numbers.police)
    besides = bool(frame["in_addition"].search(form))
    if numbers.others and all_ is not None:
        if numbers.police:
            return all_ not in numbers.police and others + police == all_
        if all_ in numbers.open:
            return others < all_ and not besides
        return others == all_ and not besides
    if "police" in said or besides or (numbers.open and all_ not in numbers.open):
        return False
    return bool(frame["made_up_of"].search(form)) or _are_others(form, about)


def _are_others(form: str, about: RowNamed) -> bool:
    """Whether a sentence about a mission says what its people are: "are military observers"."""
    return about.way != "country" and bool(lexicon().frame["are_others"].search(form))


def _numbers(sentence: str) -> _Numbers:
    """Each number goes with the words behind it, up to the next number."""
    found = _Numbers()
    tokens = [token.strip(",.;:()") for token in sentence.split()]
    at = [n for n, token in enumerate(tokens) if whole_number(token) is not None]
    for start, end in pairwise([*at, len(tokens)]):
        number = whole_number(tokens[start]) or 0
        behind = {each.name for each in concepts_in(" ".join(tokens[start + 1 : end]))}
        if behind & OTHERS and "police" not in behind:
            found.others.append(number)
        elif "police" in behind and not behind & OTHERS:
            found.police.append(number)
        else:
            found.open.append(number)
    return found
