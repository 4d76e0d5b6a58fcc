"""Characters that are printed more than once, as some programs make bold letters and shadows.

A copy at nearly the same spot tells itself. Of a shadow, which stands further away, one letter
tells nothing ("ll" and "..." stand as near to each other), but many letters at one offset do: the
page has a second print of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from missiemonitor.corpus.thresholds import DOUBLES
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def without_doubles(
    text: Sequence[str] | Ints, x0: Floats, top: Floats, x1: Floats, bottom: Floats
) -> Flags:
    """Which characters to keep: of each that is printed several times, the one drawn first.

    Characters, or their codepoints, come in the order in which they are drawn, boxes in points as
    text is read. Spaces are dropped with a shadow alone; those at the spot of another space stay.
    """
    keep = np.ones(len(text), dtype=np.bool_)
    if len(text) < 2:
        return keep
    known: dict[str | np.int64, int] = {}
    kinds = np.array([known.setdefault(t, len(known)) for t in text], dtype=np.int64)
    blank = [not (t if isinstance(t, str) else chr(t)).strip() for t in known]
    space = np.array(blank, dtype=np.bool_)[kinds]
    copy, first = _near(kinds, x0, top)
    if not len(copy):
        return keep
    wide = np.minimum((x1 - x0)[copy], (x1 - x0)[first])
    high = np.minimum((bottom - top)[copy], (bottom - top)[first])
    across, down = x0[copy] - x0[first], top[copy] - top[first]
    slack = np.minimum(DOUBLES.square, DOUBLES.same_spot * np.minimum(wide, high))
    same = (np.abs(across) < slack) & (np.abs(down) < slack) & ~space[copy]
    keep[copy[same]] = False

    em = np.maximum(wide, high)
    alike = np.abs((bottom - top)[copy] - (bottom - top)[first]) <= DOUBLES.level * em
    reach = np.minimum(DOUBLES.furthest, DOUBLES.shadow * em)
    near = alike & (np.abs(across) <= reach) & (np.abs(down) <= reach)
    near &= (np.abs(across) > DOUBLES.exact) | (np.abs(down) > DOUBLES.exact)
    copy, first, across, down = copy[near], first[near], across[near], down[near]
    wide, high, em = wide[near], high[near], em[near]
    beside = (np.abs(across) >= DOUBLES.beside * wide) & (np.abs(down) < DOUBLES.level * em)
    beside |= (np.abs(down) >= DOUBLES.beside * high) & (np.abs(across) < DOUBLES.level * em)
    shadow = _at_a_common_offset(kinds[copy], across, down, ~beside & ~space[copy])
    told = shadow & ~beside & ~space[copy]
    keep[copy[told]] = False
    letters = ~space[copy]
    ranks = np.cumsum(~space).astype(np.int64)
    run = _runs(ranks[copy[letters]], ranks[first[letters]], across[letters])
    good = np.isin(run, run[told[letters]])
    keep[copy[letters][good & shadow[letters]]] = False
    # A space goes with the letter before or after it.
    seen = np.flatnonzero(~space)
    spaces = copy[shadow & space[copy]]
    if len(seen):
        before = seen[np.maximum(ranks[spaces] - 1, 0)]
        after = seen[np.minimum(ranks[spaces], len(seen) - 1)]
        keep[spaces[~keep[before] | ~keep[after]]] = False
    return keep


def _near(kinds: Ints, x0: Floats, top: Floats) -> tuple[Ints, Ints]:
    """Pairs of the same character less than a square apart: the one drawn later, the earlier."""
    finite = np.nan_to_num(np.stack([x0, top]), nan=0.0, posinf=1e6, neginf=-1e6)
    column, row = np.clip(finite // DOUBLES.square, -1e5, 1e5).astype(np.int64)
    column += 2 - column.min()
    row -= row.min()
    columns, rows = int(column.max()) + 3, int(row.max()) + 2
    # One number for kind, row and column: three squares beside each other are one stretch.
    key = (kinds * rows + row) * columns + column
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    at = np.arange(len(key), dtype=np.int64)
    here_end = np.searchsorted(sorted_key, sorted_key + 1, side="right")
    below = sorted_key + columns
    stretches = [
        (at + 1, here_end),
        (
            np.searchsorted(sorted_key, below - 1, side="left"),
            np.searchsorted(sorted_key, below + 1, side="right"),
        ),
    ]
    ones: list[Ints] = []
    others: list[Ints] = []
    for start, end in stretches:
        source = at
        for step in range(DOUBLES.most):
            source = source[start[source] + step < end[source]]
            if not len(source):
                break
            ones.append(order[source])
            others.append(order[start[source] + step])
    if not ones:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    a, b = np.concatenate(ones), np.concatenate(others)
    near = (np.abs(x0[a] - x0[b]) <= DOUBLES.square) & (np.abs(top[a] - top[b]) <= DOUBLES.square)
    a, b = a[near], b[near]
    return np.maximum(a, b), np.minimum(a, b)


def _at_a_common_offset(kinds: Ints, across: Floats, down: Floats, tells: Flags) -> Flags:
    """Which pairs stand apart as many others that tell, of several different characters, do."""
    offsets = np.stack([np.rint(across / DOUBLES.offset), np.rint(down / DOUBLES.offset)]).astype(
        np.int64
    )
    span = 1 << 12
    code = (offsets[0] + span) * 4 * span + offsets[1] + span
    shadow = np.zeros(len(code), dtype=np.bool_)
    if not tells.any():
        return shadow
    values, counts = np.unique(code[tells], return_counts=True)
    pairs = np.unique(np.stack([code[tells], kinds[tells]]), axis=1)
    _, different = np.unique(pairs[0], return_counts=True)
    common = values[(counts >= DOUBLES.copies) & (different >= DOUBLES.different)]
    for x in (-1, 0, 1):
        for y in (-1, 0, 1):
            shadow |= np.isin(code, common + x * 4 * span + y)
    return shadow


def _runs(copy: Ints, first: Ints, across: Floats) -> Ints:
    """The run of each pair, a number: copies that follow each other as their originals do.

    `copy` and `first` are places in the order of drawing, spaces not counted.
    """
    order = np.lexsort((copy, copy - first))
    steps = np.diff(copy[order])
    follows = (steps == 1) & (np.diff((copy - first)[order]) == 0)
    follows &= np.abs(np.diff(across[order])) <= DOUBLES.offset
    run = np.empty(len(copy), dtype=np.int64)
    run[order] = np.concatenate([np.zeros(min(1, len(copy)), np.int64), np.cumsum(~follows)])
    return run
