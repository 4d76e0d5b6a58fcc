"""Two small logistic models that a person can read: weights.toml says what each thing weighs."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
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


_OTHER: ContextVar[str] = ContextVar("weights", default="")


@lru_cache(maxsize=2)
def _told(other: str) -> dict[str, dict[str, dict[str, float]]]:
    text = other or files(__package__).joinpath("weights.toml").read_text("utf-8")
    told: dict[str, dict[str, dict[str, float]]] = tomllib.loads(text)
    return told


def weights(model: str) -> Weights:
    """Those of `columns` (is this the count of now?) or of `tables` (are they ours, sent, now?)."""
    return _weights(model, _OTHER.get())


@lru_cache(maxsize=4)
def _weights(model: str, other: str) -> Weights:
    told = _told(other)[model]
    return Weights(
        {name: each["fitted"] for name, each in told.items()},
        {name: each["guess"] for name, each in told.items()},
    )


def places() -> Mapping[str, float]:
    """How much what stands at a place says of a table, 0 to 1, the nearest place first."""
    return _places(_OTHER.get())


@lru_cache(maxsize=2)
def _places(other: str) -> Mapping[str, float]:
    return {name: each["strength"] for name, each in _told(other)["places"].items()}


@contextmanager
def weights_of(text: str) -> Iterator[None]:
    """Weigh by another text in the form of weights.toml, as long as the context lasts."""
    token = _OTHER.set(text)
    try:
        yield
    finally:
        _OTHER.reset(token)


def forget() -> None:
    """Read weights.toml anew, where it was fitted."""
    for each in (_told, _weights, _places):
        each.cache_clear()
