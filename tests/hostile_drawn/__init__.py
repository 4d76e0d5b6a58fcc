"""Hostile PDFs drawn at random, seeded: damaged, wired to mislead, or asking for much."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.hostile_drawn.active import ACTIVE, empty_password
from tests.hostile_drawn.damaged import DAMAGED, Kind, junk_around, xref_lost
from tests.hostile_drawn.wired import WIRED


def called(kind: Kind) -> str:
    return kind.__name__.replace("_", " ")


KINDS: dict[str, Kind] = {called(each): each for each in (*DAMAGED, *WIRED, *ACTIVE)}
# What viewers open: these are sound reports, and are to be read.
READ = frozenset(map(called, (junk_around, xref_lost, empty_password)))


def drawn(files: int, seed: int, first: int = 0) -> Iterator[tuple[int, str, bytes]]:
    """So many files, the kinds in turn: number, kind and bytes; the same for the same seed."""
    kinds = list(KINDS)
    for number in range(first, first + files):
        kind = kinds[number % len(kinds)]
        yield number, kind, KINDS[kind](random.Random(f"{seed}/{number}"))
