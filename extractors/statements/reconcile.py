"""Two readings of sentences held against each other: facts come in; facts with doubts come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missiemonitor.extractors.statements.fact import Fact

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


def reconcile(rules: Sequence[Fact], syntax: Sequence[Fact] | None) -> list[Reconciled]:
    """Facts of the first reading with what the second says of them, and what only it saw.

    Facts are of one number where they begin at the same token and are of the same nationality, or
    where there is only one of them in either reading.
    """
    if syntax is None:
        return [Reconciled(fact, lone=True) for fact in rules]
    left = list(syntax)
    found = []
    for fact in rules:
        beside = [other for other in left if other.at == fact.at and other.kind == fact.kind]
        same = next((o for o in beside if o.nationality == fact.nationality), None)
        other = same or next(iter(beside), None)
        if other is None:
            found.append(Reconciled(fact, lone=True))
            continue
        left.remove(other)
        differing = tuple(name for name in FIELDS if _plain(fact, name) != _plain(other, name))
        found.append(Reconciled(fact, False, differing, other if differing else None))
    return found + [Reconciled(fact, lone=True) for fact in left]


def _plain(fact: Fact, name: str) -> object:
    value = getattr(fact, name)
    return tuple(sorted(value)) if name == "countries" else value
