"""Whether a sentence of a report states what a table adds up to: that tells whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from missiemonitor.corpus.series import current_series
from missiemonitor.extractors.deployments.meaning.columns import WeighedColumns
from missiemonitor.extractors.deployments.meaning.concepts import (
    ASPECTS,
    PARTS,
    PEOPLE,
    concepts_in,
    nation_of,
)
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.thresholds import DEPLOYMENTS, MEANING

OFFICERS = {"police", "officers", "persons"}
OURS = {"police", "officers", "own"}
# A sentence that says one of these is not of the officers of now.
ELSE = {
    *ASPECTS["corps"],
    *ASPECTS["time"],
    *ASPECTS["topic"],
    "foreign",
} - {"police", "present", "sent", "previous", "home"}


def people_stated(text: str, kinds: Set[str] = OFFICERS) -> Iterator[int]:
    """The numbers of people of these kinds that a text names, but for one."""
    tokens = text.split()
    for at, token in enumerate(tokens):
        number = whole_number(token.strip(",;:()"))
        if number is None or number <= 1:
            continue
        near = " ".join(tokens[at + 1 : at + 1 + DEPLOYMENTS.counted_words])
        if {concept.name for concept in concepts_in(near)} & kinds:
            yield number


def total_stated(texts: Iterable[str], columns: WeighedColumns) -> dict[str, float]:
    """What sentences say of as many people as the counted column has: `total_ours` where one says
    that they are our officers, `total_else` where all that have the number speak of others."""
    counted = columns.counted
    numbers = [n for n in counted.contents.numbers if n is not None] if counted else []
    total = sum(numbers)
    if len(numbers) <= MEANING.few or total < MEANING.telling:
        return {}
    parts = [
        part
        for part in dict.fromkeys(part for text in texts for part in PARTS.split(text) if part)
        if not _is_table(part, len(numbers))
    ]
    stating = [part for part in parts if total in people_stated(part, PEOPLE)]
    kinds = [_is_of_ours(part) for part in stating]
    if any(kinds):
        return {"total_ours": 1.0}
    return {"total_else": 1.0} if any(kind is False for kind in kinds) else {}


def _is_table(text: str, rows: int) -> bool:
    """Whether a text is the rows of a table, which pages without rules give as running text."""
    numbers = [word for word in text.split() if whole_number(word.strip(",;:()")) is not None]
    return len(numbers) > MEANING.few and len(numbers) > MEANING.mostly * rows


def _is_of_ours(sentence: str) -> bool | None:
    """Whether a sentence speaks of officers of ours (True), of others (False), or says neither."""
    said = {concept.name for concept in concepts_in(sentence)}
    nation = nation_of(sentence, frozenset())
    if nation and nation != current_series().nationality:
        return False
    if said & ELSE:
        return False
    return True if said & OURS else None
