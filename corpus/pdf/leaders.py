"""Dot leaders: rows of dots or strokes that lead the eye from a name to its number.

They are drawn over what they lead to as often as up to it, and as characters they would join it:
"....3.." is no number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from missiemonitor.corpus.thresholds import LEADERS

Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

# What leaders are made of: small dots and lines, and dots that are several to a character.
SMALL, SEVERAL = frozenset(".·∙_"), frozenset("…‥")


def leaders(text: Sequence[str], x0: Floats, top: Floats, x1: Floats, bottom: Floats) -> Flags:
    """Which characters are leaders: many of one kind in a row at an even step on one line.

    Characters come in the order in which they are drawn, boxes in points as text is read; blanks
    may stand between them.
    """
    found = np.zeros(len(text), dtype=np.bool_)
    dots = np.fromiter((t in SMALL or t in SEVERAL for t in text), bool, len(text))
    if not dots.any():
        return found
    seen = np.flatnonzero(np.fromiter((bool(t.strip()) for t in text), bool, len(text)))
    inside = np.flatnonzero(dots[seen])
    at, after = seen[inside[:-1]], seen[inside[1:]]
    em = (bottom - top)[at]
    step = x0[after] - x0[at]
    goes_on = (
        (np.diff(inside) == 1)
        & np.fromiter((text[a] == text[b] for a, b in zip(at, after, strict=True)), bool, len(at))
        & (np.abs(bottom[after] - bottom[at]) <= LEADERS.even * em)
        & (step > 0)
        & (step <= LEADERS.step * em)
    )
    # A step that differs from the one before begins another row.
    even = np.abs(np.diff(step, prepend=step[:1])) <= LEADERS.even * em
    begins = np.concatenate([[True], ~(goes_on & (even | ~np.roll(goes_on, 1)))])
    row = np.cumsum(begins) - 1
    many = np.bincount(row)[row]
    least = np.fromiter(
        (LEADERS.many if text[a] in SMALL else LEADERS.several for a in seen[inside]),
        int,
        len(inside),
    )
    found[seen[inside[many >= least]]] = True
    return found
