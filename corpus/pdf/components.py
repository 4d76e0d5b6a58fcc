"""Spots of connected ink in a bitmap, by runs of dark pixels: numpy alone, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Whole = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Spots:
    """Connected spots of a bitmap: the pixels of their boxes (right and bottom are the first
    outside), and how many pixels of ink each has."""

    x0: Whole
    top: Whole
    x1: Whole
    bottom: Whole
    ink: Whole

    @property
    def width(self) -> Whole:
        return self.x1 - self.x0

    @property
    def height(self) -> Whole:
        return self.bottom - self.top

    def __len__(self) -> int:
        return len(self.x0)

    def where(self, wanted: Mask) -> Spots:
        """Those of the spots for which `wanted` is true."""
        return Spots(
            *(side[wanted] for side in (self.x0, self.top, self.x1, self.bottom, self.ink))
        )


def spots(ink: Mask, most_runs: int) -> Spots:
    """The connected spots of a bitmap, corners counted as touching.

    Of a bitmap with more than `most_runs` runs none: so much of it is no writing but a photograph.
    """
    high, wide = ink.shape
    edge = np.zeros((high, wide + 2), dtype=np.bool_)
    edge[:, 1:-1] = ink
    row, start = np.divmod(np.flatnonzero(edge[:, 1:] & ~edge[:, :-1]), wide + 1)
    end = np.flatnonzero(edge[:, :-1] & ~edge[:, 1:]) % (wide + 1)
    count = len(row)
    if not count or count > most_runs:
        nothing = np.zeros(0, dtype=np.int64)
        return Spots(nothing, nothing, nothing, nothing, nothing)
    above, below = _touching(row, start, end, wide + 2)
    labels = _joined(above, below, count)
    names, which = np.unique(labels, return_inverse=True)
    size = len(names)
    x0, top = np.full(size, wide), np.full(size, high)
    x1, bottom = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.minimum.at(x0, which, start)
    np.minimum.at(top, which, row)
    np.maximum.at(x1, which, end)
    np.maximum.at(bottom, which, row + 1)
    dark = np.bincount(which, weights=end - start, minlength=size).astype(np.int64)
    return Spots(x0, top, x1, bottom, dark)


def _touching(row: Whole, start: Whole, end: Whole, wide: int) -> tuple[Whole, Whole]:
    """Pairs of runs of which the second touches the first from the row below."""
    # Runs are in reading order, so that those of the row above that touch one are neighbours.
    place_start, place_end = row * wide + start, row * wide + end
    first = np.searchsorted(place_end, place_start - wide, side="left")
    last = np.searchsorted(place_start, place_end - wide, side="right")
    many = np.maximum(last - first, 0)
    below = np.repeat(np.arange(len(row)), many)
    before = np.cumsum(many) - many
    above = np.arange(int(many.sum())) - np.repeat(before, many) + np.repeat(first, many)
    return above, below


def _joined(one: Whole, other: Whole, count: int) -> Whole:
    """The least index that can be reached from each of `count` runs over these pairs."""
    labels = np.arange(count)
    while True:
        least = np.minimum(labels[one], labels[other])
        before = labels.copy()
        np.minimum.at(labels, labels[one], least)
        np.minimum.at(labels, labels[other], least)
        np.minimum.at(labels, one, least)
        np.minimum.at(labels, other, least)
        labels = labels[labels]
        if np.array_equal(labels, before):
            return labels


def without_long_runs(ink: Mask, longest: int) -> Mask:
    """The ink without what is dark for more than `longest` pixels along a row or a column."""
    return np.asarray(ink & ~_runs_of(ink, longest + 1, 0) & ~_runs_of(ink, longest + 1, 1))


def _runs_of(ink: Mask, length: int, axis: int) -> Mask:
    """The ink that is part of a run of at least `length` pixels along an axis."""
    if ink.shape[axis] < length:
        return np.zeros_like(ink)

    def part(of: Mask, start: int, end: int | None) -> Mask:
        return of[start:end] if axis == 0 else of[:, start:end]

    worn, done = ink, 1
    while done < length:
        step = min(done, length - done)
        worn = part(worn, 0, -step) & part(worn, step, None)
        done += step
    grown = np.zeros_like(ink)
    if not worn.any():
        return grown
    part(grown, 0, worn.shape[axis])[:] = worn
    done = 1
    while done < length:
        step = min(done, length - done)
        # numpy sees that the two overlap, and copies what it must.
        part(grown, step, None)[:] |= part(grown, 0, -step)
        done += step
    return grown
