"""What kind of thing stands in a cell, by its characters alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_FIGURES = r"[-+–−]?[€$£]?\d[\d.,' ]*[%‰]?"
_NUMBER = re.compile(rf"[(\[±~<>≤≥=]*[€$£]?\s?{_FIGURES}(\s?[-–/]\s?{_FIGURES})?[)\]*†‡a-z]{{0,3}}")
_NOTHING = re.compile(r"[-–—.…·:*x/]+|n\.?\s?[abdkv]\.?|\(?[a-z]\)", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d([-/–]\d{2,4})?[*)]*")
_LINE = re.compile(r"[|│║]+|(?=.{8})[-=_─═]+|(?=.{4})[-=_─═]*[|+┼╪├┤│][-=_─═|+┼╪├┤│┬┴]*")
_STEPS = 4  # numbers that rise or fall by one step, to be the axis of a chart


def is_number(text: str) -> bool:
    """Whether a cell says a number, or in a few signs that there is none."""
    return _NUMBER.fullmatch(text) is not None or _NOTHING.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """Whether a cell says a number."""
    return _NUMBER.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a cell says a year, as heads do: 2023, 2023-24."""
    return _YEAR.fullmatch(text) is not None


def is_line(text: str) -> bool:
    """Whether a word is a piece of a line made of characters, as "|" and "+----+" are."""
    return _LINE.fullmatch(text) is not None


def are_steps(texts: Sequence[str]) -> bool:
    """Whether texts are numbers at one step, as along the axis of a chart: 0, 20, 40, 60.

    Numbers of rows and years are no axis.
    """
    values = _values(texts)
    if len(values) != len(texts) or len(values) < _STEPS or all(map(is_year, texts)):
        return False
    return _is_even(values) and abs(values[1] - values[0]) != 1.0


def has_axis(texts: Sequence[str]) -> bool:
    """Whether numbers under each other fall by one step over and over, down to 0 or beyond, and
    are most of what stands there. Some counts among others do by chance: 5, 4, 3, 2, 1."""
    values = _values([text for text in texts if not is_year(text)])
    start = of_runs = 0
    while start < len(values) - _STEPS:
        end = start + 2
        while end < len(values) and _is_even(values[start : end + 1]):
            end += 1
        if values[start] > values[start + 1] and end - start > _STEPS:
            of_runs += end - start
            start = end
        else:
            start = end - 1
    return 2 * of_runs > len(values)


def count_up(texts: Sequence[str]) -> bool:
    """Whether most of the numbers among texts are one more than the one before: 1, 2, 3."""
    values = _values([text.rstrip(".)") for text in texts])
    return sum(b - a == 1.0 for a, b in pairwise(values)) > 0.6 * max(1, len(values) - 1)


def _values(texts: Sequence[str]) -> list[float]:
    values = []
    for text in texts:
        plain = text.strip("%€$ ").replace(",", ".").replace("−", "-")
        try:
            values.append(float(plain))
        except ValueError:
            continue
    return values


def _is_even(values: Sequence[float]) -> bool:
    steps = [b - a for a, b in pairwise(values)]
    return max(steps) - min(steps) <= 1e-6 * max(1.0, abs(steps[0])) and steps[0] != 0
