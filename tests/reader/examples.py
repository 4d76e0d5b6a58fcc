"""Numbers of gold sentences with what they are, as the learned reader is to see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.statements.coreference import place_before, with_missions
from missiemonitor.extractors.statements.fact import NUMBERS
from missiemonitor.extractors.statements.learned_features import features
from missiemonitor.extractors.statements.pipeline import RULES, dutch
from missiemonitor.pipeline.evaluation.sentences import YEAR, GoldItem, Values
from spacy.tokens import Doc, Span

RANK = {"OFFICERS": 0, "ALONE": 1, "ONE": 2, "OTHER": 3, "LIAISONS": 4}


@dataclass(frozen=True)
class Example:
    """A number: its features, and its answer to each question that is asked of it."""

    features: tuple[str, ...]
    counted: str
    status: str | None
    nationality: str | None


def rules_read(item: GoldItem) -> Doc:
    """An item read by the components that go by rules."""
    nlp = dutch()
    doc = nlp.make_doc(item.text)
    known = known_mission(item.heading) if item.heading else None
    doc._.missie_heading = known.mission.mission if known and known.mission else ""
    doc._.missie_under, doc._.missie_year = item.heading, YEAR
    for name in nlp.pipe_names:
        if name in RULES and "by_learning" not in name:
            doc = nlp.get_pipe(name)(doc)
    return doc


def examples_of(items: Iterable[GoldItem]) -> Iterator[Example]:
    """Each number of these items; a number that gold does not name counts no officers abroad."""
    for item in items:
        doc = rules_read(item)
        owed = [v for kind, v in item.facts if kind == "deployment" and v["count"].officers]
        marks = dict(marked(list(doc.spans[NUMBERS]), owed))
        for sentence, context in with_missions(doc):
            given = bool(place_before(sentence))
            for number in doc.spans[NUMBERS]:
                if not sentence.start <= number.start < sentence.end:
                    continue
                told = tuple(features(number, sentence, context, given))
                values = marks.get(number.start)
                if values is None:
                    yield Example(told, "no", None, None)
                else:
                    yield Example(told, "yes", values["status"], whose(values["nationality"]))


def whose(nationality: str | None) -> str:
    """A nationality as the learned reader tells it: ours, another's, or of several."""
    if nationality is None:
        return "several"
    return "ours" if nationality == home_country() else "another"


def marked(numbers: list[Span], owed: list[Values]) -> Iterator[tuple[int, Values]]:
    """The places of the numbers that gold names: of equal numbers the likeliest, in order."""
    by_count: dict[int, list[Values]] = {}
    for values in owed:
        by_count.setdefault(values["count"].officers, []).append(values)
    for officers, wanted in by_count.items():
        same = [n for n in numbers if n._.missie_count.officers == officers]
        same.sort(key=lambda number: (RANK[number.label_], number.start))
        chosen = sorted(same[: len(wanted)], key=lambda number: number.start)
        yield from zip((number.start for number in chosen), wanted, strict=False)
