"""The picture of a page made fit to read: even, upright, without its rules, which are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

import numpy as np
from missiemonitor.corpus.document import Box, Rule
from missiemonitor.corpus.ocr.engines import DPI, Picture
from PIL import Image, ImageFilter

LONGEST_SKEW = 3.0  # degrees
RULE_LENGTH = 34.0  # points; a longer dark run is a rule and no letter
DARK = 140  # of 255; what is darker is ink
GRAIN = 4  # pixels; spots of ink that are nearer than this are one


def even(grey: Picture) -> Picture:
    """The picture with its background made white, however grey or uneven it is."""
    radius = max(8, grey.shape[1] // 40)
    small = Image.fromarray(grey).reduce(4)
    ground = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(radius / 4))
    back = np.asarray(ground.resize((grey.shape[1], grey.shape[0])), dtype=np.float32)
    clear = np.clip(255.0 * grey / np.maximum(back, 1.0), 0, 255)
    return np.asarray(clear, dtype=np.uint8)


def upright(grey: Picture) -> tuple[Picture, float]:
    """The picture turned so that its lines run level, and by how many degrees it was turned."""
    small = Image.fromarray(255 - grey).reduce(max(1, grey.shape[1] // 700))

    def level(angle: float) -> float:
        rows = np.asarray(small.rotate(angle), dtype=np.float32).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    best = max(np.arange(-LONGEST_SKEW, LONGEST_SKEW + 0.01, 0.25), key=level)
    best = max(np.arange(best - 0.2, best + 0.21, 0.05), key=level)
    if abs(best) < 0.04:
        return grey, 0.0
    turned = Image.fromarray(grey).rotate(best, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned), float(best)


def without_rules(grey: Picture) -> tuple[Picture, list[Rule]]:
    """The picture without its long straight lines, and these lines in pixels."""
    dark = grey < DARK
    length = int(RULE_LENGTH / 72 * DPI)
    across, down = _long_runs(dark, length), _long_runs(dark.T, length).T
    rules = [Rule(box, horizontal=True) for box in _strokes(across)]
    rules += [
        Rule(Box(box.top, box.x0, box.bottom, box.x1), horizontal=False) for box in _strokes(down.T)
    ]
    clean = grey.copy()
    for mask in (across, down):
        wide = np.asarray(Image.fromarray(mask).filter(ImageFilter.MaxFilter(5)))
        clean[wide.astype(bool)] = 255
    return clean, rules


def _long_runs(
    dark: np.ndarray[Any, np.dtype[np.bool_]], length: int
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """The dark runs along rows that are at least `length` long."""
    if dark.shape[1] <= length:
        return np.zeros_like(dark)
    # A speck of white in a scanned line does not end it.
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = sums[:, length:] - sums[:, :-length] >= 0.93 * length
    steps = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.int32)
    steps[:, : full.shape[1]] += full
    steps[:, length : length + full.shape[1]] -= full
    return np.asarray((np.cumsum(steps, axis=1)[:, :-1] > 0) & dark)


def _strokes(mask: np.ndarray[Any, np.dtype[np.bool_]]) -> Iterator[Box]:
    """The straight lines along rows of a mask, each as the box of its middle, without height."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return
    thick = int(5 / 72 * DPI)
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        for band in np.array_split(group, max(1, round(len(group) / thick))):
            line = np.concatenate(([0], mask[band].any(axis=0).astype(np.int8), [0]))
            edges = np.flatnonzero(np.diff(line))
            middle = float(band.mean())
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                if end - start > thick:
                    yield Box(float(start), middle, float(end), middle)


def ink_outside(clean: Picture, boxes: Iterable[Box], usual: float) -> list[Box]:
    """Spots of ink, in pixels, that are as large as a few letters and lie in none of the boxes.

    `usual` is the height of text on the page. What is much larger is a picture, what is much
    smaller dirt; a dash is flat but as wide as a letter.
    """
    dark = clean < DARK
    for box in boxes:
        x0, top, x1, bottom = (round(side) for side in box.sides())
        dark[max(0, top - 3) : bottom + 3, max(0, x0 - 3) : x1 + 3] = False
    cells = {(int(y), int(x)) for y, x in np.argwhere(_coarse(dark))}
    spots = []
    while cells:
        found = [cells.pop()]
        for y, x in found:
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-2, -1, 0, 1, 2)} & cells
            cells -= near
            found += near
        ys, xs = [y for y, _ in found], [x for _, x in found]
        part = dark[
            min(ys) * GRAIN : (max(ys) + 1) * GRAIN, min(xs) * GRAIN : (max(xs) + 1) * GRAIN
        ]
        rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        box = Box(
            float(min(xs) * GRAIN + columns[0]),
            float(min(ys) * GRAIN + rows[0]),
            float(min(xs) * GRAIN + columns[-1] + 1),
            float(min(ys) * GRAIN + rows[-1] + 1),
        )
        high, wide = box.height / usual, box.width / usual
        if (0.6 < high < 1.6 and 0.1 < wide < 6) or (0.05 < high <= 0.3 and 0.25 < wide < 1.5):
            spots.append(box)
    return spots


def _coarse(
    dark: np.ndarray[Any, np.dtype[np.bool_]],
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    high, wide = (side - side % GRAIN for side in dark.shape)
    blocks = dark[:high, :wide].reshape(high // GRAIN, GRAIN, wide // GRAIN, GRAIN)
    return np.asarray(blocks.any(axis=(1, 3)))


def _letters(clean: Picture, box: Box, below: int = 0) -> list[tuple[int, int]]:
    """First and last row of each letter in a box, from left to right; dirt left out.

    `below` says how many rows under the box are looked at too.
    """
    x0, top, x1, bottom = (round(side) for side in box.sides())
    dark = clean[max(0, top - 2) : bottom + below, max(0, x0 - 2) : x1 + 2] < DARK
    ink = np.concatenate(([0], dark.any(axis=0).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(ink))
    spans = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        rows = np.flatnonzero(dark[:, start:end].any(axis=1))
        if rows[-1] - rows[0] > 2:
            spans.append((int(rows[0]), int(rows[-1])))
    return spans


def comma_in(clean: Picture, box: Box) -> int:
    """Behind how many figures of a number a comma or point stands; 0 for none."""
    spans = _letters(clean, box, below=4)
    if len(spans) < 3:
        return 0
    high = median(bottom - top for top, bottom in spans)
    foot = median(bottom for _, bottom in spans)
    for at in range(1, len(spans) - 1):
        top, bottom = spans[at]
        if bottom - top < 0.45 * high and top > foot - 0.35 * high:
            return at
    return 0


def raised_at_end(clean: Picture, box: Box) -> int:
    """How many letters at the end of what stands in a box are small and raised: a mark."""
    spans = _letters(clean, box)
    raised = 0
    for at in range(len(spans) - 1, 0, -1):
        above, foot = (median(span[side] for span in spans[:at]) for side in (0, 1))
        high = foot - above
        lifted = foot - spans[at][1] > 0.2 * high and spans[at][0] < above + 0.2 * high
        if not (lifted and spans[at][1] - spans[at][0] < 0.85 * high):
            break
        raised += 1
    return raised


def cut_out(clean: Picture, box: Box) -> Picture:
    """What stands in a box, twice as large, with white around it."""
    x0, top, x1, bottom = (round(side) for side in box.sides())
    part = Image.fromarray(clean[max(0, top - 3) : bottom + 3, max(0, x0 - 3) : x1 + 3])
    part = part.resize((2 * part.width, 2 * part.height), Image.Resampling.BICUBIC)
    white = Image.new("L", (part.width + 60, part.height + 60), 255)
    white.paste(part, (30, 30))
    return np.asarray(white)
