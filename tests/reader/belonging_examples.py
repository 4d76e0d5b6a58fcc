"""Missions and places of marked numbers, as belonging.py asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.belonging import mission_rows, place_rows
from missiemonitor.extractors.statements.fact import NUMBERS
from missiemonitor.pipeline.evaluation.sentences import GoldItem

from tests.reader.event_examples import Row
from tests.reader.examples import marked, rules_read


def belonging_rows(items: Iterable[GoldItem]) -> Iterator[Row]:
    """What these items answer of the missions and places of numbers."""
    for item in items:
        doc = rules_read(item)
        owed = [v for kind, v in item.facts if kind == "deployment" and v["count"].officers]
        marks = dict(marked(list(doc.spans[NUMBERS]), owed))
        for number in doc.spans[NUMBERS]:
            values = marks.get(number.start)
            if values is None:
                continue
            sentence = number.sent
            for question, mission, row in mission_rows(number, sentence):
                yield question, tuple(row), "yes" if mission == values["mission"] else "no"
            for code, row in place_rows(number, sentence):
                there = code in values["countries"] and code != home_country()
                yield "place", tuple(row), "yes" if there else "no"
