"""Two readings of sentences held against each other: facts come in; facts with doubts come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.reference import mission_by_id
from missiemonitor.extractors.statements.abroad import by_nation_alone, is_deployment
from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.learned_weights import QUESTIONS, WITNESSES
from missiemonitor.extractors.thresholds import LEARNED
from spacy.tokens import Doc

MAY_HELP = "what may be assistance"
BY_NATION = "officers by their nation alone"
# What is doubted of the answer to each question.
UNSURE_OF = ("hardly a number of officers abroad", "the time is not plain", "whose is not plain")
# Doubts that mean little where both witnesses tell what the readings tell: docs/accuracy.md.
LIGHT = frozenset(
    ("several numbers", "the mission is named elsewhere", "the place is named elsewhere")
)
FIELDS = ("mission", "countries", "count", "nationality", "status")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A fact, whether one reading saw it alone, and in which fields the other saw otherwise."""

    fact: Fact
    lone: bool = False
    differing: tuple[str, ...] = ()
    other: Fact | None = None

    @property
    def sure(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.lone and not self.differing and not self.fact.doubts


def reconciled(doc: Doc) -> list[Reconciled]:
    """The deployments of a document: by patterns and by what was learnt.

    What both tell alike is doubted where grammar has read it and tells it otherwise.
    """
    kept = (one for one in _reconciled(doc) if is_deployment(one.fact, doc))
    return [replace(one, fact=_against_document(one.fact, doc)) for one in kept]


def _against_document(fact: Fact, doc: Doc) -> Fact:
    """A deployment with what else its document tells against it."""
    found = [BY_NATION] if by_nation_alone(fact, doc) else []
    helped = (odds for start, end, odds in doc._.missie_helps or () if start <= fact.at < end)
    if fact.mission is None and max(helped, default=0.0) >= LEARNED.helps:
        found.append(MAY_HELP)
    return replace(fact, doubts=(*fact.doubts, *found))


def _reconciled(doc: Doc) -> list[Reconciled]:
    told = reconcile(doc._.missie_by_rules, doc._.missie_by_learning, doc._.missie_odds)
    if doc._.missie_by_syntax is None:
        return told
    seen = {(fact.at, _where(fact)) for fact in doc._.missie_by_syntax}
    return [
        replace(one, fact=replace(one.fact, doubts=("grammar tells it otherwise",)))
        if one.sure and (one.fact.at, _where(one.fact)) not in seen
        else one
        for one in told
    ]


def _where(fact: Fact) -> tuple[str | None, tuple[str, ...]]:
    return fact.mission, tuple(sorted(fact.countries))


def reconcile(
    rules: Sequence[Fact],
    learned: Sequence[Fact] | None,
    odds: Mapping[int, Mapping[str, Mapping[str, float]]] | None = None,
) -> list[Reconciled]:
    """Facts of the first reading with what the second says of them, and what only it saw.

    Facts are of one number where they begin at the same token. `odds` are what the second reading
    found of each number, by its token: of what it finds hardly possible nothing is kept, of what
    the readings tell otherwise that is stored which is likelier, and what is not likely is unsure.
    """
    if learned is None:
        return [Reconciled(fact, lone=True) for fact in rules]
    odds = odds or {}
    left = list(learned)
    found = []
    for fact in rules:
        beside = [other for other in left if other.at == fact.at and other.kind == fact.kind]
        same = next((o for o in beside if o.nationality == fact.nationality), None)
        other = same or next(iter(beside), None)
        known = odds.get(fact.at) if fact.count.officers is not None else None
        if other is None:
            if known is None or known["counted"]["yes"] >= LEARNED.dropped:
                found.append(Reconciled(fact, lone=True))
            continue
        left.remove(other)
        differing = tuple(name for name in FIELDS if _plain(fact, name) != _plain(other, name))
        if differing:
            found.append(_likelier(fact, other, differing, known))
        else:
            both = replace(fact, doubts=(*fact.doubts, *other.doubts))
            found.append(Reconciled(_doubted(both, known)))
    return found + [Reconciled(fact, lone=True) for fact in left]


def _likelier(
    fact: Fact,
    other: Fact,
    differing: tuple[str, ...],
    known: Mapping[str, Mapping[str, float]] | None,
) -> Reconciled:
    """Of two readings that differ the one to be stored, with the other beside it."""
    if known is None:
        return Reconciled(fact, False, differing, other)
    status = known["status"]
    learned = status.get(other.status, 0) > LEARNED.other_status * status.get(fact.status, 0)
    # What is nearest tells the mission better than what was learnt, where it tells one at all.
    told, untold = (fact, other) if fact.mission else (other, fact)
    found = untold if _is_elsewhere(told, untold) else told
    stored = replace(
        fact,
        mission=found.mission,
        countries=found.countries or fact.countries,
        nationality=other.nationality,
        status=other.status if learned else fact.status,
    )
    return Reconciled(stored, False, differing, fact if stored != fact else other)


def _is_elsewhere(told: Fact, untold: Fact) -> bool:
    """Whether one reading has a mission that was told of before, and the other, which has none, a
    country that is none of its own."""
    known = mission_by_id().get(told.mission or "")
    return (
        known is not None
        and untold.mission is None
        and bool(untold.countries)
        and not {*untold.countries} & {*known.countries}
    )


def _doubted(fact: Fact, known: Mapping[str, Mapping[str, float]] | None) -> Fact:
    """A fact that both readings tell: doubted where a witness is not with them, and rid of doubts
    that both witnesses outweigh."""
    if known is None:
        return fact
    kind = {None: "several", home_country(): "ours"}.get(fact.nationality, "another")
    answers = dict(zip(QUESTIONS, ("yes", fact.status, kind), strict=True))
    for witness in WITNESSES:
        odds = [known.get(f"{witness}-{q}", {}).get(answer, 0.0) for q, answer in answers.items()]
        if prod(odds) < LEARNED.witness:
            return replace(fact, doubts=(*fact.doubts, UNSURE_OF[odds.index(min(odds))]))
    return replace(fact, doubts=tuple(each for each in fact.doubts if each not in LIGHT))


def _plain(fact: Fact, name: str) -> object:
    value = getattr(fact, name)
    return tuple(sorted(value)) if name == "countries" else value
