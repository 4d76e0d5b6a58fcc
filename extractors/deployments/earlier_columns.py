"""What a report says of officers at an earlier time: a column of it, or a part of a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from missiemonitor.corpus.dates import dates
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.linking.counts import whole_number

CLAUSE = re.compile(r"[,;:(]\s|\s[–-]\s")


def earlier_column(
    heads: Iterable[tuple[int, str, str]], day: dt.date | None, before: dt.date | None = None
) -> int | None:
    """The one column whose head says that it is of the time before, of heads with their column
    and role; with `before` also one that has that day and not the `day` of the counts.

    None where there is none, or more than one.
    """
    found = {column for column, role, text in heads if role != "count" and _is_before(text)}
    if before and not found:
        found = {
            column
            for column, role, text in heads
            for each in dates(text)
            if role != "count" and each.day == before != day
        }
    return found.pop() if len(found) == 1 else None


def _is_before(head: str) -> bool:
    return "previous" in {concept.name for concept in concepts_in(head, head=True)}


def earlier_number(sentence: str) -> int | None:
    """The one number of the part of a sentence that speaks of the time before: "against 47 half a
    year earlier"; None where there is none, or more than one."""
    for at, part in enumerate(CLAUSE.split(sentence)):
        if at and "previous" in {concept.name for concept in concepts_in(part, head=True)}:
            return _only(part)
    return None


def _only(part: str) -> int | None:
    for found in reversed([*dates(part)]):
        part = f"{part[: found.start]}{part[found.end :]}"
    words: Sequence[str] = [word.strip(",.;:()") for word in part.split()]
    numbers = [n for word in words if (n := whole_number(word)) is not None and n > 1]
    return numbers[0] if len(numbers) == 1 else None
