"""Fits the weights of meaning/weights.toml, and scores them.

Penalised logistic regression by Newton's method. Weights are drawn towards a person's guesses, so
that what the tables do not show keeps the guess; nothing is random.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.deployments.meaning import model
from missiemonitor.extractors.deployments.meaning.columns import columns_of
from missiemonitor.extractors.deployments.meaning.evidence import features_of, said_of
from missiemonitor.extractors.deployments.meaning.model import Features
from missiemonitor.extractors.deployments.meaning.texts import texts_at
from missiemonitor.extractors.deployments.meaning.understand import understand

from tests.meaning.examples import LIKELY, SERIES, Example, drawn, marked

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "extractors" / "deployments" / "meaning" / "weights.toml"
TOWARDS_GUESS = 0.35  # variance of a weight around its guess, in squared log odds, inverted
MARKED = 1.0
DRAWN = 0.25  # a drawn table teaches less than one marked by hand: its words come back
STEPS = 30

Sample = tuple[Features, float, float]


def all_examples(half: str) -> list[Example]:
    """Those marked and those drawn of a half."""
    return [each for each in (*marked(), *drawn()) if each.half == half]


def column_samples(examples: Sequence[Example]) -> Iterator[Sample]:
    """Each column of numbers, whether it is the count, and its weight."""
    for each in examples:
        if each.count is None:
            continue
        with using(series_named(SERIES[each.language])):
            for column in columns_of(each.view).all:
                if column.contents.numeric:
                    weight = MARKED if each.name.startswith("marked") else DRAWN
                    yield column.features, float(column.at == each.count), weight


def table_samples(examples: Sequence[Example]) -> Iterator[Sample]:
    """Each table, how likely it is ours, and its weight."""
    for each in examples:
        with using(series_named(SERIES[each.language])):
            columns = columns_of(each.view)
            texts = texts_at(each.view, columns)
            said = said_of(texts, columns, each.view.period)
            features = features_of(columns, texts, said, each.view)
        yield features, LIKELY[each.what], MARKED if each.name.startswith("marked") else DRAWN


def fitted(samples: Sequence[Sample], guesses: Mapping[str, float]) -> dict[str, float]:
    """The weights that fit best, each with two decimals."""
    names = list(guesses)
    x = np.array([[features.get(name, 0.0) for name in names] for features, _, _ in samples])
    y = np.array([likely for _, likely, _ in samples])
    heavy = np.array([weight for _, _, weight in samples])
    guess = np.array([guesses[name] for name in names])
    w = guess.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (heavy * (p - y)) + TOWARDS_GUESS * (w - guess)
        curve = (x.T * (heavy * p * (1 - p))) @ x + TOWARDS_GUESS * np.eye(len(names))
        step = np.linalg.solve(curve, slope)
        w -= step / max(1.0, float(np.abs(step).max()))
    return {name: round(float(value), 2) for name, value in zip(names, w, strict=True)}


def fitted_anew(text: str) -> str:
    """The text of weights.toml with weights fitted anew; those of columns go first."""
    examples = all_examples("fitting")
    for name, samples in (("columns", column_samples), ("tables", table_samples)):
        # What is weighed for tables goes by the columns, and so by their new weights.
        with model.weights_of(text):
            new = fitted(list(samples(examples)), model.weights(name).guesses)
        head, mark, rest = text.partition(f"[{name}]\n")
        body, gap, tail = rest.partition("\n[")
        for key, value in new.items():
            body = re.sub(rf"(?m)^({key} = .*fitted = )\S+( )", rf"\g<1>{value}\g<2>", body)
        text = head + mark + body + gap + tail
    return text


def fit() -> None:
    """Writes weights.toml with weights fitted anew."""
    text = fitted_anew(WEIGHTS.read_text("utf-8"))
    WEIGHTS.write_text(text, encoding="utf-8")
    model.forget()


def score(examples: Sequence[Example], title: str, names: bool) -> Iterator[str]:
    """Lines that tell how tables come out, and, with `names`, which come out otherwise."""
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong: list[str] = []
    for each in examples:
        with using(series_named(SERIES[each.language])):
            found = understand(each.view)
        kind = each.name.split()[0]
        counts[kind, each.what, found.standing] += 1
        if each.count is not None and found.count != each.count:
            wrong.append(f"{each.name}: column {found.count}, not {each.count}")
        if {"ours": "counted", "agree": "to-agree"}.get(each.what, "other") != found.standing:
            about = each.view.caption or each.view.heading
            wrong.append(f"{each.name}: {each.what} is {found.standing} {found.clear:.2f} {about}")
    yield f"{title}: what it is, what it is told to be, how many"
    for (kind, what, standing), number in sorted(counts.items()):
        yield f"  {kind} {what:6} {standing:9} {number}"
    columns = sum("column" in line for line in wrong)
    yield f"  another column in {columns} tables of ours"
    if names:
        yield from (f"  {line}" for line in wrong)
