"""The weights of the learned reader: a table of features and answers, and the odds it gives.

The table stands in learned_weights.csv and is made by `make reader` (tests/reader): one feature a
line, one column an answer to a question. Each question is answered three times: of all features,
and by two witnesses that have no feature of weight in common (learned_features.seen_by).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

# A row of sixteen features has each count once; longer rows have each count less.
SCALE = 4.0

QUESTIONS = ("counted", "status", "nationality")
RELATIONS = (
    "mission",
    "carried",
    "place",
    "posted",
    "posted-status",
    "post",
    "help",
    "help-status",
    "given",
    "party",
)
WITNESSES = ("words", "kinds")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WeightTable:
    """Features, answers, and a weight for each of both."""

    places: Mapping[str, int]
    answers: tuple[str, ...]
    weights: Floats

    def odds(self, row: Sequence[str]) -> dict[str, float]:
        """The probability of each answer for a row of features."""
        known = [self.places[feature] for feature in row if feature in self.places]
        scores = self.weights[known].sum(axis=0) * (SCALE / np.sqrt(max(len(known), 1)))
        odds = np.exp(scores - scores.max())
        return dict(zip(self.answers, (odds / odds.sum()).tolist(), strict=True))


def likeliest(odds: Mapping[str, float]) -> str:
    """The likeliest answer to a question."""
    return max(odds, key=lambda answer: odds[answer])


@lru_cache(maxsize=1)
def tables() -> dict[str, WeightTable]:
    """The tables of each question, as `status` and, of a witness, as `words-status`."""
    return _kept_in("learned_weights.csv")


@lru_cache(maxsize=1)
def relation_tables() -> dict[str, WeightTable]:
    """The tables of each question that is asked of liaison officers and of assistance."""
    return _kept_in("learned_relations.csv")


def _kept_in(name: str) -> dict[str, WeightTable]:
    path = files("missiemonitor.extractors.statements").joinpath(name)
    return read_tables(path.read_text("utf-8").splitlines())


def read_tables(lines: Iterable[str]) -> dict[str, WeightTable]:
    """Tables by question from lines as `make reader` writes them."""
    header, *rows = csv.reader(lines)
    weights = np.array([[float(cell or 0) for cell in row[1:]] for row in rows])
    names = [column.split(" ", 1) for column in header[1:]]
    found = {}
    for question in dict.fromkeys(question for question, _ in names):
        at = [place for place, (each, _) in enumerate(names) if each == question]
        own = weights[:, at]
        kept = np.flatnonzero(own.any(axis=1))
        places = {rows[row][0]: place for place, row in enumerate(kept)}
        found[question] = WeightTable(places, tuple(names[a][1] for a in at), own[kept])
    return found
