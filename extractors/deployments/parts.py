"""Parts that are more than their whole, in rows and sentences: "3 (of whom 5 women)" cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.series import per_series
from missiemonitor.extractors.deployments.around import SENTENCE_END
from missiemonitor.extractors.deployments.meaning.concepts import PEOPLE, concepts_in
from missiemonitor.extractors.deployments.meaning.stated import people_stated
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import Count, whole_number
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.tables.reconcile import Row
from missiemonitor.extractors.tables.table_reading import TableReading

EDGES = ".,;:()"


@dataclass(frozen=True, slots=True)
class TooMany:
    """A part that is more than its whole, as it is written."""

    part: int
    text: str


def too_many_in(row: Row, count: Count, table: TableReading) -> TooMany | None:
    """What a row says of how many of its officers are women, where it is more than all of them."""
    if count.officers is None or count.officers_max is not None:
        return None
    *_, number, said = ["", "", *count.rest.split()]
    part = whole_number(number)
    if part and part > count.officers and _of_gender(said):
        return TooMany(part, count.rest)
    heads = {cell.column: cell.text for cell in table.header}
    for cell in row.best.cells:
        part = whole_number(cell.text)
        head = heads.get(cell.column, "")
        if cell.role == "other" and part and part > count.officers and _of_gender(head):
            return TooMany(part, f"{head}: {cell.text}")
    return None


def _of_gender(text: str) -> bool:
    return "gender" in {each.name for each in concepts_in(text, head=True)}


def too_many_told(document: Document) -> Iterator[Finding]:
    """Sentences about officers abroad that part a number into more than it is."""
    for paragraph in document.paragraphs:
        for sentence in SENTENCE_END.split(paragraph.text):
            both = _parted(sentence)
            if both is None or both[1] <= both[0]:
                continue
            yield finding(
                "part-exceeds-whole",
                {"page": paragraph.lines[0][0]},
                message="sentence",
                whole=both[0],
                part=both[1],
                sentence=sentence,
            )


def _parted(sentence: str) -> tuple[int, int] | None:
    """The number of people that a sentence names, and how many of them it tells apart."""
    if not {each.name for each in concepts_in(sentence)} & PEOPLE:
        return None
    for match in _of_which().finditer(sentence.casefold()):
        first = sentence[match.start() :] if match["of_the"] else sentence[: match.start()]
        whole = [*people_stated(first)]
        if match["of_the"]:
            whole = whole[:1]
            at = sentence.casefold().find(_word_of(sentence, whole), match.end())
            behind = sentence[at:].split()[1:]
        else:
            behind = sentence[match.end() :].split()
        part = _women(behind)
        if whole and part is not None:
            return whole[-1], part
    return None


def _word_of(sentence: str, whole: list[int]) -> str:
    """The word of a sentence that says a number."""
    folded = (word.strip(EDGES).casefold() for word in sentence.split())
    return next((word for word in folded if whole and whole_number(word) == whole[0]), "")


def _women(behind: list[str]) -> int | None:
    """The number of women among the next words."""
    for word, after in pairwise(behind):
        number = whole_number(word.strip(EDGES))
        if number is not None and _of_gender(after.strip(EDGES)):
            return number
    return None


@per_series()
def _of_which() -> re.Pattern[str]:
    counts = words()["counts"]
    which, of = ("|".join(map(re.escape, counts[name])) for name in ("of_which", "of_the"))
    return re.compile(rf"\b(?:(?P<of_the>{of})|(?:{which}))\s")
