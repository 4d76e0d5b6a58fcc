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
# What takes the longest comes in every fourth round only, so that a night is enough for all.
SLOW = frozenset(
    ("gigabytes", "many words", "many pages", "forms", "patterns", "deep content", "drawn fonts")
)
ROUNDS = 4
ORDER = [kind for turn in range(ROUNDS) for kind in KINDS if turn == 0 or kind not in SLOW]


def drawn(files: int, seed: int, first: int = 0) -> Iterator[tuple[int, str, bytes]]:
    """So many files, the kinds in turn: number, kind and bytes; the same for the same seed."""
    for number in range(first, first + files):
        kind = ORDER[number % len(ORDER)]
        yield number, kind, KINDS[kind](random.Random(f"{seed}/{number}"))
