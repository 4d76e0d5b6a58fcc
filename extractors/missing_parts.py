"""Parts of a report that its own pages tell to be missing: a Document goes in, findings come out.

Printed page numbers that leave some out, and tables or annexes that a sentence about missions
points at and that are not there: rows may stand in what is not in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.series import per_series
from missiemonitor.extractors.deployments.meaning.concepts import PARTS, concepts_in
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.thresholds import DEPLOYMENTS

# Who speaks of these points at a part in which officers abroad may be told.
ABROAD = {"mission", "sent"}


def missing_parts(document: Document) -> Iterator[Finding]:
    """What is told to be a part of a report, and is not in its file."""
    yield from _pages(document)
    told: set[tuple[str, str]] = set()
    labels = _labels(document.texts)
    for paragraph in document.paragraphs:
        for sentence in PARTS.split(paragraph.text):
            if not {each.name for each in concepts_in(sentence)} & ABROAD:
                continue
            for kind, number in _pointed_at(sentence):
                there = labels.get(kind, set())
                if (
                    len(there) < DEPLOYMENTS.numbered_parts
                    or number in there
                    or (kind, number) in told
                ):
                    continue
                told.add((kind, number))
                page = paragraph.lines[0][0]
                yield finding(
                    "part-missing",
                    {"page": page},
                    message="pointed-at",
                    part=f"{kind} {number}",
                    sentence=sentence,
                )


def _pages(document: Document) -> Iterator[Finding]:
    """Printed page numbers that leave some out between two pages of the file."""
    printed = [_printed(text) for text in document.texts]
    for at, (one, two) in enumerate(pairwise(printed), start=1):
        if one is None or two is None or two - one <= 1:
            continue
        # One odd number is a misprint, or no page number.
        if not any(_is_next(a, b) for a, b in pairwise(printed)):
            return
        yield finding(
            "part-missing",
            {"page": at},
            message="pages",
            page=at,
            before=one,
            after=two,
        )


def _is_next(one: int | None, two: int | None) -> bool:
    return one is not None and two is not None and two - one == 1


def _printed(text: str) -> int | None:
    """The number printed on a page, of how many; None where none is, or several are."""
    found = {
        int(match["page"])
        for line in text.splitlines()
        if (match := _page_number().search(line.strip()))
        and int(match["page"]) <= int(match["all"])
    }
    return found.pop() if len(found) == 1 else None


@per_series()
def _page_number() -> re.Pattern[str]:
    paging = words()["paging"]
    page, of = (_either(paging[name]) for name in ("page", "of"))
    return re.compile(
        rf"(?:\b(?:{page})\s*|(?:^|\s))(?P<page>\d{{1,3}})\s*(?:{of})\s*(?P<all>\d{{1,3}})$",
        re.IGNORECASE,
    )


@per_series()
def _numbered() -> re.Pattern[str]:
    return re.compile(
        # Letters are capitals: "a table a year" points at none.
        rf"\b(?P<kind>(?i:{_either(words()['paging']['numbered'])}))\s+"
        rf"(?P<n>\d{{1,2}}|[A-Z])(?![\w-])"
    )


def _labels(texts: Sequence[str]) -> dict[str, set[str]]:
    """The numbers or letters of parts that have a title of their own, by what they are called."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for line in text.splitlines():
            match = _numbered().match(line.strip())
            if match:
                found.setdefault(match["kind"].casefold(), set()).add(match["n"])
    return found


def _pointed_at(sentence: str) -> Iterator[tuple[str, str]]:
    """The numbered or lettered parts of this report at which a sentence points."""
    elsewhere = words()["paging"]["of_another"]
    for match in _numbered().finditer(sentence):
        behind = sentence[match.end() :].casefold().split()[:1]
        if match.start() and not {*behind} & {*elsewhere}:
            yield match["kind"].casefold(), match["n"]


def _either(listed: Sequence[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(listed, key=len, reverse=True))
