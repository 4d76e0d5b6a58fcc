"""Two readings of liaison officers and of assistance held against each other.

The patterns tell more of an event (its theme, what was given, at which event); what was learnt
finds more of them and errs less on sentences that nobody had in mind. So where both see an event
that is stored which was learnt, with the details of the other; other kinds are read once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.reconcile import Reconciled
from spacy.tokens import Doc

READ_TWICE = ("liaison", "assistance")
# Measured on files left out in turn and on batch-c: docs/accuracy.md.
OFTEN_WRONG = "both readings err on one in five of its kind"
FIELDS = {
    "liaison": ("countries", "count", "status"),
    "assistance": ("by", "to", "status"),
}


def reconciled_events(doc: Doc) -> list[Reconciled]:
    """The events of a document, with what the other reading says of them."""
    rules: Sequence[Fact] = doc._.missie_events
    learned: Sequence[Fact] | None = doc._.missie_events_by_learning
    if learned is None:
        return [Reconciled(fact, lone=True) for fact in rules]
    # A police mission is no assistance.
    sent = {fact.at for fact in doc._.missie_by_rules if fact.mission and fact.count.officers}
    learned = [fact for fact in learned if fact.kind != "assistance" or fact.at not in sent]
    left = [fact for fact in rules if fact.kind in READ_TWICE]
    found = [Reconciled(fact, lone=True) for fact in rules if fact.kind not in READ_TWICE]
    for fact in learned:
        beside = [other for other in left if _same_event(fact, other)]
        other = min(beside, key=lambda each: len(_differing(fact, each)), default=None)
        if other is None:
            found.append(Reconciled(fact, lone=True))
            continue
        left.remove(other)
        differing = _differing(fact, other)
        whole = replace(fact, details=tuple({**dict(other.details), **dict(fact.details)}.items()))
        if whole.count.officers is None and fact.kind == "assistance":
            whole = replace(whole, count=other.count)
        if not differing and whole.kind == "liaison":
            whole = replace(whole, doubts=(*whole.doubts, OFTEN_WRONG))
        found.append(Reconciled(whole, False, differing, other if differing else None))
    return found + [Reconciled(fact, lone=True) for fact in left]


def _same_event(one: Fact, other: Fact) -> bool:
    """Whether two readings tell of one event: of one sentence, by one number or one country."""
    if one.kind != other.kind or one.sentence != other.sentence:
        return False
    if one.kind == "liaison":
        return one.at == other.at or one.count == other.count
    return bool({*one.countries} & {*other.countries})


def _differing(one: Fact, other: Fact) -> tuple[str, ...]:
    return tuple(n for n in FIELDS[one.kind] if _value(one, n) != _value(other, n))


def _value(fact: Fact, name: str) -> object:
    if name in ("by", "to"):
        return fact.detail(name)
    value = getattr(fact, name)
    return tuple(sorted(value)) if name == "countries" else value
