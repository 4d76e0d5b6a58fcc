"""Two small logistic models that a person can read: weights.toml says what each thing weighs."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What things weigh in log odds, by name; `guesses` are those from before fitting."""

    fitted: Mapping[str, float]
    guesses: Mapping[str, float]

    def odds(self, features: Mapping[str, float]) -> float:
        """Log odds; what has no weight weighs nothing."""
        return sum(self.fitted.get(name, 0.0) * value for name, value in features.items())

    def chance(self, features: Mapping[str, float]) -> float:
        """0 to 1."""
        return 1 / (1 + math.exp(-self.odds(features)))


@lru_cache(maxsize=1)
def _told() -> dict[str, dict[str, dict[str, float]]]:
    text = files(__package__).joinpath("weights.toml").read_text("utf-8")
    told: dict[str, dict[str, dict[str, float]]] = tomllib.loads(text)
    return told


@lru_cache(maxsize=2)
def weights(model: str) -> Weights:
    """Those of `columns` (is this the count of now?) or of `tables` (are they ours, sent, now?)."""
    told = _told()[model]
    return Weights(
        {name: each["fitted"] for name, each in told.items()},
        {name: each["guess"] for name, each in told.items()},
    )


@lru_cache(maxsize=1)
def places() -> Mapping[str, float]:
    """How much what stands at a place says of a table, 0 to 1, the nearest place first."""
    return {name: each["strength"] for name, each in _told()["places"].items()}


def forget() -> None:
    """Read weights.toml anew, where it was fitted."""
    for each in (_told, weights, places):
        each.cache_clear()
