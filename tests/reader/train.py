"""Multinomial logistic regression in numpy: examples go in; a table of weights comes out.

Nothing is drawn by lot: all examples are looked at in each step, so that training twice gives the
same weights.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from missiemonitor.extractors.statements.learned_features import seen_by
from missiemonitor.extractors.statements.learned_weights import (
    QUESTIONS,
    RELATIONS,
    SCALE,
    WITNESSES,
    WeightTable,
)
from numpy.typing import NDArray

from tests.reader.event_examples import Row
from tests.reader.examples import Example

Floats = NDArray[np.float64]
STEPS = 150
LEAST = 3  # rows in which a feature stands, to be learnt of


def fit(
    rows: Sequence[Sequence[str]],
    answers: Sequence[str],
    penalty: float = 1.0,
    least: int = 2,
) -> tuple[list[str], list[str], Floats]:
    """Features, answers, and a weight for each of both.

    Features that stand in fewer than `least` rows are left out. `penalty` is on the squares of
    weights.
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

    def gradient(table: Floats) -> Floats:
        scores = np.add.reduceat(table[flat], starts, axis=0) * size
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        off = (odds / odds.sum(axis=1, keepdims=True) - target) * size
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


PENALTY = 1.0
SMALLEST = 0.05  # weights below are as good as none
SMALLEST_OF_WITNESS = 0.1  # they only say yes or no, and are to be small


def trained(examples: Sequence[Example]) -> dict[str, WeightTable]:
    """The tables of each question, learnt from these examples: of all features, and of those that
    each witness looks at. Weights have two digits behind the point, those of witnesses one."""
    found = {}
    for question in QUESTIONS:
        asked = [each for each in examples if getattr(each, question)]
        answers = [str(getattr(each, question)) for each in asked]
        found[question] = _table([each.features for each in asked], answers, SMALLEST, 2)
        for witness in WITNESSES:
            rows = [[f for f in each.features if seen_by(witness, f)] for each in asked]
            found[f"{witness}-{question}"] = _table(rows, answers, SMALLEST_OF_WITNESS, 1)
    return found


def verbs_of(examples: Sequence[Example]) -> dict[str, tuple[int, int]]:
    """Of each word of a clause with a number of officers: how often they were sent abroad, and how
    often not. A word that stood in one such clause alone is as good as none."""
    told: dict[str, Counter[str]] = {"yes": Counter(), "no": Counter()}
    for each in examples:
        if "label=OFFICERS" in each.features:
            words = (f.removeprefix("lemma=") for f in each.features if f.startswith("lemma="))
            told[each.counted].update(word for word in words if word.isalpha())
    sent, others = told["yes"], told["no"]
    words = sorted({*sent, *others})
    return {w: (sent[w], others[w]) for w in words if sent[w] + others[w] > 1}


def written_verbs(verbs: Mapping[str, tuple[int, int]]) -> str:
    """Words with these numbers as lines of CSV."""
    lines = io.StringIO()
    out = csv.writer(lines, lineterminator="\n")
    out.writerow(["word", "sent", "others"])
    out.writerows((word, *numbers) for word, numbers in verbs.items())
    return lines.getvalue()


def trained_relations(rows: Sequence[Row]) -> dict[str, WeightTable]:
    """The tables of each question of events, learnt from these answers."""
    found = {}
    for question in RELATIONS:
        told = [(features, answer) for each, features, answer in rows if each == question]
        answers = [answer for _, answer in told]
        found[question] = _table([features for features, _ in told], answers, SMALLEST, 2, 2)
    return found


def _table(
    rows: Sequence[Sequence[str]],
    answers: Sequence[str],
    smallest: float,
    digits: int,
    least: int = LEAST,
) -> WeightTable:
    names, labels, weights = fit(rows, answers, PENALTY, least)
    weights = np.where(np.abs(weights) < smallest, 0.0, np.round(weights, digits))
    kept = np.flatnonzero(weights.any(axis=1))
    places = {names[row]: at for at, row in enumerate(kept)}
    return WeightTable(places, tuple(labels), weights[kept])


def written(tables: Mapping[str, WeightTable]) -> str:
    """Tables as lines of CSV: a feature a line, a column an answer to a question."""
    lines = io.StringIO()
    out = csv.writer(lines, lineterminator="\n")
    out.writerow(["feature", *(f"{q} {a}" for q, each in tables.items() for a in each.answers)])
    for feature in sorted({name for each in tables.values() for name in each.places}):
        cells: list[str] = []
        for each in tables.values():
            at = each.places.get(feature)
            own = [0.0] * len(each.answers) if at is None else each.weights[at].tolist()
            cells += [f"{weight:.2f}".rstrip("0").rstrip(".") if weight else "" for weight in own]
        out.writerow([feature, *cells])
    return lines.getvalue()
