"""Numbers and names that take turns in a list: "Oekraïne 9, Kosovo 7", "tien in Mali, zes in Irak".

Where each number has a name and each name a number, the first of them tells on which side names
stand: what is nearest would give "Kosovo" to the nine.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.reference import mission_by_id
from missiemonitor.extractors.statements.fact import NUMBERS, named
from missiemonitor.extractors.statements.lexicon import terms
from missiemonitor.extractors.statements.places import is_place
from spacy.tokens import Span

COUNTABLE = ("OFFICERS", "ALONE", "ONE")
Item = tuple[int, Span | None]  # where it begins, and the name; of a number none


def names_beside(count: Span, sentence: Span, counts: Sequence[Span]) -> list[Span]:
    """The names that belong to a number of a list in which names and numbers take turns: several
    where they are joined, "Libië en Cyprus elk twee". Nothing where there is no such list."""
    return names_of_list(count, sentence, counts).get(count.start, [])


def names_of_list(count: Span, sentence: Span, counts: Sequence[Span]) -> dict[int, list[Span]]:
    """The names of each number of the list that a number stands in, by where numbers begin."""
    part = _part(count, sentence)
    names, bodies = _places_and_missions(part), named(part, "ORGANISATION")
    every = [s for s in sentence.doc.spans[NUMBERS] if s.label_ in COUNTABLE]
    for numbers in (counts, every):
        inside = [s for s in numbers if part.start <= s.start < part.end]
        for told in ([*names, *bodies], names) if bodies else (names,):
            if len(inside) > 1 and len(told) > 1:
                found = _by_turns(inside, told)
                if found and not _in_one_mission(told):
                    return found
    return {}


def _in_one_mission(names: Sequence[Span]) -> bool:
    """Whether one mission is named and all else are places in its countries, which part its number:
    "van de zes in EULEX vier in Pristina en twee in Mitrovica"."""
    own = [name for name in names if name.label_ == "MISSION"]
    if len(own) != 1:
        return False
    known = mission_by_id().get(own[0].kb_id_)
    countries = {*known.countries} if known else set()
    return bool(countries) and {name.kb_id_ for name in names if name not in own} <= countries


def _by_turns(numbers: Sequence[Span], names: Sequence[Span]) -> dict[int, list[Span]]:
    told: list[Item] = [(s.start, None) for s in numbers] + [(x.start, x) for x in names]
    told.sort(key=lambda item: item[0])
    groups = [(is_name, list(each)) for is_name, each in groupby(told, lambda item: bool(item[1]))]
    if len(groups) % 2 or any(not is_name and len(each) > 1 for is_name, each in groups):
        return {}
    if any(is_name and not _joined(each) for is_name, each in groups):
        return {}
    beside = -1 if groups[0][0] else 1
    return {
        each[0][0]: [name for _, name in groups[at + beside][1] if name is not None]
        for at, (is_name, each) in enumerate(groups)
        if not is_name
    }


def _part(count: Span, sentence: Span) -> Span:
    """The words between the marks that part a sentence in two."""
    doc, start, end = sentence.doc, count.start, count.end
    while start > sentence.start and doc[start - 1].text not in (":", ";"):
        start -= 1
    while end < sentence.end and doc[end].text not in (":", ";"):
        end += 1
    return doc[start:end]


def _places_and_missions(part: Span) -> list[Span]:
    """Missions, and places abroad that stand in no name of a mission and behind none."""
    home = home_country()
    missions = named(part, "MISSION")
    within = {token.i for name in missions for token in name}
    lands = [
        name
        for name in named(part, "COUNTRY", "PLACE")
        if name.kb_id_ != home and name.start not in within
    ]
    if not any(is_place(name) for name in lands):
        lands = []  # those who give: "Finland zes, Italië twaalf"
    return [*missions, *lands]


def _joined(group: Sequence[Item]) -> bool:
    """Whether names follow each other with nothing but a comma or "en" between."""
    names = [name for _, name in group if name is not None]
    between = {",", *terms("grammar.and")}
    return all(
        {token.text.casefold() for token in one.doc[one.end : two.start]} <= between
        for one, two in pairwise(names)
    )
