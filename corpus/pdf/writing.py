"""Lines of writing among the ink of a drawn page, told by the places of its spots alone.

Spots of the size of letters that stand beside each other on one foot, and are not all alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.pdf.components import Mask, Spots, spots, without_long_runs
from missiemonitor.corpus.pdf.rendering import Grey
from missiemonitor.corpus.thresholds import WRITING

FOUR = 4  # of so many rows of pixels one is looked at for the ground
WHITE = 255


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line of writing: its box in points, about how many letters, how high the usual one is.

    `shapes` are width, height and ink of its spots, in pixels.
    """

    box: Box
    letters: int
    high: float
    shapes: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """What was found in the ink: lines of writing, and the boxes of all other spots, in points."""

    lines: list[WrittenLine]
    others: list[Box]


def ink_of(pixels: Grey, scale: float, looked: Box) -> Ink:
    """Lines and other spots in the part of the pixels that is looked at."""
    x0, top = int(looked.x0 * scale), int(looked.top * scale)
    x1, bottom = int(np.ceil(looked.x1 * scale)), int(np.ceil(looked.bottom * scale))
    part = pixels[top:bottom, x0:x1]
    found = Ink([], [])
    if not part.size or np.ptp(part) <= WRITING.contrast:
        return found
    block = FOUR * max(1, round(WRITING.block * scale / FOUR))
    for ink in _ink(part, block):
        _add_lines(found, without_long_runs(ink, round(WRITING.rule * scale)), scale, x0, top)
    return found


def _ink(pixels: Grey, block: int) -> tuple[Mask, Mask]:
    """What is darker, and what is lighter, than most of what is around it."""
    high, wide = pixels.shape
    down, across = -(-high // block), -(-wide // block)
    padded = np.pad(pixels, ((0, down * block - high), (0, across * block - wide)), mode="edge")
    blocks = padded[::FOUR, ::2].reshape(down, block // FOUR, across, block // 2)
    few = blocks.transpose(0, 2, 1, 3).reshape(down, across, -1)
    ground = np.partition(few, few.shape[2] // 2, axis=2)[:, :, few.shape[2] // 2]
    ground = np.repeat(np.repeat(ground, block, axis=0), block, axis=1)[:high, :wide]
    # In unsigned bytes: what would fall below nothing is cut off before.
    dark = pixels < np.where(ground > WRITING.contrast, ground - WRITING.contrast, 0)
    light = pixels > np.where(ground < WHITE - WRITING.contrast, ground + WRITING.contrast, WHITE)
    return np.asarray(dark), np.asarray(light)


def _add_lines(found: Ink, ink: Mask, scale: float, left: int, above: int) -> None:
    """Add lines of writing in this ink, and its other spots, to what was found."""
    if not np.count_nonzero(ink) > WRITING.least_ink:
        return
    every = spots(ink, WRITING.most_runs)
    high = every.height
    fit = (
        (high >= WRITING.low * scale)
        & (high <= WRITING.high * scale)
        & (every.width <= WRITING.wide * high)
    )
    letters, rest = every.where(fit), every.where(~fit & (high >= WRITING.low * scale))
    if len(letters) > WRITING.most_letters:
        return

    def points(box: Box) -> Box:
        return Box(
            (box.x0 + left) / scale,
            (box.top + above) / scale,
            (box.x1 + left) / scale,
            (box.bottom + above) / scale,
        )

    found.others.extend(points(_box(rest, index)) for index in range(len(rest)))
    for chain in _chains(letters):
        box = Box.around(_box(letters, each) for each in chain)
        many, usual = _letters_of(letters, chain)
        if many and usual >= WRITING.small * scale:
            sides = (letters.width[chain], letters.height[chain], letters.ink[chain])
            shapes = tuple(zip(*(each.tolist() for each in sides), strict=True))
            found.lines.append(WrittenLine(points(box), many, usual / scale, shapes))
        else:
            found.others.extend(points(_box(letters, each)) for each in chain)


def _box(of: Spots, index: int) -> Box:
    sides = (of.x0[index], of.top[index], of.x1[index], of.bottom[index])
    return Box(*(float(side) for side in sides))


def _chains(letters: Spots) -> list[list[int]]:
    """Letters that stand beside each other, from left to right."""
    x0, top = letters.x0.tolist(), letters.top.tolist()
    x1, bottom = letters.x1.tolist(), letters.bottom.tolist()
    chains: list[list[int]] = []
    ends: dict[int, list[int]] = {}  # chains by the band of the page that their last letter is in
    for index in sorted(range(len(x0)), key=x0.__getitem__):
        high = bottom[index] - top[index]
        best, near = -1, 0.0
        for band in range(top[index] // WRITING.band - 1, bottom[index] // WRITING.band + 2):
            for chain in ends.get(band, ()):
                last = chains[chain][-1]
                lower = min(high, bottom[last] - top[last])
                larger = max(high, bottom[last] - top[last])
                gap = x0[index] - x1[last]
                shared = min(bottom[index], bottom[last]) - max(top[index], top[last])
                fits = (
                    gap <= WRITING.beside * larger
                    and shared > WRITING.level_shared * lower
                    and larger <= WRITING.larger * lower
                )
                if fits and (best < 0 or gap < near):
                    best, near = chain, gap
        if best < 0:
            best = len(chains)
            chains.append([])
        else:
            last = chains[best][-1]
            ends[(top[last] + bottom[last]) // 2 // WRITING.band].remove(best)
        chains[best].append(index)
        ends.setdefault((top[index] + bottom[index]) // 2 // WRITING.band, []).append(best)
    return chains


def _letters_of(letters: Spots, chain: list[int]) -> tuple[int, float]:
    """About how many letters a chain of spots is, and their usual height; 0 for no writing."""
    wide, high = letters.width[chain], letters.height[chain]
    usual = float(np.median(high))
    many = int(np.maximum(1, np.round(wide / (WRITING.letter_wide * usual))).sum())
    if many < WRITING.fewest or len(chain) < WRITING.fewest_spots:
        return 0, usual
    # Letters of a line stand on one foot but for a few; ink of a picture stands anywhere.
    apart = np.abs(np.diff(letters.bottom[chain]))
    if (apart <= max(1.0, WRITING.foot * usual)).mean() < WRITING.level:
        return 0, usual
    # Bars, dots and dashes fill their boxes, or are all alike.
    if (letters.ink[chain] / (high * wide) > WRITING.filled).mean() > WRITING.solid:
        return 0, usual
    if len(chain) > 3 and np.ptp(wide) <= 1 and np.ptp(high) <= 1:
        return 0, usual
    return many, usual
