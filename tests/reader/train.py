"""Multinomial logistic regression in numpy: examples go in; a table of weights comes out.

Nothing is drawn by lot: all examples are looked at in each step, so that training twice gives the
same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 300


def fit(
    rows: Sequence[Sequence[str]],
    answers: Sequence[str],
    penalty: float = 1.0,
    least: int = 2,
    weights: Sequence[float] | None = None,
) -> tuple[list[str], list[str], Floats]:
    """Features, answers, and a weight for each of both.

    Features that stand in fewer than `least` rows are left out. `penalty` is that on the squares of
    weights, per example of average weight.
    """
    seen = Counter(feature for row in rows for feature in row)
    names = sorted(name for name, times in seen.items() if times >= least)
    place = {name: at for at, name in enumerate(names)}
    labels = sorted(set(answers))
    columns = [np.array([place[f] for f in row if f in place], dtype=np.int64) for row in rows]
    starts = np.concatenate([[0], np.cumsum([len(c) for c in columns])[:-1]]).astype(np.int64)
    flat = np.concatenate(columns)
    of_row = np.repeat(np.arange(len(rows)), [len(c) for c in columns])
    size = 1 / np.sqrt(np.array([max(len(c), 1) for c in columns]))[:, None] * SCALE
    order = np.argsort(flat, kind="stable")
    firsts = np.searchsorted(flat[order], np.arange(len(names)))
    target = np.zeros((len(rows), len(labels)))
    target[np.arange(len(rows)), [labels.index(a) for a in answers]] = 1
    heavy = np.ones(len(rows)) if weights is None else np.array(weights)

    def gradient(table: Floats) -> Floats:
        scores = np.add.reduceat(table[flat], starts, axis=0) * size
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        off = (odds / odds.sum(axis=1, keepdims=True) - target) * heavy[:, None] * size
        told: Floats = np.add.reduceat(off[of_row][order], firsts, axis=0)
        return told + penalty * table

    table = np.zeros((len(names), len(labels)))
    first, second = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, STEPS + 1):
        slope = gradient(table)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = 0.1 * (1 - step / (STEPS + 1))
        table -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return names, labels, table


SCALE = 4.0  # a row of sixteen features has each count once


def odds_of(
    row: Sequence[str], place: dict[str, int], table: Floats
) -> Floats:
    """The probability of each answer for a row of features."""
    columns = [place[f] for f in row if f in place]
    scores = table[columns].sum(axis=0) / np.sqrt(max(len(columns), 1)) * SCALE
    odds = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum())
