"""Assistance of gold sentences, as the learned reader of it is to see it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.assistance_features import (
    Partner,
    given_features,
    help_features,
    partner_features,
)
from missiemonitor.extractors.statements.fact import numbers_in
from missiemonitor.extractors.statements.read_assistance_by_learning import (
    before_helps,
    parts_told,
)
from missiemonitor.pipeline.evaluation.sentences import GoldItem, Values
from spacy.tokens import Doc, Span

Row = tuple[str, tuple[str, ...], str]  # the question, the features, the answer
Told = tuple[Span, list[Partner]]
ALIKE = 5  # letters in which a word of a mark and one of the text begin alike


def assistance_rows(doc: Doc, item: GoldItem) -> Iterator[Row]:
    """The answers of an item: for each part whether it tells of assistance, and of those that do
    which numbers are given and who takes part. Of items without any, whether each number is of
    people who are sent teaches the same about numbers."""
    owed = [values for kind, values in item.facts if kind == "assistance"]
    parts = list(parts_told(doc))
    marks = _marked(parts, owed)
    helps = [bool(marks.get(at)) for at in range(len(parts))]
    for at, (part, partners) in enumerate(parts):
        row = tuple(help_features(part, partners, before_helps(helps[:at])))
        yield "help", row, "yes" if helps[at] else "no"
        if helps[at]:
            yield "help-status", row, marks[at][0][1].get("status", "past")
            yield from _of_numbers(part, partners, marks[at])
    if not owed:
        yield from _of_sent(doc, item)


def _of_numbers(
    part: Span, partners: Sequence[Partner], marks: Sequence[tuple[Span | None, Values]]
) -> Iterator[Row]:
    told: dict[int, list[Values]] = defaultdict(list)
    for number, values in marks:
        told[-1 if number is None else number.start].append(values)
    numbers = numbers_in(part)
    for number in numbers:
        answer = "yes" if number.start in told else "no"
        yield "given", tuple(given_features(number, part)), answer
    for start, events in told.items():
        at = next((number for number in numbers if number.start == start), part)
        by = {code for each in events for code in each["by"].split(",")}
        to = {code for each in events for code in each["to"].split(",")}
        for each in partners:
            if each.code in by & to:
                continue
            side = "by" if each.code in by else "to" if each.code in to else "no"
            yield "party", tuple(partner_features(at, part, each, partners)), side


def _of_sent(doc: Doc, item: GoldItem) -> Iterator[Row]:
    people = [v for kind, v in item.facts if kind in ("deployment", "liaison")]
    counts = {values["count"].officers for values in people}
    for sentence in doc.sents:
        for number in numbers_in(sentence):
            sent = number._.missie_count.officers in counts
            yield "given", tuple(given_features(number, sentence)), "yes" if sent else "no"


def _marked(
    parts: Sequence[Told], owed: Sequence[Values]
) -> dict[int, list[tuple[Span | None, Values]]]:
    """The marks of each part, with their number: that of the same count, in the part that names
    the country nearest and has most words of the mark; without one the part alone."""
    found: dict[int, list[tuple[Span | None, Values]]] = defaultdict(list)
    used: set[int] = set()
    for values in owed:
        wanted = {*values["by"].split(","), *values["to"].split(",")} - {home_country()}
        count = _number(values)
        ranked: list[tuple[tuple[bool, bool, int, int], int, Span | None]] = []
        for at, (part, partners) in enumerate(parts):
            near = [each.back for each in partners if each.code in wanted]
            if not near:
                continue
            fits = min(near) - 2 * len(_words(part.text) & _words(_said(values)))
            same = [n for n in numbers_in(part) if n._.missie_count.officers == count]
            for number in same if count is not None else []:
                ranked.append(((False, number.start in used, fits, number.start), at, number))
            ranked.append(((True, False, fits, part.start), at, None))
        if ranked:
            _, at, number = min(ranked, key=lambda each: each[0])
            used |= {number.start} if number is not None else set()
            found[at].append((number, values))
    return found


def _said(values: Values) -> str:
    return f"{values.get('what', '')} {values.get('event', '')}"


def _words(text: str) -> set[str]:
    return {word[:ALIKE] for word in re.findall(r"\w{4,}", text.lower())}


def _number(values: Values) -> int | None:
    """How many officers or things a mark tells of."""
    if "count" in values:
        officers: int | None = values["count"].officers
        return officers
    digits = re.search(r"\d+", values.get("number", ""))
    return int(digits.group()) if digits else None
